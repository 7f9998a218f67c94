import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { refusalWords, takeFolder, type StartMark, type StartRefusal } from './one-start.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mc-one-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW = new Date('2026-11-22T02:05:00Z');
const take = (dataDir = folder): Promise<StartMark | StartRefusal> => takeFolder(dataDir, 'http://localhost:3000', NOW);
const taken = (found: StartMark | StartRefusal): StartMark => { assert.ok(!('kind' in found), JSON.stringify(found)); return found; };

test('the second is told who has the folder; when the first has ended it is the next one’s, and nothing lies about', async () => {
  const first = taken(await take());
  assert.equal(first.afterAKill, false);
  const second = await take();
  assert.ok('kind' in second && second.kind === 'running');
  assert.equal(second.by?.pid, process.pid);
  assert.equal(refusalWords(second, '/srv/data'), `Một Cửa đang chạy trên /srv/data: tiến trình ${process.pid}, từ 09:05 Chủ nhật 22/11/2026, http://localhost:3000. Dừng chương trình đó trước (Ctrl-C ở cửa sổ của nó, hoặc: kill ${process.pid}), hoặc chạy bản thứ hai với thư mục dữ liệu riêng: DATA_DIR=./data-2 PORT=3001 npm start\n`
    + `Một Cửa is running on /srv/data already: process ${process.pid}, since 09:05 Sunday 22 November 2026, http://localhost:3000. Stop it first (Ctrl-C in its window, or: kill ${process.pid}), or run a second one on a folder of its own: DATA_DIR=./data-2 PORT=3001 npm start\n`);
  first.end();
  const third = taken(await take());
  third.end();
  assert.deepEqual(readdirSync(join(folder, 'running')), []);
});

test('of many at the same moment one begins, every time', async () => {
  for (let round = 0; round < 25; round++) {
    const all = await Promise.all(Array.from({ length: 6 }, () => take()));
    const begun = all.filter((one) => !('kind' in one));
    assert.equal(begun.length, 1, `round ${round}`);
    for (const one of begun) taken(one).end();
  }
});

test('a process in another container is named by its machine: its number says nothing here', () => {
  const words = refusalWords({ kind: 'running', by: { pid: 7, since: NOW.toISOString(), host: 'khac-may', url: 'http://localhost:3000' } }, '/srv/data');
  assert.match(words, /tiến trình 7 trên máy khac-may, từ/u);
  assert.doesNotMatch(words, /kill 7/u);
});

test('a folder whose path is too long for a socket serves as well', async () => {
  const deep = join(folder, 'x'.repeat(120), 'y'.repeat(120));
  mkdirSync(deep, { recursive: true });
  const first = taken(await take(deep));
  const second = await take(deep);
  assert.ok('kind' in second && second.kind === 'running');
  first.end();
});

test('a folder that belongs to another account is said to, with the way out', () => {
  const words = refusalWords({ kind: 'not-ours', folder: '/srv/data/running' }, '/srv/data');
  assert.match(words, /^Tài khoản này không được ghi vào \/srv\/data\/running\. .*chown -R TÀI-KHOẢN \/srv\/data\nThis account may not write/u);
});

test('what is no mark is left alone', async () => {
  mkdirSync(join(folder, 'running'));
  writeFileSync(join(folder, 'running', 'ghi-chu.txt'), 'x');
  taken(await take()).end();
  assert.deepEqual(readdirSync(join(folder, 'running')), ['ghi-chu.txt']);
});
