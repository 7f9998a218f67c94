import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Tabs } from '../../../ui/components/tabs/tabs.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { owed, showWhere } from '../../dossier/domain/index.ts';
import { PARCEL_LIMITS, showMinutesNumber, sumAtDoor, type MinutesKind } from '../domain/index.ts';
import type { Parcel } from '../ports.ts';
import { officerAt, type PostWebDeps } from './web-deps.ts';
import { BREACH_WORDS, DESK, HELD_WORDS, KIND_WORDS, SIGN_WORDS, STATE_COLOURS, STATE_WORDS, STATEMENT } from './words.ts';

export const PAGE = '/ban/buu-dien';
const KINDS = { 'giao': 'to-post', 'nhan': 'from-post', 've': 'back-from-post' } as const satisfies Readonly<Record<string, MinutesKind>>;
const TAB_OF = Object.fromEntries(Object.entries(KINDS).map(([tab, kind]) => [kind, tab])) as Record<MinutesKind, keyof typeof KINDS>;
const tab = z.enum(['giao', 'nhan', 've']).optional().catch(undefined);
const query = z.object({ xem: tab, so: z.string().max(200).optional(), sau: z.iso.datetime().optional(), 'sau-id': z.uuid().optional() });
const many = z.union([z.uuid(), z.array(z.uuid()).max(PARCEL_LIMITS.minutesLines + 1)]).optional();
type Request = RouteRequest<unknown, z.infer<typeof query>, unknown>;
type Problem = { readonly name: string; readonly message: Text };

/** What goes to the post today, what it brings, and what it brings back; one sheet of minutes for each hand-over. */
export function postTodayRoutes(deps: PostWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: PAGE, permission: 'delivery.desk', audit: 'delivery.desk', query,
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const typed = request.query.so?.trim().toUpperCase() ?? '';
        if (!typed) return page(await todayPage(deps, request, [], ''));
        const found = await deps.desk.findByNumber(scope, officer.agencyId, typed);
        if (found) return redirect(`${PAGE}/buu-gui/${found.id}`);
        return page(await todayPage(deps, request, [{ name: 'so', message: DESK.notFound(typed.slice(0, 40)) }], typed), 404);
      },
    }),
    route({
      method: 'POST', path: `${PAGE}/bien-ban`, permission: 'delivery.desk', audit: 'delivery.open-minutes', body: z.strictObject({ loai: z.enum(['giao', 've']), chon: many }),
      async handle(raw) {
        const request = raw as unknown as Request & { readonly body: { readonly loai: 'giao' | 've'; readonly chon?: string | string[] } };
        const { officer, scope } = officerAt(request);
        const chosen = [...new Set([request.body.chon ?? []].flat())];
        const again = { ...request, query: { xem: request.body.loai } } as Request;
        if (chosen.length === 0) return page(await todayPage(deps, again, [{ name: 'bang', message: SIGN_WORDS['nothing-chosen'] }], ''), 400);
        if (chosen.length > PARCEL_LIMITS.minutesLines) return page(await todayPage(deps, again, [{ name: 'bang', message: SIGN_WORDS['too-many'] }], ''), 400);
        const kind = KINDS[request.body.loai];
        const collected = kind === 'to-post' ? await sumsAtDoor(deps, request, chosen) : null;
        const lines = chosen.map((parcelId) => ({ parcelId, complete: null, cod: collected?.get(parcelId) ?? 0 }));
        const id = deps.ids.uuid();
        const opened = await deps.desk.open(scope, { id, agencyId: officer.agencyId, kind, reference: deps.ids.secret(8), officer, at: request.now, lines });
        if (opened === 'moved-on') return page(await todayPage(deps, again, [{ name: 'bang', message: SIGN_WORDS['moved-on'] }], ''), 409);
        return redirect(`${PAGE}/bien-ban/${id}`);
      },
    }),
  ];
}
/** What is still owed is collected at the door: the fee for the office, the postage for the post. */
async function sumsAtDoor(deps: PostWebDeps, request: Pick<Request, 'actor' | 'scope'>, parcelIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { scope } = officerAt(request);
  const parcels = await deps.desk.parcels(scope, parcelIds);
  const dossiers = await deps.dossier.store.findMany(scope, parcels.flatMap((one) => one.dossierId ?? []));
  return new Map(parcels.map((parcel) => { const loaded = dossiers.get(parcel.dossierId ?? ''); return [parcel.id, loaded ? sumAtDoor(parcel, owed(loaded.state)) : 0]; }));
}

