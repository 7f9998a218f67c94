import { page, type Reply } from '../../../platform/http/route.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { lastAct } from '../../dossier/web/index.ts';
import { availableActions, termsToChoose, type Action } from '../../dossier/domain/index.ts';
import { isMark, TypedWords } from '../../../ui/components/typed-words/typed-words.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { atDesk, type DeskDeps, type DeskRequest } from './desk-deps.ts';
import { ACTION_WORDS, STATUS_WORDS, W, refusalWords } from './words.ts';

/** Somebody else was first, or the tab is old: how the dossier stands now and what can be done with it (409). */
export async function stalePage(deps: DeskDeps, request: DeskRequest, why?: Text): Promise<Reply> {
  const at = await atDesk(deps, request);
  const { state } = at.loaded;
  const { lang, view } = request;
  const allowed: readonly Action[] = availableActions(state, at.officer, false).filter((action) => action !== 'choose-verification' || termsToChoose(at.content, state).length > 0);
  const href = `/ban/ho-so/${at.loaded.id}`;
  const before = lastAct(at.loaded.events, state);
  return page(
    <DeskLayout view={view} title={at.content.plainName} back={{ href, label: W.open }} above={<p><DossierCode code={state.code ?? state.reference} /></p>}>
      <Notice kind="warn" role="status" title={W.stale}>{before && <p>{before[lang]}.</p>}<p>{(why ?? refusalWords({ kind: 'not-allowed', allowed }))[lang]}</p></Notice>
      <SummaryList rows={[
        { term: W.status, value: STATUS_WORDS[state.status]?.[lang] ?? state.status },
        ...(state.due ? [{ term: W.due, value: showMoment(new Date(state.due.at), lang) }] : []),
        ...(state.assigneeName ? [{ term: W.assignee, value: state.assigneeName }] : []),
        ...(allowed.length > 0 ? [{ term: W.work, value: allowed.map((action) => ACTION_WORDS[action][lang]).join(', ') }] : []),
      ]} />
      <TypedWords values={typedWords(request.body)} />
      <ButtonGroup><Button href={href} dataKey="Ctrl+Enter">{W.open[lang]}</Button><Button href="/ban" kind="quiet">{W.today[lang]}</Button></ButtonGroup>
    </DeskLayout>, 409);
}

/** What an officer wrote, out of everything that came with a form: sentences, names and numbers, not the marks of boxes and buttons. */
export function typedWords(body: unknown): readonly string[] {
  const texts = typeof body === 'object' && body !== null ? Object.values(body).flat().filter((one): one is string => typeof one === 'string') : [];
  return texts.map((text) => text.trim()).filter((text) => text !== '' && !isMark(text));
}
