import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { FileStore } from '../../modules/document/index.ts';
import type { Keyring } from '../../platform/crypto/seal.ts';
import { migrate } from '../../platform/postgres/migrate.ts';
import { BackupRefused, kindOf, openReader, type BackupEntry, type BackupReader } from './archive.ts';
import { copyIn } from './copy.ts';
import { contentsHash, openManifest, type Manifest } from './manifest.ts';
import { isEmpty, PORTABLE_SETTINGS, quoted, tablesInOrder } from './tables.ts';

export interface RestoreDeps { readonly ownerUrl: string; readonly keyring: Keyring; readonly files: FileStore; readonly migrationsFolder: string }
const ALTERED = 'Nội dung bản sao lưu không khớp với mã băm của nó: bị sửa hoặc hỏng. / The contents of the backup do not match its hash: altered or damaged.';
/** Stands in the database from the first row loaded to the last, so that a restore that was interrupted may be begun again. */
const MARK = 'restore.begun';

/** Reads a backup to its end and checks every byte of it, without touching any database. */
export async function checkBackup(path: string, keyring: Keyring): Promise<Manifest> {
  const reader = await openReader(path);
  const contents = contentsHash();
  const hashes = new Map<string, ReturnType<typeof createHash>>();
  let [manifest, mac]: [Buffer | null, Buffer | null] = [null, null];
  for await (const entry of reader.entries()) {
    const kind = kindOf(entry.name);
    if (kind.kind === 'manifest') { manifest = Buffer.from(entry.content); continue; }
    if (kind.kind === 'mac') { mac = Buffer.from(entry.content); continue; }
    contents.add(entry);
    if (kind.kind === 'table') { const hash = hashes.get(kind.table) ?? createHash('sha256'); hash.update(entry.content); hashes.set(kind.table, hash); }
  }
  if (!manifest || !mac) throw new BackupRefused('Bản sao lưu bị cắt cụt: thiếu bảng kê ở cuối. / The backup is cut off: its manifest, at the end, is missing.');
  const read = openManifest(manifest, mac, keyring);
  if (contents.digest() !== read.contents) throw new BackupRefused(ALTERED);
  for (const table of read.tables) if ((hashes.get(table.name) ?? createHash('sha256')).digest('hex') !== table.sha256) throw new BackupRefused(`${ALTERED} (${table.name})`);
  return read;
}

