import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 over `timestamp.payload`, in hex: the time cannot be changed without the secret, so a recording grows old. */
export const signatureOf = (secret: string, timestamp: string, payload: string): string => createHmac('sha256', secret).update(`${timestamp}.${payload}`, 'utf8').digest('hex');
export function sameSignature(secret: string, timestamp: string, payload: string, given: string): boolean {
  const right = Buffer.from(signatureOf(secret, timestamp, payload), 'hex');
  const told = /^[0-9a-f]{64}$/iu.test(given) ? Buffer.from(given, 'hex') : Buffer.alloc(right.length);
  return timingSafeEqual(right, told) && /^[0-9a-f]{64}$/iu.test(given);
}
export const hashOf = (secret: string, text: string): Buffer => createHmac('sha256', secret).update(text, 'utf8').digest();
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
