import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { FactList } from '../../../ui/components/fact-list/fact-list.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { Tabs } from '../../../ui/components/tabs/tabs.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { CASE_ACTIONS, mayDoToCase, nextDue, type CaseAction } from '../domain/index.ts';
import type { CasePhoto, CaseRow, LoadedCase, Tip } from '../ports.ts';
import { handleCase } from '../use-cases/handle-case.ts';
import { CaseHistory } from './case-history.tsx';
import { officerOf, officerScope, openAgencies, type FeedbackWebDeps } from './feedback-deps.ts';
import { handleProblem } from './problems.ts';
import { SaidText } from './said-text.tsx';
import { PhotoList } from './sender-photos.tsx';
import { ACTION_TEXT, ACTIONS, DEMAND_WORDS, F, STATES, SUBJECTS } from './words.ts';

const HOME = '/ban/phan-anh';
const TIPS = '/ban/doi-them';
/** Address of each act; the box of its words is named alike. */
const PATHS: Readonly<Record<CaseAction, string>> = { accept: 'nhan', 'ask-supplement': 'hoi', transfer: 'chuyen', reroute: 'loai-khac', reject: 'tu-choi', 'name-officer': 've-ai', answer: 'tra-loi', publish: 'cong-khai' };
const id = z.object({ id: z.uuid() });
const long = z.string().max(LIMITS.longText).optional();
const body = z.strictObject({ 'noi-dung': long, 'ten-ngan': z.string().max(LIMITS.lineText).optional(), den: z.string().regex(/^\d{0,9}$/u).optional(), loai: z.enum(['complaint', 'denunciation']).optional(), 'can-bo': z.union([z.uuid(), z.literal('')]).optional() });
type Asked = Pick<RouteRequest<{ id: string }, unknown, unknown>, 'actor' | 'scope' | 'params' | 'lang' | 'view' | 'now'>;
interface Trouble { readonly action: CaseAction; readonly name: string; readonly message: Text }

