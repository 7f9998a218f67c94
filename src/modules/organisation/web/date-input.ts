import { isPlainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { z } from 'zod';

/** Three boxes of a date, as a form posts them. */
export const dateBoxes = <const Name extends string>(name: Name) => ({ [`${name}.day`]: z.string().optional(), [`${name}.month`]: z.string().optional(), [`${name}.year`]: z.string().optional() }) as Record<`${Name}.day` | `${Name}.month` | `${Name}.year`, z.ZodOptional<z.ZodString>>;
export interface DateBoxes { readonly day: string; readonly month: string; readonly year: string }
export const boxesOf = (body: Readonly<Record<string, unknown>>, name: string): DateBoxes => {
  const box = (part: string): string => String(body[`${name}.${part}`] ?? '').trim();
  return { day: box('day'), month: box('month'), year: box('year') };
};
/** null: left empty; 'wrong': no such day. */
export function dateOf({ day, month, year }: DateBoxes): PlainDate | null | 'wrong' {
  if (day === '' && month === '' && year === '') return null;
  const value = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(value) ? value : 'wrong';
}
export const boxesFor = (date: PlainDate): DateBoxes => ({ day: String(Number(date.slice(8))), month: String(Number(date.slice(5, 7))), year: date.slice(0, 4) });
