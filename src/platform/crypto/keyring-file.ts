import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { Keyring } from './seal.ts';

interface Stored { readonly current: string; readonly keys: Record<string, string>; readonly lookup: string }

/** The keys lie in a file outside the database and outside its backups; only the owner may read it. Made on the first start. */
export function loadKeyring(file: string, mayCreate: boolean): Keyring {
  if (!existsSync(file)) {
    if (!mayCreate) throw new Error(`the keyring ${file} is missing: without it nothing sealed can be opened. Restore it from where it is kept`);
    const made: Stored = { current: 'k1', keys: { k1: randomBytes(32).toString('base64') }, lookup: randomBytes(32).toString('base64') };
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' });
  }
  if ((statSync(file).mode & 0o077) !== 0) throw new Error(`the keyring ${file} can be read by others: run chmod 600 ${file}`);
  const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored;
  const keys = Object.fromEntries(Object.entries(stored.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]));
  for (const key of [...Object.values(keys), Buffer.from(stored.lookup, 'base64')]) if (key.length !== 32) throw new Error(`the keyring ${file} holds a key that is not 32 bytes`);
  return { current: stored.current, keys, lookup: Buffer.from(stored.lookup, 'base64') };
}
