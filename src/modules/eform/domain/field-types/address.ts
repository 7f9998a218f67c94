import type { AddressAnswer, Answer } from '../../../../shared/condition.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import type { Lang } from '../../../../shared/text.ts';
import type { Body, FormField, Lookups } from '../form.ts';
import type { FieldKind, Problem, Reading } from './kind.ts';
import { cleanLine, headOf, lengthOf, missingWords, notAText, oneValue, subjectOf, tooLong } from './words.ts';

const PARTS = ['country', 'province', 'commune', 'detail', 'declaredText'] as const;
const HOME = 'VN';

function read(_field: FormField, body: Body, name: string): Reading {
  const typed: Record<string, string> = {};
  for (const part of PARTS) {
    const value = oneValue(body, `${name}.${part}`);
    if ('problem' in value) return value;
    const clean = cleanLine(value.typed);
    if (clean !== '') typed[part] = clean;
  }
  const { country = HOME, province, commune, detail, declaredText } = typed;
  // the country is chosen beforehand, so it alone is not yet an answer
  if (country === HOME ? !(province || commune || detail || declaredText) : false) return { answer: undefined };
  const abroad = country !== HOME;
  return { answer: {
    country,
    ...(province && !abroad ? { province } : {}), ...(commune && !abroad ? { commune } : {}),
    ...(detail ? { detail } : {}), ...(declaredText ? { declaredText } : {}),
  } };
}

const at = (vi: string, en: string, part: string): Problem => ({ message: { vi, en }, part });

/**
 * In Vietnam an address needs province and commune (two levels since 1 July 2025), or the old address in the person's own
 * words, which an officer resolves; abroad it needs the words of the place.
 */
function check(field: FormField, answer: unknown, _facts: unknown, lookups?: Lookups): Problem | undefined {
  if (!isAddress(answer)) return notAText(field);
  for (const part of ['detail', 'declaredText'] as const) {
    const text = answer[part];
    if (text !== undefined && text.length > LIMITS.lineText) { const length = lengthOf(text); if (length > LIMITS.lineText) return { ...tooLong(field, length, LIMITS.lineText), part }; }
  }
  const subject = subjectOf(field);
  if (answer.country !== HOME) {
    if (!/^[A-Z]{2}$/u.test(answer.country) || (lookups && lookups.countryName(answer.country, 'vi') === undefined)) return at(`Chọn lại nước trong ${subject.vi}`, `Choose the country of ${subject.en} again`, 'country');
    return answer.detail || answer.declaredText ? undefined : at(`${headOf(field).vi} ở nước ngoài – ghi rõ nơi đó`, `${headOf(field).en} is abroad – write the place`, 'detail');
  }
  if (!answer.province && !answer.commune && answer.declaredText) return undefined;
  if (!answer.province) return at(`Chưa chọn tỉnh, thành phố của ${subject.vi}`, `Choose the province of ${subject.en}`, 'province');
  if (!/^\d{2}$/u.test(answer.province) || (lookups && lookups.provinceName(answer.province) === undefined)) return at(`Tỉnh, thành phố này không có trong danh sách – chọn lại cho ${subject.vi}`, `This province is not in the list – choose again for ${subject.en}`, 'province');
  if (!answer.commune) return answer.declaredText ? undefined : at(`Chưa chọn xã, phường của ${subject.vi}`, `Choose the commune of ${subject.en}`, 'commune');
  if (!/^\d{5}$/u.test(answer.commune) || (lookups && lookups.communeName(answer.commune) === undefined)) return at(`Xã, phường này không có trong danh sách – chọn lại cho ${subject.vi}`, `This commune is not in the list – choose again for ${subject.en}`, 'commune');
  if (lookups && !lookups.communeBelongsTo(answer.commune, answer.province)) {
    return at(`Xã, phường vừa chọn không thuộc tỉnh, thành phố đó – chọn lại xã, phường của ${subject.vi}`, `The commune does not belong to that province – choose the commune of ${subject.en} again`, 'commune');
  }
  return undefined;
}

export function isAddress(answer: unknown): answer is AddressAnswer {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false;
  const entries = Object.entries(answer);
  return 'country' in answer && entries.every(([key, value]) => (PARTS as readonly string[]).includes(key) && typeof value === 'string');
}

/** «Thôn 3, Xã Hàm Liêm, Tỉnh Lâm Đồng (cũ: …)», smallest part first as Vietnamese papers do. */
function show(_field: FormField, answer: Answer, lang: Lang, lookups?: Lookups): string {
  if (!isAddress(answer)) return String(answer);
  const abroad = answer.country !== HOME;
  const parts = [
    answer.detail,
    answer.commune && (lookups?.communeName(answer.commune) ?? answer.commune),
    answer.province && (lookups?.provinceName(answer.province) ?? answer.province),
    abroad ? (lookups?.countryName(answer.country, lang) ?? answer.country) : undefined,
  ].filter((part): part is string => Boolean(part));
  if (!answer.declaredText) return parts.join(', ');
  if (parts.length === 0) return answer.declaredText;
  return `${parts.join(', ')} (${lang === 'vi' ? 'cũ' : 'old'}: ${answer.declaredText})`;
}

/** Parts `country`, `province`, `commune`, `detail` and `declaredText` (the address as the person says it). */
export const address: FieldKind = {
  parts: PARTS.map((part) => `.${part}`),
  read, check, show,
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  schema: () => ({
    type: 'object', additionalProperties: false, required: ['country'],
    properties: { country: { type: 'string', pattern: '^[A-Z]{2}$' }, province: { type: 'string', pattern: '^\\d{2}$' }, commune: { type: 'string', pattern: '^\\d{5}$' }, detail: { type: 'string', maxLength: LIMITS.lineText }, declaredText: { type: 'string', maxLength: LIMITS.lineText } },
  }),
};
