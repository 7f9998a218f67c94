import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import { isPlainDate, showMoment, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { CLOSED, owed } from '../../dossier/domain/index.ts';
import type { LoadedDossier } from '../../dossier/index.ts';
import { judgeTransfer, referenceInLine, type TransferProblem } from '../domain/index.ts';
import { officerAt } from '../../../platform/http/who-asks.ts';
import type { PaymentWebDeps } from './web-deps.ts';
import { CONFIRM, DESK } from './words.ts';

const PAGE = '/ban/doi-soat/chuyen-khoan';
const text = (most: number) => z.string().max(most).optional();
const body = z.strictObject({ 'noi-dung': text(LIMITS.lineText), 'ho-so': text(64), 'so-tien': text(20), 'so-gd': text(60), 'ngay.day': text(4), 'ngay.month': text(4), 'ngay.year': text(6), lam: z.enum(['xem', 'xac-nhan']).optional() });
type Typed = z.infer<typeof body>;
type Problem = { readonly name: string; readonly message: Text };
type Request = Pick<RouteRequest<unknown, unknown, unknown>, 'view' | 'lang' | 'actor' | 'scope' | 'now'>;
interface Line { readonly loaded: LoadedDossier; readonly amount: number; readonly bankRef: string; readonly bankDate: string }
const BANK_REF = /^[A-Za-z0-9._/-]{3,40}$/u;

/** A transfer counts once the accountant has laid it beside the bank's statement: dossier, sum, number and day, seen and then confirmed. */
export function confirmTransferRoutes(deps: PaymentWebDeps): Route[] {
  const read = async (request: Request, typed: Typed): Promise<{ readonly line: Line | null; readonly problems: readonly Problem[] }> => {
    const { scope } = officerAt(request);
    const problems: Problem[] = [];
    const named = typed['ho-so']?.trim() || referenceInLine(typed['noi-dung'] ?? '') || '';
    const id = named ? await deps.dossier.store.findByCode(scope, named) : null;
    const loaded = id ? await deps.dossier.store.find(scope, id) : null;
    if (!loaded) problems.push(named ? { name: 'ho-so', message: CONFIRM.noDossier } : { name: 'noi-dung', message: CONFIRM.noReference });
    const amount = Number((typed['so-tien'] ?? '').replace(/[\s.đ]/giu, '').replace(/,00$/u, '').replaceAll(',', ''));
    if (!Number.isSafeInteger(amount) || amount <= 0) problems.push({ name: 'so-tien', message: CONFIRM.amountWrong });
    const bankRef = (typed['so-gd'] ?? '').trim();
    if (!BANK_REF.test(bankRef)) problems.push({ name: 'so-gd', message: CONFIRM.refWrong });
    const date = `${(typed['ngay.year'] ?? '').trim().padStart(4, '0')}-${(typed['ngay.month'] ?? '').trim().padStart(2, '0')}-${(typed['ngay.day'] ?? '').trim().padStart(2, '0')}`;
    if (!isPlainDate(date) || date > vietnamDate(request.now)) problems.push({ name: 'ngay', message: CONFIRM.dayWrong });
    if (!loaded || problems.length > 0) return { line: null, problems };
    const wrong = judgeTransfer({ owed: owed(loaded.state), closed: CLOSED.includes(loaded.state.status), came: amount });
    return wrong ? { line: null, problems: [{ name: 'so-tien', message: notMatching(wrong) }] } : { line: { loaded, amount, bankRef, bankDate: date }, problems: [] };
  };
  return [
    route({
      method: 'GET', path: PAGE, permission: 'payment.reconcile', audit: 'payment.transfers', query: z.object({ bao: text(20) }),
      async handle(request) { return page(await formPage(deps, request, {}, [], null, NOTICES[request.query.bao ?? ''])); },
    }),
    route({
      method: 'POST', path: PAGE, permission: 'payment.reconcile', audit: 'payment.confirm-transfer', body,
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const { line, problems } = await read(request, request.body);
        if (!line) return page(await formPage(deps, request, request.body, problems, null, undefined), 400);
        if (request.body.lam !== 'xac-nhan') return page(await formPage(deps, request, request.body, [], line, undefined));
        const done = await deps.transfers.confirm(scope, { id: deps.ids.uuid(), agencyId: officer.agencyId, dossierId: line.loaded.id, reference: line.loaded.state.reference, bankRef: line.bankRef, bankDate: line.bankDate, amount: line.amount, officer, at: request.now });
        return redirect(`${PAGE}?bao=${done ? 'xong' : 'da-dung'}`);
      },
    }),
  ];
}
const NOTICES: Readonly<Record<string, { readonly kind: 'ok' | 'warn'; readonly text: Text }>> = { xong: { kind: 'ok', text: CONFIRM.done }, 'da-dung': { kind: 'warn', text: CONFIRM.used } };
const notMatching = (wrong: TransferProblem): Text => (wrong.kind === 'other-amount' ? CONFIRM.otherAmount(showDong(wrong.owed), showDong(wrong.came)) : wrong.kind === 'closed' ? CONFIRM.closed : CONFIRM.nothingOwed);

