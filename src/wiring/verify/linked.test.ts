import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoLinked } from '../../../demo/link-demo-parts.ts';
import { seedDemoDossiers } from '../../../demo/seed-dossiers.ts';
import { seedDemoVoices } from '../../../demo/seed-voices.ts';
import { openSeededDatabase, signaturesOf, verifySeeded, type SeededDatabase } from '../../../test/ops/seeded-database.ts';
import { buildCore } from '../core.ts';
import { reactions } from '../reactions.ts';
import { sentenceOf, type InvariantId } from './report.ts';

let seeded: SeededDatabase;
const rows = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => (await seeded.database.owner.query<Row>(text, [...values])).rows;
const KEPT = ['linkage_group', 'linkage_task', 'linkage_exchange', 'feedback_case', 'feedback_event', 'feedback_book'] as const;
before(async () => {
  seeded = await openSeededDatabase('2026-11-24T10:20:00+07:00');
  const signing = await signaturesOf(seeded);
  await seedDemoDossiers(seeded.core, { sign: signing.sign, linked: demoLinked(seeded.core, await buildCore(seeded.config, seeded.database.worker, seeded.keyring, reactions, seeded.clock), 'http://localhost') });
  await signing.close();
  await seedDemoVoices(seeded.core);
  for (const table of KEPT) await rows(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
});
after(() => seeded.close());

/** Damages as the owner of the database, verifies, puts everything back. */
async function findings(damage: string, values: readonly unknown[], invariant: InvariantId): Promise<readonly string[]> {
  // What a job that waits will still bring about is in order: those of the groups that have come to their end are put aside.
  await rows("UPDATE graphile_worker._private_jobs SET key = 'away:' || key WHERE key LIKE 'tell-linked:%' OR key IN (SELECT 'advance-linkage:' || dossier_id FROM linkage_group WHERE state <> 'waiting')");
  await rows(damage, values);
  const report = await verifySeeded(seeded, 'none');
  await rows('ALTER TABLE feedback_event DISABLE TRIGGER USER; ALTER TABLE linkage_group DISABLE TRIGGER ALL; ALTER TABLE linkage_task DISABLE TRIGGER ALL; ALTER TABLE feedback_case DISABLE TRIGGER ALL');
  for (const table of [...KEPT].reverse()) await rows(`DELETE FROM ${table}`);
  for (const table of KEPT) await rows(`INSERT INTO ${table} ${table === 'linkage_exchange' ? 'OVERRIDING SYSTEM VALUE ' : ''}SELECT * FROM kept_${table}`);
  await rows('ALTER TABLE feedback_event ENABLE TRIGGER USER; ALTER TABLE linkage_group ENABLE TRIGGER ALL; ALTER TABLE linkage_task ENABLE TRIGGER ALL; ALTER TABLE feedback_case ENABLE TRIGGER ALL');
  await rows("UPDATE graphile_worker._private_jobs SET key = substr(key, 6) WHERE key LIKE 'away:%'");
  assert.equal(report.ok, false, damage);
  assert.equal(report.first?.invariant, invariant, report.first ? sentenceOf(report.first, 'en') : damage);
  return report.findings.filter((one) => one.invariant === invariant).map((one) => sentenceOf(one, 'en'));
}
const DONE = "(SELECT id FROM linkage_group WHERE state = 'done' ORDER BY id LIMIT 1)";
const PART = `(SELECT id FROM linkage_task WHERE group_id = ${DONE} AND part = 'the-bhyt')`;
const codeOf = async (group: string): Promise<string> => (await rows<{ code: string }>(`SELECT d.code FROM linkage_group g JOIN dossier d ON d.id = g.dossier_id WHERE g.id = ${group}`))[0]?.code ?? '';

test('what only the program wrote is in order: linked parts, their dates, feedback and its clocks', async () => {
  const report = await verifySeeded(seeded, 'none');
  assert.deepEqual(report.findings.map((finding) => sentenceOf(finding, 'en')), []);
  assert.deepEqual(['I-21', 'I-22'].map((id) => (report.invariants.find((one) => one.id === id)?.checked ?? 0) > 5), [true, true]);
});
test('damage to a group of linked parts is found, whatever it is, and its dossier is named', async () => {
  const code = await codeOf(DONE);
  const damages: readonly (readonly [string, RegExp])[] = [
    [`DELETE FROM linkage_task WHERE id = ${PART}`, /the parts chosen are “the-bhyt, thuong-tru”, those there are “thuong-tru”/u],
    [`UPDATE linkage_task SET state = 'sent', finished_at = NULL, result = NULL WHERE id = ${PART}`, /linked part “the-bhyt” is “sent”, what was exchanged makes it “done”/u],
    [`DELETE FROM linkage_exchange WHERE task_id = ${PART} AND direction = 'told'`, /linked part “the-bhyt” is “done”, what was exchanged makes it “sent”/u],
    [`UPDATE linkage_task SET due_at = due_at + interval '1 hour' WHERE id = ${PART}`, /the date of linked part “the-bhyt” was recorded as \S+, counted again it is/u],
    [`UPDATE linkage_group SET due_at = due_at - interval '1 day' WHERE id = ${DONE}`, /the date of its linked group was recorded as \S+, counted again it is/u],
    [`UPDATE linkage_group SET state = 'running', finished_at = NULL WHERE id = ${DONE}`, /its linked group is “running”, dossier and parts make it “done”/u],
    [`UPDATE linkage_group SET finished_at = NULL WHERE id = ${DONE}`, /its linked group has an end that does not fit its state/u],
    [`UPDATE linkage_task SET result = NULL WHERE id = ${PART}`, /linked part “the-bhyt” is done without a number/u],
    [`UPDATE linkage_task t SET partner = 'bao-hiem', partner_reference = (SELECT partner_reference FROM linkage_task WHERE id = ${PART}) WHERE group_id = ${DONE} AND part = 'thuong-tru'`, /two parts carry the same number TD-\w+ of bao-hiem/u],
    [`UPDATE linkage_task SET id = gen_random_uuid() WHERE id = ${PART}`, /tells of a linked part that is not there/u],
    [`UPDATE linkage_group SET dossier_id = gen_random_uuid() WHERE id = ${DONE}`, /its linked group is there, the dossier is not/u],
  ];
  for (const [damage, says] of damages) {
    const found = await findings(damage, [], 'I-21');
    assert.ok(found.some((line) => says.test(line) && (line.startsWith(`dossier ${code}`) || damage.includes('dossier_id'))), `${damage}\n${found.join('\n')}`);
  }
  const refused = await findings("UPDATE linkage_task SET reason = NULL WHERE state = 'refused'", [], 'I-21');
  assert.ok(refused.some((line) => /is refused without a reason/u.test(line)), refused.join('\n'));
  assert.equal((await verifySeeded(seeded, 'none')).ok, true, 'all is as it was');
});
test('a dossier that was received, whose group no job will start, is found', async () => {
  const [waiting] = await rows<{ id: string; code: string }>("SELECT d.id, d.code FROM linkage_group g JOIN dossier d ON d.id = g.dossier_id WHERE g.state = 'waiting' AND d.received_at IS NOT NULL ORDER BY 1 LIMIT 1");
  assert.ok(waiting);
  const found = await findings("UPDATE graphile_worker._private_jobs SET key = 'away:' || key WHERE key = 'advance-linkage:' || $1", [waiting.id], 'I-21');
  assert.deepEqual(found, [`dossier ${waiting.code}: its linked group is “waiting”, dossier and parts make it “running”`]);
});
test('an end that the dossier does not say is in order only while its job waits', async () => {
  const [task] = await rows<{ id: string; dossier: string; seq: number; head: number }>(`SELECT t.id, t.dossier_id AS dossier, e.seq, d.head_seq AS head FROM linkage_task t JOIN dossier d ON d.id = t.dossier_id JOIN dossier_event e ON e.dossier_id = t.dossier_id AND e.kind = 'linked-updated' AND e.body::jsonb->'data'->>'task' = t.id::text AND e.body::jsonb->'data'->>'state' = 'done' ORDER BY e.seq DESC LIMIT 1`);
  assert.ok(task);
  // The part says that it was refused; its dossier was told that it is done.
  const found = await findings("UPDATE linkage_task SET state = 'refused', reason = 'x', result = NULL WHERE id = $1", [task.id], 'I-21');
  assert.ok(found.some((line) => new RegExp(`event ${task.seq}: linked part “[\\w-]+” is “refused”, the event of its dossier says “done”`, 'u').test(line)), found.join('\n'));
});
test('damage to feedback is found: its state, its next date, its end, its events, its numbers', async () => {
  const damages: readonly (readonly [string, RegExp, InvariantId])[] = [
    ["UPDATE feedback_case SET next_due = next_due + interval '1 day' WHERE state = 'handling'", /feedback PA-H36\.23095-\d{6}-0001: its date was recorded as \S+, counted again it is \S+/u, 'I-22'],
    ["UPDATE feedback_case SET next_due = NULL WHERE state = 'new'", /its date was recorded as none, counted again/u, 'I-22'],
    ["UPDATE feedback_case SET next_due = now() WHERE state = 'waiting'", /counted again it is none/u, 'I-22'],
    ["UPDATE feedback_case SET state = 'answered' WHERE state = 'handling'", /is “answered”, its events make it “handling”/u, 'I-22'],
    ["UPDATE feedback_case SET closed_at = closed_at + interval '1 day' WHERE state = 'published'", /its end differs from its events/u, 'I-22'],
    ["DELETE FROM feedback_event WHERE kind = 'answered'", /its \d events are not all there/u, 'I-22'],
    ["UPDATE feedback_book SET last = last + 1", /book case:\S+: the counter says 2, there are 1 cases, the highest is 1/u, 'I-02'],
  ];
  for (const [damage, says, invariant] of damages) {
    const found = await findings(damage, [], invariant);
    assert.ok(found.some((line) => says.test(line)), `${damage}\n${found.join('\n')}`);
  }
  assert.equal((await verifySeeded(seeded, 'none')).ok, true, 'all is as it was');
});
