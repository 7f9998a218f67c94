import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { collectFee } from '../../src/modules/dossier/index.ts';
import type { TestApp } from '../support/app.ts';
import { aPayer, booksAgree, sweep, type Payer } from '../support/extract.ts';
import { startPaying, type Paying } from '../support/paying.ts';
import { aCounterDossier, anOfficer, type SignedInOfficer } from '../support/people.ts';

const MINUTE = 60_000;
let app: TestApp;
let gateway: PaymentGatewaySimulator;
let settle: Paying['settle'];
let accountant: SignedInOfficer;

before(async () => { ({ app, gateway, settle } = await startPaying()); });
after(() => app.close());
beforeEach(async () => { gateway.behave({ ipn: 'normal', ignoreExpiry: false, api: 'normal' }); app.clock.forward(MINUTE); accountant = await anOfficer(app, 'ketoan.hamliem'); });

const one = async (text: string, payer: { readonly dossier: string }): Promise<string> => (await app.database.owner.query<{ it: string }>(text, [payer.dossier])).rows[0]?.it ?? 'none';
const intent = (payer: Payer): Promise<string> => one('SELECT state AS it FROM payment_intent WHERE dossier_id = $1', payer);
const surplus = (payer: Payer): Promise<string> => one("SELECT why || ' ' || state AS it FROM payment_surplus WHERE dossier_id = $1", payer);
const receiptOf = async (dossier: string): Promise<{ number: number; symbol: string; kind: string; file_id: string | null } | undefined> => (await app.database.owner.query<{ number: number; symbol: string; kind: string; file_id: string | null }>('SELECT number, symbol, kind, file_id FROM payment_receipt WHERE dossier_id = $1', [dossier])).rows[0];
async function paid(payer: Payer): Promise<void> { gateway.decide(await payer.goToGateway(), 'tra'); await settle(); assert.equal(await intent(payer), 'PAID'); }
/** Money that came after its time. */
async function tooLate(payer: Payer): Promise<void> {
  const ref = await payer.goToGateway();
  app.clock.forward(16 * MINUTE);
  await sweep(app);
  gateway.decide(ref, 'tra');
  await settle();
  accountant = await anOfficer(app, 'ketoan.hamliem');
  assert.equal(await surplus(payer), 'after-expiry open');
}
async function atTheCounter(dossier: string): Promise<void> {
  const reception = await anOfficer(app, 'tiepnhan.hamliem');
  const outcome = await collectFee(app.core.dossier, { scope: reception.scope, actor: reception.actor, id: dossier, at: app.clock.now(), key: null, name: 'dossier.collect-fee' } as never, 'cash');
  assert.ok(outcome?.ok, JSON.stringify(outcome));
}
const desk = async (): Promise<string> => { await accountant.visitor.go('/ban/doi-soat'); assert.equal(accountant.visitor.page.status, 200); return accountant.visitor.page.text; };
/** Gives back by decision; the page with the two boxes is open. */
async function giveBack(): Promise<void> {
  await accountant.visitor.submit({}, { form: /hoan-tien$/u });
  assert.deepEqual([accountant.visitor.page.status, accountant.visitor.page.errors.length], [400, 2], 'not without decision and reason');
  await accountant.visitor.submit({ 'quyet-dinh': '12/QĐ-UBND ngày 2/3/2026', 'ly-do': 'Nộp thừa' }, { form: /hoan-tien$/u });
  assert.match(accountant.visitor.page.text, /Đã gửi yêu cầu hoàn tiền/u);
  await app.drainJobs();
}

