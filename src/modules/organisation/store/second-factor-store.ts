import type { Officer } from '../../../shared/actor.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { blindIndex, open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable, type Scope } from '../../../platform/postgres/database.ts';
import { SECOND_FACTOR, type FactorRule, type Post, type RuledRole } from '../domain/index.ts';
import type { SecondFactorStore } from '../ports.ts';

interface Row { secret_sealed: string; last_step: number; left: number; set_up_at: Date }
interface PostRow { role: Post['role']; valid_from: string; valid_to: string | null; revoked: boolean; body_id: number; parent_id: number | null }
const placeOf = (officerId: string): string => `organisation_second_factor|secret_sealed|${officerId}`;
const own = (officerId: string): Scope => ({ kind: 'officer', officerId, agencyIds: [] });
const scopeOf = (by: Officer): Scope => ({ kind: 'officer', officerId: by.officerId, agencyIds: by.agencyIds });

/** Rows are reached in the scope of their officer, or of an administrator, who may only empty them: row-level security compares. */
export function secondFactorStore(db: Database, ring: Keyring): SecondFactorStore {
  const hashOf = (officerId: string, digits: string): Buffer => blindIndex(ring, 'recovery-code', `${officerId}\0${digits}`);
  const hashes = (officerId: string, codes: readonly string[]): Buffer[] => codes.map((one) => hashOf(officerId, one));
  /** one statement that changes a row and says so, with its note when it did */
  const changed = (scope: Scope, note: { readonly by: string; readonly officerId: string; readonly what: string; readonly at: Date }, text: string, values: readonly unknown[]): Promise<boolean> =>
    db.inScope(scope, 'writes', async (tx) => {
      const rows = await tx.query<{ left: number }>(sql(text, values));
      const [row] = rows;
      if (row) await tx.query(sql('INSERT INTO organisation_change (at, by_officer, officer_id, what, detail) VALUES ($1, $2, $3, $4, $5)', [note.at, note.by, note.officerId, note.what, JSON.stringify({ codesLeft: row.left })]));
      return row !== undefined;
    });
  return {
    async find(officerId) {
      const [row] = await db.inScope(own(officerId), 'reads', (tx) => tx.query<Row>(sql(
        'SELECT secret_sealed, last_step, cardinality(recovery) AS left, set_up_at FROM organisation_second_factor WHERE officer_id = $1 AND secret_sealed IS NOT NULL', [officerId], 'organisation.second-factor')));
      return row ? { secret: open(ring, placeOf(officerId), row.secret_sealed), mark: row.secret_sealed, lastStep: row.last_step, setUpAt: row.set_up_at, codesLeft: row.left } : null;
    },
    async takeStep(officerId, read, step, press, now) {
      const pressed = press === null ? null : blindIndex(ring, 'second-factor-press', `${officerId}\0${press}`);
      const taken = await db.inScope(own(officerId), 'writes', (tx) => tx.query(sql(
        `UPDATE organisation_second_factor SET last_step = $3, pressed = $4, pressed_at = CASE WHEN last_step < $3 THEN $5 ELSE pressed_at END
         WHERE officer_id = $1 AND secret_sealed = $2 AND (last_step < $3 OR (last_step = $3 AND pressed = $4 AND pressed_at > $6)) RETURNING 1`,
        [officerId, read.mark, step, pressed, now, new Date(now.getTime() - SECOND_FACTOR.pressSeconds * 1_000)])));
      return taken.length > 0;
    },
    takeRecovery: (officerId, digits, now) => changed(own(officerId), { by: officerId, officerId, what: 'second-factor.recovery', at: now },
      'UPDATE organisation_second_factor SET recovery = array_remove(recovery, $2) WHERE officer_id = $1 AND secret_sealed IS NOT NULL AND $2 = ANY (recovery) RETURNING cardinality(recovery) AS left', [officerId, hashOf(officerId, digits)]),
    turnOn: (officerId, made, replaces, now) => changed(own(officerId), { by: officerId, officerId, what: replaces ? 'second-factor.replace' : 'second-factor.on', at: now },
      `INSERT INTO organisation_second_factor AS f (officer_id, secret_sealed, last_step, recovery, set_up_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (officer_id) DO UPDATE SET pressed = NULL, pressed_at = NULL, secret_sealed = excluded.secret_sealed, last_step = excluded.last_step, recovery = excluded.recovery, set_up_at = excluded.set_up_at
       WHERE f.secret_sealed IS NOT DISTINCT FROM $6 RETURNING cardinality(recovery) AS left`,
      [officerId, seal(ring, placeOf(officerId), made.secret), made.step, hashes(officerId, made.recovery), now, replaces?.mark ?? null]),
    renewRecovery: (officerId, recovery, now) => changed(own(officerId), { by: officerId, officerId, what: 'second-factor.codes', at: now },
      'UPDATE organisation_second_factor SET recovery = $2 WHERE officer_id = $1 AND secret_sealed IS NOT NULL RETURNING cardinality(recovery) AS left', [officerId, hashes(officerId, recovery)]),
    turnOff: (officerId, now) => changed(own(officerId), { by: officerId, officerId, what: 'second-factor.off', at: now }, EMPTIED, [officerId]),
    remove: (by, officerId, now) => changed(scopeOf(by), { by: by.officerId, officerId, what: 'second-factor.remove', at: now }, EMPTIED, [officerId]),
    async setUpBy(by, officerIds) {
      const rows = await db.inScope(scopeOf(by), 'reads', (tx) => tx.query<{ officer_id: string; set_up_at: Date }>(sql('SELECT officer_id, set_up_at FROM organisation_second_factor WHERE officer_id = ANY ($1::uuid[]) AND secret_sealed IS NOT NULL', [officerIds])));
      return new Map(rows.map((row) => [row.officer_id, row.set_up_at]));
    },
    async postsOf(officerId) {
      const rows = await db.read.query<PostRow>(sql(
        `SELECT a.role, a.valid_from, a.valid_to, a.revoked_at IS NOT NULL AS revoked, g.body_id, b.parent_id
         FROM organisation_assignment a JOIN organisation_agency g ON g.id = a.agency_id JOIN organisation_agency b ON b.id = g.body_id WHERE a.officer_id = $1`, [officerId], 'organisation.posts'));
      return rows.map((row): Post => ({ role: row.role, from: row.valid_from as PlainDate, to: row.valid_to as PlainDate | null, revoked: row.revoked, bodyId: row.body_id, aboveId: row.parent_id }));
    },
    rulesOf: (agencyIds) => rulesOf(db.read, agencyIds),
    async setRule(by, rule, now) {
      await db.inScope(scopeOf(by), 'writes', async (tx) => {
        await tx.query(sql(`INSERT INTO organisation_second_factor_rule (agency_id, role, since, changed_at) VALUES ($1, $2, $3, $4)
          ON CONFLICT (agency_id, role) DO UPDATE SET since = excluded.since, changed_at = excluded.changed_at`, [rule.agencyId, rule.role, rule.since, now]));
        await tx.query(sql("INSERT INTO organisation_change (at, by_officer, agency_id, what, detail) VALUES ($1, $2, $3, 'second-factor.rule', $4)", [now, by.officerId, rule.agencyId, JSON.stringify({ role: rule.role, since: rule.since })]));
      });
    },
  };
}
/** Takes secret and codes out of a row; none is returned where there were none. */
export const EMPTIED = "UPDATE organisation_second_factor SET secret_sealed = NULL, recovery = '{}', pressed = NULL, pressed_at = NULL WHERE officer_id = $1 AND secret_sealed IS NOT NULL RETURNING 0 AS left";

async function rulesOf(read: Queryable, agencyIds: readonly number[]): Promise<readonly FactorRule[]> {
  const rows = await read.query<{ agency_id: number; role: RuledRole; since: string }>(sql('SELECT agency_id, role, since FROM organisation_second_factor_rule WHERE agency_id = ANY ($1::int[]) AND since IS NOT NULL', [agencyIds], 'organisation.factor-rules'));
  return rows.map((row) => ({ agencyId: row.agency_id, role: row.role, since: row.since as PlainDate }));
}
