import type { WorkingCalendar } from '../modules/calendar/domain/index.ts';
import type { ProcedureContent } from '../modules/catalog/domain/index.ts';
import { termFor, type DossierState } from '../modules/dossier/domain/index.ts';
import type { FactContext } from '../modules/report/domain/index.ts';
import type { FactSource } from '../modules/report/index.ts';
import { sql } from '../platform/postgres/database.ts';
import type { Core } from './core.ts';

/** What a fact needs beside the events: field and term of the version under which the dossier was filed. */
export function factContext(dossierId: string, state: DossierState, content: ProcedureContent | null, calendar: WorkingCalendar): FactContext {
  const term = content && termFor(content, state.caseKey, state.channel);
  return { dossierId, calendar, field: content?.field ?? '', term: term?.ok ? term.value.term : null };
}

/** What statistics fold: a dossier's events, the calendar by which they are counted, the field and term of its version. */
export function factSource(core: Core): FactSource {
  return {
    async read(dossierId) {
      const loaded = await core.dossier.store.find({ kind: 'worker' }, dossierId);
      // Exercises are made in a demo; where real dossiers are kept, none of them is counted.
      if (!loaded || (loaded.demo && !core.config.demo)) return null;
      const { state } = loaded;
      const [content, calendar] = await Promise.all([core.dossier.procedures.version(state.version), core.calendars.loadCalendar(state.competentAgency)]);
      return { events: loaded.events, context: factContext(dossierId, state, content, calendar) };
    },
    calendarVersion: async () => (await core.calendars.loadCalendar()).version,
    async heads(after, limit) {
      const rows = await core.db.read.query<{ id: string; head_seq: number }>(sql('SELECT id, head_seq FROM v_dossier_head WHERE id > $1 ORDER BY id LIMIT $2', [after, limit], 'dossier-heads'));
      return rows.map((row) => ({ id: row.id, seq: row.head_seq }));
    },
  };
}
