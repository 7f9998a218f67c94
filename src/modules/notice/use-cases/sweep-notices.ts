import type { Clock } from '../../../shared/clock.ts';
import type { NoticeOutbox } from '../ports.ts';

export const SWEEP_LIMITS = { /** messages woken in one sweep */ batch: 500, /** days that recipient and body of a finished message are kept */ keptDays: 180 } as const;

/** Wakes messages whose job was lost: a process that died holds a job for hours, a message only for its lease. */
export async function sweepNotices(deps: { readonly outbox: Pick<NoticeOutbox, 'due' | 'wakeUp'>; readonly clock: Clock }): Promise<number> {
  const now = deps.clock.now();
  const ids = await deps.outbox.due(now, SWEEP_LIMITS.batch);
  await deps.outbox.wakeUp(ids, now);
  return ids.length;
}
/** Empties what is no longer needed to prove that a message was sent. */
export async function forgetOldNotices(deps: { readonly outbox: Pick<NoticeOutbox, 'forget'>; readonly clock: Clock }): Promise<number> {
  const now = deps.clock.now();
  return deps.outbox.forget(now, new Date(now.getTime() - SWEEP_LIMITS.keptDays * 86_400_000));
}
