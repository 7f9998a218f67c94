import type { Officer } from '../src/shared/actor.ts';
import { vietnamDate } from '../src/shared/plain-date.ts';
import { readOrganisationSeed } from '../src/modules/organisation/index.ts';
import { sql, type Database } from '../src/platform/postgres/database.ts';

export const officerId = (username: string): string | null => readOrganisationSeed().officers.find((one) => one.username === username)?.id ?? null;
/** One of the demo's officers with the rights of that moment; `username` as for signing in, «tiepnhan.hamliem». */
export async function demoOfficer(db: Database, username: string, now: Date): Promise<Officer | null> {
  const id = officerId(username);
  const [row] = await db.read.query<{ name: string; title: string; agency_id: number; agency_ids: number[]; roles: Officer['roles'] }>(sql('SELECT name, title, agency_id, agency_ids, roles FROM v_officer_rights($1, $2, NULL)', [id, vietnamDate(now)]));
  return id && row ? { kind: 'officer', officerId: id, name: row.name, title: row.title, agencyId: row.agency_id, agencyIds: row.agency_ids, roles: row.roles } : null;
}
