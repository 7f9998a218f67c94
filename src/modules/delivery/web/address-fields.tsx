import { z } from 'zod';
import { LIMITS } from '../../../shared/limits.ts';
import type { Text } from '../../../shared/text.ts';
import { Select } from '../../../ui/components/select/select.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import type { PostAddress } from '../domain/index.ts';
import { ADDRESS } from './words.ts';

const line = z.string().max(LIMITS.lineText).optional();
export const ADDRESS_BODY = { 'noi.name': line, 'noi.phone': line, 'noi.province': line, 'noi.address': z.string().max(LIMITS.longText).optional() } as const;
export const addressIn = (body: Readonly<Record<string, unknown>>): PostAddress => { const of = (part: string): string => (typeof body[`noi.${part}`] === 'string' ? (body[`noi.${part}`] as string) : ''); return { name: of('name'), phone: of('phone'), province: of('province'), address: of('address') }; };

export function AddressFields({ value, provinces, errorOf }: { readonly value: PostAddress; readonly provinces: readonly { readonly value: string; readonly label: string }[]; readonly errorOf: (name: string) => { error?: Text } }) {
  return (
    <>
      <TextField name="noi.name" label={ADDRESS.name} autocomplete="name" value={value.name} {...errorOf('noi.name')} />
      <TextField name="noi.phone" label={ADDRESS.phone} kind="tel" width={12} autocomplete="tel" value={value.phone} {...errorOf('noi.phone')} />
      <Select name="noi.province" label={ADDRESS.province} options={provinces} value={value.province} {...errorOf('noi.province')} />
      <TextArea name="noi.address" label={ADDRESS.address} rows={2} value={value.address} {...errorOf('noi.address')} />
    </>);
}
