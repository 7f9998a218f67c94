import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { FINAL, NOT_TAKEN, type CarrierReport, type ParcelFacts } from '../domain/index.ts';
import type { Parcel, PostLedger, SettledReport } from '../ports.ts';
import { cancelJob, insertParcel, silenceEnds } from './parcel-store.ts';
import { openMessage, PARCEL, parcelOf, sealMessage, sealReceiver, type ParcelRow } from './rows.ts';
import { addJobs, readMinutes, recordJob, signNow } from './sign-minutes.ts';

/** What the carrier did, as the worker writes it: under the lock of the parcel, with the message that says so. */
export function postLedger(db: Database, ring: Keyring): PostLedger {
  const read = parcelOf(ring);
  const writes = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', work);
  const reads = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'reads', work);
  const lock = async (tx: Queryable, id: string): Promise<Parcel | null> => { const row = (await tx.query<ParcelRow>(sql(`SELECT ${PARCEL} FROM delivery_parcel WHERE id = $1 FOR UPDATE`, [id], 'delivery-lock')))[0]; return row ? read(row) : null; };
  const ids = async (text: string, values: readonly unknown[]): Promise<readonly string[]> => (await reads((tx) => tx.query<{ id: string }>(sql(text, values)))).map((row) => row.id);
  const close = (tx: Queryable, inboxId: string, verdict: string, at: Date): Promise<unknown> => tx.query(sql('UPDATE delivery_inbox SET processed_at = $2, verdict = $3 WHERE id = $1', [inboxId, at, verdict]));
  /** Locks the message: null when it has been dealt with, or is kept back and still may not count. */
  const take = async (tx: Queryable, inboxId: string): Promise<boolean> => {
    const row = (await tx.query<{ verdict: string | null; processed_at: Date | null }>(sql('SELECT verdict, processed_at FROM delivery_inbox WHERE id = $1 FOR UPDATE', [inboxId])))[0];
    return row !== undefined && (row.processed_at === null || row.verdict === WAITS);
  };
  return {
    orderResult: (parcel) => writes((tx) => insertParcel(tx, ring, parcel)),
    find: (id) => reads(async (tx) => { const row = (await tx.query<ParcelRow>(sql(`SELECT ${PARCEL} FROM delivery_parcel WHERE id = $1`, [id])))[0]; return row ? read(row) : null; }),
    async accepted(id, carrierNumber, at) {
      await writes((tx) => tx.query(sql("UPDATE delivery_parcel SET state = CASE WHEN state = 'requested' THEN 'accepted' ELSE state END, carrier_number = coalesce(carrier_number, $2), changed_at = $3 WHERE id = $1 AND state <> 'cancelled'", [id, carrierNumber, at])));
    },
    async refused(id, at) { await writes((tx) => tx.query(sql("UPDATE delivery_parcel SET state = 'cancelled', ended_at = $2, changed_at = $2 WHERE id = $1 AND state = 'requested'", [id, at]))); },
    async cancelAnswered(id, answer, at) {
      await writes((tx) => tx.query(answer === 'cancelled'
        ? sql(`UPDATE delivery_parcel SET state = 'cancelled', ended_at = $2, changed_at = $2 WHERE id = $1 AND state IN (${NOT_TAKEN.map((state) => `'${state}'`).join(', ')})`, [id, at])
        : sql("UPDATE delivery_parcel SET cancel_refused_at = $2, changed_at = $2 WHERE id = $1 AND state <> 'cancelled' AND cancel_refused_at IS NULL", [id, at])));
    },
    async callOff(dossierId, at) {
      await writes(async (tx) => {
        const rows = await tx.query<{ id: string }>(sql("UPDATE delivery_parcel SET state = 'cancelled', ended_at = $2, cancel_asked_at = $2, changed_at = $2 WHERE dossier_id = $1 AND direction = 'return' AND state IN ('requested', 'accepted') RETURNING id", [dossierId, at]));
        if (rows.length > 0) await addJobs(tx, rows.map((row) => cancelJob(row.id)));
      });
    },
    evidence: (inboxId) => reads(async (tx) => {
      const row = (await tx.query<{ id: string; carrier: string; raw_sealed: string; received_at: Date }>(sql('SELECT id, carrier, raw_sealed, received_at FROM delivery_inbox WHERE id = $1 AND verified', [inboxId])))[0];
      return row ? { id: row.id, carrier: row.carrier, raw: openMessage(ring, row.id, row.raw_sealed), receivedAt: row.received_at } : null;
    }),
    keepAnswer: (evidence, report) => writes(async (tx) => (await tx.query(sql("INSERT INTO delivery_inbox (id, carrier, source, received_at, raw_sealed, verified, parcel_id, event_id, kind, at, place) VALUES ($1,$2,'query',$3,$4,true,$5,$6,$7,$8,$9) ON CONFLICT DO NOTHING RETURNING id",
      [evidence.id, evidence.carrier, evidence.receivedAt, sealMessage(ring, evidence.id, evidence.raw), report.parcel, report.eventId, report.kind, report.at, report.place]))).length > 0),
    settle: (inboxId, report, at, judge) => writes(async (tx): Promise<SettledReport | null> => {
      // The parcel before its message, always in this order.
      const parcel = await lock(tx, report.parcel);
      if (!(await take(tx, inboxId))) return null;
      if (!parcel) { await close(tx, inboxId, 'unknown-order', at); return null; }
      const facts: ParcelFacts = { state: parcel.state, direction: parcel.direction, carrierNumber: parcel.carrierNumber, handedAt: parcel.handedAt, tries: parcel.tries, cod: parcel.cod };
      const verdict = judge(facts);
      const word = verdict.kind === 'held' ? `held:${verdict.why}` : verdict.kind === 'moves' && verdict.breach ? `moves!${verdict.breach}` : verdict.kind;
      const tried = report.kind === 'failed' && (verdict.kind === 'moves' || verdict.kind === 'trace');
      if (verdict.kind === 'moves' || tried) await move(tx, parcel, report, inboxId, verdict.kind === 'moves' ? verdict.to : parcel.state, verdict.kind === 'moves' ? verdict.breach : null, tried, at);
      await close(tx, inboxId, word, at);
      return { parcel: (await lock(tx, parcel.id)) ?? parcel, verdict: word, moved: verdict.kind === 'moves' ? verdict.to : null, tries: parcel.tries.length + (tried ? 1 : 0) };
    }),
    signByCarrier: (inboxId, signature, at, year, judge) => writes(async (tx) => {
      const minutes = await readMinutes(tx, ring, signature.minutes, true);
      if (!(await take(tx, inboxId))) return null;
      if (!minutes) { await close(tx, inboxId, 'unknown-order', at); return null; }
      if (minutes.state !== 'open') { await close(tx, inboxId, minutes.state === 'signed' ? 'nothing-new' : 'held:after-end', at); return null; }
      if (!judge(minutes)) { await close(tx, inboxId, 'held:list-differs', at); return null; }
      const signed = await signNow(tx, ring, minutes, { clerkName: signature.clerkName, clerkNumber: signature.clerkNumber, at, year, how: 'callback' });
      await close(tx, inboxId, signed ? 'signed' : 'held:moved-on', at);
      return signed;
    }),
    heldFor: (parcelId) => ids('SELECT id FROM delivery_inbox WHERE parcel_id = $1 AND verdict = $2 ORDER BY at', [parcelId, WAITS]),
    minutesOf: (parcelId, kind) => reads(async (tx) => {
      const row = (await tx.query<{ id: string }>(sql("SELECT m.id FROM delivery_minutes_line l JOIN delivery_minutes m ON m.id = l.minutes_id WHERE l.parcel_id = $1 AND m.kind = $2 AND m.state = 'signed' ORDER BY m.signed_at DESC LIMIT 1", [parcelId, kind])))[0];
      return row ? readMinutes(tx, ring, row.id, false) : null;
    }),
    minutes: (id) => reads((tx) => readMinutes(tx, ring, id, false)),
    async printed(minutesId, fileId) { await writes((tx) => tx.query(sql('UPDATE delivery_minutes SET file_id = $2 WHERE id = $1 AND file_id IS NULL', [minutesId, fileId]))); },
    async slip(parcelId, fileId) { await writes((tx) => tx.query(sql('UPDATE delivery_parcel SET slip_file = $2 WHERE id = $1 AND slip_file IS NULL', [parcelId, fileId]))); },
    async recorded(parcelId, how, surplus, at) { await writes((tx) => tx.query(sql("UPDATE delivery_parcel SET recorded = $2, surplus = surplus OR $3, changed_at = $4 WHERE id = $1 AND recorded <> 'ended'", [parcelId, how, surplus, at]))); },
    async told(parcelId, what) { await writes((tx) => tx.query(sql('UPDATE delivery_parcel SET told = told || $2::text WHERE id = $1 AND NOT ($2 = ANY (told))', [parcelId, what]))); },
    unrecorded: (before, limit) => ids("SELECT id FROM delivery_parcel WHERE direction = 'return' AND changed_at < $1 AND (recorded = 'none' AND handed_at IS NOT NULL OR recorded = 'posted' AND state IN ('delivered', 'returned')) ORDER BY changed_at LIMIT $2", [before, limit]),
    unordered: (before, limit) => ids("SELECT id FROM delivery_parcel WHERE state = 'requested' AND changed_at < $1 ORDER BY changed_at LIMIT $2", [before, limit]),
    silent: (now, limit) => ids(`SELECT id FROM delivery_parcel WHERE next_query_at <= $1 AND state NOT IN (${FINAL.map((state) => `'${state}'`).join(', ')}, 'requested') ORDER BY next_query_at LIMIT $2`, [now, limit]),
    unsettled: (before, limit) => ids('SELECT id FROM delivery_inbox WHERE verified AND processed_at IS NULL AND received_at < $1 ORDER BY received_at LIMIT $2', [before, limit]),
    async noteQuery(parcelId, nextAt) { await writes((tx) => tx.query(sql('UPDATE delivery_parcel SET next_query_at = $2 WHERE id = $1', [parcelId, nextAt]))); },
    forgetForged: async (before) => (await writes((tx) => tx.query(sql('DELETE FROM delivery_inbox WHERE id IN (SELECT id FROM delivery_inbox WHERE NOT verified AND received_at < $1 ORDER BY received_at LIMIT 10000) RETURNING id', [before])))).length,
  };

  async function move(tx: Queryable, parcel: Parcel, report: CarrierReport, inboxId: string, to: Parcel['state'], breach: string | null, tried: boolean, at: Date): Promise<void> {
    const ended = FINAL.includes(to);
    await tx.query(sql(`UPDATE delivery_parcel SET state = $2, carrier_number = coalesce(carrier_number, $3), tries = CASE WHEN $4 THEN (SELECT array_agg(x ORDER BY x) FROM unnest(tries || $5::timestamptz) x) ELSE tries END, breach = coalesce(breach, $6), receiver_sealed = coalesce($7, receiver_sealed),
      collected = CASE WHEN $2 = 'delivered' THEN $8 ELSE collected END, ended_at = CASE WHEN $9 THEN $5::timestamptz ELSE ended_at END, evidence = CASE WHEN $9 THEN $10::uuid ELSE evidence END, changed_at = $11, next_query_at = $12 WHERE id = $1`,
    [parcel.id, to, report.carrierNumber || null, tried, report.at, breach, to === 'delivered' && report.receiver ? sealReceiver(ring, parcel.id, report.receiver) : null, report.collected, ended, inboxId, at, silenceEnds(at)], 'delivery-move'));
    await addJobs(tx, [recordJob(parcel.id)]);
  }
}
/** The one verdict that may change: the minutes were not signed yet. */
const WAITS = 'held:not-handed-over';
