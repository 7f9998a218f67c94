import { answered } from './kind.ts';
import type { FieldKind } from './kind.ts';
import { missingWords, notAText, readLine } from './words.ts';

/** `+84 912 345 678`, `0912.345.678` → `0912345678`; numbers of other countries keep their `+`. */
export function tidyPhone(typed: string): string {
  const bare = typed.replace(/[\s.()\-–\u00a0]+/gu, '').replace(/^00(?=[1-9])/u, '+');
  return bare.replace(/^\+?84(?=\d{9,10}$)/u, '0');
}
// Mobile 03, 05, 07, 08, 09 with ten digits; fixed lines 02 with ten or eleven.
const VIETNAM = /^0(?:[35789]\d{8}|2\d{8,9})$/u;
const ABROAD = /^\+[1-9]\d{6,14}$/u;

export const phone: FieldKind = {
  parts: [''],
  read: (_field, body, name) => readLine(body, name, (typed) => answered(tidyPhone(typed))),
  check(field, answer) {
    if (typeof answer !== 'string') return notAText(field);
    if (VIETNAM.test(answer) || ABROAD.test(answer)) return undefined;
    const digits = answer.replace(/\D/gu, '').length;
    if (/[^\d+]/u.test(answer)) return { message: { vi: 'Số điện thoại chỉ có chữ số – ví dụ 0912345678', en: 'A phone number has digits only – for example 0912345678' } };
    return { message: { vi: `Số điện thoại cần 10 số, bắt đầu bằng 0 – anh/chị gõ ${digits} số`, en: `A phone number has 10 digits and begins with 0 – you typed ${digits}` } };
  },
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => String(answer),
  schema: () => ({ type: 'string', pattern: '^(0\\d{9,10}|\\+[1-9]\\d{6,14})$' }),
};
