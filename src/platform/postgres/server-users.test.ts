import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { removeData } from '../../../test/support/remove-data.ts';
import { startEmbedded } from './embedded.ts';
import { useServer, withServerLock } from './server-users.ts';

let folder: string;
before(() => { folder = mkdtempSync(join(tmpdir(), 'mc-users-')); });
after(() => removeData(folder));

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try { await client.connect(); return (await client.query<{ n: number }>('SELECT 1 AS n')).rows[0]?.n === 1; } catch { return false; } finally { await client.end().catch(() => undefined); }
}

test('a command that started the server leaves it to a start that adopted it meanwhile; alone it stops it', async () => {
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const command = await startEmbedded({ dataDir: folder, settings });
  assert.equal(command.adopted, false);
  const start = await startEmbedded({ dataDir: folder, settings });
  try {
    assert.equal(start.adopted, true);
    await command.leave();
    assert.ok(await answers(start.ownerUrl), 'the server of somebody else goes on');
  } finally {
    await start.stop();
  }
  assert.equal(await answers(start.ownerUrl), false);
  const alone = await startEmbedded({ dataDir: folder, settings });
  await alone.leave();
  assert.equal(await answers(alone.ownerUrl), false, 'nobody else was there');
  assert.deepEqual(readdirSync(join(folder, 'postgres-users')), []);
});

test('one at a time, and neither a dead holder nor a dead user stands in the way', async () => {
  const order: string[] = [];
  await Promise.all(['a', 'b', 'c'].map((name) => withServerLock(folder, async () => { order.push(`${name} in`); await new Promise((resolve) => { setImmediate(resolve); }); order.push(`${name} out`); })));
  for (let at = 0; at < order.length; at += 2) assert.equal(order[at]?.[0], order[at + 1]?.[0], order.join(', '));
  const gone = 2 ** 22 + 1; // above the highest process number of the machine
  writeFileSync(join(folder, 'postgres-lock'), String(gone));
  assert.equal(await withServerLock(folder, async () => 'done'), 'done');
  writeFileSync(join(folder, 'postgres-users', `${gone}-x`), '');
  const use = useServer(folder);
  assert.equal(use.othersUseIt(), false);
  // Numbers of processes are given again: this one lives, but it is not the one that wrote the mark.
  writeFileSync(join(folder, 'postgres-lock'), `${process.pid} 1`);
  assert.equal(await withServerLock(folder, async () => 'done'), 'done');
  writeFileSync(join(folder, 'postgres-users', `${process.pid}-1-x`), '');
  assert.equal(use.othersUseIt(), false);
  const other = useServer(folder);
  assert.equal(use.othersUseIt(), true);
  other.end();
  assert.equal(use.othersUseIt(), false);
  use.end();
});
