import { createHash, createHmac } from 'node:crypto';

/** The carrier's own hand: written from the description of the protocol, apart from the program's adapter, so that each checks the other. */
export const sign = (secret: string, timestamp: string, text: string): string => createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex');
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** RFC 4226: the code that the clerk's device shows for a list and its own number. */
export function clerkCode(secret: string, text: string, clerkNumber: string): string {
  const hash = createHmac('sha256', secret).update(`${text}|${clerkNumber}`).digest();
  const offset = hash[hash.length - 1]! & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 100_000_000).padStart(8, '0');
}

const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7] as const;
/** `VE000000017VN`: a number of the Universal Postal Union's shape S10, with its check digit. */
export function parcelNumber(serial: number): string {
  const digits = String(serial).padStart(8, '0');
  const rest = 11 - (WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11);
  return `VE${digits}${rest === 10 ? 0 : rest === 11 ? 5 : rest}VN`;
}
