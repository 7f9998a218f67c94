import { createHash, type Hash } from 'node:crypto';
import { createHmac } from 'node:crypto';
import { sameBytes, type Keyring } from '../../platform/crypto/seal.ts';
import { BackupRefused, MANIFEST, MANIFEST_MAC, type BackupEntry } from './archive.ts';
import type { SequenceState } from './tables.ts';

/** What a backup says of itself; the last entry, with a keyed hash beside it. */
export interface Manifest {
  readonly format: 1; readonly program: string; readonly createdAt: string; readonly postgres: number;
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[]; /** of the job queue's own library */ readonly queueMigration: number;
  readonly keyring: { /** says which ring it is, and nothing about its keys */ readonly id: string; readonly keys: Readonly<Record<string, string>> };
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly rows: number; readonly parts: number; readonly sha256: string }[];
  readonly sequences: readonly SequenceState[];
  readonly files: { readonly count: number; readonly bytes: number; /** rows of files without dossier whose bytes were removed while the backup was made */ readonly gone: readonly string[]; /** files of dossiers that had no bytes: the installation was not whole */ readonly missing: readonly string[] };
  readonly dossiers: number;
  /** one hash over name, size and hash of every entry before this one, in order */ readonly contents: string;
}

const short = (key: Buffer, purpose: string): string => createHmac('sha256', key).update(purpose).digest('hex').slice(0, 16);
/** Tells one ring from another without telling a key. */
export const keyringId = (ring: Keyring): string => short(ring.lookup, 'mot-cua keyring');
export const keyIds = (ring: Keyring): Record<string, string> => Object.fromEntries(Object.entries(ring.keys).map(([id, key]) => [id, short(key, 'mot-cua key')]));
const macOf = (ring: Keyring, text: Buffer): Buffer => createHmac('sha256', ring.lookup).update('mot-cua backup manifest\0').update(text).digest();

export function sealManifest(manifest: Manifest, ring: Keyring): readonly BackupEntry[] {
  const content = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`, 'utf8');
  return [{ name: MANIFEST, content }, { name: MANIFEST_MAC, content: Buffer.from(`${macOf(ring, content).toString('hex')}\n`, 'utf8') }];
}

/** Refuses what another keyring made or somebody altered. */
export function openManifest(content: Buffer, mac: Buffer, ring: Keyring): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(content.toString('utf8')) as Manifest;
  } catch {
    throw new BackupRefused(`${MANIFEST} không đọc được. / ${MANIFEST} cannot be read.`);
  }
  if (manifest.format !== 1) throw new BackupRefused(`Bản sao lưu có dạng ${String(manifest.format)}, chương trình này đọc dạng 1. / The backup is of format ${String(manifest.format)}, this program reads format 1.`);
  const wrong = Object.entries(manifest.keyring.keys).filter(([id, mark]) => keyIds(ring)[id] !== mark).map(([id]) => id);
  if (manifest.keyring.id !== keyringId(ring) || wrong.length > 0) throw new BackupRefused(`Tệp khóa hiện có không phải tệp khóa của bản sao lưu này${wrong.length > 0 ? ` (khóa ${wrong.join(', ')})` : ''}: dữ liệu niêm phong sẽ không mở được. Lấy đúng tệp khóa từ nơi cất giữ.\nThe keyring here is not the one of this backup: what is sealed could not be opened. Bring the right keyring from where it is kept.`);
  if (!sameBytes(Buffer.from(mac.toString('utf8').trim(), 'hex'), macOf(ring, content))) throw new BackupRefused(`${MANIFEST} đã bị sửa. / ${MANIFEST} was altered.`);
  return manifest;
}

/** The running hash over entries. */
export function contentsHash(): { add(entry: BackupEntry): void; digest(): string } {
  const all: Hash = createHash('sha256');
  return {
    add({ name, content }) { all.update(`${name}\0${content.length}\0${createHash('sha256').update(content).digest('hex')}\n`); },
    digest: () => all.digest('hex'),
  };
}
