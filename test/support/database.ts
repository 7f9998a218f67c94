import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../src/platform/postgres/embedded.ts';
import { ensureLogins, migrate, type LoginUrls } from '../../src/platform/postgres/migrate.ts';
import { openDatabase } from '../../src/platform/postgres/pools.ts';
import type { Database } from '../../src/platform/postgres/database.ts';
import { packageRoot } from '../../src/platform/package-root.ts';

export interface TestDatabase {
  /** as the web process sees it: role motcua_app, row-level security in force */ readonly app: Database;
  /** role motcua_worker */ readonly worker: Database;
  /** owner: for arranging and for looking behind the curtain, never handed to the code under test */ readonly owner: pg.Pool;
  readonly urls: LoginUrls & { readonly owner: string };
  close(): Promise<void>;
}

/** The cluster of this test run: MC_TEST_CLUSTER when the runner has started one, else one kept below `.out/`. */
export async function testCluster(): Promise<string> {
  const given = process.env['MC_TEST_CLUSTER'];
  if (given) return given;
  const cluster = await startEmbedded({ dataDir: join(packageRoot(), '.out', 'test-cluster'), settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }, maxConnections: 200 });
  return cluster.ownerUrl;
}

/** Data that many tests stand on, filled once into a template of its own; `key` changes whenever what fills it changes. */
export interface Prepared { readonly key: string; fill(ownerUrl: string): Promise<void> }

/** A fresh database, copied in some 50 ms from a template that is migrated once per state of `migrations/`. */
export async function openTestDatabase(prepared?: Prepared): Promise<TestDatabase> {
  const cluster = await testCluster();
  const folder = join(packageRoot(), 'migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  const template = `mc_template_${hash.digest('hex').slice(0, 12)}`;
  const admin = new pg.Client({ connectionString: cluster });
  await admin.connect();
  const name = `mc_test_${randomBytes(6).toString('hex')}`;
  try {
    await admin.query('SELECT pg_advisory_lock(7706202)');
    const there = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [template]);
    if (there.rowCount === 0) {
      await admin.query(`DROP DATABASE IF EXISTS ${template}`);
      await admin.query(`CREATE DATABASE ${template}`);
      await migrate(inDatabase(cluster, template), folder);
      await admin.query(`ALTER DATABASE ${template} WITH is_template true`);
    }
    const source = prepared ? await preparedTemplate(admin, cluster, template, prepared) : template;
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${source}`);
    await admin.query('SELECT pg_advisory_unlock(7706202)');
  } finally {
    await admin.end();
  }
  const ownerUrl = inDatabase(cluster, name);
  // One set of logins for all test databases of the cluster keeps pg_authid small.
  const urls = await sharedLogins(cluster, ownerUrl);
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 3 });
  owner.on('error', () => undefined);
  const app = openDatabase({ url: urls.app, readers: 3, writers: 4 });
  const worker = openDatabase({ url: urls.worker, readers: 2, writers: 2 });
  return {
    app, worker, owner, urls: { ...urls, owner: ownerUrl },
    async close() {
      await Promise.all([app.close(), worker.close(), owner.end()]);
      const closing = new pg.Client({ connectionString: cluster });
      await closing.connect();
      await closing.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await closing.end();
    },
  };
}

/** The template with the prepared data on top of the migrated one. Older ones of the same kind go: nobody copies them while the lock is held. */
async function preparedTemplate(admin: pg.Client, cluster: string, migrated: string, { key, fill }: Prepared): Promise<string> {
  const template = `mc_prepared_${createHash('sha256').update(`${migrated}|${key}`).digest('hex').slice(0, 12)}`;
  const there = await admin.query<{ datname: string; datistemplate: boolean }>("SELECT datname, datistemplate FROM pg_database WHERE datname LIKE 'mc_prepared_%'");
  if (there.rows.some((row) => row.datname === template && row.datistemplate)) return template;
  const old = there.rows.map((row) => row.datname).slice(0, Math.max(0, there.rows.length - 2));
  for (const one of [...new Set([...old, template])]) {
    await admin.query(`ALTER DATABASE ${one} WITH is_template false`).catch(() => undefined);
    await admin.query(`DROP DATABASE IF EXISTS ${one} WITH (FORCE)`);
  }
  await admin.query(`CREATE DATABASE ${template} TEMPLATE ${migrated}`);
  await fill(inDatabase(cluster, template));
  await admin.query(`ALTER DATABASE ${template} WITH is_template true`);
  return template;
}

const LOGIN_PASSWORD = 'test-only-never-outside-the-socket-folder';
async function sharedLogins(cluster: string, databaseUrl: string): Promise<LoginUrls> {
  const client = new pg.Client({ connectionString: cluster });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(7706203)');
    const made: Record<string, string> = {};
    for (const part of ['app', 'worker', 'report']) {
      const login = `motcua_${part}_test`;
      const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
      if (found.rowCount === 0) {
        await client.query(`CREATE ROLE ${login} LOGIN PASSWORD '${LOGIN_PASSWORD}'`);
        await client.query(`GRANT motcua_${part} TO ${login}`);
      }
      made[part] = databaseUrl.replace(/\/\/[^@]*@/u, `//${login}:${LOGIN_PASSWORD}@`);
    }
    return made as unknown as LoginUrls;
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  return url.replace(/(\/\/[^/]*\/)[^?]*/u, `$1${name}`);
}
export { ensureLogins };
