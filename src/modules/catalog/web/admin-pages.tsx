import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Reply, type Route, type RouteRequest, type View } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { officerOf } from '../../../platform/http/who-asks.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { isPlainDate, showMoment, showShortDate } from '../../../shared/plain-date.ts';
import { fold, tidy, type Lang, type Text } from '../../../shared/text.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkbox } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import type { FieldProblem } from '../../../ui/components/error-summary/error-summary.tsx';
import { FilterBar } from '../../../ui/components/filter-bar/filter-bar.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { Tabs } from '../../../ui/components/tabs/tabs.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { addressOf, blocking, doubtsOf, flagKey, type Lack } from '../domain/index.ts';
import type { CatalogStore, CatalogVersion, ManagedProcedure } from '../ports.ts';
import { judge } from '../use-cases/judge.ts';
import { publishVersion } from '../use-cases/publish-version.ts';
import { resolveDoubt } from '../use-cases/resolve-doubt.ts';
import { startDraft } from '../use-cases/start-draft.ts';
import { looseText, pageBehind } from './find-pages.tsx';
import { FEES } from './fee-words.ts';
import { FlagBox, type TypedAnswer } from './flag-box.tsx';
import { W } from './words.ts';

const A = W.admin;
const LIST = '/quan-tri/thu-tuc';
const UNANSWERED_SHOWN = 20;
const LIST_ROWS = 25;

export interface CatalogAdminDeps { readonly catalog: CatalogStore; readonly ids: Ids; readonly clock: Clock }

const params = z.object({ code: z.string().regex(/^\d\.\d{6}$/u) });
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const uuid = z.uuid();
const answerBody = z.strictObject({ version: uuid, hash, key: z.string().max(60), value: z.string().max(4000), basis: z.string().max(600), unverified: z.literal('co').optional() });

