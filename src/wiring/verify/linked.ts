import type pg from 'pg';
import type { Term } from '../../modules/calendar/domain/index.ts';
import { groupState, isFinal, needsPerson, termOf, type GroupState, type LeadState, type LinkedGroup, type TaskProblem, type TaskState } from '../../modules/linkage/domain/index.ts';
import type { calendarsOverTime } from './dues.ts';
import type { Notebook } from './report.ts';
import { grouped, inBatches } from './rows.ts';

interface Task { readonly id: string; readonly part: string; readonly partner: string; readonly state: TaskState; readonly verified: boolean; readonly reason: string | null; readonly has_result: boolean; readonly asked_at: Date | null; readonly due_at: Date | null; readonly finished_at: Date | null; readonly partner_reference: string | null }
interface Group {
  readonly id: string; readonly dossier_id: string; readonly agency_id: number; readonly procedure_code: string; readonly parts: readonly string[]; readonly state: GroupState; readonly started_at: Date | null; readonly due_at: Date | null; readonly finished_at: Date | null;
  readonly name: string | null; readonly status: string | null; readonly received_at: Date | null; readonly signed: boolean;
}
interface Exchange { readonly task_id: string; readonly direction: string; readonly outcome: string }
interface Told { readonly dossier_id: string; readonly seq: number; readonly task: string; readonly state: string }
const BATCH = 500;
const ENDS = ['not-accepted', 'refused', 'stopped'];

/**
 * I-21: groups of linked procedures against the dossiers that lead them, what was exchanged with the other agencies, the events
 * that told the dossier, and the calendar. What a job that waits will still bring about is in order.
 */
export async function checkLinked(client: pg.ClientBase, notebook: Notebook, calendars: Awaited<ReturnType<typeof calendarsOverTime>>, definitions: readonly LinkedGroup[]): Promise<void> {
  const read = async (after: string): Promise<readonly Group[]> => (await client.query<Group>(`SELECT g.id, g.dossier_id, g.agency_id, g.procedure_code, g.parts, g.state, g.started_at, g.due_at, g.finished_at, coalesce(d.code, d.reference) AS name, d.status, d.received_at,
        EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier_id = g.dossier_id AND e.kind = 'result-signed') AS signed
      FROM linkage_group g LEFT JOIN dossier d ON d.id = g.dossier_id WHERE g.id > $1 ORDER BY g.id LIMIT $2`, [after, BATCH])).rows;
  for await (const groups of inBatches(BATCH, read, (rows) => rows)) {
    const tasks = grouped((await client.query<Task & { group_id: string }>('SELECT id, group_id, part, partner, state, verified, reason, result IS NOT NULL AS has_result, asked_at, due_at, finished_at, partner_reference FROM linkage_task WHERE group_id = ANY ($1) ORDER BY part', [groups.map((one) => one.id)])).rows, (row) => row.group_id);
    const ids = [...tasks.values()].flat().map((task) => task.id);
    const exchanges = grouped((await client.query<Exchange>('SELECT task_id, direction, outcome FROM linkage_exchange WHERE task_id = ANY ($1) ORDER BY id', [ids])).rows, (row) => row.task_id);
    const told = grouped((await client.query<Told>("SELECT dossier_id, seq, body::jsonb->'data'->>'task' AS task, body::jsonb->'data'->>'state' AS state FROM dossier_event WHERE dossier_id = ANY ($1) AND kind = 'linked-updated' ORDER BY dossier_id, seq", [groups.map((one) => one.dossier_id)])).rows, (row) => row.dossier_id);
    const keys = [...groups.map((one) => `advance-linkage:${one.dossier_id}`), ...ids.flatMap((id) => [`tell-linked:${id}`, `send-linked:${id}`])];
    const alive = new Set((await client.query<{ key: string }>('SELECT key FROM graphile_worker._private_jobs WHERE key = ANY ($1) AND attempts < max_attempts', [keys])).rows.map((row) => row.key));
    for (const group of groups) await checkGroup({ notebook, calendars, alive, definition: definitions.find((one) => one.procedure === group.procedure_code) ?? null }, group, tasks.get(group.id) ?? [], exchanges, told.get(group.dossier_id) ?? []);
  }
}

