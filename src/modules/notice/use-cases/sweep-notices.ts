import type { Clock } from '../../../shared/clock.ts';
import { QUESTION_LIMITS } from '../domain/index.ts';
import type { NoticeOutbox, QuestionInbox } from '../ports.ts';

export const SWEEP_LIMITS = { /** messages woken in one sweep */ batch: 500, /** days that recipient and body of a finished message are kept */ keptDays: 180 } as const;

/** Wakes messages whose job was lost: a process that died holds a job for hours, a message only for its lease. */
export async function sweepNotices(deps: { readonly outbox: Pick<NoticeOutbox, 'due' | 'wakeUp'>; readonly clock: Clock }): Promise<number> {
  const now = deps.clock.now();
  const ids = await deps.outbox.due(now, SWEEP_LIMITS.batch);
  await deps.outbox.wakeUp(ids, now);
  return ids.length;
}
/** Questions whose job was lost are answered by the sweep itself; a fresh one still has its job. */
export async function forgottenQuestions(deps: { readonly inbox: Pick<QuestionInbox, 'waiting'>; readonly clock: Clock }): Promise<readonly string[]> {
  return deps.inbox.waiting(new Date(deps.clock.now().getTime() - 60_000), SWEEP_LIMITS.batch);
}
export async function forgetOldQuestions(deps: { readonly inbox: Pick<QuestionInbox, 'forget'>; readonly clock: Clock }): Promise<number> {
  return deps.inbox.forget(new Date(deps.clock.now().getTime() - QUESTION_LIMITS.keptDays * 86_400_000));
}
/** Empties what is no longer needed to prove that a message was sent. */
export async function forgetOldNotices(deps: { readonly outbox: Pick<NoticeOutbox, 'forget'>; readonly clock: Clock }): Promise<number> {
  const now = deps.clock.now();
  return deps.outbox.forget(now, new Date(now.getTime() - SWEEP_LIMITS.keptDays * 86_400_000));
}
