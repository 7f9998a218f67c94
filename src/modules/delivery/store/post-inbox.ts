import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { PARCEL_LIMITS } from '../domain/index.ts';
import type { PostInbox } from '../ports.ts';
import { sealMessage } from './rows.ts';

const UNIQUE_VIOLATION = '23505';
/**
 * Takes callbacks in. Whatever happens here happens under the role `motcua_callback`, which may add a line to the inbox and
 * ask whether a parcel is there; what follows from the line is the worker's business.
 */
export function postInbox(db: Database, ring: Keyring): PostInbox {
  const asCallback = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', async (tx) => {
    await tx.query(sql('SET LOCAL ROLE motcua_callback'));
    return work(tx);
  });
  let minute = 0;
  let kept = 0;
  return {
    async take({ id, carrier, raw, at }, message) {
      const told = message.kind === 'report' ? { about: message.report.parcel, eventId: message.report.eventId, kind: message.report.kind as string, at: message.report.at, place: message.report.place } : { about: message.signature.minutes, eventId: message.signature.eventId, kind: 'minutes', at: message.signature.at, place: null };
      try {
        return await asCallback(async (tx) => {
          const known = await tx.query<{ there: boolean }>(sql('SELECT delivery_knows($1, $2::uuid) AS there', [carrier, told.about], 'delivery-knows'));
          if (!known[0]?.there) return 'unknown';
          await tx.query(sql("INSERT INTO delivery_inbox (id, carrier, source, received_at, raw_sealed, verified, parcel_id, event_id, kind, at, place) VALUES ($1,$2,'callback',$3,$4,true,$5,$6,$7,$8,$9)", [id, carrier, at, sealMessage(ring, id, raw), message.kind === 'report' ? told.about : null, told.eventId, told.kind, told.at, told.place], 'delivery-inbox-add'));
          return 'taken';
        });
      } catch (error) {
        if ((error as { code?: string }).code === UNIQUE_VIOLATION) return 'again';
        throw error;
      }
    },
    async keepForged({ id, carrier, raw, at }) {
      const now = Math.floor(at.getTime() / 60_000);
      if (now !== minute) { minute = now; kept = 0; }
      kept += 1;
      if (kept > PARCEL_LIMITS.forgedKeptPerMinute) return;
      await asCallback((tx) => tx.query(sql("INSERT INTO delivery_inbox (id, carrier, source, received_at, raw_sealed, verified) VALUES ($1,$2,'callback',$3,$4,false)", [id, carrier, at, sealMessage(ring, id, raw)], 'delivery-inbox-forged')));
    },
  };
}
