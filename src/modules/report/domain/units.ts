import type { PlainDate } from '../../../shared/plain-date.ts';
import { agencyOn, successorOn, withAllBelow, type Agency } from '../../organisation/domain/index.ts';

/**
 * Agencies whose dossiers are counted for a unit: itself, all below it, and closed ones whose work it took over, so that
 * the report of a merged commune goes on in its successor's and nothing is counted twice.
 */
export function agenciesCounted(unit: number, agencies: ReadonlyMap<number, Agency>, day: PlainDate): readonly number[] {
  const all = [...agencies.values()];
  const counted = new Set(withAllBelow(unit, all));
  for (let before = 0; before !== counted.size;) {
    before = counted.size;
    for (const agency of all) {
      if (agency.successorId === null || !counted.has(agency.successorId) || agencyOn(agency, day) !== 'closed') continue;
      for (const id of withAllBelow(agency.id, all)) if (agencyOn(agencies.get(id) as Agency, day) === 'closed') counted.add(id);
    }
  }
  return [...counted].sort((a, b) => a - b);
}

/** Authorities that can be given a target or asked for a report. Departments and desks decide no dossier of their own. */
export const isUnit = (agency: Agency): boolean => agency.kind === 'province' || agency.kind === 'commune';

/** Who goes on for a unit that no longer works: null while it works itself, or when nobody took over. */
export function whoGoesOn(unit: Agency, agencies: ReadonlyMap<number, Agency>, day: PlainDate): Agency | null {
  if (agencyOn(unit, day) === 'open') return null;
  const next = successorOn(unit, agencies, day);
  return next && next.id !== unit.id ? next : null;
}
