import { z } from 'zod';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { PaperQueueFull } from '../../document/index.ts';
import { controlSlip } from '../domain/index.ts';
import { atDesk, type DeskDeps } from './desk-deps.ts';
import { BOOK } from './register-words.ts';

/** Phiếu kiểm soát quá trình giải quyết hồ sơ as it stands now: drawn anew each time from the dossier's events, never stored. */
export function controlSlipRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/ho-so/:id/phieu-kiem-soat.pdf', permission: 'desk.read', audit: 'desk.control-slip', params: z.object({ id: z.uuid() }),
      async handle(request) {
        const { loaded, content, officer } = await atDesk(deps, request);
        const agency = await deps.agencies.find(loaded.state.competentAgency);
        const slip = agency && controlSlip({ events: loaded.events, state: loaded.state, content, agency, siteUrl: deps.siteUrl, demo: loaded.demo, printedAt: request.now });
        if (!slip) return notFound();
        try {
          const body = await deps.printer.render('mau-06-phieu-kiem-soat', slip);
          return { kind: 'file', contentType: 'application/pdf', filename: `Phiếu kiểm soát ${slip.code}.pdf`, body, inline: true, note: () => deps.reader.noteAccess(officer, loaded.id, BOOK.slipPurpose, request.now) };
        } catch (error) {
          if (error instanceof PaperQueueFull) throw new HttpProblem('busy');
          throw error;
        }
      },
    }),
  ];
}
