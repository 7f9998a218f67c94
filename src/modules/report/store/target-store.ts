import { sql, type Database } from '../../../platform/postgres/database.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { momentsOf, type Decision, type Group, type Measure, type OnlineDefinition, type Period } from '../domain/index.ts';
import type { GapGroup, StoredDecision, StoredTarget, TargetStore, UnitTally } from '../ports.ts';
import { ADDING_UP } from './adding-up.ts';
import { listed, pageOf, START_ID, START_KEY, toListed, type ListedRow } from './listed.ts';

interface DecisionRow { readonly id: string; readonly agency_id: number; readonly number: string; readonly issued_on: string; readonly issuer: string; readonly title: string; readonly online_definition: OnlineDefinition; readonly entered_at: Date; readonly entered_by_name: string; readonly ended_at: Date | null; readonly ended_reason: string | null; readonly targets: number }
const DECISION = 'SELECT d.id, d.agency_id, d.number, d.issued_on, d.issuer, d.title, d.online_definition, d.entered_at, d.entered_by_name, d.ended_at, d.ended_reason, (SELECT count(*)::int FROM report_target t WHERE t.decision_id = d.id AND t.removed_at IS NULL) AS targets FROM report_decision d';
const toDecision = (row: DecisionRow): StoredDecision => ({ id: row.id, agencyId: row.agency_id, number: row.number, issuedOn: plainDate(row.issued_on), issuer: row.issuer, title: row.title, online: row.online_definition, enteredAt: row.entered_at, enteredBy: row.entered_by_name, endedAt: row.ended_at, endedReason: row.ended_reason, targets: row.targets });

interface TargetRow { readonly id: string; readonly decision_id: string; readonly number: string; readonly unit_id: number; readonly measure: Measure; readonly procedure_group: Group; readonly date_from: string; readonly date_to: string; readonly value: number }
const TARGET = 'SELECT t.id, t.decision_id, d.number, t.unit_id, t.measure, t.procedure_group, t.date_from, t.date_to, t.value FROM report_target t JOIN report_decision d ON d.id = t.decision_id WHERE t.removed_at IS NULL';
const toTarget = (row: TargetRow): StoredTarget => ({ id: row.id, decisionId: row.decision_id, decisionNumber: row.number, unitId: row.unit_id, measure: row.measure, group: row.procedure_group, period: { from: plainDate(row.date_from), to: plainDate(row.date_to) }, value: row.value });

/** The way of filing, as `wayOf` tells it apart. */
const WAY = "CASE WHEN channel = 'post' THEN 'post' WHEN channel = 'counter' THEN 'counter' WHEN channel = 'assisted' OR filed_by <> 'self' THEN 'assisted' ELSE 'self' END";
/** $1 agencies, $2 procedures or null for all, $3 and $4 the moments between which a dossier counts. */
const MATCH = 'agency_id = ANY ($1) AND ($2::text[] IS NULL OR procedure_code = ANY ($2))';
const RECEIVED = 'received_at >= $3 AND received_at < $4';
const SETTLED = "ended_at >= $3 AND ended_at < $4 AND received_at IS NOT NULL AND outcome IN ('resolved', 'refused')";
const ONLINE: Readonly<Record<OnlineDefinition, string>> = { 'submitted-online': `${WAY} IN ('self', 'assisted')`, 'with-e-result': `${WAY} IN ('self', 'assisted') AND electronic_result`, 'self-only': `${WAY} = 'self'` };
const PAID_ONLINE = "fee_due > 0 AND fee_paid >= fee_due AND fee_how = 'online'";

