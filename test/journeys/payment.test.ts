import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import type { TestApp } from '../support/app.ts';
import { aPayer, booksAgree, sweep, type Payer } from '../support/extract.ts';
import { startPaying, type Paying } from '../support/paying.ts';

const MINUTE = 60_000;
let app: TestApp;
let gateway: PaymentGatewaySimulator;
let pay: Paying['pay'];

before(async () => { ({ app, gateway, pay } = await startPaying()); });
after(() => app.close());
beforeEach(() => { gateway.behave({ ipn: 'normal', ignoreExpiry: false, api: 'normal' }); app.clock.forward(MINUTE); });

/** What the merchant answered to each callback of an order. */
const answers = (ref: string): readonly string[] => gateway.ledger().find((one) => one.txnRef === ref)?.answers ?? [];
const intent = async (payer: Payer): Promise<string> => (await app.database.owner.query<{ state: string }>('SELECT state FROM payment_intent WHERE dossier_id = $1', [payer.dossier])).rows[0]?.state ?? 'none';
const surplus = async (payer: Payer): Promise<string[]> => (await app.database.owner.query<{ why: string; state: string }>('SELECT why, state FROM payment_surplus WHERE dossier_id = $1 ORDER BY found_at', [payer.dossier])).rows.map((row) => `${row.why} ${row.state}`);
const receipts = async (payer: Payer): Promise<number> => (await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM payment_receipt WHERE dossier_id = $1', [payer.dossier])).rows[0]?.n ?? 0;
const attempts = async (payer: Payer): Promise<number> => (await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM payment_attempt WHERE dossier_id = $1', [payer.dossier])).rows[0]?.n ?? 0;
async function isPaid(payer: Payer): Promise<void> {
  assert.equal(await payer.look(), 'Đã nhận tiền');
  assert.deepEqual([await intent(payer), await receipts(payer), await surplus(payer)], ['PAID', 1, []]);
  await booksAgree(app);
}

describe('row 9: what the gateway sends, and what it never sends', () => {
  test('paid: the callback decides, the person sees it, one receipt', async () => {
    const payer = await aPayer(app, { copies: 2 });
    assert.equal(await payer.look(), 'Phải trả 16.000 đ');
    const ref = await pay(payer);
    assert.deepEqual(answers(ref), ['00']);
    await isPaid(payer);
  });
  test('twice at the same moment: one 00, one 02, one receipt', async () => {
    const payer = await aPayer(app);
    const ref = await pay(payer, 'double');
    assert.deepEqual([...answers(ref)].sort(), ['00', '02']);
    await isPaid(payer);
  });
  test('sent again and again after it was taken', async () => {
    const payer = await aPayer(app);
    const ref = await pay(payer, 'replay');
    assert.deepEqual(answers(ref), ['00', '02', '02', '02']);
    await isPaid(payer);
  });
  test('late: the page says «đang xác nhận», then paid', async () => {
    const payer = await aPayer(app);
    const ref = await payer.goToGateway();
    gateway.behave({ ipn: 'late', lateMs: 300 });
    await payer.visitor.go(gateway.decide(ref, 'tra'));
    assert.equal(payer.visitor.page.h1, 'Đang xác nhận');
    assert.match(payer.visitor.page.html, /http-equiv="refresh" content="3"/u);
    await gateway.idle();
    await new Promise((resolve) => { setTimeout(resolve, 400); });
    await gateway.idle();
    await app.drainJobs();
    await isPaid(payer);
  });
  test('lost: after 15 minutes the gateway is asked, and its answer decides', async () => {
    const payer = await aPayer(app);
    const ref = await pay(payer, 'lost');
    assert.equal(await payer.look(), 'Đang xác nhận');
    await sweep(app);
    assert.equal(await intent(payer), 'PROCESSING', 'not asked before its time');
    app.clock.forward(15 * MINUTE);
    await sweep(app);
    assert.deepEqual(answers(ref), []);
    await isPaid(payer);
  });
  test('lost, and the person asks: the gateway is asked at once', async () => {
    const payer = await aPayer(app);
    await pay(payer, 'lost');
    await payer.look();
    await payer.visitor.submit({}, { form: /hoi-lai$/u });
    assert.match(payer.visitor.page.text, /Đã hỏi cổng thanh toán/u);
    await app.drainJobs();
    await isPaid(payer);
  });
  test('a sum that is not the order’s: 04, still unpaid; the question brings the truth', async () => {
    const payer = await aPayer(app);
    const ref = await pay(payer, 'wrong-amount');
    assert.deepEqual(answers(ref), ['04']);
    assert.deepEqual([await intent(payer), await receipts(payer)], ['PROCESSING', 0]);
    app.clock.forward(15 * MINUTE);
    await sweep(app);
    await isPaid(payer);
  });
  for (const way of ['forged', 'another-merchant', 'repeated'] as const) {
    test(`${way}: 97, kept as evidence, nothing changes`, async () => {
      const payer = await aPayer(app);
      const before = await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM payment_inbox WHERE NOT verified');
      const ref = await pay(payer, way);
      assert.deepEqual(answers(ref), ['97']);
      assert.equal(await intent(payer), 'PROCESSING');
      const now = await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM payment_inbox WHERE NOT verified');
      assert.equal((now.rows[0]?.n ?? 0) - (before.rows[0]?.n ?? 0), 1);
      app.clock.forward(15 * MINUTE);
      await sweep(app);
      await isPaid(payer);
    });
  }
  test('swapped to another order: 97 under the old signature, 01 for an order that is not there; the other stays unpaid', async () => {
    const [payer, other] = [await aPayer(app), await aPayer(app)];
    const otherRef = await other.goToGateway();
    const ref = await pay(payer, 'another-order');
    assert.deepEqual([...answers(ref)].sort(), ['01', '97']);
    assert.deepEqual([await intent(payer), await intent(other)], ['PROCESSING', 'PROCESSING']);
    app.clock.forward(15 * MINUTE);
    await sweep(app);
    await isPaid(payer);
    assert.equal(await intent(other), 'EXPIRED');
    assert.equal(answers(otherRef).length, 0);
  });
  test('the gateway’s own transaction never pays two orders', async () => {
    const [payer, other] = [await aPayer(app), await aPayer(app)];
    const ref = await pay(payer);
    const otherRef = await other.goToGateway();
    const entry = gateway.ledger().find((one) => one.txnRef === ref);
    const { signedQuery } = await import('../../simulators/payment-gateway/protocol.ts');
    const code = await gateway.call(signedQuery(gateway.secret, { vnp_Amount: '800000', vnp_BankCode: 'NCB', vnp_OrderInfo: 'x', vnp_PayDate: entry?.payDate ?? '', vnp_ResponseCode: '00', vnp_TmnCode: gateway.tmnCode, vnp_TransactionNo: entry?.transaction ?? '', vnp_TransactionStatus: '00', vnp_TxnRef: otherRef }));
    assert.equal(code, '00', 'taken in, to be judged');
    await app.drainJobs();
    assert.deepEqual([await intent(payer), await intent(other), await receipts(other)], ['PAID', 'PROCESSING', 0]);
    await booksAgree(app);
  });
});

describe('row 9: what people do', () => {
  test('five clicks at once are one order', async () => {
    const payer = await aPayer(app);
    await payer.visitor.go(`/tra-tien/${payer.dossier}`);
    const form = payer.visitor.page.form({ button: /^Trả/u });
    const sent = new URLSearchParams(form.fill({}, /^Trả/u).map(([name, value]) => [name, String(value)]));
    const all = await Promise.all(Array.from({ length: 5 }, (_, n) => { const own = new URLSearchParams(sent); own.set('_key', `${own.get('_key') ?? ''}${n}`.slice(-26)); return payer.visitor.fetch(`/tra-tien/${payer.dossier}`, 'POST', own); }));
    assert.deepEqual([...new Set(all.map((one) => one.status))], [303], all.map((one) => one.bytes.toString('utf8').slice(0, 200)).join('\n'));
    assert.equal(new Set(all.map((one) => new URL(one.headers.get('location') ?? '').searchParams.get('vnp_TxnRef'))).size, 1);
    assert.equal(await attempts(payer), 1);
  });
  test('cancelled, then short of money, then paid: the dossier is there all the time', async () => {
    const payer = await aPayer(app);
    for (const [what, words] of [['huy', 'Anh/chị đã hủy'], ['thieu', 'Tài khoản không đủ tiền']] as const) {
      const ref = await payer.goToGateway();
      gateway.decide(ref, what);
      await gateway.idle();
      await app.drainJobs();
      assert.equal(await payer.look(), 'Chưa trả được');
      assert.match(payer.visitor.page.text, new RegExp(words, 'u'));
      assert.equal(await intent(payer), 'FAILED');
      await payer.visitor.go(`/ho-so/${payer.dossier}`);
      assert.equal(payer.visitor.page.status, 200);
    }
    await pay(payer);
    assert.equal(await attempts(payer), 3);
    await isPaid(payer);
  });
  test('a forged return address shows «đang xác nhận» and pays nothing', async () => {
    const payer = await aPayer(app);
    const ref = await payer.goToGateway();
    await payer.visitor.go(`/tra-tien/${payer.dossier}/ve?vnp_Amount=800000&vnp_ResponseCode=00&vnp_TransactionStatus=00&vnp_TmnCode=${gateway.tmnCode}&vnp_TxnRef=${ref}&vnp_SecureHash=${'0'.repeat(128)}`);
    assert.deepEqual([payer.visitor.page.h1, payer.visitor.path, await intent(payer)], ['Đang xác nhận', `/tra-tien/${payer.dossier}?ve=1`, 'PROCESSING']);
  });
  test('F-57: the browser, the callback and the question arrive at once', async () => {
    const payer = await aPayer(app);
    const ref = await payer.goToGateway();
    gateway.behave({ ipn: 'double' });
    const back = gateway.decide(ref, 'tra');
    app.clock.forward(15 * MINUTE);
    await app.database.owner.query("SELECT graphile_worker.add_job('sweep-payments')");
    await Promise.all([payer.visitor.fetch(back), gateway.call(gateway.callbackOf(ref)), gateway.idle(), app.drainJobs(), app.drainJobs()]);
    await app.drainJobs();
    await isPaid(payer);
  });
  test('the tab is closed at the gateway: after its time the order is over, and can be begun again', async () => {
    const payer = await aPayer(app);
    const first = await payer.goToGateway();
    app.clock.forward(13 * MINUTE);
    const second = await payer.goToGateway();
    assert.notEqual(second, first, 'too little time is left on the first');
    app.clock.forward(3 * MINUTE);
    await sweep(app);
    assert.equal(await intent(payer), 'PROCESSING', 'the later order still runs');
    app.clock.forward(13 * MINUTE);
    await sweep(app);
    assert.equal(await payer.look(), 'Hết giờ trả');
    await pay(payer);
    await isPaid(payer);
  });
  test('paid after it had run out: surplus, told to the person, counted by the accountant', async () => {
    const payer = await aPayer(app);
    const ref = await payer.goToGateway();
    app.clock.forward(16 * MINUTE);
    await sweep(app);
    assert.equal(await intent(payer), 'EXPIRED');
    gateway.decide(ref, 'tra');
    await gateway.idle();
    await app.drainJobs();
    assert.deepEqual([answers(ref), await intent(payer), await surplus(payer)], [['00'], 'EXPIRED', ['after-expiry open']]);
    assert.equal(await payer.look(), 'Xã đang giữ một khoản tiền của anh/chị');
    assert.doesNotMatch(payer.visitor.page.html, /<button[^>]*id="tra"/u);
    await booksAgree(app);
  });
  test('two orders paid: one is the fee, one is surplus', async () => {
    const payer = await aPayer(app);
    const first = await payer.goToGateway();
    app.clock.forward(13 * MINUTE);
    const second = await payer.goToGateway();
    for (const ref of [second, first]) gateway.decide(ref, 'tra');
    await gateway.idle();
    await app.drainJobs();
    assert.deepEqual([await intent(payer), await receipts(payer), (await surplus(payer)).length], ['PAID', 1, 1]);
    assert.equal(await payer.look(), 'Đã nhận tiền');
    assert.match(payer.visitor.page.text, /không trả lần nữa/u);
    await booksAgree(app);
  });
  test('the gateway is silent, broken, talks rubbish or forges its answers: asked again later, nothing is decided', async () => {
    const payer = await aPayer(app);
    await pay(payer, 'lost');
    app.clock.forward(15 * MINUTE);
    for (const api of ['broken', 'rubbish', 'forged'] as const) {
      gateway.behave({ api });
      await sweep(app);
      assert.equal(await intent(payer), 'PROCESSING', api);
      app.clock.forward(60 * MINUTE);
    }
    gateway.behave({ api: 'normal' });
    await sweep(app);
    await isPaid(payer);
  });
  test('somebody else’s payment is nobody’s business', async () => {
    const [payer, stranger] = [await aPayer(app), await aPayer(app)];
    for (const path of ['', '?ve=1']) { await stranger.visitor.go(`/tra-tien/${payer.dossier}${path}`); assert.equal(stranger.visitor.page.status, 404); }
    const body = new URLSearchParams({ _csrf: stranger.csrf, _key: 'k'.repeat(20) });
    for (const path of ['', '/hoi-lai']) assert.equal((await stranger.visitor.fetch(`/tra-tien/${payer.dossier}${path}`, 'POST', body)).status, 404);
    assert.equal(await attempts(payer), 0);
  });
});
