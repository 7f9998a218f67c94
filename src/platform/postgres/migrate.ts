import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Logger, runMigrations } from 'graphile-worker';
import { PUBLISH_JOBS } from './job-access.ts';

const MIGRATION_LOCK = 7_706_201;

export interface MigrationReport { readonly applied: readonly string[]; readonly already: number }

/** Applies `NNNN_name.sql` in order, each in its own transaction, under one lock for the whole cluster's database. What was applied under another number is only noted under its new one. */
export async function migrate(ownerUrl: string, folder: string): Promise<MigrationReport> {
  const files = readdirSync(folder).filter((name) => /^\d{4}_[a-z0-9_-]+\.sql$/u.test(name)).sort();
  const client = new pg.Client({ connectionString: ownerUrl });
  // A server that dies in between is told by the statement that was waiting; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('CREATE TABLE IF NOT EXISTS platform_migration (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())');
    const done = new Map((await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM platform_migration')).rows.map((row) => [row.name, row.sha256]));
    const contents = new Set(done.values());
    const applied: string[] = [];
    await migrateJobQueue(ownerUrl);
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8');
      if (!/^-- (expand|breaking):/u.test(text)) throw new Error(`${name}: the first line must say "-- expand: …" or "-- breaking: …"`);
      const hash = createHash('sha256').update(text).digest('hex');
      const before = done.get(name);
      if (before === hash) continue;
      if (before) throw new Error(`${name} was applied with other contents; migrations are forward only: add a new file`);
      if (contents.has(hash)) {
        await client.query('INSERT INTO platform_migration (name, sha256) VALUES ($1, $2)', [name, hash]);
        continue;
      }
      await client.query('BEGIN');
      try {
        await client.query("SET LOCAL lock_timeout = '5s'");
        await client.query(text);
        await client.query('INSERT INTO platform_migration (name, sha256) VALUES ($1, $2)', [name, hash]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
      }
      applied.push(name);
    }
    if (applied.length > 0) await client.query(`${PUBLISH_JOBS}; GRANT SELECT ON platform_migration TO motcua_app, motcua_worker;`);
    return { applied, already: files.length - applied.length };
  } finally {
    await client.end();
  }
}

async function migrateJobQueue(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
  } finally {
    await pool.end();
  }
}

export interface LoginUrls { readonly app: string; readonly worker: string; readonly report: string }

/**
 * Makes (or renews) this installation's three login roles and returns their connection strings. The passwords lie in
 * `secretsFile`, outside the database. The owner must be allowed to create roles.
 */
export async function ensureLogins(ownerUrl: string, secretsFile: string): Promise<LoginUrls> {
  const known = existsSync(secretsFile) ? (JSON.parse(readFileSync(secretsFile, 'utf8')) as Record<string, string>) : {};
  const client = new pg.Client({ connectionString: ownerUrl });
  // A server that dies in between is told by the statement that was waiting; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
    const suffix = createHash('sha256').update(rows[0]?.name ?? '').digest('hex').slice(0, 6);
    const urls: Record<string, string> = {};
    let changed = false;
    for (const part of ['app', 'worker', 'report'] as const) {
      const login = `motcua_${part}_${suffix}`;
      const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
      if (!known[login] || found.rowCount === 0) {
        known[login] ??= randomBytes(24).toString('base64url');
        changed = true;
        const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
        await client.query(`${verb} ROLE ${pg.escapeIdentifier(login)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${pg.escapeLiteral(known[login])}`);
        await client.query(`GRANT motcua_${part} TO ${pg.escapeIdentifier(login)}`);
      }
      const url = ownerUrl.replace(/\/\/[^@]*@/u, `//${login}:${encodeURIComponent(known[login])}@`);
      urls[part] = url;
    }
    if (changed) writeFileSync(secretsFile, JSON.stringify(known, null, 2), { mode: 0o600 });
    return urls as unknown as LoginUrls;
  } finally {
    await client.end();
  }
}
