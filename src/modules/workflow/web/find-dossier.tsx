import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SearchBox } from '../../../ui/components/search-box/search-box.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { readDossierCode } from '../../dossier/domain/index.ts';
import type { QueueRow } from '../ports.ts';
import { deskScope, officerOf, type DeskDeps } from './desk-deps.ts';
import { scannedCode } from './scanned-code.ts';
import { namesOf, QueueTable } from './today.tsx';
import { W } from './words.ts';

const SHORTEST = 2;
/** What somebody typed or scanned, told apart: numbers that are a person's never travel in an address. */
export function wanted(typed: string): { readonly personalId: string | null; readonly phone: string | null } {
  const digits = typed.replace(/[\s.-]/gu, '');
  return { personalId: /^\d{12}$/u.test(digits) ? digits : null, phone: /^0\d{9}$/u.test(digits) ? digits : null };
}

/** «Tìm hồ sơ»: the question is sent as a form, so that no name, personal number or telephone stands in an address, a log or a history. */
export function findDossierRoutes(deps: DeskDeps): Route[] {
  const show = async (request: RouteRequest<unknown, unknown, unknown>, typed: string, rows: readonly QueueRow[] | null, again = false) => {
    const { lang, view } = request;
    const deadlines = await deps.deadlinesOf(officerOf(request).agencyId);
    return page(
      <DeskLayout view={view} title={W.search} active="find" wide>
        {again && <Notice kind="info"><p>{W.searchAgain[lang]}</p></Notice>}
        <SearchBox action="/ban/tim" post={view} value={typed} label={W.searchHint} hint={W.searchEntry} />
        {rows && <QueueTable rows={rows} names={await namesOf(deps, rows, lang)} deadlines={deadlines} now={request.now} lang={lang} caption={W.search[lang]} empty={W.searchNone} />}
      </DeskLayout>);
  };
  const search = (request: RouteRequest<unknown, unknown, unknown>, asked: { readonly text: string; readonly personalId: string | null; readonly phone: string | null; readonly code: string | null }) => deps.queue.search(deskScope(request), { ...asked, limit: LIMITS.pageRows });
  return [
    route({
      method: 'GET', path: '/ban/tim', permission: 'desk.read', audit: 'desk.find', query: z.object({ q: z.string().max(200).optional(), lai: z.string().max(5).optional() }),
      async handle(request) {
        const typed = request.query.q?.trim() ?? '';
        const code = readDossierCode(typed);
        // Only a dossier's code is looked for from an address; anything else leaves the address and is typed into the box.
        if (!code) return typed === '' ? show(request, '', null, request.query.lai !== undefined) : redirect('/ban/tim?lai=1');
        return show(request, code.value, await search(request, { text: code.value, personalId: null, phone: null, code: code.value }));
      },
    }),
    route({
      method: 'POST', path: '/ban/tim', permission: 'desk.read', audit: 'desk.find', body: z.strictObject({ q: z.string().max(1000).optional() }),
      async handle(request) {
        const typed = request.body.q?.normalize('NFC').trim() ?? '';
        const code = scannedCode(typed);
        if (code) {
          const [found] = await search(request, { text: code, personalId: null, phone: null, code });
          return redirect(found ? `/ban/ho-so/${found.id}` : `/ban/tim?q=${encodeURIComponent(code)}`);
        }
        if (typed.length < SHORTEST) return show(request, typed, null);
        return show(request, typed.slice(0, 200), await search(request, { text: typed, ...wanted(typed), code: null }));
      },
    }),
  ];
}
