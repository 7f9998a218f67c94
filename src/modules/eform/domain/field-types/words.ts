import { lowerFirst, upperFirst, type Lang, type Text } from '../../../../shared/text.ts';
import type { Body, FormField } from '../form.ts';
import { wrong } from './kind.ts';
import type { Problem, Reading } from './kind.ts';

/** What a field is about, as it stands in the middle of a sentence. */
export function subjectOf(field: Pick<FormField, 'label' | 'subject'>): Text {
  return field.subject ?? { vi: asSubject(field.label.vi), en: asSubject(field.label.en) };
}
/** The same, as the head of a line. */
export function headOf(field: Pick<FormField, 'label' | 'subject'>): Text {
  return field.subject ? { vi: upperFirst(field.subject.vi), en: upperFirst(field.subject.en) } : field.label;
}
// «Họ tên» → «họ tên», but «CCCD», «Việt Nam» after it and one-letter words stay
function asSubject(label: string): string {
  const text = label.replace(/\s*\?\s*$/u, '');
  const second = text.charAt(1);
  return second !== '' && second === second.toLowerCase() ? lowerFirst(text) : text;
}

/** Characters as people count them: code points of the composed form. */
export const lengthOf = (text: string): number => { let n = 0; for (const _ of text) n += 1; return n; };

// Line feeds and tabs are kept for long texts; other control and invisible format characters (zero width, writing
// direction) come in by copying from other programs and can make two equal-looking names differ.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu;
// Half of a surrogate pair cannot be stored as UTF-8.
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** One line: NFC, no invisible characters, single spaces. */
export function cleanLine(typed: string): string {
  return typed.replace(INVISIBLE, '').replace(LONE_SURROGATE, '').normalize('NFC').replace(/[\s\u00a0]+/gu, ' ').trim();
}
/** Many lines: NFC, `\n` as the only line end, no spaces at line ends, at most one empty line in a row. */
export function cleanLines(typed: string): string {
  return typed.replace(/\r\n?/gu, '\n').replace(INVISIBLE, '').replace(LONE_SURROGATE, '').normalize('NFC')
    .replace(/[^\S\n]+/gu, ' ').replace(/ ?\n ?/gu, '\n').replace(/\n{3,}/gu, '\n\n').trim();
}

/** The single value under a name; a name sent twice is a broken page, not an answer. */
export function oneValue(body: Body, name: string): { readonly typed: string } | { readonly problem: Problem } {
  const value = body[name];
  if (value === undefined) return { typed: '' };
  if (typeof value === 'string') return { typed: value };
  if (value.length === 1) return { typed: value[0] ?? '' };
  return wrong('Câu này được gửi lên nhiều lần – tải lại trang rồi khai lại', 'This answer was sent more than once – reload the page and answer again');
}
/** Reads a one-line value and hands it on when something was typed. */
export function readLine(body: Body, name: string, then: (text: string) => Reading): Reading {
  const value = oneValue(body, name);
  if ('problem' in value) return value;
  const text = cleanLine(value.typed);
  return text === '' ? { answer: undefined } : then(text);
}

export const missingWords = (field: FormField, vi: string, en: string): Text => {
  const subject = subjectOf(field);
  return { vi: `${vi} ${subject.vi}`, en: `${en} ${subject.en}` };
};
export const notAText = (field: FormField): Problem => ({ message: { vi: `Chưa đọc được ${subjectOf(field).vi} – khai lại mục này`, en: `Could not read ${subjectOf(field).en} – answer it again` } });
export function tooLong(field: FormField, length: number, max: number): Problem {
  const subject = headOf(field);
  return { message: {
    vi: `${subject.vi} dài ${length} chữ cái, ô này nhận nhiều nhất ${max} – viết gọn lại`,
    en: `${subject.en} has ${length} characters, this box takes at most ${max} – shorten it`,
  } };
}
export const pick = (text: Text, lang: Lang): string => text[lang];
