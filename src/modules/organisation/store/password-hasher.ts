import { randomBytes } from 'node:crypto';
import type { PasswordHasher } from '../ports.ts';

/** argon2id with 19 MiB and two passes: OWASP's first choice, about 40 ms of one core here. Its work runs outside the event loop. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function argon2idHasher(): PasswordHasher {
  // Loaded for whoever asks for passwords: the worker shares this module and never does.
  const library = import('@node-rs/argon2');
  return {
    hash: async (password) => (await library).hash(password, ARGON2),
    verify: async (passwordHash, password) => (await library).verify(passwordHash, password),
    // Made when the program starts, so that the first wrong name does not take longer than the second.
    decoy: library.then(({ hash }) => hash(randomBytes(24), ARGON2)),
  };
}
