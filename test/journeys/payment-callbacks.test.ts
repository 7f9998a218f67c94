import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { collectFee } from '../../src/modules/dossier/index.ts';
import type { PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import { queryText, sign, signedQuery } from '../../simulators/payment-gateway/protocol.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { reconcileDesk } from '../../src/modules/payment/index.ts';
import type { TestApp } from '../support/app.ts';
import { aPayer, booksAgree, sweep, type Payer } from '../support/extract.ts';
import { holdingCommits } from '../support/held-commit.ts';
import { startPaying } from '../support/paying.ts';
import { anOfficer } from '../support/people.ts';
import { differences } from '../support/two-books.ts';

type Hand = 'ours' | 'guessed' | 'none' | 'another-merchant' | 'kept';
interface Sent {
  readonly change?: Readonly<Record<string, string>>; readonly sign?: Hand; readonly append?: string; readonly prepend?: string; readonly order?: 'other' | 'unknown'; readonly transaction?: 'of-another-paid';
  /** the same message so often at the same moment */ readonly times?: number; /** and as many of this hand between them */ readonly with?: Hand;
  /** the worker does what it has */ readonly settle?: boolean; /** not a callback: the browser comes back with it */ readonly return?: boolean;
}
interface Standing { readonly intent: string; readonly receipts: number; readonly surplus: readonly string[]; readonly books: readonly string[]; /** what the accountant's list of differences names */ readonly desk?: readonly string[] }
interface Case { readonly name: string; readonly source: string; readonly before?: 'expired' | 'counter'; readonly gateway?: 'huy' | 'none'; readonly send: readonly Sent[]; readonly replies: readonly string[]; readonly after: Standing; readonly then?: Standing }
const golden = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'payments', 'callbacks.json'), 'utf8')) as { readonly law: string; readonly cases: readonly Case[] };

const MINUTE = 60_000;
let app: TestApp;
let gateway: PaymentGatewaySimulator;
before(async () => { ({ app, gateway } = await startPaying()); });
after(() => app.close());
beforeEach(() => { gateway.behave({ ipn: 'lost', ignoreExpiry: false, api: 'normal' }); app.clock.forward(MINUTE); });

const text = async (query: string, dossier: string): Promise<string[]> => (await app.database.owner.query<{ it: string }>(query, [dossier])).rows.map((row) => row.it);
async function standing(payer: Payer, wanted: Standing): Promise<Standing> {
  const [intent] = await text('SELECT state AS it FROM payment_intent WHERE dossier_id = $1', payer.dossier);
  const found = await differences(app);
  return {
    intent: intent ?? 'none', receipts: (await text("SELECT number::text AS it FROM payment_receipt WHERE dossier_id = $1", payer.dossier)).length,
    surplus: await text("SELECT why || ' ' || state AS it FROM payment_surplus WHERE dossier_id = $1 ORDER BY found_at", payer.dossier),
    books: found.map((one) => [one.kind, 'ours' in one ? one.ours : '', 'theirs' in one ? one.theirs : ''].filter((part) => part !== '').join(' ')),
    ...(wanted.desk ? { desk: await onTheDesk(payer) } : {}),
  };
}
/** What the accountant reads of this dossier among the differences. */
async function onTheDesk(payer: Payer): Promise<readonly string[]> {
  const accountant = await anOfficer(app, 'ketoan.hamliem');
  const scope = accountant.scope as Extract<typeof accountant.scope, { kind: 'officer' }>;
  return (await reconcileDesk(app.core.db).differences(scope, 2, 100)).filter((one) => one.dossierId === payer.dossier).map((one) => (one.verdict === 'held' || one.verdict === 'transaction-used' ? one.verdict : one.reply));
}
const fieldsOf = (query: string): Record<string, string> => { const { vnp_SecureHash: _, ...fields } = Object.fromEntries(new URLSearchParams(query)); return fields; };
function signedBy(hand: Hand, fields: Record<string, string>, kept: string): string {
  switch (hand) {
    case 'ours': return signedQuery(gateway.secret, fields);
    case 'guessed': return `${queryText(fields)}&vnp_SecureHash=${sign('guessed', queryText(fields))}`;
    case 'another-merchant': return signedQuery('another-merchants-own-secret', fields);
    case 'kept': return `${queryText(fields)}&vnp_SecureHash=${kept}`;
    case 'none': return queryText(fields);
  }
}

