import { type PlainDate, showShortDate, showTime, vietnamDate } from '../../../shared/plain-date.ts';

/** `09 giờ 00 phút, ngày 03 tháng 9 năm 2026`: only made by `paperMoment`, so that no instant is printed in another zone. */
export type PaperMoment = string & { readonly __paperMoment: true };
/** `ngày 03 tháng 9 năm 2026`: only made by `paperDate`. */
export type PaperDate = string & { readonly __paperDate: true };
/** `09:00, 3/9/2026`, for table cells: only made by `paperShortMoment`. */
export type PaperShortMoment = string & { readonly __paperShortMoment: true };

/** Days below 10 and the months 1 and 2 carry a leading zero (NĐ 30/2020, annex I, II.4.b). */
export function paperDate(date: PlainDate): PaperDate {
  const month = Number(date.slice(5, 7));
  return `ngày ${date.slice(8)} tháng ${month < 3 ? `0${month}` : month} năm ${Number(date.slice(0, 4))}` as PaperDate;
}
/** To the minute, in Vietnam's time (the receipt states hour and minute of reception and return). */
export function paperMoment(instant: Date): PaperMoment {
  const [hour, minute] = showTime(instant).split(':');
  return `${hour} giờ ${minute} phút, ${paperDate(vietnamDate(instant))}` as PaperMoment;
}
export const paperShortMoment = (instant: Date): PaperShortMoment => `${showTime(instant)}, ${showShortDate(vietnamDate(instant))}` as PaperShortMoment;
