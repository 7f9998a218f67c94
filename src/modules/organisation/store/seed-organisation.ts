import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../../shared/actor.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { sql, type Queryable } from '../../../platform/postgres/database.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import type { AgencyKind } from '../domain/index.ts';
import type { PasswordHasher } from '../ports.ts';

export interface OrganisationSeed {
  readonly note: string;
  /** documented password of every demo officer */ readonly password: string;
  readonly agencies: readonly { readonly id: number; readonly code: string; readonly codeProvisional: boolean; readonly name: string; readonly shortName: string; readonly kind: AgencyKind; readonly parentId: number | null; readonly validFrom: string | null; readonly validTo: string | null; readonly successorId: number | null; readonly communeCode: string | null; readonly address: string | null; readonly phone: string | null; readonly officeNote: string | null; readonly sourceNote: string | null }[];
  readonly officers: readonly { readonly id: string; readonly username: string; readonly name: string; readonly title: string; readonly agencyId: number; readonly roles: readonly Role[] }[];
  /** who signs for the head */ readonly signing?: readonly { readonly id: string; readonly officerId: string; readonly agencyId: number; readonly form: string; readonly principalTitle: string; readonly ownTitle: string; readonly basis: string; readonly from: string }[];
}

export const readOrganisationSeed = (): OrganisationSeed =>
  JSON.parse(readFileSync(join(packageRoot(), 'demo', 'organisation.json'), 'utf8')) as OrganisationSeed;

/**
 * Puts the demo's agencies and officers in, once: what is there already stays as it is. Roles begin with the agency, or
 * `since` for one without a beginning. All demo officers share one password, so one hash is computed for all of them.
 */
export async function seedOrganisation(tx: Queryable, hasher: PasswordHasher, seed: OrganisationSeed, now: Date): Promise<{ agencies: number; officers: number }> {
  let agencies = 0;
  for (const one of seed.agencies) {
    const rows = await tx.query(sql(
      `INSERT INTO organisation_agency (id, code, code_provisional, name, short_name, kind, parent_id, body_id, valid_from, valid_to, successor_id, commune_code, address, phone, office_note, source_note)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $1, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING RETURNING id`,
      [one.id, one.code, one.codeProvisional, one.name, one.shortName, one.kind, one.parentId, one.validFrom, one.validTo, one.successorId, one.communeCode, one.address, one.phone, one.officeNote, one.sourceNote]));
    agencies += rows.length;
  }
  const there = new Set((await tx.query<{ id: string }>(sql('SELECT id FROM organisation_officer WHERE id = ANY($1::uuid[])', [seed.officers.map((one) => one.id)]))).map((row) => row.id));
  const missing = seed.officers.filter((one) => !there.has(one.id));
  if (missing.length === 0) return { agencies, officers: 0 };
  const passwordHash = await hasher.hash(seed.password);
  const began = new Map(seed.agencies.map((one) => [one.id, one.validFrom]));
  for (const one of missing) {
    await tx.query(sql('INSERT INTO organisation_officer (id, name, title, username, active, created_at) VALUES ($1, $2, $3, $4, true, $5)', [one.id, one.name, one.title, one.username, now]));
    await tx.query(sql('INSERT INTO organisation_credential (officer_id, password_hash, must_change, changed_at) VALUES ($1, $2, false, $3)', [one.id, passwordHash, now]));
    for (const [n, role] of one.roles.entries()) {
      await tx.query(sql('INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, granted_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [assignmentId(one.id, n), one.id, one.agencyId, role, began.get(one.agencyId) ?? vietnamDate(now), now]));
    }
  }
  for (const one of seed.signing ?? []) {
    await tx.query(sql('INSERT INTO organisation_signing (id, officer_id, agency_id, form, principal_title, own_title, basis, valid_from, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING',
      [one.id, one.officerId, one.agencyId, one.form, one.principalTitle, one.ownTitle, one.basis, one.from, now]));
  }
  return { agencies, officers: missing.length };
}

/** Made from the officer's own id, so that seeding twice makes the same rows. */
const assignmentId = (officerId: string, n: number): string => `${officerId.slice(0, 19)}a${n.toString(16)}${officerId.slice(21)}`;
