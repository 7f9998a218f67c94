import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { tidy, type Text } from '../../../shared/text.ts';
import type { CalendarChange, OfficePeriod } from '../domain/index.ts';

const text = z.string().max(600).optional();
const boxes = <const Name extends string>(name: Name) => ({ [`${name}.day`]: text, [`${name}.month`]: text, [`${name}.year`]: text }) as Record<`${Name}.day` | `${Name}.month` | `${Name}.year`, typeof text>;
/** One change as flat fields: the same names in the form, in the address of the preview and in the form that saves. */
export const changeFields = {
  change: z.enum(['add-year', 'confirm-year', 'add-day', 'confirm-day', 'remove-day', 'set-hours']),
  year: text, date: text, ...boxes('date'), kind: text, reasonVi: text, reasonEn: text, source: text,
  agency: text, purpose: text, from: text, ...boxes('from'), to: text, ...boxes('to'), weekdays: z.union([z.string().max(40), z.array(z.string().max(2)).max(7)]).optional(),
  morningFrom: text, morningTo: text, afternoonFrom: text, afternoonTo: text,
};
export type ChangeFields = z.infer<z.ZodObject<typeof changeFields>>;
export interface Problem { readonly name: string; readonly message: Text }

const t = (vi: string, en: string): Text => ({ vi, en });
const NO_DATE = t('Hãy ghi đủ ngày, tháng, năm của một ngày có thật, ví dụ 2 9 2027.', 'Write day, month and year of a day that exists, such as 2 9 2027.');

