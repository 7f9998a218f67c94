import { yearOf } from '../../../../shared/plain-date.ts';
import type { PlainDate } from '../../../../shared/plain-date.ts';
import type { Text } from '../../../../shared/text.ts';
import { answered } from './kind.ts';
import type { FieldKind, Problem } from './kind.ts';
import { missingWords, notAText, readLine } from './words.ts';

/** Số định danh cá nhân: twelve digits, without a check digit, so nothing beyond the length can be refused. */
export const personalId: FieldKind = {
  parts: [''],
  read: (_field, body, name) => readLine(body, name, (typed) => answered(typed.replace(/[\s.-]+/gu, ''))),
  check: (field, answer) => (typeof answer === 'string' ? (personalIdProblem(answer) ?? undefined) : notAText(field)),
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => String(answer),
  schema: () => ({ type: 'string', pattern: '^\\d{12}$' }),
};

/** Words for what is wrong with a typed number; null when it has the right shape. */
export function personalIdProblem(typed: string): Problem | null {
  if (/^\d{12}$/u.test(typed)) return null;
  const other = /[^\d]/u.exec(typed)?.[0];
  if (other !== undefined) return { message: { vi: `Số căn cước chỉ có chữ số – xem lại chỗ «${other}»`, en: `The identity number has digits only – check “${other}”` } };
  if (typed.length === 9) {
    return { message: { vi: 'Số căn cước có 12 số, anh/chị mới gõ 9 – 9 số là chứng minh nhân dân cũ, xem số in trên thẻ căn cước', en: 'The identity number has 12 digits, you typed 9 – 9 digits are an old identity card, look at the number on the new card' } };
  }
  if (typed.length < 12) return { message: { vi: `Số căn cước có 12 số, anh/chị mới gõ ${typed.length}`, en: `The identity number has 12 digits, you typed ${typed.length}` } };
  return { message: { vi: `Số căn cước có 12 số, anh/chị gõ ${typed.length}, thừa ${typed.length - 12} số – xem lại`, en: `The identity number has 12 digits, you typed ${typed.length}, ${typed.length - 12} too many – check it` } };
}

// First three digits: province of birth registration by the codes in use before July 2025, which the mergers did not
// change; from 100 on they name countries. From memory of TT 07/2016/TT-BCA, hence a warning and never a refusal.
const PROVINCES = new Set((
  '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 '
  + '049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096').split(' '));

/** What a birth date and sex should look like inside a number: century and sex in digit 4, year in digits 5–6. */
export function personalIdWarnings(id: string, known: { readonly birth?: string; readonly sex?: 'male' | 'female' }): readonly Text[] {
  if (!/^\d{12}$/u.test(id)) return [];
  const warnings: Text[] = [];
  const prefix = id.slice(0, 3);
  if (Number(prefix) < 100 && !PROVINCES.has(prefix)) {
    warnings.push({ vi: `Ba số đầu «${prefix}» không phải mã tỉnh nào đã biết. Nếu đúng như trên thẻ thì cứ tiếp tục.`, en: `The first three digits “${prefix}” are no known province. If the card says so, go on.` });
  }
  const digit = Number(id[3]);
  const century = 1900 + Math.floor(digit / 2) * 100;
  const year = century + Number(id.slice(4, 6));
  if (known.birth && /^\d{4}/u.test(known.birth)) {
    const given = yearOf(known.birth as PlainDate);
    if (given !== year) warnings.push({ vi: `Số căn cước cho thấy năm sinh ${year}, anh/chị khai ${given}. Nếu đúng như giấy tờ thì cứ tiếp tục.`, en: `The number suggests the birth year ${year}, you gave ${given}. If the papers say so, go on.` });
  }
  if (known.sex && (digit % 2 === 0) !== (known.sex === 'male')) {
    warnings.push({ vi: `Số căn cước cho thấy giới tính ${digit % 2 === 0 ? 'nam' : 'nữ'}, khác với phần đã khai. Nếu đúng như giấy tờ thì cứ tiếp tục.`, en: `The number suggests ${digit % 2 === 0 ? 'male' : 'female'}, which differs from what was given. If the papers say so, go on.` });
  }
  return warnings;
}
