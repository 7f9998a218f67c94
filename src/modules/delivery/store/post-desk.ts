import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { PARCEL_LIMITS, type MinutesKind } from '../domain/index.ts';
import type { PostDesk } from '../ports.ts';
import { MINUTES, minutesOf, PARCEL, parcelColumns, parcelOf, type MinutesRow, type ParcelRow } from './rows.ts';
import { addJobs, readMinutes, recordJob, signNow } from './sign-minutes.ts';

/** What may stand on a sheet of each kind, with the indexed condition that finds it. */
const WAITS: Readonly<Record<MinutesKind, string>> = {
  'to-post': "direction = 'return' AND state = 'accepted'",
  'from-post': "direction = 'send' AND state IN ('picked-up', 'in-transit')",
  'back-from-post': "direction = 'return' AND state = 'returning'",
};
const KINDS = Object.keys(WAITS) as MinutesKind[];
/** a list of counts stops counting here: nobody hands over more at once */
const MOST_COUNTED = 1_000;

/** The post's corner of the desk, in the scope of one officer. */
export function postDesk(db: Database, ring: Keyring): PostDesk {
  const read = parcelOf(ring);
  return {
    waiting: (scope, agencyId, kind, page) => db.inScope(scope, 'reads', async (tx) => (await tx.query<ParcelRow>(sql(`SELECT ${PARCEL} FROM delivery_parcel WHERE agency_id = $1 AND ${WAITS[kind]} AND ($2::timestamptz IS NULL OR (requested_at, id) > ($2, $3::uuid)) ORDER BY requested_at, id LIMIT $4`, [agencyId, page.after, page.afterId, page.limit]))).map(read)),
    counts: (scope, agencyId) => db.inScope(scope, 'reads', async (tx) => {
      const one = (kind: MinutesKind): string => `(SELECT count(*)::int FROM (SELECT 1 FROM delivery_parcel WHERE agency_id = $1 AND ${WAITS[kind]} LIMIT ${MOST_COUNTED}) one) AS "${kind}"`;
      return (await tx.query<Record<MinutesKind, number>>(sql(`SELECT ${KINDS.map(one).join(', ')}`, [agencyId])))[0] ?? { 'to-post': 0, 'from-post': 0, 'back-from-post': 0 };
    }),
    odd: (scope, agencyId, limit) => db.inScope(scope, 'reads', async (tx) => {
      const rows = await tx.query<ParcelRow & { told_at: Date; verdict: string }>(sql(`SELECT ${parcelColumns('p')}, b.at AS told_at, b.verdict FROM delivery_inbox b JOIN delivery_parcel p ON p.id = b.parcel_id WHERE p.agency_id = $1 AND (b.verdict LIKE 'held:%' OR b.verdict LIKE 'moves!%') ORDER BY b.at DESC LIMIT $2`, [agencyId, limit]));
      return rows.map((row) => ({ parcel: read(row), at: row.told_at, verdict: row.verdict }));
    }),
    findByNumber: (scope, agencyId, typed) => db.inScope(scope, 'reads', async (tx) => {
      const row = (await tx.query<ParcelRow>(sql(`SELECT ${PARCEL} FROM delivery_parcel WHERE agency_id = $1 AND (carrier_number = $2 OR reference = $2) ORDER BY requested_at DESC LIMIT 1`, [agencyId, typed])))[0];
      return row ? read(row) : null;
    }),
    parcel: (scope, id) => db.inScope(scope, 'reads', async (tx) => { const row = (await tx.query<ParcelRow>(sql(`SELECT ${PARCEL} FROM delivery_parcel WHERE id = $1`, [id])))[0]; return row ? read(row) : null; }),
    parcels: (scope, ids) => db.inScope(scope, 'reads', async (tx) => (await tx.query<ParcelRow>(sql(`SELECT ${PARCEL} FROM delivery_parcel WHERE id = ANY ($1::uuid[])`, [ids]))).map(read)),
    recentMinutes: (scope, agencyId, page) => db.inScope(scope, 'reads', async (tx) => (await tx.query<MinutesRow>(sql(`SELECT ${MINUTES} FROM delivery_minutes WHERE agency_id = $1 AND state <> 'cancelled' AND ($2::timestamptz IS NULL OR (opened_at, id) < ($2, $3::uuid)) ORDER BY opened_at DESC, id DESC LIMIT $4`, [agencyId, page.after, page.afterId, page.limit]))).map(minutesOf)),
    minutes: (scope, id) => db.inScope(scope, 'reads', (tx) => readMinutes(tx, ring, id, false)),
    open: (scope, minutes) => db.inScope(scope, 'writes', async (tx) => {
      const wanted = minutes.lines.map((line) => line.parcelId);
      // A result that somebody else has on a sheet of today is not put on a second one; an abandoned sheet does not hold it.
      const free = await tx.query<{ id: string }>(sql(`SELECT p.id FROM delivery_parcel p WHERE p.agency_id = $1 AND p.id = ANY ($2::uuid[]) AND ${minutes.kind === 'back-from-post' ? "p.direction = 'return' AND p.handed_at IS NOT NULL AND p.ended_at IS NULL" : minutes.kind === 'from-post' ? "p.direction = 'send' AND p.ended_at IS NULL AND p.state <> 'requested'" : WAITS['to-post']} ORDER BY p.id FOR UPDATE`, [minutes.agencyId, wanted]));
      if (free.length !== wanted.length) return 'moved-on';
      await tx.query(sql("UPDATE delivery_minutes SET state = 'cancelled' WHERE state = 'open' AND agency_id = $1 AND id IN (SELECT minutes_id FROM delivery_minutes_line WHERE parcel_id = ANY ($2::uuid[]))", [minutes.agencyId, wanted]));
      await tx.query(sql("INSERT INTO delivery_minutes (id, agency_id, kind, reference, state, officer_id, officer_name, opened_at) VALUES ($1,$2,$3,$4,'open',$5,$6,$7)", [minutes.id, minutes.agencyId, minutes.kind, minutes.reference, minutes.officer.officerId, minutes.officer.name, minutes.at]));
      await tx.query(sql('INSERT INTO delivery_minutes_line (minutes_id, parcel_id, complete) SELECT $1, x.id, x.complete FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, complete boolean)', [minutes.id, JSON.stringify(minutes.lines.map((line) => ({ id: line.parcelId, complete: line.complete })))]));
      if (minutes.kind === 'to-post') {
        await tx.query(sql('UPDATE delivery_parcel p SET cod = x.cod FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, cod bigint) WHERE p.id = x.id AND p.cod <> x.cod', [JSON.stringify(minutes.lines.map((line) => ({ id: line.parcelId, cod: line.cod })))]));
        await addJobs(tx, minutes.lines.filter((line) => line.cod > 0).map((line) => ({ task: 'order-post', payload: { parcelId: line.parcelId }, key: `order-post:${line.parcelId}:${minutes.id}`, maxAttempts: 25 })));
      }
      return 'opened';
    }),
    strikeOut: (scope, id) => db.inScope(scope, 'writes', async (tx) => (await tx.query(sql("UPDATE delivery_minutes SET state = 'cancelled' WHERE id = $1 AND state = 'open' RETURNING id", [id]))).length > 0),
    sign: (scope, id, signature, judge) => db.inScope(scope, 'writes', async (tx) => {
      const minutes = await readMinutes(tx, ring, id, true);
      if (!minutes || minutes.state === 'cancelled') return 'gone';
      // The same sheet sent twice is signed once.
      if (minutes.state === 'signed') return minutes;
      if (minutes.wrongCodes >= PARCEL_LIMITS.wrongCodes) return 'too-many-codes';
      if (!judge(minutes)) {
        await tx.query(sql('UPDATE delivery_minutes SET wrong_codes = wrong_codes + 1 WHERE id = $1', [id]));
        return 'wrong-code';
      }
      return (await signNow(tx, ring, minutes, { ...signature, how: 'code' })) ?? 'moved-on';
    }),
    async filed(scope, parcelId, dossierId) {
      await db.inScope(scope, 'writes', async (tx) => {
        await tx.query(sql("UPDATE delivery_parcel SET dossier_id = $2 WHERE id = $1 AND direction = 'send' AND state = 'arrived' AND dossier_id IS NULL", [parcelId, dossierId]));
        await addJobs(tx, [recordJob(parcelId)]);
      });
    },
    money: (scope, agencyId, from, to) => db.inScope(scope, 'reads', async (tx) => (await money(tx, agencyId, from, to))),
  };
}
/** By the day on which the parcel was delivered: what the post took for the office, and the postage that it earned. */
function money(tx: Queryable, agencyId: number, from: Date, to: Date): Promise<{ day: PlainDate; parcels: number; collected: number; postage: number; surplus: number }[]> {
  return tx.query(sql(`SELECT to_char(ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day, count(*)::int AS parcels, sum(collected)::bigint AS collected, sum(postage)::bigint AS postage, (count(*) FILTER (WHERE surplus))::int AS surplus
    FROM delivery_parcel WHERE agency_id = $1 AND state = 'delivered' AND ended_at >= $2 AND ended_at < $3 GROUP BY 1 ORDER BY 1 DESC`, [agencyId, from, to]));
}
