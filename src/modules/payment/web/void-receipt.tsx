import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import { isPlainDate, showMoment, showShortDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { personalOf } from '../../dossier/index.ts';
import { checkVoid, showReceiptNumber, type Receipt, type ReceiptVoid, type VoidProblem } from '../domain/index.ts';
import { officerAt } from '../../../platform/http/who-asks.ts';
import type { PaymentWebDeps } from './web-deps.ts';
import { ACCOUNT, AGREE, DESK, VOID } from './words.ts';

const RECEIPTS = '/ban/doi-soat/bien-lai';
const AGREE_PAGE = '/ban/duyet-bien-lai';
const number = z.coerce.number().int().min(1).max(99_999_999);
const year = z.coerce.number().int().min(2000).max(2999);
const params = z.object({ nam: year, so: number });
const text = (most: number) => z.string().max(most).optional();
const body = z.strictObject({ ten: text(LIMITS.lineText), 'so-dinh-danh': text(40), 'dia-chi': text(LIMITS.lineText), 'ly-do': text(LIMITS.longText) });
type Typed = z.infer<typeof body>;
type Request = Pick<RouteRequest<unknown, unknown, unknown>, 'view' | 'lang' | 'actor' | 'scope'>;
type Found = NonNullable<Awaited<ReturnType<PaymentWebDeps['voids']['receipt']>>>;
const PROBLEMS: Readonly<Record<VoidProblem, { readonly name: string; readonly message: Text }>> = {
  'reason-missing': { name: 'ly-do', message: VOID.reasonMissing }, 'payer-missing': { name: 'ten', message: VOID.payerMissing }, 'id-shape': { name: 'so-dinh-danh', message: VOID.idShape },
};

/** A wrong receipt: the accountant says what is right, a leader agrees, and the program issues the one that replaces it. */
export function voidRoutes(deps: PaymentWebDeps): Route[] {
  const found = async (request: Request, at: { readonly nam: number; readonly so: number }): Promise<Found> => {
    const { officer, scope } = officerAt(request);
    return (await deps.voids.receipt(scope, officer.agencyId, { year: at.nam, number: at.so })) ?? notFound();
  };
  return [
    route({
      method: 'GET', path: RECEIPTS, permission: 'payment.reconcile', audit: 'payment.find-receipt', query: z.object({ nam: text(8), so: text(16) }),
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const asked = params.safeParse({ nam: request.query.nam, so: request.query.so?.replace(/\s/gu, '') });
        const there = asked.success ? await deps.voids.receipt(scope, officer.agencyId, { year: asked.data.nam, number: asked.data.so }) : null;
        return redirect(there && asked.success ? `${RECEIPTS}/${asked.data.nam}/${asked.data.so}` : '/ban/doi-soat?bao=khong-co-bl');
      },
    }),
    route({
      method: 'GET', path: `${RECEIPTS}/:nam/:so`, permission: 'payment.reconcile', audit: 'payment.receipt', params,
      async handle(request) {
        const there = await found(request, request.params);
        const loaded = await deps.dossier.store.find(officerAt(request).scope, there.receipt.dossierId);
        const owner = loaded ? personalOf(loaded.events).owner : null;
        return page(receiptPage(request, there, { ten: owner?.name ?? '', 'so-dinh-danh': owner?.personalId ?? '', 'dia-chi': owner?.address ?? '' }, []));
      },
    }),
    route({
      method: 'POST', path: `${RECEIPTS}/:nam/:so`, permission: 'payment.reconcile', audit: 'payment.ask-void', params, body,
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const there = await found(request, request.params);
        if (!mayAsk(there)) return page(receiptPage(request, there, request.body, []), 409);
        const clean = (value: string | undefined): string => (value ?? '').trim().replace(/\s+/gu, ' ');
        const payer = { name: clean(request.body.ten), id: clean(request.body['so-dinh-danh']).replace(/ /gu, '') || null, address: clean(request.body['dia-chi']) || null };
        const reason = (request.body['ly-do'] ?? '').trim();
        const problems = checkVoid({ reason, payer }).map((one) => PROBLEMS[one]);
        if (problems.length > 0) return page(receiptPage(request, there, request.body, problems), 400);
        await deps.voids.ask(scope, { id: deps.ids.uuid(), agencyId: officer.agencyId, receipt: { year: request.params.nam, number: request.params.so }, reason, payer, officer, at: request.now });
        return redirect(`${RECEIPTS}/${request.params.nam}/${request.params.so}`);
      },
    }),
    route({
      method: 'GET', path: AGREE_PAGE, permission: 'payment.agree', audit: 'payment.voids-waiting', query: z.object({ bao: text(20) }),
      async handle(request) { return page(await agreePage(deps, request, request.query.bao, null)); },
    }),
    route({
      method: 'POST', path: `${AGREE_PAGE}/:id`, permission: 'payment.agree', audit: 'payment.decide-void', params: z.object({ id: z.uuid() }), body: z.strictObject({ lam: z.enum(['dong-y', 'khong']), 'vi-sao': text(LIMITS.longText) }),
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const whyNot = request.body.lam === 'khong' ? (request.body['vi-sao'] ?? '').trim() : null;
        if (whyNot === '') return page(await agreePage(deps, request, undefined, request.params.id), 400);
        return redirect(`${AGREE_PAGE}?bao=${(await deps.voids.decide(scope, { id: request.params.id, whyNot, officer, at: request.now })) ? (whyNot === null ? 'dong-y' : 'khong') : 'da-xong'}`);
      },
    }),
    route({
      method: 'POST', path: '/ban/duyet-tai-khoan/:id', permission: 'payment.agree', audit: 'payment.decide-account', params: z.object({ id: z.uuid() }), body: z.strictObject({ lam: z.enum(['dong-y', 'khong']) }),
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const done = await deps.transfers.decideAccount(scope, { id: request.params.id, agree: request.body.lam === 'dong-y', officer, at: request.now });
        return redirect(`${AGREE_PAGE}?bao=${done ? (request.body.lam === 'dong-y' ? 'tk-dong-y' : 'khong') : 'da-xong'}`);
      },
    }),
  ];
}

