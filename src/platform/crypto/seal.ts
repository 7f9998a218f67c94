import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hash, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';

/**
 * Personal values at rest: AES-256-GCM under a key from the keyring (outside the database), with the place where the
 * value stands as additional data, so that a sealed value copied elsewhere does not open. Equality search goes by a
 * keyed hash: twelve digits can be guessed, so an unkeyed hash would be no protection.
 */
export interface Keyring {
  /** id of the key that seals; older ones only open */ readonly current: string;
  readonly keys: Readonly<Record<string, Buffer>>;
  /** for blind indexes, tracking secrets, cookies */ readonly lookup: Buffer;
}

const objects = new WeakMap<Buffer, KeyObject>();
/** Node examines key bytes anew at each use; made into an object once, a keyed hash takes 2.4 µs in place of 11, a seal 4.4 in place of 14. */
export function keyObject(key: Buffer): KeyObject {
  let made = objects.get(key);
  if (!made) { made = createSecretKey(key); objects.set(key, made); }
  return made;
}

/** `place` is `table|column|row id`. Returns `keyId.base64url(iv|tag|ciphertext)`. */
export function seal(ring: Keyring, place: string, plain: string | Buffer): string {
  return `${ring.current}.${sealBytes(ring, place, typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain).toString('base64url')}`;
}
export function open(ring: Keyring, place: string, sealed: string): string {
  const dot = sealed.indexOf('.');
  return openBytes(ring, place, sealed.slice(0, dot), Buffer.from(sealed.slice(dot + 1), 'base64url')).toString('utf8');
}
export function sealBytes(ring: Keyring, place: string, plain: Buffer): Buffer {
  const key = ring.keys[ring.current];
  if (!key) throw new Error('the keyring lacks its current key');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyObject(key), iv);
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}
export function openBytes(ring: Keyring, place: string, keyId: string, sealed: Buffer): Buffer {
  const key = ring.keys[keyId];
  if (!key) throw new Error(`the keyring lacks key ${keyId}`);
  const decipher = createDecipheriv('aes-256-gcm', keyObject(key), sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(place, 'utf8'));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
/** Keyed hash for equality search; `purpose` keeps a phone number and a personal number with the same digits apart. */
export const blindIndex = (ring: Keyring, purpose: string, value: string): Buffer =>
  createHmac('sha256', keyObject(ring.lookup)).update(`${purpose}\0${value}`, 'utf8').digest();
export const sha256 = (value: string | Buffer): Buffer => hash('sha256', value, 'buffer');
export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
