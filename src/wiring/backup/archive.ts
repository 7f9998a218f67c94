import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/**
 * Where a backup goes and comes from: one folder, or one .tar.gz that any tar can list. Entries are small (a sealed file,
 * or a part of a table), so each passes through memory whole. The manifest is the last entry.
 */
export interface BackupWriter { add(name: string, content: Buffer): Promise<void>; /** makes it durable and gives it its name */ finish(): Promise<void>; /** leaves nothing behind */ abort(): Promise<void> }
export interface BackupEntry { readonly name: string; readonly content: Buffer }
export interface BackupReader { entries(): AsyncIterable<BackupEntry> }
export class BackupRefused extends Error {}

export const MANIFEST = 'manifest.json';
export const MANIFEST_MAC = 'manifest.mac';
const FILE = /^files\/([0-9a-f]{3})\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/u;
const TABLE = /^tables\/([a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*)\/(\d{6})\.copy$/u;
export const fileEntry = (id: string): string => `files/${id.slice(-3)}/${id}`;
export const tableEntry = (table: string, part: number): string => `tables/${table}/${String(part).padStart(6, '0')}.copy`;
/** What an entry is, by its name; anything else in a backup is refused. */
export function kindOf(name: string): { readonly kind: 'file'; readonly id: string } | { readonly kind: 'table'; readonly table: string } | { readonly kind: 'manifest' | 'mac' } {
  if (name === MANIFEST) return { kind: 'manifest' };
  if (name === MANIFEST_MAC) return { kind: 'mac' };
  const file = FILE.exec(name);
  if (file?.[2]) return { kind: 'file', id: file[2] };
  const table = TABLE.exec(name);
  if (table?.[1]) return { kind: 'table', table: table[1] };
  throw new BackupRefused(`Bản sao lưu có mục lạ «${name}». / The backup holds an unknown entry “${name}”.`);
}
/** One entry at most; larger is no backup of ours. */
const LARGEST_ENTRY = 64 * 1024 * 1024;

export const isArchive = (path: string): boolean => /\.(tar\.gz|tgz)$/u.test(path);
export async function openWriter(path: string): Promise<BackupWriter> {
  if (await exists(path)) throw new BackupRefused(`${path} đã có; chọn tên khác. / ${path} is there already; choose another name.`);
  await mkdir(dirname(path), { recursive: true });
  return isArchive(path) ? archiveWriter(path) : folderWriter(path);
}
export async function openReader(path: string): Promise<BackupReader> {
  if (!(await exists(path))) throw new BackupRefused(`Không thấy ${path}. / ${path} is not there.`);
  return (await stat(path)).isDirectory() ? folderReader(path) : archiveReader(path);
}
async function exists(path: string): Promise<boolean> {
  try { await stat(path); return true; } catch { return false; }
}

function folderWriter(path: string): BackupWriter {
  const draft = `${path}.part`;
  const made = new Set<string>();
  return {
    async add(name, content) {
      const target = join(draft, name);
      const folder = dirname(target);
      if (!made.has(folder)) { await mkdir(folder, { recursive: true, mode: 0o700 }); made.add(folder); }
      await writeFile(target, content, { mode: 0o600, flag: 'wx', flush: true });
    },
    async finish() { await rename(draft, path); await syncFolder(dirname(path)); },
    async abort() { await rm(draft, { recursive: true, force: true }); },
  };
}

async function archiveWriter(path: string): Promise<BackupWriter> {
  const draft = `${path}.part`;
  // Sealed bytes cannot be made smaller; the fastest level still takes tables to a fifth.
  const gzip = createGzip({ level: 1 });
  const file = createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true });
  const done = finished(gzip.pipe(file));
  done.catch(() => undefined);
  // A full disk ends the file stream only; whoever waits for room in front of it must hear of it.
  file.once('error', (error) => gzip.destroy(error));
  gzip.on('error', () => undefined);
  const write = async (bytes: Buffer): Promise<void> => {
    if (gzip.destroyed) throw file.errored ?? new Error('the archive cannot be written');
    if (!gzip.write(bytes)) await once(gzip, 'drain');
  };
  return {
    async add(name, content) {
      await write(tarHeader(name, content.length));
      await write(content);
      const rest = content.length % BLOCK;
      if (rest > 0) await write(Buffer.alloc(BLOCK - rest));
    },
    async finish() {
      await write(Buffer.alloc(2 * BLOCK));
      gzip.end();
      await done;
      await rename(draft, path);
      await syncFolder(dirname(path));
    },
    async abort() { gzip.destroy(); file.destroy(); await done.catch(() => undefined); await rm(draft, { force: true }); },
  };
}
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try { await handle.sync(); } finally { await handle.close(); }
}

