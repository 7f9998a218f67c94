import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { PoolClient } from 'pg';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { openSeededDatabase, signaturesOf, verifySeeded, type SeededDatabase } from '../../test/ops/seeded-database.ts';
import { sentenceOf, type InvariantId, type VerifyReport } from './verify/report.ts';

const NOW = '2026-11-24T10:20:00+07:00';
let seeded: SeededDatabase;

before(async () => {
  seeded = await openSeededDatabase(NOW);
  const signing = await signaturesOf(seeded);
  await seedDemoDossiers(seeded.core, { sign: signing.sign });
  await signing.close();
  for (const table of TABLES) await seeded.database.owner.query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
});
after(() => seeded.close());

const TABLES = ['dossier', 'dossier_event', 'dossier_book', 'dossier_draft', 'dossier_effect', 'dossier_issued', 'dossier_paper'] as const;
async function putBack(owner: PoolClient): Promise<void> {
  await owner.query('DELETE FROM dossier_event');
  for (const table of TABLES.filter((name) => name !== 'dossier_event')) await owner.query(`DELETE FROM ${table}`);
  for (const table of TABLES) await owner.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
}
/** Plants one tampering as the owner of the database, verifies, puts everything back. */
async function planted(plant: (owner: PoolClient, victim: Victim) => Promise<unknown>): Promise<{ report: VerifyReport; victim: Victim }> {
  const owner = await seeded.database.owner.connect();
  try {
    // A returned dossier: many events, numbers in all three books.
    const [victim] = (await owner.query<Victim>("SELECT id, code, head_seq FROM dossier WHERE status = 'returned' AND procedure_code = '1.004873' AND head_seq >= 8 ORDER BY id LIMIT 1")).rows;
    assert.ok(victim);
    await plant(owner, victim);
    try {
      return { report: await verifySeeded(seeded, 'none'), victim };
    } finally {
      await putBack(owner);
    }
  } finally {
    owner.release();
  }
}
interface Victim { readonly id: string; readonly code: string; readonly head_seq: number }

const hashOf = (before: Buffer, body: string): Buffer => createHash('sha256').update(before).update(body, 'utf8').digest();
async function eventOf(owner: PoolClient, id: string, seq: number): Promise<{ body: string; hash: Buffer; kind: string; at: Date }> {
  const row = (await owner.query<{ body: string; hash: Buffer; kind: string; at: Date }>('SELECT body, hash, kind, at FROM dossier_event WHERE dossier_id = $1 AND seq = $2', [id, seq])).rows[0];
  assert.ok(row, `event ${seq}`);
  return row;
}
/** The first thing found names this dossier and event under this invariant. */
function assertFirst(report: VerifyReport, invariant: InvariantId, dossier: string, seq: number): void {
  assert.equal(report.ok, false);
  assert.ok(report.first);
  assert.deepEqual([report.first.invariant, report.first.dossier, report.first.seq], [invariant, dossier, seq], sentenceOf(report.first, 'en'));
  assert.ok(sentenceOf(report.first, 'en').startsWith(`dossier ${dossier} event ${seq}: `));
}

test('a database that only the program wrote has nothing wrong, files and signatures included', async () => {
  const report = await verifySeeded(seeded, 'all');
  assert.deepEqual(report.findings.map((finding) => sentenceOf(finding, 'en')), []);
  assert.equal(report.ok, true);
  assert.equal(report.dossiers, 46);
  const checked = Object.fromEntries(report.invariants.map((one) => [one.id, one.checked]));
  for (const id of ['I-01', 'I-02', 'I-03', 'I-04', 'I-06', 'I-07', 'I-08', 'I-09', 'I-10', 'I-11', 'I-12', 'I-13', 'I-14', 'I-16', 'I-19'] as const) assert.ok((checked[id] ?? 0) > 0, `${id} looked at nothing`);
});

