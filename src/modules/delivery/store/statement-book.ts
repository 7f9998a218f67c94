import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import type { StatementState } from '../domain/index.ts';
import type { Compared, StatementBook, StatementDesk } from '../ports.ts';
import type { ParcelRow } from './rows.ts';
import { addJobs } from './sign-minutes.ts';

/** The carrier's statements, as the worker keeps them: a day that is fetched again replaces what was there. */
export function statementBook(db: Database): StatementBook {
  return {
    kept: async (carrier, from, to) => (await db.inScope({ kind: 'public' }, 'reads', (tx) => daysIn(tx, carrier, from, to))),
    async keep(carrier, day, lines, at) {
      await db.inScope({ kind: 'public' }, 'writes', async (tx) => {
        await tx.query(sql('SELECT pg_advisory_xact_lock(hashtext($1))', [`delivery_statement ${carrier} ${day}`]));
        await tx.query(sql('DELETE FROM delivery_statement_line WHERE carrier = $1 AND day = $2', [carrier, day]));
        await tx.query(sql('DELETE FROM delivery_statement WHERE carrier = $1 AND day = $2', [carrier, day]));
        await tx.query(sql('INSERT INTO delivery_statement (carrier, day, fetched_at, lines) VALUES ($1,$2,$3,$4)', [carrier, day, at, lines.length]));
        // An order number that is no id of ours at all is nobody's.
        await tx.query(sql(`INSERT INTO delivery_statement_line (carrier, day, order_number, carrier_number, parcel_id, agency_id, state, postage, collected)
          SELECT $1, $2, x."orderNumber", x."carrierNumber", p.id, p.agency_id, x.state, x.postage, x.collected FROM jsonb_to_recordset($3::jsonb) AS x("orderNumber" text, "carrierNumber" text, state text, postage bigint, collected bigint)
          LEFT JOIN delivery_parcel p ON p.id = CASE WHEN x."orderNumber" ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN x."orderNumber"::uuid END AND p.carrier = $1`, [carrier, day, JSON.stringify(lines)], 'delivery-statement-keep'));
      });
    },
  };
}
const daysIn = async (tx: Queryable, carrier: string, from: PlainDate, to: PlainDate): Promise<readonly PlainDate[]> =>
  (await tx.query<{ day: PlainDate }>(sql("SELECT to_char(day, 'YYYY-MM-DD') AS day FROM delivery_statement WHERE carrier = $1 AND day >= $2 AND day < $3 ORDER BY day", [carrier, from, to]))).map((row) => row.day);

interface PairRow extends Pick<ParcelRow, 'direction' | 'state' | 'carrier_number' | 'reference'> { readonly id: string | null; readonly day: PlainDate; readonly postage: number; readonly collected: number; readonly order_number: string | null; readonly their_number: string; readonly their_state: StatementState; readonly their_postage: number; readonly their_collected: number }
const PARCEL = 'p.id, p.direction, p.state, p.carrier_number, p.reference, p.postage::int AS postage, p.collected::int AS collected';
const THEIRS = 'l.order_number, l.carrier_number AS their_number, l.state AS their_state, l.postage::int AS their_postage, l.collected::int AS their_collected';

/** Both books side by side, at the desk of one office. */
export function statementDesk(db: Database): StatementDesk {
  return {
    days: (scope, carrier, from, to) => db.inScope(scope, 'reads', (tx) => daysIn(tx, carrier, from, to)),
    pairs: (scope, carrier, agencyId, period, limit) => db.inScope(scope, 'reads', async (tx) => {
      // Ours by the day on which the trip ended; a line of another day counts for it too. Without a statement of that day nothing is missing yet.
      const ours = await tx.query<PairRow>(sql(`SELECT to_char(p.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day, ${PARCEL}, ${THEIRS} FROM delivery_parcel p
        LEFT JOIN LATERAL (SELECT * FROM delivery_statement_line s WHERE s.parcel_id = p.id AND s.carrier = p.carrier ORDER BY s.day DESC LIMIT 1) l ON true
        WHERE p.agency_id = $1 AND p.carrier = $2 AND p.state IN ('delivered', 'returned', 'arrived', 'lost') AND p.ended_at >= $3 AND p.ended_at < $4
          AND (l.order_number IS NOT NULL OR EXISTS (SELECT 1 FROM delivery_statement d WHERE d.carrier = p.carrier AND d.day = (p.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))
        ORDER BY p.ended_at, p.id LIMIT $5`, [agencyId, carrier, period.fromAt, period.toAt, limit], 'delivery-statement-ours'));
      // Theirs that our book has not ended in this period: unknown, still on its way, or ended elsewhere in time.
      const theirs = await tx.query<PairRow>(sql(`SELECT to_char(l.day, 'YYYY-MM-DD') AS day, ${PARCEL}, ${THEIRS} FROM delivery_statement_line l LEFT JOIN delivery_parcel p ON p.id = l.parcel_id
        WHERE l.carrier = $2 AND l.day >= $3 AND l.day < $4 AND (l.agency_id = $1 OR l.agency_id IS NULL) AND (p.id IS NULL OR p.state NOT IN ('delivered', 'returned', 'arrived', 'lost') OR p.ended_at IS NULL OR p.ended_at < $5 OR p.ended_at >= $6)
        ORDER BY l.day, l.order_number LIMIT $7`, [agencyId, carrier, period.from, period.to, period.fromAt, period.toAt, limit], 'delivery-statement-theirs'));
      return [...ours, ...theirs].map((row): Compared => ({
        day: row.day, parcelId: row.id, reference: row.reference,
        ours: row.id === null ? null : { carrierNumber: row.carrier_number, direction: row.direction, state: row.state, postage: row.postage, collected: row.collected },
        theirs: row.order_number === null ? null : { orderNumber: row.order_number, carrierNumber: row.their_number, state: row.their_state, postage: row.their_postage, collected: row.their_collected },
      })).toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    }),
    askFor: (scope, days) => db.inScope(scope, 'writes', async (tx) => { await addJobs(tx, days.map((day) => ({ task: 'fetch-post-statement', payload: { day }, key: `post-statement:${day}`, maxAttempts: 25 }))); }),
  };
}