interface Behind { readonly where: string; readonly key: string }
/** The dossiers behind a figure; `would-close`: those that can still be counted in, or whose like could be from now on. */
function behindOf(measure: Measure, online: OnlineDefinition, group: GapGroup): Behind {
  const counted: Readonly<Record<Measure, string>> = { 'online-share': ONLINE[online], 'online-count': ONLINE[online], 'received-count': 'true', 'e-result-share': 'electronic_result', 'on-time-share': "settled <> 'late'", 'online-payment-share': PAID_ONLINE };
  const settled = measure === 'e-result-share' || measure === 'on-time-share';
  if (group === 'counted') return { where: `${settled ? SETTLED : RECEIVED} AND ${counted[measure]}`, key: settled ? 'ended_at' : 'received_at' };
  if (group === 'received') return { where: RECEIVED, key: 'received_at' };
  if (group === 'base') return { where: settled ? SETTLED : measure === 'online-payment-share' ? `${RECEIVED} AND fee_due > 0` : RECEIVED, key: settled ? 'ended_at' : 'received_at' };
  switch (measure) {
    // sent in over the network and not yet accepted, and accepted at the counter though the procedure is open online
    case 'online-share': case 'online-count': return { where: `((received_at IS NULL AND finished_at IS NULL AND ${WAY} IN ('self', 'assisted') AND submitted_at < $4) OR (${RECEIVED} AND ${WAY} IN ('counter', 'post') AND procedure_code = ANY ($5)))`, key: 'submitted_at' };
    case 'received-count': return { where: 'received_at IS NULL AND finished_at IS NULL AND submitted_at < $4', key: 'submitted_at' };
    case 'e-result-share': return { where: `((${SETTLED} AND NOT electronic_result) OR (finished_at IS NULL AND received_at < $4))`, key: 'submitted_at' };
    case 'online-payment-share': return { where: `${RECEIVED} AND fee_due > fee_paid`, key: 'received_at' };
    case 'on-time-share': return { where: 'finished_at IS NULL AND received_at < $4 AND legal_due >= report_judged_at(pauses, $4)', key: 'legal_due' };
  }
}