test('tampering 1: the text of an event is edited', async () => {
  const { report, victim } = await planted((owner, { id }) => owner.query(`UPDATE dossier_event SET body = replace(body, '"electronic"', '"counter"') || ' ' WHERE dossier_id = $1 AND seq = 1`, [id]));
  assertFirst(report, 'I-07', victim.code, 1);
});
test('tampering 2: the time of an event is edited, in the column and in the text', async () => {
  const column = await planted((owner, { id }) => owner.query("UPDATE dossier_event SET at = at - interval '1 day' WHERE dossier_id = $1 AND seq = 3", [id]));
  assertFirst(column.report, 'I-07', column.victim.code, 3);
  const both = await planted(async (owner, { id }) => {
    const { body, at } = await eventOf(owner, id, 3);
    const earlier = new Date(at.getTime() - 86_400_000);
    await owner.query('UPDATE dossier_event SET at = $3, body = $4 WHERE dossier_id = $1 AND seq = $2', [id, 3, earlier, body.replace(at.toISOString(), earlier.toISOString())]);
  });
  assertFirst(both.report, 'I-07', both.victim.code, 3);
});
test('tampering 3: the actor of an event is edited', async () => {
  const { report, victim } = await planted((owner, { id }) => owner.query("UPDATE dossier_event SET body = regexp_replace(body, '\"name\":\"[^\"]*\"', '\"name\":\"Người khác\"') WHERE dossier_id = $1 AND seq = 4", [id]));
  assertFirst(report, 'I-07', victim.code, 4);
});
test('tampering 4: the kind of an event is edited', async () => {
  const { report, victim } = await planted((owner, { id }) => owner.query("UPDATE dossier_event SET kind = 'extended' WHERE dossier_id = $1 AND seq = 4", [id]));
  assertFirst(report, 'I-07', victim.code, 4);
});
test('tampering 5: an event is edited and hashed again; the next one no longer follows it', async () => {
  const { report, victim } = await planted(async (owner, { id }) => {
    const [first, second] = [await eventOf(owner, id, 1), await eventOf(owner, id, 2)];
    const body = second.body.replace('"term":"', '"term":"x');
    await owner.query('UPDATE dossier_event SET body = $3, hash = $4 WHERE dossier_id = $1 AND seq = $2', [id, 2, body, hashOf(first.hash, body)]);
  });
  assertFirst(report, 'I-07', victim.code, 3);
  assert.match(sentenceOf(report.first!, 'en'), /this event or event 2 was changed/u);
});
test('tampering 5b: the last event is edited and hashed again; the head on the dossier betrays it', async () => {
  const { report, victim } = await planted(async (owner, { id, head_seq }) => {
    const [before, last] = [await eventOf(owner, id, head_seq - 1), await eventOf(owner, id, head_seq)];
    const body = last.body.replace('"checkedIdentity":true', '"checkedIdentity":false').replace('"method":"electronic"', '"method":"post"');
    assert.notEqual(body, last.body);
    await owner.query('UPDATE dossier_event SET body = $3, hash = $4 WHERE dossier_id = $1 AND seq = $2', [id, head_seq, body, hashOf(before.hash, body)]);
  });
  assertFirst(report, 'I-07', victim.code, victim.head_seq);
});
test('tampering 6: the whole chain and the head are computed again; only the heads written down elsewhere tell', async () => {
  const honest = await verifySeeded(seeded, 'none');
  const { report } = await planted(async (owner, { id, head_seq }) => {
    let head = Buffer.alloc(32);
    for (let seq = 1; seq <= head_seq; seq++) {
      const { body } = await eventOf(owner, id, seq);
      const changed = seq === 4 ? body.replace(/"name":"[^"]*"/u, '"name":"Người khác"') : body;
      head = Buffer.from(hashOf(head, changed));
      await owner.query('UPDATE dossier_event SET body = $3, hash = $4 WHERE dossier_id = $1 AND seq = $2', [id, seq, changed, head]);
    }
    await owner.query('UPDATE dossier SET head_hash = $2 WHERE id = $1', [id, head]);
  });
  assert.equal(report.ok, true, 'nothing inside the database can tell');
  assert.notEqual(report.heads, honest.heads);
  assert.equal((await verifySeeded(seeded, 'none')).heads, honest.heads);
});
test('tampering 7: an event in the middle is deleted', async () => {
  const { report, victim } = await planted((owner, { id }) => owner.query('DELETE FROM dossier_event WHERE dossier_id = $1 AND seq = 3', [id]));
  assertFirst(report, 'I-07', victim.code, 3);
});
test('tampering 8: the last event is deleted', async () => {
  const { report, victim } = await planted((owner, { id, head_seq }) => owner.query('DELETE FROM dossier_event WHERE dossier_id = $1 AND seq = $2', [id, head_seq]));
  assertFirst(report, 'I-07', victim.code, victim.head_seq);
});
test('tampering 9: a whole dossier is deleted; its numbers, its key and its draft are missed', async () => {
  const { report, victim } = await planted(async (owner, { id }) => {
    for (const table of ['dossier_event WHERE dossier_id', 'dossier_paper WHERE dossier_id', 'dossier_issued WHERE dossier_id', 'dossier WHERE id']) await owner.query(`DELETE FROM ${table} = $1`, [id]);
  });
  const said = report.findings.map((finding) => sentenceOf(finding, 'en'));
  const [, agency, day] = /^(.*)-(\d{6})-\d+$/u.exec(victim.code) ?? [];
  assert.ok(said.some((line) => line.startsWith(`book code:${agency}:20${day?.slice(0, 2)}-${day?.slice(2, 4)}-${day?.slice(4)}: number`)), said.join('\n'));
  assert.ok(said.some((line) => line.startsWith(`book register:${agency}:2026: number`)));
  assert.ok(said.some((line) => line.startsWith(`book document:${agency}:XNTTHN:2026: number`)));
  assert.ok(said.some((line) => line.includes(victim.id) && line.includes('acknowledged')));
  assert.ok(said.some((line) => line.includes(victim.id) && line.includes('draft')));
});
test('tampering 9b: a dossier that had no number yet is deleted', async () => {
  const { report } = await planted(async (owner) => {
    const id = (await owner.query<{ id: string }>("SELECT id FROM dossier WHERE status = 'submitted' ORDER BY id LIMIT 1")).rows[0]?.id;
    await owner.query('DELETE FROM dossier_event WHERE dossier_id = $1', [id]);
    await owner.query('DELETE FROM dossier WHERE id = $1', [id]);
  });
  assert.equal(report.ok, false);
  assert.deepEqual([...new Set(report.findings.map((finding) => finding.invariant))].sort(), ['I-01', 'I-03', 'I-14']);
});
test('tampering 10: a back-dated event is put in, with right hashes and a new head', async () => {
  const { report, victim } = await planted(async (owner, { id, head_seq }) => {
    const last = await eventOf(owner, id, head_seq);
    const at = new Date(last.at.getTime() - 5 * 86_400_000);
    const body = JSON.stringify({ at: at.toISOString(), by: { id: 'x', kind: 'system' }, data: { reason: 'x' }, dossier: id, kind: 'withdrawal-requested', sealed: null, seq: head_seq + 1, v: 1 });
    const hash = hashOf(last.hash, body);
    await owner.query('INSERT INTO dossier_event (dossier_id, seq, kind, at, body, hash) VALUES ($1, $2, $3, $4, $5, $6)', [id, head_seq + 1, 'withdrawal-requested', at, body, hash]);
    await owner.query('UPDATE dossier SET head_seq = $2, head_hash = $3 WHERE id = $1', [id, head_seq + 1, hash]);
  });
  assertFirst(report, 'I-11', victim.code, victim.head_seq + 1);
  assert.ok(report.findings.some((finding) => finding.invariant === 'I-08' && finding.seq === victim.head_seq + 1), 'a closed dossier takes no event');
});
test('tampering 11: the events of two dossiers are exchanged', async () => {
  const { report } = await planted(async (owner) => {
    const [a, b] = (await owner.query<{ id: string }>("SELECT id FROM dossier WHERE status = 'submitted' ORDER BY id LIMIT 2")).rows.map((row) => row.id);
    await owner.query(`CREATE TEMP TABLE moved AS SELECT * FROM dossier_event WHERE dossier_id IN ('${a}', '${b}')`);
    await owner.query('DELETE FROM dossier_event WHERE dossier_id IN ($1, $2)', [a, b]);
    await owner.query('INSERT INTO dossier_event SELECT CASE dossier_id WHEN $1::uuid THEN $2::uuid ELSE $1::uuid END, seq, kind, at, body, hash FROM moved', [a, b]);
  });
  const wrong = report.findings.filter((finding) => finding.invariant === 'I-07' && sentenceOf(finding, 'en').includes('another dossier'));
  assert.equal(wrong.length, 2);
  assert.equal(report.first?.seq, 1);
});
test('tampering 12: yesterday’s database is put back and work goes on; only the heads written down elsewhere tell', async () => {
  const honest = await verifySeeded(seeded, 'none');
  // «Yesterday»: a whole dossier that came in today never happened, counters, keys and draft included.
  const { report } = await planted(async (owner) => {
    const id = (await owner.query<{ id: string }>("SELECT id FROM dossier WHERE status = 'submitted' ORDER BY id DESC LIMIT 1")).rows[0]?.id;
    await owner.query('ALTER TABLE document_file DISABLE TRIGGER document_keep');
    await owner.query('CREATE TABLE kept_files AS SELECT * FROM document_file WHERE dossier_id = $1', [id]);
    for (const table of ["dossier_effect WHERE result->>'dossierId'", 'dossier_draft WHERE dossier_id::text', 'document_file WHERE dossier_id::text', 'dossier_event WHERE dossier_id::text', 'dossier WHERE id::text']) await owner.query(`DELETE FROM ${table} = $1`, [id]);
  });
  await seeded.database.owner.query('INSERT INTO document_file SELECT * FROM kept_files');
  await seeded.database.owner.query('ALTER TABLE document_file ENABLE TRIGGER document_keep');
  assert.equal(report.ok, true);
  assert.notEqual(report.heads, honest.heads);
});

