/** Groups of fewer dossiers than this are not shown by themselves: whoever knows one of the people could tell theirs. */
export const SMALLEST_GROUP = 5;

/** Bases of one procedure in one month: figures that shares and times are taken of. */
export interface Bases { readonly procedure: string; readonly received: number; readonly settled: number }
const small = (base: number): boolean => base > 0 && base < SMALLEST_GROUP;
const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/**
 * Which procedures get a row of their own. Those with few dossiers go together into «the others»; while those together are
 * still few, the smallest of the shown ones joins them, so that nobody can subtract what is shown from the sum.
 */
export function shownProcedures(all: readonly Bases[]): readonly string[] {
  const sorted = [...all].sort((a, b) => a.received + a.settled - (b.received + b.settled) || (a.procedure < b.procedure ? -1 : 1));
  const few = (one: Bases): boolean => small(one.received) || (one.received === 0 && one.settled < SMALLEST_GROUP);
  const pooled = sorted.filter(few);
  const shown = sorted.filter((one) => !few(one));
  while (small(sum(pooled.map((one) => one.received))) && shown.length > 0) pooled.push(shown.shift() as Bases);
  return shown.map((one) => one.procedure);
}

/** One row of the public table, as counted. `procedure` null: the ones pooled together. */
export interface RawRow {
  readonly procedure: string | null; readonly received: number; readonly self: number; readonly assisted: number; readonly counter: number; readonly post: number;
  readonly settled: number; readonly inTime: number; readonly late: number; readonly openLate: number; readonly apologised: number; readonly apologisedInTime: number;
  readonly supplemented: number; readonly laterRounds: number; readonly medianMinutes: number | null; readonly p90Minutes: number | null; readonly rated: number; readonly satisfied: number;
}
/** What everybody may see: a base under the smallest group shows nothing of itself nor of what is taken of it. */
export interface PublicRow {
  readonly procedure: string | null; readonly received: number | null; readonly self: number | null; readonly assisted: number | null; readonly counter: number | null; readonly post: number | null;
  readonly settled: number | null; readonly inTime: number | null; readonly late: number | null; readonly medianMinutes: number | null; readonly p90Minutes: number | null;
  readonly openLate: number; readonly apologised: number; readonly apologisedInTime: number; readonly supplemented: number | null; readonly laterRounds: number; readonly satisfiedShare: number | null;
}
export function publicRow(raw: RawRow, hideSettled = false): PublicRow {
  const received = small(raw.received) ? null : raw.received;
  const settled = hideSettled || small(raw.settled) ? null : raw.settled;
  return {
    procedure: raw.procedure, received, ...(received === null ? { self: null, assisted: null, counter: null, post: null, supplemented: null } : { self: raw.self, assisted: raw.assisted, counter: raw.counter, post: raw.post, supplemented: raw.supplemented }),
    settled, ...(settled === null || settled === 0 ? { inTime: settled, late: settled, medianMinutes: null, p90Minutes: null } : { inTime: raw.inTime, late: raw.late, medianMinutes: raw.medianMinutes, p90Minutes: raw.p90Minutes }),
    openLate: raw.openLate, apologised: raw.apologised, apologisedInTime: raw.apologisedInTime, laterRounds: raw.laterRounds, satisfiedShare: raw.rated >= SMALLEST_GROUP ? raw.satisfied / raw.rated : null,
  };
}
/** The rows of a table. Where few were settled, that is hidden; while the hidden ones together are few, one more row hides its own. */
export function publicRows(rows: readonly RawRow[]): readonly PublicRow[] {
  const hidden = new Set(rows.filter((row) => small(row.settled)));
  const others = rows.filter((row) => row.settled >= SMALLEST_GROUP).sort((a, b) => a.settled - b.settled);
  while (small(sum([...hidden].map((row) => row.settled))) && others.length > 0) hidden.add(others.shift() as RawRow);
  return rows.map((row) => publicRow(row, hidden.has(row)));
}
/** The end of a code is enough for the person who holds it: `H36.23095-260302-0042` → `…0042`. */
export const maskedCode = (code: string): string => `…${code.slice(-4)}`;
