import { factOf } from '../domain/index.ts';
import type { FactSource, FactStore } from '../ports.ts';

export interface FactDeps { readonly source: FactSource; readonly facts: FactStore }

/** Folds one dossier's events into its fact. Doing it twice, late or out of order ends the same: the newest events win. */
export async function recordFact(deps: FactDeps, dossierId: string): Promise<'recorded' | 'stale' | 'not-counted'> {
  const found = await deps.source.read(dossierId);
  if (!found) return 'not-counted';
  return (await deps.facts.record(factOf(found.events, found.context))) ? 'recorded' : 'stale';
}

export interface Caught { readonly looked: number; readonly recorded: number; /** the sweep went through to the last dossier */ readonly whole: boolean }
export const SWEEP_LIMITS = { /** dossiers looked at in one step */ batch: 1_000, /** steps of one run: a sweep takes its place among other jobs */ steps: 20, /** facts written in one run */ writes: 2_000 } as const;

/**
 * Counts open dossiers again when the calendar has changed, then finds dossiers without a fact or with an old one, from where
 * the last run stopped, and catches up: after an upgrade, or after a job that was lost.
 */
export async function catchUpFacts(deps: FactDeps, now: Date): Promise<Caught> {
  let [looked, recorded] = [0, 0];
  for (const id of await deps.facts.outdated(await deps.source.calendarVersion(), SWEEP_LIMITS.writes)) if ((await recordFact(deps, id)) === 'recorded') recorded++;
  let after = await deps.facts.sweepFrom();
  for (let step = 0; step < SWEEP_LIMITS.steps && recorded < SWEEP_LIMITS.writes; step++) {
    const heads = await deps.source.heads(after, SWEEP_LIMITS.batch);
    const known = await deps.facts.seqs(heads.map((head) => head.id));
    for (const head of heads) if ((known.get(head.id) ?? 0) < head.seq && (await recordFact(deps, head.id)) === 'recorded') recorded++;
    looked += heads.length;
    const last = heads.at(-1);
    const whole = heads.length < SWEEP_LIMITS.batch;
    after = whole || !last ? '00000000-0000-0000-0000-000000000000' : last.id;
    await deps.facts.sweptTo(after, now);
    if (whole) return { looked, recorded, whole };
  }
  return { looked, recorded, whole: false };
}
