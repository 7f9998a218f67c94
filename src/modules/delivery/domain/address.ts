import type { PostAddress } from '../../dossier/domain/index.ts';

export type { PostAddress };
export const ADDRESS_LIMITS = { name: 120, address: 300 } as const;
export type AddressFault = 'name' | 'phone' | 'province' | 'address';
const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** What a postman needs: whom, where, and a number to call before coming (TT 17/2017/TT-BTTTT Đ.9). */
export function readAddress(typed: { readonly name: string; readonly phone: string; readonly province: string; readonly address: string }, provinces: ReadonlySet<string>): { readonly value: PostAddress; readonly faults: readonly AddressFault[] } {
  const value: PostAddress = { name: tidy(typed.name), phone: typed.phone.replace(/[\s.-]/gu, '').replace(/^\+84/u, '0'), province: typed.province.trim(), address: tidy(typed.address) };
  const faults: AddressFault[] = [];
  if (value.name.length < 2 || [...value.name].length > ADDRESS_LIMITS.name) faults.push('name');
  if (!/^0\d{9,10}$/u.test(value.phone)) faults.push('phone');
  if (!provinces.has(value.province)) faults.push('province');
  // A house number alone finds nobody, and neither does the name of a province.
  if ([...value.address].length < 8 || [...value.address].length > ADDRESS_LIMITS.address) faults.push('address');
  return { value, faults };
}
