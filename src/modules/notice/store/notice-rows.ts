import { blindIndex, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Queryable } from '../../../platform/postgres/database.ts';
import type { NoticeChannel } from '../domain/index.ts';

export const recipientPlace = (id: string): string => `notice_message|recipient_sealed|${id}`;
export const bodyPlace = (id: string): string => `notice_message|body_sealed|${id}`;
export const recipientKey = (ring: Keyring, channel: NoticeChannel, to: string): Buffer => blindIndex(ring, channel === 'sms' ? 'phone' : 'email', to.toLowerCase());

/** One job a message under the message's own key, so that a second asking only moves the first. */
export async function addJobs(on: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await on.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify(ids.map((id) => ({ task: 'send-notice', payload: { messageId: id }, key: `notice:${id}`, runAt: at.toISOString(), maxAttempts: 25 })))]));
}
