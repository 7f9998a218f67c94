import type pg from 'pg';
import { closeOfWorkingDayAfter, workingDaysBetween, type WorkingCalendar } from '../../modules/calendar/domain/index.ts';
import { CLOCK_DAYS, CLOSED, type CaseStatus } from '../../modules/feedback/domain/index.ts';
import type { Notebook } from './report.ts';
import { grouped, inBatches } from './rows.ts';

interface Case { readonly id: string; readonly code: string; readonly agency_id: number; readonly state: CaseStatus; readonly sent_at: Date; readonly next_due: Date | null; readonly closed_at: Date | null; readonly head_seq: number }
interface Happened { readonly case_id: string; readonly seq: number; readonly kind: string; readonly at: Date }
const BATCH = 1_000;
const REACHED: Readonly<Record<string, CaseStatus>> = { sent: 'new', accepted: 'handling', 'supplement-asked': 'waiting', supplemented: 'handling', transferred: 'transferred', rerouted: 'rerouted', rejected: 'rejected', answered: 'answered', published: 'published' };

/** I-22: the state and the next date of every case of feedback, from which event came when; what was written is not looked at. */
export async function checkFeedback(client: pg.ClientBase, notebook: Notebook, calendarAt: (moment: Date, agency: number) => Promise<WorkingCalendar | null>, calendarChanged: boolean): Promise<void> {
  const read = async (after: string): Promise<readonly Case[]> => (await client.query<Case>('SELECT id, code, agency_id, state, sent_at, next_due, closed_at, head_seq FROM feedback_case WHERE id > $1 ORDER BY id LIMIT $2', [after, BATCH])).rows;
  for await (const cases of inBatches(BATCH, read, (rows) => rows)) {
    const events = grouped((await client.query<Happened>('SELECT case_id, seq, kind, at FROM feedback_event WHERE case_id = ANY ($1) ORDER BY case_id, seq', [cases.map((one) => one.id)])).rows, (row) => row.case_id);
    for (const one of cases) await checkCase(one, events.get(one.id) ?? []);
  }
  // Codes of a day's book run from 1 without a gap.
  const { rows: books } = await client.query<{ book: string; last: number; n: number; highest: number | null }>(`SELECT b.book, b.last, count(c.id)::int AS n, max(substring(c.code from '(\\d+)$')::int) AS highest
    FROM feedback_book b LEFT JOIN feedback_case c ON c.code LIKE 'PA-' || split_part(b.book, ':', 2) || '-' || replace(substr(split_part(b.book, ':', 3), 3), '-', '') || '-%' GROUP BY 1, 2 ORDER BY 1`);
  for (const { book, last, n, highest } of books) {
    notebook.checked('I-02');
    if (n !== last || highest !== last) notebook.wrong('I-02', { dossier: null }, `sổ ${book}: bộ đếm là ${last}, có ${n} phản ánh, số lớn nhất ${highest ?? 0}`, `book ${book}: the counter says ${last}, there are ${n} cases, the highest is ${highest ?? 0}`);
  }

  async function checkCase(one: Case, happened: readonly Happened[]): Promise<void> {
    notebook.checked('I-22');
    const wrong = (vi: string, en: string): void => notebook.wrong('I-22', { dossier: null }, `phản ánh ${one.code}: ${vi}`, `feedback ${one.code}: ${en}`);
    const gap = happened.findIndex((event, at) => event.seq !== at + 1);
    if (happened.length !== one.head_seq || gap >= 0 || happened[0]?.kind !== 'sent') { wrong(`sự kiện không đủ ${one.head_seq}`, `its ${one.head_seq} events are not all there`); return; }
    const state = happened.reduce<CaseStatus>((before, event) => REACHED[event.kind] ?? before, 'new');
    if (state !== one.state) { wrong(`ghi «${one.state}», sự kiện cho ra «${state}»`, `is “${one.state}”, its events make it “${state}”`); return; }
    const closed = CLOSED.includes(state) ? (happened.at(-1)?.at ?? null) : null;
    if ((closed?.getTime() ?? null) !== (one.closed_at?.getTime() ?? null)) wrong('lúc kết thúc khác với sự kiện', 'its end differs from its events');
    const due = await dueOf(one, happened, state);
    if (due === 'no calendar') { notebook.warn('I-22', { dossier: null }, `phản ánh ${one.code}: thiếu lịch, chưa tính lại được hạn`, `feedback ${one.code}: its date cannot be counted again, a calendar is missing`); return; }
    if ((due?.getTime() ?? null) === (one.next_due?.getTime() ?? null)) return;
    const say = calendarChanged ? notebook.warn : notebook.wrong;
    say('I-22', { dossier: null }, `phản ánh ${one.code}: hạn ghi ${one.next_due?.toISOString() ?? '–'}, tính lại ra ${due?.toISOString() ?? '–'}`, `feedback ${one.code}: its date was recorded as ${one.next_due?.toISOString() ?? 'none'}, counted again it is ${due?.toISOString() ?? 'none'}`);
  }

  async function dueOf(one: Case, happened: readonly Happened[], state: CaseStatus): Promise<Date | null | 'no calendar'> {
    if (state === 'waiting' || CLOSED.includes(state)) return null;
    // Clocks begin when it is sent, and anew with whoever it is handed over to.
    const begun = happened.findLastIndex((event) => event.kind === 'sent' || event.kind === 'transferred');
    const from = happened[begun];
    const answered = happened.findLast((event) => event.kind === 'answered');
    if (!from) return 'no calendar';
    const close = async (at: Date, since: Date, days: number): Promise<Date | null> => {
      const calendar = await calendarAt(since, one.agency_id);
      const found = calendar && closeOfWorkingDayAfter(calendar, at, days);
      return found?.ok ? found.value : null;
    };
    if (state === 'answered') return answered ? ((await close(answered.at, answered.at, CLOCK_DAYS.publish)) ?? 'no calendar') : 'no calendar';
    if (state !== 'handling') return (await close(from.at, from.at, CLOCK_DAYS.reject)) ?? 'no calendar';
    let due = await close(from.at, from.at, CLOCK_DAYS.answer);
    for (const [at, event] of happened.entries()) {
      if (at <= begun || event.kind !== 'supplemented') continue;
      const asked = happened.slice(0, at).findLast((earlier) => earlier.kind === 'supplement-asked');
      const calendar = await calendarAt(event.at, one.agency_id);
      const waited = calendar && workingDaysBetween(calendar, asked?.at ?? event.at, event.at);
      if (!due || !waited?.ok) return 'no calendar';
      if (waited.value > 0) due = await close(due, event.at, waited.value);
    }
    return due ?? 'no calendar';
  }
}
