import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { emptyDatabase, openSeededDatabase, signaturesOf, type SeededDatabase } from '../../test/ops/seeded-database.ts';
import { readOrganisationSeed, secondFactorStore } from '../modules/organisation/index.ts';
import { createDiskFiles } from '../adapters/files-disk/index.ts';
import { ensureLogins } from '../platform/postgres/migrate.ts';
import { packageRoot } from '../platform/package-root.ts';
import { derivedSecret } from '../platform/crypto/ids.ts';
import { BackupRefused, openReader } from './backup/archive.ts';
import { copyIn, copyOut } from './backup/copy.ts';
import { makeBackup } from './backup/make-backup.ts';
import { checkBackup, restoreBackup } from './backup/restore-backup.ts';
import { places } from './config.ts';
import { sentenceOf, type VerifyReport } from './verify/report.ts';
import { runVerify } from './verify/run-verify.ts';

const NOW = '2026-11-24T10:20:00+07:00';
let seeded: SeededDatabase;
let folder: string;
const migrationsFolder = join(packageRoot(), 'migrations');
const filesOf = (dataDir: string) => createDiskFiles({ dir: join(dataDir, 'files') });
const backupDeps = () => ({ ownerUrl: seeded.database.urls.owner, keyring: seeded.keyring, files: filesOf(seeded.dataDir), program: '0.1.0' });

before(async () => {
  seeded = await openSeededDatabase(NOW);
  const signing = await signaturesOf(seeded);
  await seedDemoDossiers(seeded.core, { sign: signing.sign });
  await signing.close();
  const [officer] = readOrganisationSeed().officers;
  assert.ok(officer && await secondFactorStore(seeded.core.db, seeded.keyring).turnOn(officer.id, { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', step: 1, recovery: ['482109375512'] }, null, seeded.clock.now()), 'a second factor, carried over like every row');
  folder = await mkdtemp(join(tmpdir(), 'mot-cua-backup-'));
});
after(async () => { await seeded.close(); await rm(folder, { recursive: true, force: true }); });

/** Restores into a database and folder of its own; the caller looks at them and closes. */
async function restored(path: string, options: { readonly keyring?: SeededDatabase['keyring'] } = {}) {
  const target = await emptyDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'mot-cua-restored-'));
  const close = async (): Promise<void> => { await target.close(); await rm(dataDir, { recursive: true, force: true }); };
  try {
    await restoreBackup({ ownerUrl: target.url, keyring: options.keyring ?? seeded.keyring, files: filesOf(dataDir), migrationsFolder }, path, () => undefined);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: target.url, dataDir, close };
}
async function verifyAt(url: string, dataDir: string): Promise<VerifyReport> {
  const urls = await ensureLogins(url, join(dataDir, 'database-logins.json'));
  return runVerify({ workerUrl: urls.worker, keyring: seeded.keyring, filesDir: join(dataDir, 'files'), signingDir: places(seeded.config).signing, now: seeded.clock.now(), trackingSecret: (id) => derivedSecret(seeded.keyring.lookup, 'tracking-secret', id, 8) }, { files: 'all' });
}
async function rowsOf(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = (await client.query<{ name: string }>("SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('public', 'graphile_worker') ORDER BY 1")).rows.map((row) => row.name);
    const all: Record<string, string> = {};
    for (const name of tables) all[name] = (await client.query<{ hash: string }>(`SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS hash FROM ${name} t`)).rows[0]?.hash ?? '';
    return all;
  } finally {
    await client.end();
  }
}
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try { await work; } catch (error) { assert.ok(error instanceof BackupRefused, String(error)); return error.message; }
  throw new assert.AssertionError({ message: 'it was not refused' });
};

