import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PostOfficeSimulator } from '../../simulators/post-office/post-office.ts';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { runVerify } from '../../src/wiring/verify/run-verify.ts';
import { places } from '../../src/wiring/config.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { anOfficer, stateOf } from '../support/people.ts';
import { aResultByPost, CLERK, drawUp, handOver, POSTAGE, postBooksAgree, type Posted } from '../support/posted.ts';

const HOUR = 3_600_000;
let app: TestApp;
let post: PostOfficeSimulator;
before(async () => { app = await startTestApp({ post: true, at: '2026-03-02T08:30:00+07:00' }); assert.ok(app.post); post = app.post; });
after(() => app.close());
beforeEach(() => { app.clock.set('2026-03-02T08:30:00+07:00'); post.behave({ way: 'normal', api: 'normal' }); });

const state = async (one: Posted): Promise<string> => (await one.parcel()).state;
async function happens(one: Posted, kind: string, more: Parameters<PostOfficeSimulator['happens']>[1] | object = {}): Promise<void> {
  await post.happens((await one.parcel()).id, { kind, ...more });
  await app.drainJobs();
}
const verdicts = async (one: Posted): Promise<readonly string[]> => (await app.database.owner.query<{ verdict: string }>('SELECT verdict FROM delivery_inbox WHERE parcel_id = $1 ORDER BY received_at, at, event_id', [(await one.parcel()).id])).rows.map((row) => row.verdict);
const kinds = async (one: Posted): Promise<readonly string[]> => (await app.database.owner.query<{ kind: string }>('SELECT kind FROM dossier_event WHERE dossier_id = $1 ORDER BY seq', [one.dossier])).rows.map((row) => row.kind).filter((kind) => kind.startsWith('result-') || kind === 'fee-collected');
const handed = async (): Promise<Posted> => { const one = await aResultByPost(app); await handOver(app, [(await one.parcel()).id]); return one; };

