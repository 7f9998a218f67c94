import type { Clock } from '../../../shared/clock.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { FailedGroup, FailedWorkDesk, NoticeDesk, WorkGroup } from '../ports.ts';

/** Failed messages, or pieces of work, put back in one press. */
export const RETRY_ALL_LIMIT = 500;

/** Puts a failed message back, at once and with all its tries. Refused when it is not failed any more, an answer, or another agency's. */
export async function retryNotice(deps: { readonly desk: NoticeDesk; readonly clock: Clock }, id: string, officerId: string): Promise<Result<null, 'not-failed'>> {
  return (await deps.desk.retry(id, officerId, deps.clock.now())) ? ok(null) : refuse('not-failed');
}
/** All messages that failed for one cause; the newest first, as many as one press puts back. */
export const retryNoticesOf = (deps: { readonly desk: NoticeDesk; readonly clock: Clock }, group: FailedGroup, officerId: string): Promise<number> => deps.desk.retryGroup(group, officerId, deps.clock.now(), RETRY_ALL_LIMIT);
/** Asks the worker to do failed work again, one piece or all of one kind and cause. */
export const retryWork = (deps: { readonly desk: FailedWorkDesk; readonly clock: Clock }, which: { readonly jobId: string } | WorkGroup, officerId: string): Promise<number> => deps.desk.retry(which, officerId, deps.clock.now(), RETRY_ALL_LIMIT);
