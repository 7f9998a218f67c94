import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { emptyDatabase } from '../ops/seeded-database.ts';

const real = join(packageRoot(), 'migrations');
let folder: string;
before(async () => { folder = await mkdtemp(join(tmpdir(), 'mot-cua-upgrade-')); });
after(() => rm(folder, { recursive: true, force: true }));

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try { return await work(client); } finally { await client.end(); }
}
/** Columns, constraints, indexes, policies, rights, functions and triggers, as text that can be compared. */
const shapeOf = (url: string): Promise<readonly string[]> => withClient(url, async (client) => {
  const parts = [
    "SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) AS line FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT format('%s %s %s %s %s', tablename, policyname, roles, qual, with_check) AS line FROM pg_policies WHERE schemaname = 'public'",
    "SELECT c.relname || ' ' || coalesce(c.relacl::text, '') || ' ' || c.relrowsecurity || c.relforcerowsecurity AS line FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'S')",
    "SELECT p.oid::regprocedure || ' ' || md5(pg_get_functiondef(p.oid)) || ' ' || coalesce(p.proacl::text, '') AS line FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')",
    "SELECT tgrelid::regclass || ' ' || pg_get_triggerdef(oid) AS line FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text NOT LIKE 'graphile%'",
  ];
  const lines: string[] = [];
  for (const part of parts) lines.push(...(await client.query<{ line: string }>(part)).rows.map((row) => row.line));
  return lines.sort();
});
async function migrationsWith(name: string, text: string): Promise<string> {
  const made = await mkdtemp(join(folder, 'release-'));
  await cp(real, made, { recursive: true });
  await writeFile(join(made, name), text);
  return made;
}

/** What would stop the previous version of the program while both run (docs/operate/upgrade.md). */
const BREAKING: readonly (readonly [RegExp, string])[] = [
  [/\bDROP\s+TABLE\b/iu, 'drops a table'], [/\bDROP\s+COLUMN\b/iu, 'drops a column'], [/\bDROP\s+(?:FUNCTION|VIEW)\b/iu, 'drops a function or view'], [/\bRENAME\s+(?:TO|COLUMN)\b/iu, 'renames'],
  [/\bALTER\s+COLUMN\s+\S+\s+(?:SET\s+DATA\s+)?TYPE\b/iu, 'changes a type'], [/\bALTER\s+COLUMN\s+\S+\s+SET\s+NOT\s+NULL\b/iu, 'forbids NULL where it was allowed'], [/\bADD\s+COLUMN\s+(?:IF\s+NOT\s+EXISTS\s+)?\S+\s+[^,;]*\bNOT\s+NULL\b(?![^,;]*\bDEFAULT\b)/iu, 'adds a column that older versions do not fill'],
];
const breaks = (text: string): readonly string[] => BREAKING.filter(([pattern]) => pattern.test(text.replace(/--[^\n]*/gu, ''))).map(([, what]) => what);

test('each migration says on its first line whether the previous version can run beside it, and means it', async () => {
  for (const name of (await readdir(real)).filter((file) => file.endsWith('.sql'))) {
    const text = await readFile(join(real, name), 'utf8');
    assert.match(text, /^-- (expand: runs beside the previous version|breaking: .{10,})\n/u, name);
    if (text.startsWith('-- expand')) assert.deepEqual(breaks(text), [], name);
  }
  assert.deepEqual(breaks('ALTER TABLE dossier ADD COLUMN place text NOT NULL; ALTER TABLE x DROP COLUMN y;'), ['drops a column', 'adds a column that older versions do not fill']);
  assert.deepEqual(breaks("ALTER TABLE dossier ADD COLUMN place text NOT NULL DEFAULT '';"), []);
});

test('applied one release after another or all at once, the database comes out the same; a second run does nothing', async () => {
  const [stepwise, atOnce] = [await emptyDatabase(), await emptyDatabase()];
  const growing = await mkdtemp(join(folder, 'growing-'));
  for (const name of (await readdir(real)).filter((file) => file.endsWith('.sql')).sort()) {
    await cp(join(real, name), join(growing, name));
    assert.deepEqual((await migrate(stepwise.url, growing)).applied, [name]);
  }
  await migrate(atOnce.url, real);
  assert.deepEqual(await shapeOf(stepwise.url), await shapeOf(atOnce.url));
  assert.deepEqual((await migrate(atOnce.url, real)).applied, []);
  await stepwise.close();
  await atOnce.close();
});