describe('row 9: the accountant', () => {
  test('surplus is taken for the dossier that still owes it', async () => {
    const payer = await aPayer(app);
    await tooLate(payer);
    assert.match(await desk(), /Tiền đến sau khi đã hết hạn/u);
    await accountant.visitor.submit({}, { form: /tinh-vao-ho-so$/u });
    await app.drainJobs();
    assert.deepEqual([await intent(payer), await surplus(payer)], ['PAID', 'after-expiry applied']);
    assert.equal((await receiptOf(payer.dossier))?.kind, 'phi');
    assert.equal(await payer.look(), 'Đã nhận tiền');
    await booksAgree(app);
  });
  test('surplus is given back by decision; the person reads so, and may pay', async () => {
    const payer = await aPayer(app);
    await tooLate(payer);
    await desk();
    await accountant.visitor.click('Hoàn tiền');
    await giveBack();
    assert.equal(await surplus(payer), 'after-expiry refunded');
    assert.equal(await payer.look(), 'Hết giờ trả');
    assert.match(payer.visitor.page.text, /8\.000 đ trả thừa đã được hoàn/u);
    await paid(payer);
    await booksAgree(app);
  });
  test('a paid fee is given back by decision; its receipt stays, the dossier says both', async () => {
    const payer = await aPayer(app, { copies: 4 });
    await paid(payer);
    await desk();
    const row = accountant.visitor.page.links.find((link) => link.href.includes('hoan-tien?no='));
    assert.ok(row);
    await accountant.visitor.go(row.href);
    await giveBack();
    assert.equal(await intent(payer), 'REFUNDED');
    assert.equal(await payer.look(), 'Đã hoàn tiền');
    const kinds = (await app.database.owner.query<{ kind: string }>("SELECT kind FROM dossier_event WHERE dossier_id = $1 AND kind LIKE 'fee-%' ORDER BY seq", [payer.dossier])).rows.map((found) => found.kind);
    assert.deepEqual(kinds, ['fee-collected', 'fee-refunded']);
    await booksAgree(app);
  });
  test('the gateway does not answer a refund: tried again, given once', async () => {
    const payer = await aPayer(app);
    await paid(payer);
    gateway.behave({ api: 'broken' });
    await desk();
    await accountant.visitor.go(accountant.visitor.page.links.find((link) => link.href.includes('hoan-tien?no='))?.href ?? '');
    await accountant.visitor.submit({ 'quyet-dinh': '13/QĐ-UBND', 'ly-do': 'Nộp nhầm' }, { form: /hoan-tien$/u });
    await app.drainJobs();
    assert.equal(await intent(payer), 'REFUND_REQUESTED');
    assert.equal(await payer.look(), 'Đang hoàn tiền');
    gateway.behave({ api: 'normal' });
    app.clock.forward(2 * MINUTE);
    await sweep(app);
    assert.equal(await intent(payer), 'REFUNDED');
    assert.match(await desk(), /13\/QĐ-UBND/u);
    await booksAgree(app);
  });
  test('asks the gateway about an order that waits', async () => {
    const payer = await aPayer(app);
    const ref = await payer.goToGateway();
    gateway.behave({ ipn: 'lost' });
    gateway.decide(ref, 'tra');
    assert.match(await desk(), new RegExp(ref, 'u'));
    await accountant.visitor.submit({}, { form: /hoi-cong$/u });
    await app.drainJobs();
    assert.equal(await intent(payer), 'PAID');
    assert.match(await desk(), /Không có đơn hàng nào đang chờ/u);
    await booksAgree(app);
  });
  test('a wrong sum stands among the differences until the truth is known', async () => {
    const payer = await aPayer(app);
    const ref = await payer.goToGateway();
    gateway.behave({ ipn: 'wrong-amount' });
    gateway.decide(ref, 'tra');
    await settle();
    assert.match(await desk(), /Cổng báo số tiền khác/u);
    app.clock.forward(15 * MINUTE);
    await sweep(app);
    accountant = await anOfficer(app, 'ketoan.hamliem');
    assert.match(await desk(), /Không có chỗ nào khác nhau/u);
    await booksAgree(app);
  });
  test('another commune’s accountant sees none of it', async () => {
    const payer = await aPayer(app, { copies: 5 });
    await tooLate(payer);
    const rows = await app.core.db.inScope({ kind: 'officer', officerId: '01920000-0000-7000-8000-00000000000c', agencyIds: [12, 13] }, 'reads', (tx) => tx.query({ text: 'SELECT 1 FROM payment_intent UNION ALL SELECT 1 FROM payment_attempt UNION ALL SELECT 1 FROM payment_surplus UNION ALL SELECT 1 FROM payment_receipt UNION ALL SELECT 1 FROM payment_refund UNION ALL SELECT 1 FROM payment_receipt_series', values: [] }));
    assert.equal(rows.length, 0);
  });
});

describe('row 9: the counter and the gateway meet', () => {
  test('the counter collects while the person is at the gateway: the money is surplus, the receipt is one', async () => {
    const payer = await aPayer(app);
    const ref = await payer.goToGateway();
    await atTheCounter(payer.dossier);
    await app.drainJobs();
    assert.equal(await intent(payer), 'NONE_REQUIRED');
    gateway.decide(ref, 'tra');
    await settle();
    assert.equal(await surplus(payer), 'settled-at-counter open');
    assert.equal(await payer.look(), 'Đã trả');
    assert.match(payer.visitor.page.text, /hoàn về tài khoản đã trả/u);
    await booksAgree(app);
  });
  test('the gateway has confirmed, and the counter collects before the dossier is told', async () => {
    const payer = await aPayer(app);
    const ref = await payer.goToGateway();
    gateway.decide(ref, 'tra');
    await gateway.idle();
    await atTheCounter(payer.dossier);
    await app.drainJobs();
    assert.deepEqual([await intent(payer), await surplus(payer)], ['NONE_REQUIRED', 'settled-at-counter open']);
    await booksAgree(app);
  });
  test('once paid from home nothing is collected at the counter', async () => {
    const payer = await aPayer(app);
    await paid(payer);
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    const outcome = await collectFee(app.core.dossier, { scope: reception.scope, actor: reception.actor, id: payer.dossier, at: app.clock.now(), key: null, name: 'dossier.collect-fee' } as never, 'cash');
    assert.ok(outcome && !outcome.ok);
  });
  test('cash has a receipt too, in the same book', async () => {
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    const dossier = await aCounterDossier(app, reception);
    await atTheCounter(dossier);
    await app.drainJobs();
    const receipt = await receiptOf(dossier);
    assert.ok(receipt?.file_id);
    const file = await reception.visitor.fetch(`/tep/${receipt.file_id}`);
    const text = proofRead(file.bytes.subarray(0, file.bytes.indexOf('%%EOF') + 6)).text;
    for (const words of ['Tiền mặt', 'Phạm Thị Lan', 'Phí chứng thực bản sao từ bản chính', String(receipt.number).padStart(8, '0')]) assert.ok(text.includes(words), `${words}: ${text}`);
    await booksAgree(app);
  });
});

