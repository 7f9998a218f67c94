import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, opendir, readFile, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FileLost, type FileStore } from '../../modules/document/ports.ts';

export interface DiskFilesOptions { /** made when it is not there; nothing else may live in it */ readonly dir: string }
export interface DiskFiles extends FileStore {
  /** What is wrong with the folder, in a sentence for the operator; empty when it holds what it is given. */
  checkConfig(): Promise<readonly string[]>;
  /** Removes what writes that never ended left behind. Returns how many. */
  clearUnfinished(now: Date): Promise<number>;
}
export const DISK_LIMITS = {
  /** bytes that must be free before the check complains: room for some hundred dossiers */ freeBytes: 1024 * 1024 * 1024,
  /** an unfinished write older than this belongs to nobody */ unfinishedHours: 6,
} as const;

// The only names that ever reach the disk: no dot, no slash, no case that a file system could fold.
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const SHARD = /^[0-9a-f]{3}$/u;

/**
 * Files in a folder, 4,096 shards by the last three digits of the id: ids begin with the time, so their beginnings are all alike.
 * A write goes to a name of its own, is synced, renamed and its folder synced; only then does `put` return.
 */
export function createDiskFiles({ dir }: DiskFilesOptions): DiskFiles {
  const unfinished = join(dir, 'unfinished');
  const folders = new Map<string, Promise<void>>();

  const shardOf = (id: string): string => {
    if (!ID.test(id)) throw new Error('not the id of a stored file');
    return join(dir, id.slice(-3));
  };
  /** Makes a folder once, and syncs the one above, so that the new entry itself outlives a power cut. */
  const ensure = (folder: string): Promise<void> => {
    const known = folders.get(folder);
    if (known) return known;
    const made = (async () => {
      if (await mkdir(folder, { recursive: true, mode: 0o700 })) await syncFolder(join(folder, '..'));
    })();
    folders.set(folder, made);
    made.catch(() => folders.delete(folder));
    return made;
  };

  return {
    async put(id, bytes) {
      const shard = shardOf(id);
      await ensure(unfinished);
      await ensure(shard);
      const temporary = join(unfinished, `${id}.${randomBytes(8).toString('hex')}`);
      try {
        const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, join(shard, id));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await syncFolder(shard);
    },
    async get(id) {
      try {
        return await readFile(join(shardOf(id), id));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new FileLost(`no bytes of file ${id}`);
        throw error;
      }
    },
    async remove(id) {
      const shard = shardOf(id);
      try {
        await unlink(join(shard, id));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
        throw error;
      }
      await syncFolder(shard);
    },
    async *list() {
      for (const shard of await names(dir)) {
        if (!SHARD.test(shard)) continue;
        for (const id of await names(join(dir, shard))) if (ID.test(id)) yield id;
      }
    },
    async clearUnfinished(now) {
      let cleared = 0;
      for (const name of await names(unfinished)) {
        const path = join(unfinished, name);
        const { mtimeMs } = await stat(path);
        if (mtimeMs > now.getTime() - DISK_LIMITS.unfinishedHours * 3_600_000) continue;
        await rm(path, { force: true });
        cleared++;
      }
      return cleared;
    },
    async checkConfig() {
      try {
        await ensure(unfinished);
        await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
        const probe = join(unfinished, `probe.${randomBytes(8).toString('hex')}`);
        const file = await open(probe, 'wx', 0o600);
        try { await file.writeFile('1'); await file.sync(); } finally { await file.close(); await rm(probe, { force: true }); }
      } catch (error) {
        return [`files cannot be kept in ${dir}: ${(error as Error).message}`];
      }
      const problems: string[] = [];
      const { mode } = await stat(dir);
      if ((mode & 0o007) !== 0) problems.push(`${dir} can be entered by every user of this machine: chmod 700 it`);
      const disk = await statfs(dir);
      const free = disk.bavail * disk.bsize;
      if (free < DISK_LIMITS.freeBytes) problems.push(`only ${Math.round(free / 1024 / 1024)} MB are free for files in ${dir}`);
      return problems;
    },
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try { await handle.sync(); } finally { await handle.close(); }
}
/** Names in a folder, in the order of the disk; none when there is no such folder. */
async function names(folder: string): Promise<readonly string[]> {
  try {
    const found: string[] = [];
    for await (const entry of await opendir(folder)) found.push(entry.name);
    return found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
