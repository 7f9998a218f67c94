import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { Officer } from '../../../shared/actor.ts';
import type { DossierScope } from '../ports.ts';
import { trackingHash } from './dossier-store.ts';

export interface TrackRow { readonly id: string; readonly reference: string; readonly code: string | null; readonly procedure_code: string; readonly version_id: string; readonly competent_agency: number; readonly status: string; readonly national: number; readonly submitted_at: Date; readonly received_at: Date | null; readonly due_at: Date | null; readonly next_due: Date; readonly finished_at: Date | null; readonly closed_at: Date | null; readonly linked: boolean }

/** Between the name of a paper and the number of the round that replaced it. */
const PAPER_ROUND = '.';
/** Reads that are not one whole dossier: look-up, lists of one's own, papers made, issued results, who looked. */
export function dossierReader(db: Database, keyring: Keyring) {
  const within = <T>(scope: DossierScope, work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope(scope.kind === 'worker' ? { kind: 'public' } : scope, 'reads', work);
  return {
    /** One prepared statement, no transaction of its own; the function enters the look-up's scope itself. */
    async track(value: string, secret: string) {
      const rows = await db.read.query<TrackRow>(sql('SELECT * FROM dossier_look_up($1, $2)', [value, trackingHash(keyring, secret)], 'dossier-look-up'));
      const row = rows[0];
      return row ? { id: row.id, reference: row.reference, code: row.code, procedure: row.procedure_code, version: row.version_id, agencyId: row.competent_agency, status: row.status, national: row.national, submittedAt: row.submitted_at, receivedAt: row.received_at, dueAt: row.due_at, nextDue: row.next_due, finishedAt: row.finished_at, closedAt: row.closed_at, linked: row.linked } : null;
    },
    async listOwn(scope: DossierScope, limit: number) {
      const column = scope.kind === 'citizen' ? 'citizen_id' : 'guest_key';
      const who = scope.kind === 'citizen' ? scope.citizenId : scope.kind === 'guest' ? scope.guestKey : null;
      const rows = await within(scope, (tx) => tx.query<{ id: string; code: string | null; reference: string; procedure_code: string; status: string; national: number; submitted_at: Date; next_due: Date; closed_at: Date | null }>(sql(`SELECT id, code, reference, procedure_code, status, national, submitted_at, next_due, closed_at FROM dossier WHERE ${column} = $1 ORDER BY submitted_at DESC, id DESC LIMIT $2`, [who, limit])));
      return rows.map((row) => ({ id: row.id, code: row.code, reference: row.reference, procedure: row.procedure_code, status: row.status, national: row.national, submittedAt: row.submitted_at, nextDue: row.next_due, closed: row.closed_at !== null }));
    },
    /** the latest paper of a kind that was made for this dossier; `bien-lai.2` replaces `bien-lai` */
    async paperOf(scope: DossierScope, dossierId: string, template: string): Promise<{ readonly fileId: string } | null> {
      const rows = await within(scope, (tx) => tx.query<{ file_id: string }>(sql('SELECT file_id FROM dossier_paper WHERE dossier_id = $1 AND (template = $2 OR starts_with(template, $2 || $3)) ORDER BY seq DESC, made_at DESC, length(template) DESC, template DESC LIMIT 1', [dossierId, template, PAPER_ROUND], 'dossier-paper')));
      return rows[0] ? { fileId: rows[0].file_id } : null;
    },
    async papersOf(scope: DossierScope, dossierId: string): Promise<readonly { readonly template: string; readonly seq: number; readonly fileId: string }[]> {
      const rows = await within(scope, (tx) => tx.query<{ file_id: string; template: string; seq: number }>(sql('SELECT file_id, template, seq FROM dossier_paper WHERE dossier_id = $1 ORDER BY seq, template', [dossierId])));
      return rows.map((row) => ({ template: row.template, seq: row.seq, fileId: row.file_id }));
    },
    async issued(verifyCode: string) {
      const rows = await db.read.query<{ title: string; number: string; agency_id: number; signer_name: string; signer_title: string; signed_at: Date; sha256: string; trial: boolean; revoked_at: Date | null }>(sql('SELECT title, number, agency_id, signer_name, signer_title, signed_at, sha256, trial, revoked_at FROM dossier_issued WHERE verify_code = $1', [verifyCode], 'dossier-issued'));
      const row = rows[0];
      return row ? { title: row.title, number: row.number, agencyId: row.agency_id, signer: row.signer_name, signerTitle: row.signer_title, signedAt: row.signed_at, sha256: row.sha256, trial: row.trial, revokedAt: row.revoked_at } : null;
    },
    async accessesOf(scope: DossierScope, dossierId: string) {
      const rows = await within(scope, (tx) => tx.query<{ at: Date; officer_name: string; purpose: string }>(sql('SELECT at, officer_name, purpose FROM dossier_access WHERE dossier_id = $1 ORDER BY at DESC LIMIT 100', [dossierId])));
      return rows.map((row) => ({ at: row.at, officer: row.officer_name, purpose: row.purpose }));
    },
    /** Notes that an officer looked at a dossier. Called before the page leaves. */
    async noteAccess(officer: Officer, dossierId: string, purpose: string, at: Date): Promise<void> {
      await db.inScope({ kind: 'officer', officerId: officer.officerId, agencyIds: officer.agencyIds }, 'writes', (tx) => tx.query(sql('INSERT INTO dossier_access (dossier_id, officer_id, officer_name, agency_id, purpose, at) VALUES ($1,$2,$3,$4,$5,$6)', [dossierId, officer.officerId, officer.name, officer.agencyId, purpose, at])));
    },
    async supplementDraftId(scope: DossierScope, dossierId: string): Promise<string | null> {
      const rows = await within(scope, (tx) => tx.query<{ id: string }>(sql('SELECT id FROM dossier_draft WHERE supplements = $1 AND dossier_id IS NULL ORDER BY created_at DESC LIMIT 1', [dossierId])));
      return rows[0]?.id ?? null;
    },
  };
}
export type DossierReader = ReturnType<typeof dossierReader>;

/** The worker's own writes beside events: papers made, each once for its event. */
export function paperBook(db: Database) {
  return {
    async recorded(dossierId: string, seq: number, template: string): Promise<boolean> {
      const rows = await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ n: number }>(sql('SELECT 1 AS n FROM dossier_paper WHERE dossier_id = $1 AND seq = $2 AND template = $3', [dossierId, seq, template])));
      return rows.length > 0;
    },
    /** Binds the stored file to the dossier and enters it, in one transaction; false when another worker was first. */
    async record(paper: { readonly dossierId: string; readonly seq: number; readonly template: string; readonly fileId: string; readonly citizenId: string | null; readonly guestKey: string | null; readonly agencies: readonly number[]; readonly at: Date }): Promise<boolean> {
      return db.inScope({ kind: 'public' }, 'writes', async (tx) => {
        const entered = await tx.query(sql('INSERT INTO dossier_paper (dossier_id, seq, template, file_id, made_at) VALUES ($1,$2,$3,$4,$5) ON CONFLICT DO NOTHING RETURNING file_id', [paper.dossierId, paper.seq, paper.template, paper.fileId, paper.at]));
        if (entered.length === 0) return false;
        const bound = await tx.query<{ n: number }>(sql('SELECT document_bind($1, NULL, $2, $3, $4, $5) AS n', [paper.dossierId, [paper.fileId], paper.citizenId, paper.guestKey, paper.agencies]));
        if (bound[0]?.n !== 1) throw new Error('the paper could not be bound to its dossier');
        return true;
      });
    },
  };
}
