import type { Clock } from '../../../shared/clock.ts';
import { afterFailure, emailHtml, type FailureCause, type SendOutcome } from '../domain/index.ts';
import type { ClaimedNotice, MailSender, NoticeOutbox, SmsSender } from '../ports.ts';

export interface Senders { /** null while the installation has no such provider */ readonly sms: SmsSender | null; readonly email: MailSender | null }

/**
 * Takes one message, hands it to its provider and writes down what came of it. Between the handing over and the writing
 * the process may die; the message is then sent again under the same reference when its lease has run out (I-12).
 * `later`: not due or over a budget, and woken again then. `overtaken`: another process has claimed it meanwhile.
 */
export async function sendNotice(deps: { readonly outbox: Pick<NoticeOutbox, 'claim' | 'finish' | 'wakeUp'>; readonly senders: Senders; readonly clock: Clock }, id: string): Promise<'sent' | 'later' | 'done' | 'failed' | 'overtaken'> {
  const claim = await deps.outbox.claim(id, deps.clock.now());
  if (claim.kind === 'done') return 'done';
  if (claim.kind === 'later') {
    await deps.outbox.wakeUp([id], claim.at);
    return 'later';
  }
  const { notice } = claim;
  const outcome = await handOver(deps.senders, notice);
  const now = deps.clock.now();
  if (outcome.kind === 'accepted') return (await deps.outbox.finish(notice, { state: 'sent', providerId: outcome.providerId }, now)) ? 'sent' : 'overtaken';
  const next = afterFailure(outcome.cause, notice.failures + 1, now);
  const { cause, detail } = outcome;
  return (await deps.outbox.finish(notice, next.state === 'queued' ? { state: 'queued', cause, detail, at: next.at } : { state: 'dead', cause, detail }, now)) ? 'failed' : 'overtaken';
}

async function handOver(senders: Senders, notice: ClaimedNotice): Promise<SendOutcome> {
  const failed = (cause: FailureCause): SendOutcome => ({ kind: 'failed', cause, detail: '' });
  if (notice.channel === 'sms') return senders.sms ? senders.sms.send({ reference: notice.id, to: notice.to, text: notice.text, ...(notice.from === undefined ? {} : { from: notice.from }) }) : failed('not-configured');
  if (!senders.email) return failed('not-configured');
  return senders.email.send({ reference: notice.id, to: notice.to, subject: notice.subject ?? '', text: notice.text, html: emailHtml(notice.text, notice.lang) });
}
