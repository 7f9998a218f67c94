import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from '../../src/platform/postgres/database.ts';
import { openTestDatabase } from './database.ts';

test('a read session cannot write, and a scope ends with its transaction', async () => {
  const database = await openTestDatabase();
  try {
    await assert.rejects(database.app.read.query(sql("INSERT INTO platform_setting (name, value) VALUES ('x', '1')")), /read-only transaction/u);
    await assert.rejects(database.app.inScope({ kind: 'public' }, 'reads', (tx) => tx.query(sql("INSERT INTO platform_setting (name, value) VALUES ('x', '1')"))), /read-only transaction/u);
    const inside = await database.app.inScope({ kind: 'officer', officerId: '00000000-0000-7000-8000-000000000001', agencyIds: [1, 2] }, 'reads', (tx) => tx.query<{ a: number[] }>(sql('SELECT mc_agencies() AS a')));
    assert.deepEqual(inside[0]?.a, [1, 2]);
    const after = await Promise.all(Array.from({ length: 12 }, () => database.app.read.query<{ a: number[]; k: string | null }>(sql('SELECT mc_agencies() AS a, mc_kind() AS k'))));
    for (const rows of after) assert.deepEqual(rows[0], { a: [], k: null });
    await database.app.write.query(sql('SELECT platform_add_jobs($1)', [JSON.stringify([{ task: 'nothing', payload: { a: 1 } }])]));
    const jobs = await database.owner.query('SELECT task_identifier FROM graphile_worker.jobs');
    assert.deepEqual(jobs.rows, [{ task_identifier: 'nothing' }]);
    await assert.rejects(database.app.read.query(sql('SELECT * FROM graphile_worker.jobs')), /permission denied/u);
  } finally {
    await database.close();
  }
});