/** Feedback at the desk, by its clocks, and for the inspector what was demanded beyond the list. */
export function deskFeedbackRoutes(deps: FeedbackWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: HOME, permission: 'feedback.handle', audit: 'feedback.list', query: z.object({ xem: z.enum(['dang', 'xong']).catch('dang'), sau: z.iso.datetime().optional(), 'sau-id': z.uuid().optional() }),
      async handle(request) {
        const { lang, view, now, query } = request;
        const officer = officerOf(request);
        const list = await deps.cases.list(officerScope(request), officer.agencyId, query.xem === 'dang', { after: query.sau ?? null, afterId: query['sau-id'] ?? null, limit: LIMITS.pageRows });
        return page(
          <DeskLayout view={view} title={F.desk} active="feedback" lead={F.deskLead} wide>
            <Tabs label={F.desk[lang]} tabs={[{ href: HOME, words: F.open, active: query.xem === 'dang' }, { href: `${HOME}?xem=xong`, words: F.closed, active: query.xem === 'xong' }]} />
            <DataTable<CaseRow> cards caption={F.desk} captionHidden rows={list.rows} rowKey={(row) => row.id} empty={F.none} columns={[
              { key: 'ma', title: F.code, head: true, tight: true, cell: (row) => <a class="mc-nowrap" href={`${HOME}/${row.id}`} data-key-open>{row.code}</a> }, { key: 've', title: F.subject, cell: (row) => SUBJECTS[row.subject][lang] }, { key: 'the', title: F.state, cell: (row) => <Tag colour={STATES[row.state].colour}>{STATES[row.state].words}</Tag> },
              { key: 'luc', title: F.sentAt, numeric: true, named: true, cell: (row) => showMoment(row.sentAt, lang) }, { key: 'han', title: F.due, numeric: true, named: true, cell: (row) => (row.nextDue ? <>{showMoment(row.nextDue, lang)}{row.nextDue < now && <> <Tag colour="red">{F.late}</Tag></>}</> : '–') },
            ]} />
            <Pagination {...(query.sau ? { previousHref: `${HOME}?xem=${query.xem}` } : {})} {...(list.next ? { nextHref: `${HOME}?xem=${query.xem}&sau=${encodeURIComponent(list.next.after)}&sau-id=${list.next.id}` } : {})} />
          </DeskLayout>);
      },
    }),
    route({ method: 'GET', path: `${HOME}/:id`, permission: 'feedback.handle', audit: 'feedback.read', params: id, async handle(request) { return page(await casePage(deps, request, null)); } }),
    ...CASE_ACTIONS.map((action) => route({
      method: 'POST', path: `${HOME}/:id/${PATHS[action]}`, permission: 'feedback.handle', audit: `feedback.${action}`, params: id, body,
      async handle(request) {
        const { body: typed } = request;
        const done = await handleCase(deps, { scope: officerScope(request), officer: officerOf(request), at: request.now }, request.params.id, { action, text: typed['noi-dung'] ?? '', title: typed['ten-ngan'] ?? '', toAgency: typed.den ? Number(typed.den) : null, as: typed.loai ?? null, officerId: typed['can-bo'] || null });
        if (done.ok) return redirect(action === 'transfer' || action === 'name-officer' ? HOME : `${HOME}/${request.params.id}`);
        if (done.refusal.kind === 'not-found') return notFound();
        return page(await casePage(deps, request, { action, ...handleProblem(done.refusal, 'noi-dung') }), done.refusal.kind === 'not-allowed' ? 409 : 400);
      },
    })),
    route({
      method: 'GET', path: TIPS, permission: 'feedback.inspect', audit: 'feedback.demands',
      async handle(request) {
        const { lang, view } = request;
        const officer = officerOf(request);
        const scope = officerScope(request);
        const told = await deps.ratings.tips(scope, officer.agencyIds, LIMITS.pageRows);
        // Whoever worked on a dossier is not told what was said of that work.
        const acted = await Promise.all(told.map((tip) => deps.actedOn(scope, tip.dossierId)));
        const tips = told.filter((_, at) => !acted[at]?.has(officer.officerId));
        return page(
          <DeskLayout view={view} title={F.tips} active="demands" lead={F.tipsLead} wide>
            <DataTable<Tip> caption={F.tips} captionHidden rows={tips} rowKey={(row) => row.id} empty={F.tipsNone} columns={[
              { key: 'luc', title: F.sentAt, head: true, cell: (row) => showMoment(row.toldAt, lang) }, { key: 'gi', title: F.what, cell: (row) => DEMAND_WORDS[row.demanded][lang] }, { key: 'noi', title: F.said, cell: (row) => row.note || '–' }, { key: 'ho-so', title: F.dossier, cell: (row) => <a href={`/ban/ho-so/${row.dossierId}`} data-key-open>{F.openDossier[lang]}</a> },
              { key: 'xem', title: F.state, cell: (row) => (row.seenAt ? `${F.markSeen[lang]}, ${showMoment(row.seenAt, lang)}` : <form method="post" action={`${TIPS}/${row.id}/da-xem`}><CsrfFields view={view} /><Button kind="secondary">{F.markSeen[lang]}</Button></form>) },
            ]} />
          </DeskLayout>);
      },
    }),
    route({
      method: 'POST', path: `${TIPS}/:id/da-xem`, permission: 'feedback.inspect', audit: 'feedback.demand-seen', params: id, body: z.strictObject({}),
      async handle(request) { await deps.ratings.markSeen(officerScope(request), request.params.id, request.now); return redirect(TIPS); },
    }),
  ];
}

