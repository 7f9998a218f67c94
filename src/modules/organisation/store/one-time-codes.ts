import { createHmac } from 'node:crypto';
import { SECRET_ALPHABET, type Ids } from '../../../shared/id.ts';
import { BASE32, codeOf, counterBytes, fromBase32, SECOND_FACTOR } from '../domain/index.ts';
import type { OneTimeCodes } from '../ports.ts';

/** letters of chance for one recovery code: 80 bits, so that no code is more than a hair likelier than another */
const RECOVERY_CHANCE = 16;

/** SHA-1 because that is what every authenticator speaks; the keyed hash does not rest on what SHA-1 has lost (RFC 6238 B, RFC 6194 3.3). */
export function oneTimeCodes(ids: Pick<Ids, 'secret'>): OneTimeCodes {
  const chance = (letters: number): number[] => [...ids.secret(letters)].map((letter) => SECRET_ALPHABET.indexOf(letter));
  return {
    newSecret: () => chance((SECOND_FACTOR.secretBytes * 8) / 5).map((five) => BASE32[five]).join(''),
    newRecovery: () => String(chance(RECOVERY_CHANCE).reduce((sum, five) => sum * 32n + BigInt(five), 0n) % 10n ** BigInt(SECOND_FACTOR.recoveryDigits)).padStart(SECOND_FACTOR.recoveryDigits, '0'),
    codeAt: (secret, step) => codeOf(createHmac('sha1', fromBase32(secret)).update(counterBytes(step)).digest()),
  };
}
