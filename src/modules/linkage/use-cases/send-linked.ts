import type { Answers } from '../../../shared/condition.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { completeAnswers } from '../../eform/domain/index.ts';
import { personalOf } from '../../dossier/index.ts';
import { isAtPartner, isSilent, judgeMessage, LINKAGE_LIMITS, needsPerson, nextTryAt } from '../domain/index.ts';
import type { LinkageDeps } from './linkage-deps.ts';
import type { LinkedRequest, StoredTask } from '../ports.ts';

/** Sends one part to its agency. Nothing here throws for what the other side does: the task itself says when it goes again. */
export async function sendLinked(deps: LinkageDeps, taskId: string): Promise<void> {
  const task = await deps.ledger.task(taskId);
  if (!task || task.state !== 'sending') return;
  const agency = deps.agencies.get(task.partner);
  const now = deps.clock.now();
  const fails = (kind: Parameters<typeof deps.ledger.noteProblem>[1]['kind'], detail: string): Promise<void> => deps.ledger.noteProblem(task.id, { kind, detail, direction: 'sent', failed: needsPerson(kind), nextAt: nextTryAt(task.tries + 1, now) }, now);
  if (!agency) return fails('not-configured', task.partner);
  const request = await requestOf(deps, task, now);
  if (!request) return;
  const answer = await agency.send(request);
  const after = deps.clock.now();
  switch (answer.kind) {
    case 'taken': return deps.ledger.noteSent(task.id, answer.reference, after, new Date(after.getTime() + LINKAGE_LIMITS.askAfterMinutes * 60_000));
    case 'data-refused': return fails('data-refused', answer.reason);
    case 'exists-elsewhere': return fails('exists-elsewhere', answer.reference);
    case 'no-answer': return fails(answer.why, answer.detail);
  }
}

/** Exactly the answers that the part names, and where the signed result can be checked. */
async function requestOf(deps: LinkageDeps, task: StoredTask, sentAt: Date): Promise<LinkedRequest | null> {
  const group = deps.groups.find((one) => one.parts.some((part) => part.key === task.part));
  const part = group?.parts.find((one) => one.key === task.part);
  const loaded = await deps.dossier.store.find({ kind: 'worker' }, task.dossierId);
  if (!group || !part || !loaded?.state.approved || !loaded.state.signed) return null;
  const { state } = loaded;
  const content = await deps.dossier.procedures.version(state.version);
  const { answers, draft } = personalOf(loaded.events);
  const complete: Answers = content?.form ? completeAnswers(content.form, { answers, channel: state.channel, today: vietnamDate(new Date(state.submittedAt)) }) : answers;
  const told = Object.fromEntries(part.tells.flatMap((key) => (complete[key] === undefined ? [] : [[key, complete[key]]])));
  const { approved } = state;
  if (!approved || !state.signed) return null;
  return {
    key: task.id, part: task.part, group: group.procedure, dossier: state.code ?? state.reference, sentAt,
    result: { number: `${approved.number}/${approved.year}`, verifyUrl: `${deps.siteUrl}/kiem-tra/${approved.verifyCode}`, sha256: state.signed.sha256 },
    answers: draft['grantedPersonalId'] === undefined ? told : { ...told, grantedPersonalId: draft['grantedPersonalId'] },
  };
}

/** Asks an agency about a part that has lain there for a while. */
export async function askLinked(deps: LinkageDeps, taskId: string): Promise<void> {
  const task = await deps.ledger.task(taskId);
  if (!task || !isAtPartner(task.state)) return;
  const agency = deps.agencies.get(task.partner);
  const now = deps.clock.now();
  const next = new Date(now.getTime() + LINKAGE_LIMITS.askAfterMinutes * 60_000);
  const silent = task.state === 'sent' && isSilent(task.askedAt, now);
  if (!agency) return deps.ledger.noteProblem(task.id, { kind: 'not-configured', detail: task.partner, direction: 'asked', failed: false, nextAt: next }, now);
  const answer = await agency.ask(task.id);
  switch (answer.kind) {
    case 'message':
      await deps.ledger.keep(task.partner, answer.message, now);
      return deps.ledger.noteAsked(task.id, answer.message.state, next, silent && answer.message.seq <= task.lastSeq, now);
    case 'unknown': return deps.ledger.backToSending(task.id, now);
    case 'no-answer':
      return silent ? deps.ledger.noteAsked(task.id, answer.why, next, true, now) : deps.ledger.noteProblem(task.id, { kind: answer.why, detail: answer.detail, direction: 'asked', failed: false, nextAt: nextTryAt(task.tries + 1, now) }, now);
  }
}

/** Applies a message that lies in the inbox. */
export async function applyMessage(deps: LinkageDeps, partner: string, messageId: string): Promise<void> {
  const message = await deps.ledger.message(partner, messageId);
  if (message) await deps.ledger.apply(partner, message, deps.clock.now(), (task) => judgeMessage(task, message));
}

/** What is due by the clock: parts to send again, parts to ask about, messages whose job died with its process. */
export async function sweepLinked(deps: LinkageDeps): Promise<void> {
  const now = deps.clock.now();
  for (const { id, state } of await deps.ledger.due(now, LINKAGE_LIMITS.sweepBatch)) await (state === 'sending' ? sendLinked(deps, id) : askLinked(deps, id));
  for (const { partner, messageId } of await deps.ledger.waitingMessages(new Date(now.getTime() - 60_000), LINKAGE_LIMITS.sweepBatch)) await applyMessage(deps, partner, messageId);
}
