import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { uuidV7 } from '../../../platform/crypto/ids.ts';
import { sql, type Database, type Queryable, type Statement } from '../../../platform/postgres/database.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { exampleFact } from '../../../../test/support/example-fact.ts';
import { addStanding, COLUMNS, imbalances, momentsOf, month, NO_FIGURES, standingOf, sumFigures, type DossierFact, type Figures, type Settled } from '../domain/index.ts';
import type { OfficerScope } from '../ports.ts';
import { apologyStore } from './apology-store.ts';
import { factStore } from './fact-store.ts';
import { opennessCounter, opennessReader } from './openness-store.ts';
import { overviewStore } from './overview-store.ts';
import { reportStore } from './report-store.ts';
import { targetStore } from './target-store.ts';

let made = 0;
const id = (): string => uuidV7(1_770_000_000_000 + made++);
const at = (day: string, time = '09:00'): string => new Date(`${day}T${time}:00+07:00`).toISOString();
/** Received on 2 March, due on 5 March, unless told otherwise. */
const fact = (over: Partial<DossierFact> = {}): DossierFact => exampleFact({ dossierId: id(), code: `H36.23095-260302-${String(made).padStart(4, '0')}`, reference: `T-${made}`, ...over });
const done = (settled: Settled, finishedAt: string, over: Partial<DossierFact> = {}): DossierFact => fact({ status: 'done', step: null, stepName: null, finishedAt, outcome: 'resolved', settled, workedMinutes: 600, electronicResult: true, ...over });
const scope = (...agencyIds: number[]): OfficerScope => ({ kind: 'officer', officerId: '01920000-0000-7000-8000-000000000008', agencyIds });
const MARCH = month(2026, 3);
const LATER = new Date('2026-06-01T00:00:00+07:00');
const ALL = { after: null, afterId: null, limit: 500 };

/** The same database; of every statement about facts the plan is kept as well. */
function watching(base: Database, plans: string[]): Database {
  const explained = (tx: Queryable): Queryable => ({
    async query<Row>(statement: Statement): Promise<Row[]> {
      if (/^\s*(?:SELECT|WITH)\b/u.test(statement.text) && /report_(?:dossier_fact|standing|period|sums)/u.test(statement.text)) plans.push((await tx.query<{ 'QUERY PLAN': string }>({ text: `EXPLAIN ${statement.text}`, ...(statement.values ? { values: statement.values } : {}) })).map((row) => row['QUERY PLAN']).join('\n'));
      return tx.query<Row>(statement);
    },
  });
  return { ...base, read: explained(base.read), inScope: (scope, access, work) => base.inScope(scope, access, (tx) => work(explained(tx))) };
}

