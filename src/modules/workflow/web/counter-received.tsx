import { z } from 'zod';
import { page, route, type Route } from '../../../platform/http/route.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { owed, showPostAddress } from '../../dossier/domain/index.ts';
import { postAddressOf, type DossierScope } from '../../dossier/index.ts';
import { atDesk, type DeskDeps } from './desk-deps.ts';
import { INTAKE, W } from './words.ts';

const RECEIPT = 'mau-01-giay-tiep-nhan';
/** A paper is drawn in milliseconds once the worker has the job; only then does the page ask the browser to come again. */
const WAIT = { everyMs: 150, atMostMs: 3000, thenSeconds: 2 } as const;

export function counterReceivedRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/tiep-nhan/da-nhan/:id', permission: 'desk.receive', audit: 'desk.received', params: z.object({ id: z.uuid() }),
      async handle(request) {
        const at = await atDesk(deps, request);
        const { loaded, content } = at;
        const { state } = loaded;
        const { lang, view } = request;
        const paper = state.code ? await waitForPaper(deps, at.scope, loaded.id) : null;
        const total = state.fees.reduce((sum, line) => sum + line.payable, 0);
        const postTo = state.delivery.methods.includes('post') ? postAddressOf(loaded.events) : null;
        const left = Math.max(0, owed(state));
        return page(
          <DeskLayout view={view} title={W.received(state.code ?? state.reference)} active="intake" islands={['copy-code']} {...(paper ? {} : { refreshSeconds: WAIT.thenSeconds })}>
            <p><DossierCode code={state.code ?? state.reference} copy /></p>
            <SummaryList rows={[
              { term: W.owner, value: state.ownerName }, { term: W.matter, value: content.plainName[lang] },
              ...(state.due ? [{ term: W.due, value: <strong>{showMoment(new Date(state.due.at), lang)}</strong>, note: state.due.explanation }] : []),
              { term: W.feeTotal, value: total > 0 ? <strong>{showDong(total)}</strong> : INTAKE.free[lang], ...(total > 0 ? { note: left > 0 ? INTAKE.toPay : INTAKE.paid } : {}) },
              ...(postTo ? [{ term: INTAKE.byPost, value: showPostAddress(postTo, deps.places.provinces()) }] : []),
            ]} />
            {!paper && <Notice kind="info" role="status"><p>{W.printing[lang]}</p></Notice>}
            <ButtonGroup>
              {paper && <Button href={`/tep/${paper.fileId}`} icon="print" dataKey="P">{W.print[lang]}</Button>}
              <Button href="/ban/tiep-nhan#q" kind={paper ? 'secondary' : 'primary'} dataKey="F4">{W.next[lang]}</Button>
              <Button href={`/ban/ho-so/${loaded.id}`} kind="quiet">{W.open[lang]}</Button>
            </ButtonGroup>
            <KeyHints short keys={[...(paper ? [{ keys: 'P', words: INTAKE.keys.print }] : []), { keys: 'F4', words: INTAKE.keys.next }]} />
          </DeskLayout>, 200, paper ? { note: () => deps.reader.noteAccess(at.officer, loaded.id, 'Tiếp nhận tại quầy', request.now) } : {});
      },
    }),
  ];
}

async function waitForPaper(deps: DeskDeps, scope: DossierScope, id: string): Promise<{ readonly fileId: string } | null> {
  const pause = deps.pause ?? ((milliseconds: number) => new Promise<void>((resolve) => { setTimeout(resolve, milliseconds); }));
  for (let waited = 0; ; waited += WAIT.everyMs) {
    const paper = await deps.paperOf(scope, id, RECEIPT);
    if (paper || waited >= WAIT.atMostMs) return paper;
    await pause(WAIT.everyMs);
  }
}
