import type { Officer } from '../../../shared/actor.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { SigningForm, SigningRight } from '../domain/index.ts';
import type { SigningStore } from '../ports.ts';

interface Row { id: string; officer_id: string; agency_id: number; form: SigningForm; principal_title: string; own_title: string; basis: string; valid_from: string; valid_to: string | null; revoked: boolean }
const COLUMNS = 'id, officer_id, agency_id, form, principal_title, own_title, basis, valid_from, valid_to, revoked_at IS NOT NULL AS revoked';
const toRight = (row: Row): SigningRight => ({ id: row.id, officerId: row.officer_id, agencyId: row.agency_id, form: row.form, principalTitle: row.principal_title, ownTitle: row.own_title, basis: row.basis, from: row.valid_from as PlainDate, to: row.valid_to as PlainDate | null, revoked: row.revoked });
const scopeOf = (by: Officer) => ({ kind: 'officer', officerId: by.officerId, agencyIds: by.agencyIds } as const);

export function signingStore(db: Database): SigningStore {
  return {
    async signingOf(officerId) { return (await db.read.query<Row>(sql(`SELECT ${COLUMNS} FROM organisation_signing WHERE officer_id = $1 ORDER BY valid_from DESC, id`, [officerId], 'organisation.signing'))).map(toRight); },
    async giveSigning(by, right, now) {
      await db.inScope(scopeOf(by), 'writes', async (tx) => {
        await tx.query(sql('INSERT INTO organisation_signing (id, officer_id, agency_id, form, principal_title, own_title, basis, valid_from, valid_to, granted_by, granted_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)',
          [right.id, right.officerId, right.agencyId, right.form, right.principalTitle, right.ownTitle, right.basis, right.from, right.to, by.officerId, now]));
        await tx.query(sql('INSERT INTO organisation_change (at, by_officer, officer_id, agency_id, what, detail) VALUES ($1,$2,$3,$4,$5,$6)', [now, by.officerId, right.officerId, right.agencyId, 'signing.give', JSON.stringify({ form: right.form, basis: right.basis, from: right.from, to: right.to })]));
      });
    },
    async endSigning(by, right, now) {
      await db.inScope(scopeOf(by), 'writes', async (tx) => {
        await tx.query(sql('UPDATE organisation_signing SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [right.id, now]));
        await tx.query(sql('INSERT INTO organisation_change (at, by_officer, officer_id, agency_id, what, detail) VALUES ($1,$2,$3,$4,$5,$6)', [now, by.officerId, right.officerId, right.agencyId, 'signing.end', JSON.stringify({ form: right.form })]));
      });
    },
  };
}
