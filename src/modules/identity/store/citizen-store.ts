import type { Assurance } from '../../../shared/actor.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { Masked } from '../../../platform/crypto/masked.ts';
import { blindIndex, open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { emailKey, type Gender, type IdentityClaims } from '../domain/index.ts';
import type { CitizenStore } from '../ports.ts';

interface CitizenRow { id: string; name: string; gender: Gender | null; birth_date: PlainDate | null; assurance: Assurance; personal_id: string | null; phone: string | null; email: string | null; address: string | null; former_id: string | null; tax_code: string | null }
type Sealed = 'subject' | 'personal_id' | 'phone' | 'email' | 'address' | 'former_id' | 'tax_code';

/** Accounts of citizens; everything but name, gender and date of birth is sealed. */
export function citizenStore(db: Database, ring: Keyring): CitizenStore {
  const place = (column: Sealed, id: string): string => `identity_citizen|${column}|${id}`;
  const sealed = (column: Sealed, id: string, value: string | null): string | null => (value === null ? null : seal(ring, place(column, id), value));
  const opened = (column: Sealed, id: string, value: string | null): Masked | null => (value === null ? null : new Masked(open(ring, place(column, id), value)));
  const index = (purpose: string, value: string | null): Buffer | null => (value === null ? null : blindIndex(ring, purpose, value));

  function valuesOf(id: string, claims: IdentityClaims, now: Date): readonly unknown[] {
    return [
      id, claims.issuer, sealed('subject', id, claims.subject), claims.name, claims.gender, claims.birthDate, claims.assurance,
      sealed('personal_id', id, claims.personalId), index('personal-id', claims.personalId), sealed('phone', id, claims.phone), index('phone', claims.phone),
      sealed('email', id, claims.email), index('email', claims.email === null ? null : emailKey(claims.email)), sealed('address', id, claims.address),
      sealed('former_id', id, claims.formerId), sealed('tax_code', id, claims.taxCode), now,
    ];
  }
  // What the provider leaves out today is kept from before.
  async function write(tx: Queryable, id: string, claims: IdentityClaims, now: Date): Promise<void> {
    await tx.query(sql(
      `INSERT INTO identity_citizen AS c (id, issuer, subject, name, gender, birth_date, assurance, personal_id, personal_id_index, phone, phone_index, email, email_index, address, former_id, tax_code, created_at, signed_in_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, assurance = excluded.assurance, signed_in_at = excluded.signed_in_at,
         gender = coalesce(excluded.gender, c.gender), birth_date = coalesce(excluded.birth_date, c.birth_date),
         personal_id = coalesce(excluded.personal_id, c.personal_id), personal_id_index = coalesce(excluded.personal_id_index, c.personal_id_index),
         phone = coalesce(excluded.phone, c.phone), phone_index = coalesce(excluded.phone_index, c.phone_index),
         email = coalesce(excluded.email, c.email), email_index = coalesce(excluded.email_index, c.email_index),
         address = coalesce(excluded.address, c.address), former_id = coalesce(excluded.former_id, c.former_id), tax_code = coalesce(excluded.tax_code, c.tax_code)`,
      valuesOf(id, claims, now)));
  }

  return {
    async signIn(claims, newId, now) {
      const key = blindIndex(ring, 'identity-account', `${claims.issuer}\0${claims.subject}`);
      // Twice at most: the second time round finds the account that somebody else's first sign-in has just made.
      for (let round = 0; round < 3; round++) {
        const [known] = await db.write.query<{ citizen_id: string }>(sql('SELECT citizen_id FROM identity_account WHERE account_key = $1', [key], 'identity.account'));
        const id = known?.citizen_id ?? newId();
        const done = await db.inScope({ kind: 'citizen', citizenId: id }, 'writes', async (tx) => {
          if (!known) {
            const made = await tx.query(sql('INSERT INTO identity_account (account_key, citizen_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING citizen_id', [key, id]));
            if (made.length === 0) return false;
          }
          await write(tx, id, claims, now);
          return true;
        });
        if (done) return id;
      }
      throw new Error('the account was neither found nor made');
    },
    async profile(citizenId) {
      const [row] = await db.inScope({ kind: 'citizen', citizenId }, 'reads', (tx) => tx.query<CitizenRow>(sql(
        'SELECT id, name, gender, birth_date, assurance, personal_id, phone, email, address, former_id, tax_code FROM identity_citizen WHERE id = $1', [citizenId])));
      if (!row) return null;
      return {
        citizenId: row.id, name: row.name, assurance: row.assurance, gender: row.gender, birthDate: row.birth_date,
        personalId: opened('personal_id', row.id, row.personal_id), formerId: opened('former_id', row.id, row.former_id), phone: opened('phone', row.id, row.phone),
        email: opened('email', row.id, row.email), address: opened('address', row.id, row.address), taxCode: opened('tax_code', row.id, row.tax_code),
      };
    },
  };
}
