import { createHmac, randomBytes } from 'node:crypto';
import { keyObject } from './seal.ts';
import { SECRET_ALPHABET, type Ids } from '../../shared/id.ts';

/** UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then randomness. */
export function uuidV7(now: number, random: Buffer = randomBytes(10)): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  random.copy(bytes, 6, 0, 10);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
export const base32 = (bytes: Buffer, length: number): string => Array.from({ length }, (_, i) => SECRET_ALPHABET[(bytes[i] ?? 0) & 31]).join('');
export const systemIds: Ids = { uuid: () => uuidV7(Date.now()), secret: (length) => base32(randomBytes(length), length) };
/** A secret that always comes out the same for one name under one key; nobody without the key can tell it. */
export const derivedSecret = (key: Buffer, purpose: string, name: string, length: number): string => base32(createHmac('sha256', keyObject(key)).update(`${purpose}\0${name}`).digest(), length);