describe('row 9: processes die, years end', () => {
  test('the job that tells the dossier is lost: the sweep finds the payment', async () => {
    const payer = await aPayer(app);
    gateway.decide(await payer.goToGateway(), 'tra');
    await gateway.idle();
    await app.drainJobs();
    await app.database.owner.query("UPDATE payment_intent SET recorded_at = NULL WHERE dossier_id = $1", [payer.dossier]);
    app.clock.forward(2 * MINUTE);
    await sweep(app);
    assert.equal(await one("SELECT count(*)::text AS it FROM dossier_event WHERE dossier_id = $1 AND kind = 'fee-collected'", payer), '1');
    await booksAgree(app);
  });
  test('a receipt that was numbered but not printed is printed later under the same number', async () => {
    const payer = await aPayer(app);
    await paid(payer);
    const before = await receiptOf(payer.dossier);
    const seq = await one("SELECT seq::text AS it FROM dossier_event WHERE dossier_id = $1 AND kind = 'fee-collected'", payer);
    await app.database.owner.query("SELECT graphile_worker.add_job('issue-receipt', json_build_object('dossierId', $1::text, 'seq', $2::int))", [payer.dossier, Number(seq)]);
    await app.drainJobs();
    assert.deepEqual(await receiptOf(payer.dossier), before);
    await booksAgree(app);
  });
  test('an office’s own series is entered from a day on; the demo stays on trial', async () => {
    await accountant.visitor.go('/ban/doi-soat/ky-hieu');
    await accountant.visitor.submit({ 'mau-so': '01BLP0-001', 'ky-hieu': 'AA-26E', 'ma-so-thue': '12', 'tu-ngay.day': '1', 'tu-ngay.month': '1', 'tu-ngay.year': '2026' }, { form: /ky-hieu$/u });
    assert.deepEqual([accountant.visitor.page.status, accountant.visitor.page.errors.length], [400, 2]);
    await accountant.visitor.submit({ 'ma-so-thue': '0123456789', 'tu-ngay.day': '1', 'tu-ngay.month': '4', 'tu-ngay.year': '2026' }, { form: /ky-hieu$/u });
    assert.equal(accountant.visitor.path, '/ban/doi-soat');
    assert.match(accountant.visitor.page.text, /Chưa nhập ký hiệu/u, 'not before its day');
    await accountant.visitor.go('/ban/doi-soat/ky-hieu');
    await accountant.visitor.submit({ 'mau-so': '01BLP0-001', 'ky-hieu': 'AB-26E', 'ma-so-thue': '', 'tu-ngay.day': '1', 'tu-ngay.month': '4', 'tu-ngay.year': '2026' }, { form: /ky-hieu$/u });
    assert.equal(accountant.visitor.page.status, 409);
  });
  test('numbers begin at 1 in the new year', async () => {
    app.clock.set('2027-01-04T08:30:00+07:00');
    const payer = await aPayer(app);
    await paid(payer);
    assert.deepEqual([(await receiptOf(payer.dossier))?.number, (await receiptOf(payer.dossier))?.symbol], [1, 'TN-27E']);
  });
});

describe('the callback’s address', () => {
  const query = (): string => gateway.callbackOf(gateway.ledger()[0]?.txnRef ?? '');
  test('only GET, nothing for HEAD and POST', async () => {
    const lines = async (): Promise<number> => (await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM payment_inbox')).rows[0]?.n ?? 0;
    const before = await lines();
    for (const method of ['HEAD', 'POST', 'PUT'] as const) assert.equal((await fetch(`${app.url}/thong-bao/vnpay?${query()}x`, { method })).status, 404, method);
    assert.equal(await lines(), before);
  });
  test('sets no cookie, is answered as JSON, says nothing about orders to whoever has no signature', async () => {
    const answer = await fetch(`${app.url}/thong-bao/vnpay?vnp_TxnRef=x`);
    assert.deepEqual([answer.status, answer.headers.get('set-cookie'), await answer.json()], [200, null, { RspCode: '97', Message: 'Invalid Checksum' }]);
    assert.deepEqual(await (await fetch(`${app.url}/thong-bao/vnpay`)).json(), { RspCode: '97', Message: 'Invalid Checksum' });
    assert.equal((await fetch(`${app.url}/thong-bao/vnpay?a=${'x'.repeat(9_000)}`)).status >= 200, true);
  });
});