async function todayPage(deps: PostWebDeps, request: Request, problems: readonly Problem[], typed: string) {
  const { lang, view } = request;
  const { officer, scope } = officerAt(request);
  const which = request.query.xem ?? 'giao';
  const kind = KINDS[which];
  const [rows, counts, odd, recent] = await Promise.all([
    deps.desk.waiting(scope, officer.agencyId, kind, { after: request.query.sau ? new Date(request.query.sau) : null, afterId: request.query['sau-id'] ?? null, limit: LIMITS.pageRows + 1 }), deps.desk.counts(scope, officer.agencyId),
    deps.desk.odd(scope, officer.agencyId, 20), deps.desk.recentMinutes(scope, officer.agencyId, { after: null, afterId: null, limit: 10 }),
  ]);
  const shown = rows.slice(0, LIMITS.pageRows);
  const last = shown.at(-1);
  const next = last && rows.length > shown.length ? `${PAGE}?xem=${which}&sau=${encodeURIComponent(last.requestedAt.toISOString())}&sau-id=${last.id}` : undefined;
  const person = kind === 'from-post' ? DESK.from : DESK.to;
  const provinces = deps.provinces();
  const table = (select: boolean) => (
    <DataTable id="bang" cards caption={KIND_WORDS[kind]} captionHidden rows={shown} rowKey={(row) => row.id} empty={DESK.none} {...(select ? { select: { name: 'chon', label: (row: Parcel) => `${row.carrierNumber ?? ''} ${row.address.name}`, checked: () => kind === 'to-post' } } : {})} columns={[
      { key: 'so', title: DESK.number, head: true, tight: true, cell: (row) => <a href={`${PAGE}/buu-gui/${row.id}`} data-key-open class="mc-nowrap">{row.carrierNumber ?? row.reference}</a> }, { key: 'ho-so', title: DESK.code, tight: true, cell: (row) => (row.dossierId ? <a href={`/ban/ho-so/${row.dossierId}`} class="mc-nowrap">{row.reference}</a> : row.reference) },
      { key: 'nguoi', title: person, cell: (row) => row.address.name }, { key: 'noi', title: DESK.where, cell: (row) => showWhere(row.address, provinces) }, { key: 'tinh-trang', title: DESK.state, cell: (row) => <Tag colour={STATE_COLOURS[row.state]}>{STATE_WORDS[row.state]}</Tag> },
      ...(kind === 'back-from-post' ? [{ key: 'lan', title: DESK.tries, numeric: true, cell: (row: Parcel) => DESK.triesOf(row.tries.length)[lang] }] : []), { key: 'tu', title: DESK.since, cell: (row) => showMoment(row.requestedAt, lang) },
    ]} />);
  return (
    <DeskLayout view={view} title={DESK.title} active="post" wide errors={problems} actions={<><a href={`${PAGE}/tien`}>{DESK.money[lang]}</a> <a href={`${PAGE}/doi-soat`}>{STATEMENT.title[lang]}</a></>}>
      {!deps.carrier && <Notice kind="warn"><p>{DESK.noCarrier[lang]}</p></Notice>}
      <form method="get" action={PAGE} role="search" noValidate>
        <TextField id="so" name="so" label={DESK.scan} value={typed} autocomplete="off" spellcheck={false} {...(problems.some((one) => one.name === 'so') ? { error: problems[0]!.message } : {})} />
        <ButtonGroup><Button kind="secondary">{DESK.find[lang]}</Button></ButtonGroup>
      </form>
      <Tabs label={DESK.title[lang]} tabs={(Object.keys(KIND_WORDS) as MinutesKind[]).map((one) => ({ href: `${PAGE}?xem=${TAB_OF[one]}`, words: KIND_WORDS[one], count: counts[one], active: one === kind }))} />
      {kind === 'from-post' || shown.length === 0 ? table(false) : (
        <form method="post" action={`${PAGE}/bien-ban`} noValidate>
          <CsrfFields view={view} />
          <input type="hidden" name="loai" value={which} />
          {table(true)}
          <ButtonGroup><Button dataKey="Ctrl+Enter">{DESK.draw[lang]}</Button></ButtonGroup>
        </form>)}
      {shown.length > 0 && <KeyHints keys={[{ keys: 'j', words: DESK.keys.down }, { keys: 'k', words: DESK.keys.up }, ...(kind === 'from-post' ? [] : [{ keys: 'x', words: DESK.keys.tick }, { keys: 'Ctrl+Enter', words: DESK.draw }]), { keys: 'Enter', words: DESK.keys.open }]} />}
      <Pagination {...(request.query.sau ? { previousHref: `${PAGE}?xem=${which}` } : {})} {...(next ? { nextHref: next } : {})} />
      <h2>{DESK.recent[lang]}</h2>
      <DataTable cards id="bien-ban" caption={DESK.recent} captionHidden rows={recent} rowKey={(row) => row.id} empty={DESK.recentNone} columns={[
        { key: 'so', title: DESK.minutes, head: true, cell: (row) => <a href={`${PAGE}/bien-ban/${row.id}`}>{row.number && row.year ? showMinutesNumber({ number: row.number, year: row.year }) : row.reference}</a> }, { key: 'loai', title: DESK.what, cell: (row) => KIND_WORDS[row.kind][lang] },
        { key: 'tinh-trang', title: DESK.state, cell: (row) => <Tag colour={row.state === 'signed' ? 'green' : 'yellow'}>{row.state === 'signed' ? DESK.signed : DESK.open}</Tag> }, { key: 'luc', title: DESK.at, cell: (row) => showMoment(row.signedAt ?? row.openedAt, lang) }, { key: 'in', title: DESK.print, cell: (row) => (row.fileId ? <a href={`/tep/${row.fileId}`}>{DESK.print[lang]}</a> : '') },
      ]} />
      <h2>{DESK.odd[lang]}</h2>
      <DataTable id="khac" cards caption={DESK.odd} captionHidden rows={odd} rowKey={(row) => `${row.parcel.id}-${row.at.getTime()}-${row.verdict}`} empty={DESK.oddNone} columns={[
        { key: 'so', title: DESK.number, head: true, cell: (row) => <a href={`${PAGE}/buu-gui/${row.parcel.id}`}>{row.parcel.carrierNumber ?? row.parcel.reference}</a> }, { key: 'gi', title: DESK.what, cell: (row) => oddWords(row.verdict)[lang] }, { key: 'tt', title: DESK.state, cell: (row) => STATE_WORDS[row.parcel.state][lang] }, { key: 'luc', title: DESK.at, cell: (row) => showMoment(row.at, lang) },
      ]} />
    </DeskLayout>);
}
export function oddWords(verdict: string): Text {
  const [, why = ''] = verdict.split(/[:!]/u);
  return (HELD_WORDS as Readonly<Record<string, Text>>)[why] ?? (BREACH_WORDS as Readonly<Record<string, Text>>)[why] ?? { vi: verdict, en: verdict };
}