for (const shape of ['archive.tar.gz', 'folder'] as const) {
  test(`backup, restore, verify: every row, every file, nothing wrong (${shape})`, async () => {
    const path = join(folder, shape);
    const manifest = await makeBackup(backupDeps(), path);
    assert.equal(manifest.dossiers, 46);
    assert.ok(manifest.files.count > 10);
    assert.equal((await stat(path)).mode & 0o077, 0, 'a backup holds names: nobody else may read it');
    const copy = await restored(path);
    try {
      const [there, here] = [await rowsOf(seeded.database.urls.owner), await rowsOf(copy.url)];
      const differing = Object.keys(there).filter((name) => there[name] !== here[name]);
      assert.deepEqual(differing, ['graphile_worker.migrations', 'public.platform_migration'], 'only when the migrations ran may differ');
      const report = await verifyAt(copy.url, copy.dataDir);
      assert.deepEqual(report.findings.map((finding) => sentenceOf(finding, 'en')), []);
      assert.equal(report.dossiers, 46);
      // Work goes on: the next number follows, a new row gets an id, rights and triggers are in force again.
      const client = new pg.Client({ connectionString: copy.url });
      await client.connect();
      const forced = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM pg_class WHERE relname IN ('dossier', 'dossier_event', 'dossier_draft', 'document_file') AND relforcerowsecurity");
      const triggers = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'");
      const next = await client.query<{ ok: boolean }>("INSERT INTO dossier_access (dossier_id, officer_id, officer_name, agency_id, purpose, at) SELECT id, id, 'x', 2, 'x', now() FROM dossier LIMIT 1 RETURNING true AS ok");
      await client.query("SELECT graphile_worker.add_job('make-paper', '{}')");
      await client.end();
      assert.deepEqual([forced.rows[0]?.n, triggers.rows[0]?.n, next.rows[0]?.ok], [4, 0, true]);
    } finally {
      await copy.close();
    }
  });
}

test('a cut, a flipped byte, a missing part, a strange part and an edited manifest are refused in words, before anything is written', async () => {
  const archive = join(folder, 'archive.tar.gz');
  const whole = (await stat(archive)).size;
  const damaged = join(folder, 'damaged.tar.gz');
  for (const size of [0, 100, Math.floor(whole / 2), whole - 1, whole - 400]) {
    await cp(archive, damaged);
    await truncate(damaged, size);
    assert.match(await refusal(checkBackup(damaged, seeded.keyring)), /cắt cụt|cut off/u, `cut at ${size}`);
  }
  for (const at of [0.1, 0.35, 0.6, 0.9]) {
    await cp(archive, damaged);
    const file = await open(damaged, 'r+');
    const position = Math.floor(whole * at);
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, position);
    byte[0] = (byte[0] ?? 0) ^ 0x10;
    await file.write(byte, 0, 1, position);
    await file.close();
    assert.match(await refusal(checkBackup(damaged, seeded.keyring)), /hỏng|sửa|khóa/u, `flipped at ${at}`);
  }
  const plain = join(folder, 'folder');
  const copy = join(folder, 'copy');
  const fresh = async (): Promise<void> => { await rm(copy, { recursive: true, force: true }); await cp(plain, copy, { recursive: true }); };
  const events = join(copy, 'tables', 'public.dossier_event', '000001.copy');
  await fresh();
  await writeFile(events, (await readFile(events, 'utf8')).replace('tham-tra', 'tham-tro'));
  assert.match(await refusal(checkBackup(copy, seeded.keyring)), /altered or damaged/u);
  await fresh();
  await rm(events);
  assert.match(await refusal(checkBackup(copy, seeded.keyring)), /lacks tables\/public\.dossier_event\/000001\.copy/u);
  await fresh();
  const shard = (await readdir(join(copy, 'files')))[0] as string;
  await rm(join(copy, 'files', shard), { recursive: true });
  assert.match(await refusal(checkBackup(copy, seeded.keyring)), /altered or damaged/u);
  await fresh();
  await mkdir(join(copy, 'files', 'abc'), { recursive: true });
  await writeFile(join(copy, 'files', 'abc', 'x.sh'), 'x');
  assert.match(await refusal(checkBackup(copy, seeded.keyring)), /unknown entry/u);
  await fresh();
  await writeFile(join(copy, 'manifest.json'), (await readFile(join(copy, 'manifest.json'), 'utf8')).replace('"dossiers": 46', '"dossiers": 47'));
  assert.match(await refusal(checkBackup(copy, seeded.keyring)), /manifest\.json was altered/u);
  await fresh();
  await rm(join(copy, 'manifest.json'));
  assert.match(await refusal(checkBackup(copy, seeded.keyring)), /lacks manifest\.json/u);
  assert.match(await refusal(checkBackup(join(folder, 'nowhere'), seeded.keyring)), /is not there/u);
  // What is refused never touches the database.
  await fresh();
  await rm(events);
  const target = await emptyDatabase();
  await refusal(restoreBackup({ ownerUrl: target.url, keyring: seeded.keyring, files: filesOf(join(folder, 'empty')), migrationsFolder }, copy, () => undefined));
  assert.deepEqual(Object.keys(await rowsOf(target.url)), []);
  await target.close();
});