interface Around { readonly notebook: Notebook; readonly calendars: Awaited<ReturnType<typeof calendarsOverTime>>; readonly alive: ReadonlySet<string>; readonly definition: LinkedGroup | null }

async function checkGroup(around: Around, group: Group, tasks: readonly Task[], exchanges: ReadonlyMap<string, readonly Exchange[]>, told: readonly Told[]): Promise<void> {
  const { notebook, definition } = around;
  const where = { dossier: group.name ?? group.dossier_id };
  const wrong = (vi: string, en: string, seq: number | null = null): void => notebook.wrong('I-21', { ...where, seq }, vi, en);
  notebook.checked('I-21', 1 + tasks.length);
  if (group.status === null) { wrong('nhóm liên thông còn, hồ sơ thì không', 'its linked group is there, the dossier is not'); return; }
  if (!definition) { wrong(`nhóm liên thông ${group.procedure_code} không có trong danh mục`, `its linked group ${group.procedure_code} is not among the announced ones`); return; }
  const [laid, chosen] = [tasks.map((task) => task.part).sort().join(', '), [...group.parts].sort().join(', ')];
  if (laid !== (group.started_at ? chosen : '')) wrong(`phần liên thông đã chọn là «${chosen}», đang có «${laid}»`, `the parts chosen are “${chosen}”, those there are “${laid}”`);
  const [twice] = tasks.filter((task, at) => task.partner_reference !== null && tasks.some((other, before) => before < at && other.partner === task.partner && other.partner_reference === task.partner_reference));
  if (twice) wrong(`hai phần mang cùng một số ${twice.partner_reference} của cơ quan ${twice.partner}`, `two parts carry the same number ${twice.partner_reference} of ${twice.partner}`);
  for (const task of tasks) {
    const say = (vi: string, en: string, seq: number | null = null): void => wrong(`phần liên thông «${task.part}» ${vi}`, `linked part “${task.part}” ${en}`, seq);
    const follows = stateAfter(task, exchanges.get(task.id) ?? []);
    if (follows !== task.state) say(`ghi «${task.state}», sổ trao đổi cho ra «${follows}»`, `is “${task.state}”, what was exchanged makes it “${follows}”`);
    if (isFinal(task.state) !== (task.finished_at !== null)) say('có lúc kết thúc không hợp với trạng thái', 'has an end that does not fit its state');
    if (task.has_result !== (task.state === 'done')) say('xong mà không có số, hoặc có số mà chưa xong', 'is done without a number, or has one without being done');
    if (task.state === 'refused' && !task.reason) say('bị từ chối mà không có lý do', 'is refused without a reason');
    if ((task.asked_at !== null) !== (task.state !== 'waiting' && task.state !== 'ended')) say('có lúc gửi không hợp với trạng thái', 'has a moment of sending that does not fit its state');
    if (task.asked_at && !group.signed) say('đã gửi đi khi kết quả chính chưa ký', 'went out before the leading result was signed');
    const events = told.filter((one) => one.task === task.id);
    const end = events.findLast((one) => one.state === 'done' || one.state === 'refused');
    if (end && end.state !== task.state) say(`ghi «${task.state}», sự kiện của hồ sơ nói «${end.state}»`, `is “${task.state}”, the event of its dossier says “${end.state}”`, end.seq);
    if (!end && (task.state === 'done' || task.state === 'refused') && !around.alive.has(`tell-linked:${task.id}`)) say('đã xong mà hồ sơ không ghi, và không có việc nào đang chờ', 'has ended, its dossier does not say so, and no job is waiting to tell it');
    if (task.state === 'sending' && task.asked_at === null) say('đang gửi mà chưa có lúc gửi', 'is being sent without a moment of sending');
    if (task.asked_at) await checkDue(around, group, task.due_at, task.asked_at, termsOf(definition.parts.find((part) => part.key === task.part) ?? definition, task.verified, isFinal(task.state) || around.alive.has(`advance-linkage:${group.dossier_id}`) || around.alive.has(`tell-linked:${task.id}`)), { vi: `ngày hẹn của phần liên thông «${task.part}»`, en: `the date of linked part “${task.part}”` });
  }
  const stray = told.find((one) => !tasks.some((task) => task.id === one.task));
  if (stray) wrong('nói về một phần liên thông không có', 'tells of a linked part that is not there', stray.seq);
  const lead: LeadState = group.signed ? 'signed' : ENDS.includes(group.status) ? 'ended' : group.received_at ? 'running' : 'before-reception';
  const reached = groupState(lead, tasks.map((task) => task.state));
  const moving = around.alive.has(`advance-linkage:${group.dossier_id}`) || tasks.some((task) => around.alive.has(`tell-linked:${task.id}`));
  if (reached !== group.state && !moving) wrong(`nhóm liên thông ghi «${group.state}», hồ sơ và các phần cho ra «${reached}»`, `its linked group is “${group.state}”, dossier and parts make it “${reached}”`);
  if ((group.finished_at !== null) !== ['done', 'partly', 'ended'].includes(group.state)) wrong('nhóm liên thông có lúc kết thúc không hợp với trạng thái', 'its linked group has an end that does not fit its state');
  if (group.started_at) await checkDue(around, group, group.due_at, group.started_at, termsOf(definition, tasks.some((task) => task.verified), moving || tasks.every((task) => isFinal(task.state) || !task.verified), () => termOf(definition, tasks)), { vi: 'ngày hẹn của cả nhóm liên thông', en: 'the date of its linked group' });
}

