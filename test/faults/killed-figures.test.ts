import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { openSeededDatabase, signaturesOf, verifySeeded, type SeededDatabase } from '../ops/seeded-database.ts';
import { holdingTable } from '../support/held-commit.ts';
import { until } from '../support/until.ts';
import { workerProcess } from '../support/worker-process.ts';

/** The worker's own process on a database of its own, killed from outside while it stands inside the writing of figures. */
let seeded: SeededDatabase;
const { start, kill } = workerProcess(() => ({ DATA_DIR: seeded.dataDir, DATABASE_URL: seeded.database.urls.owner, MOTCUA_WORKER_URL: seeded.database.urls.worker }));
const rows = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => (await seeded.database.owner.query<Row>(text, [...values])).rows;

before(async () => {
  // Real time: the worker that is killed has no other clock.
  seeded = await openSeededDatabase(new Date().toISOString());
  const signing = await signaturesOf(seeded);
  await seedDemoDossiers(seeded.core, { sign: signing.sign });
  await signing.close();
  // Papers and messages are owed too, and are not what is looked at here.
  await rows("DELETE FROM graphile_worker._private_jobs WHERE key IS NULL OR key NOT LIKE 'report-fact:%'");
});
afterEach(kill);
after(() => seeded.close());

/** Holds a table so that the worker stops inside its transaction, kills it there, and lets go. */
async function killedInside(table: string): Promise<void> {
  await holdingTable(seeded.database.owner, table, async (held) => {
    await start();
    await held.waits();
    await kill();
  });
}
const ask = (task: string): Promise<unknown> => rows('SELECT platform_add_jobs($1)', [JSON.stringify([{ task, payload: {}, key: `test:${task}` }])]);
const done = async (key: string): Promise<boolean> => (await rows('SELECT 1 FROM graphile_worker._private_jobs WHERE key LIKE $1', [key])).length === 0;
const figuresRight = async (): Promise<void> => {
  const report = await verifySeeded(seeded, 'none');
  assert.deepEqual(report.findings.filter((one) => one.invariant === 'I-20'), []);
  const [sums] = await rows<{ n: number }>('SELECT (SELECT count(*)::int FROM report_month_sum) + (SELECT count(*)::int FROM report_half_sum) AS n');
  assert.equal(report.invariants.find((one) => one.id === 'I-20')?.checked, 46 + (sums?.n ?? 0));
};

test('rows 12, 22: worker killed inside the counting of a dossier: afterwards every figure is what the events say', async () => {
  await killedInside('report_apology');
  const [half] = await rows<{ n: number }>('SELECT count(*)::int AS n FROM report_dossier_fact');
  assert.equal(half?.n, 0, 'nothing is half counted');
  await start();
  await until('all dossiers are counted', () => done('report-fact:%'));
  assert.deepEqual(await rows('SELECT count(*)::int AS n FROM report_dossier_fact'), [{ n: 46 }]);
  await figuresRight();
});
test('rows 12, 22: worker killed between the writing of a fact and its sum: neither is there, and the next worker makes both', async () => {
  const ids = await rows<{ id: string }>('SELECT dossier_id AS id FROM report_dossier_fact ORDER BY 1');
  await rows('DELETE FROM report_dossier_fact');
  const sums = "SELECT count(*)::int AS n FROM report_month_sum WHERE got_self + got_assisted + got_counter + got_post + early + on_time + late + stopped <> 0";
  assert.deepEqual(await rows(sums), [{ n: 0 }]);
  await rows('SELECT platform_add_jobs($1)', [JSON.stringify(ids.map(({ id }) => ({ task: 'report-fact', payload: { dossierId: id }, key: `report-fact:${id}` })))]);
  await killedInside('report_month_sum');
  assert.deepEqual([await rows('SELECT 1 FROM report_dossier_fact'), await rows(sums)], [[], [{ n: 0 }]]);
  start();
  await until('all dossiers are counted', () => done('report-fact:%'));
  await figuresRight();
});
test('row 21: worker killed inside the drafting of apologies: each that is due is drafted once', async () => {
  const due = await rows<{ dossier_id: string; due: Date }>('SELECT dossier_id, due FROM report_dossier_fact WHERE apology_from <= now() ORDER BY 1');
  assert.ok(due.length > 1, 'the demo has dossiers nearly due and late');
  await rows('DELETE FROM report_apology');
  await ask('report-apologies');
  await killedInside('report_apology');
  await start();
  await until('the drafts are made', () => done('test:report-apologies'));
  const drafted = () => rows<{ dossier_id: string; due: Date }>("SELECT dossier_id, due FROM report_apology WHERE state = 'waiting' ORDER BY 1");
  // Time goes on while the worker starts: what became due since is there as well.
  const found = await drafted();
  for (const one of due) assert.deepEqual(found.filter((row) => row.dossier_id === one.dossier_id), [one]);
  await ask('report-apologies');
  await until('a second run ends', () => done('test:report-apologies'));
  assert.equal(new Set((await drafted()).map((row) => row.dossier_id)).size, (await drafted()).length, 'one draft a dossier and date');
});
test('row 14: worker killed inside the public figures: what everybody reads is whole, and right when it is made again', async () => {
  await ask('report-publish');
  await killedInside('report_public_late');
  await start();
  await until('the figures are published', () => done('test:report-publish'));
  const published = await rows<{ agency_id: number; received: number | null; late: number }>("SELECT agency_id, (figures->'total'->>'received')::int AS received, (SELECT count(*)::int FROM report_public_late l WHERE l.agency_id = m.agency_id) AS late FROM report_public_month m WHERE month = date_trunc('month', now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ORDER BY 1");
  const counted = await rows<{ agency_id: number; received: number; late: number }>(`SELECT agency_id, count(*) FILTER (WHERE received_at >= date_trunc('month', now() AT TIME ZONE 'Asia/Ho_Chi_Minh') AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS received,
    count(*) FILTER (WHERE finished_at IS NULL AND legal_due < report_judged_at(pauses, now()))::int AS late FROM report_dossier_fact WHERE received_at IS NOT NULL GROUP BY 1 ORDER BY 1`);
  assert.deepEqual(published.map((one) => one.agency_id), counted.map((one) => one.agency_id));
  for (const [at, one] of published.entries()) assert.deepEqual([one.received ?? counted[at]?.received, one.late], [counted[at]?.received, counted[at]?.late]);
  await figuresRight();
});
