import type { VNode } from 'preact';
import type { SetCookie, View } from '../../../platform/http/route.ts';
import type { Text } from '../../../shared/text.ts';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import type { Asking, DeskDeps } from './desk-deps.ts';
import { SIGN } from './words.ts';

/** Name of the box for the password, or for the code of a second factor, in every form that signs. */
export const PASSWORD = 'mat-khau';
export type SignsWith = 'password' | 'code';
export type Signer = { readonly sure: true; readonly cookies: readonly SetCookie[]; readonly view: View } | { readonly sure: false; readonly message: Text };

/** Asks for the code or the password before a signature unless it was given within the last minutes; a right one brings a new session along. */
export async function askSigner(deps: DeskDeps, request: Asking & { readonly view: View }, typed: string): Promise<Signer> {
  if (await deps.signer.confirmedLately(request)) return { sure: true, cookies: [], view: request.view };
  const words = SIGN[await deps.signer.asks(request)];
  if (typed === '') return { sure: false, message: words.missing };
  const confirmed = await deps.signer.confirm(request, typed);
  if (confirmed.ok) return { sure: true, cookies: confirmed.value.cookies, view: { ...request.view, csrf: confirmed.value.csrf } };
  return { sure: false, message: confirmed.refusal === 'blocked' ? words.blocked : words.wrong };
}
/** null: nothing is asked of this signer now */
export const signsWith = async (deps: DeskDeps, request: Asking): Promise<SignsWith | null> => ((await deps.signer.confirmedLately(request)) ? null : deps.signer.asks(request));
export const PasswordBox = ({ by, error }: { readonly by: SignsWith; readonly error?: Text | undefined }): VNode => (by === 'code'
  ? <TextField name={PASSWORD} label={SIGN.code.label} hint={SIGN.code.hint} inputMode="numeric" autocomplete="one-time-code" width={12} spellcheck={false} {...(error ? { error } : {})} />
  : <TextField name={PASSWORD} kind="password" label={SIGN.password.label} hint={SIGN.password.hint} autocomplete="current-password" width={20} {...(error ? { error } : {})} />);
