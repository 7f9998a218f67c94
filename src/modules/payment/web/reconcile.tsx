import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { officerAt } from '../../../platform/http/who-asks.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import { addDays, showMoment, showShortDate, isPlainDate, vietnamDate, vietnamInstant, yearOf } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { showReceiptNumber } from '../domain/index.ts';
import type { ReconcileRow } from '../ports.ts';
import type { PaymentWebDeps } from './web-deps.ts';
import { ACCOUNT, CONFIRM, DESK, REFUND, STATEMENT, REFUND_STATES, REPLY_WORDS, STATE_WORDS, SURPLUS_STATES, SURPLUS_WORDS, VOID } from './words.ts';

const PAGE = '/ban/doi-soat';
const NOTICES: Readonly<Record<string, Text>> = { hoi: DESK.askedDone, 'da-xong': DESK.gone, tinh: DESK.applied, hoan: REFUND.asked, 'hoan-roi': REFUND.before, 'khong-co-bl': VOID.notThere };
type Request = RouteRequest<unknown, { bao?: string | undefined }, unknown>;

/** The accountant's page: what waits, where the gateway and the books differ, surplus money, receipts of the day. */
export function reconcileRoutes(deps: PaymentWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: PAGE, permission: 'payment.reconcile', audit: 'payment.reconcile', query: z.object({ bao: z.string().max(20).optional() }),
      async handle(request) { return page(await reconcilePage(deps, request)); },
    }),
    route({
      method: 'POST', path: `${PAGE}/hoi-cong`, permission: 'payment.reconcile', audit: 'payment.ask-gateway', body: z.strictObject({ lan: z.uuid() }),
      async handle(request) { const { scope } = officerAt(request); return redirect(`${PAGE}?bao=${(await deps.desk.askQuery(scope, request.body.lan)) ? 'hoi' : 'da-xong'}`); },
    }),
    route({
      method: 'POST', path: `${PAGE}/tinh-vao-ho-so`, permission: 'payment.reconcile', audit: 'payment.apply-surplus', body: z.strictObject({ thua: z.uuid() }),
      async handle(request) { const { scope } = officerAt(request); return redirect(`${PAGE}?bao=${(await deps.desk.askApply(scope, request.body.thua)) ? 'tinh' : 'da-xong'}`); },
    }),
  ];
}

