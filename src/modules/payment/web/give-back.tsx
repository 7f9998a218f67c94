import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { officerAt } from '../../../platform/http/who-asks.ts';
import type { PaymentWebDeps } from './web-deps.ts';
import { DESK, REFUND } from './words.ts';

const PAGE = '/ban/doi-soat/hoan-tien';
const which = { thua: z.uuid().optional(), no: z.uuid().optional() };
const body = z.strictObject({ ...which, 'quyet-dinh': z.string().max(LIMITS.lineText).optional(), 'ly-do': z.string().max(LIMITS.longText).optional() });
type Problem = { readonly name: string; readonly message: Text };
interface Which { readonly thua?: string | undefined; readonly no?: string | undefined }

/** Money goes back by decision of somebody who may, named with its number. */
export function giveBackRoutes(deps: PaymentWebDeps): Route[] {
  const subjectOf = async (request: Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'scope'>, asked: Which) => {
    const { officer, scope } = officerAt(request);
    if (asked.thua) {
      const found = (await deps.desk.surplus(scope, officer.agencyId, LIMITS.pageRows)).find((one) => one.id === asked.thua && one.state === 'open');
      return found ? { officer, scope, surplusId: found.id, intentId: null, reference: found.reference, amount: found.amount, transaction: found.transaction } : null;
    }
    const found = (await deps.desk.paid(scope, officer.agencyId, new Date(0), LIMITS.pageRows)).find((one) => one.intentId === asked.no && one.state === 'PAID' && one.recorded);
    return found ? { officer, scope, surplusId: null, intentId: found.intentId, reference: found.reference, amount: found.amount, transaction: found.transaction ?? '' } : null;
  };
  const show = (request: Pick<RouteRequest<unknown, unknown, unknown>, 'view' | 'lang'>, subject: NonNullable<Awaited<ReturnType<typeof subjectOf>>>, asked: Which, typed: { readonly decision: string; readonly reason: string }, problems: readonly Problem[]) => {
    const error = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
    return (
      <DeskLayout view={request.view} title={REFUND.title} lead={REFUND.lead} active="payments" errors={problems} back={{ href: '/ban/doi-soat', label: DESK.title }}>
        <SummaryList rows={[{ term: DESK.dossier, value: subject.reference }, { term: DESK.amount, value: <strong>{showDong(subject.amount)}</strong> }, { term: DESK.transaction, value: subject.transaction }]} />
        <form method="post" action={PAGE} noValidate>
          <CsrfFields view={request.view} />
          {asked.thua && <input type="hidden" name="thua" value={asked.thua} />}
          {asked.no && <input type="hidden" name="no" value={asked.no} />}
          <TextField name="quyet-dinh" label={REFUND.decision} value={typed.decision} {...error('quyet-dinh')} />
          <TextArea name="ly-do" label={REFUND.reason} rows={3} value={typed.reason} {...error('ly-do')} />
          <ButtonGroup><Button kind="danger">{REFUND.go[request.lang]}</Button></ButtonGroup>
        </form>
      </DeskLayout>);
  };
  return [
    route({
      method: 'GET', path: PAGE, permission: 'payment.reconcile', audit: 'payment.refund-page', query: z.object(which),
      async handle(request) {
        const subject = (await subjectOf(request, request.query)) ?? notFound();
        return page(show(request, subject, request.query, { decision: '', reason: '' }, []));
      },
    }),
    route({
      method: 'POST', path: PAGE, permission: 'payment.reconcile', audit: 'payment.refund', body,
      async handle(request) {
        const subject = await subjectOf(request, request.body);
        if (!subject) return redirect('/ban/doi-soat?bao=da-xong');
        const typed = { decision: request.body['quyet-dinh']?.trim() ?? '', reason: request.body['ly-do']?.trim() ?? '' };
        const problems: Problem[] = [...(typed.decision ? [] : [{ name: 'quyet-dinh', message: REFUND.decisionMissing }]), ...(typed.reason ? [] : [{ name: 'ly-do', message: REFUND.reasonMissing }])];
        if (problems.length > 0) return page(show(request, subject, request.body, typed, problems), 400);
        const asked = await deps.desk.askRefund(subject.scope, { id: deps.ids.uuid(), officer: subject.officer, surplusId: subject.surplusId, intentId: subject.intentId, reason: typed.reason, decision: typed.decision.slice(0, 200), at: request.now });
        return redirect(`/ban/doi-soat?bao=${asked === 'asked' ? 'hoan' : asked === 'asked-before' ? 'hoan-roi' : 'da-xong'}`);
      },
    }),
  ];
}
