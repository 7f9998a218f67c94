import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { plainDate, dateWords, showDate, showMoment, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import { unreachable } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { LetterPreview } from '../../../ui/components/letter-preview/letter-preview.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { CAUSES as CAUSE_KEYS } from '../domain/index.ts';
import type { DraftedApology } from '../ports.ts';
import { declineApology, signApology, type ApologyRefusal } from '../use-cases/decide-apology.ts';
import { typedDate } from './period-choice.ts';
import { officerOf, procedureNames, scopeOf, type ReportWebDeps } from './report-deps.ts';
import { CAUSES, W } from './words.ts';

const HOME = '/ban/bao-cao/xin-loi';
const A = W.apology;
const id = z.object({ id: z.uuid() });
const long = z.string().max(LIMITS.longText).optional();
const small = z.string().max(8).optional();
type Problem = { readonly name: string; readonly message: Text };
type Typed = Readonly<Record<string, string | undefined>>;
type Asked = Pick<RouteRequest<{ id: string }, unknown, unknown>, 'actor' | 'scope' | 'params' | 'now' | 'lang' | 'view'>;

/** Letters of apology that the program has drafted, for the head of the agency to sign or to put away with a reason. */
export function apologyRoutes(deps: ReportWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: HOME, permission: 'desk.sign', audit: 'apology.list', query: z.object({ xong: z.enum(['ky', 'bo']).optional().catch(undefined) }),
      async handle(request) {
        const { lang, view, now } = request;
        const officer = officerOf(request);
        const [waiting, names] = await Promise.all([deps.apologies.waiting(scopeOf(request), officer.agencyId, LIMITS.pageRows), procedureNames(deps)]);
        return page(
          <DeskLayout view={view} title={A.title} active="reports" lead={A.lead} back={{ href: '/ban/bao-cao', label: W.overview.back }} wide>
            {request.query.xong && <Notice kind="ok" role="status"><p>{(request.query.xong === 'ky' ? A.done : A.declined)[lang]}</p></Notice>}
            <DataTable<DraftedApology> cards caption={A.title} captionHidden rows={waiting} rowKey={(row) => `${row.dossierId}${row.due.getTime()}`} empty={A.empty} columns={[
              { key: 'ma', title: W.list.code, head: true, tight: true, cell: (row) => <a class="mc-nowrap" href={`${HOME}/${row.dossierId}`} data-key-open>{row.code}</a> }, { key: 'viec', title: W.list.matter, cell: (row) => names.plain(row.procedure, lang) },
              { key: 'buoc', title: W.list.step, cell: (row) => [row.stepName?.[lang], row.assigneeName].filter(Boolean).join(', ') || '–' }, { key: 'han', title: W.list.due, numeric: true, named: true, cell: (row) => showMoment(row.due, lang) },
              { key: 'muon', title: A.last, named: true, cell: (row) => (row.lastMoment < now ? <Tag colour="red">{A.tooLate}</Tag> : <Tag colour="yellow">{showMoment(row.lastMoment, lang)}</Tag>) },
            ]} />
          </DeskLayout>);
      },
    }),
    route({ method: 'GET', path: `${HOME}/:id`, permission: 'desk.sign', audit: 'apology.draft', params: id, async handle(request) { return page(await draftPage(deps, request, {}, [])); } }),
    route({
      method: 'POST', path: `${HOME}/:id/ky`, permission: 'desk.sign', audit: 'apology.sign', params: id, body: z.strictObject({ 'nguyen-nhan': z.string().max(40).optional(), 'ly-do': long, 'ngay-moi.day': small, 'ngay-moi.month': small, 'ngay-moi.year': small }),
      async handle(request) {
        const { body } = request;
        const date = typedDate({ day: body['ngay-moi.day'], month: body['ngay-moi.month'], year: body['ngay-moi.year'] });
        const signed = await signApology(deps, { scope: scopeOf(request), officer: officerOf(request), at: request.now, key: request.key }, { dossierId: request.params.id, cause: body['nguyen-nhan'] ?? '', reason: body['ly-do'] ?? '', newDate: date ?? '' });
        if (!signed.ok) return signed.refusal.kind === 'no-draft' ? notFound() : page(await draftPage(deps, request, body, [problemOf(signed.refusal)]), 400);
        const { outcome } = signed;
        if (outcome.ok) return redirect(`${HOME}?xong=ky`);
        const { refusal } = outcome;
        switch (refusal.kind) {
          case 'not-found': return notFound();
          case 'not-later': return page(await draftPage(deps, request, body, [{ name: 'ngay-moi', message: A.notLater }]), 400);
          case 'reason-missing': return page(await draftPage(deps, request, body, [{ name: 'ly-do', message: A.reasonMissing }]), 400);
          case 'calendar-year-missing': return page(await draftPage(deps, request, body, [{ name: 'ngay-moi', message: A.noCalendar(refusal.year) }]), 400);
          default: return page(await draftPage(deps, request, body, [{ name: 'ly-do', message: A.stale }]), 409);
        }
      },
    }),
    route({
      method: 'POST', path: `${HOME}/:id/bo-qua`, permission: 'desk.sign', audit: 'apology.decline', params: id, body: z.strictObject({ 'vi-sao': long }),
      async handle(request) {
        const declined = await declineApology(deps, { scope: scopeOf(request), officer: officerOf(request), at: request.now }, request.params.id, request.body['vi-sao'] ?? '');
        if (declined.ok) return redirect(`${HOME}?xong=bo`);
        return declined.refusal.kind === 'no-draft' ? notFound() : page(await draftPage(deps, request, request.body, [{ name: 'vi-sao', message: A.reasonMissing }]), 400);
      },
    }),
  ];
}
function problemOf(refusal: Exclude<ApologyRefusal, { readonly kind: 'no-draft' }>): Problem {
  switch (refusal.kind) {
    case 'cause-missing': return { name: 'nguyen-nhan', message: A.causeMissing };
    case 'reason-missing': return { name: 'ly-do', message: A.reasonMissing };
    case 'date-missing': return { name: 'ngay-moi', message: A.dateMissing };
    case 'date-off': return { name: 'ngay-moi', message: A.dateOff(dateWords(refusal.date)) };
    case 'no-calendar': return { name: 'ngay-moi', message: A.noCalendar(refusal.year) };
    default: return unreachable(refusal);
  }
}

