import { z } from 'zod';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { PaperQueueFull } from '../../document/index.ts';
import { PRINT_LINES, printedRegister, registerParts } from '../domain/index.ts';
import { deskScope, officerOf, type DeskDeps } from './desk-deps.ts';
import { bounds, FILE_PAGE, listPage, period, periodOf, REGISTER, shownOf, type Shown } from './register-pages.tsx';
import { BOOK } from './register-words.ts';

/** Letters of one print's rows as JSON; with its head the press takes it (its own limit lies above). */
const PRINT_LETTERS = 1_450_000;
const asked = period.extend({ phan: z.coerce.number().int().min(1).max(9_999).optional() });

/** Sổ theo dõi hồ sơ as a paper: drawn anew each time, never stored. A long period is chosen part by part. */
export function registerPrintRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: `${REGISTER}.pdf`, permission: 'desk.register', audit: 'desk.register-print', query: asked,
      async handle(request) {
        const when = periodOf(request.query, request.now);
        const officer = officerOf(request);
        const scope = deskScope(request);
        const [agency, extent] = await Promise.all([deps.agencies.find(officer.agencyId), deps.register.extent(scope, bounds(request, when))]);
        if (!agency) return notFound();
        const parts = registerParts(extent);
        if (extent && parts.length > 1 && request.query.phan === undefined) return listPage(deps, request, when, null, { lines: extent.lines, list: parts });
        const part = parts[(request.query.phan ?? 1) - 1] ?? null;
        if (extent && !part) return listPage(deps, request, when, BOOK.noPart, { lines: extent.lines, list: parts });
        const shown: Shown[] = [];
        for (let after: number | null = part ? part.from - 1 : null; part && after !== null;) {
          const found: Awaited<ReturnType<DeskDeps['register']['page']>> = await deps.register.page(scope, { ...bounds(request, when), after, limit: Math.min(FILE_PAGE, PRINT_LINES - shown.length) });
          for (const line of found.lines) if (line.number <= part.to) shown.push(await shownOf(deps, line));
          after = found.next !== null && found.next < part.to && shown.length < PRINT_LINES ? found.next : null;
        }
        const book = printedRegister({ agency, year: when.year, from: when.from, to: when.to, extent, part, rows: shown.map(({ row }) => row), printedAt: request.now, by: officer.name });
        if (JSON.stringify(book.rows).length > PRINT_LETTERS) return listPage(deps, request, when, BOOK.tooLong);
        try {
          const body = await deps.printer.render('mau-07-so-theo-doi', book);
          return {
            kind: 'file', contentType: 'application/pdf', filename: `So theo doi ho so ${when.year}${when.month === null ? '' : ` thang ${when.month}`}${part && part.of > 1 ? ` phan ${part.nth}` : ''}.pdf`, body, inline: true,
            note: () => deps.register.noteAccesses(officer, shown.map(({ line }) => line.id), BOOK.printPurpose, request.now),
          };
        } catch (error) {
          if (error instanceof PaperQueueFull) throw new HttpProblem('busy');
          throw error;
        }
      },
    }),
  ];
}
