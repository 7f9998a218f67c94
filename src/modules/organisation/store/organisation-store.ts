import type { Officer, Role } from '../../../shared/actor.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { sql, type Database, type Queryable, type Scope } from '../../../platform/postgres/database.ts';
import type { Agency, AgencyKind, Assignment } from '../domain/index.ts';
import type { Credential, OrganisationStore, StaffChange, StaffRecord } from '../ports.ts';

interface AgencyRow { id: number; code: string; code_provisional: boolean; name: string; short_name: string; kind: AgencyKind; parent_id: number | null; body_id: number; valid_from: string | null; valid_to: string | null; successor_id: number | null; commune_code: string | null; address: string | null; phone: string | null; office_note: string | null; source_note: string | null }
const AGENCY_COLUMNS = 'id, code, code_provisional, name, short_name, kind, parent_id, body_id, valid_from, valid_to, successor_id, commune_code, address, phone, office_note, source_note';
const toAgency = (row: AgencyRow): Agency => ({
  id: row.id, code: row.code, codeProvisional: row.code_provisional, name: row.name, shortName: row.short_name, kind: row.kind,
  parentId: row.parent_id, bodyId: row.body_id, validFrom: row.valid_from as PlainDate | null, validTo: row.valid_to as PlainDate | null,
  successorId: row.successor_id, communeCode: row.commune_code, address: row.address, phone: row.phone, officeNote: row.office_note, sourceNote: row.source_note,
});

interface StaffRow { id: string; name: string; title: string; username: string; active: boolean; assignments: AssignmentJson[] | null }
interface AssignmentJson { id: string; agency: number; role: Role; from: string; to: string | null; deputy: string | null; revoked: boolean }
const toStaff = (row: StaffRow): StaffRecord => ({
  id: row.id, name: row.name, title: row.title, username: row.username, active: row.active,
  assignments: (row.assignments ?? []).map((one): Assignment => ({ id: one.id, officerId: row.id, agencyId: one.agency, role: one.role, from: one.from as PlainDate, to: one.to as PlainDate | null, deputyFor: one.deputy, revoked: one.revoked })),
});
const STAFF = `SELECT o.id, o.name, o.title, o.username, o.active,
  (SELECT json_agg(json_build_object('id', a.id, 'agency', a.agency_id, 'role', a.role, 'from', a.valid_from, 'to', a.valid_to, 'deputy', a.deputy_for, 'revoked', a.revoked_at IS NOT NULL) ORDER BY a.valid_from, a.id)
   FROM organisation_assignment a WHERE a.officer_id = o.id) AS assignments
  FROM organisation_officer o`;

interface CredentialRow { officer_id: string; password_hash: string; must_change: boolean; active: boolean }
const toCredential = (row: CredentialRow | undefined): Credential | null =>
  row ? { officerId: row.officer_id, passwordHash: row.password_hash, mustChange: row.must_change, active: row.active } : null;
const CREDENTIAL = 'SELECT c.officer_id, c.password_hash, c.must_change, o.active FROM organisation_officer o JOIN organisation_credential c ON c.officer_id = o.id';

const scopeOf = (by: Officer): Scope => ({ kind: 'officer', officerId: by.officerId, agencyIds: by.agencyIds });

async function note(tx: Queryable, by: Officer | null, now: Date, what: string, about: { officerId?: string; agencyId?: number }, detail: Record<string, unknown> = {}): Promise<void> {
  await tx.query(sql('INSERT INTO organisation_change (at, by_officer, officer_id, agency_id, what, detail) VALUES ($1, $2, $3, $4, $5, $6)',
    [now, by?.officerId ?? null, about.officerId ?? null, about.agencyId ?? null, what, JSON.stringify(detail)]));
}
const duplicate = (error: unknown): boolean => (error as { code?: string }).code === '23505';

