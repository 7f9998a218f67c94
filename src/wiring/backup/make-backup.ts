import { createHash } from 'node:crypto';
import pg from 'pg';
import type { FileStore } from '../../modules/document/index.ts';
import { FileLost } from '../../modules/document/index.ts';
import type { Keyring } from '../../platform/crypto/seal.ts';
import { fileEntry, openWriter, tableEntry, type BackupWriter } from './archive.ts';
import { copyOut } from './copy.ts';
import { contentsHash, keyIds, keyringId, sealManifest, type Manifest } from './manifest.ts';
import { PORTABLE_SETTINGS, quoted, requireSightOfAll, sequences, tablesInOrder } from './tables.ts';

export interface BackupDeps { readonly ownerUrl: string; readonly keyring: Keyring; readonly files: Pick<FileStore, 'get'>; readonly program: string }
/** Bytes of one part of a table: what restoring holds in memory at once. */
const PART_BYTES = 8 * 1024 * 1024;
const FILE_IDS_AT_ONCE = 1_000;

/**
 * One snapshot of the whole database, and the sealed bytes of every file that the snapshot names. The installation goes
 * on working meanwhile. Keys are never part of it.
 */
export async function makeBackup(deps: BackupDeps, path: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString: deps.ownerUrl, application_name: 'mot-cua backup' });
  client.on('error', () => undefined);
  await client.connect();
  let writer: BackupWriter | null = null;
  try {
    await requireSightOfAll(client);
    writer = await openWriter(path);
    const manifest = await writeAll(client, deps, writer);
    await writer.finish();
    return manifest;
  } catch (error) {
    await writer?.abort();
    throw error;
  } finally {
    await client.end();
  }
}

async function writeAll(client: pg.Client, deps: BackupDeps, writer: BackupWriter): Promise<Manifest> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(PORTABLE_SETTINGS);
  const contents = contentsHash();
  const add = async (name: string, content: Buffer): Promise<void> => { contents.add({ name, content }); await writer.add(name, content); };
  const about = (await client.query<{ at: Date; postgres: string; dossiers: string | number }>("SELECT now() AS at, current_setting('server_version_num') AS postgres, (SELECT count(*) FROM dossier) AS dossiers")).rows[0];
  const migrations = (await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM platform_migration ORDER BY name')).rows;
  const queueMigration = (await client.query<{ n: number }>('SELECT max(id) AS n FROM graphile_worker.migrations')).rows[0]?.n ?? 0;
  const files = await addFiles(client, deps.files, add);
  const tables: Manifest['tables'][number][] = [];
  for (const { name, columns } of await tablesInOrder(client)) {
    const hash = createHash('sha256');
    let held: Buffer[] = [];
    let [bytes, parts] = [0, 0];
    const part = async (): Promise<void> => { if (bytes === 0) return; await add(tableEntry(name, ++parts), Buffer.concat(held, bytes)); held = []; bytes = 0; };
    const stream = copyOut(client, `COPY ${quoted(name)} (${columns.map(pg.escapeIdentifier).join(', ')}) TO STDOUT`);
    for (;;) {
      const next = await stream.next();
      if (next.done) { await part(); tables.push({ name, columns, rows: next.value, parts, sha256: hash.digest('hex') }); break; }
      hash.update(next.value);
      held.push(next.value);
      bytes += next.value.length;
      if (bytes >= PART_BYTES) await part();
    }
  }
  const manifest: Manifest = {
    format: 1, program: deps.program, createdAt: about?.at.toISOString() ?? '', postgres: Number(about?.postgres), migrations, queueMigration, keyring: { id: keyringId(deps.keyring), keys: keyIds(deps.keyring) },
    tables, sequences: await sequences(client), files, dossiers: Number(about?.dossiers ?? 0), contents: contents.digest(),
  };
  await client.query('COMMIT');
  for (const entry of sealManifest(manifest, deps.keyring)) await writer.add(entry.name, entry.content);
  return manifest;
}

async function addFiles(client: pg.Client, files: Pick<FileStore, 'get'>, add: (name: string, content: Buffer) => Promise<void>): Promise<Manifest['files']> {
  const gone: string[] = [];
  const missing: string[] = [];
  let [count, size] = [0, 0];
  // In the order in which a folder lists them: shard, then id.
  await client.query("DECLARE wanted NO SCROLL CURSOR FOR SELECT id::text AS id, dossier_id IS NOT NULL AS bound FROM document_file ORDER BY right(id::text, 3) COLLATE \"C\", id::text COLLATE \"C\"");
  for (;;) {
    const { rows } = await client.query<{ id: string; bound: boolean }>(`FETCH ${FILE_IDS_AT_ONCE} FROM wanted`);
    for (const { id, bound } of rows) {
      try {
        const bytes = await files.get(id);
        await add(fileEntry(id), bytes);
        count++;
        size += bytes.length;
      } catch (error) {
        if (!(error instanceof FileLost)) throw error;
        (bound ? missing : gone).push(id);
      }
    }
    if (rows.length < FILE_IDS_AT_ONCE) break;
  }
  await client.query('CLOSE wanted');
  return { count, bytes: size, gone, missing };
}
