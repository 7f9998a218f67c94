import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { poolOf, startProgram, type Program } from '../support/program.ts';
import { until } from '../support/until.ts';

/** The whole program; its database server is killed while jobs stand in the middle of their work, so that they fail when nobody can be told of it. */
let program: Program;
before(async () => { program = await startProgram({}); });
after(() => program?.stop());

const OURS = "key LIKE 'test:%'";
/** tables that the two lanes of jobs write to first */
const HELD = ['report_dossier_fact', 'notice_message'] as const;

for (const [round, name] of ['', ' again'].entries()) {
  test(`database killed${name} while jobs of both lanes stand in it: the worker is the same process afterwards, every job is done, none stays locked`, async () => {
    let owner = poolOf(program);
    await until('the worker has done what the demo leaves to it', async () => (await owner.query('SELECT 1 FROM graphile_worker._private_jobs WHERE run_at <= now() LIMIT 1')).rowCount === 0);
    const worker = program.pidOf('worker');
    const dossiers = (await owner.query<{ id: string }>('DELETE FROM report_dossier_fact RETURNING dossier_id AS id')).rows;
    assert.ok(dossiers.length > 20, 'more than are worked at together');
    const messages = (await owner.query<{ id: string }>('SELECT id FROM notice_message LIMIT 30')).rows;
    assert.ok(messages.length > 0);
    const jobs = [...dossiers.map(({ id }) => ({ task: 'report-fact', payload: { dossierId: id }, key: `test:fact:${id}` })), ...messages.map(({ id }) => ({ task: 'send-notice', payload: { messageId: id }, key: `test:notice:${id}` }))];
    const holder = await owner.connect();
    await holder.query('BEGIN');
    await holder.query(`LOCK TABLE ${HELD.join(', ')} IN EXCLUSIVE MODE`);
    await owner.query('SELECT platform_add_jobs($1)', [JSON.stringify(jobs.map((job) => ({ ...job, maxAttempts: 25 })))]);
    for (const table of HELD) await until(`jobs stand before ${table}`, async () => (await owner.query('SELECT 1 FROM pg_locks WHERE NOT granted AND relation = $1::regclass', [table])).rows.length > 0);
    assert.equal((await owner.query(`SELECT 1 FROM graphile_worker._private_jobs j WHERE ${OURS}`)).rowCount, jobs.length);

    await program.kill('database');
    holder.release(true);
    await owner.end();
    await program.ready(30_000);
    owner = poolOf(program);
    await until('every job is done', async () => (await owner.query(`SELECT 1 FROM graphile_worker._private_jobs WHERE ${OURS} LIMIT 1`)).rowCount === 0, 60_000);
    assert.equal((await owner.query('SELECT 1 FROM graphile_worker._private_jobs WHERE locked_at < now() - interval \'1 minute\'')).rowCount, 0);
    assert.equal((await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM report_dossier_fact')).rows[0]?.n, dossiers.length);
    assert.equal(program.pidOf('worker'), worker, `round ${round + 1}`);
    await owner.end();
  });
}

test('afterwards every dossier is what its events say', () => {
  const verified = program.command('verify');
  assert.equal(verified.status, 0, verified.out);
});
