import type { Ids } from '../../../shared/id.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { DEMANDS, mayRate, STARS, type Demand, type Stars } from '../domain/index.ts';
import type { PersonScope, RatedDossier, RatingStore } from '../ports.ts';

export type RateRefusal = { readonly kind: 'too-early' } | { readonly kind: 'stars-missing' } | { readonly kind: 'demand-missing' } | { readonly kind: 'already' };
/** The person rates once, after the result. What was demanded beyond the list goes to control and inspection alone. */
export async function rateDossier(deps: { readonly ratings: RatingStore; readonly ids: Ids }, scope: PersonScope, dossier: RatedDossier, typed: { readonly stars: string; readonly demanded: string; readonly note: string }, at: Date): Promise<Result<true, readonly RateRefusal[]>> {
  if (!mayRate(dossier)) return refuse([{ kind: 'too-early' }]);
  const stars = STARS.find((one) => String(one) === typed.stars) as Stars | undefined;
  const demanded = DEMANDS.find((one) => one === typed.demanded) as Demand | undefined;
  const problems: RateRefusal[] = [];
  if (!stars) problems.push({ kind: 'stars-missing' });
  if (!demanded && typed.demanded !== 'none') problems.push({ kind: 'demand-missing' });
  if (problems.length > 0 || !stars) return refuse(problems);
  const outcome = await deps.ratings.rate(scope, { dossierId: dossier.id, agencyId: dossier.agencyId, procedure: dossier.procedure, stars, at, tip: demanded ? { id: deps.ids.uuid(), demanded, note: typed.note.normalize('NFC').trim() } : null });
  return outcome === 'rated' ? ok(true) : refuse([{ kind: 'already' }]);
}
