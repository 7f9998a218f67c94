import { plainDate, showShortDate, vietnamDate, yearOf, type PlainDate } from '../../../shared/plain-date.ts';
import { findPaperForm, paperDate, paperShortMoment, type RegisterBook, type RegisterRow } from '../../document/domain/index.ts';
import { deskOf, placeOf } from './paper-of-event.ts';

/** Lines of one print: a book of A4 pages that a press makes in seconds and a clerk can bind. */
export const PRINT_LINES = 2_000;

/** How much of a desk's year lies in a period. */
export interface RegisterExtent { readonly lines: number; readonly first: number; readonly last: number; readonly highest: number; readonly openedOn: PlainDate; readonly demo: boolean }
export interface RegisterPart { readonly nth: number; readonly of: number; /** numbers of the year that it holds, both counted */ readonly from: number; readonly to: number }

/** A period in prints of at most `PRINT_LINES` numbers each, in their order; none for an empty one. */
export function registerParts(extent: Pick<RegisterExtent, 'first' | 'last'> | null): readonly RegisterPart[] {
  if (!extent) return [];
  const of = Math.ceil((extent.last - extent.first + 1) / PRINT_LINES);
  return Array.from({ length: of }, (_, at) => ({ nth: at + 1, of, from: extent.first + at * PRINT_LINES, to: Math.min(extent.last, extent.first + (at + 1) * PRINT_LINES - 1) }));
}
export const twoDigits = (number: number): string => String(number).padStart(2, '0');

export interface PrintSubject {
  readonly agency: { readonly name: string; readonly shortName: string }; readonly year: number; readonly from: PlainDate; readonly to: PlainDate;
  readonly extent: RegisterExtent | null; readonly part: RegisterPart | null; readonly rows: readonly RegisterRow[]; readonly printedAt: Date; readonly by: string;
}
/**
 * Sổ theo dõi hồ sơ on paper, in the form in force on the last day of the period: one book a year from 01 (TT 01/2018/TT-VPCP Đ.10 k.2; Mẫu 07 of
 * TT 03/2025/TT-VPCP). The print that holds number 01 says when the book was opened, the one that holds the last number how it stands.
 */
export function printedRegister({ agency, year, from, to, extent, part, rows, printedAt, by }: PrintSubject): RegisterBook {
  const form = findPaperForm('mau-07-so-theo-doi', to);
  const today = vietnamDate(printedAt);
  const over = yearOf(today) > year;
  const span = `Kỳ ${showShortDate(from)} – ${showShortDate(to)}`;
  return {
    parentAgency: agency.name, agency: deskOf(agency), place: placeOf(agency.shortName), date: paperDate(plainDate(today)), ...(form ? { form } : {}), ...(extent?.demo ? { specimen: true } : {}),
    year, volume: '01', unit: deskOf(agency), rows, period: extent && part ? `${span}: ${extent.lines} hồ sơ. Bản in này từ số ${twoDigits(part.from)} đến số ${twoDigits(part.to)}` : span,
    ...(part && part.of > 1 ? { part: { nth: part.nth, of: part.of } } : {}),
    ...(extent && part?.from === 1 ? { opened: paperDate(extent.openedOn) } : {}),
    ...(extent && part && part.to >= extent.highest ? { ended: { on: paperDate(over ? plainDate(`${year}-12-31`) : today), last: twoDigits(extent.highest), over } } : {}),
    printed: { at: paperShortMoment(printedAt), by },
  };
}
