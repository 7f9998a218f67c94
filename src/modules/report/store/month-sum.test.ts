import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from '../../../platform/postgres/database.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { exampleFact } from '../../../../test/support/example-fact.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { addStanding, momentsOf, NO_FIGURES, NO_TALLY, standingOf, sumFigures, sumTallies, wayOf, type DossierFact, type Period, type Settled, type Tally } from '../domain/index.ts';
import { factStore } from './fact-store.ts';
import { reportStore } from './report-store.ts';
import { targetStore } from './target-store.ts';

const AGENCIES = [2, 3, 12];
const SCOPE = { kind: 'officer' as const, officerId: '01920000-0000-7000-8000-000000000008', agencyIds: AGENCIES };
const ALL = { after: null, afterId: null, limit: 500 };
const START = Date.parse('2025-11-20T00:00:00+07:00');
const minutes = (n: number): string => new Date(START + n * 60_000).toISOString();
const MINUTES = 130 * 24 * 60;
/** `2025-11-20` and so many days. */
const day = (n: number) => plainDate(new Date(START + n * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10));

/** What the sums must be: counted from every fact. Both without the keys whose figures are all nothing. */
const SUMS = `SELECT agency_id, month::text, procedure_code, field, sum(got_self)::int, sum(got_assisted)::int AS a, sum(got_counter)::int AS c, sum(got_post)::int AS p, sum(got_with_result)::int AS r, sum(payable)::int AS y, sum(paid_online)::int AS o, sum(early)::int AS e, sum(on_time)::int AS t, sum(late)::int AS l, sum(stopped)::int AS s, sum(with_result)::int AS w`;
const REST = 'GROUP BY 1, 2, 3, 4 HAVING sum(got_self + got_assisted + got_counter + got_post + early + on_time + late + stopped) <> 0 ORDER BY 1, 2, 3, 4';

