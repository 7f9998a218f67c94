import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Reply, type Route, type RouteRequest, type View } from '../../../platform/http/route.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import type { FieldProblem } from '../../../ui/components/error-summary/error-summary.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say } from '../../../ui/language.tsx';
import { RULED_ROLES, type RuledRole } from '../domain/index.ts';
import { listFactorRules, setFactorRules, type FactorRulesDeps, type RuleInForce } from '../use-cases/factor-rules.ts';
import { boxesFor, boxesOf, dateBoxes, dateOf, type DateBoxes } from './date-input.ts';
import { adminOf } from './who.ts';
import { DATE_FAULT, FACTOR, ROLE_WORDS } from './words.ts';

const PATH = '/quan-tri/hai-lop';
const LIST = '/quan-tri/can-bo';
/** names that are shown of those without one; the others are counted */
const NAMES_SHOWN = 20;
const body = z.strictObject({ ...dateBoxes('leader'), ...dateBoxes('accountant'), ...dateBoxes('control'), ...dateBoxes('admin') });
type Asked = Pick<RouteRequest<unknown, unknown, unknown>, 'view' | 'actor' | 'now'>;

/** Of which roles the administrator's authority asks a second factor, from which day, and who has none yet. */
export function factorRuleRoutes(deps: FactorRulesDeps): Route[] {
  const show = async ({ view, actor, now }: Asked, typed: ((role: RuledRole) => DateBoxes) | null, problems: readonly FieldProblem[], saved = false): Promise<Reply> =>
    page(<RulePage view={view} rules={await listFactorRules(deps, adminOf(actor), now)} typed={typed} problems={problems} saved={saved} />, problems.length > 0 ? 422 : 200);
  return [
    route({
      method: 'GET', path: PATH, permission: 'organisation.manage', audit: 'officer.second-factor-rules', query: z.object({ luu: z.string().optional().catch(undefined) }),
      handle: (request) => show(request, null, [], request.query.luu !== undefined),
    }),
    route({
      method: 'POST', path: PATH, permission: 'organisation.manage', audit: 'officer.second-factor-rule', body,
      async handle(request) {
        const boxes = (role: RuledRole): DateBoxes => boxesOf(request.body, role);
        const wanted = new Map<RuledRole, PlainDate | null>();
        const problems: FieldProblem[] = [];
        for (const role of RULED_ROLES) {
          const day = dateOf(boxes(role));
          if (day === 'wrong') problems.push({ name: role, message: DATE_FAULT }); else wanted.set(role, day);
        }
        if (problems.length > 0) return show(request, boxes, problems);
        const set = await setFactorRules(deps, adminOf(request.actor), wanted, request.now);
        return set.ok ? redirect(`${PATH}?luu=1`) : show(request, boxes, [{ name: set.refusal.role, message: FACTOR.past }]);
      },
    }),
  ];
}

function RulePage({ view, rules, typed, problems, saved }: { view: View; rules: readonly RuleInForce[]; typed: ((role: RuledRole) => DateBoxes) | null; problems: readonly FieldProblem[]; saved: boolean }): VNode {
  return (
    <DeskLayout view={view} title={FACTOR.title} active="organisation" back={LIST} lead={FACTOR.lead} errors={problems}>
      {saved && <Notice kind="ok" role="status"><p><Say words={FACTOR.saved} /></p></Notice>}
      <form method="post" action={PATH} noValidate>
        <CsrfFields view={view} />
        {rules.map((rule) => (
          <section key={rule.role}>
            <h2><Say words={ROLE_WORDS[rule.role]} /></h2>
            {rule.above !== null && <p><Say words={FACTOR.above(rule.above)} /></p>}
            {rule.without.length === 0 ? <p><Say words={FACTOR.all(rule.holders)} /></p> : (
              <p><Say words={FACTOR.without(rule.without.length, rule.holders)} />{' '}
                {rule.without.slice(0, NAMES_SHOWN).map((one, at) => <span key={one.id}>{at > 0 && ', '}<a href={`${LIST}/${one.id}`}>{one.name}</a></span>)}
                {rule.without.length > NAMES_SHOWN && <> <Say words={FACTOR.more(rule.without.length - NAMES_SHOWN)} /></>}
              </p>
            )}
            <DateField name={rule.role} label={FACTOR.from} value={typed ? typed(rule.role) : rule.since === null ? undefined : boxesFor(rule.since)} required={false} error={problems.find((one) => one.name === rule.role)?.message} />
          </section>
        ))}
        <Button><Say words={FACTOR.save} /></Button>
      </form>
    </DeskLayout>
  );
}
