import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { startPaymentGateway, type PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import { ensureLogins } from '../../src/platform/postgres/migrate.ts';
import { openDatabase } from '../../src/platform/postgres/pools.ts';
import type { Database } from '../../src/platform/postgres/database.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { readConfig } from '../../src/wiring/config.ts';
import { buildCore } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import type { TestApp } from '../support/app.ts';
import { Visitor } from '../support/browse.ts';
import { aPayer, type Payer } from '../support/extract.ts';
import { poolOf, startProgram, type Program } from '../support/program.ts';
import { differences } from '../support/two-books.ts';

/** Web and worker are killed while money is on its way, each at a moment that is held open until the kill: nothing false, nothing lost. */
let program: Program;
let gateway: PaymentGatewaySimulator;
let questions: Questions;
let owner: pg.Pool;
let db: Database;
let app: TestApp;

/** Stands before the gateway's interface for questions and lets a test act on the n-th one, before it is answered. */
interface Questions { readonly url: string; asked: number; onQuestion: ((n: number) => Promise<void>) | null; close(): void }
async function questionsTo(to: PaymentGatewaySimulator): Promise<Questions> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += String(chunk); });
    request.on('end', () => {
      void (async () => {
        all.asked += 1;
        await all.onQuestion?.(all.asked);
        const answer = await fetch(to.apiUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      })().catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  const all: Questions = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/merchant_webapi/api/transaction`, asked: 0, onQuestion: null, close() { server.closeAllConnections(); server.close(); } };
  return all;
}

before(async () => {
  gateway = await startPaymentGateway({ port: 0, tmnCode: 'KILLTEST', secret: 'THE-SECRET-OF-THE-FAULT-TESTS-ONLY', behaviour: { retryMs: 150, retries: 400 } });
  questions = await questionsTo(gateway);
  program = await startProgram({ VNPAY_PAY_URL: gateway.payUrl, VNPAY_API_URL: questions.url, VNPAY_TMN_CODE: gateway.tmnCode, VNPAY_HASH_SECRET: gateway.secret });
  gateway.callTo(`${program.base}/thong-bao/vnpay`);
  owner = poolOf(program);
  await owner.query('SELECT 1');
  const config = readConfig(program.env);
  const keyring = loadKeyring(join(program.dataDir, 'keyring.json'), false);
  db = openDatabase({ url: (await ensureLogins(program.ownerUrl(), join(program.dataDir, 'database-logins.json'))).app, readers: 1, writers: 2 });
  const core = await buildCore(config, db, keyring, reactions, systemClock);
  app = { url: program.base, config, core, keyring, gateway, clock: systemClock, database: { owner }, visitor: (name: string) => new Visitor(program.base, name) } as unknown as TestApp;
});
after(async () => {
  await db?.close();
  await owner?.end();
  await program?.stop();
  await gateway?.close();
  questions?.close();
});

const stateOf = async (payer: Payer): Promise<string> => {
  const { rows } = await owner.query<{ it: string }>("SELECT i.state || CASE WHEN i.recorded_at IS NULL THEN '' ELSE ' recorded' END || ' ' || (SELECT count(*) FROM payment_receipt r WHERE r.dossier_id = i.dossier_id AND r.file_id IS NOT NULL) AS it FROM payment_intent i WHERE i.dossier_id = $1", [payer.dossier]);
  return rows[0]?.it ?? 'none';
};
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const late = Date.now() + 90_000; !(await holds());) {
    assert.ok(Date.now() < late, what);
    await pause(40);
  }
}
const isPaid = (payer: Payer): Promise<void> => until('paid, on the dossier, with its receipt', async () => (await stateOf(payer)) === 'PAID recorded 1');
async function nothingFalse(): Promise<void> {
  assert.deepEqual(await differences(app), []);
  const { rows } = await owner.query<{ number: number }>('SELECT number FROM payment_receipt WHERE agency_id = 2 ORDER BY number');
  assert.deepEqual(rows.map((row) => row.number), rows.map((_, index) => index + 1));
}

/** Commits that touch this table wait at their very end until the test lets them go. */
async function holding(table: 'payment_inbox' | 'payment_intent', when: 'INSERT' | 'UPDATE', work: (held: { waits(): Promise<number>; undo(pid: number): Promise<void>; letGo(): Promise<void> }) => Promise<void>): Promise<void> {
  const holder = await owner.connect();
  await holder.query(`CREATE FUNCTION mc_test_hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(4712); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER mc_test_hold AFTER ${when} ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mc_test_hold()`);
  await holder.query('SELECT pg_advisory_lock(4712)');
  const letGo = async (): Promise<void> => { await holder.query('SELECT pg_advisory_unlock_all()'); };
  try {
    await work({
      async waits() {
        for (const late = Date.now() + 60_000; ;) {
          const { rows } = await owner.query<{ pid: number }>("SELECT pid FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND objid = 4712");
          if (rows[0]) return rows[0].pid;
          assert.ok(Date.now() < late, 'nobody came to the held commit');
          await pause(5);
        }
      },
      async undo(pid) { await owner.query('SELECT pg_terminate_backend($1, 5000)', [pid]); },
      letGo,
    });
  } finally {
    await letGo();
    await until('held commits end', async () => (await owner.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 4712")).rows.length === 0);
    await holder.query(`DROP TRIGGER mc_test_hold ON ${table}; DROP FUNCTION mc_test_hold()`);
    holder.release();
  }
}

describe('row 9: killed while money is on its way', () => {
  for (const lost of [true, false]) {
    test(`web killed between the gateway’s success and ${lost ? 'our commit' : 'our answer, the commit done'}: the gateway comes again, once is counted`, async () => {
      const payer = await aPayer(app);
      const ref = await payer.goToGateway();
      await holding('payment_inbox', 'INSERT', async (held) => {
        gateway.decide(ref, 'tra');
        const pid = await held.waits();
        await program.kill('web');
        if (lost) await held.undo(pid);
        await held.letGo();
      });
      await program.ready(30_000);
      await isPaid(payer);
      await gatewayRests();
      const answers = gateway.ledger().find((one) => one.txnRef === ref)?.answers ?? [];
      assert.equal(answers[0], 'x', 'the first call was cut off');
      assert.equal(answers.at(-1), lost ? '00' : '02');
      await nothingFalse();
    });
  }
  for (const lost of [true, false]) {
    test(`worker killed while it writes «paid», its transaction ${lost ? 'undone' : 'done'}: written once`, async () => {
      const payer = await aPayer(app);
      const ref = await payer.goToGateway();
      await holding('payment_intent', 'UPDATE', async (held) => {
        gateway.decide(ref, 'tra');
        const pid = await held.waits();
        await program.kill('worker');
        if (lost) await held.undo(pid);
        await held.letGo();
      });
      await isPaid(payer);
      await nothingFalse();
    });
  }
  test('worker killed in the middle of a sweep over lost callbacks: the next one finds the rest', async () => {
    gateway.behave({ ipn: 'lost' });
    const payers: Payer[] = [];
    for (let n = 0; n < 5; n++) {
      const payer = await aPayer(app);
      gateway.decide(await payer.goToGateway(), n === 3 ? 'huy' : 'tra');
      payers.push(payer);
    }
    await owner.query("UPDATE payment_attempt SET next_query_at = now() - interval '1 minute' WHERE state = 'open'");
    questions.asked = 0;
    const killed = new Promise<void>((resolve, reject) => {
      questions.onQuestion = async (n) => {
        if (n !== 3) return;
        questions.onQuestion = null;
        await program.kill('worker').then(resolve, reject);
      };
    });
    await owner.query("SELECT graphile_worker.add_job('sweep-payments')");
    await killed;
    const half = await Promise.all(payers.map(stateOf));
    assert.ok(half.some((state) => state.startsWith('PROCESSING')), `killed in the middle: ${half.join(', ')}`);
    await owner.query("SELECT graphile_worker.add_job('sweep-payments')");
    for (const [n, payer] of payers.entries()) {
      if (n === 3) await until('the cancelled one is over', async () => (await stateOf(payer)) === 'FAILED 0');
      else await isPaid(payer);
    }
    gateway.behave({ ipn: 'normal' });
    await nothingFalse();
  });
  test('web killed again and again under fifteen callbacks: all are counted, none twice', async () => {
    const payers = await Promise.all(Array.from({ length: 15 }, () => aPayer(app)));
    const refs = [];
    for (const payer of payers) refs.push(await payer.goToGateway());
    gateway.behave({ ipn: 'double' });
    for (const [n, ref] of refs.entries()) {
      gateway.decide(ref, 'tra');
      if (n === 4 || n === 9) { await program.kill('web'); await program.ready(30_000); }
    }
    for (const payer of payers) await isPaid(payer);
    await gatewayRests();
    await nothingFalse();
    for (const ref of refs) assert.ok((gateway.ledger().find((one) => one.txnRef === ref)?.answers ?? []).filter((code) => code === '00').length <= 1, 'confirmed once at most');
  });
  test('afterwards every dossier is what its events say', () => {
    const verified = program.command('verify');
    assert.equal(verified.status, 0, verified.out);
  });
});
/** Until the gateway has had its answers. */
const gatewayRests = (): Promise<void> => until('every callback is answered', async () => gateway.ledger().every((one) => one.state !== 'captured' || one.answers.length === 0 || ['00', '02'].includes(one.answers.at(-1) ?? '')));