const mayAsk = (there: Found): boolean => there.replacedBy === null && (there.last === null || there.last.state === 'declined');
const rowsOf = (receipt: Receipt, lang: 'vi' | 'en') => [
  { term: DESK.number, value: <strong>{showReceiptNumber(receipt.number)}</strong> }, { term: DESK.symbol, value: receipt.series.symbol }, { term: DESK.kind, value: DESK[receipt.kind][lang] }, { term: DESK.amount, value: showDong(receipt.amount) },
  { term: DESK.at, value: showMoment(receipt.issuedAt, lang) }, ...(receipt.fileId ? [{ term: VOID.paper, value: <a href={`/tep/${receipt.fileId}`}>{VOID.open[lang]}</a> }] : []),
  ...(receipt.replaces ? [{ term: VOID.replaces, value: <a href={`${RECEIPTS}/${receipt.replaces.year}/${receipt.replaces.number}`}>{showReceiptNumber(receipt.replaces.number)}</a> }] : []),
];

function receiptPage({ view, lang }: Request, there: Found, typed: Typed, problems: readonly { readonly name: string; readonly message: Text }[]): VNode {
  const { receipt, last, replacedBy } = there;
  const error = (name: string): { error?: Text } => { const one = problems.find((each) => each.name === name); return one ? { error: one.message } : {}; };
  return (
    <DeskLayout view={view} title={VOID.title(showReceiptNumber(receipt.number))} active="payments" errors={problems} back={{ href: '/ban/doi-soat', label: DESK.title }}>
      {replacedBy !== null && <Notice kind="warn" role="status"><p>{VOID.replaced(showReceiptNumber(replacedBy))[lang]}</p></Notice>}
      {replacedBy === null && last && <Notice kind={last.state === 'declined' ? 'warn' : 'info'} role="status"><p>{(last.state === 'declined' ? VOID.declined(last.decidedName ?? '', last.whyNot ?? '') : last.state === 'asked' ? VOID.waiting(last.askedName) : VOID.making)[lang]}</p></Notice>}
      <SummaryList rows={rowsOf(receipt, lang)} />
      {mayAsk(there) && <>
        <h2>{VOID.ask[lang]}</h2>
        <p>{VOID.lead[lang]}</p>
        <form method="post" action={`${RECEIPTS}/${receipt.year}/${receipt.number}`} noValidate>
          <CsrfFields view={view} />
          <TextField name="ten" label={VOID.payer} value={typed.ten ?? ''} {...error('ten')} />
          <TextField name="so-dinh-danh" label={VOID.id} width={20} inputMode="numeric" required={false} value={typed['so-dinh-danh'] ?? ''} {...error('so-dinh-danh')} />
          <TextField name="dia-chi" label={VOID.address} required={false} value={typed['dia-chi'] ?? ''} {...error('dia-chi')} />
          <TextArea name="ly-do" label={VOID.reason} rows={3} value={typed['ly-do'] ?? ''} {...error('ly-do')} />
          <ButtonGroup><Button>{VOID.go[lang]}</Button></ButtonGroup>
        </form></>}
    </DeskLayout>);
}

