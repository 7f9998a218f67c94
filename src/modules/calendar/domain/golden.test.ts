import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../../../platform/package-root.ts';
import { vietnamIso } from '../../../shared/plain-date.ts';
import { type CalendarData, type ClockEvent, type DueQuestion, type DueRule, type Term, acknowledgementDue, computeDue, hungKingsDay, lastApologyMoment, lunarNewYear, minutesOf, readClock, recountDue, workingCalendar } from './index.ts';

const national = JSON.parse(readFileSync(join(packageRoot(), 'procedures/calendar/vietnam-2024-2027.json'), 'utf8')) as CalendarData;
const folder = join(packageRoot(), 'fixtures/deadlines');

interface Refusal { readonly kind: string }
interface DueCase {
  readonly name: string; readonly start: string; readonly term: Term; readonly mode?: DueRule['mode']; readonly cutOff?: string | null;
  readonly suspend?: readonly (readonly [string, string | null])[]; readonly restart?: readonly string[]; readonly extend?: { readonly at: string; readonly until: string };
  readonly calendar?: Partial<CalendarData>;
  readonly due?: string | null; readonly firstDue?: string; readonly refusal?: Refusal; readonly explains?: readonly string[]; readonly unconfirmed?: readonly string[];
}
interface AcknowledgeCase { readonly name: string; readonly submitted: string; readonly answerBy: string }
interface ApologyCase { readonly name: string; readonly due: string; readonly lastApology: string }
interface LunarCase { readonly name: string; readonly year: number; readonly newYear: string; readonly hungKings: string }
interface ClockCase { readonly name: string; readonly term: Term; readonly events: readonly ClockEvent[]; readonly now: string; readonly intakeSupplements?: number; readonly expect: Readonly<Record<string, unknown>> }
type Case = DueCase | AcknowledgeCase | ApologyCase | LunarCase | ClockCase;

const iso = (moment: Date | null): string | null => (moment === null ? null : vietnamIso(moment));

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
  const { law, cases } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { law: string; cases: readonly Case[] };
  test(`${file} names its law and has cases`, () => {
    assert.match(law, /(?:NĐ|QĐ|TT|NQ) \d|Bộ luật|Luật /u);
    assert.ok(cases.length >= 3);
  });
  for (const one of cases) test(`${file}: ${one.name}`, () => check(one));
}

function check(one: Case): void {
  if ('submitted' in one) {
    const due = acknowledgementDue(workingCalendar(national), new Date(one.submitted));
    assert.ok(due.ok);
    assert.equal(iso(due.value.due), one.answerBy);
  } else if ('lastApology' in one) {
    const last = lastApologyMoment(workingCalendar(national), new Date(one.due));
    assert.equal(last.ok && iso(last.value), one.lastApology);
  } else if ('hungKings' in one) {
    assert.deepEqual([lunarNewYear(one.year), hungKingsDay(one.year)], [one.newYear, one.hungKings]);
  } else if ('events' in one) checkClock(one);
  else checkDue(one);
}

function checkDue(one: DueCase): void {
  const data: CalendarData = { ...national, ...one.calendar };
  const question: DueQuestion = {
    start: new Date(one.start), term: one.term,
    rule: { mode: one.mode ?? 'hours', cutOff: one.cutOff === undefined ? 900 : one.cutOff === null ? null : minutesOf(one.cutOff) },
    suspensions: (one.suspend ?? []).map(([from, to]) => ({ from: new Date(from), to: to === null ? null : new Date(to) })),
    restarts: (one.restart ?? []).map((moment) => new Date(moment)),
    ...(one.extend ? { extension: { at: new Date(one.extend.at), until: new Date(one.extend.until) } } : {}),
  };
  const due = computeDue(workingCalendar(data), question);
  if (one.refusal) {
    assert.ok(!due.ok, `a date came out: ${due.ok ? iso(due.value.due) : ''}`);
    assert.deepEqual({ ...due.refusal, ...one.refusal }, due.refusal);
    return;
  }
  assert.ok(due.ok, JSON.stringify(due));
  assert.equal(iso(due.value.due), one.due, due.value.explanation.vi);
  if (one.firstDue) assert.equal(iso(due.value.firstDue), one.firstDue);
  if (one.unconfirmed) assert.deepEqual(due.value.unconfirmed, one.unconfirmed);
  for (const part of one.explains ?? []) assert.ok(due.value.explanation.vi.includes(part), `«${part}» is missing in: ${due.value.explanation.vi}`);
  const again = recountDue(data, question);
  assert.equal(again === 'no-date' ? again : iso(again), one.due, 'the second implementation differs');
}

function checkClock(one: ClockCase): void {
  const read = readClock(workingCalendar(national), { term: one.term, rule: { mode: 'hours', cutOff: 900 }, events: one.events, now: new Date(one.now), intakeSupplements: one.intakeSupplements ?? 0 });
  const got = read.ok ? { ...read.value, due: iso(read.value.due), firstDue: iso(read.value.firstDue), index: { ...read.value.index, due: iso(read.value.index.due) } } : { refusal: read.refusal };
  compare(got as Readonly<Record<string, unknown>>, one.expect, one.name);
}
function compare(got: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>, path: string): void {
  for (const [key, value] of Object.entries(expected)) {
    if (typeof value === 'object' && value !== null) compare((got[key] ?? {}) as Readonly<Record<string, unknown>>, value as Readonly<Record<string, unknown>>, `${path}.${key}`);
    else assert.equal(got[key], value, `${path}.${key}`);
  }
}
