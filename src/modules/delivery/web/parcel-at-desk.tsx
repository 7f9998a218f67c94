import { z } from 'zod';
import { page, redirect, route, type Reply, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkboxes } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { StatusLine } from '../../../ui/components/status-line/status-line.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import type { Paper, ProcedureContent } from '../../catalog/domain/index.ts';
import { showWhere } from '../../dossier/domain/index.ts';
import { afterAct } from '../domain/index.ts';
import type { Parcel } from '../ports.ts';
import { receivePapers, type PapersRefusal } from '../use-cases/receive-papers.ts';
import { PAGE } from './post-today.tsx';
import { againErrors, againForm, type AgainTyped } from './post-again.tsx';
import { officerAt, type PostWebDeps } from './web-deps.ts';
import { BREACH_WORDS, DESK, FOLLOW, PARCEL, SIGN_WORDS, STATE_COLOURS, STATE_WORDS } from './words.ts';

const params = z.object({ id: z.uuid() });
const many = z.union([z.string().max(80), z.array(z.string().max(80)).max(60)]).optional();
type Request = RouteRequest<{ id: string }, unknown, unknown>;
type Problem = { readonly name: string; readonly message: Text };

/** One parcel in the officer's hand: where it is, and what can be done with it at the desk. */
export function parcelRoutes(deps: PostWebDeps): Route[] {
  const find = async (request: Request): Promise<Parcel> => (await deps.desk.parcel(officerAt(request).scope, request.params.id)) ?? notFound();
  const openSheet = async (request: Request, parcel: Parcel, kind: 'from-post' | 'back-from-post', complete: boolean | null): Promise<Reply> => {
    const { officer, scope } = officerAt(request);
    const id = deps.ids.uuid();
    const opened = await deps.desk.open(scope, { id, agencyId: officer.agencyId, kind, reference: deps.ids.secret(8), officer, at: request.now, lines: [{ parcelId: parcel.id, complete, cod: 0 }] });
    return opened === 'opened' ? redirect(`${PAGE}/bien-ban/${id}`) : page(await parcelPage(deps, request, await find(request), [], [{ name: 'viec', message: SIGN_WORDS['moved-on'] }]), 409);
  };
  return [
    route({
      method: 'GET', path: `${PAGE}/buu-gui/:id`, permission: 'delivery.desk', audit: 'delivery.parcel', params,
      async handle(request) { return page(await parcelPage(deps, request, await find(request), [], [])); },
    }),
    route({
      method: 'POST', path: `${PAGE}/buu-gui/:id/nhan-lai`, permission: 'delivery.desk', audit: 'delivery.take-back', params, body: z.strictObject({}),
      async handle(request) { return openSheet(request, await find(request), 'back-from-post', null); },
    }),
    route({
      method: 'POST', path: `${PAGE}/buu-gui/:id/dem`, permission: 'delivery.desk', audit: 'delivery.count-papers', params, body: z.strictObject({ du: z.string().max(10).optional() }),
      async handle(request) {
        const parcel = await find(request);
        const { du } = request.body;
        if (du !== 'du' && du !== 'thieu') return page(await parcelPage(deps, request, parcel, [], [{ name: 'du', message: PARCEL.chooseOne }]), 400);
        return openSheet(request, parcel, 'from-post', du === 'du');
      },
    }),
    route({
      method: 'POST', path: `${PAGE}/buu-gui/:id/vao-so`, permission: 'delivery.desk', audit: 'dossier.receive-by-post', params, body: z.strictObject({ giay: many }),
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const parcel = await find(request);
        const content = await contentOf(deps, parcel);
        const ticked = [request.body.giay ?? []].flat();
        const ticks = (content?.papers ?? []).filter((paper) => ticked.includes(paper.key)).map((paper) => ({ paper: paper.key, originals: paper.originals + paper.copies === 0 ? 1 : paper.originals, copies: paper.copies }));
        const outcome = await receivePapers(deps, { scope, officer, parcelId: parcel.id, ticks, at: request.now, key: request.key });
        if (outcome.ok) return redirect(`/ban/tiep-nhan/da-nhan/${String(outcome.result['dossierId'])}`);
        const { refusal } = outcome;
        if (refusal.kind === 'already-filed') return redirect(`/ban/ho-so/${refusal.dossierId}`);
        return page(await parcelPage(deps, request, parcel, ticked, [{ name: 'giay', message: whyNot(refusal) }]), refusal.kind === 'papers' || refusal.kind === 'answers' ? 400 : 409);
      },
    }),
  ];
}
const contentOf = async (deps: PostWebDeps, parcel: Parcel): Promise<ProcedureContent | null> => (await deps.dossier.procedures.current(parcel.procedure))?.content ?? null;
function whyNot(refusal: PapersRefusal | { readonly kind: 'not-allowed' | 'not-found' | 'key-conflict' }): Text {
  switch (refusal.kind) {
    case 'papers': { const missing = refusal.missing.map((paper) => paper.shortName); return { vi: `${PARCEL.problem.papers.vi}: ${missing.map((one) => one.vi).join(', ')}`, en: `${PARCEL.problem.papers.en}: ${missing.map((one) => one.en).join(', ')}` }; }
    case 'answers': case 'owner': return PARCEL.problem.answers;
    case 'draft-gone': return PARCEL.problem.gone;
    case 'not-arrived': return PARCEL.problem.notHere;
    case 'calendar-year-missing': return PARCEL.problem.calendar;
    default: return PARCEL.problem.other;
  }
}

