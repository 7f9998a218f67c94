import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { removeData } from './remove-data.ts';
import { until } from './until.ts';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.js');

/** web and worker are the supervisor's, the press is the web process's own, `database` is the server of the installation */
export type Part = 'web' | 'worker' | 'press' | 'database';

/** The whole program as `npm start` runs it, with its own PostgreSQL, to be killed from outside. */
export interface Program {
  readonly base: string; readonly dataDir: string; readonly env: NodeJS.ProcessEnv;
  ownerUrl(): string;
  ready(withinMs: number): Promise<void>;
  /** kills a part without warning, and answers once it is gone; whoever needs it starts it again */
  kill(part: Part): Promise<void>;
  /** process id of a part. Throws when it does not run: the press does only while there is something to print */
  pidOf(part: Part): number;
  /** runs a command of the program on the same data */
  command(...words: string[]): { readonly status: number | null; readonly out: string };
  stop(): Promise<void>;
}

export async function startProgram(more: NodeJS.ProcessEnv): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mc-program-'));
  // Within a whole run the first program of all is a first run, and the others begin where it was when its demo was complete.
  if (process.env['MC_TEST_RUN']) copy(await begunInstallation(join(tmpdir(), 'mc-begun')), dataDir);
  return launch(dataDir, more);
}

/** The data of an installation after its first run, with no work left to do, its processes ended. Whoever asks first makes it; the others wait. */
async function begunInstallation(folder: string): Promise<string> {
  const [data, done] = [join(folder, 'data'), join(folder, 'done')];
  try { mkdirSync(folder); } catch {
    await until('the first program has begun', () => existsSync(done), 180_000);
    return data;
  }
  mkdirSync(data);
  // Where root starts it, PostgreSQL is another user's and must reach its cluster here: what is copied has to be in one place.
  for (const one of [folder, data]) chmodSync(one, 0o755);
  const program = await launch(data, {});
  const owner = poolOf(program);
  await until('the worker has done what the demo leaves to it', async () => (await owner.query('SELECT 1 FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts LIMIT 1')).rowCount === 0, 180_000);
  await owner.end();
  await program.end();
  // Simulators' ports and their secrets are each program's own.
  rmSync(join(data, 'simulators.json'), { force: true });
  writeFileSync(done, '');
  return data;
}
/** With owners and rights: the cluster may be another user's. */
function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the begun installation could not be copied: ${stderr}`);
}

async function launch(dataDir: string, more: NodeJS.ProcessEnv): Promise<Program & { /** ends the processes and leaves the data */ end(): Promise<void> }> {
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, MOTCUA_DEMO: '1', DATABASE_URL: '', LOG_LEVEL: 'silent', ...more };
  const child: ChildProcess = spawn(process.execPath, [CLI, 'start'], { env, stdio: 'ignore' });
  const clusterDir = (): string => { try { return join(readFileSync(join(dataDir, 'postgres-is-at.txt'), 'utf8').trim(), 'postgres'); } catch { return join(dataDir, 'postgres'); } };
  const program = {
    base, dataDir, env,
    ownerUrl() {
      const socket = readFileSync(join(clusterDir(), 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
      return `postgresql://postgres:${encodeURIComponent(readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim())}@/postgres?host=${encodeURIComponent(socket)}`;
    },
    async ready(withinMs: number) {
      for (const until = Date.now() + withinMs; ;) {
        const answer = await fetch(`${base}/readyz`).catch(() => null);
        if (answer?.status === 200) return;
        if (Date.now() > until) throw new Error('the program did not get ready');
        await pause(60);
      }
    },
    pidOf(part: Part): number {
      const below = (parent: number | undefined, file: string): number => Number(spawnSync('pgrep', ['-P', String(parent), '-f', file], { encoding: 'utf8' }).stdout.trim().split('\n')[0]);
      const pid = part === 'database' ? Number(readFileSync(join(clusterDir(), 'postmaster.pid'), 'utf8').split('\n')[0]) : part === 'press' ? below(below(child.pid, 'src/web.js'), 'press-process.js') : below(child.pid, `src/${part}.js`);
      if (!pid) throw new Error(`no ${part} process`);
      return pid;
    },
    async kill(part: Part) {
      const pid = program.pidOf(part);
      process.kill(pid, 'SIGKILL');
      for (;;) { try { process.kill(pid, 0); } catch { return; } await pause(2); }
    },
    command(...words: string[]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { env, encoding: 'utf8' });
      return { status, out: `${stdout}${stderr}` };
    },
    async end() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await Promise.race([ended, pause(20_000, undefined, { ref: false })]);
    },
    async stop() {
      await program.end();
      removeData(dataDir);
    },
  };
  try {
    await program.ready(90_000);
    return program;
  } catch (error) {
    await program.stop();
    throw error;
  }
}

export const poolOf = (program: Program): pg.Pool => { const pool = new pg.Pool({ connectionString: program.ownerUrl(), max: 4 }); pool.on('error', () => undefined); pool.on('connect', (connection) => connection.on('error', () => undefined)); return pool; };