const NOTICES: Readonly<Record<string, Text>> = { 'dong-y': AGREE.agreed, khong: AGREE.refused, 'da-xong': AGREE.gone, 'tk-dong-y': AGREE.accountAgreed };
async function agreePage(deps: PaymentWebDeps, request: Request, told: string | undefined, wrong: string | null): Promise<VNode> {
  const { view, lang } = request;
  const { officer, scope } = officerAt(request);
  const [waiting, accounts] = await Promise.all([deps.voids.waiting(scope, officer.agencyId, LIMITS.pageRows), deps.transfers.accounts(scope, officer.agencyId, LIMITS.pageRows)]);
  const asked = accounts.filter((one) => one.state === 'asked');
  const notice = NOTICES[told ?? ''];
  const name = (id: string): string => `vi-sao-${id}`;
  return (
    <DeskLayout view={view} title={AGREE.title} lead={AGREE.lead} active="receipts" errors={wrong ? [{ name: name(wrong), message: AGREE.whyMissing }] : []}>
      {notice && <Notice kind="ok" role="status"><p>{notice[lang]}</p></Notice>}
      {waiting.length + asked.length === 0 && <p>{AGREE.none[lang]}</p>}
      {waiting.map((one: ReceiptVoid) => (
        <section key={one.id} aria-labelledby={`bl-${one.id}`}>
          <h2 id={`bl-${one.id}`}>{VOID.title(showReceiptNumber(one.receipt.number))[lang]}</h2>
          <SummaryList rows={[...rowsOf(one.receipt, lang).filter((row) => row.term !== DESK.number), { term: AGREE.askedBy, value: `${one.askedName}, ${showMoment(one.askedAt, lang)}` }, { term: VOID.reason, value: one.reason }, { term: VOID.payer, value: one.payer.name }, ...(one.payer.id ? [{ term: VOID.id, value: one.payer.id }] : []), ...(one.payer.address ? [{ term: VOID.address, value: one.payer.address }] : [])]} />
          {one.askedBy === officer.officerId ? <p>{AGREE.own[lang]}</p> : <>
            <form method="post" action={`${AGREE_PAGE}/${one.id}`} noValidate><CsrfFields view={view} /><input type="hidden" name="lam" value="dong-y" /><ButtonGroup><Button>{AGREE.agree[lang]}</Button></ButtonGroup></form>
            <form method="post" action={`${AGREE_PAGE}/${one.id}`} noValidate><CsrfFields view={view} /><input type="hidden" name="lam" value="khong" />
              <TextArea name="vi-sao" id={name(one.id)} label={AGREE.why} rows={2} {...(wrong === one.id ? { error: AGREE.whyMissing } : {})} /><ButtonGroup><Button kind="secondary">{AGREE.refuse[lang]}</Button></ButtonGroup></form></>}
        </section>))}
      {asked.map((one) => (
        <section key={one.id} aria-labelledby={`tk-${one.id}`}>
          <h2 id={`tk-${one.id}`}>{ACCOUNT.waiting[lang]}</h2>
          <SummaryList rows={[{ term: ACCOUNT.bankName, value: `${one.bankName} (${one.bankBin})` }, { term: ACCOUNT.number, value: <strong>{one.accountNo}</strong> }, { term: ACCOUNT.name, value: one.accountName }, { term: ACCOUNT.from, value: isPlainDate(one.validFrom) ? showShortDate(one.validFrom) : one.validFrom }, { term: AGREE.askedBy, value: `${one.enteredName}, ${showMoment(one.enteredAt, lang)}` }]} />
          {one.enteredBy === officer.officerId ? <p>{AGREE.own[lang]}</p> : <form method="post" action={`/ban/duyet-tai-khoan/${one.id}`} noValidate><CsrfFields view={view} /><ButtonGroup><Button name="lam" value="dong-y">{ACCOUNT.agree[lang]}</Button><Button kind="secondary" name="lam" value="khong">{ACCOUNT.refuse[lang]}</Button></ButtonGroup></form>}
        </section>))}
    </DeskLayout>);
}
