import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProviderKeys { readonly jwks: { readonly keys: readonly unknown[] }; readonly cookies: readonly string[] }

/** Made once and kept, so that what was signed before a restart is still accepted after it. */
export function readOrMakeKeys(folder: string): ProviderKeys {
  const file = join(folder, 'identity-provider-simulator.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ProviderKeys;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys: ProviderKeys = {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') }] },
    cookies: [randomBytes(32).toString('base64url')],
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, JSON.stringify(keys), { mode: 0o600 });
  renameSync(half, file);
  return keys;
}