export function targetStore(db: Database): TargetStore {
  const bounds = (period: Period, asOf: Date): readonly [Date, Date] => { const { start, end } = momentsOf(period); return [start, asOf < end ? asOf : end]; };
  return {
    async decisions(scope, limit) {
      return (await db.inScope(scope, 'reads', (tx) => tx.query<DecisionRow>(sql(`${DECISION} ORDER BY d.issued_on DESC, d.id DESC LIMIT $1`, [limit])))).map(toDecision);
    },
    async decision(scope, id) {
      const [row] = await db.inScope(scope, 'reads', (tx) => tx.query<DecisionRow>(sql(`${DECISION} WHERE d.id = $1`, [id])));
      return row ? toDecision(row) : null;
    },
    async addDecision(scope, decision: Decision & { readonly id: string; readonly requestKey: string | null; readonly agencyId: number; readonly byName: string; readonly at: Date }) {
      return db.inScope(scope, 'writes', async (tx) => {
        const [added] = await tx.query<{ id: string }>(sql(
          'INSERT INTO report_decision (id, request_key, agency_id, number, issued_on, issuer, title, online_definition, entered_at, entered_by, entered_by_name) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) ON CONFLICT DO NOTHING RETURNING id',
          [decision.id, decision.requestKey, decision.agencyId, decision.number, decision.issuedOn, decision.issuer, decision.title, decision.online, decision.at, scope.officerId, decision.byName]));
        const [before] = added ? [added] : await tx.query<{ id: string }>(sql('SELECT id FROM report_decision WHERE request_key = $1 AND entered_by = $2', [decision.requestKey, scope.officerId]));
        return before?.id ?? null;
      });
    },
    async endDecision(scope, id, reason, at) {
      return (await db.inScope(scope, 'writes', (tx) => tx.query(sql('UPDATE report_decision SET ended_at = $2, ended_reason = $3 WHERE id = $1 AND ended_at IS NULL RETURNING id', [id, at, reason])))).length > 0;
    },
    async targetsOf(scope, decisionId) {
      return (await db.inScope(scope, 'reads', (tx) => tx.query<TargetRow>(sql(`${TARGET} AND t.decision_id = $1 ORDER BY t.unit_id, t.measure, t.procedure_group, t.date_from, t.date_to DESC`, [decisionId])))).map(toTarget);
    },
    async target(scope, id) {
      const [row] = await db.inScope(scope, 'reads', (tx) => tx.query<TargetRow>(sql(`${TARGET} AND t.id = $1`, [id])));
      return row ? toTarget(row) : null;
    },
    async inForce(scope, unitIds) {
      return (await db.inScope(scope, 'reads', (tx) => tx.query<TargetRow>(sql(`${TARGET} AND d.ended_at IS NULL AND t.unit_id = ANY ($1)`, [unitIds])))).map(toTarget);
    },
    async addTargets(scope, decisionId, agencyId, rows) {
      return db.inScope(scope, 'writes', async (tx) => {
        // Two forms at once would each miss the other's rows: one decision at a time.
        await tx.query(sql("SELECT pg_advisory_xact_lock(hashtext('report_target'))"));
        const there = await tx.query<{ n: number }>(sql(
          `SELECT 1 AS n FROM report_target t JOIN report_decision d ON d.id = t.decision_id AND d.ended_at IS NULL
           JOIN unnest($1::int[], $2::text[], $3::text[], $4::date[], $5::date[]) AS n (unit_id, measure, procedure_group, date_from, date_to) USING (unit_id, measure, procedure_group)
           CROSS JOIN LATERAL (SELECT daterange(t.date_from, t.date_to, '[]') AS had, daterange(n.date_from, n.date_to, '[]') AS asked) r
           WHERE t.removed_at IS NULL AND r.had && r.asked AND (r.had = r.asked OR NOT (r.had <@ r.asked OR r.asked <@ r.had)) LIMIT 1`,
          [rows.map((row) => row.unitId), rows.map((row) => row.measure), rows.map((row) => row.group), rows.map((row) => row.period.from), rows.map((row) => row.period.to)]));
        if (there.length > 0) return 'clash';
        for (const row of rows) await tx.query(sql('INSERT INTO report_target (id, decision_id, agency_id, unit_id, measure, procedure_group, date_from, date_to, value) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)', [row.id, decisionId, agencyId, row.unitId, row.measure, row.group, row.period.from, row.period.to, row.value]));
        return 'added';
      });
    },
    async removeTarget(scope, id, at) {
      return (await db.inScope(scope, 'writes', (tx) => tx.query(sql('UPDATE report_target SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL RETURNING id', [id, at])))).length > 0;
    },
    async tallies(scope, agencies, period, asOf): Promise<readonly UnitTally[]> {
      const values = [agencies, ...bounds(period, asOf)];
      return db.inScope(scope, 'reads', async (tx) => {
        await tx.query(ADDING_UP);
        const rows = await tx.query<{ agency_id: number; procedure_code: string; self: number; assisted: number; counter: number; post: number; got_with_result: number; payable: number; paid_online: number; settled: number; with_result: number; in_time: number }>(sql(
          `SELECT agency_id, procedure_code, sum(got_self)::int AS self, sum(got_assisted)::int AS assisted, sum(got_counter)::int AS counter, sum(got_post)::int AS post, sum(got_with_result)::int AS got_with_result, sum(payable)::int AS payable, sum(paid_online)::int AS paid_online,
             sum(early + on_time + late)::int AS settled, sum(with_result)::int AS with_result, sum(early + on_time)::int AS in_time FROM report_sums($1, $2, $3) GROUP BY 1, 2`, values));
        return rows.map((row): UnitTally => ({ agencyId: row.agency_id, procedure: row.procedure_code, tally: {
          received: { self: row.self, assisted: row.assisted, counter: row.counter, post: row.post }, onlineWithResult: row.got_with_result, payable: row.payable, paidOnline: row.paid_online,
          settled: row.settled, settledWithResult: row.with_result, settledInTime: row.in_time,
        } }));
      });
    },
    async behind(scope, asked, page) {
      const { where, key } = behindOf(asked.measure, asked.online, asked.group);
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<ListedRow>(sql(
        `SELECT ${listed(key)} FROM report_dossier_fact WHERE ${MATCH} AND $3::timestamptz IS NOT NULL AND $4::timestamptz IS NOT NULL AND $5::text[] IS NOT NULL AND ($6::text IS NULL OR ${WAY} = $6) AND ${where} AND (${key}, dossier_id) > ($7, $8) ORDER BY ${key}, dossier_id LIMIT $9`,
        [asked.agencies, asked.procedures, ...bounds(asked.period, asked.asOf), asked.onlineProcedures, asked.way, page.after ?? START_KEY, page.afterId ?? START_ID, page.limit + 1])));
      return pageOf(rows, page.limit, toListed);
    },
  };
}
