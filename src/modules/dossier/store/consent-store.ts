import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { Consent } from '../domain/index.ts';
import type { ConsentStore } from '../ports.ts';

interface ConsentRow { readonly state: Consent['state']; readonly text_version: number; readonly content_hash: string; readonly officer_id: string; readonly helper_name: string; readonly helper_title: string; readonly sends: number; readonly tries: number; readonly asked_at: Date; readonly expires_at: Date; readonly agreed_at: Date | null }
const COLUMNS = 'state, text_version, content_hash, officer_id, helper_name, helper_title, sends, tries, asked_at, expires_at, agreed_at';
const read = (row: ConsentRow): Consent => ({ state: row.state, textVersion: row.text_version, contentHash: row.content_hash, helperId: row.officer_id, helperName: row.helper_name, helperTitle: row.helper_title, sends: row.sends, tries: row.tries, askedAt: row.asked_at, expiresAt: row.expires_at, agreedAt: row.agreed_at });

/** Consents beside their drafts. The code itself is never stored: it comes out of the keyring, the draft and what is in it. */
export function consentStore(db: Database): ConsentStore {
  const within = <T>(key: string, access: 'reads' | 'writes', work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'guest', guestKey: key }, access, work);
  const one = (rows: readonly ConsentRow[]): Consent | null => (rows[0] ? read(rows[0]) : null);
  return {
    find: (key, draft) => within(key, 'reads', async (tx) => one(await tx.query<ConsentRow>(sql(`SELECT ${COLUMNS} FROM dossier_consent WHERE draft_id = $1`, [draft])))),
    async forWorker(draft) { return one(await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<ConsentRow>(sql(`SELECT ${COLUMNS} FROM dossier_consent WHERE draft_id = $1`, [draft])))); },
    ask: (key, draft, asked, jobs) => within(key, 'writes', async (tx) => {
      const rows = await tx.query<{ draft_id: string }>(sql(
        `INSERT INTO dossier_consent (draft_id, guest_key, officer_id, helper_name, helper_title, state, text_version, content_hash, sends, tries, asked_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, 'asked', $6, $7, $8, 0, $9, $10)
         ON CONFLICT (draft_id) DO UPDATE SET state = 'asked', agreed_at = NULL, text_version = $6, content_hash = $7, sends = $8, tries = 0, asked_at = $9, expires_at = $10
         WHERE dossier_consent.sends = $8 - 1 RETURNING draft_id`,
        [draft, key, asked.helperId, asked.helperName, asked.helperTitle, asked.textVersion, asked.contentHash, asked.sends, asked.askedAt, asked.expiresAt]));
      if (rows.length === 0) return false;
      await tx.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify(jobs)]));
      return true;
    }),
    tryCode: (key, draft) => within(key, 'writes', async (tx) => one(await tx.query<ConsentRow>(sql(`UPDATE dossier_consent SET tries = tries + 1 WHERE draft_id = $1 AND state = 'asked' RETURNING ${COLUMNS}`, [draft])))),
    agree: (key, draft, contentHash, at) => within(key, 'writes', async (tx) => (await tx.query(sql("UPDATE dossier_consent SET state = 'agreed', agreed_at = $3 WHERE draft_id = $1 AND state = 'asked' AND content_hash = $2 RETURNING draft_id", [draft, contentHash, at]))).length > 0),
    handOver: (key, to) => within(key, 'writes', async (tx) => (await tx.query<{ id: string | null }>(sql('SELECT dossier_hand_over($1, $2, $3) AS id', [key, to.guestKey, to.citizenId])))[0]?.id ?? null),
    ofHelper: (officerId, limit) => db.inScope({ kind: 'officer', officerId, agencyIds: [] }, 'reads', async (tx) => (await tx.query<{ id: string; procedure_code: string; short_code: string; changed_at: Date; dossier_id: string | null }>(
      sql("SELECT id, procedure_code, short_code, changed_at, dossier_id FROM dossier_draft WHERE officer_id = $1 AND channel = 'assisted' ORDER BY changed_at DESC LIMIT $2", [officerId, limit]))).map((row) => ({ draftId: row.id, procedure: row.procedure_code, shortCode: row.short_code, changedAt: row.changed_at, submitted: row.dossier_id !== null }))),
  };
}
