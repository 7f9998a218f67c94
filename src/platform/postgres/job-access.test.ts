import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { jobBell } from '../jobs/job-bell.ts';
import { sql } from './database.ts';

const WITHOUT_IDENTITY = "SELECT to_jsonb(j) - 'id' - 'created_at' - 'updated_at' - 'key' - CASE WHEN $1 THEN '' ELSE 'run_at' END AS row FROM graphile_worker._private_jobs j WHERE key = $2";

describe('adding jobs', () => {
  let database: TestDatabase;
  let listener: pg.Client;
  const heard: string[] = [];
  const add = (jobs: readonly Record<string, unknown>[], ring?: boolean) => database.app.write.query(ring === undefined ? sql('SELECT platform_add_jobs($1)', [JSON.stringify(jobs)]) : sql('SELECT platform_add_jobs($1, $2)', [JSON.stringify(jobs), ring]));
  const waiting = async (key: string): Promise<{ task: string; payload: unknown; queue: string | null; max_attempts: number; attempts: number }[]> =>
    (await database.owner.query('SELECT t.identifier AS task, j.payload, q.queue_name AS queue, j.max_attempts, j.attempts FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id WHERE j.key = $1', [key])).rows;

  before(async () => {
    database = await openTestDatabase();
    listener = new pg.Client({ connectionString: database.urls.owner });
    await listener.connect();
    listener.on('notification', (message) => heard.push(message.payload ?? ''));
    await listener.query('LISTEN "jobs:insert"');
    await add([{ task: 'known', payload: {}, key: 'first-of-its-task' }]);
  });
  after(async () => { await listener.end(); await database.close(); });

  it('the short way leaves exactly the row that the queue’s own function leaves', async () => {
    const runAt = '2027-01-02T03:04:05.000Z';
    await add([{ task: 'known', payload: { a: [1, 'ế'] }, key: 'short', runAt, maxAttempts: 7 }, { task: 'known', payload: { a: [1, 'ế'] }, key: 'short-plain' }]);
    await database.owner.query(`SELECT graphile_worker.add_job('known', '{"a":[1,"ế"]}', NULL, $1, 7, 'own')`, [runAt]);
    await database.owner.query(`SELECT graphile_worker.add_job('known', '{"a":[1,"ế"]}', NULL, NULL, NULL, 'own-plain')`);
    const row = async (key: string, withTime: boolean) => (await database.owner.query(WITHOUT_IDENTITY, [withTime, key])).rows[0]?.row as Record<string, unknown>;
    assert.deepEqual(await row('short', true), await row('own', true));
    assert.deepEqual(await row('short-plain', false), await row('own-plain', false));
    assert.equal((await row('short', true))['run_at'], '2027-01-02T03:04:05+00:00');
  });
  it('a waiting job under the same key is replaced; one that runs is left to end and a new one waits', async () => {
    await add([{ task: 'known', payload: { n: 1 }, key: 'again' }]);
    await add([{ task: 'known', payload: { n: 2 }, key: 'again' }, { task: 'known', payload: { n: 3 }, key: 'beside' }]);
    assert.deepEqual((await waiting('again')).map((job) => job.payload), [{ n: 2 }]);
    assert.deepEqual((await waiting('beside')).map((job) => job.payload), [{ n: 3 }]);
    await database.owner.query("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'w', attempts = 1 WHERE key = 'again'");
    await add([{ task: 'known', payload: { n: 4 }, key: 'again' }]);
    assert.deepEqual((await waiting('again')).map((job) => [job.payload, job.attempts]), [[{ n: 4 }, 0]]);
  });
  it('a task nobody has seen, a queue, no key: all are stored', async () => {
    await add([{ task: 'unseen', payload: { n: 1 }, key: 'unseen-1' }, { task: 'known', payload: {}, key: 'queued', queue: 'partner:1' }, { task: 'known', payload: { keyless: true } }]);
    assert.equal((await waiting('unseen-1'))[0]?.task, 'unseen');
    assert.equal((await waiting('queued'))[0]?.queue, 'partner:1');
    assert.equal((await database.owner.query("SELECT 1 FROM graphile_worker._private_jobs WHERE key IS NULL AND payload->>'keyless' = 'true'")).rowCount, 1);
  });
  it('calls the worker unless it is asked not to', async () => {
    await pause(50);
    heard.length = 0;
    await add([{ task: 'known', payload: {}, key: 'quiet' }], false);
    await pause(50);
    assert.deepEqual(heard, []);
    await add([{ task: 'known', payload: {}, key: 'loud' }, { task: 'known', payload: {}, key: 'louder' }]);
    await pause(50);
    assert.deepEqual(heard.map((text) => JSON.parse(text) as unknown), [{ count: 2 }]);
  });
  it('the bell rings at once, then seldom, and never forgets the last', async () => {
    heard.length = 0;
    const ring = jobBell(database.app);
    ring();
    await pause(60);
    assert.equal(heard.length, 1);
    for (let n = 0; n < 50; n++) ring();
    await pause(300);
    assert.equal(heard.length, 2);
    assert.ok((JSON.parse(heard[0] ?? '{}') as { count: number }).count > 0);
  });
});
