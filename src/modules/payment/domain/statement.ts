import type { BookLine } from './compare-books.ts';

/** Lines of a gateway's list that are read at once. */
export const STATEMENT_LIMITS = { /** characters pasted */ text: 120_000, /** lines */ lines: 1_000 } as const;
export interface Statement { readonly lines: readonly BookLine[]; /** numbers of lines that could not be read, from 1; the heading is none of them */ readonly unread: readonly number[] }

const cellsOf = (line: string): readonly string[] => line.split(/[\t;|]/u).map((cell) => cell.trim().replace(/^"|"$/gu, ''));
/** `24.000`, `24000`, `24.000 đ`; what the bank writes with decimals has none of worth. */
const dongOf = (cell: string): number | null => { const digits = cell.replace(/\s|đ|VND/giu, '').replace(/[.,]00$/u, '').replace(/[.,]/gu, ''); return /^\d{1,13}$/u.test(digits) ? Number(digits) : null; };

/**
 * A list as an accountant copies it from the gateway's own pages: order, transaction, sum, and what was given back of it (may be
 * left out), in four columns parted by tabs, semicolons or bars.
 */
export function readStatement(text: string): Statement {
  const lines: BookLine[] = [];
  const unread: number[] = [];
  text.split(/\r?\n/u).slice(0, STATEMENT_LIMITS.lines + 1).forEach((line, at) => {
    if (line.trim() === '') return;
    const [order = '', transaction = '', sum = '', back = ''] = cellsOf(line);
    const taken = dongOf(sum);
    const givenBack = back === '' ? 0 : dongOf(back);
    if (/^[A-Za-z0-9]{4,40}$/u.test(order) && /^\d{1,20}$/u.test(transaction) && taken !== null && taken > 0 && givenBack !== null) lines.push({ txnRef: order, transaction, taken, givenBack });
    else if (at > 0 || /\d{5}/u.test(line)) unread.push(at + 1);
  });
  return { lines, unread };
}
