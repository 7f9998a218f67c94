import { contactsOf, emailAddress, mobileNumber, momentOf, templateOf, type Contact } from '../../modules/notice/domain/index.ts';
import { personalOf } from '../../modules/dossier/index.ts';
import type { DossierEvent, DossierState } from '../../modules/dossier/domain/index.ts';
import { receiptParts } from '../../modules/payment/domain/index.ts';
import { callsForPaper } from '../../modules/workflow/domain/index.ts';
import { AFTER, jobOf } from '../reactions.ts';
import type { Replayed } from './replay.ts';

/** What one event leaves to be done, with the key of the job that does it. */
export interface Owed { readonly kind: 'notice' | 'paper' | 'receipt' | 'signature'; readonly seq: number; readonly jobKey: string }

/** I-12: messages, papers, receipts and signatures that the events of a dossier call for, by the table of reactions itself. */
export function owedBy(id: string, replayed: Replayed): readonly Owed[] {
  const owed: Owed[] = [];
  const { owner, submitter } = personalOf(replayed.events);
  const contacts = contactsOf({ owner, ...(submitter ? { submitter } : {}) });
  for (const [index, event] of replayed.events.entries()) {
    const state = replayed.states[index] as DossierState;
    for (const reaction of AFTER[event.kind] ?? []) {
      const jobKey = jobOf(reaction, { dossierId: id, seq: event.seq }).key ?? '';
      if (reaction === 'tell' && tells(event, state, contacts)) owed.push({ kind: 'notice', seq: event.seq, jobKey });
      if (reaction === 'paper' && callsForPaper(event, state)) owed.push({ kind: 'paper', seq: event.seq, jobKey });
      if (reaction === 'receipt' && event.kind === 'fee-collected' && receiptParts((event as DossierEvent<'fee-collected'>).data.lines).length > 0) owed.push({ kind: 'receipt', seq: event.seq, jobKey });
      // Once it is signed nothing of it is owed any more.
      if (reaction === 'sign' && replayed.state.status === 'signing') owed.push({ kind: 'signature', seq: replayed.state.seq, jobKey });
    }
  }
  return owed;
}

/** Whether a message leaves for anybody: without a working address or number nothing is owed. */
function tells(event: DossierEvent, state: DossierState, contacts: readonly Contact[]): boolean {
  const moment = momentOf(event, state);
  if (moment === null) return false;
  const { smsWhen } = templateOf(moment);
  return contacts.some((contact) => {
    const email = contact.email !== undefined && emailAddress(contact.email) !== null;
    const mobile = contact.phone !== undefined && mobileNumber(contact.phone) !== null;
    return email || (mobile && (smsWhen === 'always' || smsWhen === 'without-email'));
  });
}
