import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { showDong } from '../../../shared/money.ts';
import { addDays, isPlainDate, plainDate, showShortDate, vietnamDate, vietnamInstant, type PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { compareLine } from '../domain/index.ts';
import type { Compared } from '../ports.ts';
import { PAGE } from './post-today.tsx';
import { officerAt, type PostWebDeps } from './web-deps.ts';
import { DESK, MONEY, STATE_WORDS, STATEMENT } from './words.ts';

const HOME = `${PAGE}/doi-soat`;
const month = z.object({ thang: z.string().max(10).optional(), bao: z.string().max(10).optional() });
/** most parcels of one month that are laid side by side on one page */
const MOST = 5_000;
type Request = RouteRequest<unknown, z.infer<typeof month>, unknown>;

/** The month that is asked for, else this one: its first day and the first day after it. */
export function monthOf(asked: string | undefined, now: Date): { readonly name: string; readonly from: PlainDate; readonly to: PlainDate } {
  const name = /^\d{4}-\d{2}$/u.test(asked ?? '') && isPlainDate(`${asked ?? ''}-01`) ? (asked ?? '') : vietnamDate(now).slice(0, 7);
  const [year = 0, number = 0] = name.split('-').map(Number);
  return { name, from: plainDate(`${name}-01`), to: plainDate(number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`) };
}
/** Days of the period that are over and whose statement is not there. */
async function missingDays(deps: PostWebDeps, request: Request, period: ReturnType<typeof monthOf>): Promise<readonly PlainDate[]> {
  if (!deps.carrier) return [];
  const today = vietnamDate(request.now);
  const there = new Set(await deps.statements.days(officerAt(request).scope, deps.carrier.name, period.from, period.to));
  const missing: PlainDate[] = [];
  for (let day = period.from; day < period.to && day < today; day = addDays(day, 1)) if (!there.has(day)) missing.push(day);
  return missing;
}

/** What the carrier says that it carried and charged, beside our orders: every difference by its parcel. */
export function statementRoutes(deps: PostWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: HOME, permission: 'delivery.money', audit: 'delivery.statement', query: month,
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const period = monthOf(request.query.thang, request.now);
        const pairs = deps.carrier ? await deps.statements.pairs(scope, deps.carrier.name, officer.agencyId, { ...period, fromAt: vietnamInstant(period.from, 0), toAt: vietnamInstant(period.to, 0) }, MOST) : [];
        return page(statementPage(deps, request, period, pairs, await missingDays(deps, request, period)));
      },
    }),
    route({
      method: 'POST', path: HOME, permission: 'delivery.money', audit: 'delivery.fetch-statements', body: z.strictObject({ thang: z.string().max(10).optional() }),
      async handle(request) {
        const period = monthOf(request.body.thang, request.now);
        const missing = await missingDays(deps, request as unknown as Request, period);
        if (missing.length > 0) await deps.statements.askFor(officerAt(request).scope, missing);
        return redirect(`${HOME}?thang=${period.name}&bao=hoi`);
      },
    }),
  ];
}

function statementPage(deps: PostWebDeps, request: Request, period: ReturnType<typeof monthOf>, pairs: readonly Compared[], missing: readonly PlainDate[]) {
  const { lang, view } = request;
  const { officer } = officerAt(request);
  const asked = request.query.bao === 'hoi';
  const differing = pairs.map((pair) => ({ ...pair, differences: compareLine(pair.ours, pair.theirs) })).filter((pair) => pair.differences.length > 0);
  const sum = (of: (pair: Compared) => number | undefined): string => showDong(pairs.reduce((total, pair) => total + (of(pair) ?? 0), 0), lang);
  const both = (ours: string | null, theirs: string | null) => <>{STATEMENT.ours[lang]}: {ours ?? '–'}<br />{STATEMENT.theirs[lang]}: {theirs ?? '–'}</>;
  const side = (whose: 'ours' | 'theirs', state: Text | null, one: { readonly postage: number; readonly collected: number } | null) => <>{STATEMENT[whose][lang]}: {one && state ? <>{state[lang]}<br />{STATEMENT.postage[lang]} {showDong(one.postage, lang)}<br />{STATEMENT.collected[lang]} {showDong(one.collected, lang)}</> : '–'}</>;
  return (
    <DeskLayout view={view} title={STATEMENT.title} active="post" lead={STATEMENT.lead} back={officer.roles.includes('reception') ? { href: PAGE, label: DESK.title } : { href: `${PAGE}/tien`, label: MONEY.title }} {...(asked && missing.length > 0 ? { refreshSeconds: 5 } : {})}>
      {!deps.carrier && <Notice kind="warn"><p>{DESK.noCarrier[lang]}</p></Notice>}
      <form method="get" action={HOME} noValidate><TextField name="thang" label={MONEY.month} hint={MONEY.monthHint} value={period.name} width={12} /><ButtonGroup><Button kind="secondary">{MONEY.show[lang]}</Button></ButtonGroup></form>
      {missing.length > 0 && (
        <Notice kind={asked ? 'info' : 'warn'} role="status">
          <p>{(asked ? STATEMENT.asked : STATEMENT.missing)(missing.map((day) => showShortDate(day)).join(', '))[lang]}</p>
          {!asked && <form method="post" action={HOME} noValidate><CsrfFields view={view} /><input type="hidden" name="thang" value={period.name} /><ButtonGroup><Button kind="secondary">{STATEMENT.fetch[lang]}</Button></ButtonGroup></form>}
        </Notice>)}
      <SummaryList rows={[
        { term: STATEMENT.parcels, value: both(String(pairs.filter((pair) => pair.ours).length), String(pairs.filter((pair) => pair.theirs).length)) },
        { term: STATEMENT.postage, value: both(sum((pair) => pair.ours?.postage), sum((pair) => pair.theirs?.postage)) }, { term: STATEMENT.collected, value: both(sum((pair) => pair.ours?.collected), sum((pair) => pair.theirs?.collected)) },
      ]} />
      <h2>{STATEMENT.differences[lang]}</h2>
      {pairs.length >= MOST && <Notice kind="warn"><p>{STATEMENT.most(MOST)[lang]}</p></Notice>}
      <DataTable id="khac" cards caption={STATEMENT.differences} captionHidden rows={differing} rowKey={(row) => row.parcelId ?? row.theirs?.orderNumber ?? ''} empty={pairs.length === 0 ? STATEMENT.nothing : STATEMENT.agree} columns={[
        { key: 'so', title: DESK.number, head: true, cell: (row) => { const number = row.ours?.carrierNumber ?? row.theirs?.carrierNumber ?? ''; return row.parcelId && officer.roles.includes('reception') ? <a href={`${PAGE}/buu-gui/${row.parcelId}`} class="mc-nowrap">{number}</a> : <span class="mc-nowrap">{number}</span>; } },
        { key: 'ho-so', title: DESK.code, tight: true, cell: (row) => <>{row.reference ?? '–'}<br /><span class="mc-quiet">{showShortDate(row.day)}</span></> }, { key: 'gi', title: DESK.what, cell: (row) => row.differences.map((one) => <p key={one}>{STATEMENT.kinds[one][lang]}</p>) },
        { key: 'so-ta', title: STATEMENT.ours, cell: (row) => side('ours', row.ours && STATE_WORDS[row.ours.state], row.ours) }, { key: 'buu-dien', title: STATEMENT.theirs, cell: (row) => side('theirs', row.theirs && STATEMENT.states[row.theirs.state], row.theirs) },
      ]} />
    </DeskLayout>);
}
