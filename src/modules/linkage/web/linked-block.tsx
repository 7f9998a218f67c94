import type { VNode } from 'preact';
import { showMoment, vietnamDate } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { personalOf, type DossierScope, type LoadedDossier } from '../../dossier/index.ts';
import type { LinkedGroup, TaskState } from '../domain/index.ts';
import type { TrackedPart } from '../ports.ts';
import { offerFor } from '../use-cases/choose-linked.ts';
import type { LinkageWebDeps } from './web-deps.ts';
import { TASK_COLOURS, TASK_WORDS, W } from './words.ts';

/** Facts that the group's condition reads: what was declared, on the day on which it was. */
export const factsOf = (loaded: LoadedDossier) => ({ answers: personalOf(loaded.events).answers, channel: loaded.state.channel, today: vietnamDate(new Date(loaded.state.submittedAt)) });
interface Row { readonly key: string; readonly name: Text; readonly agency: Text; readonly state: TaskState; readonly due: Date | null; readonly number: string | null; readonly reason: string | null }

/** What other pages show of a dossier's linked parts; the wiring hands it to them. */
export function linkedBlocks(deps: LinkageWebDeps) {
  const partOf = (group: LinkedGroup | undefined, key: string) => group?.parts.find((one) => one.key === key);
  return {
    /** For whoever may see the dossier; with the offer where something can still be chosen. */
    async linkedBlock(scope: DossierScope, loaded: LoadedDossier, lang: Lang, at: 'citizen' | 'desk'): Promise<VNode | null> {
      if (scope.kind === 'worker' || !deps.groups.some((one) => one.lead === loaded.state.procedure)) return null;
      const view = await deps.linkage.of(scope, loaded.id);
      const choose = at === 'desk' ? `/ban/ho-so/${loaded.id}/lien-thong` : `/ho-so/${loaded.id}/lien-thong`;
      if (!view) {
        const offer = loaded.state.finishedAt ? null : offerFor({ groups: deps.groups, partners: [...deps.agencies.keys()] }, loaded.state.procedure, factsOf(loaded));
        if (!offer) return null;
        return at === 'desk' ? <p><a href={choose}>{W.choose[lang]}</a></p>
          : <div class="mc-noprint"><Notice kind="info" title={W.title}><p>{W.offer[lang]}</p><ul>{offer.parts.map((part) => <li key={part.key}>{part.name[lang]}</li>)}</ul><ButtonGroup><Button kind="secondary" href={choose}>{W.choose[lang]}</Button></ButtonGroup></Notice></div>;
      }
      const group = deps.groups.find((one) => one.procedure === view.group.procedure);
      const rows = view.group.parts.flatMap((key): Row[] => {
        const part = partOf(group, key);
        const task = view.tasks.find((one) => one.part === key);
        return part ? [{ key, name: part.name, agency: part.agency, state: task?.state ?? (view.group.state === 'ended' ? 'ended' : 'waiting'), due: task?.dueAt ?? null, number: task?.result ?? null, reason: task?.reason ?? null }] : [];
      });
      return <Parts rows={rows} lang={lang} due={view.group.dueAt} explanation={view.group.dueWords} />;
    },
    /** For the public look-up: parts, states and dates; no number, no reason. */
    async trackedLinkedBlock(dossierId: string, secret: string, lang: Lang): Promise<VNode | null> {
      const parts = await deps.linkage.track(dossierId, secret);
      const rows = parts.flatMap((one: TrackedPart): Row[] => {
        const part = one.part === null ? undefined : deps.groups.flatMap((group) => group.parts).find((known) => known.key === one.part);
        return part && one.state ? [{ key: part.key, name: part.name, agency: part.agency, state: one.state, due: one.dueAt, number: null, reason: null }] : [];
      });
      return rows.length === 0 ? null : <Parts rows={rows} lang={lang} due={parts[0]?.groupDue ?? null} explanation={null} />;
    },
  };
}

function Parts({ rows, lang, due, explanation }: { readonly rows: readonly Row[]; readonly lang: Lang; readonly due: Date | null; readonly explanation: Text | null }): VNode {
  return (
    <section aria-labelledby="lien-thong">
      <h2 id="lien-thong">{W.heading[lang]}</h2>
      {due ? <p><strong>{W.due[lang]}: {showMoment(due, lang)}</strong></p> : <p>{W.afterReception[lang]}</p>}
      {due && explanation && <Details summary={W.how}><p>{explanation[lang]}</p></Details>}
      <SummaryList rows={rows.map((row) => ({
        term: <>{row.name[lang]} <span class="mc-quiet">({row.agency[lang]})</span></>,
        value: <><Tag colour={TASK_COLOURS[row.state]}>{TASK_WORDS[row.state]}</Tag>{row.number && <> {W.number[lang]}: <strong>{row.number}</strong></>}{row.reason && (row.state === 'refused' || row.state === 'verifying') && <><br />{row.reason}</>}</>,
        ...(row.due && !['done', 'refused', 'ended'].includes(row.state) ? { note: `${W.until[lang]}: ${showMoment(row.due, lang)}` } : {}),
      }))} />
    </section>);
}
