import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { officerOf } from '../../../platform/http/who-asks.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment, vietnamDate } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SearchBox } from '../../../ui/components/search-box/search-box.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { settledAnswers } from '../domain/index.ts';
import type { Draft, DraftContent } from '../ports.ts';
import { A } from './assist-words.ts';
import { pathOf, resumeAt } from './draft-path.ts';
import { readScreening } from './start-draft.tsx';
import type { DossierWebDeps } from './web-deps.ts';

const params = z.object({ slug: z.string().max(LIMITS.lineText) });
const link = z.object({ link: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/u) });
const DAY_MS = 86_400_000;
const HELPER_BACK = { href: '/ban/khai-giup', label: A.back } as const;

/** Where a helper begins, what a helper did, and the link by which the person takes the dossier over. */
export function assistRoutes(deps: DossierWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/khai-giup', permission: 'desk.assist', audit: 'assist.list',
      async handle(request) {
        const { lang, view } = request;
        const rows = await Promise.all((await deps.consents.ofHelper(officerOf(request).officerId, LIMITS.pageRows)).map(async (row) => ({ ...row, name: (await deps.procedures.current(row.procedure))?.content.plainName[lang] ?? row.procedure })));
        const list = (submitted: boolean): readonly VNode[] => rows.filter((row) => row.submitted === submitted).map((row) => (
          <li key={row.draftId}><a href={submitted ? `/ban/khai-giup/xong/${row.draftId}` : `/nhap/${row.draftId}/kiem-tra`}>{row.name}</a> <span class="mc-quiet">({row.shortCode}, {showMoment(row.changedAt, lang)})</span></li>));
        const [open, done] = [list(false), list(true)];
        return page(
          <DeskLayout view={view} title={A.home} active="assist">
            <p>{A.homeLead[lang]}</p>
            <SearchBox action="/tim" label={A.find} button={A.findButton} />
            <p><a href="/thu-tuc">{A.all[lang]}</a></p>
            {open.length > 0 && <><h2>{A.open[lang]}</h2><ul>{open}</ul></>}
            {done.length > 0 && <><h2>{A.done[lang]}</h2><ul>{done}</ul><p class="mc-quiet">{A.notAfter[lang]}</p></>}
            {rows.length === 0 && <p>{A.none[lang]}</p>}
          </DeskLayout>);
      },
    }),
    route({
      method: 'GET', path: '/ban/khai-giup/:slug', permission: 'desk.assist', audit: 'assist.begin-page', params,
      async handle(request) {
        const { lang, view } = request;
        const found = (await deps.procedureBySlug(request.params.slug)) ?? notFound();
        const agency = (await deps.agenciesOffering(found.content.code)).find((one) => one.id === officerOf(request).agencyId);
        const given = new URLSearchParams([...request.url.searchParams].filter(([key]) => key !== 'da-kiem-tra' && key !== 'moi')).toString().slice(0, 4000);
        return page(
          <DeskLayout view={view} title={A.start(found.content.plainName)} active="assist" back={HELPER_BACK}>
            <p>{A.startLead[lang]}</p>
            <ul>{A.rules.map((rule) => <li key={rule.vi}>{rule[lang]}</li>)}</ul>
            {!agency || !found.content.form ? <Notice kind="info"><p>{A.closed[lang]}</p></Notice> : (
              <form method="post" action={`/ban/khai-giup/${found.slug}`}>
                <CsrfFields view={view} />
                <input type="hidden" name="tra-loi" value={given} />
                <p>{A.to[lang]}: <strong>{agency.name}</strong></p>
                <ButtonGroup><Button>{A.begin[lang]}</Button></ButtonGroup>
              </form>)}
          </DeskLayout>);
      },
    }),
    route({
      method: 'POST', path: '/ban/khai-giup/:slug', permission: 'desk.assist', audit: 'assist.begin', params, body: z.strictObject({ 'tra-loi': z.string().max(4000).optional() }),
      async handle(request) {
        const helper = officerOf(request);
        const found = (await deps.procedureBySlug(request.params.slug)) ?? notFound();
        const agency = (await deps.agenciesOffering(found.content.code)).find((one) => one.id === helper.agencyId);
        if (!agency || !found.content.form) return redirect(`/ban/khai-giup/${found.slug}`);
        const screening = readScreening(found.content.screening?.questions ?? [], request.body['tra-loi']);
        const content: DraftContent = { answers: settledAnswers(found.content, screening, { channel: 'assisted', today: vietnamDate(request.now) }), screening, visited: [], assurance: 'none', borrowed: true, filedBy: 'helper' };
        const id = deps.ids.uuid();
        const guestKey = deps.assist.keyOf(id);
        const draft: Draft = {
          id, citizenId: null, guestKey, officerId: helper.officerId, procedure: found.content.code, version: found.versionId, agencyId: agency.id, channel: 'assisted', shortCode: `${deps.ids.secret(3)}-${deps.ids.secret(3)}`, revision: 1,
          changedAt: request.now, expiresAt: new Date(request.now.getTime() + LIMITS.draftDays * DAY_MS), dossierId: null, supplements: null, content,
        };
        await deps.drafts.create({ kind: 'guest', guestKey }, draft);
        return redirect(resumeAt(draft, pathOf(draft, found.content, request.now)).href);
      },
    }),
    route({
      method: 'GET', path: '/ban/khai-giup/xong/:draft', permission: 'desk.assist', audit: 'assist.done', params: z.object({ draft: z.uuid() }),
      async handle(request) {
        const { lang, view } = request;
        const scope = { kind: 'guest', guestKey: deps.assist.keyOf(request.params.draft) } as const;
        const draft = await deps.drafts.find(scope, request.params.draft);
        if (!draft?.dossierId || draft.officerId !== officerOf(request).officerId) return notFound();
        // Once the person has it, even the reference is no longer the helper's to read.
        const [loaded, found] = await Promise.all([deps.store.find(scope, draft.dossierId), deps.procedures.version(draft.version)]);
        return page(
          <DeskLayout view={view} title={A.finished} active="assist" back={HELPER_BACK}>
            <p>{A.finishedLead[lang]}</p>
            <SummaryList rows={[
              { term: A.what, value: found?.plainName[lang] ?? draft.procedure },
              ...(loaded ? [{ term: A.reference, value: <DossierCode code={loaded.state.reference} large /> }, { term: A.at, value: showMoment(new Date(loaded.state.submittedAt), lang) }] : []),
            ]} />
            {!loaded && <p>{A.handed[lang]}</p>}
          </DeskLayout>);
      },
    }),
    route({
      method: 'GET', path: '/giup/:link', permission: 'dossier.own', audit: 'assist.link', params: link,
      async handle(request) {
        const { lang, view } = request;
        return page(
          <CitizenLayout view={view} title={A.link} lead={A.linkLead} robots="noindex">
            <form method="post" action={`/giup/${request.params.link}`}><CsrfFields view={view} /><ButtonGroup><Button>{A.openIt[lang]}</Button></ButtonGroup></form>
            <p>{A.notMe[lang]}</p>
          </CitizenLayout>);
      },
    }),
    route({
      method: 'POST', path: '/giup/:link', permission: 'dossier.own', audit: 'assist.take', params: link, body: z.strictObject({}),
      async handle(request) {
        const { actor } = request;
        const id = await deps.consents.handOver(deps.assist.keyOfLink(request.params.link), actor.kind === 'citizen' ? { guestKey: null, citizenId: actor.citizenId } : { guestKey: actor.kind === 'guest' ? actor.guestKey : '', citizenId: null });
        return id ? redirect(`/ho-so/${id}`) : notFound();
      },
    }),
  ];
}
