import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { startPaymentGateway, type PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import type { TestApp } from '../support/app.ts';
import { standBetween, type Between } from '../support/between.ts';
import { aPayer, type Payer } from '../support/extract.ts';
import { holdingCommits } from '../support/held-commit.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';
import type { Program } from '../support/program.ts';
import { differences } from '../support/two-books.ts';
import { until } from '../support/until.ts';

/** Web and worker are killed while money is on its way, each at a moment that is held open until the kill: nothing false, nothing lost. */
let program: Program;
let gateway: PaymentGatewaySimulator;
let questions: Between;
let started: ProgramWithApp;
let owner: pg.Pool;
let app: TestApp;

before(async () => {
  gateway = await startPaymentGateway({ port: 0, tmnCode: 'KILLTEST', secret: 'THE-SECRET-OF-THE-FAULT-TESTS-ONLY', behaviour: { retryMs: 150, retries: 400 } });
  questions = await standBetween(gateway.url);
  started = await startProgramWithApp({ VNPAY_PAY_URL: gateway.payUrl, VNPAY_API_URL: `${questions.url}${new URL(gateway.apiUrl).pathname}`, VNPAY_TMN_CODE: gateway.tmnCode, VNPAY_HASH_SECRET: gateway.secret }, { gateway });
  ({ program, owner, app } = started);
  gateway.callTo(`${program.base}/thong-bao/vnpay`);
});
after(async () => {
  await started?.close();
  await gateway?.close();
  questions?.close();
});

const stateOf = async (payer: Payer): Promise<string> => {
  const { rows } = await owner.query<{ it: string }>("SELECT i.state || CASE WHEN i.recorded_at IS NULL THEN '' ELSE ' recorded' END || ' ' || (SELECT count(*) FROM payment_receipt r WHERE r.dossier_id = i.dossier_id AND r.file_id IS NOT NULL) AS it FROM payment_intent i WHERE i.dossier_id = $1", [payer.dossier]);
  return rows[0]?.it ?? 'none';
};
const isPaid = (payer: Payer): Promise<void> => until('paid, on the dossier, with its receipt', async () => (await stateOf(payer)) === 'PAID recorded 1');
async function nothingFalse(): Promise<void> {
  assert.deepEqual(await differences(app), []);
  const { rows } = await owner.query<{ number: number }>('SELECT number FROM payment_receipt WHERE agency_id = 2 ORDER BY number');
  assert.deepEqual(rows.map((row) => row.number), rows.map((_, index) => index + 1));
}

describe('row 9: killed while money is on its way', () => {
  for (const lost of [true, false]) {
    test(`web killed between the gateway’s success and ${lost ? 'our commit' : 'our answer, the commit done'}: the gateway comes again, once is counted`, async () => {
      const payer = await aPayer(app);
      const ref = await payer.goToGateway();
      await holdingCommits(owner, 'payment_inbox', 'INSERT', async (held) => {
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
      await holdingCommits(owner, 'payment_intent', 'UPDATE', async (held) => {
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
    questions.calls = 0;
    const killed = new Promise<void>((resolve, reject) => {
      questions.onCall = async () => {
        if (questions.calls !== 3) return;
        questions.onCall = null;
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
