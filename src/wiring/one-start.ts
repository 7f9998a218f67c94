import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { showMoment } from '../shared/plain-date.ts';

/**
 * One `mot-cua start` at a time on a folder of data. The mark is a socket that the process listens on: the system itself closes it when
 * the process ends, however it ends, and no number can be given to somebody else. A number of a process would say nothing in another
 * container on the same folder; a socket answers there as well.
 */
export interface StartMark {
  /** a start before this one was killed: its web process may hold the port for a moment longer */
  readonly afterAKill: boolean;
  /** gives the folder back; what a killed process leaves behind does no harm */
  end(): void;
}
export interface RunningStart { readonly pid: number; /** ISO */ readonly since: string; readonly host: string; readonly url: string }
export type StartRefusal = { readonly kind: 'running'; readonly by: RunningStart | null } | { readonly kind: 'not-ours'; readonly folder: string };

/** How long another start, found at the same moment, may take to say whether it goes on. */
const UNDECIDED_MS = 10_000;
const LOOK_AGAIN_MS = 20;
const ASKS = /^asks-([0-9a-f-]{36})\.sock$/u;
const HOLDS = /^holds-([0-9a-f-]{36})\.sock$/u;

/**
 * Takes the folder, or says who has it. Each start first shows that it asks, then looks round, then shows that it holds: of two at the
 * same moment at least one sees the other. The greater name yields, the smaller waits until the greater has decided.
 */
export async function takeFolder(dataDir: string, url: string, now: Date): Promise<StartMark | StartRefusal> {
  const id = randomUUID();
  let folder = join(dataDir, 'running');
  const file = (name: string): string => join(folder, name);
  let server: Server;
  try {
    mkdirSync(dataDir, { recursive: true });
    try {
      server = await listenIn(folder, `new-${id}`);
    } catch (error) {
      // Some shared drives carry no sockets, and without /proc a path may be too long for one: the other place serves this machine only.
      if (['EACCES', 'EROFS', 'ENOSPC'].includes(codeOf(error))) throw error;
      folder = join(tmpdir(), `mot-cua-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12)}`);
      server = await listenIn(folder, `new-${id}`);
    }
    writeFileSync(file(`${id}.json`), JSON.stringify({ pid: process.pid, since: now.toISOString(), host: hostname(), url } satisfies RunningStart), { mode: 0o600 });
    renameSync(file(`new-${id}`), file(`asks-${id}.sock`));
  } catch (error) {
    if (isDenied(error)) return { kind: 'not-ours', folder };
    throw error;
  }
  const end = (): void => {
    for (const name of [`holds-${id}.sock`, `asks-${id}.sock`, `${id}.json`]) rmSync(file(name), { force: true });
    server.close();
  };
  let afterAKill = false;
  const deadline = Date.now() + UNDECIDED_MS;
  try {
    for (;;) {
      let undecided: string | null = null;
      for (const name of readdirSync(folder)) {
        const [asks, holds] = [ASKS.exec(name)?.[1], HOLDS.exec(name)?.[1]];
        const other = asks ?? holds;
        if (!other || other === id) continue;
        const found = await answers(folder, name);
        // Renamed or gone while we looked: what it is now is seen the next time.
        if (found === 'changed') { undecided = other; continue; }
        if (found === 'dead') {
          if (holds) afterAKill = true;
          for (const left of [name, `${other}.json`]) rmSync(file(left), { force: true });
          continue;
        }
        if (found === 'denied') { end(); return { kind: 'not-ours', folder }; }
        if (holds || other < id || Date.now() > deadline) { const by = read(file(`${other}.json`)); end(); return { kind: 'running', by }; }
        undecided = other;
      }
      if (!undecided) break;
      await pause(LOOK_AGAIN_MS);
    }
    renameSync(file(`asks-${id}.sock`), file(`holds-${id}.sock`));
  } catch (error) { end(); throw error; }
  return { afterAKill, end };
}

/** Linux reaches a folder by the number under which it is open: no path is too long. */
async function throughFolder<T>(folder: string, name: string, work: (path: string) => Promise<T>): Promise<T> {
  if (process.platform !== 'linux' || !existsSync('/proc/self/fd')) return work(join(folder, name));
  const open = openSync(folder, 'r');
  try { return await work(`/proc/self/fd/${open}/${name}`); } finally { closeSync(open); }
}
async function listenIn(folder: string, name: string): Promise<Server> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return throughFolder(folder, name, (path) => new Promise((resolve, reject) => {
    const server = createServer((caller) => { caller.on('error', () => undefined).destroy(); });
    server.once('error', reject);
    server.listen(path, () => { server.removeListener('error', reject).on('error', () => undefined).unref(); resolve(server); });
  }));
}
/** Anything but a refusal comes from a listener that lives: one that is too busy to take the call is alive as well. */
const answers = (folder: string, name: string): Promise<'lives' | 'dead' | 'changed' | 'denied'> => throughFolder(folder, name, (path) => new Promise((resolve) => {
  const call = connect(path);
  call.once('connect', () => { call.destroy(); resolve('lives'); });
  call.once('error', (error) => resolve(codeOf(error) === 'ECONNREFUSED' ? 'dead' : codeOf(error) === 'ENOENT' ? 'changed' : isDenied(error) ? 'denied' : 'lives'));
}));
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
const isDenied = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(codeOf(error));
function read(file: string): RunningStart | null {
  try { return JSON.parse(readFileSync(file, 'utf8')) as RunningStart; } catch { return null; }
}

/** What is told on the screen, Vietnamese first. */
export function refusalWords(refusal: StartRefusal, dataDir: string): string {
  if (refusal.kind === 'not-ours') {
    return `Tài khoản này không được ghi vào ${refusal.folder}. Chạy bằng đúng tài khoản đã chạy lần trước, hoặc giao thư mục cho tài khoản này: chown -R TÀI-KHOẢN ${dataDir}\n`
      + `This account may not write to ${refusal.folder}. Use the account of the last run, or give it the folder: chown -R ACCOUNT ${dataDir}\n`;
  }
  const { by } = refusal;
  const elsewhere = by && by.host !== hostname() ? { vi: ` trên máy ${by.host}`, en: ` on ${by.host}` } : { vi: '', en: '' };
  const who = by ? { vi: `: tiến trình ${by.pid}${elsewhere.vi}, từ ${showMoment(new Date(by.since), 'vi')}, ${by.url}`, en: `: process ${by.pid}${elsewhere.en}, since ${showMoment(new Date(by.since), 'en')}, ${by.url}` } : { vi: '', en: '' };
  const stop = by && !elsewhere.vi ? { vi: `Dừng chương trình đó trước (Ctrl-C ở cửa sổ của nó, hoặc: kill ${by.pid})`, en: `Stop it first (Ctrl-C in its window, or: kill ${by.pid})` } : { vi: 'Dừng chương trình đó trước', en: 'Stop it first' };
  return `Một Cửa đang chạy trên ${dataDir}${who.vi}. ${stop.vi}, hoặc chạy bản thứ hai với thư mục dữ liệu riêng: DATA_DIR=./data-2 PORT=3001 npm start\n`
    + `Một Cửa is running on ${dataDir} already${who.en}. ${stop.en}, or run a second one on a folder of its own: DATA_DIR=./data-2 PORT=3001 npm start\n`;
}