test('another keyring, a lost key, a database in use, files in the way, an unknown or differing migration are refused', async () => {
  const path = join(folder, 'folder');
  assert.match(await refusal(checkBackup(path, { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) })), /keyring here is not the one of this backup/u);
  assert.match(await refusal(checkBackup(path, { ...seeded.keyring, keys: {} })), /khóa k1/u);
  const more = { ...seeded.keyring, current: 'k2', keys: { ...seeded.keyring.keys, k2: randomBytes(32) } };
  assert.equal((await checkBackup(path, more)).dossiers, 46, 'a ring that has since got a newer key opens older backups');
  assert.match(await refusal(restoreBackup({ ownerUrl: seeded.database.urls.owner, keyring: seeded.keyring, files: filesOf(join(folder, 'empty')), migrationsFolder }, path, () => undefined)), /database is not empty/u);
  const target = await emptyDatabase();
  assert.match(await refusal(restoreBackup({ ownerUrl: target.url, keyring: seeded.keyring, files: filesOf(seeded.dataDir), migrationsFolder }, path, () => undefined)), /folder of files is not empty/u);
  const older = join(folder, 'older-program');
  await cp(migrationsFolder, older, { recursive: true });
  await rm(join(older, '0042_notice.sql'));
  assert.match(await refusal(restoreBackup({ ownerUrl: target.url, keyring: seeded.keyring, files: filesOf(join(folder, 'empty')), migrationsFolder: older }, path, () => undefined)), /newer than this one \(0042_notice\.sql/u);
  await cp(join(migrationsFolder, '0042_notice.sql'), join(older, '0042_notice.sql'));
  await writeFile(join(older, '0042_notice.sql'), `${await readFile(join(older, '0042_notice.sql'), 'utf8')}\n-- changed\n`);
  assert.match(await refusal(restoreBackup({ ownerUrl: target.url, keyring: seeded.keyring, files: filesOf(join(folder, 'empty')), migrationsFolder: older }, path, () => undefined)), /0042_notice\.sql of the backup differs/u);
  await target.close();
});

