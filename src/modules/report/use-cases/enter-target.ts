import type { Officer } from '../../../shared/actor.ts';
import type { Ids } from '../../../shared/id.ts';
import { vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { tidy } from '../../../shared/text.ts';
import { checkDecision, planTargets, TARGET_LIMITS, type DecisionProblem, type OnlineDefinition, type TargetProblem, type TypedTargets } from '../domain/index.ts';
import type { AgencyBook, OfficerScope, TargetStore } from '../ports.ts';

export interface EnterDeps { readonly targets: TargetStore; readonly agencies: AgencyBook; readonly ids: Ids }
export interface By { readonly scope: OfficerScope; readonly officer: Officer; readonly at: Date; readonly key: string | null }

/** Enters a decision that assigns targets: its number, day and issuer as they stand on the paper. */
export async function enterDecision(deps: EnterDeps, by: By, typed: { readonly number: string; readonly issuedOn: PlainDate | null; readonly issuer: string; readonly title: string; readonly online: OnlineDefinition }): Promise<Result<string, readonly (DecisionProblem | { readonly kind: 'there-already' })[]>> {
  const decision = { number: tidy(typed.number), issuedOn: typed.issuedOn, issuer: tidy(typed.issuer), title: tidy(typed.title) };
  const problems = checkDecision(decision, vietnamDate(by.at));
  if (problems.length > 0 || decision.issuedOn === null) return refuse(problems);
  const added = await deps.targets.addDecision(by.scope, { ...decision, issuedOn: decision.issuedOn, online: typed.online, id: deps.ids.uuid(), requestKey: by.key, agencyId: by.officer.agencyId, byName: by.officer.name, at: by.at });
  return added === null ? refuse([{ kind: 'there-already' }]) : ok(added);
}

export type EnterTargetsProblem = TargetProblem | { readonly kind: 'no-decision' | 'decision-ended' | 'clash' | 'decision-full' };
/** Adds every chosen unit for every chosen period to a decision, all or none. */
export async function enterTargets(deps: EnterDeps, by: By, decisionId: string, typed: TypedTargets): Promise<Result<number, readonly EnterTargetsProblem[]>> {
  const decision = await deps.targets.decision(by.scope, decisionId);
  if (!decision || !by.scope.agencyIds.includes(decision.agencyId)) return refuse([{ kind: 'no-decision' }]);
  if (decision.endedAt) return refuse([{ kind: 'decision-ended' }]);
  const agencies = await deps.agencies.all();
  // A unit that the officer does not see is as unknown as one that never was.
  const seen = new Map([...agencies].filter(([id]) => by.scope.agencyIds.includes(id)));
  const planned = planTargets(typed, await deps.targets.inForce(by.scope, typed.unitIds), seen);
  if (!planned.ok) return planned;
  if (decision.targets + planned.value.length > TARGET_LIMITS.perDecision) return refuse([{ kind: 'decision-full' }]);
  const added = await deps.targets.addTargets(by.scope, decisionId, decision.agencyId, planned.value.map((row) => ({ ...row, id: deps.ids.uuid() })));
  return added === 'added' ? ok(planned.value.length) : refuse([{ kind: 'clash' }]);
}
