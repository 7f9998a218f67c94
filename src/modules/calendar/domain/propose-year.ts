import { type PlainDate, addDays, plainDate, weekday } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import type { CalendarDay } from './calendar-data.ts';
import { hungKingsDay, lunarNewYear } from './lunar.ts';

const LAW = 'Bộ luật Lao động 2019, Điều 112';
/**
 * The rows of a year that the law itself gives: fixed days, the lunar days in UTC+7, and the next working day where one
 * falls on a weekend (Bộ luật Lao động 2019 Đ.111 k.3). The Tết and National Day windows and the swaps are announced
 * each year and are left to the administrator; of Tết only the lunar day itself is proposed. All rows are unconfirmed.
 */
export function proposeYear(year: number): readonly CalendarDay[] {
  const fixed = (month: string, vi: string, en: string, source = LAW): readonly [PlainDate, Text, string] => [plainDate(`${year}-${month}`), { vi, en }, source];
  const days = [
    fixed('01-01', 'Tết Dương lịch', 'New Year'),
    [lunarNewYear(year), { vi: 'Tết Nguyên đán', en: 'Lunar New Year' }, LAW] as const,
    [hungKingsDay(year), { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Day' }, LAW] as const,
    fixed('04-30', 'Ngày Chiến thắng', 'Victory Day'),
    fixed('05-01', 'Quốc tế Lao động', 'Labour Day'),
    fixed('09-02', 'Quốc khánh', 'National Day'),
    // Nghị quyết 28/2026/QH16, in force from 1 July 2026: the first such day is in 2026.
    ...(year >= 2026 ? [fixed('11-24', 'Ngày Văn hóa Việt Nam', 'Vietnam Culture Day', 'Nghị quyết 28/2026/QH16')] : []),
  ];
  const rows = new Map<string, CalendarDay>();
  for (const [date, reason, source] of days) rows.set(date, { date, kind: 'off', reason, source, confirmed: false });
  const tet = lunarNewYear(year);
  for (const [date, reason, source] of days) {
    if (weekday(date) < 6 || date === tet) continue;
    let next = addDays(date, 1);
    while (weekday(next) > 5 || rows.has(next)) next = addDays(next, 1);
    rows.set(next, { date: next, kind: 'off', reason: { vi: `nghỉ bù ${reason.vi}`, en: `compensation for ${reason.en}` }, source: `${source}; Điều 111 khoản 3`, confirmed: false });
  }
  return [...rows.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}
