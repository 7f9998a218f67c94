import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { isPlainDate, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { checkAccount, type AccountProblem } from '../domain/index.ts';
import { officerAt } from '../../../platform/http/who-asks.ts';
import type { PaymentWebDeps } from './web-deps.ts';
import { ACCOUNT, DESK } from './words.ts';

const PAGE = '/ban/doi-soat/tai-khoan';
const text = z.string().max(LIMITS.lineText).optional();
const body = z.strictObject({ 'ma-ngan-hang': text, 'ngan-hang': text, 'so-tai-khoan': text, 'ten-tai-khoan': text, 'tu-ngay.day': text, 'tu-ngay.month': text, 'tu-ngay.year': text });
type Typed = z.infer<typeof body>;
type Problem = { readonly name: string; readonly message: Text };
const PROBLEMS: Readonly<Record<AccountProblem, Problem>> = {
  bank: { name: 'ma-ngan-hang', message: ACCOUNT.bankWrong }, 'bank-name': { name: 'ngan-hang', message: ACCOUNT.bankNameMissing }, number: { name: 'so-tai-khoan', message: ACCOUNT.numberWrong }, name: { name: 'ten-tai-khoan', message: ACCOUNT.nameMissing }, from: { name: 'tu-ngay', message: ACCOUNT.fromWrong },
};

/** The account to which people transfer, as dated data: the accountant enters it, a leader puts it in use. */
export function accountRoutes(deps: PaymentWebDeps): Route[] {
  const show = async (request: Pick<RouteRequest<unknown, unknown, unknown>, 'view' | 'lang' | 'actor' | 'scope'>, typed: Typed, problems: readonly Problem[]) => {
    const { officer, scope } = officerAt(request);
    const { lang, view } = request;
    const accounts = await deps.transfers.accounts(scope, officer.agencyId, LIMITS.pageRows);
    const error = (name: string): { error?: Text } => { const one = problems.find((each) => each.name === name); return one ? { error: one.message } : {}; };
    return (
      <DeskLayout view={view} title={ACCOUNT.title} lead={ACCOUNT.lead} active="payments" errors={problems} back={{ href: '/ban/doi-soat', label: DESK.title }}>
        <DataTable id="tai-khoan" caption={ACCOUNT.title} captionHidden rows={accounts} rowKey={(row) => row.id} empty={ACCOUNT.none} columns={[
          { key: 'so', title: ACCOUNT.number, head: true, cell: (row) => row.accountNo }, { key: 'ngan-hang', title: ACCOUNT.bankName, cell: (row) => `${row.bankName} (${row.bankBin})` }, { key: 'ten', title: ACCOUNT.name, cell: (row) => row.accountName },
          { key: 'tu', title: ACCOUNT.from, cell: (row) => (isPlainDate(row.validFrom) ? showShortDate(row.validFrom) : row.validFrom) }, { key: 'trang-thai', title: DESK.state, cell: (row) => <Tag colour={row.state === 'agreed' ? 'green' : row.state === 'asked' ? 'blue' : 'grey'}>{ACCOUNT.states[row.state]}</Tag> },
        ]} />
        <h2>{ACCOUNT.enter[lang]}</h2>
        <form method="post" action={PAGE} noValidate>
          <CsrfFields view={view} />
          <TextField name="ma-ngan-hang" label={ACCOUNT.bank} hint={ACCOUNT.bankHint} width={8} inputMode="numeric" value={typed['ma-ngan-hang'] ?? ''} {...error('ma-ngan-hang')} />
          <TextField name="ngan-hang" label={ACCOUNT.bankName} value={typed['ngan-hang'] ?? ''} {...error('ngan-hang')} />
          <TextField name="so-tai-khoan" label={ACCOUNT.number} width={20} value={typed['so-tai-khoan'] ?? ''} spellcheck={false} autocomplete="off" {...error('so-tai-khoan')} />
          <TextField name="ten-tai-khoan" label={ACCOUNT.name} value={typed['ten-tai-khoan'] ?? ''} spellcheck={false} {...error('ten-tai-khoan')} />
          <DateField name="tu-ngay" label={ACCOUNT.from} value={{ day: typed['tu-ngay.day'], month: typed['tu-ngay.month'], year: typed['tu-ngay.year'] }} {...error('tu-ngay')} />
          <ButtonGroup><Button>{ACCOUNT.go[lang]}</Button></ButtonGroup>
        </form>
      </DeskLayout>);
  };
  return [
    route({ method: 'GET', path: PAGE, permission: 'payment.reconcile', audit: 'payment.accounts', async handle(request) { return page(await show(request, {}, [])); } }),
    route({
      method: 'POST', path: PAGE, permission: 'payment.reconcile', audit: 'payment.enter-account', body,
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const typed = request.body;
        const clean = (name: 'ma-ngan-hang' | 'ngan-hang' | 'so-tai-khoan' | 'ten-tai-khoan'): string => (typed[name] ?? '').trim().replace(/\s+/gu, ' ');
        const account = { bankBin: clean('ma-ngan-hang').replace(/ /gu, ''), bankName: clean('ngan-hang'), accountNo: clean('so-tai-khoan').replace(/ /gu, ''), accountName: clean('ten-tai-khoan') };
        const from = `${(typed['tu-ngay.year'] ?? '').trim().padStart(4, '0')}-${(typed['tu-ngay.month'] ?? '').trim().padStart(2, '0')}-${(typed['tu-ngay.day'] ?? '').trim().padStart(2, '0')}`;
        const problems = checkAccount(account, isPlainDate(from) ? from : '', vietnamDate(request.now)).map((one) => PROBLEMS[one]);
        if (problems.length > 0) return page(await show(request, typed, problems), 400);
        const entered = await deps.transfers.enterAccount(scope, { id: deps.ids.uuid(), agencyId: officer.agencyId, account, from, officer, at: request.now });
        return entered ? redirect(PAGE) : page(await show(request, typed, [{ name: 'tu-ngay', message: ACCOUNT.taken }]), 409);
      },
    }),
  ];
}