test('the row of a dossier is edited: the columns are named', async () => {
  const { report, victim } = await planted((owner, { id }) => owner.query("UPDATE dossier SET due_at = due_at + interval '5 days', status = 'done', fee_paid = 0 WHERE id = $1", [id]));
  assertFirst(report, 'I-06', victim.code, victim.head_seq);
  assert.match(sentenceOf(report.first!, 'en'), /status, due_at, fee_paid$/u);
});
test('keyed hashes, counters, issued results and files are compared with the events', async () => {
  const key = await planted((owner, { id }) => owner.query("UPDATE dossier SET owner_key = sha256('x') WHERE id = $1", [id]));
  assert.match(sentenceOf(key.report.first!, 'en'), /keyed hashes do not match the contents: owner_key/u);
  const counter = await planted((owner) => owner.query("UPDATE dossier_book SET last = last + 1 WHERE book LIKE 'register:%'"));
  assert.equal(counter.report.findings.filter((finding) => finding.invariant === 'I-02').length, 2);
  const listed = await planted((owner, { id }) => owner.query("UPDATE dossier_issued SET sha256 = repeat('0', 64), signer_name = 'Người khác' WHERE dossier_id = $1", [id]));
  assert.match(sentenceOf(listed.report.first!, 'en'), /list of issued results differs from the events in: sha256, signer_name/u);
  const unlisted = await planted((owner, { id }) => owner.query('DELETE FROM dossier_issued WHERE dossier_id = $1', [id]));
  assert.match(sentenceOf(unlisted.report.first!, 'en'), /not in the list of issued results/u);
});
test('work that is owed and that no job will do is found', async () => {
  const owner = seeded.database.owner;
  // A job under another key is a job for something else.
  await owner.query("UPDATE graphile_worker._private_jobs SET key = 'away:' || key WHERE key LIKE 'sign:%' OR key = (SELECT min(key) FROM graphile_worker._private_jobs WHERE key LIKE 'notices:%')");
  const report = await verifySeeded(seeded, 'none');
  await owner.query("UPDATE graphile_worker._private_jobs SET key = substr(key, 6) WHERE key LIKE 'away:%'");
  const said = report.findings.map((finding) => sentenceOf(finding, 'en'));
  const gaveUp = (await owner.query<{ key: string }>("UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = (SELECT min(key) FROM graphile_worker._private_jobs WHERE key LIKE 'paper:%') RETURNING key")).rows[0]?.key;
  const later = await verifySeeded(seeded, 'none');
  await owner.query('UPDATE graphile_worker._private_jobs SET attempts = 0 WHERE key = $1', [gaveUp]);
  assert.match(sentenceOf(later.first!, 'en'), /a paper is owed, and the job gave up after all its tries$/u);
  const waiting = (await owner.query<{ n: number }>("SELECT count(*) AS n FROM dossier WHERE status = 'signing'")).rows[0]?.n ?? 0;
  assert.equal(said.filter((line) => line.endsWith('the signature is owed, and no job is waiting to make it')).length, waiting);
  assert.equal(said.filter((line) => line.endsWith('a message is owed, and no job is waiting to make it')).length, 1);
});
test('bytes altered, lost or left on the disk are found', async () => {
  const { readdir, readFile, writeFile, rename } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const dir = join(seeded.dataDir, 'files');
  const paths = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  const [altered, lost] = [paths[0] as string, paths[1] as string];
  const bytes = await readFile(altered);
  await writeFile(altered, Buffer.concat([bytes.subarray(0, 40), Buffer.from([(bytes[40] ?? 0) ^ 1]), bytes.subarray(41)]));
  await rename(lost, `${lost}.away`);
  const report = await verifySeeded(seeded, 'all');
  await writeFile(altered, bytes);
  await rename(`${lost}.away`, lost);
  const said = report.findings.filter((finding) => finding.invariant === 'I-14').map((finding) => sentenceOf(finding, 'en'));
  assert.equal(said.filter((line) => line.endsWith('was altered on the disk or does not open')).length, 1);
  assert.equal(said.filter((line) => line.endsWith('has no bytes on the disk')).length, 1);
  assert.equal((await verifySeeded(seeded, 'all')).ok, true);
});
test('with another keyring every sealed part is reported, none is taken for right', async () => {
  const { randomBytes } = await import('node:crypto');
  const strange = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
  const report = await verifySeeded({ ...seeded, keyring: strange }, 'none');
  assert.equal(report.ok, false);
  assert.ok((report.invariants.find((one) => one.id === 'I-19')?.wrong ?? 0) >= report.dossiers);
  assert.equal(report.invariants.find((one) => one.id === 'I-07')?.wrong, 0, 'the chain needs no key');
});
