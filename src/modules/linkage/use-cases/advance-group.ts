import type { Term } from '../../calendar/domain/index.ts';
import type { DossierState, Due } from '../../dossier/domain/index.ts';
import { recordLinkedPart } from '../../dossier/index.ts';
import { groupState, isFinal, termOf, type LeadState } from '../domain/index.ts';
import type { LinkageDeps } from './linkage-deps.ts';
import type { LinkedView, StoredTask } from '../ports.ts';

const leadOf = (state: DossierState): LeadState => (state.signed ? 'signed' : ['not-accepted', 'refused', 'stopped'].includes(state.status) ? 'ended' : state.receivedAt ? 'running' : 'before-reception');

/**
 * Brings a group up to date with its leading dossier and its tasks: starts the one clock when the dossier is received, sends
 * the parts when the leading result is signed, ends them when it will never be, and finds out when all is done. May run at
 * any moment and any number of times.
 */
export async function advanceGroup(deps: LinkageDeps, dossierId: string): Promise<void> {
  const before = await deps.ledger.ofDossier(dossierId);
  const loaded = before && await deps.dossier.store.find({ kind: 'worker' }, dossierId);
  if (!before || !loaded) return;
  const now = deps.clock.now();
  const { state } = loaded;
  const lead = leadOf(state);
  const definition = deps.groups.find((one) => one.procedure === before.group.procedure);
  if (!definition) throw new Error(`no group ${before.group.procedure}`);
  if (before.group.state === 'waiting' && (lead === 'running' || lead === 'signed') && state.receivedAt) {
    // The time runs once the agencies have the full dossier (NĐ 63/2024/NĐ-CP Đ.7); chosen later, from then.
    const from = new Date(Math.max(Date.parse(state.receivedAt), before.group.chosenAt.getTime()));
    const due = await dueOf(deps, before, from, definition.term);
    await deps.ledger.start(before.group.id, { at: from, dueAt: new Date(due.at), dueWords: due.explanation, tasks: definition.parts.filter((part) => before.group.parts.includes(part.key)).map((part) => ({ id: deps.ids.uuid(), part: part.key, partner: part.partner })) });
  }
  if (lead === 'ended') await deps.ledger.endTasks(before.group.id, now);
  let view = (await deps.ledger.ofDossier(dossierId)) ?? before;
  const waiting = view.tasks.filter((task) => task.state === 'waiting');
  if (lead === 'signed' && waiting.length > 0) {
    const dues = await Promise.all(waiting.map(async (task) => ({ id: task.id, dueAt: new Date((await dueOf(deps, view, now, definition.parts.find((part) => part.key === task.part)?.term ?? definition.term)).at) })));
    await deps.ledger.release(view.group.id, dues, now);
  }
  await longerWhereVerified(deps, view, definition.parts, termOf(definition, view.tasks));
  view = (await deps.ledger.ofDossier(dossierId)) ?? view;
  const reached = groupState(lead, view.tasks.map((task) => task.state));
  if (reached !== view.group.state) await deps.ledger.setGroup(view.group.id, reached, ['done', 'partly', 'ended'].includes(reached) ? now : null);
}

async function dueOf(deps: LinkageDeps, view: LinkedView, from: Date, term: Term): Promise<Due> {
  const found = (await deps.dossier.deadlinesOf(view.group.agencyId)).due(from, term, []);
  if (!found.ok) throw new Error(`no working calendar of ${found.refusal.year}: enter it under «Lịch làm việc»`);
  return found.value;
}

/** A part that must be verified gets its longer term, and so does the whole. */
async function longerWhereVerified(deps: LinkageDeps, view: LinkedView, parts: readonly { readonly key: string; readonly verifyingTerm: Term }[], whole: Term): Promise<void> {
  const verified = view.tasks.filter((task) => task.verified && !isFinal(task.state));
  for (const task of verified) {
    const part = parts.find((one) => one.key === task.part);
    if (part && task.askedAt) await deps.ledger.setTaskDue(task.id, new Date((await dueOf(deps, view, task.askedAt, part.verifyingTerm)).at));
  }
  if (verified.length > 0 && view.group.startedAt) { const due = await dueOf(deps, view, view.group.startedAt, whole); await deps.ledger.setDue(view.group.id, new Date(due.at), due.explanation); }
}

/** Tells the dossier, and through it the person, what became of a part. */
export async function tellDossier(deps: LinkageDeps, taskId: string): Promise<void> {
  const task = await deps.ledger.task(taskId);
  if (!task || !isTold(task)) return;
  const part = deps.groups.flatMap((one) => one.parts).find((one) => one.key === task.part);
  if (!part) throw new Error(`no part ${task.part}`);
  await advanceGroup(deps, task.dossierId);
  const now = await deps.ledger.task(taskId);
  await recordLinkedPart(deps.dossier, task.dossierId, deps.clock.now(), { task: task.id, part: part.name, agency: part.agency, state: task.state, ...(now?.dueAt && task.state === 'verifying' ? { dueAt: now.dueAt.toISOString() } : {}), ...(task.reason && task.state !== 'done' ? { reason: task.reason } : {}) });
}
const isTold = (task: StoredTask): task is StoredTask & { readonly state: 'accepted' | 'verifying' | 'done' | 'refused' } => ['accepted', 'verifying', 'done', 'refused'].includes(task.state);
