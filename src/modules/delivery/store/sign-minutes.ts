import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Queryable } from '../../../platform/postgres/database.ts';
import type { Job } from '../../../shared/job.ts';
import { ACT_OF, afterAct } from '../domain/index.ts';
import type { MinutesView } from '../ports.ts';
import { MINUTES, minutesOf, parcelColumns, parcelOf, type MinutesRow, type ParcelRow } from './rows.ts';

export const addJobs = (tx: Queryable, jobs: readonly Job[]): Promise<unknown> => tx.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify(jobs)]));
export const recordJob = (parcelId: string): Job => ({ task: 'record-post', payload: { parcelId }, key: `record-post:${parcelId}`, maxAttempts: 25 });
const paperJob = (minutesId: string): Job => ({ task: 'print-post-minutes', payload: { minutesId }, key: `post-minutes:${minutesId}`, maxAttempts: 25 });

export async function readMinutes(tx: Queryable, ring: Keyring, id: string, lock: boolean): Promise<MinutesView | null> {
  const row = (await tx.query<MinutesRow>(sql(`SELECT ${MINUTES} FROM delivery_minutes WHERE id = $1${lock ? ' FOR UPDATE' : ''}`, [id])))[0];
  if (!row) return null;
  // Parcels are locked in the order of their ids, always.
  const lines = await tx.query<ParcelRow & { complete: boolean | null }>(sql(`SELECT ${parcelColumns('p')}, l.complete FROM delivery_minutes_line l JOIN delivery_parcel p ON p.id = l.parcel_id WHERE l.minutes_id = $1 ORDER BY p.id${lock ? ' FOR UPDATE OF p' : ''}`, [id]));
  return { ...minutesOf(row), lines: lines.map((line) => ({ parcel: parcelOf(ring)(line), complete: line.complete })) };
}

/**
 * Both have signed: the sheet takes its number, every parcel changes hands, and what follows is queued, all in one transaction.
 * Answers null when a parcel has moved on meanwhile.
 */
export async function signNow(tx: Queryable, ring: Keyring, minutes: MinutesView, signature: { readonly clerkName: string; readonly clerkNumber: string; readonly at: Date; readonly year: number; readonly how: 'code' | 'callback' }): Promise<MinutesView | null> {
  const act = ACT_OF[minutes.kind];
  const moved = minutes.lines.map(({ parcel, complete }) => ({ parcel, complete, to: afterAct(act, parcel) }));
  if (moved.some((one) => one.to === null)) return null;
  const book = await tx.query<{ last: number }>(sql('INSERT INTO delivery_minutes_book (agency_id, year, last) VALUES ($1, $2, 1) ON CONFLICT (agency_id, year) DO UPDATE SET last = delivery_minutes_book.last + 1 RETURNING last', [minutes.agencyId, signature.year]));
  await tx.query(sql("UPDATE delivery_minutes SET state = 'signed', year = $2, number = $3, clerk_name = $4, clerk_number = $5, signed_at = $6, how = $7 WHERE id = $1", [minutes.id, signature.year, book[0]?.last ?? 0, signature.clerkName, signature.clerkNumber, signature.at, signature.how]));
  for (const { parcel, to, complete } of moved) {
    // Papers with something missing are here, but the legal reception waits for the rest (QĐ 45/2016/QĐ-TTg Đ.7 k.4).
    await tx.query(sql(`UPDATE delivery_parcel SET state = $2, handed_at = $3, changed_at = $3, next_query_at = $3::timestamptz + interval '1 day', missing = CASE WHEN direction = 'send' AND dossier_id IS NULL THEN coalesce(missing, $4) ELSE missing END, ended_at = CASE WHEN $2 IN ('returned', 'arrived') THEN $3 ELSE ended_at END WHERE id = $1`,
      [parcel.id, to, minutes.kind === 'back-from-post' ? parcel.handedAt ?? signature.at : signature.at, complete === false ? 'incomplete' : '']));
  }
  await addJobs(tx, [paperJob(minutes.id), ...moved.map((one) => recordJob(one.parcel.id))]);
  return readMinutes(tx, ring, minutes.id, false);
}
