import { z } from 'zod';
import { showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import { tidy } from '../../../shared/text.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { page, redirect, route, type Reply, type Route, type View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import type { FieldProblem } from '../../../ui/components/error-summary/error-summary.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { signingHeading, SIGNING_FORMS, type SigningRight } from '../domain/index.ts';
import { findManaged } from '../use-cases/manage-officer.ts';
import { endSigning, giveSigning, type SigningDeps } from '../use-cases/signing-rights.ts';
import { boxesFor, boxesOf, dateBoxes, dateOf } from './date-input.ts';
import { adminOf } from './who.ts';
import { CHOOSE_FAULT, DATE_FAULT, SIGNING } from './words.ts';

const LIST = '/quan-tri/can-bo';
const params = z.object({ officer: z.uuid() });
const text = z.string().max(300).optional();
const body = z.strictObject({ form: text, 'chuc-vu-chinh': text, 'chuc-vu': text, 'can-cu': text, ...dateBoxes('from'), ...dateBoxes('to') });
type Typed = Readonly<Record<string, string | undefined>>;

/** «Ký thay»: for whom an officer signs, by which paper, from when to when. What is in force on the day stands on the result. */
export function signingRoutes(deps: SigningDeps): Route[] {
  const show = async (request: { readonly view: View; readonly actor: Parameters<typeof adminOf>[0]; readonly now: Date }, officerId: string, typed: Typed, problems: readonly FieldProblem[]): Promise<Reply> => {
    const found = await findManaged(deps, adminOf(request.actor), officerId);
    if (!found.ok) return found.refusal === 'own-account' ? refuse() : notFound();
    const rights = await deps.signing.signingOf(officerId);
    return page(signingPage(request.view, found.value.member, rights, typed, problems), problems.length > 0 ? 422 : 200);
  };
  return [
    route({ method: 'GET', path: `${LIST}/:officer/ky-thay`, permission: 'organisation.manage', audit: 'officer.signing', params, handle: (request) => { const from = boxesFor(vietnamDate(request.now)); return show(request, request.params.officer, { 'from.day': from.day, 'from.month': from.month, 'from.year': from.year }, []); } }),
    route({
      method: 'POST', path: `${LIST}/:officer/ky-thay`, permission: 'organisation.manage', audit: 'officer.signing-give', params, body,
      async handle(request) {
        const typed: Typed = request.body;
        const form = SIGNING_FORMS.find((one) => one === typed['form']);
        const [from, to] = [dateOf(boxesOf(typed, 'from')), dateOf(boxesOf(typed, 'to'))];
        const problems: FieldProblem[] = [...(form ? [] : [{ name: 'form', message: CHOOSE_FAULT }]), ...(from === null || from === 'wrong' ? [{ name: 'from', message: DATE_FAULT }] : []), ...(to === 'wrong' ? [{ name: 'to', message: DATE_FAULT }] : [])];
        if (!form || from === null || from === 'wrong' || to === 'wrong') return show(request, request.params.officer, typed, problems);
        const given = await giveSigning(deps, adminOf(request.actor), { officerId: request.params.officer, form, principalTitle: tidy(typed['chuc-vu-chinh'] ?? ''), ownTitle: tidy(typed['chuc-vu'] ?? ''), basis: tidy(typed['can-cu'] ?? ''), from, to }, request.now);
        if (given.ok) return redirect(`${LIST}/${request.params.officer}/ky-thay`);
        switch (given.refusal) {
          case 'own-account': return refuse();
          case 'unknown-officer': case 'not-managed': return notFound();
          case 'title-missing': return show(request, request.params.officer, typed, [{ name: 'chuc-vu', message: SIGNING.titleMissing }]);
          case 'basis-missing': return show(request, request.params.officer, typed, [{ name: 'can-cu', message: SIGNING.basisMissing }]);
          case 'dates-reversed': return show(request, request.params.officer, typed, [{ name: 'to', message: SIGNING.reversed }]);
          case 'starts-in-past': return show(request, request.params.officer, typed, [{ name: 'from', message: SIGNING.past }]);
          case 'without-end': return show(request, request.params.officer, typed, [{ name: 'to', message: SIGNING.noEnd }]);
        }
      },
    }),
    route({
      method: 'POST', path: `${LIST}/:officer/ky-thay/:signing/thoi`, permission: 'organisation.manage', audit: 'officer.signing-end', params: z.object({ officer: z.uuid(), signing: z.uuid() }), body: z.strictObject({}),
      async handle(request) {
        const ended = await endSigning(deps, adminOf(request.actor), request.params.officer, request.params.signing, request.now);
        if (ended.ok) return redirect(`${LIST}/${request.params.officer}/ky-thay`);
        // whose account this administrator does not manage does not exist for him, and neither does a right that was never given
        return ended.refusal === 'own-account' ? refuse() : ended.refusal === 'unknown-right' ? notFound() : notFound();
      },
    }),
  ];
}
function refuse(): never { throw new HttpProblem('forbidden'); }

function signingPage(view: View, member: { readonly id: string; readonly name: string; readonly title: string }, rights: readonly SigningRight[], typed: Typed, problems: readonly FieldProblem[]) {
  const { lang } = view;
  const here = `${LIST}/${member.id}/ky-thay`;
  const at = (name: string): { name: string; error?: FieldProblem['message'] } => { const found = problems.find((one) => one.name === name); return { name, ...(found ? { error: found.message } : {}) }; };
  return (
    <DeskLayout view={view} title={SIGNING.title} active="organisation" back={{ href: `${LIST}/${member.id}`, label: member.name }} lead={SIGNING.lead} errors={problems}>
      <DataTable caption={SIGNING.given} rows={rights} rowKey={(one) => one.id} empty={SIGNING.none} columns={[
        { key: 'ky', title: SIGNING.stands, head: true, cell: (one) => <>{signingHeading(one)}<br />{one.ownTitle.toLocaleUpperCase('vi')}</> },
        { key: 'can-cu', title: SIGNING.basis, cell: (one) => one.basis },
        { key: 'tu', title: SIGNING.from, tight: true, cell: (one) => showShortDate(one.from) }, { key: 'den', title: SIGNING.to, tight: true, cell: (one) => (one.to ? showShortDate(one.to) : '') },
        { key: 'thoi', title: SIGNING.end, cell: (one) => (one.revoked ? SIGNING.ended[lang] : <form method="post" action={`${here}/${one.id}/thoi`}><CsrfFields view={view} /><Button kind="secondary">{SIGNING.end[lang]}</Button></form>) },
      ]} />
      <h2>{SIGNING.add[lang]}</h2>
      <form method="post" action={here} noValidate>
        <CsrfFields view={view} />
        <Radios {...at('form')} label={SIGNING.form} value={typed['form'] ?? 'KT'} options={SIGNING_FORMS.map((form) => ({ value: form, label: SIGNING.forms[form] }))} />
        <TextField {...at('chuc-vu-chinh')} label={SIGNING.principal} hint={SIGNING.principalHint} value={typed['chuc-vu-chinh'] ?? 'Chủ tịch'} autocomplete="off" />
        <TextField {...at('chuc-vu')} label={SIGNING.own} hint={SIGNING.ownHint} value={typed['chuc-vu'] ?? ''} autocomplete="off" />
        <TextField {...at('can-cu')} label={SIGNING.basis} hint={SIGNING.basisHint} value={typed['can-cu'] ?? ''} autocomplete="off" />
        <DateField {...at('from')} label={SIGNING.from} value={{ day: typed['from.day'], month: typed['from.month'], year: typed['from.year'] }} />
        <DateField {...at('to')} label={SIGNING.to} required={false} value={{ day: typed['to.day'], month: typed['to.month'], year: typed['to.year'] }} />
        <Button>{SIGNING.add[lang]}</Button>
      </form>
    </DeskLayout>);
}
