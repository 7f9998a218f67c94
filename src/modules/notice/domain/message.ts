import type { Lang } from '../../../shared/text.ts';
import type { AnswerKind } from './answers.ts';

export type NoticeChannel = 'sms' | 'email';
export type NoticeState = 'queued' | 'sending' | 'sent' | 'dead';

/** The moments at which a person hears from the office without asking. */
export type Moment =
  | 'submitted' | 'received' | 'supplement' | 'not-accepted' | 'refused' | 'suspended' | 'resumed' | 'apology'
  | 'done-counter' | 'done-post' | 'result' | 'returned' | 'stopped' | 'withdrawal-declined' | 'verification' | 'paid' | 'refunded' | 'linked-later' | 'linked-done' | 'linked-refused' | 'consent' | 'assisted' | 'post-sent' | 'post-missed' | 'post-back';

/** Where a person can be reached. Values as typed; they are checked before anything is sent to them. */
export interface Contact { readonly phone?: string; readonly email?: string; readonly lang: Lang }

/** A message that is owed. It is stored before anything is sent, and from then on ends as sent or as dead with a cause. */
export interface PlannedNotice {
  readonly channel: NoticeChannel;
  /** `84912345678` for SMS, one address for e-mail */ readonly to: string;
  readonly moment: Moment | AnswerKind;
  readonly templateVersion: number;
  readonly lang: Lang;
  readonly subject: string | null;
  readonly text: string;
}

/** Why a sending failed: a closed list, so that the administrator's page has words for each. */
export type FailureCause =
  | 'unreachable'        // nobody answers at the provider's address
  | 'timed-out'          // answered too slowly
  | 'no-reply'           // took the message and then said nothing: it may have been sent
  | 'busy'               // asked us to come again later
  | 'bad-answer'         // answered with something that is not the protocol
  | 'wrong-certificate'  // not who it says it is
  | 'account-refused'    // our name or password is not accepted
  | 'recipient-refused'  // no such number or mailbox
  | 'message-refused'    // the provider does not carry this message
  | 'interrupted'        // our own process ended in the middle
  | 'expired'            // an answer to a question that could not leave in time to be true
  | 'not-configured';    // this installation has no provider for the channel

export const FAILURE_CAUSES: readonly FailureCause[] = ['unreachable', 'timed-out', 'no-reply', 'busy', 'bad-answer', 'wrong-certificate', 'account-refused', 'recipient-refused', 'message-refused', 'interrupted', 'expired', 'not-configured'];

export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerId: string }
  | { readonly kind: 'failed'; readonly cause: FailureCause; /** the provider's own words or number, without personal values */ readonly detail: string };

const NEVER_BETTER: readonly FailureCause[] = ['recipient-refused', 'message-refused', 'expired'];
/** Whether trying again can help at all. */
export const worthRetrying = (cause: FailureCause): boolean => !NEVER_BETTER.includes(cause);
