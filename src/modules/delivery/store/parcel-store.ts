import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { Job } from '../../../shared/job.ts';
import { NOT_TAKEN, PARCEL_LIMITS } from '../domain/index.ts';
import type { NewParcel, Parcel, ParcelStore, TrackLine } from '../ports.ts';
import { PARCEL, parcelOf, sealAddress, type ParcelRow } from './rows.ts';
import { addJobs } from './sign-minutes.ts';

export const orderJob = (parcelId: string): Job => ({ task: 'order-post', payload: { parcelId }, key: `order-post:${parcelId}`, maxAttempts: 25 });
export const silenceEnds = (at: Date): Date => new Date(at.getTime() + PARCEL_LIMITS.silenceHours * 3_600_000);
export const cancelJob = (parcelId: string): Job => ({ task: 'cancel-post', payload: { parcelId }, key: `cancel-post:${parcelId}`, maxAttempts: 25 });
const STILL_HOME = `state IN (${NOT_TAKEN.map((state) => `'${state}'`).join(', ')})`;
/** most lines of tracking that a page shows */
const LINES = 60;

export async function insertParcel(tx: Queryable, ring: Keyring, parcel: NewParcel): Promise<boolean> {
  const rows = await tx.query(sql(`INSERT INTO delivery_parcel (id, direction, dossier_id, attempt, draft_id, citizen_id, guest_key, agency_id, procedure_code, reference, address_sealed, zone, postage, state, carrier, requested_at, changed_at, next_query_at)
    VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,'requested',$14,$15,$15,$16) ON CONFLICT DO NOTHING RETURNING id`,
  [parcel.id, parcel.direction, parcel.dossierId, parcel.attempt, parcel.draftId, parcel.citizenId, parcel.guestKey, parcel.agencyId, parcel.procedure, parcel.reference, sealAddress(ring, parcel.id, parcel.address), parcel.zone, parcel.postage, parcel.carrier, parcel.at, silenceEnds(parcel.at)], 'delivery-parcel-add'));
  if (rows.length > 0) await addJobs(tx, [orderJob(parcel.id)]);
  return rows.length > 0;
}
export async function linesOf(tx: Queryable, parcelId: string): Promise<readonly TrackLine[]> {
  const rows = await tx.query<{ kind: string; at: Date; place: string | null; verdict: string | null; processed_at: Date | null }>(sql(`SELECT kind, at, place, verdict, processed_at FROM delivery_inbox WHERE parcel_id = $1 ORDER BY at, received_at LIMIT ${LINES}`, [parcelId], 'delivery-lines'));
  return rows.map((row) => ({ kind: row.kind, at: row.at, place: row.place, verdict: row.verdict, waits: row.processed_at === null }));
}

/** What a person orders, sees and changes of parcels; row-level security keeps everybody to the own ones. */
export function parcelStore(db: Database, ring: Keyring): ParcelStore {
  const read = parcelOf(ring);
  const withLines = async (tx: Queryable, rows: readonly ParcelRow[]): Promise<{ readonly parcel: Parcel; readonly lines: readonly TrackLine[] }[]> => {
    const found: { readonly parcel: Parcel; readonly lines: readonly TrackLine[] }[] = [];
    for (const row of rows) found.push({ parcel: read(row), lines: await linesOf(tx, row.id) });
    return found;
  };
  const ofDraft = (tx: Queryable, draftId: string): Promise<ParcelRow[]> => tx.query<ParcelRow>(sql(`SELECT ${PARCEL} FROM delivery_parcel WHERE draft_id = $1 AND direction = 'send' ORDER BY (state = 'cancelled'), requested_at DESC LIMIT 1`, [draftId], 'delivery-of-draft'));
  return {
    ofDossier: (scope, dossierId) => db.inScope(scope, 'reads', async (tx) => withLines(tx, await tx.query<ParcelRow>(sql(`SELECT ${PARCEL} FROM delivery_parcel WHERE dossier_id = $1 ORDER BY requested_at DESC LIMIT 10`, [dossierId], 'delivery-of-dossier')))),
    ofDraft: (scope, draftId) => db.inScope(scope, 'reads', async (tx) => (await withLines(tx, await ofDraft(tx, draftId)))[0] ?? null),
    order: (scope, parcel) => db.inScope(scope, 'writes', async (tx) => {
      await insertParcel(tx, ring, parcel);
      const row = (await ofDraft(tx, parcel.draftId ?? ''))[0];
      if (!row) throw new Error('an order that was stored cannot be read');
      return read(row);
    }),
    cancel: (scope, parcelId, at) => db.inScope(scope, 'writes', async (tx) => {
      const rows = await tx.query<{ state: string }>(sql(`UPDATE delivery_parcel SET ended_at = CASE WHEN state = 'requested' THEN $2::timestamptz END, state = CASE WHEN state = 'requested' THEN 'cancelled' ELSE state END, cancel_asked_at = $2, changed_at = $2 WHERE id = $1 AND direction = 'send' AND ${STILL_HOME} RETURNING state`, [parcelId, at]));
      // The order may be on its way to the carrier at this moment, or taken: it is told in both cases.
      if (rows.length > 0) await addJobs(tx, [cancelJob(parcelId)]);
      return rows[0] ? (rows[0].state === 'cancelled' ? 'cancelled' : 'asked') : null;
    }),
    collectElsewhere: (scope, parcelId, to, at) => db.inScope(scope, 'writes', async (tx) => {
      const rows = await tx.query(sql(`UPDATE delivery_parcel SET address_sealed = $2, zone = $3, postage = $4, changed_at = $5 WHERE id = $1 AND direction = 'send' AND cancel_asked_at IS NULL AND ${STILL_HOME} RETURNING id`, [parcelId, sealAddress(ring, parcelId, to.address), to.zone, to.postage, at]));
      if (rows.length > 0) await addJobs(tx, [{ ...orderJob(parcelId), key: `order-post:${parcelId}:${at.getTime()}` }]);
      return rows.length > 0;
    }),
    readdress: (scope, dossierId, address, at) => db.inScope(scope, 'writes', async (tx) => {
      const rows = await tx.query<{ id: string }>(sql("SELECT id FROM delivery_parcel WHERE dossier_id = $1 AND direction = 'return' AND state IN ('requested', 'accepted')", [dossierId]));
      for (const { id } of rows) await tx.query(sql('UPDATE delivery_parcel SET address_sealed = $2, changed_at = $3 WHERE id = $1', [id, sealAddress(ring, id, address), at]));
      if (rows.length > 0) await addJobs(tx, rows.map((row) => ({ ...orderJob(row.id), key: `order-post:${row.id}:${at.getTime()}` })));
    }),
  };
}
