import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { QUESTION_LIMITS } from '../domain/index.ts';
import type { ArrivedSms, QuestionInbox } from '../ports.ts';

/**
 * Keeps what arrived; resolves once the centre may forget it. Throws when it could not be kept, so that the centre holds it and
 * comes again: the database is away, or more comes in than this installation takes in an hour.
 */
export async function keepQuestion(deps: { readonly inbox: Pick<QuestionInbox, 'keep'>; readonly ids: Ids; readonly clock: Clock }, arrived: ArrivedSms): Promise<'kept' | 'known' | 'over'> {
  const kept = await deps.inbox.keep(arrived, deps.ids.uuid(), deps.clock.now());
  if (kept === 'full') throw new Error(`more than ${QUESTION_LIMITS.takenPerHour} messages came in this hour`);
  return kept;
}
