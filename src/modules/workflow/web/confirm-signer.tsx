import type { VNode } from 'preact';
import type { SetCookie, View } from '../../../platform/http/route.ts';
import type { Text } from '../../../shared/text.ts';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import type { Asking, DeskDeps } from './desk-deps.ts';
import { SIGN } from './words.ts';

/** Name of the box for the password in every form that signs. */
export const PASSWORD = 'mat-khau';
export type Signer = { readonly sure: true; readonly cookies: readonly SetCookie[]; readonly view: View } | { readonly sure: false; readonly message: Text };

/** Asks for the password before a signature unless it was given within the last minutes; a right one brings a new session along. */
export async function askSigner(deps: DeskDeps, request: Asking & { readonly view: View }, password: string): Promise<Signer> {
  if (await deps.signer.confirmedLately(request)) return { sure: true, cookies: [], view: request.view };
  if (password === '') return { sure: false, message: SIGN.passwordMissing };
  const confirmed = await deps.signer.confirm(request, password);
  if (confirmed.ok) return { sure: true, cookies: confirmed.value.cookies, view: { ...request.view, csrf: confirmed.value.csrf } };
  return { sure: false, message: confirmed.refusal === 'blocked' ? SIGN.passwordBlocked : SIGN.passwordWrong };
}
export const PasswordBox = ({ error }: { readonly error?: Text | undefined }): VNode =>
  <TextField name={PASSWORD} kind="password" label={SIGN.password} hint={SIGN.passwordHint} autocomplete="current-password" width={20} {...(error ? { error } : {})} />;