test('a restore that was interrupted may be begun again; a place that is taken is not overwritten', async () => {
  const path = join(folder, 'folder');
  const target = await emptyDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'mot-cua-restored-'));
  const files = filesOf(dataDir);
  let puts = 0;
  const failing = { ...files, put: async (id: string, bytes: Buffer) => { if (++puts > 3) throw new Error('no space left on device'); await files.put(id, bytes); } };
  await assert.rejects(restoreBackup({ ownerUrl: target.url, keyring: seeded.keyring, files: failing, migrationsFolder }, path, () => undefined), /no space left/u);
  await restoreBackup({ ownerUrl: target.url, keyring: seeded.keyring, files, migrationsFolder }, path, () => undefined);
  assert.equal((await verifyAt(target.url, dataDir)).ok, true);
  assert.match(await refusal(restoreBackup({ ownerUrl: target.url, keyring: seeded.keyring, files, migrationsFolder }, path, () => undefined)), /not empty/u);
  assert.match(await refusal(makeBackup(backupDeps(), path)), /is there already/u);
  await target.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('a backup is one moment: what is filed and removed meanwhile changes nothing in it', async () => {
  const path = join(folder, 'meanwhile.tar.gz');
  const files = filesOf(seeded.dataDir);
  const loose = (await seeded.database.owner.query<{ id: string }>('SELECT id FROM document_file WHERE dossier_id IS NULL LIMIT 1')).rows[0];
  assert.equal(loose, undefined);
  let disturbed = false;
  const manifest = await makeBackup({ ...backupDeps(), files: { get: async (id) => {
    if (!disturbed) {
      disturbed = true;
      await seeded.database.owner.query("INSERT INTO dossier_book (book, last) VALUES ('code:X:2026-01-01', 7)");
    }
    return files.get(id);
  } } }, path);
  await seeded.database.owner.query("DELETE FROM dossier_book WHERE book = 'code:X:2026-01-01'");
  assert.ok(disturbed);
  assert.deepEqual([manifest.files.gone, manifest.files.missing], [[], []]);
  const copy = await restored(path);
  assert.equal((await verifyAt(copy.url, copy.dataDir)).ok, true);
  await copy.close();
});

test('no key and no personal number stands in a backup', async () => {
  const keyring = JSON.parse(await readFile(places(seeded.config).keyring, 'utf8')) as { keys: Record<string, string>; lookup: string };
  const canaries = [...Object.values(keyring.keys), keyring.lookup, '060302900001', '066197900101', '0900000101', 'hhen@nguoidan.example', 'thôn 5'];
  for await (const { name, content } of (await openReader(join(folder, 'archive.tar.gz'))).entries()) {
    // what the program issued and people sent in is sealed; settings, law and list of demo people are no table of the backup
    for (const canary of canaries) assert.ok(!content.includes(canary), `${canary} stands in ${name}`);
  }
});

test('COPY out and in: a large table passes in pieces, an error comes back as an error', async () => {
  const target = await emptyDatabase();
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  await client.query("CREATE TABLE big AS SELECT n, repeat(md5(n::text), 40) AS text FROM generate_series(1, 20000) AS n");
  await client.query('CREATE TABLE same (LIKE big)');
  const second = new pg.Client({ connectionString: target.url });
  await second.connect();
  let [pieces, largest] = [0, 0];
  const rows = await copyIn(second, 'COPY same FROM STDIN', (async function* () {
    for await (const piece of copyOut(client, 'COPY big TO STDOUT')) { pieces++; largest = Math.max(largest, piece.length); yield piece; }
  })());
  assert.equal(rows, 20_000);
  assert.ok(pieces > 50 && largest < 1024 * 1024, `${pieces} pieces, the largest ${largest}`);
  const same = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM (SELECT * FROM big EXCEPT SELECT * FROM same) AS d');
  assert.equal(same.rows[0]?.n, 0);
  await assert.rejects(async () => { for await (const _ of copyOut(client, 'COPY nothing TO STDOUT')) assert.fail(); }, /does not exist/u);
  await assert.rejects(copyIn(second, 'COPY same FROM STDIN', (async function* () { yield Buffer.from('x\ty\n'); })()), /invalid input syntax/u);
  await assert.rejects(copyIn(second, 'COPY same FROM STDIN', (async function* () { yield Buffer.from('1\ty\n'); throw new Error('the source ended'); })()), /the source ended/u);
  assert.equal((await second.query<{ n: number }>('SELECT count(*)::int AS n FROM same')).rows[0]?.n, 20_000, 'the connection still works');
  await client.end();
  await second.end();
  await target.close();
});