async function draftPage(deps: ReportWebDeps, request: Asked, typed: Typed, problems: readonly Problem[]): Promise<VNode> {
  const { lang, view, now, params } = request;
  const scope = scopeOf(request);
  const draft = (await deps.apologies.find(scope, params.id)) ?? notFound();
  const [names, agencies, deputies] = await Promise.all([procedureNames(deps), deps.agencies.all(), deps.deputies(officerOf(request).agencyId, vietnamDate(now))]);
  const agency = agencies.get(draft.agencyId);
  const error = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  const proposed = draft.proposedDue ? vietnamDate(draft.proposedDue) : '';
  const day = { day: typed['ngay-moi.day'] ?? String(Number(proposed.slice(8)) || ''), month: typed['ngay-moi.month'] ?? String(Number(proposed.slice(5, 7)) || ''), year: typed['ngay-moi.year'] ?? proposed.slice(0, 4) };
  const newDue = typedDate(day);
  const reason = typed['ly-do'] ?? draft.reason ?? '';
  const today = vietnamDate(now);
  const standIns = deputies.filter((one) => one.role === 'leader' && one.from <= today && one.to >= today);
  return (
    <DeskLayout view={view} title={{ vi: `Xin lỗi, hồ sơ ${draft.code}`, en: `Apology, dossier ${draft.code}` }} active="reports" back={{ href: HOME, label: A.title }} errors={problems} lead={names.plain(draft.procedure, lang)}
      above={<p>{draft.lastMoment < now ? <Tag colour="red">{A.tooLate}</Tag> : <Tag colour="yellow">{`${A.last[lang]} ${showMoment(draft.lastMoment, lang)}`}</Tag>}</p>}>
      {draft.state !== 'waiting' && <Notice kind="info" role="status"><p>{A.gone[lang]}</p></Notice>}
      {standIns.length > 0 && <p>{A.deputyNote[lang]}: {standIns.map((one) => `${one.name} (${W.overview.deputyFor[lang].toLowerCase()} ${one.forName}, ${showShortDate(one.from)}–${showShortDate(one.to)})`).join('; ')}</p>}
      <h2>{A.preview[lang]}</h2>
      <LetterPreview agency={[agency?.name ?? '']} title={A.letter.vi} about={`Hồ sơ số ${draft.code}`} placeAndDate={`${(agency?.shortName ?? '').replace(/^(xã|phường|đặc khu|tỉnh|thành phố)\s+/iu, '')}, ${showShortDate(today)}`} signer={[officerOf(request).title.toUpperCase(), officerOf(request).name]}>
        <p>Kính gửi: người nộp hồ sơ số {draft.code}</p>
        <p>Về việc: {names.official(draft.procedure)}</p>
        <p>{agency?.name} tiếp nhận hồ sơ lúc {draft.receivedAt ? showMoment(draft.receivedAt, 'vi') : '…'}, hẹn trả kết quả lúc {showMoment(draft.due, 'vi')}.</p>
        <p>Đến nay hồ sơ chưa giải quyết xong. Lý do: {reason || '…'}</p>
        <p>{agency?.name} xin lỗi anh/chị và hẹn trả kết quả vào cuối giờ làm việc ngày {newDue ? showDate(plainDate(newDue), 'vi') : '…'}. Việc hẹn lại chỉ được thực hiện một lần.</p>
      </LetterPreview>
      <p><a href={`/ban/ho-so/${draft.dossierId}`}>{lang === 'vi' ? 'Mở hồ sơ' : 'Open the dossier'}</a></p>
      {draft.state === 'waiting' && <>
        <form method="post" action={`${HOME}/${draft.dossierId}/ky`} noValidate>
          <CsrfFields view={view} />
          <Radios name="nguyen-nhan" label={A.cause} hint={A.causeHint} value={typed['nguyen-nhan'] ?? draft.cause ?? undefined} options={CAUSE_KEYS.map((value) => ({ value, label: CAUSES[value] }))} {...error('nguyen-nhan')} />
          <TextArea name="ly-do" label={A.reason} rows={3} value={reason} {...error('ly-do')} />
          <DateField name="ngay-moi" label={A.newDate} hint={A.newDateHint} value={day} {...error('ngay-moi')} />
          <ButtonGroup><Button dataKey="Ctrl+Enter">{A.sign[lang]}</Button></ButtonGroup>
        </form>
        <Details summary={A.decline} open={problems.some((one) => one.name === 'vi-sao')}><form method="post" action={`${HOME}/${draft.dossierId}/bo-qua`} noValidate><CsrfFields view={view} /><TextArea name="vi-sao" label={A.declineReason} rows={2} {...error('vi-sao')} /><ButtonGroup><Button kind="secondary">{A.declineGo[lang]}</Button></ButtonGroup></form></Details>
      </>}
    </DeskLayout>);
}
