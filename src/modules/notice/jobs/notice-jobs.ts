import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { textOf, textsOf, wholeOf, type Job, type JobHandler } from '../../../shared/job.ts';
import type { DeliveryReceipt, FailedWorkBook, Guesses, NoticeOutbox, NoticeSource, QuestionInbox, StatusLookup } from '../ports.ts';
import { answerQuestion } from '../use-cases/answer-question.ts';
import { planDossierNotices } from '../use-cases/plan-dossier-notices.ts';
import { sendNotice, type Senders } from '../use-cases/send-notice.ts';
import { forgetOldNotices, forgetOldQuestions, forgottenQuestions, sweepNotices } from '../use-cases/sweep-notices.ts';

export interface NoticeJobDeps { readonly outbox: NoticeOutbox; readonly source: NoticeSource; readonly senders: Senders; readonly ids: Ids; readonly clock: Clock; /** absent where nobody can ask by SMS */ readonly questions?: { readonly inbox: QuestionInbox; readonly lookup: StatusLookup; readonly guesses: Guesses; readonly helpPhone: string; /** drops counts whose window is over */ forgetGuesses(): Promise<void> }; /** absent in tests that have no queue */ readonly failedWork?: FailedWorkBook }

/** Tasks by name. A handler throws only for our own faults; what a provider does is written on the message. */
export function noticeJobs(deps: NoticeJobDeps): Readonly<Record<'plan-notices' | 'send-notice' | 'sweep-notices' | 'forget-notices' | 'note-receipt' | 'answer-question' | 'note-failed-work' | 'put-back-work', JobHandler>> {
  const { questions, ids, clock } = deps;
  const answer = async (id: string): Promise<void> => { if (questions) await answerQuestion({ ...questions, ids, clock }, id); };
  return {
    'plan-notices': async (payload) => { await planDossierNotices(deps, textOf(payload, 'dossierId'), wholeOf(payload, 'seq')); },
    'send-notice': async (payload) => { await sendNotice(deps, textOf(payload, 'messageId')); },
    'sweep-notices': async () => {
      await sweepNotices(deps);
      if (questions) for (const id of await forgottenQuestions({ inbox: questions.inbox, clock })) await answer(id);
    },
    'forget-notices': async () => { await forgetOldNotices(deps); if (questions) { await forgetOldQuestions({ inbox: questions.inbox, clock }); await questions.forgetGuesses(); } },
    'note-failed-work': async () => { await deps.failedWork?.note(clock.now()); },
    'put-back-work': async (payload) => { await deps.failedWork?.putBack(textsOf(payload, 'jobIds'), clock.now()); await deps.failedWork?.note(clock.now()); },
    'answer-question': async (payload) => { await answer(textOf(payload, 'questionId')); },
    // A receipt can overtake our own commit of the sending; it is tried again, and let go when no message of ours answers to it.
    'note-receipt': async (payload, context) => {
      const known = await deps.outbox.recordReceipt({ providerId: textOf(payload, 'providerId'), delivered: payload['delivered'] === true }, deps.clock.now());
      if (!known && context.attempt < RECEIPT_TRIES) throw new Error('not yet: no message with this provider id');
    },
  };
}
const RECEIPT_TRIES = 5;
/** What the SMS adapter's listener stores for a delivery receipt: first kept, then looked at. */
export const noteReceiptJob = (receipt: DeliveryReceipt): Job => ({ task: 'note-receipt', payload: { providerId: receipt.providerId, delivered: receipt.delivered }, maxAttempts: RECEIPT_TRIES });

/** When the standing tasks run, as lines for the job runner. */
export const NOTICE_CRONTAB = ['* * * * * sweep-notices ?max=1', '* * * * * note-failed-work ?max=1', '17 2 * * * forget-notices ?max=3'] as const;

/** What the dossier's transaction stores for an event that somebody should hear about. */
export const planNoticesJob = (dossierId: string, seq: number): Job => ({ task: 'plan-notices', payload: { dossierId, seq }, key: `notices:${dossierId}:${seq}`, maxAttempts: 25 });