/** Reads the fields; problems name the field and say how to mend it. */
export function readChange(fields: ChangeFields, agencyId: number): CalendarChange | readonly Problem[] {
  switch (fields.change) {
    case 'add-year': case 'confirm-year': {
      const year = Number(fields.year);
      return /^\d{4}$/u.test(fields.year ?? '') ? { kind: fields.change, year } : [{ name: 'year', message: t('Hãy ghi năm gồm bốn chữ số.', 'Write the year with four digits.') }];
    }
    case 'confirm-day': case 'remove-day': {
      const date = dateIn(fields, 'date');
      if (date === null) return [{ name: 'date', message: NO_DATE }];
      return fields.change === 'confirm-day' ? { kind: 'confirm-day', date, source: short(fields.source) } : { kind: 'remove-day', date };
    }
    case 'add-day': {
      const date = dateIn(fields, 'date');
      const problems: Problem[] = [];
      if (date === null) problems.push({ name: 'date', message: NO_DATE });
      if (fields.kind !== 'off' && fields.kind !== 'working-saturday') problems.push({ name: 'kind', message: t('Hãy chọn ngày này nghỉ hay làm bù.', 'Choose whether the day is off or worked.') });
      if (short(fields.reasonVi) === '') problems.push({ name: 'reasonVi', message: t('Hãy ghi lý do; lý do được in trên giấy hẹn.', 'Write the reason; it is printed on the receipt.') });
      if (short(fields.reasonEn) === '') problems.push({ name: 'reasonEn', message: t('Hãy ghi lý do bằng tiếng Anh cho người đọc bản tiếng Anh.', 'Write the reason in English for readers of the English pages.') });
      if (short(fields.source) === '') problems.push({ name: 'source', message: t('Hãy ghi số văn bản làm căn cứ.', 'Write the number of the document.') });
      if (problems.length > 0) return problems;
      return { kind: 'add-day', day: { date: date!, kind: fields.kind as 'off' | 'working-saturday', reason: { vi: short(fields.reasonVi), en: short(fields.reasonEn) }, source: short(fields.source), confirmed: true } };
    }
    case 'set-hours': return readHours(fields, agencyId);
  }
}
function readHours(fields: ChangeFields, agencyId: number): CalendarChange | readonly Problem[] {
  const problems: Problem[] = [];
  const from = dateIn(fields, 'from');
  const open = isEmpty(fields, 'to');
  const to = open ? null : dateIn(fields, 'to');
  if (from === null) problems.push({ name: 'from', message: NO_DATE });
  if (!open && (to === null || (from !== null && to < from))) problems.push({ name: 'to', message: t('Ngày kết thúc phải là ngày có thật và không sớm hơn ngày bắt đầu. Để trống nếu chưa biết.', 'The last day must exist and not be before the first. Leave it empty when it is not known.') });
  const weekdays = (Array.isArray(fields.weekdays) ? fields.weekdays : (fields.weekdays ?? '').split(',')).map(Number).filter((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  if (weekdays.length === 0) problems.push({ name: 'weekdays', message: t('Hãy chọn ít nhất một thứ trong tuần.', 'Choose at least one day of the week.') });
  const periods: OfficePeriod[] = [];
  for (const half of ['morning', 'afternoon'] as const) {
    const [a, b] = [clock(fields[`${half}From`]), clock(fields[`${half}To`])];
    if (a === '' && b === '') continue;
    if (!a || !b) problems.push({ name: `${half}${a ? 'To' : 'From'}`, message: t('Hãy ghi giờ và phút, ví dụ 07:30.', 'Write hours and minutes, such as 07:30.') });
    else periods.push({ from: a, to: b });
  }
  if (periods.length === 0 && problems.length === 0) problems.push({ name: 'morningFrom', message: t('Hãy ghi giờ của ít nhất một buổi.', 'Write the hours of at least one half day.') });
  if (problems.length > 0) return problems;
  return {
    kind: 'set-hours', agencyId: fields.agency === 'all' ? null : agencyId, purpose: fields.purpose === 'reception' ? 'reception' : 'office',
    hours: { validFrom: from!, ...(to ? { validTo: to } : {}), weekdays: [...new Set(weekdays)].sort(), periods, ...(short(fields.source) ? { source: short(fields.source) } : {}) },
  };
}
/** The change as hidden fields of the form that saves it; `readChange` reads them back. */
export function fieldsOfChange(change: CalendarChange): Readonly<Record<string, string>> {
  switch (change.kind) {
    case 'add-year': case 'confirm-year': return { change: change.kind, year: String(change.year) };
    case 'confirm-day': return { change: change.kind, date: change.date, source: change.source };
    case 'remove-day': return { change: change.kind, date: change.date };
    case 'add-day': return { change: change.kind, date: change.day.date, kind: change.day.kind, reasonVi: change.day.reason.vi, reasonEn: change.day.reason.en, source: change.day.source };
    case 'set-hours': {
      const { hours } = change;
      const halves = hours.periods.length > 1 || (hours.periods[0]?.from ?? '') < '12:00' ? ['morning', 'afternoon'] : ['afternoon'];
      return {
        change: change.kind, agency: change.agencyId === null ? 'all' : 'mine', purpose: change.purpose, from: hours.validFrom, ...(hours.validTo ? { to: hours.validTo } : {}), weekdays: hours.weekdays.join(','), ...(hours.source ? { source: hours.source } : {}),
        ...Object.fromEntries(hours.periods.flatMap((period, at) => [[`${halves[at]}From`, period.from], [`${halves[at]}To`, period.to]])),
      };
    }
  }
}

const short = (typed: string | undefined): string => tidy(typed ?? '').slice(0, 300);
/** `7:30`, `7h30`, `07.30` → `07:30`; empty stays empty; null for anything else. */
function clock(typed: string | undefined): string | null {
  const plain = (typed ?? '').trim();
  if (plain === '') return '';
  const match = /^(\d{1,2})(?:[:.hg](\d{2})?)?$/iu.exec(plain);
  if (!match || Number(match[1]) > 23 || Number(match[2] ?? 0) > 59) return null;
  return `${match[1]!.padStart(2, '0')}:${match[2] ?? '00'}`;
}
const boxesOf = (fields: ChangeFields, name: 'date' | 'from' | 'to'): readonly string[] => (['day', 'month', 'year'] as const).map((part) => (fields[`${name}.${part}`] ?? '').trim());
const isEmpty = (fields: ChangeFields, name: 'date' | 'from' | 'to'): boolean => !fields[name] && boxesOf(fields, name).every((part) => part === '');
function dateIn(fields: ChangeFields, name: 'date' | 'from' | 'to'): PlainDate | null {
  const [day, month, year] = boxesOf(fields, name) as [string, string, string];
  const value = fields[name] || `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(value) ? value : null;
}
