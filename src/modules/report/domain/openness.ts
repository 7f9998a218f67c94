/** Groups of fewer dossiers than this are not shown by themselves: whoever knows one of the people could tell theirs. */
export const SMALLEST_GROUP = 5;

/** Bases of one procedure in one month: figures that shares and times are taken of. */
export interface Bases { readonly procedure: string; readonly received: number; readonly settled: number }
const tells = (bases: Pick<Bases, 'received' | 'settled'>): boolean => (bases.received > 0 && bases.received < SMALLEST_GROUP) || (bases.settled > 0 && bases.settled < SMALLEST_GROUP);

/**
 * Which procedures get a row of their own. Small ones go together into «the others»; while those together are still small, the
 * smallest of the shown ones joins them, so that nobody can subtract what is shown from the sum.
 */
export function shownProcedures(all: readonly Bases[]): readonly string[] {
  const sorted = [...all].sort((a, b) => a.received + a.settled - (b.received + b.settled) || (a.procedure < b.procedure ? -1 : 1));
  const pooled = sorted.filter(tells);
  const shown = sorted.filter((one) => !tells(one));
  const sum = (rows: readonly Bases[]): Pick<Bases, 'received' | 'settled'> => ({ received: rows.reduce((total, one) => total + one.received, 0), settled: rows.reduce((total, one) => total + one.settled, 0) });
  while (pooled.length > 0 && tells(sum(pooled)) && shown.length > 0) pooled.push(shown.shift() as Bases);
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
export function publicRow(raw: RawRow): PublicRow {
  const small = (base: number): boolean => base > 0 && base < SMALLEST_GROUP;
  const received = small(raw.received) ? null : raw.received;
  const settled = small(raw.settled) ? null : raw.settled;
  return {
    procedure: raw.procedure, received, ...(received === null ? { self: null, assisted: null, counter: null, post: null, supplemented: null } : { self: raw.self, assisted: raw.assisted, counter: raw.counter, post: raw.post, supplemented: raw.supplemented }),
    settled, ...(settled === null || settled === 0 ? { inTime: settled, late: settled, medianMinutes: null, p90Minutes: null } : { inTime: raw.inTime, late: raw.late, medianMinutes: raw.medianMinutes, p90Minutes: raw.p90Minutes }),
    openLate: raw.openLate, apologised: raw.apologised, apologisedInTime: raw.apologisedInTime, laterRounds: raw.laterRounds, satisfiedShare: raw.rated >= SMALLEST_GROUP ? raw.satisfied / raw.rated : null,
  };
}
/** The end of a code is enough for the person who holds it: `H36.23095-260302-0042` → `…0042`. */
export const maskedCode = (code: string): string => `…${code.slice(-4)}`;
