import type pg from 'pg';
import { FIRST_COMMUNE } from './house.ts';

/** Procedures over which the facts are dealt. */
export const FACT_PROCEDURES = 40;

/**
 * Fills the table of facts to `total` rows over `days` that end at `until`, as the owner: communes and procedures in turn,
 * terms of one to fifteen days, one in twenty late, one in two hundred stopped, one in fifteen paused, the last ones still open.
 */
export async function fillFacts(owner: pg.Pool, total: number, communes: number, until: Date, days: number): Promise<void> {
  const client = await owner.connect();
  try {
    const { rows: [have] } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM report_dossier_fact');
    if ((have?.n ?? 0) >= total) return;
    await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
    // Built once over all rows, indexes and sums take a fraction of what a million single insertions take.
    const { rows: indexes } = await client.query<{ name: string; definition: string }>("SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'report_dossier_fact' AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = 'report_dossier_fact'::regclass)");
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await client.query('ALTER TABLE report_dossier_fact DISABLE TRIGGER USER');
    await client.query(
      `INSERT INTO report_dossier_fact (dossier_id, seq, agency_id, receiving_agency, procedure_code, field, channel, filed_by, code, reference, submitted_at, answer_by, received_at, first_due, legal_due, due, status, step_vi, step_en, step_role, step_due, finished_at, outcome, settled,
         supplements, later_rounds, pauses, due_since, due_values, worked_minutes, electronic_result, trial_result, fee_due, fee_paid, fee_how, changed_at, counted_by)
       SELECT (lpad(to_hex((extract(epoch FROM v.at) * 1000)::bigint), 12, '0') || '7' || substr(v.h, 1, 3) || '8' || substr(v.h, 4, 15))::uuid, 5, v.agency, v.agency, '1.00' || (1000 + v.p), 'Lĩnh vực ' || v.p % 12, v.channel, CASE WHEN n % 9 = 0 THEN 'helper' ELSE 'self' END,
         'B' || v.agency || '-' || to_char(v.at, 'YYMMDD') || '-' || n, 'T-' || n, v.at, v.at + interval '1 day', v.at, v.due, v.due, v.due, CASE WHEN v.ended IS NULL THEN 'processing' ELSE 'returned' END,
         CASE WHEN v.ended IS NULL THEN 'Thẩm tra' END, CASE WHEN v.ended IS NULL THEN 'Check' END, CASE WHEN v.ended IS NULL THEN 'specialist' END, CASE WHEN v.ended IS NULL THEN v.due - interval '1 day' END,
         v.ended, CASE WHEN v.ended IS NULL THEN NULL WHEN n % 200 = 0 THEN 'stopped' ELSE 'resolved' END, CASE WHEN v.ended IS NULL OR n % 200 = 0 THEN NULL WHEN v.ended > v.due THEN 'late' WHEN n % 3 = 0 THEN 'on-time' ELSE 'early' END,
         (n % 15 = 0)::int, 0, CASE WHEN n % 15 = 0 THEN tstzmultirange(tstzrange(v.at + interval '6 hours', v.at + interval '1 day')) ELSE '{}' END, ARRAY[v.at], ARRAY[v.due], CASE WHEN v.ended IS NOT NULL THEN 600 + n % 900 END,
         v.ended IS NOT NULL AND n % 4 > 0, false, CASE WHEN n % 5 = 0 THEN 8000 ELSE 0 END, CASE WHEN n % 10 = 0 THEN 8000 ELSE 0 END, CASE WHEN n % 10 = 0 THEN 'online' END, coalesce(v.ended, v.at), 1
       FROM generate_series(1, $1::int) AS n,
       LATERAL (SELECT md5(n::text || 'fact') AS h, $3::timestamptz - ($1::int - n) * ($6::int * interval '1 day' / $1::int) AS at) AS one,
       LATERAL (SELECT one.h, one.at, $2::int + n % $4::int AS agency, (n / $4::int * 7 + n) % $5::int AS p, (ARRAY['online', 'online', 'online', 'counter', 'assisted', 'post'])[1 + n % 6] AS channel,
         one.at + (1 + n % 15) * interval '1 day' AS due, one.at + (1 + n % 15) * interval '1 day' * (CASE WHEN n % 20 = 0 THEN 1.6 ELSE 0.8 END) AS done) AS w,
       LATERAL (SELECT w.*, CASE WHEN w.done < $3::timestamptz THEN w.done END AS ended) AS v`, [total, FIRST_COMMUNE, until, communes, FACT_PROCEDURES, days]);
    for (const { definition } of indexes) await client.query(definition);
    await client.query(`TRUNCATE report_month_sum; INSERT INTO report_month_sum
      SELECT agency_id, month, procedure_code, field, sum(got_self), sum(got_assisted), sum(got_counter), sum(got_post), sum(got_with_result), sum(payable), sum(paid_online), sum(early), sum(on_time), sum(late), sum(stopped), sum(with_result)
      FROM report_counted((SELECT array_agg(DISTINCT agency_id) FROM report_dossier_fact), '-infinity', 'infinity') GROUP BY 1, 2, 3, 4`);
    await client.query(`TRUNCATE report_half_sum; INSERT INTO report_half_sum
      SELECT agency_id, month, procedure_code, field, sum(got_self), sum(got_assisted), sum(got_counter), sum(got_post), sum(got_with_result), sum(payable), sum(paid_online), sum(early), sum(on_time), sum(late), sum(stopped), sum(with_result)
      FROM report_counted_halves((SELECT array_agg(DISTINCT agency_id) FROM report_dossier_fact), (SELECT min(month) FROM report_month_sum), (SELECT max(month) FROM report_month_sum)) GROUP BY 1, 2, 3, 4`);
    await client.query('ALTER TABLE report_dossier_fact ENABLE TRIGGER USER');
    await client.query('VACUUM (ANALYZE) report_dossier_fact, report_month_sum, report_half_sum');
    await client.query('CHECKPOINT');
  } finally {
    client.release();
  }
}
