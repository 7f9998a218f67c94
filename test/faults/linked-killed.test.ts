import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { startLinkedAgencies, type LinkedAgenciesSimulator } from '../../simulators/linked-agencies/linked-agencies.ts';
import { officeDeadlines, STANDARD_RULE } from '../../src/modules/calendar/domain/index.ts';
import { nationalCalendar } from '../../src/modules/calendar/index.ts';
import { standBetween, type Between } from '../support/between.ts';
import { holdingCommits } from '../support/held-commit.ts';
import { poolOf, startProgram, type Program } from '../support/program.ts';
import { until } from '../support/until.ts';

/** Web and worker are killed while another agency is being told or tells: one request, one answer, one line of the dossier. */
const SECRET = 'secret-of-the-fault-tests-only';
let program: Program;
let agencies: LinkedAgenciesSimulator;
let calls: Between;
let owner: pg.Pool;

const count = async (text: string, values: readonly unknown[] = []): Promise<number> => Number((await owner.query<{ n: string }>(text, [...values])).rows[0]?.n);

before(async () => {
  agencies = await startLinkedAgencies({ port: 0, secrets: { 'cu-tru': SECRET }, pauseMs: 150, retryMs: 100 });
  calls = await standBetween(agencies.urlOf('cu-tru'));
  program = await startProgram({ LINKED_CU_TRU_URL: calls.url, LINKED_CU_TRU_SECRET: SECRET });
  agencies.callTo(`${program.base}/lien-thong/tin/{partner}`);
  owner = poolOf(program);
  await until('a birth of the demo is signed', async () => (await count("SELECT count(*) AS n FROM dossier WHERE procedure_code = '1.001193' AND status IN ('done', 'returned') AND due_at IS NOT NULL")) >= 3);
});
after(async () => {
  await owner?.end();
  await program?.stop();
  await agencies?.close();
  calls?.close();
});

/** A signed birth of the demo whose residence part is now to be sent. Answers the dossier and the part's key. */
async function aPart(): Promise<{ readonly dossier: string; readonly task: string }> {
  const { rows: [birth] } = await owner.query<{ id: string; agency: number }>("SELECT d.id, d.competent_agency AS agency FROM dossier d WHERE d.procedure_code = '1.001193' AND d.status IN ('done', 'returned') AND d.due_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM linkage_group g WHERE g.dossier_id = d.id) ORDER BY d.id LIMIT 1");
  assert.ok(birth);
  const [group, task] = [randomUUID(), randomUUID()];
  const connection = await owner.connect();
  try {
    // Tables of persons are bound row by row for their owner too: the test stands in for the worker.
    await connection.query('BEGIN');
    await connection.query('SET LOCAL ROLE motcua_worker');
    const now = new Date();
    const due = officeDeadlines(nationalCalendar(), STANDARD_RULE).due(now, { value: 3, unit: 'working-day' }, []);
    assert.ok(due.ok);
    await connection.query("INSERT INTO linkage_group (id, dossier_id, agency_id, procedure_code, parts, state, chosen_by, chosen_at, started_at, due_at) VALUES ($1,$2,$3,'2.000987','{thuong-tru}','running','citizen',$4,$4,$5)", [group, birth.id, birth.agency, now, due.value.at]);
    await connection.query("INSERT INTO linkage_task (id, group_id, dossier_id, agency_id, part, partner, state) VALUES ($1,$2,$3,$4,'thuong-tru','cu-tru','waiting')", [task, group, birth.id, birth.agency]);
    await connection.query('COMMIT');
  } finally { connection.release(); }
  await owner.query("SELECT graphile_worker.add_job('advance-linkage', json_build_object('dossierId', $1::text))", [birth.id]);
  return { dossier: birth.id, task };
}
async function endedOnce({ dossier, task }: { readonly dossier: string; readonly task: string }): Promise<void> {
  await until('the part is done and the dossier says so', async () => (await count("SELECT count(*) AS n FROM dossier_event e WHERE e.dossier_id = $1 AND e.kind = 'linked-updated' AND e.body::jsonb -> 'data' ->> 'state' = 'done' AND EXISTS (SELECT 1 FROM linkage_task t WHERE t.id = $2 AND t.state = 'done')", [dossier, task])) === 1);
  await agencies.idle();
  assert.equal(agencies.requests('cu-tru').filter((one) => one.key === task).length, 1, 'one entry in the agency’s book');
  await until('nothing lies about', async () => (await count('SELECT count(*) AS n FROM linkage_inbox WHERE processed_at IS NULL')) === 0);
  assert.equal(await count("SELECT count(*) AS n FROM dossier_event WHERE dossier_id = $1 AND kind = 'linked-updated' AND body::jsonb -> 'data' ->> 'state' = 'done'", [dossier]), 1, 'told once');
  const messages = agencies.requests('cu-tru').find((one) => one.key === task);
  assert.equal(await count('SELECT count(*) AS n FROM linkage_inbox WHERE message_id LIKE $1', [`${messages?.reference}-%`]), 2, 'two messages, each once');
}

describe('row 11: killed while agencies talk', () => {
  test('worker killed after the agency has taken the request and before its answer is written down: sent again, one request', async () => {
    let taken: () => void = () => undefined;
    let letGo: () => void = () => undefined;
    const isTaken = new Promise<void>((resolve) => { taken = resolve; });
    const goes = new Promise<void>((resolve) => { letGo = resolve; });
    calls.onAnswer = async () => { calls.onAnswer = null; taken(); await goes; };
    const part = await aPart();
    await isTaken;
    await program.kill('worker');
    letGo();
    await endedOnce(part);
    assert.ok((agencies.requests('cu-tru').find((one) => one.key === part.task)?.sent ?? 0) >= 1);
  });
  for (const lost of [true, false]) {
    test(`web killed between the agency’s message and ${lost ? 'our commit' : 'our answer, the commit done'}: it comes again, once is counted`, async () => {
      let part: Awaited<ReturnType<typeof aPart>> | undefined;
      await holdingCommits(owner, 'linkage_inbox', 'INSERT', async (held) => {
        part = await aPart();
        const pid = await held.waits();
        await program.kill('web');
        if (lost) await held.undo(pid);
        await held.letGo();
      });
      await program.ready(30_000);
      assert.ok(part);
      await endedOnce(part);
    });
  }
  test('after all of it nothing is wrong with any dossier', () => {
    const { status, out } = program.command('verify');
    assert.equal(status, 0, out);
  });
});
