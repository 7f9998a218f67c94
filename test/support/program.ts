import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.ts';

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
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, MOTCUA_DEMO: '1', DATABASE_URL: '', LOG_LEVEL: 'silent', ...more };
  const child: ChildProcess = spawn(process.execPath, [CLI, 'start'], { env, stdio: 'ignore' });
  const clusterDir = (): string => { try { return join(readFileSync(join(dataDir, 'postgres-is-at.txt'), 'utf8').trim(), 'postgres'); } catch { return join(dataDir, 'postgres'); } };
  const program: Program = {
    base, dataDir, env,
    ownerUrl() {
      const socket = readFileSync(join(clusterDir(), 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
      return `postgresql://postgres:${encodeURIComponent(readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim())}@/postgres?host=${encodeURIComponent(socket)}`;
    },
    async ready(withinMs) {
      for (const until = Date.now() + withinMs; ;) {
        const answer = await fetch(`${base}/readyz`).catch(() => null);
        if (answer?.status === 200) return;
        if (Date.now() > until) throw new Error('the program did not get ready');
        await pause(60);
      }
    },
    pidOf(part) {
      const below = (parent: number | undefined, file: string): number => Number(spawnSync('pgrep', ['-P', String(parent), '-f', file], { encoding: 'utf8' }).stdout.trim().split('\n')[0]);
      const pid = part === 'database' ? Number(readFileSync(join(clusterDir(), 'postmaster.pid'), 'utf8').split('\n')[0]) : part === 'press' ? below(below(child.pid, 'src/web.js'), 'press-process.js') : below(child.pid, `src/${part}.js`);
      if (!pid) throw new Error(`no ${part} process`);
      return pid;
    },
    async kill(part) {
      const pid = program.pidOf(part);
      process.kill(pid, 'SIGKILL');
      for (;;) { try { process.kill(pid, 0); } catch { return; } await pause(2); }
    },
    command(...words) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { env, encoding: 'utf8' });
      return { status, out: `${stdout}${stderr}` };
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await Promise.race([ended, pause(20_000)]);
      // Where root may not run PostgreSQL the cluster lies outside of the data directory.
      const cluster = dirname(clusterDir());
      if (cluster !== dataDir) rmSync(cluster, { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
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
