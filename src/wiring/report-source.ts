import { termFor } from '../modules/dossier/domain/index.ts';
import type { FactSource } from '../modules/report/index.ts';
import { sql } from '../platform/postgres/database.ts';
import type { Core } from './core.ts';

/** What statistics fold: a dossier's events, the calendar by which they are counted, the field and term of its version. */
export function factSource(core: Core): FactSource {
  return {
    async read(dossierId) {
      const loaded = await core.dossier.store.find({ kind: 'worker' }, dossierId);
      // Exercises are made in a demo; where real dossiers are kept, none of them is counted.
      if (!loaded || (loaded.demo && !core.config.demo)) return null;
      const { state } = loaded;
      const [content, calendar] = await Promise.all([core.dossier.procedures.version(state.version), core.calendars.loadCalendar(state.competentAgency)]);
      const term = content && termFor(content, state.caseKey, state.channel);
      return { events: loaded.events, context: { dossierId, calendar, field: content?.field ?? '', term: term?.ok ? term.value.term : null } };
    },
    async heads(after, limit) {
      const rows = await core.db.read.query<{ id: string; head_seq: number }>(sql('SELECT id, head_seq FROM v_dossier_head WHERE id > $1 ORDER BY id LIMIT $2', [after, limit], 'dossier-heads'));
      return rows.map((row) => ({ id: row.id, seq: row.head_seq }));
    },
  };
}
