import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { collectFee } from '../../src/modules/dossier/index.ts';
import { places } from '../../src/wiring/config.ts';
import { sentenceOf, type InvariantId } from '../../src/wiring/verify/report.ts';
import { runVerify } from '../../src/wiring/verify/run-verify.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { aPayer, type Payer } from '../support/extract.ts';
import { anOfficer } from '../support/people.ts';

let app: TestApp;
let online: Payer;
let counter: Payer;
before(async () => {
  app = await startTestApp({ payments: true });
  [online, counter] = [await aPayer(app), await aPayer(app)];
  app.gateway?.decide(await online.goToGateway(), 'tra');
  await app.gateway?.idle();
  const reception = await anOfficer(app, 'tiepnhan.hamliem');
  assert.ok((await collectFee(app.core.dossier, { scope: reception.scope, actor: reception.actor, id: counter.dossier, at: app.clock.now(), key: null, name: 'dossier.collect-fee' } as never, 'cash'))?.ok);
  await app.drainJobs();
});
after(() => app.close());

async function found(): Promise<readonly string[]> {
  const at = places(app.config);
  const report = await runVerify({ workerUrl: app.database.urls.worker, keyring: app.keyring, filesDir: at.files, signingDir: at.signing, now: app.clock.now(), trackingSecret: app.core.dossier.trackingSecret }, { files: 'none' });
  return report.findings.filter((one) => (['I-02', 'I-04', 'I-05', 'I-12'] as InvariantId[]).includes(one.invariant)).map((one) => `${one.invariant} ${sentenceOf(one, 'en')}`);
}
/** Does something that the program never does, looks what `verify` says of it, and undoes it. */
async function planted(change: string, values: readonly unknown[], undo: string, says: RegExp): Promise<void> {
  const owner = await app.database.owner.connect();
  try {
    await owner.query("SET session_replication_role = 'replica'");
    await owner.query(change, [...values]);
    const findings = await found();
    assert.ok(findings.some((one) => says.test(one)), `${change}: ${findings.join('; ') || 'nothing'}`);
    await owner.query(undo, [...values]);
    await owner.query("SET session_replication_role = 'origin'");
  } finally {
    owner.release(true);
  }
  assert.deepEqual(await found(), []);
}

test('row 9: money that only the program wrote is sound, online and at the counter', async () => { assert.deepEqual(await found(), []); });
test('row 9: «paid» without the gateway’s signed word', () => planted("UPDATE payment_attempt SET evidence = -evidence WHERE dossier_id = $1 AND state = 'paid'", [online.dossier], 'UPDATE payment_attempt SET evidence = -evidence WHERE dossier_id = $1', /^I-05 /u));
test('row 9: a transaction that the dossier does not know', () => planted("UPDATE payment_attempt SET transaction = reverse(transaction) WHERE dossier_id = $1", [online.dossier], 'UPDATE payment_attempt SET transaction = reverse(transaction) WHERE dossier_id = $1', /^I-04 .*not on the dossier/u));
test('row 9: a receipt number that is gone', () => planted('UPDATE payment_receipt SET number = number + 100 WHERE dossier_id = $1', [online.dossier], 'UPDATE payment_receipt SET number = number - 100 WHERE dossier_id = $1', /^I-02 receipt book/u));
for (const [who, payer] of [['online', () => online], ['at the counter', () => counter]] as const) {
  test(`row 9: a collection ${who} owes its receipt`, () => planted("UPDATE dossier_paper SET template = template, seq = seq + 1000 WHERE dossier_id = $1 AND template LIKE 'bien-lai%'", [payer().dossier], 'UPDATE dossier_paper SET seq = seq - 1000 WHERE dossier_id = $1 AND seq >= 1000', /^I-12 .*a receipt is owed/u));
}
test('row 9: a fee collected from home owes its message', () => planted("UPDATE notice_message SET cause = cause || 'x' WHERE dossier_id = $1", [online.dossier], "UPDATE notice_message SET cause = rtrim(cause, 'x') WHERE dossier_id = $1", /^I-12 .*a message is owed/u));