/** Files by shard and id, then the tables in the order of the manifest, then the manifest: as the writer added them. */
function folderReader(path: string): BackupReader {
  return {
    async *entries() {
      const at = async (name: string): Promise<BackupEntry> => {
        try { return { name, content: await readFile(join(path, name)) }; } catch { throw new BackupRefused(`Bản sao lưu thiếu ${name}. / The backup lacks ${name}.`); }
      };
      const manifest = await at(MANIFEST);
      for (const shard of await sorted(join(path, 'files'))) for (const id of await sorted(join(path, 'files', shard))) yield at(`files/${shard}/${id}`);
      for (const { name, parts } of tablesOf(manifest.content)) for (let part = 1; part <= parts; part++) yield at(tableEntry(name, part));
      yield manifest;
      yield at(MANIFEST_MAC);
    },
  };
}
async function sorted(folder: string): Promise<readonly string[]> {
  try { return (await readdir(folder)).sort(); } catch { return []; }
}
function tablesOf(manifest: Buffer): readonly { readonly name: string; readonly parts: number }[] {
  try {
    const { tables } = JSON.parse(manifest.toString('utf8')) as { tables: { name: string; parts: number }[] };
    return tables.map(({ name, parts }) => ({ name: String(name), parts: Number(parts) }));
  } catch {
    throw new BackupRefused(`${MANIFEST} không đọc được. / ${MANIFEST} cannot be read.`);
  }
}

const CUT = 'Bản sao lưu bị cắt cụt hoặc hỏng. / The backup is cut off or damaged.';
function archiveReader(path: string): BackupReader {
  return {
    async *entries() {
      const raw = createReadStream(path, { highWaterMark: 256 * 1024 });
      const unpacked = createGunzip({ chunkSize: 256 * 1024 });
      raw.on('error', (error) => unpacked.destroy(error));
      raw.pipe(unpacked);
      const take = byteTaker(unpacked);
      try {
        for (;;) {
          const header = await take(BLOCK);
          // To the very end, so that the checksum of the whole stream is looked at too.
          if (header.every((byte) => byte === 0)) { await take(BLOCK); await take.toEnd(); return; }
          const { name, size } = readTarHeader(header);
          const content = await take(size);
          const rest = size % BLOCK;
          if (rest > 0) await take(BLOCK - rest);
          yield { name, content };
        }
      } catch (error) {
        if (error instanceof BackupRefused) throw error;
        // zlib's words for a torn or flipped stream: unexpected end of file, incorrect header check, invalid distance …
        throw new BackupRefused(`${CUT} (${(error as Error).message})`);
      } finally {
        raw.destroy();
        unpacked.destroy();
      }
    },
  };
}

/** Takes exact numbers of bytes from a stream. */
function byteTaker(source: AsyncIterable<Buffer>): ((count: number) => Promise<Buffer>) & { toEnd(): Promise<void> } {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let bytes = 0;
  const take = async (count: number): Promise<Buffer> => {
    while (bytes < count) {
      const next = await iterator.next();
      if (next.done) throw new BackupRefused(CUT);
      held.push(next.value);
      bytes += next.value.length;
    }
    const all = held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held, bytes);
    held = all.length > count ? [all.subarray(count)] : [];
    bytes -= count;
    return all.subarray(0, count);
  };
  return Object.assign(take, { async toEnd() { if (bytes > 0 || !(await iterator.next()).done) throw new BackupRefused(CUT); } });
}

// The tar format of POSIX 1003.1-1988 (ustar): 512-byte blocks, octal numbers, a checksum over the header.
const BLOCK = 512;
function tarHeader(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`a name too long for the archive: ${name}`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
  header.write(name, 0, 'utf8');
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
function readTarHeader(header: Buffer): { readonly name: string; readonly size: number } {
  const text = (from: number, length: number): string => header.toString('utf8', from, from + length).replace(/\0.*$/su, '');
  const size = Number.parseInt(text(124, 12), 8);
  if (header.toString('latin1', 257, 262) !== 'ustar' || Number.parseInt(text(148, 8), 8) !== checksum(header) || !(size >= 0) || size > LARGEST_ENTRY) throw new BackupRefused(CUT);
  return { name: text(0, 100), size };
}
function checksum(header: Buffer): number {
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  return sum;
}