test('a migration that has got another number since it was applied is not applied again', async () => {
  const before = await mkdtemp(join(folder, 'numbered-otherwise-'));
  // As three of them were numbered once.
  const formerly = new Map([['0085_notice_question.sql', '0080_notice_question.sql'], ['0086_notice_failed_work.sql', '0081_notice_failed_work.sql'], ['0087_notice_managers.sql', '0082_notice_managers.sql']]);
  const names = (await readdir(real)).filter((name) => name < '0100');
  for (const name of names) await cp(join(real, name), join(before, formerly.get(name) ?? name));
  const [old, fresh] = [await emptyDatabase(), await emptyDatabase()];
  assert.equal((await migrate(old.url, before)).applied.length, names.length);
  const then = await migrate(old.url, real);
  assert.deepEqual(then.applied.filter((name) => formerly.has(name)), []);
  await migrate(fresh.url, real);
  assert.deepEqual(await shapeOf(old.url), await shapeOf(fresh.url));
  assert.deepEqual((await migrate(old.url, real)).applied, []);
  await Promise.all([old.close(), fresh.close()]);
});

test('a migration that was changed, has no first line or fails is refused and leaves nothing half done', async () => {
  const database = await emptyDatabase();
  await migrate(database.url, real);
  const before = await shapeOf(database.url);
  const changed = await migrationsWith('0010_calendar.sql', `${await readFile(join(real, '0010_calendar.sql'), 'utf8')}\n`);
  await assert.rejects(migrate(database.url, changed), /0010_calendar\.sql was applied with other contents/u);
  await assert.rejects(migrate(database.url, await migrationsWith('9990_quiet.sql', 'CREATE TABLE quiet (id int);')), /the first line must say/u);
  const failing = await migrationsWith('9990_failing.sql', '-- expand: runs beside the previous version\nCREATE TABLE first_half (id int);\nSELECT 1 / 0;\n');
  await assert.rejects(migrate(database.url, failing), /9990_failing\.sql: division by zero/u);
  assert.deepEqual(await shapeOf(database.url), before);
  await writeFile(join(failing, '9990_failing.sql'), '-- expand: runs beside the previous version\nCREATE TABLE first_half (id int);\n');
  assert.deepEqual((await migrate(database.url, failing)).applied, ['9990_failing.sql']);
  await database.close();
});

test('killed in the middle it can be run again; two at once do it once; it never waits long for a busy table', async () => {
  const database = await emptyDatabase();
  await migrate(database.url, real);
  const slow = await migrationsWith('9990_slow.sql', '-- expand: runs beside the previous version\nCREATE TABLE slow (id int);\nSELECT pg_sleep(0.8);\n');
  // In a process of its own, as `mot-cua migrate` is.
  const killed = new Promise<'done' | 'killed'>((resolve) => {
    const program = `const { migrate } = await import(${JSON.stringify(new URL('../../src/platform/postgres/migrate.js', import.meta.url).href)}); await migrate(${JSON.stringify(database.url)}, ${JSON.stringify(slow)});`;
    execFile(process.execPath, ['--input-type=module', '-e', program], (error) => resolve(error ? 'killed' : 'done'));
  });
  await withClient(database.url, async (client) => {
    for (let tries = 0; tries < 300; tries++) {
      const { rowCount } = await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep(0.8)%'");
      if (rowCount) break;
      await pause(20);
    }
  });
  assert.equal(await killed, 'killed');
  const [one, other] = await Promise.all([migrate(database.url, slow), migrate(database.url, slow)]);
  assert.deepEqual([...one.applied, ...other.applied], ['9990_slow.sql']);
  const busy = await migrationsWith('9991_busy.sql', '-- expand: runs beside the previous version\nALTER TABLE dossier ADD COLUMN upgrade_test text;\n');
  await cp(join(slow, '9990_slow.sql'), join(busy, '9990_slow.sql'));
  await withClient(database.url, async (holder) => {
    await holder.query('BEGIN; LOCK TABLE dossier IN ACCESS SHARE MODE');
    const begun = performance.now();
    await assert.rejects(migrate(database.url, busy), /lock timeout/u);
    assert.ok(performance.now() - begun < 15_000);
    await holder.query('COMMIT');
  });
  assert.deepEqual((await migrate(database.url, busy)).applied, ['9991_busy.sql']);
  await database.close();
});
