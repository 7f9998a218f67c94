import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { isPlainDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { officerAt } from '../../../platform/http/who-asks.ts';
import type { PaymentWebDeps } from './web-deps.ts';
import { DESK, SERIES } from './words.ts';

const PAGE = '/ban/doi-soat/ky-hieu';
const text = z.string().max(60).optional();
const body = z.strictObject({ 'mau-so': text, 'ky-hieu': text, 'ma-so-thue': text, 'tu-ngay.day': text, 'tu-ngay.month': text, 'tu-ngay.year': text });
type Typed = z.infer<typeof body>;
type Problem = { readonly name: string; readonly message: Text };
const SIGNS = /^[\p{L}\p{N}/.-]{1,20}$/u;
const TAX_CODE = /^\d{10}(?:-\d{3})?$/u;

/** The office's registered receipt series, as dated data: receipts of later days carry it. */
export function seriesRoutes(deps: PaymentWebDeps): Route[] {
  const show = (request: Pick<RouteRequest<unknown, unknown, unknown>, 'view' | 'lang'>, typed: Typed, problems: readonly Problem[]) => {
    const error = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
    return (
      <DeskLayout view={request.view} title={SERIES.title} lead={SERIES.lead} active="payments" errors={problems} back={{ href: '/ban/doi-soat', label: DESK.title }}>
        <form method="post" action={PAGE} noValidate>
          <CsrfFields view={request.view} />
          <TextField name="mau-so" label={SERIES.formNo} width={12} value={typed['mau-so'] ?? ''} spellcheck={false} {...error('mau-so')} />
          <TextField name="ky-hieu" label={SERIES.symbol} width={12} value={typed['ky-hieu'] ?? ''} spellcheck={false} {...error('ky-hieu')} />
          <TextField name="ma-so-thue" label={SERIES.taxCode} width={20} inputMode="numeric" required={false} value={typed['ma-so-thue'] ?? ''} {...error('ma-so-thue')} />
          <DateField name="tu-ngay" label={SERIES.from} value={{ day: typed['tu-ngay.day'], month: typed['tu-ngay.month'], year: typed['tu-ngay.year'] }} {...error('tu-ngay')} />
          <ButtonGroup><Button>{SERIES.go[request.lang]}</Button></ButtonGroup>
        </form>
      </DeskLayout>);
  };
  return [
    route({ method: 'GET', path: PAGE, permission: 'payment.reconcile', audit: 'payment.series-page', async handle(request) { officerAt(request); return page(show(request, {}, [])); } }),
    route({
      method: 'POST', path: PAGE, permission: 'payment.reconcile', audit: 'payment.enter-series', body,
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const typed = request.body;
        const [formNo, symbol, taxCode] = [typed['mau-so']?.trim() ?? '', typed['ky-hieu']?.trim() ?? '', typed['ma-so-thue']?.replace(/\s/gu, '') ?? ''];
        const from = `${(typed['tu-ngay.year'] ?? '').trim().padStart(4, '0')}-${(typed['tu-ngay.month'] ?? '').trim().padStart(2, '0')}-${(typed['tu-ngay.day'] ?? '').trim().padStart(2, '0')}`;
        const problems: Problem[] = [
          ...(SIGNS.test(formNo) ? [] : [{ name: 'mau-so', message: SERIES.formNoWrong }]), ...(SIGNS.test(symbol) ? [] : [{ name: 'ky-hieu', message: SERIES.symbolWrong }]),
          ...(taxCode === '' || TAX_CODE.test(taxCode) ? [] : [{ name: 'ma-so-thue', message: SERIES.taxCodeWrong }]), ...(isPlainDate(from) && from >= vietnamDate(request.now) ? [] : [{ name: 'tu-ngay', message: SERIES.fromWrong }]),
        ];
        if (problems.length > 0) return page(show(request, typed, problems), 400);
        const entered = await deps.desk.enterSeries(scope, { agencyId: officer.agencyId, validFrom: from, formNo, symbol, taxCode: taxCode || null, officerId: officer.officerId, at: request.now });
        return entered === 'entered' ? redirect('/ban/doi-soat') : page(show(request, typed, [{ name: 'tu-ngay', message: SERIES.taken }]), 409);
      },
    }),
  ];
}