async function reconcilePage(deps: PaymentWebDeps, request: Request): Promise<VNode> {
  const { lang, view, now } = request;
  const { officer, scope } = officerAt(request);
  const today = vietnamDate(now);
  const [summary, open, differences, surplus, paid, refunds, receipts, series] = await Promise.all([
    deps.desk.summary(scope, officer.agencyId), deps.desk.open(scope, officer.agencyId, LIMITS.pageRows), deps.desk.differences(scope, officer.agencyId, LIMITS.pageRows), deps.desk.surplus(scope, officer.agencyId, LIMITS.pageRows),
    deps.desk.paid(scope, officer.agencyId, vietnamInstant(addDays(today, -30), 0), LIMITS.pageRows), deps.desk.refunds(scope, officer.agencyId, LIMITS.pageRows), deps.desk.receipts(scope, officer.agencyId, vietnamInstant(today, 0), LIMITS.pageRows), deps.desk.series(scope, officer.agencyId),
  ]);
  const notice = NOTICES[request.query.bao ?? ''];
  const current = series.find((one) => isPlainDate(one.validFrom) && one.validFrom <= today);
  const dossier = (row: { readonly dossierId: string; readonly reference: string }): VNode => <a href={`/ban/ho-so/${row.dossierId}`} class="mc-nowrap">{row.reference}</a>;
  const act = (path: string, name: string, value: string, words: Text): VNode => <form method="post" action={`${PAGE}/${path}`}><CsrfFields view={view} /><input type="hidden" name={name} value={value} /><Button kind="secondary">{words[lang]}</Button></form>;
  return (
    <DeskLayout view={view} title={DESK.title} active="payments" lead={DESK.lead}>
      {notice && <Notice kind="ok" role="status"><p>{notice[lang]}</p></Notice>}
      {!deps.gateway && <Notice kind="warn"><p>{DESK.noGateway[lang]}</p></Notice>}
      <ButtonGroup><Button href={`${PAGE}/chuyen-khoan`}>{CONFIRM.title[lang]}</Button><Button kind="secondary" href={`${PAGE}/bang-ke`}>{STATEMENT.title[lang]}</Button></ButtonGroup>
      <h2>{DESK.open[lang]}</h2>
      <DataTable id="cho" caption={DESK.open} captionHidden rows={open} rowKey={(row) => row.attemptId} empty={DESK.openNone} columns={[
        { key: 'ho-so', title: DESK.dossier, head: true, cell: dossier }, { key: 'don', title: DESK.order, cell: (row: ReconcileRow) => row.txnRef }, { key: 'tien', title: DESK.amount, numeric: true, cell: (row) => showDong(row.amount) },
        { key: 'trang-thai', title: DESK.state, cell: (row) => <Tag colour="blue">{STATE_WORDS[row.state]}</Tag> }, { key: 'luc', title: DESK.since, cell: (row) => showMoment(row.at, lang) }, { key: 'hoi', title: DESK.asked, cell: (row) => row.lastQuery ?? '–' },
        { key: 'viec', title: DESK.act, cell: (row) => (row.waiting ? act('hoi-cong', 'lan', row.attemptId, DESK.ask) : '') },
      ]} />
      <h2>{DESK.differences[lang]}</h2>
      <DataTable id="khac" caption={DESK.differences} captionHidden rows={differences} rowKey={(row) => String(row.inboxId)} empty={DESK.differencesNone} columns={[
        { key: 'ho-so', title: DESK.dossier, head: true, cell: dossier }, { key: 'don', title: DESK.order, cell: (row) => row.txnRef }, { key: 'gi', title: DESK.what, cell: (row) => (REPLY_WORDS[row.verdict ?? row.reply] ?? REPLY_WORDS[row.reply] ?? { vi: row.reply, en: row.reply })[lang] }, { key: 'luc', title: DESK.at, cell: (row) => showMoment(row.at, lang) },
      ]} />
      <h2>{DESK.surplus[lang]}</h2>
      <DataTable id="thua" caption={DESK.surplus} captionHidden rows={surplus} rowKey={(row) => row.id} empty={DESK.surplusNone} columns={[
        { key: 'ho-so', title: DESK.dossier, head: true, cell: dossier }, { key: 'tien', title: DESK.amount, numeric: true, cell: (row) => showDong(row.amount) }, { key: 'vi-sao', title: DESK.why, cell: (row) => SURPLUS_WORDS[row.why][lang] },
        { key: 'gd', title: DESK.transaction, cell: (row) => row.transaction }, { key: 'luc', title: DESK.at, cell: (row) => showMoment(row.foundAt, lang) }, { key: 'trang-thai', title: DESK.state, cell: (row) => <Tag colour={row.state === 'open' ? 'yellow' : 'grey'}>{SURPLUS_STATES[row.state]}</Tag> },
        { key: 'viec', title: DESK.act, cell: (row) => (row.state !== 'open' ? '' : <>{act('tinh-vao-ho-so', 'thua', row.id, DESK.apply)}<Button kind="quiet" href={`${PAGE}/hoan-tien?thua=${row.id}`}>{DESK.giveBack[lang]}</Button></>) },
      ]} />
      <h2>{DESK.byState[lang]}</h2>
      <DataTable id="tinh-trang" caption={DESK.byState} captionHidden rows={summary} rowKey={(row) => row.state} empty={DESK.paidNone} columns={[
        { key: 'trang-thai', title: DESK.state, head: true, cell: (row) => STATE_WORDS[row.state][lang] }, { key: 'so', title: DESK.count, numeric: true, cell: (row) => row.count }, { key: 'tien', title: DESK.amount, numeric: true, cell: (row) => showDong(row.amount) },
      ]} />
      <h2>{DESK.paid[lang]}</h2>
      <DataTable id="da-nhan" caption={DESK.paid} captionHidden rows={paid} rowKey={(row) => row.intentId} empty={DESK.paidNone} columns={[
        { key: 'ho-so', title: DESK.dossier, head: true, cell: dossier }, { key: 'tien', title: DESK.amount, numeric: true, cell: (row) => showDong(row.amount) }, { key: 'gd', title: DESK.transaction, cell: (row) => row.transaction ?? '' },
        { key: 'luc', title: DESK.at, cell: (row) => showMoment(row.at, lang) }, { key: 'trang-thai', title: DESK.state, cell: (row) => STATE_WORDS[row.state][lang] }, { key: 'ghi', title: DESK.recorded, cell: (row) => (row.recorded ? DESK.yes : DESK.no)[lang] },
        { key: 'viec', title: DESK.act, cell: (row) => (row.state === 'PAID' && row.recorded ? <a href={`${PAGE}/hoan-tien?no=${row.intentId}`}>{DESK.giveBack[lang]}</a> : '') },
      ]} />
      {refunds.length > 0 && <><h2>{DESK.refunds[lang]}</h2>
        <DataTable id="hoan" caption={DESK.refunds} captionHidden rows={refunds} rowKey={(row) => row.id} columns={[
          { key: 'ho-so', title: DESK.dossier, head: true, cell: dossier }, { key: 'tien', title: DESK.amount, numeric: true, cell: (row) => showDong(row.amount) }, { key: 'gd', title: DESK.transaction, cell: (row) => row.transaction }, { key: 'qd', title: DESK.decision, cell: (row) => row.decision },
          { key: 'trang-thai', title: DESK.state, cell: (row) => (REFUND_STATES[row.state] ?? { vi: row.state, en: row.state })[lang] }, { key: 'tra-loi', title: DESK.answer, cell: (row) => row.answer ?? '–' }, { key: 'luc', title: DESK.at, cell: (row) => showMoment(row.requestedAt, lang) },
        ]} /></>}
      <h2>{DESK.receipts[lang]}</h2>
      <DataTable id="bien-lai" caption={DESK.receipts} captionHidden rows={receipts} rowKey={(row) => `${row.year}-${row.number}`} empty={DESK.receiptsNone} columns={[
        { key: 'so', title: DESK.number, head: true, cell: (row) => <a href={`${PAGE}/bien-lai/${row.year}/${row.number}`}>{showReceiptNumber(row.number)}</a> }, { key: 'ky-hieu', title: DESK.symbol, cell: (row) => row.series.symbol },
        { key: 'loai', title: DESK.kind, cell: (row) => DESK[row.kind][lang] }, { key: 'tien', title: DESK.amount, numeric: true, cell: (row) => showDong(row.amount) }, { key: 'cach', title: DESK.how, cell: (row) => DESK.hows[row.how][lang] }, { key: 'luc', title: DESK.at, cell: (row) => showMoment(row.issuedAt, lang) },
      ]} />
      <form method="get" action={`${PAGE}/bien-lai`} role="search" aria-label={VOID.find[lang]}>
        <TextField name="nam" label={VOID.year} width={4} inputMode="numeric" value={String(yearOf(today))} /><TextField name="so" label={VOID.find} width={12} inputMode="numeric" />
        <ButtonGroup><Button kind="secondary">{VOID.look[lang]}</Button></ButtonGroup>
      </form>
      <h2>{DESK.series[lang]}</h2>
      {current ? <p>{DESK.formNo[lang]} {current.formNo}, {DESK.symbol[lang]} {current.symbol}{current.taxCode ? `, ${DESK.taxCode[lang]} ${current.taxCode}` : ''} ({DESK.from[lang]} {isPlainDate(current.validFrom) ? showShortDate(current.validFrom) : ''})</p> : <Notice kind="warn"><p>{DESK.trial[lang]}</p></Notice>}
      <ButtonGroup><Button kind="secondary" href={`${PAGE}/ky-hieu`}>{DESK.enterSeries[lang]}</Button><Button kind="secondary" href={`${PAGE}/tai-khoan`}>{ACCOUNT.title[lang]}</Button></ButtonGroup>
    </DeskLayout>);
}
