import { officeDeadlines, STANDARD_RULE, workingCalendar, type OfficeDeadlines, type WorkingCalendar } from '../../modules/calendar/domain/index.ts';
import type { CalendarStore } from '../../modules/calendar/index.ts';
import type { ProcedureContent } from '../../modules/catalog/domain/index.ts';
import { termFor, type DossierEvent, type DossierState, type EventKind } from '../../modules/dossier/domain/index.ts';
import type { Replayed } from './replay.ts';
import type { Notebook } from './report.ts';

/** The calendars that were in force at the moments of the events, each made ready once. */
export async function calendarsOverTime(calendars: Pick<CalendarStore, 'history' | 'asOf'>) {
  const history = [...await calendars.history(HISTORY)].sort((a, b) => a.version - b.version);
  interface Made { readonly calendar: WorkingCalendar; readonly deadlines: OfficeDeadlines }
  const ready = new Map<string, Made>();
  const made = async (moment: Date, agency: number): Promise<Made | null> => {
    const version = history.findLast((one) => one.at <= moment)?.version ?? history[0]?.version;
    if (version === undefined) return null;
    const key = `${version}:${agency}`;
    const known = ready.get(key);
    if (known) return known;
    const calendar = workingCalendar(await calendars.asOf(version, agency), version);
    const one = { calendar, deadlines: officeDeadlines(calendar, STANDARD_RULE) };
    ready.set(key, one);
    return one;
  };
  return {
    /** more than one: a date may have been counted with a calendar that was changed the moment before */
    changes: history.length,
    at: async (moment: Date, agency: number): Promise<OfficeDeadlines | null> => (await made(moment, agency))?.deadlines ?? null,
    calendarAt: async (moment: Date, agency: number): Promise<WorkingCalendar | null> => (await made(moment, agency))?.calendar ?? null,
  };
}
const HISTORY = 10_000;
const is = <K extends EventKind>(event: DossierEvent, kind: K): event is DossierEvent<K> => event.kind === kind;

/**
 * I-09: every promised date, counted again from the events with the calendar of that moment. Once the calendar has been
 * changed, a difference is a question and not proof: the process that promised may have counted a moment before the change.
 */
export async function checkDues(notebook: Notebook, calendars: Awaited<ReturnType<typeof calendarsOverTime>>, replayed: Replayed, content: ProcedureContent | null): Promise<void> {
  for (const [index, event] of replayed.events.entries()) {
    const expected = await expectedDue(calendars, replayed, index, event, content);
    if (!expected) continue;
    notebook.checked('I-09');
    const where = { dossier: replayed.name, seq: event.seq };
    if (expected.should === null) { notebook.warn('I-09', where, 'chưa tính lại được ngày hẹn: thiếu lịch của một năm hoặc thiếu bản thủ tục', 'the date cannot be counted again: a calendar year or the procedure’s version is missing'); continue; }
    if (Date.parse(expected.should) === Date.parse(expected.stored)) continue;
    const say = calendars.changes > 1 ? notebook.warn : notebook.wrong;
    say('I-09', where, `${expected.what.vi} đã ghi ${expected.stored}, tính lại ra ${expected.should}`, `${expected.what.en} was recorded as ${expected.stored}, counted again it is ${expected.should}`);
  }
}

interface Expected { readonly what: { readonly vi: string; readonly en: string }; readonly stored: string; readonly should: string | null }
const DUE = { vi: 'ngày hẹn', en: 'the due date' };

async function expectedDue(calendars: Awaited<ReturnType<typeof calendarsOverTime>>, { states }: Replayed, index: number, event: DossierEvent, content: ProcedureContent | null): Promise<Expected | null> {
  const after = states[index] as DossierState;
  const before = states[index - 1];
  const at = new Date(event.at);
  const value = (due: { readonly ok: true; readonly value: { readonly at: string } } | { readonly ok: false }): string | null => (due.ok ? due.value.at : null);
  if (is(event, 'submitted')) {
    const deadlines = await calendars.at(at, after.receivingAgency);
    return { what: { vi: 'hạn trả lời tiếp nhận', en: 'the time for an answer' }, stored: event.data.acknowledgeBy.at, should: deadlines && value(deadlines.acknowledgeBy(at)) };
  }
  if (is(event, 'extended')) return { what: { vi: 'ngày hẹn cũ', en: 'the earlier date' }, stored: event.data.previousDue, should: before?.due?.at ?? null };
  if (!is(event, 'received') && !is(event, 'resumed') && !is(event, 'verification-chosen') && !(is(event, 'supplemented') && event.data.due)) return null;
  const stored = event.data.due?.at ?? '';
  const term = content && termFor(content, after.caseKey, after.channel);
  if (!content || !term?.ok) return { what: DUE, stored, should: null };
  if (is(event, 'received')) {
    const deadlines = await calendars.at(at, after.receivingAgency);
    return { what: DUE, stored, should: deadlines && value(deadlines.due(event.data.handedOverAt ? new Date(event.data.handedOverAt) : at, term.value.term, [])) };
  }
  const deadlines = await calendars.at(at, after.competentAgency);
  if (!deadlines || !before) return { what: DUE, stored, should: null };
  if (is(event, 'verification-chosen')) return { what: DUE, stored, should: value(deadlines.due(new Date(before.receivedAt ?? before.submittedAt), term.value.term, before.clock)) };
  const goesOn = is(event, 'resumed') || content.supplement.effect === 'pause';
  const should = goesOn ? deadlines.due(new Date(before.receivedAt ?? before.submittedAt), term.value.term, [...before.clock, { kind: 'resumed', at: event.at }]) : deadlines.due(at, term.value.term, []);
  return { what: DUE, stored, should: value(should) };
}
