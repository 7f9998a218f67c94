import { type PlainDate, showShortDate, weekday } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { DAY, dateOf, dayOf } from './working-calendar.ts';

const WEEKDAYS_VI = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];
const WEEKDAYS_EN = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS_EN = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const dayMonthEn = (date: PlainDate): string => `${Number(date.slice(8))} ${MONTHS_EN[Number(date.slice(5, 7)) - 1]}`;
/** «thứ Hai 31/8», Monday 31 August; with the year where a sentence crosses into another one */
export function nameDay(date: PlainDate, withYear = false): Text {
  const day = weekday(date) - 1;
  return {
    vi: `${WEEKDAYS_VI[day]} ${withYear ? showShortDate(date) : `${Number(date.slice(8))}/${Number(date.slice(5, 7))}`}`,
    en: `${WEEKDAYS_EN[day]} ${dayMonthEn(date)}${withYear ? ` ${date.slice(0, 4)}` : ''}`,
  };
}
/** «15:00» */
export const nameTime = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** «09:00 thứ Năm 3/9/2026», 09:00 Thursday 3 September 2026 */
export function nameMoment(minute: number): Text {
  const day = nameDay(dateOf(dayOf(minute)), true);
  const time = nameTime(minute - dayOf(minute) * DAY);
  return { vi: `${time} ${day.vi}`, en: `${time} ${day.en}` };
}
/** A list as it is spoken: «a, b và c». */
export const spoken = (parts: readonly string[], and: string): string => (parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`);
export const join = (texts: readonly Text[], between = ', '): Text => ({ vi: texts.map((text) => text.vi).join(between), en: texts.map((text) => text.en).join(between) });
