import type { OpenDossiersByDue } from '../modules/calendar/index.ts';
import { STANDARD_RULE, foldClock } from '../modules/calendar/domain/index.ts';
import { termFor } from '../modules/dossier/domain/index.ts';
import { sql } from '../platform/postgres/database.ts';
import { vietnamInstant } from '../shared/plain-date.ts';
import type { Core } from './core.ts';

const BATCH = 200;

/** Open dossiers whose clock runs, with all that their date was computed from: what a change of the calendar could move. */
export function openDossiersByDue(core: Core): OpenDossiersByDue {
  return {
    async *openDossiers(dueFrom, agencyId) {
      // The page that asks stands in procedure control's scope; which agencies that covers, row-level security decides.
      const agencies = agencyId === null ? [...(await core.agencies.all()).keys()] : [agencyId];
      const scope = { kind: 'officer' as const, officerId: '00000000-0000-7000-8000-000000000000', agencyIds: agencies };
      let after = { at: vietnamInstant(dueFrom, 0).toISOString(), id: '00000000-0000-0000-0000-000000000000' };
      for (;;) {
        const rows = await core.db.inScope(scope, 'reads', (tx) => tx.query<{ id: string; due_at: Date }>(sql("SELECT id, due_at FROM v_dossier WHERE closed_at IS NULL AND status IN ('processing', 'signing') AND competent_agency = ANY ($1) AND (due_at, id) > ($2, $3) ORDER BY due_at, id LIMIT $4", [agencies, after.at, after.id, BATCH])));
        const dossiers = await core.dossier.store.findMany(scope, rows.map((row) => row.id));
        for (const row of rows) {
          const loaded = dossiers.get(row.id);
          const content = loaded && (await core.dossier.procedures.version(loaded.state.version));
          if (!loaded || !content || !loaded.state.due) continue;
          const { state } = loaded;
          const term = termFor(content, state.caseKey, state.channel);
          const clock = foldClock(state.clock);
          if (!term.ok || !clock.ok) continue;
          yield { id: row.id, code: state.code ?? state.reference, agencyId: state.competentAgency, due: new Date(state.due?.at ?? row.due_at), question: { start: new Date(state.receivedAt ?? state.submittedAt), term: term.value.term, rule: STANDARD_RULE, restarts: clock.value.restarts, suspensions: clock.value.suspensions, ...(clock.value.extension ? { extension: clock.value.extension } : {}) } };
        }
        const last = rows.at(-1);
        if (!last || rows.length < BATCH) return;
        after = { at: last.due_at.toISOString(), id: last.id };
      }
    },
  };
}
