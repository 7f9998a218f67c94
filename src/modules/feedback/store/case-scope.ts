import { blindIndex, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable, type Scope } from '../../../platform/postgres/database.ts';
import type { CaseScope } from '../ports.ts';

export const trackingHash = (keyring: Keyring, secret: string): Buffer => blindIndex(keyring, 'feedback-tracking', secret);

/** The look-up by code and secret is a scope of its own; the settings are the same as for any other. */
export const inCaseScope = (db: Database, keyring: Keyring) => <T>(scope: CaseScope, access: 'reads' | 'writes', work: (tx: Queryable) => Promise<T>): Promise<T> =>
  db.inScope(scope.kind === 'tracking' ? { kind: 'public' } : (scope as Scope), access, async (tx) => {
    if (scope.kind === 'tracking') await tx.query(sql("SELECT set_config('mc.kind', 'tracking', true), set_config('mc.tracking', $1, true)", [trackingHash(keyring, scope.secret).toString('hex')]));
    return work(tx);
  });