/** Agencies, staff and their credentials. Writes run in the administrator's scope, which row-level security compares. */
export function organisationStore(db: Database): OrganisationStore {
  return {
    async agencies() {
      return (await db.read.query<AgencyRow>(sql(`SELECT ${AGENCY_COLUMNS} FROM organisation_agency ORDER BY id`, [], 'organisation.agencies'))).map(toAgency);
    },
    async agency(id) {
      const [row] = await db.read.query<AgencyRow>(sql(`SELECT ${AGENCY_COLUMNS} FROM organisation_agency WHERE id = $1`, [id], 'organisation.agency'));
      return row ? toAgency(row) : null;
    },
    async addAgency(by, draft, now) {
      return db.inScope(scopeOf(by), 'writes', async (tx) => {
        const [row] = await tx.query<{ id: number }>(sql(
          `INSERT INTO organisation_agency (code, code_provisional, name, short_name, kind, parent_id, body_id, valid_from, commune_code, address, phone, office_note)
           VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $11) RETURNING id`,
          [draft.code, draft.codeProvisional, draft.name, draft.shortName, draft.kind, draft.parentId, draft.validFrom, draft.communeCode, draft.address, draft.phone, draft.officeNote]));
        if (!row) throw new Error('the agency was not stored');
        await note(tx, by, now, 'agency.add', { agencyId: row.id }, { code: draft.code, name: draft.name });
        return row.id;
      });
    },
    async closeAgency(by, id, lastDay, successorId, now) {
      return db.inScope(scopeOf(by), 'writes', async (tx) => {
        const ended = await tx.query(sql('UPDATE organisation_agency SET valid_to = $2, successor_id = $3 WHERE id = $1 AND valid_to IS NULL RETURNING id', [id, lastDay, successorId]));
        if (ended.length === 0) return false;
        await note(tx, by, now, 'agency.close', { agencyId: id }, { lastDay, successorId });
        return true;
      });
    },
    async staffOf(agencyIds) {
      const rows = await db.read.query<StaffRow>(sql(`${STAFF} WHERE EXISTS (SELECT 1 FROM organisation_assignment a WHERE a.officer_id = o.id AND a.agency_id = ANY($1::int[])) ORDER BY o.active DESC, o.name, o.id LIMIT 1000`, [agencyIds]));
      return rows.map(toStaff);
    },
    async staffMember(id) {
      const [row] = await db.read.query<StaffRow>(sql(`${STAFF} WHERE o.id = $1`, [id]));
      return row ? toStaff(row) : null;
    },
    async addStaff(by, member, passwordHash, grant, now) {
      try {
        await db.inScope(scopeOf(by), 'writes', async (tx) => {
          await tx.query(sql('INSERT INTO organisation_officer (id, name, title, username, active, created_at) VALUES ($1, $2, $3, $4, true, $5)', [member.id, member.name, member.title, member.username, now]));
          await tx.query(sql('INSERT INTO organisation_credential (officer_id, password_hash, must_change, changed_at) VALUES ($1, $2, true, $3)', [member.id, passwordHash, now]));
          await note(tx, by, now, 'officer.add', { officerId: member.id, agencyId: grant.agencyId }, { name: member.name, title: member.title, username: member.username });
          await insertGrant(tx, by, grant, now);
        });
        return 'added';
      } catch (error) {
        if (duplicate(error)) return 'username-taken';
        throw error;
      }
    },
    async grantRole(by, grant, now) {
      await db.inScope(scopeOf(by), 'writes', (tx) => insertGrant(tx, by, grant, now));
    },
    async revokeRole(by, assignment, now) {
      await db.inScope(scopeOf(by), 'writes', async (tx) => {
        const taken = await tx.query(sql('UPDATE organisation_assignment SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id', [assignment.id, now]));
        if (taken.length > 0) await note(tx, by, now, 'role.revoke', { officerId: assignment.officerId, agencyId: assignment.agencyId }, { role: assignment.role });
      });
    },
    async setActive(by, officerId, active, now) {
      await db.inScope(scopeOf(by), 'writes', async (tx) => {
        await tx.query(sql('UPDATE organisation_officer SET active = $2 WHERE id = $1', [officerId, active]));
        await note(tx, by, now, active ? 'officer.enable' : 'officer.disable', { officerId });
      });
    },
    async changesOf(officerId) {
      const rows = await db.read.query<{ at: Date; by_name: string | null; what: string; detail: Record<string, unknown> }>(sql(
        `SELECT c.at, b.name AS by_name, c.what, c.detail FROM organisation_change c LEFT JOIN organisation_officer b ON b.id = c.by_officer
         WHERE c.officer_id = $1 ORDER BY c.id DESC LIMIT 100`, [officerId]));
      return rows.map((row): StaffChange => ({ at: row.at, byName: row.by_name, what: row.what, detail: row.detail }));
    },
    async byUsername(username) {
      return toCredential((await db.read.query<CredentialRow>(sql(`${CREDENTIAL} WHERE o.username = $1`, [username], 'organisation.credential')))[0]);
    },
    async byOfficer(officerId) {
      return toCredential((await db.read.query<CredentialRow>(sql(`${CREDENTIAL} WHERE o.id = $1`, [officerId])))[0]);
    },
    async setPassword(by, officerId, passwordHash, mustChange, now) {
      const scope: Scope = by ? scopeOf(by) : { kind: 'officer', officerId, agencyIds: [] };
      await db.inScope(scope, 'writes', async (tx) => {
        await tx.query(sql('UPDATE organisation_credential SET password_hash = $2, must_change = $3, changed_at = $4 WHERE officer_id = $1', [officerId, passwordHash, mustChange, now]));
        await tx.query(sql('INSERT INTO organisation_change (at, by_officer, officer_id, what) VALUES ($1, $2, $3, $4)', [now, by?.officerId ?? officerId, officerId, by ? 'password.reset' : 'password.change']));
      });
    },
  };
}

async function insertGrant(tx: Queryable, by: Officer, grant: { id: string; officerId: string; agencyId: number; role: Role; from: string; to: string | null; deputyFor: string | null }, now: Date): Promise<void> {
  await tx.query(sql('INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, valid_to, deputy_for, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [grant.id, grant.officerId, grant.agencyId, grant.role, grant.from, grant.to, grant.deputyFor, by.officerId, now]));
  await note(tx, by, now, 'role.grant', { officerId: grant.officerId, agencyId: grant.agencyId }, { role: grant.role, from: grant.from, to: grant.to, deputyFor: grant.deputyFor });
}