/** Terms that a date may have been counted with: the longer one once it must be verified; both while, or when, that could not be written any more. */
function termsOf(of: { readonly term: Term; readonly verifyingTerm: Term }, verified: boolean, either: boolean, usual: () => Term = () => (verified ? of.verifyingTerm : of.term)): readonly Term[] {
  return verified && either ? [usual(), of.term] : [usual()];
}

/** Once the calendar has been changed a difference is a question and not proof, as with every other date. */
async function checkDue({ notebook, calendars }: Around, group: Group, stored: Date | null, from: Date, terms: readonly Term[], what: { readonly vi: string; readonly en: string }): Promise<void> {
  const deadlines = await calendars.at(from, group.agency_id);
  const counted = deadlines ? terms.map((term) => deadlines.due(from, term, [])).flatMap((due) => (due.ok ? [due.value.at] : [])) : [];
  if (stored && counted.some((at) => Date.parse(at) === stored.getTime())) return;
  const say = counted.length === 0 || calendars.changes > 1 ? notebook.warn : notebook.wrong;
  say('I-21', { dossier: group.name }, `${what.vi} ghi ${stored?.toISOString() ?? '–'}, tính lại ra ${counted[0] ?? '–'}`, `${what.en} was recorded as ${stored?.toISOString() ?? 'none'}, counted again it is ${counted[0] ?? 'none'}`);
}

/** The state in which the notes of a part leave it, in their order. A part that waits for its result or was ended with it has none. */
function stateAfter(task: Task, exchanges: readonly Exchange[]): TaskState {
  if (exchanges.length === 0) return task.state === 'waiting' || task.state === 'ended' ? task.state : 'sending';
  let state: TaskState = 'sending';
  for (const { direction, outcome } of exchanges) {
    if (isFinal(state)) continue;
    if (direction === 'told') { if (AT_PARTNER.includes(outcome)) state = outcome as TaskState; }
    else if (direction === 'by-hand') state = outcome === 'closed' ? 'done' : 'sending';
    else if (direction === 'asked') { if (outcome === 'unknown') state = 'sending'; }
    else if (outcome === 'taken') { if (state === 'sending') state = 'sent'; }
    else if (needsPerson(outcome as TaskProblem)) state = 'failed';
  }
  return state;
}
const AT_PARTNER = ['accepted', 'verifying', 'done', 'refused'];
