import type { Ids } from '../../../shared/id.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { tidy } from '../../../shared/text.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import { checkOfficer, isAgencyCode, normaliseUsername, type OfficerRefusal } from '../domain/index.ts';
import type { PasswordHasher } from '../ports.ts';

export interface FirstAdministrator {
  /** the authority that runs this installation */
  readonly agency: { readonly code: string; readonly codeProvisional: boolean; readonly name: string; readonly shortName: string; readonly kind: 'province' | 'commune'; readonly communeCode: string | null };
  readonly name: string; readonly title: string; readonly username: string;
}
const FIRST_LOCK = 7_706_210;

/**
 * Opens an empty installation: its authority and one administrator, who then makes everybody else on the pages. Refused
 * as soon as there is any officer, so it cannot serve as a back door. The one-time password is returned, never stored.
 */
export async function addFirstAdministrator(db: Database, deps: { readonly hasher: PasswordHasher; readonly ids: Ids }, asked: FirstAdministrator, now: Date): Promise<Result<{ readonly password: string }, OfficerRefusal | 'code-shape' | 'not-empty'>> {
  const officer = { name: tidy(asked.name), title: tidy(asked.title), username: normaliseUsername(asked.username) };
  const wrong = checkOfficer(officer);
  if (wrong) return refuse(wrong);
  if (!isAgencyCode(asked.agency.code)) return refuse('code-shape');
  const password = deps.ids.secret(16).replace(/.{4}(?=.)/gu, '$&-');
  const passwordHash = await deps.hasher.hash(password);
  return db.inScope({ kind: 'public' }, 'writes', async (tx) => {
    await tx.query(sql('SELECT pg_advisory_xact_lock($1)', [FIRST_LOCK]));
    if ((await tx.query(sql('SELECT 1 FROM organisation_officer LIMIT 1'))).length > 0) return refuse('not-empty');
    const { agency } = asked;
    const today = vietnamDate(now);
    const [made] = await tx.query<{ id: number }>(sql(
      'INSERT INTO organisation_agency (code, code_provisional, name, short_name, kind, body_id, valid_from, commune_code) VALUES ($1, $2, $3, $4, $5, 0, $6, $7) RETURNING id',
      [agency.code, agency.codeProvisional, tidy(agency.name), tidy(agency.shortName), agency.kind, today, agency.communeCode]));
    const id = deps.ids.uuid();
    await tx.query(sql('INSERT INTO organisation_officer (id, name, title, username, active, created_at) VALUES ($1, $2, $3, $4, true, $5)', [id, officer.name, officer.title, officer.username, now]));
    await tx.query(sql('INSERT INTO organisation_credential (officer_id, password_hash, must_change, changed_at) VALUES ($1, $2, true, $3)', [id, passwordHash, now]));
    await tx.query(sql("INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, granted_at) VALUES ($1, $2, $3, 'admin', $4, $5)", [deps.ids.uuid(), id, made?.id, today, now]));
    await tx.query(sql("INSERT INTO organisation_change (at, officer_id, agency_id, what, detail) VALUES ($1, $2, $3, 'officer.add', $4)", [now, id, made?.id, JSON.stringify({ first: true, username: officer.username })]));
    return ok({ password });
  });
}