describe('row 9: callbacks, each with its source', () => {
  for (const one of golden.cases) {
    test(`${one.name} (${one.source})`, async () => {
      const payer = await aPayer(app);
      const ref = await payer.goToGateway();
      const other = one.send.some((sent) => sent.order === 'other') ? await (await aPayer(app)).goToGateway() : '';
      let paidBefore = '';
      if (one.send.some((sent) => sent.transaction)) {
        const first = await aPayer(app);
        paidBefore = await first.goToGateway();
        gateway.decide(paidBefore, 'tra');
        assert.equal(await gateway.call(gateway.callbackOf(paidBefore)), '00');
        await app.drainJobs();
      }
      if (one.before === 'expired') { app.clock.forward(16 * MINUTE); await sweep(app); }
      if (one.before === 'counter') {
        const reception = await anOfficer(app, 'tiepnhan.hamliem');
        const outcome = await collectFee(app.core.dossier, { scope: reception.scope, actor: reception.actor, id: payer.dossier, at: app.clock.now(), key: null, name: 'dossier.collect-fee' } as never, 'cash');
        assert.ok(outcome?.ok);
        await app.drainJobs();
      }
      if (one.gateway !== 'none') gateway.decide(ref, one.gateway ?? 'tra');
      const truth = gateway.callbackOf(one.gateway === 'none' ? paidBefore : ref);
      const kept = new URLSearchParams(truth).get('vnp_SecureHash') ?? '';
      const replies: string[] = [];
      for (const sent of one.send) {
        if (sent.settle) { await app.drainJobs(); continue; }
        const order = sent.order === 'other' ? other : sent.order === 'unknown' ? `${ref}X` : ref;
        const fields = { ...fieldsOf(truth), vnp_TxnRef: order, ...sent.change };
        const query = (hand: Hand): string => `${sent.prepend ?? ''}${signedBy(hand, fields, kept)}${sent.append ?? ''}`;
        if (sent.return) {
          await payer.visitor.go(`/tra-tien/${payer.dossier}/ve?${sent.change ? signedBy('kept', fields, kept) : truth}`);
          assert.equal(payer.visitor.page.h1, 'Đang xác nhận', 'the way back decides nothing');
          continue;
        }
        const hands = [...Array.from({ length: sent.times ?? 1 }, () => sent.sign ?? 'ours' as const), ...(sent.with ? Array.from({ length: sent.times ?? 1 }, () => sent.with ?? 'guessed' as const) : [])];
        const came = await Promise.all(hands.map((hand) => gateway.call(query(hand))));
        replies.push(...(came.length > 1 ? came.sort() : came));
      }
      assert.deepEqual(replies, one.replies);
      await app.drainJobs();
      assert.deepEqual(await standing(payer, one.after), one.after);
      if (other) assert.deepEqual(await text('SELECT i.state AS it FROM payment_intent i JOIN payment_attempt a ON a.intent_id = i.id WHERE a.txn_ref = $1', other), ['PROCESSING'], 'the other order is untouched');
      // Whatever came, the dossier is there and open.
      await payer.visitor.go(`/ho-so/${payer.dossier}`);
      assert.equal(payer.visitor.page.status, 200);
      app.clock.forward(16 * MINUTE);
      await sweep(app);
      if (one.then) assert.deepEqual(await standing(payer, one.then), one.then);
      // A message that was signed and called the payment failed is believed; only the gateway's own book shows otherwise.
      if (!one.then && one.after.books.length > 0) { assert.equal(await gateway.call(gateway.callbackOf(ref)), '00'); await app.drainJobs(); }
      if (one.gateway !== 'none') await booksAgree(app);
      assert.deepEqual(await differences(app), []);
    });
  }
  test('each case names where it is from', () => {
    for (const one of golden.cases) assert.ok(one.source.length > 5, one.name);
    assert.equal(new Set(golden.cases.map((one) => one.name)).size, golden.cases.length);
  });
});

describe('row 9: the callback comes before our own commit', () => {
  test('01 while the order is not in the books; the gateway comes again and is told 00', async () => {
    const payer = await aPayer(app);
    await holdingCommits(app.database.owner, 'payment_attempt', 'INSERT', async (held) => {
      const going = payer.goToGateway();
      const ref = await held.told(await held.waits());
      const early = signedQuery(gateway.secret, { vnp_Amount: '800000', vnp_BankCode: 'NCB', vnp_OrderInfo: 'Thu phi', vnp_PayDate: '20260302080000', vnp_ResponseCode: '00', vnp_TmnCode: gateway.tmnCode, vnp_TransactionNo: '13999999', vnp_TransactionStatus: '00', vnp_TxnRef: ref });
      assert.equal(await gateway.call(early), '01', 'nobody can know this order yet: the gateway is asked to come again');
      await held.letGo();
      assert.equal(await going, ref);
      gateway.decide(ref, 'tra');
      assert.equal(await gateway.call(gateway.callbackOf(ref)), '00');
      await app.drainJobs();
      assert.equal(await payer.look(), 'Đã nhận tiền');
      await booksAgree(app);
      assert.deepEqual(await differences(app), []);
    }, 'txn_ref');
  });
});