describe('row 10: what the carrier says', () => {
  test('the straight way: handed over, on its way, delivered to whoever showed the card; the fee and the postage were collected at the door', async () => {
    const one = await handed();
    const dossier = await stateOf(app, one.dossier);
    assert.equal(dossier.posted?.parcel, (await one.parcel()).id);
    const { cod } = await one.parcel();
    assert.equal(cod, 8_000 + POSTAGE);
    assert.deepEqual(post.ledger().find((entry) => entry.reference === dossier.code)?.codAmount, cod);
    await happens(one, 'in-transit');
    assert.equal(await state(one), 'in-transit');
    await happens(one, 'delivered');
    assert.deepEqual(await kinds(one), ['result-drafted', 'result-signed', 'result-posted', 'fee-collected', 'result-returned']);
    const now = await stateOf(app, one.dossier);
    assert.deepEqual([now.status, now.collected, await state(one), (await one.parcel()).recorded], ['returned', cod, 'delivered', 'ended']);
    const receipts = await app.database.owner.query<{ how: string; amount: number }>('SELECT how, amount::int AS amount FROM payment_receipt WHERE dossier_id = $1', [one.dossier]);
    assert.deepEqual(receipts.rows, [{ how: 'post', amount: 8_000 }], 'the office’s receipt is for its fee; postage is the post’s');
    await postBooksAgree(app);
  });
  test('delivered before anybody signed the minutes: held, and true once they are signed', async () => {
    const one = await aResultByPost(app);
    await happens(one, 'delivered');
    assert.deepEqual([await state(one), await verdicts(one), (await stateOf(app, one.dossier)).status], ['accepted', ['held:not-handed-over'], 'done']);
    // The order is told of the sum to collect with the minutes: what was collected before cannot be it.
    await handOver(app, [(await one.parcel()).id]);
    assert.deepEqual(await verdicts(one), ['held:wrong-amount']);
    await happens(one, 'delivered');
    assert.equal((await stateOf(app, one.dossier)).status, 'returned');
  });
  test('delivered without looking at a card: nothing is returned, and the desk sees it', async () => {
    const one = await handed();
    await happens(one, 'delivered', { receiver: null });
    assert.deepEqual([await state(one), (await stateOf(app, one.dossier)).status], ['handed-over', 'done']);
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    await reception.visitor.go('/ban/buu-dien');
    assert.match(reception.visitor.page.text, /Báo phát mà không ghi giấy tờ người nhận/u);
  });
  test('told twice, and told again and again: once', async () => {
    const one = await handed();
    post.behave({ way: 'double' });
    await happens(one, 'in-transit');
    post.behave({ way: 'replay' });
    await happens(one, 'delivered');
    assert.deepEqual(await verdicts(one), ['moves', 'moves']);
    post.behave({ way: 'normal' });
    await happens(one, 'delivered');
    assert.deepEqual(await verdicts(one), ['moves', 'moves', 'nothing-new']);
    await postBooksAgree(app);
  });
  test('out of order: delivered first, then where it had been', async () => {
    const one = await handed();
    await happens(one, 'delivered');
    await happens(one, 'in-transit', { at: new Date(app.clock.now().getTime() - HOUR) });
    assert.deepEqual([await state(one), (await verdicts(one)).toSorted()], ['delivered', ['moves', 'trace']]);
  });
  test('forged, from an old recording, for an unknown order, under another number: nothing false', async () => {
    const one = await handed();
    const before = await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM delivery_inbox WHERE verified');
    for (const way of ['forged', 'stale', 'unknown-order'] as const) { post.behave({ way }); await happens(one, 'delivered'); }
    assert.deepEqual((await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM delivery_inbox WHERE verified')).rows, before.rows);
    post.behave({ way: 'other-number' });
    await happens(one, 'delivered');
    assert.deepEqual([await state(one), await verdicts(one), (await stateOf(app, one.dossier)).status], ['handed-over', ['held:other-number'], 'done']);
    const { id } = await one.parcel();
    const call = { eventId: 'x-1', orderNumber: id, carrierNumber: (await one.parcel()).carrier_number, kind: 'delivered', at: app.clock.now().toISOString(), receiver: { name: 'Kẻ gian', idKind: 'can-cuoc', idNumber: '000000000000' } };
    assert.deepEqual([await post.call(call, { secret: 'guessed-secret-number-one' }), await post.call(call, { at: new Date(app.clock.now().getTime() - 6 * 60_000) }), await post.call({ ...call, orderNumber: one.dossier })], ['forged', 'late', 'unknown']);
    for (const body of ['', '{', '[]', '{"payload":1}', JSON.stringify({ payload: 'x'.repeat(9_000), timestamp: '1', signature: '' })]) {
      const answer = await fetch(`${app.url}/thong-bao/buu-chinh`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} ${body.slice(0, 20)}`);
    }
  });
  test('two tries two working days apart, then back to the counter; delivered after that is a contradiction', async () => {
    const one = await handed();
    app.clock.set('2026-03-02T10:00:00+07:00');
    await happens(one, 'failed', { reason: 'vắng nhà' });
    await one.visitor.go(`/ho-so/${one.dossier}/buu-dien`);
    assert.match(one.visitor.page.text, /không gặp \(lần 1\)[\s\S]*đến lại từ thứ Tư 4\/3\/2026/u);
    app.clock.set('2026-03-04T10:00:00+07:00');
    await happens(one, 'failed');
    await happens(one, 'returning');
    assert.deepEqual([await state(one), await verdicts(one)], ['returning', ['moves', 'moves', 'moves']]);
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    await reception.visitor.go('/ban/buu-dien?xem=ve');
    await reception.visitor.submit({ chon: [(await one.parcel()).id] }, { form: /bien-ban$/u });
    const text = /[0-9a-f-]{36} (\S+)/u.exec(reception.visitor.page.text)?.[1] ?? '';
    await reception.visitor.submit({ 'ten-buu-ta': CLERK.name, 'so-hieu': CLERK.number, ma: post.code(text, CLERK.number) }, { form: /ky$/u });
    await app.drainJobs();
    const dossier = await stateOf(app, one.dossier);
    assert.deepEqual([await state(one), dossier.status, dossier.posted, dossier.cameBack], ['returned', 'done', null, true]);
    await happens(one, 'delivered');
    assert.deepEqual([await state(one), (await verdicts(one)).at(-1), (await stateOf(app, one.dossier)).status], ['returned', 'held:after-return', 'done']);
    // At the counter again, with the money that nobody has collected.
    await reception.visitor.go(`/ban/tra-ket-qua?ma=${encodeURIComponent(dossier.code ?? '')}`);
    await reception.visitor.submit({ 'nguoi-nhan': 'Nguyễn Thị Hoa', 'da-xem': 'co', cach: 'tien-mat' }, { form: /tra-ket-qua$/u });
    assert.equal((await stateOf(app, one.dossier)).status, 'returned');
  });
  test('a second try too soon, and a return after one try, are written down against the post', async () => {
    const [soon, early] = [await handed(), await handed()];
    await happens(soon, 'failed');
    app.clock.set('2026-03-03T10:00:00+07:00');
    await happens(soon, 'failed');
    await happens(early, 'failed');
    await happens(early, 'returning');
    assert.deepEqual([(await verdicts(soon)).at(-1), (await verdicts(early)).at(-1)], ['moves!second-try-too-soon', 'moves!returned-without-two-tries']);
  });
  test('with the post it is in nobody else’s hand: the counter cannot hand it over, the address cannot be changed', async () => {
    const one = await handed();
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    await reception.visitor.go(`/ban/tra-ket-qua?ma=${encodeURIComponent((await stateOf(app, one.dossier)).code ?? '')}`);
    assert.doesNotMatch(reception.visitor.page.html, /name="da-xem"/u);
    await one.visitor.go(`/ho-so/${one.dossier}/buu-dien`);
    assert.doesNotMatch(one.visitor.page.html, /name="noi.address"/u);
  });
  test('lost callbacks: the carrier is asked after a day of silence, and its answer is evidence like a callback', async () => {
    const one = await handed();
    post.behave({ way: 'lost' });
    await happens(one, 'in-transit');
    await happens(one, 'delivered');
    assert.equal(await state(one), 'handed-over');
    app.clock.set('2026-03-03T09:00:00+07:00');
    await app.database.owner.query("SELECT graphile_worker.add_job('sweep-post')");
    await app.drainJobs();
    assert.deepEqual([await state(one), (await stateOf(app, one.dossier)).status], ['delivered', 'returned']);
    await postBooksAgree(app);
  });
});

describe('row 10: the order and the minutes', () => {
  test('a carrier that takes the order and dies without a word: ordered again, one parcel', async () => {
    post.behave({ api: 'dies' });
    const before = post.ledger().length;
    // Whether the failure shows in this drain or in the next is the queue's business.
    await aResultByPost(app).catch((error: Error) => { assert.match(error.message, /order-post failed/u); });
    const owed = await app.database.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM delivery_parcel WHERE state = 'requested' AND direction = 'return'");
    assert.equal(owed.rows[0]?.n, 1, 'and we have no answer');
    assert.equal(post.ledger().length, before + 1, 'the carrier has it');
    post.behave({ api: 'normal' });
    await app.drainJobs({ mayFail: true });
    assert.equal(post.ledger().length, before + 1, 'and has it once');
    const waiting = await app.database.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM delivery_parcel WHERE state = 'requested' AND direction = 'return'");
    assert.equal(waiting.rows[0]?.n, 0);
    await postBooksAgree(app);
  });
  test('a wrong code, another clerk’s code, a code for another list: no signature; five of them end the sheet', async () => {
    const [one, other] = [await aResultByPost(app), await aResultByPost(app)];
    const sheet = await drawUp(app, [(await one.parcel()).id]);
    const { visitor } = sheet.reception;
    for (const ma of ['12345678', post.code(sheet.text, 'BT0069'), post.code(`${sheet.text}|${(await other.parcel()).carrier_number}`, CLERK.number), '00000000', '99999999']) {
      await visitor.submit({ 'ten-buu-ta': CLERK.name, 'so-hieu': CLERK.number, ma }, { form: /ky$/u });
      assert.match(visitor.page.errors.join(' '), /Mã chưa đúng/u);
    }
    await visitor.submit({ 'ten-buu-ta': CLERK.name, 'so-hieu': CLERK.number, ma: post.code(sheet.text, CLERK.number) }, { form: /ky$/u });
    assert.match(visitor.page.errors.join(' '), /5 lần/u);
    assert.equal(await state(one), 'accepted');
    await handOver(app, [(await one.parcel()).id, (await other.parcel()).id]);
    assert.deepEqual([await state(one), await state(other)], ['handed-over', 'handed-over']);
  });
  test('the clerk signs on the own device; a signature under another list is held', async () => {
    const one = await aResultByPost(app);
    const sheet = await drawUp(app, [(await one.parcel()).id]);
    assert.equal(await post.signMinutes(sheet.id, `${sheet.text}|VE000000000VN`, { name: 'Lê Văn Bưu', number: 'BT0070' }), 'taken');
    await app.drainJobs();
    assert.equal(await state(one), 'accepted');
    assert.deepEqual([await post.signMinutes(sheet.id, sheet.text, CLERK), await post.signMinutes(sheet.id, sheet.text, CLERK)], ['taken', 'again']);
    await app.drainJobs();
    assert.equal(await state(one), 'handed-over');
    await sheet.reception.visitor.go(`/ban/buu-dien/bien-ban/${sheet.id}`);
    assert.match(sheet.reception.visitor.page.text, /Đã ký xong[\s\S]*trên máy của bưu điện/u);
  });
  test('signed twice, from two tabs: one number, one hand-over; numbers without a gap; the print names both', async () => {
    const one = await aResultByPost(app);
    const sheet = await drawUp(app, [(await one.parcel()).id]);
    const [left, right] = [sheet.reception.visitor, sheet.reception.visitor.window()];
    const filled = { 'ten-buu-ta': CLERK.name, 'so-hieu': CLERK.number, ma: post.code(sheet.text, CLERK.number) };
    await Promise.all([left.submit(filled, { form: /ky$/u }), right.submit(filled, { form: /ky$/u })]);
    await app.drainJobs();
    const numbers = await app.database.owner.query<{ number: number }>("SELECT number FROM delivery_minutes WHERE state = 'signed' ORDER BY number");
    assert.deepEqual(numbers.rows.map((row) => row.number), numbers.rows.map((_, index) => index + 1));
    assert.equal((await kinds(one)).filter((kind) => kind === 'result-posted').length, 1);
    await left.go(`/ban/buu-dien/bien-ban/${sheet.id}`);
    const href = /href="(\/tep\/[0-9a-f-]{36})"/u.exec(left.page.html)?.[1];
    assert.ok(href);
    const proof = proofRead((await left.fetch(`${app.url}${href}`)).bytes);
    for (const words of ['BIÊN BẢN BÀN GIAO', (await one.parcel()).carrier_number ?? '?', CLERK.name, CLERK.number, '34.000 đồng', 'Xác nhận bằng mã của bưu tá']) assert.ok(proof.text.includes(words), `${words}: ${proof.text}`);
    assert.equal((await one.visitor.fetch(`${app.url}${href}`)).status, 404, 'it names others: the office’s own');
  });
  test('another office does not see these parcels', async () => {
    const one = await aResultByPost(app);
    const elsewhere = await anOfficer(app, 'tiepnhan.thanhha');
    await elsewhere.visitor.go('/ban/buu-dien');
    assert.doesNotMatch(elsewhere.visitor.page.text, new RegExp((await one.parcel()).carrier_number ?? '-', 'u'));
    await elsewhere.visitor.go(`/ban/buu-dien/buu-gui/${(await one.parcel()).id}`);
    assert.equal(elsewhere.visitor.page.status, 404);
  });
  test('another address reaches the carrier while it lies at the office; one with another price does not', async () => {
    const one = await aResultByPost(app);
    await one.visitor.go(`/ho-so/${one.dossier}/buu-dien`);
    await one.visitor.submit({ 'noi.name': 'Trần Văn Bình', 'noi.phone': '0900000002', 'noi.province': '68', 'noi.address': 'tổ 5, phường Phan Thiết' }, { form: /buu-dien$/u });
    assert.match(one.visitor.page.text, /Đã đổi nơi nhận/u);
    await app.drainJobs();
    const { id } = await one.parcel();
    assert.deepEqual(post.ledger().filter((entry) => entry.orderNumber === id).map((entry) => [entry.receiver.name, entry.receiver.address]), [['Trần Văn Bình', 'tổ 5, phường Phan Thiết']]);
    await one.visitor.submit({ 'noi.name': 'Trần Văn Bình', 'noi.phone': '0900000002', 'noi.province': '79', 'noi.address': 'số 1 Lê Lợi, phường Bến Thành' }, { form: /buu-dien$/u });
    assert.equal(one.visitor.page.status, 409);
    assert.match(one.visitor.page.errors.join(' '), /giá cước khác/u);
  });
});

describe('row 10: what verify says of all this', () => {
  const check = async () => {
    const report = await runVerify({ workerUrl: app.database.urls.worker, keyring: app.keyring, filesDir: places(app.config).files, signingDir: places(app.config).signing, now: new Date('2026-04-01T00:00:00Z'), trackingSecret: (id) => app.core.dossier.trackingSecret(id) }, { files: 'none' });
    return report.findings.filter((one) => one.severity === 'wrong').map((one) => `${one.invariant} ${one.what.en}`);
  };
  test('nothing wrong after everything above; a parcel whose minutes are taken away, and one whose message is, are named', async () => {
    await app.drainJobs({ mayFail: true });
    assert.deepEqual(await check(), []);
    const one = await handed();
    await happens(one, 'delivered');
    const { id } = await one.parcel();
    const code = (await stateOf(app, one.dossier)).code ?? '';
    const owner = await app.database.owner.connect();
    try {
      await owner.query('CREATE TEMP TABLE kept AS SELECT * FROM delivery_minutes_line WHERE parcel_id = $1', [id]);
      await owner.query('DELETE FROM delivery_minutes_line WHERE parcel_id = $1', [id]);
      assert.deepEqual(await check(), [`I-18 the parcel of dossier ${code} changed hands without minutes signed by both`, `I-18 dossier ${code} names a parcel, a number or minutes that are not there`]);
      await owner.query('INSERT INTO delivery_minutes_line SELECT * FROM kept');
      await owner.query("UPDATE delivery_parcel SET evidence = gen_random_uuid() WHERE id = $1", [id]);
      assert.deepEqual(await check(), [`I-18 the parcel of dossier ${code} is said to be delivered, and no signed message of the carrier says so`]);
    } finally { owner.release(); }
  });
});
