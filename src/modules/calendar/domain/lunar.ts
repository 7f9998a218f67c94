import type { PlainDate } from '../../../shared/plain-date.ts';
import { dateOf } from './working-calendar.ts';

/**
 * The Vietnamese lunar calendar, counted in UTC+7 and never in Beijing time: Tết 2030 is 2 February here and 3 February
 * there. Astronomy after J. Meeus, Astronomical Algorithms: mean new moon with its periodic terms and the
 * sun's apparent longitude, exact to a few minutes for the years around now.
 */
const VIETNAM = 7 / 24;
const RAD = Math.PI / 180;
/** Julian day number of 1970-01-01 */
const EPOCH = 2_440_588;
const SYNODIC = 29.530588853;
/** mean new moon number 0 fell on 1 January 1900 */
const NEW_MOON_ZERO = 2_415_021.076998695;

/** Day (Julian day number, Vietnamese date) on which the k-th new moon since 1900 falls. */
function newMoonDay(k: number): number {
  const t = k / 1236.85;
  const [t2, t3] = [t * t, t * t * t];
  const sin = (degrees: number): number => Math.sin(degrees * RAD);
  const mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3 + 0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t2);
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
  const node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
  const correction = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon) + 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun)
    - 0.0006 * sin(2 * node + moon) + 0.001 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun);
  const dynamical = -0.000278 + 0.000265 * t + 0.000262 * t2;
  return Math.floor(mean + correction - dynamical + 0.5 + VIETNAM);
}
/** Which twelfth of its yearly path the sun is in at the Vietnamese midnight that begins a day; 9 from the winter solstice on. */
function sunSector(day: number): number {
  const t = (day - 2451545.5 - VIETNAM) / 36525;
  const anomaly = (357.5291 + 35999.0503 * t - 0.0001559 * t * t) * RAD;
  const centre = (1.9146 - 0.004817 * t) * Math.sin(anomaly) + (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) + 0.00029 * Math.sin(3 * anomaly);
  const longitude = 280.46645 + 36000.76983 * t + centre;
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}
const julianDay = (year: number, month: number, day: number): number => Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + EPOCH;
/** Number of the new moon that begins the eleventh month, the one that holds the winter solstice. */
function eleventhMonth(year: number): number {
  const k = Math.floor((julianDay(year, 12, 31) - NEW_MOON_ZERO) / SYNODIC);
  const latest = newMoonDay(k + 1) <= julianDay(year, 12, 31) ? k + 1 : k;
  return sunSector(newMoonDay(latest)) >= 9 ? latest - 1 : latest;
}

/** The solar date of a day of an ordinary (not leap) lunar month. */
export function lunarToSolar(year: number, month: number, day: number): PlainDate {
  const before = eleventhMonth(month < 11 ? year - 1 : year);
  const after = eleventhMonth(month < 11 ? year : year + 1);
  let offset = (month + 1) % 12;
  if (after - before === 13) {
    // A year of thirteen months: the first month in which the sun enters no new sector repeats the number before it.
    let leap = 1;
    while (leap < 12 && sunSector(newMoonDay(before + leap)) !== sunSector(newMoonDay(before + leap + 1))) leap++;
    if (offset >= leap) offset++;
  }
  return dateOf(newMoonDay(before + offset) + day - 1 - EPOCH);
}
/** Mùng 1 Tết */
export const lunarNewYear = (year: number): PlainDate => lunarToSolar(year, 1, 1);
/** Giỗ Tổ Hùng Vương, mùng 10 tháng Ba */
export const hungKingsDay = (year: number): PlainDate => lunarToSolar(year, 3, 10);
