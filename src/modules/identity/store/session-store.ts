import type { Assurance, Role } from '../../../shared/actor.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { SessionKind, SessionState } from '../domain/index.ts';
import type { SessionStore } from '../ports.ts';

interface ActorRow { state: SessionState; session_id: string; kind: SessionKind; subject_id: string; name: string | null; assurance: Assurance | null; title: string | null; agency_id: number | null; agency_ids: number[] | null; roles: Role[] | null; touch_due: boolean }
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** Each statement names its session by the token's hash, or its person; row-level security sees only what was named. */
export function sessionStore(db: Database): SessionStore {
  return {
    async find(tokenHash, now) {
      const [row] = await db.read.query<ActorRow>(sql('SELECT * FROM identity_actor($1, $2)', [bytes(tokenHash), now], 'identity.actor'));
      if (!row) return null;
      return {
        state: row.state, sessionId: row.session_id, kind: row.kind, subjectId: row.subject_id, touchDue: row.touch_due, name: row.name, assurance: row.assurance,
        title: row.title, agencyId: row.agency_id, agencyIds: row.agency_ids, roles: row.roles,
      };
    },
    async touch(tokenHash, now) {
      await db.write.query(sql('SELECT identity_touch($1, $2)', [bytes(tokenHash), now], 'identity.touch'));
    },
    async openedAt(tokenHash, officerId) {
      const [row] = await db.inScope({ kind: 'officer', officerId, agencyIds: [] }, 'reads', (tx) => tx.query<{ created_at: Date }>(sql('SELECT created_at FROM identity_session WHERE token_hash = $1 AND subject_id = $2', [bytes(tokenHash), officerId], 'identity.opened-at')));
      return row?.created_at ?? null;
    },
    async open(session) {
      const scope = session.kind === 'citizen' ? { kind: 'citizen', citizenId: session.subjectId } as const : { kind: 'officer', officerId: session.subjectId, agencyIds: [] } as const;
      await db.inScope(scope, 'writes', (tx) => tx.query(sql(
        'INSERT INTO identity_session (token_hash, id, kind, subject_id, created_at, last_seen_at, idle_seconds, expires_at) VALUES ($1, $2, $3, $4, $5, $5, $6, $7)',
        [bytes(session.tokenHash), session.id, session.kind, session.subjectId, session.now, session.idleSeconds, session.expiresAt])));
    },
    async end(tokenHash, now, why) {
      await db.write.query(sql('SELECT identity_end_session($1, $2, $3)', [bytes(tokenHash), now, why]));
    },
    async endAll(personId, now, why, keepSessionId) {
      const [row] = await db.write.query<{ n: number }>(sql('SELECT identity_end_sessions($1, $2, $3, $4) AS n', [personId, now, why, keepSessionId]));
      return row?.n ?? 0;
    },
    async chooseAgency(tokenHash, agencyId) {
      await db.write.query(sql('SELECT identity_choose_agency($1, $2)', [bytes(tokenHash), agencyId]));
    },
  };
}
