import type pg from 'pg';
import { workingCalendar, type WorkingCalendar } from '../../modules/calendar/domain/index.ts';
import type { CalendarStore } from '../../modules/calendar/index.ts';
import type { ProcedureContent } from '../../modules/catalog/domain/index.ts';
import { factDifferences, factOf, type DossierFact } from '../../modules/report/domain/index.ts';
import { factContext } from '../report-source.ts';
import type { Replayed } from './replay.ts';
import type { Notebook } from './report.ts';

/** Versions of the calendar by which facts were counted, each made ready once. */
export function calendarsByVersion(calendars: Pick<CalendarStore, 'asOf'>): (version: number, agency: number) => Promise<WorkingCalendar> {
  const ready = new Map<string, Promise<WorkingCalendar>>();
  return (version, agency) => {
    const key = `${version}:${agency}`;
    const known = ready.get(key) ?? calendars.asOf(version, agency).then((data) => workingCalendar(data, version));
    ready.set(key, known);
    return known;
  };
}

export interface CountedDossier { readonly id: string; readonly head: number; readonly demo: boolean; readonly replayed: Replayed; readonly content: ProcedureContent | null }
/**
 * I-20: the row of figures of each dossier, folded again from its events with the calendar by which it was counted. One that is
 * behind its dossier is in order while a job waits that will bring it up to date.
 */
export async function checkFigures(client: pg.ClientBase, notebook: Notebook, dossiers: readonly CountedDossier[], facts: ReadonlyMap<string, DossierFact>, calendarOf: (version: number, agency: number) => Promise<WorkingCalendar>): Promise<void> {
  const behind: CountedDossier[] = [];
  for (const one of dossiers) {
    const stored = facts.get(one.id) ?? null;
    // Where real dossiers are kept an exercise is not counted; where there is none, its absence says nothing.
    if (!stored && one.demo) { notebook.checked('I-20'); continue; }
    if (!stored || stored.seq < one.head) { behind.push(one); continue; }
    notebook.checked('I-20');
    if (stored.calendarVersion === 0) { notebook.warn('I-20', { dossier: one.replayed.name, seq: one.head }, 'số liệu tính từ trước khi ghi bản lịch đã dùng; việc nền sẽ tính lại', 'its figures are from before it was noted which calendar counted them; the sweep counts it again'); continue; }
    const expected = factOf(one.replayed.events, factContext(one.id, one.replayed.state, one.content, await calendarOf(stored.calendarVersion, one.replayed.state.competentAgency)));
    const differs = factDifferences(expected, stored);
    if (differs.length > 0) notebook.wrong('I-20', { dossier: one.replayed.name, seq: one.head }, `số liệu báo cáo khác với sự kiện ở: ${differs.join(', ')}`, `its row of figures differs from the events in: ${differs.join(', ')}`);
  }
  if (behind.length === 0) return;
  const { rows } = await client.query<{ key: string; alive: boolean }>('SELECT key, attempts < max_attempts AS alive FROM graphile_worker._private_jobs WHERE key = ANY ($1)', [behind.map((one) => `report-fact:${one.id}`)]);
  const waiting = new Set(rows.filter((row) => row.alive).map((row) => row.key));
  for (const one of behind) {
    notebook.checked('I-20');
    if (!waiting.has(`report-fact:${one.id}`)) notebook.wrong('I-20', { dossier: one.replayed.name, seq: one.head }, 'số liệu báo cáo chưa tính đến sự kiện này, và không có việc nào đang chờ tính', 'the figures do not count this event in, and no job is waiting to do it');
  }
}
