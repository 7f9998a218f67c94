import { z } from 'zod';
import { page, redirect, route, type Route } from '../../../platform/http/route.ts';
import type { Role } from '../../../shared/actor.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { DataTable, type Column } from '../../../ui/components/data-table/data-table.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { meterMarkup } from '../../../ui/components/meter/meter.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Tabs } from '../../../ui/components/tabs/tabs.tsx';
import { tagMarkup } from '../../../ui/components/tag/tag.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { DESK_PLACES } from '../../../ui/layouts/desk-nav.ts';
import { markup } from '../../../ui/ready-made.ts';
import { PLAIN_STATUS } from '../../dossier/web/index.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { Deadlines } from '../../dossier/domain/index.ts';
import type { QueueRow } from '../ports.ts';
import { deskScope, officerOf, type DeskDeps } from './desk-deps.ts';
import { remaining } from './remaining.ts';
import { CHANNEL_WORDS, GROUP_WORDS, STATUS_WORDS, SUPPLEMENT, W } from './words.ts';

const WAITING = new Set(['intake-supplement', 'appraisal-supplement']);
/** nothing is counted any more: the result, or the refusal, waits to be handed over */
const READY = new Set(['done', 'refused']);
const TODAY: readonly Role[] = DESK_PLACES.find((place) => place.place === 'today')?.roles ?? [];
/** Roles in the order in which an officer with several sees the work. */
const QUEUE_ROLES = ['reception', 'specialist', 'leader', 'clerk'] as const;

/** «Việc hôm nay»: one list by remaining working time, and the whole of the agency beside it. */
export function todayRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban', permission: 'staff.home', audit: 'desk.today', query: z.object({ xem: z.enum(['toi', 'tat-ca']).optional(), sau: z.iso.datetime().optional(), 'sau-id': z.uuid().optional() }),
      async handle(request) {
        const officer = officerOf(request);
        const scope = deskScope(request);
        const { lang, view } = request;
        // Whoever has no list of dossiers begins where the own work is.
        if (!officer.roles.some((role) => TODAY.includes(role))) return redirect(DESK_PLACES.find((place) => place.roles.some((role) => officer.roles.includes(role)))?.href ?? '/');
        const roles = QUEUE_ROLES.filter((role) => officer.roles.includes(role));
        const mine = request.query.xem !== 'tat-ca' && roles.length > 0;
        const role = mine ? (roles[0] ?? null) : null;
        const [list, counts, deadlines] = await Promise.all([
          deps.queue.page(scope, { agencyId: officer.agencyId, role, after: request.query.sau ?? null, afterId: request.query['sau-id'] ?? null, limit: LIMITS.pageRows }), deps.queue.counts(scope, officer.agencyId, request.now), deps.deadlinesOf(officer.agencyId),
        ]);
        const total = counts.reduce((sum, one) => sum + one.open, 0);
        const own = counts.filter((one) => roles.includes(one.stepRole as (typeof roles)[number])).reduce((sum, one) => sum + one.open, 0);
        const which = mine ? 'toi' : 'tat-ca';
        const next = list.next ? `/ban?xem=${which}&sau=${encodeURIComponent(list.next.after)}&sau-id=${list.next.id}` : undefined;
        return page(
          <DeskLayout view={view} title={W.today} active="today" wide>
            <Tabs tabs={[...(roles.length > 0 ? [{ href: '/ban', words: W.mine, count: own, active: mine }] : []), { href: '/ban?xem=tat-ca', words: W.all, count: total, active: !mine }]} label={W.today[lang]} />
            <QueueTable rows={list.rows} names={await namesOf(deps, list.rows, lang)} approvals={await approvalsOf(deps, list.rows)} deadlines={deadlines} now={request.now} lang={lang} caption={mine ? W.mine[lang] : W.all[lang]} />
            {list.rows.length > 0 && <KeyHints keys={[{ keys: 'j', words: { vi: 'xuống', en: 'down' } }, { keys: 'k', words: { vi: 'lên', en: 'up' } }, { keys: 'Enter', words: W.open }]} />}
            <Pagination {...(request.query.sau ? { previousHref: `/ban?xem=${which}` } : {})} {...(next ? { nextHref: next } : {})} />
          </DeskLayout>);
      },
    }),
  ];
}

