import { createHmac, timingSafeEqual } from 'node:crypto';

/** Fields of a message in the order in which they are signed. A field that is not there is signed as empty. */
export const MESSAGE_FIELDS = ['message', 'key', 'reference', 'seq', 'state', 'at', 'number', 'reason'] as const;
const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text, 'utf8').digest('hex');

/** One field a line, the length in front: no value can pass for two. */
export const messageText = (fields: Readonly<Record<string, string>>): string => MESSAGE_FIELDS.map((name) => { const value = (fields[name] ?? '').normalize('NFC'); return `${name}:${Buffer.byteLength(value)}:${value}`; }).join('\n');
export const signMessage = (secret: string, fields: Readonly<Record<string, string>>): string => hmac(secret, messageText(fields));
/** A call is signed over method, path, moment and body, so that none of them can be taken for another call's. */
export const signCall = (secret: string, method: string, path: string, moment: string, body: string): string => hmac(secret, `${method}\n${path}\n${moment}\n${body}`);
/** Constant time. */
export function sameSignature(expected: string, given: unknown): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(expected, 'latin1'), Buffer.from(given, 'latin1'));
}
