import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { FileLost } from '../../modules/document/ports.ts';
import { createDiskFiles } from './index.ts';

describe('files in a folder', () => {
  let home: string;
  let dir: string;
  beforeEach(async () => { home = await mkdtemp(join(tmpdir(), 'mc-files-')); dir = join(home, 'files'); });
  afterEach(() => rm(home, { recursive: true, force: true }));
  const everything = async (): Promise<string[]> => (await readdir(home, { recursive: true, withFileTypes: true })).filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));

  test('what is put is got back, listed, and gone after its removal', async () => {
    const files = createDiskFiles({ dir });
    const given = new Map(Array.from({ length: 20 }, () => [randomUUID(), randomBytes(2000)] as const));
    for (const [id, bytes] of given) await files.put(id, bytes);
    for (const [id, bytes] of given) assert.deepEqual(await files.get(id), bytes);
    const listed: string[] = [];
    for await (const id of files.list()) listed.push(id);
    assert.deepEqual(listed.sort(), [...given.keys()].sort());
    const [first] = given.keys();
    assert.ok(first);
    await files.remove(first);
    await files.remove(first);
    await assert.rejects(files.get(first), FileLost);
    assert.equal((await everything()).length, 19, 'nothing unfinished is left');
  });

  test('only the owner of the process can read them', async () => {
    const files = createDiskFiles({ dir });
    const id = randomUUID();
    await files.put(id, Buffer.from('x'));
    assert.equal((await stat(join(dir, id.slice(-3), id))).mode & 0o777, 0o600);
    assert.equal((await stat(dir)).mode & 0o777, 0o700);
  });

  test('no name but an id reaches the disk, whatever it looks like', async () => {
    const files = createDiskFiles({ dir });
    await files.put(randomUUID(), Buffer.from('x'));
    const before = await everything();
    await writeFile(join(home, 'secret'), 'kept outside');
    const wicked = ['../secret', '..', '.', '', '/etc/passwd', '..%2fsecret', 'a/../../secret', `${randomUUID()}/../../secret`, '．．／secret', `${randomUUID()}\0`, `${randomUUID()}\n`, randomUUID().toUpperCase(), '..\\secret', 'con'];
    for (const id of wicked) {
      await assert.rejects(files.get(id), /not the id/u, id);
      await assert.rejects(files.put(id, Buffer.from('y')), /not the id/u, id);
      await assert.rejects(files.remove(id), /not the id/u, id);
    }
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), async (id) => { await assert.rejects(files.put(id, Buffer.from('y'))); }), { numRuns: 300 });
    assert.deepEqual((await everything()).sort(), [...before, join(home, 'secret')].sort());
  });

  test('a symbolic link in the way of a write is not followed', async () => {
    const files = createDiskFiles({ dir });
    const id = randomUUID();
    const outside = join(home, 'outside');
    await writeFile(outside, 'untouched');
    await files.put(id, Buffer.from('first'));
    await rm(join(dir, id.slice(-3), id));
    await symlink(outside, join(dir, id.slice(-3), id));
    await files.put(id, Buffer.from('second'));
    assert.equal((await stat(outside)).size, 9);
    assert.deepEqual(await files.get(id), Buffer.from('second'));
  });

  test('unfinished writes are neither listed nor kept for ever', async () => {
    const files = createDiskFiles({ dir });
    await files.put(randomUUID(), Buffer.from('x'));
    const [old, young] = [join(dir, 'unfinished', `${randomUUID()}.aa`), join(dir, 'unfinished', `${randomUUID()}.bb`)];
    for (const path of [old, young]) await writeFile(path, 'half');
    await utimes(old, new Date('2026-11-01T00:00:00Z'), new Date('2026-11-01T00:00:00Z'));
    assert.equal(await files.clearUnfinished(new Date()), 1);
    assert.deepEqual(await readdir(join(dir, 'unfinished')), [young.split('/').at(-1)]);
    const listed: string[] = [];
    for await (const id of files.list()) listed.push(id);
    assert.equal(listed.length, 1);
  });

  test('the check says what is wrong with a folder', async () => {
    assert.deepEqual((await createDiskFiles({ dir }).checkConfig()).filter((problem) => !problem.includes('MB are free')), []);
    await writeFile(join(home, 'plain-file'), '');
    const [problem] = await createDiskFiles({ dir: join(home, 'plain-file', 'below') }).checkConfig();
    assert.match(problem ?? '', /cannot be kept in/u);
  });
});
