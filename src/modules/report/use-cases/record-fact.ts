import { factOf, type DossierFact } from '../domain/index.ts';
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

/** Finds dossiers without a fact or with an old one, from where the last run stopped, and catches up: after an upgrade, or after a job that was lost. */
export async function catchUpFacts(deps: FactDeps, now: Date): Promise<Caught> {
  let after = await deps.facts.sweepFrom();
  let [looked, recorded] = [0, 0];
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

export interface FactDifference { readonly dossierId: string; /** names of the figures that do not agree; `missing` when there is no fact at all */ readonly differs: readonly string[] }
export interface FactCheck { readonly checked: number; readonly differences: readonly FactDifference[]; /** where the next call goes on; null at the end */ readonly next: string | null }

/** Statistics are what the events say: folds the events of dossiers again and names every fact that says otherwise. */
export async function checkFacts(deps: FactDeps, after: string, limit: number): Promise<FactCheck> {
  const heads = await deps.source.heads(after, limit);
  const differences: FactDifference[] = [];
  for (const head of heads) {
    const found = await deps.source.read(head.id);
    const stored = await deps.facts.find(head.id);
    const differs = found ? difference(factOf(found.events, found.context), stored) : stored ? ['not-counted'] : [];
    if (differs.length > 0) differences.push({ dossierId: head.id, differs });
  }
  return { checked: heads.length, differences, next: heads.length < limit ? null : heads.at(-1)?.id ?? null };
}
function difference(expected: DossierFact, stored: DossierFact | null): readonly string[] {
  if (!stored) return ['missing'];
  return (Object.keys(expected) as (keyof DossierFact)[]).filter((name) => JSON.stringify(expected[name]) !== JSON.stringify(stored[name]));
}