/** Procedure control: what each procedure lacks, the doubts of its source, publishing. */
export function adminRoutes(deps: CatalogAdminDeps): Route[] {
  const act = { store: deps.catalog, ids: deps.ids, clock: deps.clock };
  async function shown(request: RouteRequest<{ code: string }, unknown, unknown>, also: { problems?: readonly FieldProblem[]; typed?: TypedAnswer; fault?: Text; done?: string; status?: number }): Promise<Reply> {
    const versions = await deps.catalog.versionsOf(request.params.code);
    const current = versions.find((version) => version.state === 'draft') ?? versions.find((version) => version.state === 'published') ?? notFound();
    const officer = officerOf(request);
    const offering = await deps.catalog.offering(officer.agencyId, request.params.code);
    return page(<ProcedureAdmin view={request.view} version={current} versions={versions} lacks={judge(current.content)} offering={{ offered: offering?.offered ?? true, online: offering?.online ?? true, office: offering?.office ?? '' }} {...also} />, also.status ?? 200);
  }
  return [
    route({
      method: 'GET', path: LIST, permission: 'catalog.manage', audit: 'procedure.manage-list', query: z.object({ q: looseText, 'trang-thai': looseText, 'linh-vuc': looseText, sau: looseText }),
      async handle({ view, query }) {
        const all = await deps.catalog.listManaged();
        const state = STATES.find((one) => one.key === query['trang-thai']) ?? STATES[0];
        const field = all.some((one) => one.field === query['linh-vuc']) ? query['linh-vuc'] : '';
        return page(<ListPage view={view} all={all} asked={{ q: query.q, state, field, after: query.sau }} unanswered={await deps.catalog.unanswered(UNANSWERED_SHOWN)} />);
      },
    }),
    route({
      method: 'GET', path: `${LIST}/:code`, permission: 'catalog.manage', audit: 'procedure.manage', params, query: z.object({ 'nghi-van': looseText, 'goi-y': looseText, xong: looseText }),
      async handle(request) {
        const { query } = request;
        const at = /^\d{1,2}$/u.test(query['goi-y']) ? Number(query['goi-y']) : -1;
        const versions = await deps.catalog.versionsOf(request.params.code);
        const candidate = versions.find((version) => version.state === 'draft')?.content.flags.find((flag) => flagKey(flag) === query['nghi-van'])?.candidates?.[at];
        return shown(request, { done: query.xong, ...(candidate ? { typed: { key: query['nghi-van'], value: candidate.value, basis: candidate.asOf ? `${candidate.basis}, ${candidate.asOf}` : candidate.basis, unverified: true } } : {}) });
      },
    }),
    route({
      method: 'POST', path: `${LIST}/:code/giai`, permission: 'catalog.publish', audit: 'procedure.resolve-doubt', params, body: answerBody,
      async handle(request) {
        const { body } = request;
        const resolution = { value: tidyLines(body.value), basis: tidy(body.basis), ...(body.unverified ? { unverified: true } : {}) };
        const resolved = await resolveDoubt(act, { versionId: body.version, expectedHash: body.hash, key: body.key, resolution, by: officerOf(request).name });
        if (resolved.ok) return redirect(`${LIST}/${request.params.code}?xong=resolved`);
        const fault = A.faults[resolved.refusal.kind];
        const field: TypedAnswer['wrong'] | null = resolved.refusal.kind === 'basis-missing' ? 'basis' : resolved.refusal.kind === 'value-missing' || resolved.refusal.kind === 'term-unreadable' || resolved.refusal.kind === 'manner-unreadable' ? 'value' : null;
        const typed: TypedAnswer = { key: body.key, value: body.value, basis: body.basis, unverified: body.unverified !== undefined, ...(field ? { wrong: field, fault } : {}) };
        return shown(request, field ? { typed, problems: [{ name: `${body.key}.${field}`, message: fault }], status: 422 } : { typed, fault, status: 409 });
      },
    }),
    route({
      method: 'POST', path: `${LIST}/:code/cong-bo`, permission: 'catalog.publish', audit: 'procedure.publish', params, body: z.strictObject({ version: uuid, hash }),
      async handle(request) {
        const done = await publishVersion(act, { versionId: request.body.version, expectedHash: request.body.hash, by: officerOf(request).name });
        return done.ok ? redirect(`${LIST}/${request.params.code}?xong=published`) : shown(request, { fault: A.faults[done.refusal.kind], status: 409 });
      },
    }),
    route({
      method: 'POST', path: `${LIST}/:code/ban-nhap`, permission: 'catalog.publish', audit: 'procedure.start-draft', params, body: z.strictObject({}),
      async handle(request) {
        const done = await startDraft(act, { code: request.params.code, by: officerOf(request).name });
        if (done.ok || done.refusal.kind === 'draft-exists') return redirect(`${LIST}/${request.params.code}?xong=draft`);
        return shown(request, { fault: A.faults[done.refusal.kind], status: 409 });
      },
    }),
    route({
      method: 'POST', path: `${LIST}/:code/noi-nhan`, permission: 'catalog.manage', audit: 'procedure.offer', params, body: z.strictObject({ offered: z.literal('co').optional(), online: z.literal('co').optional(), office: z.string().max(200) }),
      async handle(request) {
        const { code } = request.params;
        if ((await deps.catalog.versionsOf(code)).length === 0) notFound();
        const officer = officerOf(request);
        const before = await deps.catalog.offering(officer.agencyId, code);
        const office = tidy(request.body.office);
        await deps.catalog.saveOffering({
          agencyId: officer.agencyId, code, offered: request.body.offered !== undefined, online: request.body.online !== undefined, office: office.length < 2 ? null : office,
          term: before?.term ?? null, fees: before?.fees ?? null, legalBasis: before?.legalBasis ?? null,
        }, deps.clock.now(), officer.name);
        return redirect(`${LIST}/${code}?xong=offering`);
      },
    }),
  ];
}
const tidyLines = (text: string): string => text.split('\n').map(tidy).filter((line) => line !== '').join('\n');

