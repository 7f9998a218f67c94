import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { demoLinked } from '../../../demo/link-demo-parts.ts';
import { seedDemoDossiers } from '../../../demo/seed-dossiers.ts';
import { openSeededDatabase, signaturesOf, verifySeeded, type SeededDatabase } from '../../../test/ops/seeded-database.ts';
import { buildCore } from '../core.ts';
import { reactions } from '../reactions.ts';
import { openNotebook, sentenceOf, type InvariantId } from './report.ts';
import { checkWholeDatabase } from './whole-database.ts';

let seeded: SeededDatabase;
before(async () => {
  seeded = await openSeededDatabase('2026-11-24T10:20:00+07:00');
  const signing = await signaturesOf(seeded);
  await seedDemoDossiers(seeded.core, { sign: signing.sign, linked: demoLinked(seeded.core, await buildCore(seeded.config, seeded.database.worker, seeded.keyring, reactions, seeded.clock), 'http://localhost') });
  await signing.close();
  await seeded.database.owner.query('CREATE TABLE kept_register AS SELECT * FROM dossier_register; CREATE TABLE kept_linked AS SELECT id, linked FROM dossier');
});
after(() => seeded.close());

/** Damages as the owner of the database, verifies, puts everything back. */
async function found(invariant: InvariantId, damage: string, values: readonly unknown[] = []): Promise<readonly string[]> {
  const { owner } = seeded.database;
  await owner.query(damage, [...values]);
  try {
    const report = await verifySeeded(seeded, 'none');
    assert.equal(report.ok, false, damage);
    assert.deepEqual([...new Set(report.findings.map((one) => one.invariant))], [invariant], report.findings.map((one) => sentenceOf(one, 'en')).join('\n'));
    return report.findings.map((one) => sentenceOf(one, 'en'));
  } finally {
    await owner.query('DELETE FROM dossier_register; INSERT INTO dossier_register SELECT * FROM kept_register; UPDATE dossier d SET linked = k.linked FROM kept_linked k WHERE k.id = d.id AND d.linked <> k.linked');
  }
}
interface Line { readonly id: string; readonly code: string; readonly seq: number; readonly number: number; readonly agency: string; readonly agency_id: number; readonly highest: number; readonly year: number; readonly day: string }
/** A line in the middle of the largest book. */
async function line(): Promise<Line> {
  const { rows: [one] } = await seeded.database.owner.query<Line>(`SELECT d.id, d.code, e.seq, r.number, a.code AS agency, r.agency_id, r.year, r.entered_on::text AS day, (SELECT max(number) FROM dossier_register x WHERE x.agency_id = r.agency_id AND x.year = r.year) AS highest
    FROM dossier_register r JOIN dossier d ON d.id = r.dossier_id JOIN dossier_event e ON e.dossier_id = d.id AND e.kind = 'received' JOIN organisation_agency a ON a.id = r.agency_id WHERE r.number = 3 ORDER BY highest DESC LIMIT 1`);
  assert.ok(one && one.highest > 4, 'the demo has a book with several lines');
  return one;
}

test('what only the program wrote is in order: every dossier received has its line, every linked one its mark', async () => {
  const report = await verifySeeded(seeded, 'none');
  assert.deepEqual(report.findings.map((finding) => sentenceOf(finding, 'en')), []);
  const checked = (id: InvariantId): number => report.invariants.find((one) => one.id === id)?.checked ?? 0;
  const { rows: [there] } = await seeded.database.owner.query<{ lines: number; books: number; groups: number }>('SELECT count(*)::int AS lines, count(DISTINCT (agency_id, year))::int AS books, (SELECT count(*)::int FROM linkage_group) AS groups FROM dossier_register');
  assert.ok(there && there.lines > 20 && there.groups > 1);
  assert.equal(checked('I-23'), there.lines + there.books);
  assert.equal(checked('I-24'), 2 * there.groups);
});

