import type { Direction } from './postage.ts';

/** Why a line of a list is not taken as it stands; `kept`: its code goes into the decision all the same. */
export type LineFault =
  | 'wrong-code'    // no code of a procedure: d.dddddd
  | 'unknown'       // no such procedure in the catalogue
  | 'twice'         // stands on an earlier line already; the earlier one counts
  | 'no-way'        // marked for neither way
  | 'unclear-mark'  // a mark that is neither yes nor no
  | 'not-published' // kept: takes effect once it is published
  | 'not-marked';   // kept: the published procedure does not go this way by post
export const KEPT_FAULTS: readonly LineFault[] = ['not-published', 'not-marked'];
export interface ServedLine { readonly line: number; readonly code: string; readonly send: boolean; readonly return: boolean }
export interface LineProblem { readonly line: number; readonly said: string; readonly fault: LineFault; /** of `twice`: where it stands first */ readonly first?: number }
/** What the catalogue knows of a code: published or not, and by which ways its published version goes by post. */
export interface Catalogued { readonly published: boolean; readonly name: string; readonly ways: Readonly<Record<Direction, boolean>> | null }
export interface ReadServed { readonly lines: readonly ServedLine[]; readonly problems: readonly LineProblem[]; /** no column is headed «Mã» */ readonly headless: boolean }

const bare = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/gu, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D').toLowerCase().trim();
const YES = new Set(['x', 'co', '1', 'yes', 'true', '+', 'v', '✓', '✔', '☑']);
const NO = new Set(['', '0', 'khong', 'no', 'false', '-', '–', '☐']);
const CODE = /^\d\.\d{6}$/u;
/** letters of a line that are shown again */
const SAID = 120;

/** The line that heads the columns: the code's, and the two ways where the list tells them apart. */
function headOf(rows: readonly (readonly string[])[]): { readonly at: number; readonly code: number; readonly send: number; readonly return: number } | null {
  for (const [at, row] of rows.slice(0, 30).entries()) {
    const cells = row.map(bare);
    const code = cells.findIndex((cell) => /^ma(?: so)?(?: (?:tthc|thu tuc(?: hanh chinh)?|ho so tthc))?$/u.test(cell) || cell === 'code');
    if (code < 0) continue;
    return { at, code, send: cells.findIndex((cell) => /\b(?:gui|nop|tiep nhan|nhan ho so|send)\b/u.test(cell) && !/ket qua/u.test(cell)), return: cells.findIndex((cell) => /ket qua|\breturn\b/u.test(cell)) };
  }
  return null;
}

/**
 * Reads the annex of a decision: one procedure a line, a column for each way, or none where both are meant. Lines without a code
 * (headings of a field, sums, empty ones) are passed over; every other line is taken or named with what is wrong with it.
 */
export function readServed(rows: readonly (readonly string[])[], catalogue: ReadonlyMap<string, Catalogued>): ReadServed {
  const head = headOf(rows);
  if (!head) return { lines: [], problems: [], headless: true };
  const lines: ServedLine[] = [];
  const problems: LineProblem[] = [];
  const first = new Map<string, number>();
  const mark = (row: readonly string[], column: number): boolean | null => { const cell = bare(row[column] ?? ''); return YES.has(cell) ? true : NO.has(cell) ? false : null; };
  for (const [at, row] of rows.entries()) {
    const code = (row[head.code] ?? '').trim();
    if (at <= head.at || code === '') continue;
    const line = at + 1;
    const wrong = (fault: LineFault, more: { readonly first?: number } = {}): void => { problems.push({ line, said: row.filter(Boolean).join(' · ').slice(0, SAID), fault, ...more }); };
    if (!CODE.test(code)) { wrong('wrong-code'); continue; }
    const known = catalogue.get(code);
    if (!known) { wrong('unknown'); continue; }
    const earlier = first.get(code);
    if (earlier !== undefined) { wrong('twice', { first: earlier }); continue; }
    const ways = head.send < 0 && head.return < 0 ? { send: true, return: true } : { send: head.send >= 0 && mark(row, head.send), return: head.return >= 0 && mark(row, head.return) };
    if (ways.send === null || ways.return === null) { wrong('unclear-mark'); continue; }
    if (!ways.send && !ways.return) { wrong('no-way'); continue; }
    first.set(code, line);
    lines.push({ line, code, send: ways.send, return: ways.return });
    if (!known.published) wrong('not-published');
    else if (known.ways && ((ways.send && !known.ways.send) || (ways.return && !known.ways.return))) wrong('not-marked');
  }
  return { lines, problems, headless: false };
}
