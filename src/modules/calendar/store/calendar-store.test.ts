import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { Officer } from '../../../shared/actor.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { type CalendarDay, type DueQuestion, dueMoment } from '../domain/index.ts';
import type { CalendarStore, OpenDossier } from '../ports.ts';
import { previewChange, saveChange } from '../use-cases/change-calendar.ts';
import { seedCalendar } from '../use-cases/seed-calendar.ts';
import { calendarStore } from './calendar-store.ts';
import { nationalCalendarData } from './national-calendar-file.ts';

let database: TestDatabase;
let store: CalendarStore;
let now = new Date('2026-11-20T02:00:00Z');
const clock = { now: () => now };
const jobs: unknown[] = [];
const officer: Officer = { kind: 'officer', officerId: '018f0000-0000-7000-8000-000000000001', name: 'Nguyễn Thị Kiểm', title: 'Chuyên viên', agencyId: 7, agencyIds: [7], roles: ['control'] };
const asked: DueQuestion = { start: new Date('2026-12-28T02:00:00Z'), term: { value: 3, unit: 'working-day' }, rule: { mode: 'hours', cutOff: 900 } };
const dossier: OpenDossier = { id: 'a', code: 'H36-261228-0001', agencyId: 7, due: new Date('2026-12-31T02:00:00Z'), question: asked };
const dossiers = { async *openDossiers() { yield dossier; } };
const day: CalendarDay = { date: plainDate('2026-12-30'), kind: 'off', reason: { vi: 'nghỉ thử', en: 'trial day off' }, source: 'QĐ 1', confirmed: true };
const approval = (basedOn: number, requestKey: string | null = null) => ({ reason: 'theo thông báo', decision: 'CV 1/UBND', basedOn, requestKey });
const due = async (source: CalendarStore, agency?: number): Promise<string> => { const moment = dueMoment(await source.loadCalendar(agency), asked); return moment.ok ? moment.value.due!.toISOString() : moment.refusal.kind; };

before(async () => {
  database = await openTestDatabase();
  store = calendarStore(database.app, { clock, reactions: (change) => { jobs.push(change); return [{ task: 'recompute-due-dates', payload: { version: change.version }, key: `calendar:${change.version}` }]; } });
});
after(() => database.close());