function StateTags({ one, lang }: { one: ManagedProcedure; lang: Lang }): VNode {
  return (
    <>
      {one.published && <Tag colour="green">{A.versionChip(one.published.versionNo)[lang]}</Tag>}{one.published && one.draft && ' '}
      {one.draft && <Tag colour={one.draft.lacks.some((lack) => lack.blocks) ? 'yellow' : 'grey'}>{A.draftChip(one.draft.versionNo)[lang]}</Tag>}
    </>
  );
}
const STATES: readonly [ListState, ...ListState[]] = [
  { key: '', words: A.all, has: () => true }, { key: 'dang-dung', words: A.inUse, has: (one) => one.published !== null }, { key: 'nhap', words: A.draft, has: (one) => one.draft !== null },
  { key: 'nghi-van', words: A.flagged, has: (one) => (one.draft?.openFlags ?? one.published?.openFlags ?? 0) > 0 },
];
interface ListState { readonly key: string; readonly words: Text; readonly has: (one: ManagedProcedure) => boolean }
interface Asked { readonly q: string; readonly state: ListState; readonly field: string; readonly after: string }
function ListPage({ view, all, asked: { q, state, field, after }, unanswered }: { view: View; all: readonly ManagedProcedure[]; asked: Asked; unanswered: readonly { query: string; times: number; lastOn: string }[] }): VNode {
  const { lang } = view;
  const wanted = fold(q);
  const found = all.filter((one) => (wanted === '' || fold(`${one.code} ${one.officialName}`).includes(wanted)) && (field === '' || one.field === field));
  const rows = found.filter(state.has);
  const at = pageBehind(rows, (one) => one.code, after, LIST_ROWS);
  const fields = [...Map.groupBy(all, (one) => one.field)].sort(([a], [b]) => inVietnameseOrder(a, b));
  const link = (change: Readonly<Record<string, string>>): string => {
    const kept = new URLSearchParams(Object.entries({ q, 'trang-thai': state.key, 'linh-vuc': field, ...change }).filter(([, value]) => value !== ''));
    return kept.size > 0 ? `${LIST}?${kept.toString()}` : LIST;
  };
  return (
    <DeskLayout view={view} title={A.title} active="procedures" lead={A.lead(all.filter((one) => one.published).length, all.filter((one) => one.draft).length)} actions={unanswered.length > 0 && <a href="#khong-thay">{A.unanswered[lang]}</a>}>
      <FilterBar action={LIST} clearHref={q !== '' || state.key !== '' || field !== '' ? LIST : undefined} hidden={state.key === '' ? {} : { 'trang-thai': state.key }}>
        <TextField name="q" label={A.search} value={q} />
        <Select name="linh-vuc" label={W.list.field} value={field} empty={A.all[lang]} options={fields.map(([value, ones]) => ({ value, label: `${value} (${ones.length})` }))} />
      </FilterBar>
      <Tabs label={A.state[lang]} tabs={STATES.map((one) => ({ href: link({ 'trang-thai': one.key }), words: one.words, count: found.filter(one.has).length, active: one === state }))} />
      <DataTable
        cards caption={A.title} captionHidden rows={at.shown} rowKey={(one) => one.code} empty={A.empty}
        columns={[
          { key: 'code', title: W.page.code, tight: true, cell: (one) => one.code },
          { key: 'name', title: A.name, head: true, cell: (one) => <a href={`${LIST}/${one.code}`} lang="vi">{one.officialName}</a> },
          { key: 'state', title: A.state, cell: (one) => <StateTags one={one} lang={lang} /> },
          { key: 'lacks', title: A.lacks, named: true, cell: (one) => (one.draft ? [...new Set(one.draft.lacks.filter((lack) => lack.blocks).map((lack) => (W.parts[lack.part] ?? { vi: lack.part, en: lack.part })[lang]))].join(', ') || '–' : '–') },
          { key: 'flags', title: A.doubts, numeric: true, named: true, cell: (one) => one.draft?.openFlags ?? one.published?.openFlags ?? 0 },
          { key: 'unchecked', title: A.unchecked, numeric: true, named: true, cell: (one) => one.published?.unverified ?? '–' },
        ]}
      />
      {at.shown.length > 0 && <Pagination position={W.list.position(at.start + 1, at.start + at.shown.length, rows.length)} previousHref={at.back === null ? undefined : link({ sau: at.back })} nextHref={at.next === null ? undefined : link({ sau: at.next })} />}
      {unanswered.length > 0 && (
        <DataTable
          id="khong-thay" caption={A.unanswered} rows={unanswered} rowKey={(one) => one.query}
          columns={[{ key: 'query', title: A.query, head: true, cell: (one) => one.query }, { key: 'times', title: A.times, numeric: true, cell: (one) => one.times }, { key: 'last', title: A.last, tight: true, cell: (one) => (isPlainDate(one.lastOn) ? showShortDate(one.lastOn) : one.lastOn) }]}
        />
      )}
    </DeskLayout>
  );
}

function LackTable({ lacks, lang, caption, id }: { lacks: readonly Lack[]; lang: Lang; caption: Text; id: string }): VNode {
  return (
    <DataTable
      id={id} caption={caption} rows={lacks.map((lack, at) => ({ ...lack, at }))} rowKey={(lack) => String(lack.at)}
      columns={[
        { key: 'part', title: A.part, head: true, cell: (lack) => (W.parts[lack.part] ?? { vi: lack.part, en: lack.part })[lang] },
        { key: 'what', title: A.what, cell: (lack) => lack.words[lang] },
        { key: 'article', title: A.article, cell: (lack) => <span lang="vi">{lack.article}</span> },
      ]}
    />
  );
}