describe('sums by month', () => {
  let db: TestDatabase;
  before(async () => { db = await openTestDatabase(); });
  after(async () => { await db.close(); });
  const clear = (): Promise<unknown> => db.owner.query('TRUNCATE report_dossier_fact, report_month_sum, report_half_sum');
  const rows = async (text: string, values: readonly unknown[] = []): Promise<unknown[]> => (await db.owner.query(text, [...values])).rows;
  const kept = (): Promise<unknown[]> => rows(`${SUMS} FROM report_month_sum ${REST}`);
  const counted = (): Promise<unknown[]> => rows(`${SUMS} FROM report_counted($1, '-infinity', 'infinity') ${REST}`, [AGENCIES]);

  const keptHalves = (): Promise<unknown[]> => rows(`${SUMS} FROM report_half_sum ${REST}`);
  const countedHalves = (): Promise<unknown[]> => rows(`${SUMS} FROM report_counted_halves($1, '2025-01-01', '2027-12-01') ${REST}`, [AGENCIES]);
  const inOrder = async (): Promise<void> => { assert.deepEqual(await kept(), await counted()); assert.deepEqual(await keptHalves(), await countedHalves()); };

  // One dossier as it may have been recorded at one time; the next record of it is another drawing, so everything may change: it is
  // opened again, handed to another agency, received on another day, settled otherwise, paid later.
  const moment = fc.integer({ min: 0, max: MINUTES });
  const anyState = fc.record({
    agencyId: fc.constantFrom(...AGENCIES), procedure: fc.constantFrom('1.001193', '2.000815'), field: fc.constantFrom('Hộ tịch', 'Chứng thực'), channel: fc.constantFrom<DossierFact['channel'][]>('online', 'counter', 'post', 'assisted'), filedBy: fc.constantFrom<DossierFact['filedBy'][]>('self', 'helper'),
    received: fc.option(moment, { freq: 6 }), lasts: fc.option(fc.integer({ min: 0, max: 70 * 24 * 60 })), settled: fc.constantFrom<(Settled | null)[]>('early', 'on-time', 'late', null), due: fc.integer({ min: 0, max: 20 * 24 * 60 }), pause: fc.option(fc.integer({ min: 0, max: 9 * 24 * 60 })),
    electronicResult: fc.boolean(), feeDue: fc.constantFrom(0, 8000), feePaid: fc.constantFrom(0, 8000), feeHow: fc.constantFrom(null, 'online', 'cash'),
  });
  type Drawn = typeof anyState extends fc.Arbitrary<infer T> ? T : never;
  const factOfDrawn = (id: string, seq: number, drawn: Drawn): DossierFact => {
    const { received, lasts, settled, due, pause, ...same } = drawn;
    const end = received === null || lasts === null ? null : received + lasts;
    return exampleFact({
      ...same, dossierId: id, seq, receivedAt: received === null ? null : minutes(received), finishedAt: end === null ? null : minutes(end), settled: end === null ? null : settled, outcome: end === null ? null : settled === null ? 'withdrawn' : 'resolved',
      dues: received === null ? [] : [{ since: minutes(received), due: minutes(received + due) }], pauses: received === null || pause === null ? [] : [{ from: minutes(received + 60), to: minutes(received + 61 + pause) }],
    });
  };
  const anyPeriod = fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 75 }), fc.boolean()).map(([from, length, whole]): Period => {
    const first = whole ? plainDate(`${day(from).slice(0, 7)}-01`) : day(from);
    return { from: first, to: day(Math.max(Math.round((Date.parse(first) - Date.parse(day(0))) / 86_400_000), from) + length) };
  });

  test('after any histories of dossiers the sums are what counting finds, and so are report and targets of any period at any moment', async () => {
    const facts = factStore(db.worker);
    await fc.assert(fc.asyncProperty(fc.array(fc.array(anyState, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 9 }), fc.array(fc.tuple(anyPeriod, fc.integer({ min: 0, max: 140 * 24 * 60 })), { minLength: 2, maxLength: 2 }), async (histories, asked) => {
      await clear();
      const last = new Map<string, DossierFact>();
      // In turn: what one dossier takes back another may have given meanwhile.
      for (let version = 0; version < 4; version++) for (const [at, history] of histories.entries()) {
        const drawn = history[version];
        if (!drawn) continue;
        const fact = factOfDrawn(`01990000-0000-7000-8000-${String(at).padStart(12, '0')}`, version + 1, drawn);
        assert.equal(await facts.record(fact), true);
        last.set(fact.dossierId, fact);
      }
      await inOrder();
      for (const [period, asOfMinutes] of asked) {
        const asOf = new Date(START + asOfMinutes * 60_000);
        const expected = [...last.values()].reduce((figures, fact) => { const standing = standingOf(fact, period, asOf); return standing ? addStanding(figures, standing) : figures; }, NO_FIGURES);
        const { rows: live } = await reportStore(db.app).live(SCOPE, AGENCIES, period, asOf);
        assert.deepEqual(sumFigures(live.map((row) => row.figures)), expected, JSON.stringify([period, asOf]));
        for (const column of ['opening', 'pending', 'in-time', 'overdue'] as const) {
          const listed = (await reportStore(db.app).behind(SCOPE, AGENCIES, period, asOf, { column }, ALL)).rows;
          assert.deepEqual(listed.map((row) => [row.id, row.ending]).sort(), [...last.values()].flatMap((fact) => { const one = standingOf(fact, period, asOf); return one && addStanding(NO_FIGURES, one)[column] === 1 ? [[fact.dossierId, one.ending]] : []; }).sort(), column);
        }
        const tally = sumTallies((await targetStore(db.app).tallies(SCOPE, AGENCIES, period, asOf)).map((one) => one.tally));
        assert.deepEqual(tally, sumTallies([...last.values()].map((fact) => given(fact, period, asOf))), JSON.stringify([period, asOf]));
      }
    }), { numRuns: 60 });
  });

  test('a fact that the owner takes away is taken out of its sums, and counting it again puts it back', async () => {
    await clear();
    const facts = factStore(db.worker);
    const fact = factOfDrawn('01990000-0000-7000-8000-000000000001', 1, { agencyId: 2, procedure: '1.001193', field: 'Hộ tịch', channel: 'online', filedBy: 'self', received: 100, lasts: 50_000, settled: 'late', due: 1000, pause: null, electronicResult: true, feeDue: 8000, feePaid: 8000, feeHow: 'online' });
    await facts.record(fact);
    assert.equal((await kept()).length, 2, 'the month of acceptance and the month of the end');
    assert.equal((await keptHalves()).length, 0, 'accepted on the 20th, ended on the 25th');
    await rows('DELETE FROM report_dossier_fact');
    assert.deepEqual(await kept(), []);
    await facts.record(fact);
    await inOrder();
  });

  test('fact and sum are one transaction: a writer whose connection dies between the two leaves neither', async () => {
    await clear();
    const holder = await db.owner.connect();
    try {
      await holder.query('BEGIN; LOCK TABLE report_month_sum IN EXCLUSIVE MODE');
      const writing = factStore(db.worker).record(exampleFact({ dossierId: '01990000-0000-7000-8000-000000000002' }));
      const died = assert.rejects(writing);
      const waiting = 'SELECT a.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND l.relation = \'report_month_sum\'::regclass AND a.datname = current_database()';
      let found: unknown[] = [];
      // The lock itself says when the writer stands between fact and sum.
      for (let looks = 0; looks < 10_000 && found.length === 0; looks++) found = await rows(waiting);
      assert.equal(found.length, 1, 'the writer stands between fact and sum');
      await rows(`SELECT pg_terminate_backend(pid) FROM (${waiting}) w`);
      await died;
      await holder.query('COMMIT');
    } finally {
      holder.release();
    }
    assert.deepEqual([await rows('SELECT 1 FROM report_dossier_fact'), await kept(), await keptHalves()], [[], [], []]);
    assert.equal(await factStore(db.worker).record(exampleFact({ dossierId: '01990000-0000-7000-8000-000000000002' })), true, 'the job that comes again');
    assert.deepEqual(await kept(), await counted());
    assert.equal((await kept()).length, 1);
  });

  test('two writers at once, each moving a dossier the other way between the same two agencies, both come through', async () => {
    await clear();
    const facts = factStore(db.worker);
    const two = ['01990000-0000-7000-8000-000000000003', '01990000-0000-7000-8000-000000000004'] as const;
    for (let seq = 1; seq <= 20; seq++) await Promise.all(two.map((dossierId, at) => facts.record(exampleFact({ dossierId, seq, agencyId: (seq + at) % 2 === 0 ? 2 : 12 }))));
    await inOrder();
  });

  test('the last moment of the 14th lies in the first half of its month, the first of the 15th does not; a period cut there counts no dossier', async () => {
    await clear();
    const facts = factStore(db.worker);
    const moments = ['2025-12-01T00:00:00+07:00', '2025-12-14T23:59:59.999+07:00', '2025-12-15T00:00:00+07:00', '2025-12-31T23:59:59.999+07:00', '2026-01-01T00:00:00+07:00'];
    for (const [at, receivedAt] of moments.entries()) assert.equal(await facts.record(exampleFact({ dossierId: `01990000-0000-7000-8000-00000000001${at}`, receivedAt: new Date(receivedAt).toISOString(), finishedAt: null, settled: null, outcome: null })), true);
    const got = async (from: string, to: string): Promise<number> => sumFigures((await reportStore(db.app).live(SCOPE, AGENCIES, { from: plainDate(from), to: plainDate(to) }, new Date('2026-06-01T00:00:00Z'))).rows.map((row) => row.figures)).online;
    assert.deepEqual([await got('2025-12-01', '2025-12-14'), await got('2025-12-15', '2025-12-31'), await got('2025-12-15', '2026-01-14'), await got('2025-12-14', '2025-12-14'), await got('2025-12-15', '2025-12-15'), await got('2025-11-15', '2025-12-14')], [2, 2, 3, 1, 1, 2]);
    await inOrder();
    // As the 15th is: nothing to count. Later days of a month are reached from the nearer side; days still to come are no way at all.
    const parts = async (at: string): Promise<unknown> => (await rows('SELECT whole, half, counted, round(extract(epoch FROM count_to - count_from) / 86400)::int AS days FROM report_parts_before($1)', [at]))[0];
    assert.deepEqual(await parts('2025-12-15T00:00:00+07:00'), { whole: 0, half: 1, counted: 1, days: 0 });
    assert.deepEqual(await parts('2025-12-01T00:00:00+07:00'), { whole: 0, half: 0, counted: 1, days: 0 });
    assert.deepEqual(await parts('2025-12-04T00:00:00+07:00'), { whole: 0, half: 0, counted: 1, days: 3 });
    assert.deepEqual(await parts('2025-12-12T00:00:00+07:00'), { whole: 0, half: 1, counted: -1, days: 3 });
    assert.deepEqual(await parts('2025-12-18T00:00:00+07:00'), { whole: 0, half: 1, counted: 1, days: 3 });
    assert.deepEqual(await parts('2025-12-29T00:00:00+07:00'), { whole: 1, half: 0, counted: -1, days: 3 });
    const [ahead] = await rows("SELECT whole, half FROM report_parts_before('9999-03-18T00:00:00+07:00')") as { whole: number; half: number }[];
    assert.deepEqual(ahead, { whole: 1, half: 0 });
  });

  test('sums are as closed as the facts: another agency’s do not exist, and the web role writes none', async () => {
    await clear();
    await factStore(db.worker).record(exampleFact({}));
    const see = (agencyIds: readonly number[]) => db.app.inScope({ ...SCOPE, agencyIds }, 'reads', (tx) => tx.query(sql('SELECT agency_id FROM report_month_sum')));
    assert.deepEqual(await see([2]), [{ agency_id: 2 }]);
    assert.deepEqual(await see([12]), []);
    assert.deepEqual(await db.app.read.query(sql('SELECT 1 FROM report_month_sum')), []);
    assert.deepEqual(await db.app.read.query(sql('SELECT 1 FROM report_half_sum')), []);
    for (const text of ['UPDATE report_month_sum SET late = 0', 'DELETE FROM report_month_sum', 'UPDATE report_half_sum SET late = 0', 'DELETE FROM report_half_sum']) await assert.rejects(db.app.write.query(sql(text)), /permission denied/u, text);
    await assert.rejects(db.worker.write.query(sql('DELETE FROM report_month_sum')), /permission denied/u);
  });
});

/** The share of one dossier in a tally, by the pure rule. */
function given(fact: DossierFact, period: Period, asOf: Date): Tally {
  const { start, end } = momentsOf(period);
  const until = asOf < end ? asOf : end;
  const within = (at: string | null): boolean => at !== null && new Date(at) >= start && new Date(at) < until;
  const way = wayOf(fact);
  const [got, settled] = [within(fact.receivedAt), fact.receivedAt !== null && within(fact.finishedAt) && fact.settled !== null];
  const online = way === 'self' || way === 'assisted';
  return {
    received: { ...NO_TALLY.received, ...(got ? { [way]: 1 } : {}) }, onlineWithResult: Number(got && online && fact.electronicResult), settled: Number(settled), settledWithResult: Number(settled && fact.electronicResult), settledInTime: Number(settled && fact.settled !== 'late'),
    payable: Number(got && fact.feeDue > 0), paidOnline: Number(got && fact.feeDue > 0 && fact.feePaid >= fact.feeDue && fact.feeHow === 'online'),
  };
}
