import type { Ids } from '../../../shared/id.ts';
import type { PostCarrier, PostInbox } from '../ports.ts';

export type PostReply = 'taken' | 'again' | 'unknown' | 'late' | 'forged';
/**
 * A carrier's callback: signature over the letters that came, then its time, then whether we know the parcel. It is stored
 * before it is answered, and answered before anything is done with it; the worker does that.
 */
export async function takePostMessage(deps: { readonly carrier: PostCarrier; readonly inbox: PostInbox; readonly ids: Ids }, message: { readonly payload: string; readonly timestamp: string; readonly signature: string }, at: Date): Promise<PostReply> {
  const read = deps.carrier.readMessage(message, at);
  const incoming = { id: deps.ids.uuid(), carrier: deps.carrier.name, raw: message.payload, at };
  if (read === null) { await deps.inbox.keepForged(incoming); return 'forged'; }
  // Rightly signed, but an old recording of it: whoever sends again signs again.
  if (read === 'late') return 'late';
  return deps.inbox.take(incoming, read);
}
