import type { Clock } from '../../../shared/clock.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { NoticeDesk } from '../ports.ts';

/** Failed messages put back in one press. */
export const RETRY_ALL_LIMIT = 500;

/** Puts a failed message back, at once and with all its tries. Refused when it is not failed any more or belongs to another agency. */
export async function retryNotice(deps: { readonly desk: NoticeDesk; readonly clock: Clock }, id: string, officerId: string): Promise<Result<null, 'not-failed'>> {
  return (await deps.desk.retry(id, officerId, deps.clock.now())) ? ok(null) : refuse('not-failed');
}
export const retryAllNotices = (deps: { readonly desk: NoticeDesk; readonly clock: Clock }, officerId: string): Promise<number> => deps.desk.retryAll(officerId, deps.clock.now(), RETRY_ALL_LIMIT);