async function casePage(deps: FeedbackWebDeps, request: Asked, trouble: Trouble | null): Promise<VNode> {
  const { lang, view, now, params } = request;
  const officer = officerOf(request);
  const found = (await deps.cases.find(officerScope(request), params.id)) ?? notFound();
  const { state, content } = found;
  const [agencies, officers, photos] = await Promise.all([openAgencies(deps, now), deps.officersOf(state.agencyId), content ? deps.photos.of(officerScope(request), found.id) : []]);
  const due = nextDue(state);
  const about = officers.find((one) => one.id === state.aboutOfficer);
  return (
    <DeskLayout view={view} title={{ vi: `Phản ánh ${found.code}`, en: `Feedback ${found.code}` }} active="feedback" back={{ href: HOME, label: F.desk }} errors={trouble ? [{ name: trouble.name, id: `${PATHS[trouble.action]}-${trouble.name}`, message: trouble.message }] : undefined}
      above={<p><Tag colour={STATES[state.status].colour}>{STATES[state.status].words}</Tag> {content && due && <Tag colour={now > new Date(due) ? 'red' : 'yellow'}>{F.dueBy(showMoment(new Date(due), lang))}</Tag>}</p>}>
      <FactList facts={[{ term: F.subject, value: SUBJECTS[state.subject][lang] }, { term: F.sentAt, value: showMoment(new Date(state.sentAt), lang) }, ...(content && about ? [{ term: F.about, value: `${about.name}, ${about.title}` }] : []), ...(content && state.dossierCode ? [{ term: F.dossier, value: state.dossierCode }] : [])]} />
      {!content ? <Notice kind="warn"><p>{F.hiddenFromYou[lang]}</p></Notice> : <CaseContent found={found} content={content} photos={photos} request={request} officerId={officer.officerId} agencies={agencies.filter((one) => one.id !== state.agencyId).map((one) => ({ value: String(one.id), label: one.name }))} officers={officers.map((one) => ({ value: one.id, label: `${one.name}, ${one.title}` }))} trouble={trouble} />}
    </DeskLayout>);
}

interface ContentProps { readonly found: LoadedCase; readonly photos: readonly CasePhoto[]; readonly content: NonNullable<LoadedCase['content']>; readonly request: Asked; readonly officerId: string; readonly agencies: readonly { readonly value: string; readonly label: string }[]; readonly officers: readonly { readonly value: string; readonly label: string }[]; readonly trouble: Trouble | null }
function CaseContent({ found, content, photos, request, officerId, agencies, officers, trouble }: ContentProps): VNode {
  const { lang, view } = request;
  const { writer } = content;
  const allowed = CASE_ACTIONS.filter((action) => mayDoToCase(action, found.state, officerId));
  const first = allowed[0];
  const form = (action: CaseAction): VNode => {
    const error = (name: string): { error?: Text } => (trouble?.action === action && trouble.name === name ? { error: trouble.message } : {});
    const boxId = (name: string): string => `${PATHS[action]}-${name}`;
    return (
      <form method="post" action={`${HOME}/${found.id}/${PATHS[action]}`} noValidate>
        <CsrfFields view={view} />
        {action === 'transfer' && <Select id={boxId('den')} name="den" label={F.toAgency} options={agencies} {...error('den')} />}
        {action === 'reroute' && <Radios id={boxId('loai')} name="loai" label={F.asWhat} options={[{ value: 'complaint', label: F.asComplaint }, { value: 'denunciation', label: F.asDenunciation }]} {...error('loai')} />}
        {action === 'name-officer' && <Select id={boxId('can-bo')} name="can-bo" label={F.about} options={officers} {...error('can-bo')} />}
        {action === 'publish' && <TextField id={boxId('ten-ngan')} name="ten-ngan" label={F.publicTitle} {...error('ten-ngan')} />}
        {action !== 'name-officer' && <TextArea id={boxId('noi-dung')} name="noi-dung" label={ACTION_TEXT[action]} rows={3} required={action !== 'accept'} {...(action === 'publish' && found.state.answer ? { value: found.state.answer } : {})} {...error('noi-dung')} />}
        <ButtonGroup><Button kind={action === first ? 'primary' : 'secondary'}>{ACTIONS[action][lang]}</Button></ButtonGroup>
      </form>);
  };
  return (
    <>
      <h2>{F.content[lang]}</h2>
      <SaidText text={content.text} />
      {photos.length > 0 && <><h3>{F.photos[lang]}</h3><PhotoList photos={photos} lang={lang} address={(photo) => `${HOME}/${found.id}/anh/${photo.id}`} /></>}
      <Details summary={F.writer}><p>{[writer.name, writer.phone, writer.email, writer.address].filter(Boolean).join(', ')}</p></Details>
      <h2>{F.history[lang]}</h2>
      <CaseHistory events={content.events} lang={lang} forWriter={false} />
      <h2>{F.acts[lang]}</h2>
      {allowed.length === 0 && <p>{F.nothing[lang]}</p>}
      {allowed.map((action) => (action === first ? <div key={action}>{form(action)}</div> : <Details key={action} summary={ACTIONS[action]} open={trouble?.action === action}>{form(action)}</Details>))}
    </>);
}
