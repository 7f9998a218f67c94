/** Source of identifiers and secrets, passed in like the clock. */
export interface Ids {
  /** A time-ordered UUID (version 7), so that indexes grow at one end. */
  uuid(): string;
  /** `length` characters of Crockford base 32 without I, L, O, U: 5 bits each, easy to read out on the telephone. */
  secret(length: number): string;
}
/** Whether a text that came from outside is written like an id; anything else names nothing and is not asked for. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text);
export const SECRET_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Forgives what people mistype or mishear in a secret: case, spaces, dashes, O for 0, I and L for 1. */
export function normaliseSecret(typed: string): string {
  return typed.toUpperCase().replace(/[\s.-]+/gu, '').replace(/O/gu, '0').replace(/[IL]/gu, '1');
}
