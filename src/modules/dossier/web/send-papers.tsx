import { z } from 'zod';
import { json, page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { FileField } from '../../../ui/components/file-field/file-field.tsx';
import { PageProgress } from '../../../ui/components/page-progress/page-progress.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { missingPapers, paperOffered, paperRequired, type ReceivedFile } from '../domain/index.ts';
import { before, draftHref, factsOf, onward, pathOf, positionOf } from './draft-path.ts';
import { SentTooLate } from './sent-too-late.tsx';
import { leftBehind, takeBack, together, type LeftBehind } from './left-behind.ts';
import type { DossierWebDeps } from './web-deps.ts';
import { openDraft, saveChange, visit, type OpenDraft } from './with-draft.ts';
import { W } from './words.ts';

const params = z.object({ draft: z.uuid() });
export const PAPER_INPUT = 'giay.';
type Problem = { readonly name: string; readonly message: Text };

/** Papers of the dossier, each with the pages that the server holds. Choosing is not sending: the server says what it has. */
export function paperRoutes(deps: DossierWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/nhap/:draft/giay-to', permission: 'draft.write', audit: 'draft.papers-page', params,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        const left = await leftBehind(deps, request, opened.scope, askedFor(opened, request.now));
        return page(papersPage(request, opened, await deps.files.ofDraft(opened.scope, opened.draft.id), [], left));
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/giay-to', permission: 'draft.write', audit: 'draft.send-papers', params, multipart: true, parks: true,
      async handle(request) {
        const opened = await openDraft(deps, request as never);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        const { draft, scope } = opened;
        const papers = askedFor(opened, request.now);
        await takeBack(deps, request, scope, draft.id, papers);
        const sent = await deps.uploads.receive(scope, { draftId: draft.id, citizenId: draft.citizenId, guestKey: draft.guestKey, papers }, request.parts(), request.now);
        for (const id of sent.fields.get('bo') ?? []) await deps.uploads.remove(scope, draft.id, id);
        const files = await deps.files.ofDraft(scope, draft.id);
        const refused: Problem[] = sent.refused.map((one) => ({ name: one.input, message: { vi: `${one.filename}: ${one.message.vi}`, en: `${one.filename}: ${one.message.en}` } }));
        if (wantsJson(request)) return json({ received: sent.stored, refused: sent.refused.map((one) => ({ filename: one.filename, message: one.message[request.lang] })) }, refused.length > 0 ? 422 : 200);
        const typed = request as unknown as RouteRequest<{ draft: string }, unknown, unknown>;
        if (refused.length > 0) return page(papersPage(typed, opened, files, refused), 400);
        if (!sent.fields.has('tiep')) return redirect(draftHref(draft.id, 'giay-to'));
        const missing = missingPapers(opened.content, factsOf(draft, request.now), files, []).map((paper): Problem => ({ name: PAPER_INPUT + paper.key, message: W.papers.missing(paper.shortName) }));
        if (missing.length > 0) return page(papersPage(typed, opened, files, missing), 400);
        const seen = await saveChange(deps, opened, request.now, (content) => visit(content, 'giay-to', {}));
        if (seen === 'gone') return redirect(draftHref(draft.id, 'kiem-tra'));
        return redirect(onward(seen, pathOf(seen, opened.content, request.now), 'giay-to').href);
      },
    }),
  ];
}
/** Papers that the page has a place for. */
const askedFor = (opened: OpenDraft, now: Date): ReadonlySet<string> => new Set(opened.content.papers.filter((paper) => paperOffered(paper, factsOf(opened.draft, now))).map((paper) => paper.key));
const wantsJson = (request: { readonly url: URL }): boolean => request.url.searchParams.get('tra') === 'json';

export function sizeText(bytes: number, lang: 'vi' | 'en'): string {
  const show = (value: number, unit: string): string => `${value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 })} ${unit}`;
  return bytes >= 1_048_576 ? show(bytes / 1_048_576, 'MB') : show(Math.max(bytes / 1024, 0.1), 'KB');
}
/** `looked`: whoever sees the page may open the files; a helper's stay the person's from the start */
export const pagesOf = (files: readonly ReceivedFile[], lang: 'vi' | 'en', looked = true): Parameters<typeof FileField>[0]['pages'] => files.map((file) => ({
  id: file.id, label: file.name, status: 'ok', sizeText: `${W.check.pages(file.pages)[lang]}, ${sizeText(file.size, lang)}`, ...(looked ? { viewUrl: `/tep/${file.id}` } : {}), ...(looked && file.mime.startsWith('image/') ? { thumbUrl: `/tep/${file.id}/xem` } : {}),
}));

function papersPage(request: RouteRequest<{ draft: string }, unknown, unknown>, opened: OpenDraft, inDraft: readonly ReceivedFile[], problems: readonly Problem[], left: LeftBehind | null = null) {
  const files = together(inDraft, left);
  const { lang, view } = request;
  const { draft, content } = opened;
  const facts = factsOf(draft, request.now);
  const papers = content.papers.filter((paper) => paperOffered(paper, facts));
  const needed = papers.filter((paper) => paperRequired(paper, facts));
  const others = papers.filter((paper) => !paperRequired(paper, facts));
  const shown = content.papers.filter((paper) => paper.kind === 'present');
  const { at, of } = positionOf(opened.path, 'giay-to');
  const back = before(opened.path, 'giay-to');
  const action = draftHref(draft.id, 'giay-to');
  const field = (paper: (typeof papers)[number], required: boolean) => {
    const problem = problems.find((one) => one.name === PAPER_INPUT + paper.key);
    return <FileField key={paper.key} name={PAPER_INPUT + paper.key} label={paper.shortName} required={required} {...(paper.hint ? { hint: paper.hint } : paper.whenText ? { hint: paper.whenText } : {})} {...(paper.name.toLowerCase().includes(paper.shortName.vi.toLowerCase()) ? {} : { officialLabel: paper.name })} {...(problem ? { error: problem.message } : {})}
      pages={pagesOf(files.filter((file) => file.paper === paper.key), lang, draft.channel !== 'assisted')} camera removeName="bo" sendButton={{ name: 'gui', value: paper.key }} uploadUrl={`${action}?tra=json`} />;
  };
  return (
    <CitizenLayout view={view} title={W.papers.title} lead={papers.length > 0 ? W.papers.lead : W.papers.none} {...(back ? { back: back.href } : {})} above={<PageProgress at={at} of={of} service={content.plainName} />} errors={problems} islands={['photo-pages']}>
      {left && <SentTooLate lang={lang} left={left} go={W.papers.go} />}
      <form method="post" action={action} encType="multipart/form-data" noValidate {...(draft.content.borrowed ? { 'data-borrowed': '1' } : {})}>
        <CsrfFields view={view} />
        {needed.map((paper) => field(paper, true))}
        {others.length > 0 && (needed.length > 0 ? <Details summary={`${W.papers.ifAny[lang]} (${others.length})`} open={others.some((paper) => files.some((file) => file.paper === paper.key) || problems.some((one) => one.name === PAPER_INPUT + paper.key))}>{others.map((paper) => field(paper, false))}</Details> : others.map((paper) => field(paper, false)))}
        <p class="mc-quiet">{W.papers.formMade[lang]}</p>
        {shown.length > 0 && <Details summary={W.papers.show}><ul>{shown.map((paper) => <li key={paper.key}>{paper.shortName[lang]}</li>)}</ul></Details>}
        <ButtonGroup><Button name="tiep" value="1">{W.papers.go[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}
