import { contactsOf, emailAddress, mobileNumber, momentOf, templateOf, type Contact } from '../../modules/notice/domain/index.ts';
import { personalOf } from '../../modules/dossier/index.ts';
import type { DossierEvent, DossierState, EventKind } from '../../modules/dossier/domain/index.ts';
import type { Replayed } from './replay.ts';

/** What one event leaves to be done, with the key of the job that does it. */
export interface Owed { readonly kind: 'notice' | 'paper' | 'signature'; readonly seq: number; readonly jobKey: string }

const PAPERS: readonly EventKind[] = ['submitted', 'received', 'supplement-requested', 'refused', 'extended', 'stopped'];

/** I-12: messages, papers and signatures that the events of a dossier call for; the same rules as `wiring/reactions.ts` and the modules behind it. */
export function owedBy(id: string, replayed: Replayed): readonly Owed[] {
  const owed: Owed[] = [];
  const { owner, submitter } = personalOf(replayed.events);
  const contacts = contactsOf({ owner, ...(submitter ? { submitter } : {}) });
  for (const [index, event] of replayed.events.entries()) {
    const state = replayed.states[index] as DossierState;
    if (tells(event, state, contacts)) owed.push({ kind: 'notice', seq: event.seq, jobKey: `notices:${id}:${event.seq}` });
    if (PAPERS.includes(event.kind) && hasPaper(event, state)) owed.push({ kind: 'paper', seq: event.seq, jobKey: `paper:${id}:${event.seq}` });
  }
  if (replayed.state.status === 'signing') owed.push({ kind: 'signature', seq: replayed.state.seq, jobKey: `sign:${id}` });
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
const hasPaper = (event: DossierEvent, state: DossierState): boolean => (event.kind === 'submitted' ? state.channel === 'online' : event.kind === 'stopped' ? state.receivedAt !== null : true);
