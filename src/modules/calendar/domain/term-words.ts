import type { Text } from '../../../shared/text.ts';
import type { Term } from './term.ts';

const UNIT: Readonly<Record<Exclude<Term['unit'], 'same-day'>, { readonly vi: string; readonly en: string }>> = {
  'working-day': { vi: 'ngày làm việc', en: 'working day' },
  'calendar-day': { vi: 'ngày', en: 'day' },
  'working-hour': { vi: 'giờ làm việc', en: 'working hour' },
  hour: { vi: 'giờ', en: 'hour' },
  month: { vi: 'tháng', en: 'month' },
};
/** `{3, working-day}` → «3 ngày làm việc», "3 working days" */
export function nameTerm(term: Term): Text {
  if (term.unit === 'same-day') return { vi: 'trong ngày', en: 'the same day' };
  const unit = UNIT[term.unit];
  return { vi: `${String(term.value).replace('.', ',')} ${unit.vi}`, en: `${term.value} ${unit.en}${term.value === 1 ? '' : 's'}` };
}

const SPELLINGS: readonly (readonly [RegExp, Term['unit']])[] = [
  [/^(?:ngày làm việc|ngay lam viec|(?:working|business)[ -]days?)$/u, 'working-day'],
  [/^(?:giờ làm việc|gio lam viec|(?:working|business|office)[ -]hours?)$/u, 'working-hour'],
  [/^(?:ngày(?: lịch)?|ngay(?: lich)?|(?:calendar[ -])?days?)$/u, 'calendar-day'],
  [/^(?:giờ|gio|hours?)$/u, 'hour'],
  [/^(?:tháng|thang|months?)$/u, 'month'],
];
/** Reads a typed term: `3 working days`, «3 ngày làm việc», `same day`, «trong ngày». Null for anything without a clear unit. */
export function readTerm(typed: string): Term | null {
  const plain = typed.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
  if (/^(?:the )?same[ -]day$|^trong ngày$|^trong ngay$/u.test(plain)) return { value: 1, unit: 'same-day' };
  const match = /^(\d{1,5}(?:[.,]\d{1,2})?) ?(\D+)$/u.exec(plain);
  if (!match) return null;
  const unit = SPELLINGS.find(([shape]) => shape.test(match[2]!.trim()));
  const value = Number(match[1]!.replace(',', '.'));
  return unit && value > 0 ? { value, unit: unit[1] } : null;
}
