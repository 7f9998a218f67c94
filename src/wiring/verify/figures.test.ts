import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seedDemoDossiers } from '../../../demo/seed-dossiers.ts';
import { openSeededDatabase, signaturesOf, verifySeeded, type SeededDatabase } from '../../../test/ops/seeded-database.ts';
import { changeCalendar } from '../../modules/calendar/domain/index.ts';
import { catchUpFacts, factStore, recordFact } from '../../modules/report/index.ts';
import { plainDate } from '../../shared/plain-date.ts';
import { buildCore, type Core } from '../core.ts';
import { reactions } from '../reactions.ts';
import { factSource } from '../report-source.ts';
import { sentenceOf } from './report.ts';

const NOW = '2026-11-24T10:20:00+07:00';
let seeded: SeededDatabase;
let worker: Core;
const deps = () => ({ source: factSource(worker), facts: factStore(seeded.database.worker) });
const owner = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => (await seeded.database.owner.query<Row>(text, [...values])).rows;
before(async () => {
  seeded = await openSeededDatabase(NOW);
  worker = await buildCore(seeded.config, seeded.database.worker, seeded.keyring, reactions, seeded.clock);
  const signing = await signaturesOf(seeded);
  await seedDemoDossiers(seeded.core, { sign: signing.sign });
  await signing.close();
});
after(() => seeded.close());

/** Puts every fact right, as its job would. */
const putRight = async (): Promise<void> => { for (const { id } of await owner<{ id: string }>('SELECT id FROM dossier')) await recordFact(deps(), id); };
const victim = async () => { const [one] = await owner<{ id: string; code: string; head_seq: number }>("SELECT id, code, head_seq FROM dossier WHERE status = 'returned' AND procedure_code = '1.004873' ORDER BY id LIMIT 1"); assert.ok(one); return one; };
const verify = () => verifySeeded(seeded, 'none');