test('before the first seed every question is refused, none is answered without holidays', async () => {
  assert.deepEqual(await store.current(), { version: 0, data: { years: [], days: [], officeHours: [] } });
  assert.equal(await due(store), 'calendar-year-missing');
});
test('the delivered calendar is seeded once and comes back as it was', async () => {
  const delivered = nationalCalendarData();
  assert.equal(await seedCalendar({ store }, delivered, now), true);
  assert.equal(await seedCalendar({ store }, delivered, now), false);
  const { version, data } = await store.current();
  assert.equal(version, 1);
  assert.deepEqual(data, { ...delivered, years: [...delivered.years], days: [...delivered.days].sort((a, b) => (a.date < b.date ? -1 : 1)) });
  assert.equal(await due(store), '2026-12-31T02:00:00.000Z');
});
test('a change shows which open dossiers it moves, is saved once, and keeps the calendar before it', async () => {
  const deps = { store, dossiers };
  const preview = await previewChange(deps, { kind: 'add-day', day });
  assert.ok(preview.ok);
  assert.equal(preview.value.basedOn, 1);
  assert.deepEqual(preview.value.moved, [{ code: dossier.code, before: dossier.due, after: new Date('2027-01-04T02:00:00Z') }]);

  assert.deepEqual(await saveChange(deps, officer, { kind: 'add-day', day }, { ...approval(1), reason: ' ' }, now), { ok: false, refusal: { kind: 'reason-missing' } });
  assert.deepEqual(await saveChange(deps, officer, { kind: 'add-day', day }, { ...approval(1), decision: '' }, now), { ok: false, refusal: { kind: 'decision-missing' } });
  assert.deepEqual(await saveChange(deps, officer, { kind: 'add-day', day }, approval(1, 'key-of-the-form'), now), { ok: true, value: 2 });
  assert.deepEqual(await saveChange(deps, officer, { kind: 'add-day', day }, approval(1, 'key-of-the-form'), now), { ok: true, value: 2 }, 'pressed twice');
  assert.deepEqual(await saveChange(deps, officer, { kind: 'remove-day', date: day.date }, approval(1), now), { ok: false, refusal: { kind: 'changed-meanwhile' } });

  assert.equal(await due(store), '2027-01-04T02:00:00.000Z');
  assert.ok(!(await store.asOf(1)).days.some((one) => one.date === day.date));
  assert.ok((await store.asOf(2)).days.some((one) => one.date === day.date));
  const [newest] = await store.history(5);
  assert.deepEqual([newest!.what, newest!.officerName, newest!.reason, newest!.decision, newest!.moved], ['add-day 2026-12-30 off', officer.name, 'theo thông báo', 'CV 1/UBND', 1]);
  assert.deepEqual(jobs, [{ version: 2, from: '2026-12-30', agencyId: null }]);
  const queued = await database.owner.query("SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE task_identifier = 'recompute-due-dates'");
  assert.deepEqual(queued.rows, [{ n: 1 }], 'the follow-up is stored with the change');
});
test('a confirmed row replaces the unconfirmed one and moves nothing', async () => {
  const saved = await saveChange({ store, dossiers: { async *openDossiers() { throw new Error('nothing to look at'); } } }, officer, { kind: 'confirm-day', date: plainDate('2026-08-31'), source: 'CV 2/VPCP' }, approval(2), now);
  assert.deepEqual(saved, { ok: true, value: 3 });
  const { data } = await store.current();
  assert.deepEqual(data.days.filter((one) => one.date === '2026-08-31').map(({ source, confirmed, note }) => [source, confirmed, note]), [['CV 2/VPCP', true, undefined]]);
});
test('hours of an agency hold for that agency only', async () => {
  const hours = { validFrom: plainDate('2024-01-01'), weekdays: [1, 2, 3, 4, 5], periods: [{ from: '08:00', to: '12:00' }, { from: '13:00', to: '17:00' }] };
  const deps = { store, dossiers: { async *openDossiers() { /* no open dossier */ } } };
  assert.deepEqual(await saveChange(deps, officer, { kind: 'set-hours', agencyId: 7, purpose: 'office', hours }, approval(3), now), { ok: true, value: 4 });
  const opening = async (agency?: number): Promise<string> => { const moment = dueMoment(await store.loadCalendar(agency), { ...asked, start: new Date('2026-11-26T12:00:00Z') }); assert.ok(moment.ok); return moment.value.start.toISOString(); };
  assert.equal(await opening(7), '2026-11-27T01:00:00.000Z');
  assert.equal(await opening(8), '2026-11-27T00:30:00.000Z');
  assert.equal(await opening(), '2026-11-27T00:30:00.000Z');
  assert.equal(await store.loadCalendar(8), await store.loadCalendar(), 'agencies without own hours share one calendar');
});
test('another process notices a change within seconds, and asks no more often', async () => {
  let reads = 0;
  const counted = { ...database.worker, read: { query: <Row>(statement: { readonly text: string }) => { reads++; return database.worker.read.query<Row>(statement); } } };
  const other = calendarStore(counted, { clock });
  await Promise.all([other.loadCalendar(), other.loadCalendar(), other.loadCalendar(7)]);
  assert.equal(reads, 1, 'one look for many requests at once');
  const first = await other.loadCalendar();
  assert.deepEqual(await saveChange({ store, dossiers }, officer, { kind: 'remove-day', date: day.date }, approval(4), now), { ok: true, value: 5 });
  assert.equal(await other.loadCalendar(), first);
  assert.equal(await due(other), '2027-01-04T02:00:00.000Z');
  now = new Date(now.getTime() + 2_000);
  assert.equal(await due(other), '2026-12-31T02:00:00.000Z');
  assert.equal((await other.loadCalendar()).version, 5);
  assert.equal(reads, 3);
});
test('rows cannot be rewritten, and two changes on one version cannot both be saved', async () => {
  await assert.rejects(database.app.write.query({ text: 'DELETE FROM calendar_day' }), /permission denied/u);
  await assert.rejects(database.app.write.query({ text: "UPDATE calendar_day SET reason_vi = 'x'" }), /permission denied/u);
  await assert.rejects(database.app.write.query({ text: "UPDATE calendar_version SET reason = 'x'" }), /permission denied/u);
  const add = (date: string) => saveChange({ store, dossiers }, officer, { kind: 'add-day', day: { ...day, date: plainDate(date) } }, approval(5), now);
  const results = await Promise.all([add('2027-06-01'), add('2027-06-02')]);
  assert.deepEqual(results.map((one) => (one.ok ? 'saved' : one.refusal.kind)).sort(), ['changed-meanwhile', 'saved']);
});
test('a new year comes with the days of the law, unconfirmed', async () => {
  const { version } = await store.current();
  assert.deepEqual(await saveChange({ store, dossiers }, officer, { kind: 'add-year', year: 2028 }, approval(version), now), { ok: true, value: version + 1 });
  const { data } = await store.current();
  assert.equal(data.years.find(({ year }) => year === 2028)?.confirmed, false);
  assert.ok(data.days.some(({ date, confirmed }) => date === '2028-01-26' && !confirmed), 'mùng 1 Tết Mậu Thân');
  assert.deepEqual((await previewChange({ store, dossiers }, { kind: 'add-year', year: 2028 })).ok, false);
});
