import type { VNode } from 'preact';
import { z } from 'zod';
import { page, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { showDong } from '../../../shared/money.ts';
import { addDays, isPlainDate, vietnamDate, vietnamInstant, type PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { compareBooks, readStatement, STATEMENT_LIMITS, type BookDifference } from '../domain/index.ts';
import { officerAt } from '../../../platform/http/who-asks.ts';
import type { PaymentWebDeps } from './web-deps.ts';
import { DESK, STATEMENT } from './words.ts';

const PAGE = '/ban/doi-soat/bang-ke';
const part = z.string().max(6).optional();
const body = z.strictObject({ 'bang-ke': z.string().max(STATEMENT_LIMITS.text).optional(), 'ngay.day': part, 'ngay.month': part, 'ngay.year': part });
type Typed = z.infer<typeof body>;
type Problem = { readonly name: string; readonly message: Text };
interface Compared { readonly lines: number; readonly taken: number; readonly differences: readonly BookDifference[]; /** lines of orders that are not this office's */ readonly elsewhere: number; readonly elsewhereSum: number; readonly unread: readonly number[] }

/** The gateway's list of a day laid beside the office's book. Nothing is kept and nothing is changed: differences are looked into order by order. */
export function statementRoutes(deps: PaymentWebDeps): Route[] {
  return [
    route({ method: 'GET', path: PAGE, permission: 'payment.reconcile', audit: 'payment.statement-page', async handle(request) { officerAt(request); return page(statementPage(request, dayBefore(request.now), [], null)); } }),
    route({
      method: 'POST', path: PAGE, permission: 'payment.reconcile', audit: 'payment.compare-statement', body,
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const typed = request.body;
        const day = `${(typed['ngay.year'] ?? '').trim().padStart(4, '0')}-${(typed['ngay.month'] ?? '').trim().padStart(2, '0')}-${(typed['ngay.day'] ?? '').trim().padStart(2, '0')}`;
        const text = typed['bang-ke'] ?? '';
        const problems: Problem[] = [...(isPlainDate(day) && day <= vietnamDate(request.now) ? [] : [{ name: 'ngay', message: STATEMENT.dayWrong }]), ...(text.trim() ? [] : [{ name: 'bang-ke', message: STATEMENT.empty }]), ...(text.split('\n').length > STATEMENT_LIMITS.lines ? [{ name: 'bang-ke', message: STATEMENT.tooLong }] : [])];
        if (problems.length > 0 || !isPlainDate(day)) return page(statementPage(request, typed, problems, null), 400);
        const { lines, unread } = readStatement(text);
        const book = await deps.desk.book(scope, officer.agencyId, { gateway: deps.gateway?.name ?? 'vnpay', from: vietnamInstant(day, 0), to: vietnamInstant(addDays(day as PlainDate, 1), 0), orders: lines.map((line) => line.txnRef) });
        const [own, other] = [lines.filter((line) => book.orders.has(line.txnRef)), lines.filter((line) => !book.orders.has(line.txnRef))];
        return page(statementPage(request, typed, [], { lines: own.length, taken: own.reduce((sum, line) => sum + line.taken, 0), differences: compareBooks(book.lines, own), elsewhere: other.length, elsewhereSum: other.reduce((sum, line) => sum + line.taken, 0), unread }));
      },
    }),
  ];
}
const dayBefore = (now: Date): Typed => { const day = addDays(vietnamDate(now), -1); return { 'ngay.day': String(Number(day.slice(8))), 'ngay.month': String(Number(day.slice(5, 7))), 'ngay.year': day.slice(0, 4) }; };
const sums = (one: BookDifference): { readonly ours: string; readonly theirs: string } => ({ ours: 'ours' in one ? showDong(one.ours) : '–', theirs: 'theirs' in one ? showDong(one.theirs) : '–' });

function statementPage({ view, lang }: Pick<RouteRequest<unknown, unknown, unknown>, 'view' | 'lang'>, typed: Typed, problems: readonly Problem[], compared: Compared | null): VNode {
  const error = (name: string): { error?: Text } => { const one = problems.find((each) => each.name === name); return one ? { error: one.message } : {}; };
  return (
    <DeskLayout view={view} title={STATEMENT.title} lead={STATEMENT.lead} active="payments" errors={problems} back={{ href: '/ban/doi-soat', label: DESK.title }}>
      {compared && <>
        <Notice kind={compared.differences.length === 0 ? 'ok' : 'warn'} role="status"><p>{(compared.differences.length === 0 ? STATEMENT.agree(compared.lines, showDong(compared.taken)) : STATEMENT.differ(compared.differences.length, compared.lines))[lang]}</p>
          {compared.elsewhere > 0 && <p>{STATEMENT.elsewhere(compared.elsewhere, showDong(compared.elsewhereSum))[lang]}</p>}
          {compared.unread.length > 0 && <p>{STATEMENT.unread(compared.unread.slice(0, 20).join(', '))[lang]}</p>}</Notice>
        {compared.differences.length > 0 && <DataTable id="khac" caption={STATEMENT.differences} captionHidden rows={compared.differences} rowKey={(row) => `${row.transaction}-${row.kind}`} columns={[
          { key: 'don', title: DESK.order, head: true, cell: (row) => row.txnRef }, { key: 'gd', title: DESK.transaction, cell: (row) => row.transaction }, { key: 'gi', title: DESK.what, cell: (row) => STATEMENT.kinds[row.kind][lang] },
          { key: 'so', title: STATEMENT.ours, numeric: true, cell: (row) => sums(row).ours }, { key: 'cong', title: STATEMENT.theirs, numeric: true, cell: (row) => sums(row).theirs },
        ]} />}
      </>}
      <form method="post" action={PAGE} noValidate>
        <CsrfFields view={view} />
        <DateField name="ngay" label={STATEMENT.day} value={{ day: typed['ngay.day'], month: typed['ngay.month'], year: typed['ngay.year'] }} {...error('ngay')} />
        <TextArea name="bang-ke" label={STATEMENT.text} hint={STATEMENT.hint} rows={10} value={typed['bang-ke'] ?? ''} {...error('bang-ke')} />
        <ButtonGroup><Button>{STATEMENT.go[lang]}</Button></ButtonGroup>
      </form>
    </DeskLayout>);
}