/** Puts a backup into an empty database and an empty folder of files. What it refuses, it refuses before the first write. */
export async function restoreBackup(deps: RestoreDeps, path: string, say: (line: string) => void): Promise<Manifest> {
  say('Đang kiểm tra bản sao lưu … / checking the backup …');
  const manifest = await checkBackup(path, deps.keyring);
  await requireKnownMigrations(manifest, deps.migrationsFolder);
  const client = new pg.Client({ connectionString: deps.ownerUrl, application_name: 'mot-cua restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const again = await wasInterrupted(client);
    if (!again && !(await isEmpty(client))) throw new BackupRefused('Cơ sở dữ liệu không trống; chỉ phục hồi vào cơ sở dữ liệu trống. / The database is not empty; a backup is restored into an empty one only.');
    if (!again && (await hasFiles(deps.files))) throw new BackupRefused('Thư mục tệp không trống; chỉ phục hồi vào thư mục trống. / The folder of files is not empty; a backup is restored into an empty one only.');
    say('Đang dựng các bảng … / making the tables …');
    await migrateAs(manifest, deps);
    await requireSameQueue(client, manifest);
    await client.query('INSERT INTO platform_setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [MARK, JSON.stringify({ backup: manifest.createdAt })]);
    say('Đang nạp … / loading …');
    await load(client, deps, manifest, await openReader(path));
  } finally {
    await client.end();
  }
  // A backup of an earlier release goes on to the present one.
  const later = await migrate(deps.ownerUrl, deps.migrationsFolder);
  for (const name of later.applied) say(`✓ ${name}`);
  return manifest;
}

async function requireKnownMigrations(manifest: Manifest, folder: string): Promise<void> {
  const known = new Map<string, string>();
  for (const name of await readdir(folder)) known.set(name, createHash('sha256').update(await readFile(join(folder, name), 'utf8')).digest('hex'));
  for (const { name, sha256 } of manifest.migrations) {
    const here = known.get(name);
    if (here === undefined) throw new BackupRefused(`Bản sao lưu làm bằng chương trình ${manifest.program}, mới hơn bản này (chưa biết ${name}). Cài đúng phiên bản đó rồi phục hồi. / The backup was made by program ${manifest.program}, newer than this one (${name} is not known here). Install that version first.`);
    if (here !== sha256) throw new BackupRefused(`Bước ${name} của bản sao lưu khác với của chương trình này. / Migration ${name} of the backup differs from this program’s.`);
  }
}
async function wasInterrupted(client: pg.Client): Promise<boolean> {
  const there = await client.query<{ there: boolean }>("SELECT to_regclass('public.platform_setting') IS NOT NULL AS there");
  if (!there.rows[0]?.there) return false;
  return (await client.query('SELECT 1 FROM platform_setting WHERE name = $1', [MARK])).rowCount === 1;
}
async function hasFiles(files: FileStore): Promise<boolean> {
  for await (const _ of files.list()) return true;
  return false;
}

/** Brings the database to the migrations of the backup and no further. */
async function migrateAs(manifest: Manifest, deps: RestoreDeps): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mot-cua-migrations-'));
  try {
    for (const { name } of manifest.migrations) await copyFile(join(deps.migrationsFolder, name), join(folder, name));
    await migrate(deps.ownerUrl, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
async function requireSameQueue(client: pg.Client, manifest: Manifest): Promise<void> {
  const here = (await client.query<{ n: number }>('SELECT max(id) AS n FROM graphile_worker.migrations')).rows[0]?.n ?? 0;
  if (here !== manifest.queueMigration) throw new BackupRefused(`Hàng việc nền của bản sao lưu ở bước ${manifest.queueMigration}, của chương trình này ở bước ${here}. Dùng chương trình ${manifest.program}. / The job queue of the backup is at step ${manifest.queueMigration}, this program’s at ${here}. Use program ${manifest.program}.`);
}

async function load(client: pg.Client, deps: RestoreDeps, manifest: Manifest, reader: BackupReader): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(PORTABLE_SETTINGS);
    const shapes = await tablesInOrder(client);
    const here = new Map(shapes.map((shape) => [shape.name, shape]));
    for (const { name, columns } of manifest.tables) if (columns.some((column) => !here.get(name)?.columns.includes(column))) throw new BackupRefused(`Bảng ${name} của bản sao lưu không có ở đây với cùng các cột. / Table ${name} of the backup is not here with the same columns.`);
    // The rows are what they were: no trigger may change or count them, and row-level security, which its owner is under where forced, does not know COPY.
    for (const { name, forced } of shapes) await client.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER${forced ? ', NO FORCE ROW LEVEL SECURITY' : ''}`);
    await client.query(`TRUNCATE ${shapes.map(({ name }) => quoted(name)).join(', ')}`);
    await loadEntries(client, deps, manifest, reader);
    for (const { name, value, called } of manifest.sequences) await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [quoted(name), value, called]);
    // Workers of the old machine hold nothing any more.
    await client.query('UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL WHERE locked_at IS NOT NULL');
    await client.query('UPDATE graphile_worker._private_job_queues SET locked_at = NULL, locked_by = NULL WHERE locked_at IS NOT NULL');
    if (manifest.files.gone.length > 0) await client.query('DELETE FROM document_file WHERE id = ANY ($1::uuid[]) AND dossier_id IS NULL', [manifest.files.gone]);
    await client.query('DELETE FROM platform_setting WHERE name = $1', [MARK]);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    for (const { name, forced } of shapes) await client.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER${forced ? ', FORCE ROW LEVEL SECURITY' : ''}`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
  await client.query('ANALYZE');
}

async function loadEntries(client: pg.Client, deps: RestoreDeps, manifest: Manifest, reader: BackupReader): Promise<void> {
  const contents = contentsHash();
  const entries = reader.entries()[Symbol.asyncIterator]();
  let next = await entries.next();
  const advance = async (): Promise<BackupEntry | null> => {
    const entry = next.done ? null : next.value;
    next = await entries.next();
    return entry;
  };
  const ahead = (): ReturnType<typeof kindOf> | null => (next.done ? null : kindOf(next.value.name));
  while (ahead()?.kind === 'file') {
    const entry = (await advance()) as BackupEntry;
    contents.add(entry);
    const kind = kindOf(entry.name);
    if (kind.kind === 'file') await deps.files.put(kind.id, entry.content);
  }
  for (const table of manifest.tables) {
    const parts = async function* (): AsyncGenerator<Buffer> {
      for (let kind = ahead(); kind?.kind === 'table' && kind.table === table.name; kind = ahead()) {
        const entry = (await advance()) as BackupEntry;
        contents.add(entry);
        yield entry.content;
      }
    };
    const rows = await copyIn(client, `COPY ${quoted(table.name)} (${table.columns.map(pg.escapeIdentifier).join(', ')}) FROM STDIN`, parts());
    if (rows !== table.rows) throw new BackupRefused(`Bảng ${table.name}: nạp được ${rows} trong ${table.rows} dòng. / Table ${table.name}: ${rows} of ${table.rows} rows were loaded.`);
  }
  // The backup was checked a moment ago; that nobody has changed it since is checked again before the commit.
  if (contents.digest() !== manifest.contents) throw new BackupRefused(ALTERED);
}
