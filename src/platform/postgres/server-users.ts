import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const LOCK_TIMEOUT_MS = 60_000;
const LOCK_RETRY_MS = 40;

/** One process at a time starts, adopts or stops the server of a folder; a lock whose holder has died is taken over. */
export async function withServerLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, 'postgres-lock');
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, `${process.pid} ${bornAt(process.pid)}`);
      closeSync(file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (holderIsGone(path)) { rmSync(path, { force: true }); continue; }
      if (Date.now() > deadline) throw new Error(`another program has been starting or stopping PostgreSQL for a minute; if none is running, remove ${path}`);
      await pause(LOCK_RETRY_MS);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
/** A lock without a number is being written this moment. */
function holderIsGone(path: string): boolean {
  try {
    const [pid = '', born = ''] = readFileSync(path, 'utf8').split(' ');
    return Number(pid) > 0 && !lives(Number(pid), born);
  } catch { return false; }
}

/** Who uses the server of this folder, a file each: whoever started it for a short errand leaves it to the others. */
export interface ServerUse { end(): void; othersUseIt(): boolean }
export function useServer(dataDir: string): ServerUse {
  const folder = join(dataDir, 'postgres-users');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = `${process.pid}-${bornAt(process.pid)}-${randomUUID()}`;
  writeFileSync(join(folder, own), '', { mode: 0o600 });
  return {
    end() { rmSync(join(folder, own), { force: true }); },
    othersUseIt() {
      let used = false;
      for (const name of readdirSync(folder)) {
        if (name === own) continue;
        const [pid = '', born = ''] = name.split('-');
        if (lives(Number(pid), born)) used = true;
        else rmSync(join(folder, name), { force: true });
      }
      return used;
    },
  };
}
/** The number alone may meanwhile be somebody else's: a container gives the same few again at every start. */
function lives(pid: number, born: string): boolean {
  try { process.kill(pid, 0); } catch (error) { if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false; }
  const now = bornAt(pid);
  return !/^\d+$/u.test(born) || now === '' || now === born;
}
/** When the process began, in ticks since the machine did; empty where the system does not tell (anything but Linux). */
function bornAt(pid: number): string {
  // The name of the program stands in brackets and may hold anything.
  try { return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''; } catch { return ''; }
}