describe('figures in the database', () => {
  let db: TestDatabase;
  before(async () => { db = await openTestDatabase(); });
  after(async () => { await db.close(); });
  const clear = (): Promise<unknown> => db.owner.query('TRUNCATE report_dossier_fact, report_month_sum, report_half_sum, report_apology, report_public_month, report_public_late, report_snapshot CASCADE');

  test('what is stored is what was folded, and an older fold never overwrites a newer one', async () => {
    const facts = factStore(db.worker);
    const whole = fact({ pauses: [{ from: at('2026-03-03'), to: at('2026-03-04') }, { from: at('2026-03-05'), to: null }], dues: [{ since: at('2026-03-02'), due: at('2026-03-05') }, { since: at('2026-03-04'), due: at('2026-03-09') }] });
    assert.equal(await facts.record(whole), true);
    assert.deepEqual(await facts.find(whole.dossierId), whole);
    assert.equal(await facts.record({ ...whole, seq: 1, status: 'submitted' }), false);
    assert.equal((await facts.find(whole.dossierId))?.status, 'processing');
    assert.equal(await facts.record(whole), true, 'the same twice is the same');
  });

  test('SQL and the rule agree on any history, and the list behind a figure has as many rows as it says', async () => {
    const facts = factStore(db.worker);
    const reports = reportStore(db.app);
    const moment = fc.integer({ min: 0, max: 120 * 24 * 60 }).map((minutes) => new Date(Date.parse('2026-01-15T00:00:00+07:00') + minutes * 60_000).toISOString());
    const anyFact = fc.record({ channel: fc.constantFrom<DossierFact['channel'][]>('online', 'counter', 'post', 'assisted'), field: fc.constantFrom('Hộ tịch', 'Chứng thực'), received: fc.option(moment), rest: fc.array(moment, { minLength: 5, maxLength: 5 }), end: fc.constantFrom(null, 'resolved', 'refused', 'stopped'), settled: fc.constantFrom<Settled[]>('early', 'on-time', 'late') });
    await fc.assert(fc.asyncProperty(fc.array(anyFact, { minLength: 1, maxLength: 25 }), async (drawn) => {
      await clear();
      const stored = drawn.map(({ channel, field, received, rest, end, settled }) => {
        const [a = '', b = '', c = '', d = '', e = ''] = rest.map((one) => (received && one < received ? received : one)).sort();
        return fact({ channel, field, receivedAt: received, finishedAt: end === null ? null : e, outcome: end as DossierFact['outcome'], settled: end === 'resolved' || end === 'refused' ? settled : null, dues: received ? [{ since: received, due: b }, { since: a > received ? a : received, due: d }] : [], pauses: received && c > b ? [{ from: b, to: c }] : [] });
      });
      for (const one of stored) await facts.record(one);
      const expected = stored.reduce((figures, one) => { const standing = standingOf(one, MARCH, LATER); return standing ? addStanding(figures, standing) : figures; }, NO_FIGURES);
      const { rows } = await reports.live(scope(2), [2], MARCH, LATER);
      const total = sumFigures(rows.map((row) => row.figures));
      assert.deepEqual(total, expected);
      assert.deepEqual(imbalances(total), []);
      for (const column of COLUMNS) assert.equal((await reports.behind(scope(2), [2], MARCH, LATER, { column }, ALL)).rows.length, total[column], column);
    }), { numRuns: 40 });
  });

  test('a list goes on where it stopped, with every dossier once, also when many came in the same moment', async () => {
    await clear();
    const facts = factStore(db.worker);
    for (let i = 0; i < 23; i++) await facts.record(fact({ receivedAt: i < 12 ? at('2026-03-02') : at('2026-03-03'), dues: [] }));
    const seen: string[] = [];
    let [from, fromId]: [string | null, string | null] = [null, null];
    for (let pages = 0; pages < 10; pages++) {
      const page = await reportStore(db.app).behind(scope(2), [2], MARCH, LATER, { column: 'received' }, { after: from, afterId: fromId, limit: 5 });
      seen.push(...page.rows.map((row) => row.id));
      if (!page.next) break;
      [from, fromId] = [page.next.after, page.next.id];
    }
    assert.equal(seen.length, 23);
    assert.equal(new Set(seen).size, 23);
  });

  test('a province’s list, looked through in stretches of time, is the same list', async () => {
    await clear();
    const facts = factStore(db.worker);
    for (let i = 0; i < 40; i++) await facts.record(fact({ receivedAt: at(i < 3 ? '2026-02-10' : `2026-03-${String(1 + ((i * 7) % 31)).padStart(2, '0')}`), dues: [] }));
    const [few, many] = [[2], Array.from({ length: 30 }, (_, one) => one + 2)];
    const all = async (agencies: readonly number[], limit: number): Promise<string[]> => {
      const ids: string[] = [];
      let next: { after: string | null; afterId: string | null } | null = { after: null, afterId: null };
      while (next) {
        const page: Awaited<ReturnType<ReturnType<typeof reportStore>['behind']>> = await reportStore(db.app).behind(scope(...agencies), agencies, MARCH, LATER, { column: 'received' }, { ...next, limit });
        ids.push(...page.rows.map((row) => row.id));
        next = page.next ? { after: page.next.after, afterId: page.next.id } : null;
      }
      return ids;
    };
    const expected = await all(few, 500);
    assert.equal(expected.length, 40);
    assert.deepEqual(await all(many, 7), expected);
    assert.deepEqual(await all(few, 7), expected);
  });

  test('no page reads every dossier: each question follows an index of its agencies and its time', async () => {
    await clear();
    await db.owner.query(`INSERT INTO report_dossier_fact (dossier_id, seq, agency_id, receiving_agency, procedure_code, field, channel, filed_by, reference, submitted_at, answer_by, received_at, legal_due, due, status, finished_at, outcome, settled, supplements, later_rounds, pauses, due_since, due_values, worked_minutes, electronic_result, trial_result, fee_due, fee_paid, changed_at)
      SELECT gen_random_uuid(), 5, 2 + i % 60, 2, '1.00' || (1000 + i % 20), 'Hộ tịch', 'online', 'self', 'T-' || i, r, r, r, r + interval '3 days', r + interval '3 days', CASE WHEN i % 50 = 0 THEN 'processing' ELSE 'returned' END, CASE WHEN i % 50 > 0 THEN r + interval '2 days' END, CASE WHEN i % 50 > 0 THEN 'resolved' END, CASE WHEN i % 50 > 0 THEN 'early' END, 0, 0, '{}', ARRAY[r], ARRAY[r + interval '3 days'], 600, true, false, 0, 0, r
      FROM (SELECT i, timestamptz '2025-04-01+07' + i * interval '15 minutes' AS r FROM generate_series(1, 36000) i) x`);
    await db.owner.query('VACUUM ANALYZE report_dossier_fact, report_month_sum, report_half_sum');
    const plans: string[] = [];
    const watched = watching(db.app, plans);
    const counting = watching(db.worker, plans);
    const moments = { now: LATER, endOfToday: LATER, soon: LATER };
    const page = { after: null, afterId: null, limit: 20 };
    const asked: readonly (readonly [string, RegExp, () => Promise<unknown>])[] = [
      ['II.06a', /report_month_sum_pkey[^]*report_fact_(?:standing|out|in)/u, () => reportStore(watched).live(scope(2), [2], MARCH, LATER)], ['the list behind it', /report_fact_(?:in|out)/u, () => reportStore(watched).behind(scope(2), [2], MARCH, LATER, { column: 'received' }, page)], ['not accepted', /report_fact_not_accepted|report_fact_waiting/u, () => reportStore(watched).notAccepted(scope(2), [2], MARCH, LATER, page)],
      ['targets', /report_month_sum_pkey/u, () => targetStore(watched).tallies(scope(2), [2], MARCH, LATER)], ['the list behind them', /report_fact_in/u, () => targetStore(watched).behind(scope(2), { agencies: [2], procedures: null, onlineProcedures: [], period: MARCH, asOf: LATER, measure: 'online-share', online: 'submitted-online', group: 'base', way: null }, page)],
      ['overview', /report_fact_(?:unfinished|open)/u, () => overviewStore(watched).counts(scope(2), [2], moments)], ['late by step', /report_fact_(?:unfinished|open)/u, () => overviewStore(watched).byStep(scope(2), [2], LATER)], ['late dossiers', /report_fact_(?:unfinished|open)/u, () => overviewStore(watched).list(scope(2), [2], 'late', moments, page)],
      ['open dossiers of one step and person', /report_fact_(?:unfinished|open)/u, () => overviewStore(watched).list(scope(2), [2], 'open', moments, page, { stepName: 'Thẩm tra', role: null, assignee: '01920000-0000-7000-8000-000000000002' })],
      ['public figures', /report_fact_(?:in|out)/u, () => opennessCounter(counting).bases(2, MARCH, LATER)], ['public agencies', /report_fact_(?:in|out|standing)/u, () => opennessCounter(counting).agencies()], ['public late list', /report_fact_(?:unfinished|open)/u, () => opennessCounter(counting).storeLate(2, LATER)],
      ['apologies due', /report_fact_apology/u, () => apologyStore(counting).draftDue(LATER, async () => null)], ['counted by an earlier calendar', /report_fact_unfinished/u, () => factStore(counting).outdated(0, 10)],
    ];
    for (const [what, index, ask] of asked) {
      plans.length = 0;
      await ask();
      const facts = plans.filter((plan) => plan.includes('report_dossier_fact') || plan.includes('report_fact_'));
      assert.ok(facts.some((plan) => index.test(plan)), `${what}: ${facts.join('\n')}`);
      for (const plan of facts) assert.doesNotMatch(plan, /Seq Scan on report_(?:dossier_fact|month_sum|half_sum)/u, `${what}: ${plan}`);
    }
  });

  test('a large unit is frozen though it takes longer than a statement may: every dossier once', async () => {
    await clear();
    await db.owner.query(`INSERT INTO report_dossier_fact (dossier_id, seq, agency_id, receiving_agency, procedure_code, field, channel, filed_by, reference, submitted_at, answer_by, received_at, legal_due, due, status, supplements, later_rounds, pauses, due_since, due_values, electronic_result, trial_result, fee_due, fee_paid, changed_at)
      SELECT gen_random_uuid(), 5, 2 + i % 60, 2, '1.00' || (1000 + i % 20), 'Hộ tịch', 'online', 'self', 'T-' || i, r, r, r, r + interval '3 days', r + interval '3 days', 'processing', 0, 0, '{}', ARRAY[r], ARRAY[r + interval '3 days'], true, false, 0, 0, r
      FROM (SELECT i, timestamptz '2026-03-01+07' + i * interval '1 minute' AS r FROM generate_series(1, 20000) i) x`);
    const many = Array.from({ length: 60 }, (_, n) => 2 + n);
    const hurried: Database = { ...db.app, inScope: (who, access, work) => db.app.inScope(who, access, async (tx) => { await tx.query(sql("SELECT set_config('statement_timeout', '40', true)")); return work(tx); }) };
    await assert.rejects(hurried.inScope(scope(...many), 'writes', (tx) => tx.query(sql('SELECT pg_sleep(0.2)'))), /statement timeout/u, 'the limit is there');
    const reports = reportStore(hurried);
    const frozen = await reports.freeze(scope(...many), { id: id(), requestKey: null, unitId: 2, agencies: many, period: MARCH, asOf: LATER, at: LATER, byName: 'Kiểm soát' });
    const { rows } = await db.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM report_snapshot_row WHERE snapshot_id = $1', [frozen]);
    assert.equal(rows[0]?.n, 20_000);
    const kept = await reportStore(db.app).snapshot(scope(...many), frozen);
    assert.equal(kept && sumFigures(kept.rows.map((row) => row.figures)).received, 20_000);
    assert.equal(await reportStore(db.app).snapshot(scope(3), frozen), null, 'another unit’s does not exist');
  });
  test('a frozen report keeps its figures and its dossiers; running it again makes another version', async () => {
    await clear();
    const facts = factStore(db.worker);
    const reports = reportStore(db.app);
    const open = fact();
    await facts.record(open);
    await facts.record(done('early', at('2026-03-04')));
    const freeze = (requestKey: string | null) => reports.freeze(scope(2), { id: id(), requestKey, unitId: 2, agencies: [2], period: MARCH, asOf: LATER, at: LATER, byName: 'Kiểm soát' });
    const first = await freeze('mot-khoa-duy-nhat');
    assert.equal(await freeze('mot-khoa-duy-nhat'), first, 'a second press of the same form is the same report');
    await facts.record({ ...open, seq: 3, status: 'done', finishedAt: at('2026-03-20'), outcome: 'resolved', settled: 'late' });
    const second = await freeze(null);
    const figures = async (snapshot: string): Promise<Figures> => sumFigures((await reports.snapshot(scope(2), snapshot))?.rows.map((row) => row.figures) ?? []);
    assert.deepEqual([(await figures(first)).pending, (await figures(first)).late, (await figures(second)).pending, (await figures(second)).late], [1, 0, 0, 1]);
    assert.deepEqual((await reports.snapshots(scope(2), 2, 10)).map((one) => one.version), [2, 1]);
    assert.equal((await reports.behindSnapshot(scope(2), first, { column: 'overdue' }, ALL)).rows[0]?.id, open.dossierId);
    for (const text of ['UPDATE report_snapshot_row SET ending = \'early\'', 'DELETE FROM report_snapshot_row', 'UPDATE report_snapshot SET not_accepted = 0']) await assert.rejects(db.app.write.query(sql(text)), /permission denied/u, text);
  });

  test('another agency’s figures, lists, targets and snapshots do not exist, even when the question forgets the agency', async () => {
    await clear();
    await factStore(db.worker).record(fact());
    const reports = reportStore(db.app);
    const foreign = scope(12);
    assert.deepEqual((await reports.live(foreign, [2, 12], MARCH, LATER)).rows, []);
    assert.deepEqual((await reports.behind(foreign, [2, 12], MARCH, LATER, { column: 'received' }, ALL)).rows, []);
    assert.deepEqual(await targetStore(db.app).tallies(foreign, [2, 12], MARCH, LATER), []);
    const snapshot = await reports.freeze(scope(2), { id: id(), requestKey: null, unitId: 2, agencies: [2], period: MARCH, asOf: LATER, at: LATER, byName: 'x' });
    assert.equal(await reports.snapshot(foreign, snapshot), null);
    await assert.rejects(reports.freeze(foreign, { id: id(), requestKey: null, unitId: 2, agencies: [2], period: MARCH, asOf: LATER, at: LATER, byName: 'x' }), /row-level security/u);
    assert.deepEqual(await db.app.read.query(sql('SELECT 1 FROM report_dossier_fact')), [], 'nobody without a scope');
  });

  test('target rows: all or none, one clash refuses the form, and a decision of another agency cannot be written to', async () => {
    const targets = targetStore(db.app);
    const decision = { id: id(), requestKey: 'khoa-1' as string | null, agencyId: 2, number: '431/CV-UBND', issuedOn: plainDate('2022-07-06'), issuer: 'Ủy ban nhân dân huyện', title: '', online: 'submitted-online' as const, byName: 'Kiểm soát', at: LATER };
    assert.equal(await targets.addDecision(scope(2), decision), decision.id);
    assert.equal(await targets.addDecision(scope(2), { ...decision, id: id() }), decision.id, 'the same form once more finds what it made');
    assert.equal(await targets.addDecision(scope(2), { ...decision, id: id(), requestKey: null }), null, 'another form with the same number does not');
    const row = { id: id(), unitId: 2, measure: 'online-share' as const, group: 'all' as const, period: MARCH, value: 50 };
    assert.equal(await targets.addTargets(scope(2), decision.id, 2, [row]), 'added');
    assert.equal(await targets.addTargets(scope(2), decision.id, 2, [{ ...row, id: id() }]), 'clash');
    assert.equal(await targets.addTargets(scope(2), decision.id, 2, [{ ...row, id: id(), period: { from: plainDate('2026-03-15'), to: plainDate('2026-04-15') } }]), 'clash', 'overlapping, though another form has not seen it yet');
    assert.equal(await targets.addTargets(scope(2), decision.id, 2, [{ ...row, id: id(), period: { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') } }]), 'added', 'a month lies within its year');
    await assert.rejects(targets.addTargets(scope(12), decision.id, 2, [{ ...row, id: id(), measure: 'on-time-share' }]), /row-level security/u);
    await assert.rejects(targets.addTargets(scope(2), decision.id, 2, [{ ...row, id: id(), measure: 'on-time-share', value: 120 }]), /check constraint/u);
    assert.deepEqual(await targets.decisions(scope(12), 10), []);
    assert.equal((await targets.decisions(scope(1, 2, 3), 10)).length, 1, 'the province sees it');
  });

  test('the public table adds up, pools what is small, and is all that the web role can see', async () => {
    await clear();
    const facts = factStore(db.worker);
    for (let i = 0; i < 6; i++) await facts.record(done(i === 0 ? 'late' : 'early', at('2026-03-04'), { workedMinutes: 100 * (i + 1), ...(i === 0 ? { apologisedAt: at('2026-03-03'), apologyInTime: true } : {}) }));
    for (let i = 0; i < 3; i++) await facts.record(fact({ procedure: '2.000635', channel: 'counter', filedBy: 'counter' }));
    for (let i = 0; i < 2; i++) await facts.record(fact({ procedure: '2.000815', channel: 'assisted', filedBy: 'helper' }));
    const counter = opennessCounter(db.worker);
    assert.deepEqual([...(await counter.bases(2, MARCH, LATER))].sort((a, b) => a.received - b.received).map((one) => [one.procedure, one.received, one.settled]), [['2.000815', 2, 0], ['2.000635', 3, 0], ['1.001193', 6, 6]]);
    const { total, rows } = await counter.rows(2, MARCH, LATER, ['1.001193']);
    assert.deepEqual([total.received, total.inTime, total.late, total.openLate, total.apologised, total.assisted], [11, 5, 1, 5, 1, 2]);
    assert.deepEqual(rows.map((row) => [row.procedure, row.received, row.medianMinutes, row.p90Minutes]), [['1.001193', 6, 300, 600], [null, 5, null, null]]);
    await counter.storeMonth(2, MARCH.from, { total: { ...total, satisfiedShare: null } as never, rows: [] }, LATER);
    assert.equal((await opennessReader(db.app).month(MARCH.from))[0]?.agencyId, 2);
    assert.equal(await counter.storeLate(2, LATER), 5);
    const late = await opennessReader(db.app).late(null, 50);
    assert.equal(late.length, 5);
    assert.ok(late.every((row) => /^…\d{4}$/u.test(row.maskedCode) && row.procedure === null), 'fewer than five of a procedure in a year: it is not named');
    assert.equal(await counter.storeLate(2, new Date('2026-03-03T00:00:00+07:00')), 0, 'the list is made anew, not added to');
  });

  test('a draft of an apology is written once, and leaves the list when the event is counted in', async () => {
    await clear();
    const facts = factStore(db.worker);
    const apologies = apologyStore(db.worker);
    const waiting = fact({ apologyFrom: at('2026-03-04', '07:30'), apologyLast: at('2026-03-04', '17:30') });
    await facts.record(waiting);
    const propose = async (): Promise<Date> => new Date(at('2026-03-09', '17:30'));
    assert.equal(await apologies.draftDue(new Date(at('2026-03-04', '07:29')), propose), 0);
    assert.equal(await apologies.draftDue(new Date(at('2026-03-04', '07:30')), propose), 1);
    assert.equal(await apologies.draftDue(new Date(at('2026-03-04', '07:35')), propose), 0);
    const desk = apologyStore(db.app);
    assert.deepEqual((await desk.waiting(scope(2), 2, 10)).map((one) => one.dossierId), [waiting.dossierId]);
    assert.deepEqual(await desk.waiting(scope(12), 2, 10), []);
    await facts.record({ ...waiting, seq: 3, apologisedAt: at('2026-03-04', '10:00'), apologyInTime: true, newDue: at('2026-03-09'), due: at('2026-03-09'), apologyFrom: null, apologyLast: null });
    assert.deepEqual(await desk.waiting(scope(2), 2, 10), []);
    assert.equal((await desk.find(scope(2), waiting.dossierId))?.state, 'signed');
  });
  test('momentsOf is the Vietnamese month', () => assert.deepEqual([momentsOf(MARCH).start.toISOString(), momentsOf(MARCH).end.toISOString()], ['2026-02-28T17:00:00.000Z', '2026-03-31T17:00:00.000Z']));
});