interface AdminProps {
  readonly view: View; readonly version: CatalogVersion; readonly versions: readonly CatalogVersion[]; readonly lacks: readonly Lack[];
  readonly offering: { readonly offered: boolean; readonly online: boolean; readonly office: string };
  readonly problems?: readonly FieldProblem[]; readonly typed?: TypedAnswer; readonly fault?: Text; readonly done?: string;
}
function ProcedureAdmin({ view, version, versions, lacks, offering, problems, typed, fault, done }: AdminProps): VNode {
  const { lang } = view;
  const { content } = version;
  const here = `${LIST}/${content.code}`;
  const draft = version.state === 'draft';
  const missing = blocking(lacks);
  const warnings = lacks.filter((lack) => !lack.blocks);
  const published = versions.find((one) => one.state === 'published');
  const doneWords = done !== undefined && done in A.done ? A.done[done as keyof typeof A.done] : undefined;
  const governs = view.actor.kind === 'officer' && view.actor.governs === true;
  return (
    <DeskLayout view={view} title={content.plainName} active="procedures" back={LIST} errors={problems ?? false} lead={`${content.code} · ${content.officialName}`}>
      {doneWords && <Notice kind="ok" role="status"><p>{doneWords[lang]}</p></Notice>}
      {fault && <Notice kind="error" role="status"><p>{fault[lang]}</p></Notice>}
      <p>
        <Tag colour={draft ? 'yellow' : 'green'}>{(draft ? A.draftChip : A.versionChip)(version.versionNo)[lang]}</Tag>
        {published && <> <a href={`/thu-tuc/${addressOf(published.content)}`}>{A.public[lang]}</a></>}
      </p>
      {missing.length > 0 ? <LackTable id="con-thieu" lacks={missing} lang={lang} caption={A.missing} /> : <Notice kind="ok" title={A.complete}><p>{A.completeText[lang]}</p></Notice>}
      {warnings.length > 0 && <LackTable id="xem-lai" lacks={warnings} lang={lang} caption={A.warnings} />}
      {!governs && <Notice kind="info"><p>{A.onlyProvince[lang]}</p></Notice>}
      {governs && draft && missing.length === 0 && (
        <form method="post" action={`${here}/cong-bo`}>
          <CsrfFields view={view} /><input type="hidden" name="version" value={version.id} /><input type="hidden" name="hash" value={version.contentHash} />
          <p>{A.publishNote[lang]}</p><Button>{A.publish[lang]}</Button>
        </form>
      )}
      {governs && !draft && (
        <form method="post" action={`${here}/ban-nhap`}><CsrfFields view={view} /><p>{A.startDraftNote[lang]}</p><Button kind="secondary">{A.startDraft[lang]}</Button></form>
      )}
      <ButtonGroup><Button kind="secondary" href={`${here}/muc-thu`}>{FEES.link[lang]}</Button></ButtonGroup>
      <h2>{A.flags[lang]}</h2>
      {doubtsOf(content).length === 0 && <p>{A.noFlags[lang]}</p>}
      {doubtsOf(content).map((flag) => <FlagBox key={flagKey(flag)} view={view} here={here} version={version} flag={flag} editable={governs && draft} typed={typed?.key === flagKey(flag) ? typed : undefined} />)}
      <Details summary={A.offering}>
        <form method="post" action={`${here}/noi-nhan`}>
          <CsrfFields view={view} />
          <Checkbox name="offered" label={A.offered} checked={offering.offered} />
          <Checkbox name="online" label={A.onlineOpen} checked={offering.online} />
          <TextField name="office" label={A.office} value={offering.office} required={false} />
          <Button kind="secondary">{A.saveOffering[lang]}</Button>
        </form>
      </Details>
      <DataTable
        id="phien-ban" caption={A.versions} rows={versions} rowKey={(one) => one.id}
        columns={[
          { key: 'no', title: A.state, head: true, cell: (one) => ({ draft: A.draftChip, published: A.versionChip, superseded: A.oldChip })[one.state](one.versionNo)[lang] },
          { key: 'at', title: A.at, cell: (one) => (one.publishedAt ? showMoment(one.publishedAt, lang) : showMoment(one.changedAt, lang)) },
          { key: 'by', title: A.by, cell: (one) => one.publishedBy ?? '' },
          { key: 'hash', title: A.hash, cell: (one) => <code>{one.contentHash.slice(0, 16)}</code> },
        ]}
      />
    </DeskLayout>
  );
}