export async function namesOf(deps: DeskDeps, rows: readonly QueueRow[], lang: Lang): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(rows.map((row) => row.procedure))];
  return new Map(await Promise.all(codes.map(async (code): Promise<[string, string]> => [code, (await deps.procedures.current(code))?.content.plainName[lang] ?? code])));
}

/** A further request that a leader has still to approve: the dossier stands on the leader's list at a step that is not the leader's, or before reception. */
export const waitsForApproval = (row: QueueRow, content: ProcedureContent): boolean =>
  row.stepRole === 'leader' && (row.status === 'submitted' || (row.status === 'processing' && content.process?.steps.some((step) => step.key === row.step && step.role !== 'leader') === true));
async function approvalsOf(deps: DeskDeps, rows: readonly QueueRow[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const row of rows) if (row.stepRole === 'leader') {
    const current = await deps.procedures.current(row.procedure);
    if (current && waitsForApproval(row, current.content)) found.add(row.id);
  }
  return found;
}

export function QueueTable(props: { readonly rows: readonly QueueRow[]; readonly names: ReadonlyMap<string, string>; readonly deadlines: Deadlines; readonly now: Date; readonly lang: Lang; readonly caption: string; /** rows in which a further request waits for the leader */ readonly approvals?: ReadonlySet<string>; readonly select?: { readonly name: string; readonly form: string }; readonly empty?: Text }) {
  const { rows, names, deadlines, now, lang } = props;
  const leftOf = (row: QueueRow) => (READY.has(row.status) ? null : remaining(deadlines, now, row.nextDue, WAITING.has(row.status)));
  const today = vietnamDate(now);
  const groupOf = (row: QueueRow): number => (READY.has(row.status) ? 4 : WAITING.has(row.status) ? 3 : row.nextDue.getTime() < now.getTime() ? 0 : vietnamDate(row.nextDue) === today ? 1 : 2);
  const groups = new Map(rows.map((row) => [row, groupOf(row)]));
  const shortDay = (at: Date): string => showShortDate(vietnamDate(at)).replace(`/${today.slice(0, 4)}`, '');
  const groupName = (row: QueueRow): string => GROUP_WORDS[groups.get(row) ?? 0]?.[lang] ?? '';
  const columns = [
    column('con-lai', W.left, (row) => { const left = leftOf(row); return left ? meterMarkup(left.words[lang], left.share, left.tone) : '—'; }),
    column('viec', W.matter, (row) => markup`<a href="/ban/ho-so/${row.id}" data-key-open>${names.get(row.procedure) ?? row.procedure}</a>`, { head: true }),
    column('nguoi', W.person, (row) => row.owner),
    column('ma', W.code, (row) => row.code ?? row.reference, { tight: true }),
    column('buoc', W.step, (row) => {
      const step = tagMarkup(row.status === 'refused' ? 'grey' : PLAIN_STATUS[row.national]?.tag ?? 'grey', STATUS_WORDS[row.status]?.[lang] ?? row.status);
      const asked = props.approvals?.has(row.id) ? markup`${step} ${tagMarkup('yellow', SUPPLEMENT.waitsForYou[lang])}` : step;
      return row.supplementRounds > 1 ? markup`${asked} ${tagMarkup('red', W.round2[lang])}` : asked;
    }, { tight: true }),
    column('kenh', W.channel, (row) => `${CHANNEL_WORDS[row.channel]?.[lang] ?? row.channel}, ${shortDay(row.submittedAt)}`, { tight: true }),
  ];
  return <DataTable cards caption={props.caption} captionHidden rows={rows.toSorted((a, b) => (groups.get(a) ?? 0) - (groups.get(b) ?? 0))} group={groupName} rowKey={idOf} empty={props.empty ?? W.empty} {...(props.select ? { select: { ...props.select, label: labelOf } } : {})} columns={columns} />;
}
const idOf = (row: QueueRow): string => row.id;
const labelOf = (row: QueueRow): string => `${row.code ?? row.reference} ${row.owner}`;
/** Its function is an argument, not written into an object: there V8 would make it long-lived, and with it the fifty rows that it sees. */
const column = (key: string, title: Text, cell: Column<QueueRow>['cell'], more: Partial<Column<QueueRow>> = {}): Column<QueueRow> => ({ key, title, cell, ...more });
