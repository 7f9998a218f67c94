import type { PlainDate } from '../../../shared/plain-date.ts';

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const digit = (n: number): string => DIGITS[n] ?? '';

/** 0–99: «mười lăm», «hai mươi mốt», «ba mươi tư». */
function underHundred(n: number): string {
  const tens = Math.floor(n / 10), ones = n % 10;
  if (tens === 0) return digit(ones);
  const head = tens === 1 ? 'mười' : `${digit(tens)} mươi`;
  if (ones === 0) return head;
  if (ones === 5) return `${head} lăm`;
  if (ones === 1 && tens > 1) return `${head} mốt`;
  if (ones === 4 && tens > 1) return `${head} tư`;
  return `${head} ${digit(ones)}`;
}
/** A year as it is read out: «hai nghìn không trăm hai mươi sáu», «một nghìn chín trăm chín mươi lăm». */
export function yearInWords(year: number): string {
  const thousands = Math.floor(year / 1000), hundreds = Math.floor(year / 100) % 10, rest = year % 100;
  const parts = [`${digit(thousands)} nghìn`];
  if (hundreds > 0 || rest > 0) parts.push(`${digit(hundreds)} trăm`);
  if (rest > 0) parts.push(rest < 10 ? `linh ${digit(rest)}` : underHundred(rest));
  return parts.join(' ');
}
/**
 * «Ngày bảy tháng hai năm hai nghìn không trăm hai mươi sáu»: days 1–10 carry «mồng» in the spoken language, but
 * civil-status papers write the bare number; month 4 is «tư» and month 1 «một» (not «giêng»).
 */
export function dateInWords(date: PlainDate): string {
  const day = Number(date.slice(8)), month = Number(date.slice(5, 7)), year = Number(date.slice(0, 4));
  return `Ngày ${underHundred(day)} tháng ${month === 4 ? 'tư' : underHundred(month)} năm ${yearInWords(year)}`;
}
