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
      writeSync(file, String(process.pid));
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
    const pid = Number(readFileSync(path, 'utf8'));
    return pid > 0 && !lives(pid);
  } catch { return false; }
}

/** Who uses the server of this folder, a file each: whoever started it for a short errand leaves it to the others. */
export interface ServerUse { end(): void; othersUseIt(): boolean }
export function useServer(dataDir: string): ServerUse {
  const folder = join(dataDir, 'postgres-users');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = `${process.pid}-${randomUUID()}`;
  writeFileSync(join(folder, own), '', { mode: 0o600 });
  return {
    end() { rmSync(join(folder, own), { force: true }); },
    othersUseIt() {
      let used = false;
      for (const name of readdirSync(folder)) {
        if (name === own) continue;
        if (lives(Number(name.split('-')[0]))) used = true;
        else rmSync(join(folder, name), { force: true });
      }
      return used;
    },
  };
}
function lives(pid: number): boolean {
  try { process.kill(pid, 0); return true; } catch (error) { return (error as NodeJS.ErrnoException).code === 'EPERM'; }
}