async function formPage(deps: PaymentWebDeps, request: Request, typed: Typed, problems: readonly Problem[], line: Line | null, notice: { readonly kind: 'ok' | 'warn'; readonly text: Text } | undefined): Promise<VNode> {
  const { view, lang } = request;
  const { officer, scope } = officerAt(request);
  const transfers = await deps.transfers.transfers(scope, officer.agencyId, LIMITS.pageRows);
  const error = (name: string): { error?: Text } => { const one = problems.find((each) => each.name === name); return one ? { error: one.message } : {}; };
  return (
    <DeskLayout view={view} title={CONFIRM.title} lead={CONFIRM.lead} active="payments" errors={problems} back={{ href: '/ban/doi-soat', label: DESK.title }}>
      {notice && <Notice kind={notice.kind} role="status"><p>{notice.text[lang]}</p></Notice>}
      {line ? <form method="post" action={PAGE} noValidate>
        <CsrfFields view={view} />
        {Object.entries(typed).filter(([name]) => name !== 'lam').map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <input type="hidden" name="lam" value="xac-nhan" />
        <SummaryList title={CONFIRM.check} rows={[{ term: DESK.dossier, value: line.loaded.state.code ?? line.loaded.state.reference }, { term: CONFIRM.owed, value: showDong(owed(line.loaded.state)) }, { term: CONFIRM.amount, value: <strong>{showDong(line.amount)}</strong> }, { term: CONFIRM.ref, value: line.bankRef }, { term: CONFIRM.day, value: isPlainDate(line.bankDate) ? showShortDate(line.bankDate) : line.bankDate }]} />
        <ButtonGroup><Button>{CONFIRM.go[lang]}</Button><Button kind="quiet" href={PAGE}>{CONFIRM.again[lang]}</Button></ButtonGroup>
      </form> : <form method="post" action={PAGE} noValidate>
        <CsrfFields view={view} />
        <TextField name="noi-dung" label={CONFIRM.content} hint={CONFIRM.contentHint} required={false} value={typed['noi-dung'] ?? ''} spellcheck={false} {...error('noi-dung')} />
        <TextField name="ho-so" label={CONFIRM.dossier} required={false} width={20} value={typed['ho-so'] ?? ''} spellcheck={false} {...error('ho-so')} />
        <TextField name="so-tien" label={CONFIRM.amount} width={12} inputMode="numeric" suffix="đ" value={typed['so-tien'] ?? ''} {...error('so-tien')} />
        <TextField name="so-gd" label={CONFIRM.ref} width={20} value={typed['so-gd'] ?? ''} spellcheck={false} {...error('so-gd')} />
        <DateField name="ngay" label={CONFIRM.day} value={{ day: typed['ngay.day'], month: typed['ngay.month'], year: typed['ngay.year'] }} {...error('ngay')} />
        <ButtonGroup><Button>{CONFIRM.look[lang]}</Button></ButtonGroup>
      </form>}
      <h2>{CONFIRM.list[lang]}</h2>
      <DataTable id="chuyen-khoan" caption={CONFIRM.list} captionHidden rows={transfers} rowKey={(row) => row.id} empty={CONFIRM.none} columns={[
        { key: 'ho-so', title: DESK.dossier, head: true, cell: (row) => <a href={`/ban/ho-so/${row.dossierId}`} class="mc-nowrap">{row.reference}</a> }, { key: 'tien', title: DESK.amount, numeric: true, cell: (row) => showDong(row.amount) }, { key: 'gd', title: CONFIRM.ref, cell: (row) => row.bankRef },
        { key: 'luc', title: DESK.at, cell: (row) => showMoment(row.confirmedAt, lang) }, { key: 'ai', title: CONFIRM.by, cell: (row) => row.officerName }, { key: 'trang-thai', title: DESK.state, cell: (row) => <Tag colour={row.state === 'recorded' ? 'green' : row.state === 'surplus' ? 'yellow' : 'blue'}>{CONFIRM.states[row.state]}</Tag> },
      ]} />
    </DeskLayout>);
}