export async function parcelPage(deps: PostWebDeps, request: Request, parcel: Parcel, ticked: readonly string[], problems: readonly Problem[], again: AgainTyped | null = null) {
  const { lang, view } = request;
  const content = await contentOf(deps, parcel);
  const loaded = parcel.state === 'returned' && parcel.dossierId ? await deps.dossier.store.find(officerAt(request).scope, parcel.dossierId) : null;
  const canFile = parcel.direction === 'send' && parcel.state === 'arrived' && !parcel.dossierId;
  return (
    <DeskLayout view={view} title={PARCEL.title(parcel.carrierNumber ?? parcel.reference)} active="post" back={{ href: PAGE, label: DESK.title }} errors={[...problems, ...againErrors(again)]}>
      <StatusLine colour={STATE_COLOURS[parcel.state]} tag={STATE_WORDS[parcel.state]} sentence={content?.plainName ?? { vi: parcel.procedure, en: parcel.procedure }} />
      {parcel.breach && <Notice kind="warn"><p>{BREACH_WORDS[parcel.breach][lang]}</p></Notice>}
      <SummaryList rows={rowsOf(parcel, lang, deps.provinces())} />
      {problems.some((one) => one.name === 'viec') && <p id="viec" tabIndex={-1} class="mc-error">{problems[0]!.message[lang]}</p>}
      {afterAct('take-back', parcel) && <form method="post" action={`${PAGE}/buu-gui/${parcel.id}/nhan-lai`} noValidate><CsrfFields view={view} /><ButtonGroup><Button dataKey="Ctrl+Enter">{PARCEL.takeBack[lang]}</Button></ButtonGroup></form>}
      {afterAct('take-in', parcel) && (
        <form method="post" action={`${PAGE}/buu-gui/${parcel.id}/dem`} noValidate>
          <CsrfFields view={view} />
          <h2>{PARCEL.count[lang]}</h2><p>{PARCEL.countLead[lang]}</p>
          <ul>{papersOf(content).map((paper) => <li key={paper.key}>{paper.shortName[lang]}{amount(paper)}{paper.whenText ? ` (${paper.whenText})` : ''}</li>)}</ul>
          <Radios name="du" label={PARCEL.count} inline value="" options={[{ value: 'du', label: PARCEL.complete }, { value: 'thieu', label: PARCEL.incomplete }]} {...(problems.some((one) => one.name === 'du') ? { error: PARCEL.chooseOne } : {})} />
          <ButtonGroup><Button dataKey="Ctrl+Enter">{PARCEL.draw[lang]}</Button></ButtonGroup>
        </form>)}
      {canFile && (
        <form method="post" action={`${PAGE}/buu-gui/${parcel.id}/vao-so`} noValidate>
          <CsrfFields view={view} />
          <p>{(parcel.missing || !parcel.handedAt ? PARCEL.fileLate : PARCEL.fileLead(showMoment(parcel.handedAt, lang)))[lang]}</p>
          {papersOf(content).length > 0 && <Checkboxes name="giay" label={PARCEL.count} options={papersOf(content).map((paper) => ({ value: paper.key, label: paper.shortName, ...(paper.whenText ? { hint: paper.whenText } : {}) }))} values={ticked} {...(problems.some((one) => one.name === 'giay') ? { error: problems[0]!.message } : {})} />}
          <ButtonGroup><Button id={papersOf(content).length > 0 ? 'vao-so' : 'giay'} dataKey="Ctrl+Enter">{PARCEL.file[lang]}</Button></ButtonGroup>
        </form>)}
      {loaded && (await againForm(deps, request, loaded, parcel, `${PAGE}/buu-gui/${parcel.id}/gui-lai`, again))}
      {parcel.direction === 'send' && parcel.dossierId && <p><a href={`/ban/ho-so/${parcel.dossierId}`}>{PARCEL.fileDone[lang]}</a></p>}
    </DeskLayout>);
}
const papersOf = (content: ProcedureContent | null): readonly Paper[] => (content?.papers ?? []).filter((paper) => paper.kind === 'submit');
const amount = (paper: Paper): string => (paper.originals + paper.copies > 1 ? ` × ${paper.originals + paper.copies}` : '');

function rowsOf(parcel: Parcel, lang: Lang, provinces: Parameters<typeof showWhere>[1]) {
  return [
    { term: PARCEL.reference, value: parcel.dossierId ? <a href={`/ban/ho-so/${parcel.dossierId}`}>{parcel.reference}</a> : parcel.reference }, { term: parcel.direction === 'return' ? DESK.to : DESK.from, value: `${parcel.address.name}, ${parcel.address.phone}` }, { term: PARCEL.address, value: showWhere(parcel.address, provinces) }, { term: FOLLOW.postage, value: showDong(parcel.postage, lang) },
    ...(parcel.cod > 0 ? [{ term: DESK.cod, value: showDong(parcel.cod, lang) }] : []), ...(parcel.tries.length > 0 ? [{ term: DESK.tries, value: parcel.tries.map((at) => showMoment(at, lang)).join('; ') }] : []),
    ...(parcel.receiver ? [{ term: PARCEL.receiver, value: `${parcel.receiver.name}, ${PARCEL.seen[lang]} ${PARCEL.idKinds[parcel.receiver.idKind][lang]}${parcel.endedAt ? `, ${showMoment(parcel.endedAt, lang)}` : ''}` }] : []),
  ];
}