test('figures that wait for their job are in order, those that were made are what the events say', async () => {
  const waiting = await verify();
  assert.deepEqual([waiting.ok, waiting.invariants.find((one) => one.id === 'I-20')?.checked], [true, 46], waiting.first ? sentenceOf(waiting.first, 'en') : '');
  await putRight();
  const made = await verify();
  const [sums] = await owner<{ n: number; halves: number }>('SELECT (SELECT count(*)::int FROM report_month_sum) + (SELECT count(*)::int FROM report_half_sum) AS n, (SELECT count(*)::int FROM report_half_sum) AS halves');
  assert.ok((sums?.n ?? 0) > 4 && (sums?.halves ?? 0) > 0, JSON.stringify(sums));
  assert.deepEqual([made.ok, made.invariants.find((one) => one.id === 'I-20')?.checked], [true, 46 + (sums?.n ?? 0)], made.first ? sentenceOf(made.first, 'en') : '');
});
test('a sum by month that differs from its dossiers is found: the agency, the month, the procedure and by how much', async () => {
  const [one] = await owner<{ agency_id: number; month: string; procedure_code: string; field: string }>("SELECT agency_id, to_char(month, 'MM/YYYY') AS month, procedure_code, field FROM report_month_sum WHERE early > 0 ORDER BY 1, 3, 2 LIMIT 1");
  assert.ok(one);
  const where = 'WHERE agency_id = $1 AND procedure_code = $2 AND early > 0';
  await owner(`UPDATE report_month_sum SET early = early + 1, got_self = got_self - 2 ${where}`, [one.agency_id, one.procedure_code]);
  const report = await verify();
  assert.equal(report.ok, false);
  assert.deepEqual([report.first?.invariant, report.first?.what.en], ['I-20', `the monthly sums of agency ${one.agency_id} ${one.month} ${one.procedure_code}: got_self -2, early +1 against counting every dossier again`]);
  await owner(`UPDATE report_month_sum SET early = early - 1, got_self = got_self + 2 ${where}`, [one.agency_id, one.procedure_code]);
  await owner('UPDATE report_half_sum SET got_counter = got_counter + 3 WHERE (agency_id, month, procedure_code, field) = (SELECT agency_id, month, procedure_code, field FROM report_half_sum ORDER BY 1, 2, 3, 4 LIMIT 1)');
  const halves = await verify();
  assert.match(halves.first?.what.en ?? '', /^the sums of first half-months of agency \d+ \d\d\/\d{4} \S+: got_counter \+3 against counting every dossier again$/u);
  await owner('UPDATE report_half_sum SET got_counter = got_counter - 3 WHERE (agency_id, month, procedure_code, field) = (SELECT agency_id, month, procedure_code, field FROM report_half_sum ORDER BY 1, 2, 3, 4 LIMIT 1)');
  await owner('CREATE TABLE kept_sum AS SELECT * FROM report_month_sum; TRUNCATE report_month_sum');
  const emptied = await verify();
  assert.ok(emptied.findings.length > 4 && emptied.findings.every((finding) => finding.invariant === 'I-20'), 'sums that are gone are missed');
  await owner('INSERT INTO report_month_sum SELECT * FROM kept_sum; DROP TABLE kept_sum');
  assert.equal((await verify()).ok, true);
});
test('a figure that was changed is found, whichever it is, and the dossier is named', async () => {
  const { id, code, head_seq } = await victim();
  const changes: readonly (readonly [string, string])[] = [
    ['settled', "settled = 'late'"], ['agencyId', 'agency_id = 12'], ['channel', "channel = 'counter'"], ['filedBy', "filed_by = 'helper'"], ['receivedAt', "received_at = received_at - interval '1 day'"], ['finishedAt', "finished_at = finished_at + interval '1 minute'"],
    ['legalDue', "legal_due = legal_due + interval '1 day'"], ['workedMinutes', 'worked_minutes = worked_minutes - 1'], ['electronicResult', 'electronic_result = false'], ['feePaid', 'fee_paid = fee_paid + 1'], ['pauses', "pauses = '{[2026-11-01,2026-11-02)}'"], ['dues', 'due_since = due_since[2:], due_values = due_values[2:]'], ['calendarVersion', 'seq = seq + 1'],
  ];
  for (const [name, change] of changes) {
    await owner(`UPDATE report_dossier_fact SET ${change} WHERE dossier_id = $1`, [id]);
    const report = await verify();
    assert.equal(report.ok, false, name);
    assert.deepEqual([report.first?.invariant, report.first?.dossier, report.first?.seq], ['I-20', code, head_seq], name);
    if (name !== 'calendarVersion') assert.match(report.first ? sentenceOf(report.first, 'en') : '', new RegExp(`events in: (\\w+, )*${name}`, 'u'));
    await owner('DELETE FROM report_dossier_fact WHERE dossier_id = $1', [id]);
    await recordFact(deps(), id);
  }
  assert.equal((await verify()).ok, true);
});
test('a dossier that is not counted, with no job to count it, is found; the sweep puts it right', async () => {
  const { id, code } = await victim();
  await owner('DELETE FROM report_dossier_fact WHERE dossier_id = $1', [id]);
  assert.equal((await verify()).ok, true, 'its job is still waiting');
  await owner("DELETE FROM graphile_worker._private_jobs WHERE key = $1", [`report-fact:${id}`]);
  // The dossiers of a demo may be left out where they are no exercise of this installation.
  await owner('UPDATE dossier SET demo = false WHERE id = $1', [id]);
  const report = await verify();
  assert.ok(report.findings.some((one) => one.invariant === 'I-20' && one.dossier === code && /no job is waiting/u.test(one.what.en)), JSON.stringify(report.findings));
  await owner('UPDATE dossier SET demo = true WHERE id = $1', [id]);
  assert.deepEqual({ ...(await catchUpFacts(deps(), seeded.clock.now())), looked: 0 }, { looked: 0, recorded: 1, whole: true });
  assert.equal((await verify()).ok, true);
});
test('a fact that stands still while its dossier goes on is brought up to date by the sweep', async () => {
  const { id } = await victim();
  await owner('UPDATE report_dossier_fact SET seq = seq - 1 WHERE dossier_id = $1', [id]);
  assert.equal((await verify()).first?.invariant, 'I-20');
  assert.equal((await catchUpFacts(deps(), seeded.clock.now())).recorded, 1);
  assert.equal((await verify()).ok, true);
});
test('a fact from before it was noted which calendar counted it is counted again, finished or not; until then it is a question and not wrong', async () => {
  const { id, code } = await victim();
  await owner('UPDATE report_dossier_fact SET counted_by = 0, worked_minutes = 1 WHERE dossier_id = $1', [id]);
  const report = await verify();
  assert.equal(report.ok, true);
  assert.deepEqual(report.findings.filter((one) => one.invariant === 'I-20').map((one) => [one.severity, one.dossier]), [['warning', code]]);
  assert.equal((await catchUpFacts(deps(), seeded.clock.now())).recorded, 1);
  assert.deepEqual((await verify()).findings, []);
});
test('a changed calendar: open dossiers are counted again, finished ones keep the calendar of their time, and nothing is called wrong', async () => {
  const { version, data } = await seeded.core.calendars.current();
  const changed = changeCalendar(data, { kind: 'add-day', day: { date: plainDate('2026-11-25'), kind: 'off', reason: { vi: 'Nghỉ bão', en: 'Storm' }, source: 'Công điện thử nghiệm', confirmed: true } });
  assert.ok(changed.ok, JSON.stringify(changed));
  const before = await owner<{ n: number }>('SELECT count(*)::int AS n FROM report_dossier_fact WHERE finished_at IS NULL');
  assert.ok((await seeded.core.calendars.change({ basedOn: version, at: seeded.clock.now(), officerId: '01920000-0000-7000-8000-000000000008', officerName: 'Kiểm soát', agencyIds: [1, 2], what: 'add-day', reason: 'bão', decision: '1/CĐ', moved: 0, requestKey: null }, changed.value)).ok);
  assert.equal((await owner("SELECT 1 FROM graphile_worker._private_jobs WHERE key = 'report-catch-up'")).length, 1, 'the change itself asks for it');
  worker = await buildCore(seeded.config, seeded.database.worker, seeded.keyring, reactions, seeded.clock);
  assert.deepEqual((await verify()).findings.filter((one) => one.invariant === 'I-20'), [], 'what was counted by the earlier calendar is right by it');
  assert.equal((await catchUpFacts(deps(), seeded.clock.now())).recorded, before[0]?.n);
  assert.deepEqual(await owner('SELECT DISTINCT finished_at IS NULL AS open, counted_by AS v FROM report_dossier_fact ORDER BY 1'), [{ open: false, v: version }, { open: true, v: version + 1 }]);
  assert.deepEqual((await verify()).findings.filter((one) => one.invariant === 'I-20'), []);
  assert.equal((await catchUpFacts(deps(), seeded.clock.now())).recorded, 0, 'once');
});