test('a line that is gone, and the gap that it leaves', async () => {
  const one = await line();
  const lines = await found('I-23', 'DELETE FROM dossier_register WHERE dossier_id = $1', [one.id]);
  assert.deepEqual(lines, [`dossier ${one.code} event ${one.seq}: was received, and has no line in the register`,
    `register ${one.agency}/${one.year}: ${one.highest - 1} – 1…${one.highest} – 4: lines, lowest and highest number, first number out of its place – a gap or a twin`]);
});
test('a line with another number, on another day, of another year or at another desk', async () => {
  const one = await line();
  const book = `register:${one.agency}:${one.year}`;
  const [twin, gap] = await found('I-23', 'UPDATE dossier_register SET number = 4 WHERE dossier_id = $1', [one.id]);
  assert.equal(twin, `dossier ${one.code} event ${one.seq}: the register says ${book} 4 (${one.day}), the event of its reception ${book} 3 (${one.day})`);
  assert.match(gap ?? '', new RegExp(`^register ${one.agency}/${one.year}: ${one.highest} – 1…${one.highest} – 4: `, 'u'));
  const [day, ...none] = await found('I-23', "UPDATE dossier_register SET entered_on = entered_on - 1 WHERE dossier_id = $1", [one.id]);
  assert.match(day ?? '', new RegExp(`the register says ${book} 3 \\(\\S+\\), the event of its reception ${book} 3 \\(${one.day}\\)$`, 'u'));
  assert.deepEqual(none, []);
  const year = await found('I-23', 'UPDATE dossier_register SET year = year - 1 WHERE dossier_id = $1', [one.id]);
  assert.ok(year.some((text) => text.startsWith(`dossier ${one.code} event ${one.seq}: the register says register:${one.agency}:${one.year - 1} 3`)), year.join('\n'));
  assert.ok(year.some((text) => text.startsWith(`register ${one.agency}/${one.year - 1}: 1 – 3…3 – 3: `)), year.join('\n'));
  const desk = await found('I-23', 'UPDATE dossier_register SET agency_id = (SELECT id FROM organisation_agency WHERE id <> $2 ORDER BY id LIMIT 1) WHERE dossier_id = $1', [one.id, one.agency_id]);
  assert.ok(desk.some((text) => text.startsWith(`dossier ${one.code} event ${one.seq}: the register says `)), desk.join('\n'));
});
test('a line of a dossier that nobody received, and one of a dossier that is not there', async () => {
  const { rows: [waiting] } = await seeded.database.owner.query<{ id: string; name: string }>('SELECT id, coalesce(code, reference) AS name FROM dossier WHERE received_at IS NULL ORDER BY id LIMIT 1');
  assert.ok(waiting);
  const one = await line();
  const [early, ...none] = await found('I-23', 'INSERT INTO dossier_register SELECT $1, agency_id, year, $2, entered_on FROM dossier_register WHERE dossier_id = $3', [waiting.id, one.highest + 1, one.id]);
  assert.equal(early, `dossier ${waiting.name}: has a line in the register, and no event received it`);
  assert.deepEqual(none, []);
  const [stray, ...more] = await found('I-23', "INSERT INTO dossier_register SELECT '0190ffff-0000-7000-8000-000000000001', agency_id, year, $1, entered_on FROM dossier_register WHERE dossier_id = $2", [one.highest + 1, one.id]);
  assert.equal(stray, 'the register has a line of dossier 0190ffff-0000-7000-8000-000000000001, which is gone');
  assert.deepEqual(more, []);
});
test('a mark without a group, and a group without its mark', async () => {
  const one = await line();
  const { rows: [group] } = await seeded.database.owner.query<{ id: string; name: string }>('SELECT d.id, coalesce(d.code, d.reference) AS name FROM linkage_group g JOIN dossier d ON d.id = g.dossier_id ORDER BY g.id LIMIT 1');
  assert.ok(group && group.id !== one.id);
  assert.deepEqual(await found('I-24', 'UPDATE dossier SET linked = true WHERE id = $1', [one.id]), [`dossier ${one.code} is marked as one with linked parts, and has no group`]);
  assert.deepEqual(await found('I-24', 'UPDATE dossier SET linked = false WHERE id = $1', [group.id]), [`dossier ${group.name} has a linked group and is not marked: its look-up does not show the parts`]);
});

test('numbers of a book: whatever they are, a book is in order exactly when they are 1, 2, … up to their count', async () => {
  const client: PoolClient = await seeded.database.owner.connect();
  try {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 8 }).map((n) => Array.from({ length: n }, (_, at) => at + 1))), async (numbers) => {
      await client.query('BEGIN');
      try {
        await client.query("INSERT INTO dossier_register SELECT gen_random_uuid(), 1, 1999, n, '1999-05-05' FROM unnest($1::int[]) AS n", [numbers]);
        const notebook = openNotebook();
        await checkWholeDatabase(client, notebook);
        const named = notebook.findings().filter((one) => one.what.en.includes('/1999: '));
        const right = [...numbers].sort((a, b) => a - b).every((number, at) => number === at + 1);
        assert.equal(named.length, right ? 0 : 1, numbers.join(' '));
      } finally { await client.query('ROLLBACK'); }
    }), { numRuns: 60 });
  } finally { client.release(); }
});
