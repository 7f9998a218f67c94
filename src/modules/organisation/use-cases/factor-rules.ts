import type { Officer } from '../../../shared/actor.ts';
import { vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { checkRule, heldOn, RULED_ROLES, type RuledRole, type RuleRefusal } from '../domain/index.ts';
import type { AgencyDirectory, SecondFactorStore, StaffDirectory } from '../ports.ts';
import { listStaff } from './list-staff.ts';

export interface FactorRulesDeps { readonly store: AgencyDirectory & StaffDirectory; readonly factors: SecondFactorStore }
export interface RuleInForce { readonly role: RuledRole; /** of the own authority */ readonly since: PlainDate | null; /** of the authority above, which holds here too */ readonly above: PlainDate | null; /** who holds the role today and has no second factor yet */ readonly without: readonly { readonly id: string; readonly name: string }[]; readonly holders: number }

/** What the administrator's authority asks of each role, and whom it would stop at the next sign-in. */
export async function listFactorRules(deps: FactorRulesDeps, by: Officer, now: Date): Promise<readonly RuleInForce[]> {
  const today = vietnamDate(now);
  const { agencies, managed, staff } = await listStaff(deps, by);
  const above = agencies.find((one) => one.id === by.agencyId)?.parentId ?? null;
  const [rules, has] = await Promise.all([deps.factors.rulesOf([by.agencyId, ...(above === null ? [] : [above])]), deps.factors.setUpBy(by, staff.map((one) => one.id))]);
  const since = (agencyId: number | null, role: RuledRole): PlainDate | null => rules.find((rule) => rule.agencyId === agencyId && rule.role === role)?.since ?? null;
  return RULED_ROLES.map((role) => {
    const holders = staff.filter((one) => one.active && one.assignments.some((post) => post.role === role && managed.includes(post.agencyId) && heldOn(post, today)));
    return { role, since: since(by.agencyId, role), above: since(above, role), holders: holders.length, without: holders.filter((one) => !has.has(one.id)).map(({ id, name }) => ({ id, name })) };
  });
}

/** Only what changes is written, each with its note. The whole form is refused when one day of it is. */
export async function setFactorRules(deps: FactorRulesDeps, by: Officer, wanted: ReadonlyMap<RuledRole, PlainDate | null>, now: Date): Promise<Result<null, { readonly role: RuledRole; readonly why: RuleRefusal }>> {
  const rules = await deps.factors.rulesOf([by.agencyId]);
  const before = (role: RuledRole): PlainDate | null => rules.find((rule) => rule.role === role)?.since ?? null;
  for (const [role, since] of wanted) {
    const why = checkRule(since, before(role), vietnamDate(now));
    if (why) return refuse({ role, why });
  }
  for (const [role, since] of wanted) if (since !== before(role)) await deps.factors.setRule(by, { agencyId: by.agencyId, role, since }, now);
  return ok(null);
}
