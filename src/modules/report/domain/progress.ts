import type { Measure, OnlineDefinition } from './target.ts';
import { isShare } from './target.ts';

/** How dossiers came in, told apart for ever: filed by the person alone, over the network with help, at the counter, by post. */
export const WAYS = ['self', 'assisted', 'counter', 'post'] as const;
export type Way = (typeof WAYS)[number];
export function wayOf(fact: { readonly channel: string; readonly filedBy: string }): Way {
  if (fact.channel === 'post') return 'post';
  if (fact.channel === 'counter') return 'counter';
  return fact.channel === 'assisted' || fact.filedBy !== 'self' ? 'assisted' : 'self';
}

/** Counts of one unit, group and period. */
export interface Tally {
  readonly received: Readonly<Record<Way, number>>;
  /** of those received over the network: with a signed electronic result */ readonly onlineWithResult: number;
  readonly settled: number; readonly settledWithResult: number; readonly settledInTime: number;
  /** of those received: with something to pay, and paid over the network */ readonly payable: number; readonly paidOnline: number;
}
export const NO_TALLY: Tally = { received: { self: 0, assisted: 0, counter: 0, post: 0 }, onlineWithResult: 0, settled: 0, settledWithResult: 0, settledInTime: 0, payable: 0, paidOnline: 0 };
export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, one) => ({
    received: { self: sum.received.self + one.received.self, assisted: sum.received.assisted + one.received.assisted, counter: sum.received.counter + one.received.counter, post: sum.received.post + one.received.post },
    onlineWithResult: sum.onlineWithResult + one.onlineWithResult, settled: sum.settled + one.settled, settledWithResult: sum.settledWithResult + one.settledWithResult, settledInTime: sum.settledInTime + one.settledInTime, payable: sum.payable + one.payable, paidOnline: sum.paidOnline + one.paidOnline,
  }), NO_TALLY);
}
export interface Fraction { readonly numerator: number; /** null for counts */ readonly denominator: number | null }

export function measured(measure: Measure, online: OnlineDefinition, tally: Tally): Fraction {
  const received = tally.received.self + tally.received.assisted + tally.received.counter + tally.received.post;
  const onlineCount = online === 'self-only' ? tally.received.self : online === 'with-e-result' ? tally.onlineWithResult : tally.received.self + tally.received.assisted;
  switch (measure) {
    case 'online-share': return { numerator: onlineCount, denominator: received };
    case 'e-result-share': return { numerator: tally.settledWithResult, denominator: tally.settled };
    case 'on-time-share': return { numerator: tally.settledInTime, denominator: tally.settled };
    case 'online-payment-share': return { numerator: tally.paidOnline, denominator: tally.payable };
    case 'online-count': return { numerator: onlineCount, denominator: null };
    case 'received-count': return { numerator: received, denominator: null };
  }
}

/** Working days of the period that are over, and in all. */
export interface Elapsed { readonly days: number; readonly of: number }
export interface Progress extends Fraction {
  /** per cent or dossiers so far; null: nothing arose, which is neither 0 nor 100 per cent */ readonly now: number | null;
  readonly state: 'none' | 'not-begun' | 'met' | 'on-pace' | 'behind' | 'missed';
  /** at the end of the period, if it goes on as until now; null before a working day is over or where nothing arose */ readonly forecast: { readonly value: number; readonly numerator: number; readonly denominator: number | null } | null;
  /** dossiers that would have to be counted in beyond those that are, for the target to hold today */ readonly short: number;
  /** of how many dossiers still to come how many must count in, at the present pace; null when over, out of reach is `needed > of` */ readonly ahead: { readonly needed: number; readonly of: number } | null;
}

/** Standing of one target. `value` is per cent for shares. The pace is that of the working days that are over. */
export function progressOf(measure: Measure, value: number, found: Fraction, elapsed: Elapsed): Progress {
  const over = elapsed.days >= elapsed.of;
  const rest = { now: null, forecast: null, short: 0, ahead: null };
  if (elapsed.days <= 0 && found.numerator === 0 && (found.denominator ?? 0) === 0) return { ...found, ...rest, state: 'not-begun' };
  if (found.denominator === 0) return { ...found, ...rest, state: 'none' };
  const factor = over || elapsed.days <= 0 ? 1 : elapsed.of / elapsed.days;
  if (!isShare(measure) || found.denominator === null) {
    const projected = Math.round(found.numerator * factor);
    const short = Math.max(0, Math.ceil(value - found.numerator));
    return { ...found, now: found.numerator, short, ahead: over ? null : { needed: short, of: Math.max(0, projected - found.numerator) }, forecast: elapsed.days <= 0 ? null : { value: projected, numerator: projected, denominator: null }, state: standing(found.numerator, projected, value, over) };
  }
  const now = percent(found.numerator, found.denominator);
  const projected = { numerator: Math.round(found.numerator * factor), denominator: Math.round(found.denominator * factor) };
  const forecast = elapsed.days <= 0 ? null : { ...projected, value: percent(projected.numerator, projected.denominator) };
  const wanted = (base: number): number => Math.ceil((value * base) / 100 - 1e-9);
  return {
    ...found, now, forecast, short: Math.max(0, wanted(found.denominator) - found.numerator),
    ahead: over ? null : { needed: Math.max(0, wanted(projected.denominator) - found.numerator), of: Math.max(0, projected.denominator - found.denominator) },
    state: standing(now, forecast?.value ?? now, value, over),
  };
}
const standing = (now: number, forecast: number, value: number, over: boolean): Progress['state'] => (over ? (now >= value ? 'met' : 'missed') : forecast >= value ? (now >= value ? 'met' : 'on-pace') : 'behind');
/** Two decimals, as QĐ 766/QĐ-TTg shows its shares; never rounded up to a target that is not reached. */
export const percent = (numerator: number, denominator: number): number => Math.floor((numerator / denominator) * 10_000 + 1e-9) / 100;
