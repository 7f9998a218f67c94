import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PostOfficeSimulator } from '../../simulators/post-office/post-office.ts';
import { runVerify } from '../../src/wiring/verify/run-verify.ts';
import { places } from '../../src/wiring/config.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { extractDraft } from '../support/extract.ts';
import { aGuest, anOfficer, stateOf, type Someone } from '../support/people.ts';
import { aResultByPost, CLERK, handOver, POST_TO, POSTAGE, type Posted } from '../support/posted.ts';

let app: TestApp;
let post: PostOfficeSimulator;
before(async () => { app = await startTestApp({ post: true, at: '2026-03-02T08:30:00+07:00' }); assert.ok(app.post); post = app.post; });
after(() => app.close());
beforeEach(() => { app.clock.set('2026-03-02T08:30:00+07:00'); post.behave({ way: 'normal', api: 'normal' }); });
interface Row { readonly id: string; readonly attempt: number; readonly state: string; readonly carrier_number: string; readonly postage: number; readonly cod: number; readonly collected: number; readonly surplus: boolean }
const rows = async (where: string, id: string): Promise<readonly Row[]> => (await app.database.owner.query<Row>(`SELECT id, attempt, state, carrier_number, postage::int AS postage, cod::int AS cod, collected::int AS collected, surplus FROM delivery_parcel WHERE ${where} = $1 ORDER BY requested_at, attempt`, [id])).rows;
async function happens(id: string, kind: string): Promise<void> { await post.happens(id, { kind }); await app.drainJobs(); }
const there = (one: { readonly province?: string } = {}) => ({ 'noi.name': 'Nguyễn Thị Hoa', 'noi.phone': '0900000001', 'noi.province': one.province ?? '68', 'noi.address': 'nhà chị gái, thôn 5, xã Hàm Chính' });

/** Handed over, two tries (or one, against the rule), and the desk has signed for the envelope. */
async function cameBack(tries: 1 | 2): Promise<Posted & { readonly first: string }> {
  const one = await aResultByPost(app);
  const { id } = await one.parcel();
  await handOver(app, [id]);
  await happens(id, 'failed');
  if (tries === 2) { app.clock.set('2026-03-04T10:00:00+07:00'); await happens(id, 'failed'); }
  await happens(id, 'returning');
  const { visitor } = await anOfficer(app, 'tiepnhan.hamliem');
  await visitor.go('/ban/buu-dien?xem=ve');
  await visitor.submit({ chon: [id] }, { form: /bien-ban$/u });
  const text = /[0-9a-f-]{36} (\S+)/u.exec(visitor.page.text)?.[1] ?? '';
  await visitor.submit({ 'ten-buu-ta': CLERK.name, 'so-hieu': CLERK.number, ma: post.code(text, CLERK.number) }, { form: /ky$/u });
  await app.drainJobs();
  assert.equal((await stateOf(app, one.dossier)).cameBack, true);
  return { ...one, first: id };
}

describe('row 10: posted once more after a return', () => {
  test('the postage is said first, paid at the door, and is no money of the office: one receipt for the fee alone', async () => {
    const one = await cameBack(2);
    await one.visitor.go(`/ho-so/${one.dossier}/buu-dien`);
    assert.match(one.visitor.page.text, /Gửi bưu điện lần nữa[\s\S]*Cước lần này 26\.000 đ trong tỉnh, 32\.500 đ tỉnh khác \(giá chưa đối chiếu với bảng cước của bưu điện\), trả cho bưu tá khi nhận[\s\S]*đến quầy lấy, không mất cước/u);
    await one.visitor.submit({ ...there(), 'noi.phone': '12' }, { form: /gui-lai$/u });
    assert.match(one.visitor.page.errors.join(' '), /10 số/u);
    await one.visitor.submit(there(), { form: /gui-lai$/u });
    assert.match(one.visitor.page.text, /cước 26\.000 đ, trả cho bưu tá khi nhận/u);
    assert.equal((await rows('dossier_id', one.dossier)).length, 1, 'what was only asked is not ordered');
    await one.visitor.submit(there({ province: '79' }), { form: /gui-lai$/u });
    assert.match(one.visitor.page.text, /cước 32\.500 đ/u, 'another province, another price: said again');
    await one.visitor.submit(there(), { form: /gui-lai$/u });
    await one.visitor.submit(there(), { form: /gui-lai$/u });
    assert.match(one.visitor.page.text, /Đã đặt gửi lần nữa/u);
    await app.drainJobs();
    const [, second] = await rows('dossier_id', one.dossier);
    assert.deepEqual([second?.attempt, second?.state, second?.postage], [2, 'accepted', POSTAGE]);
    assert.equal(post.ledger().find((entry) => entry.orderNumber === second?.id)?.receiver.address, 'nhà chị gái, thôn 5, xã Hàm Chính');
    await handOver(app, [second?.id ?? '']);
    // The fee and the first postage were never paid; the second postage is collected beside them and stays with the post.
    assert.equal((await rows('dossier_id', one.dossier))[1]?.cod, 8_000 + POSTAGE + POSTAGE);
    await happens(second?.id ?? '', 'delivered');
    const now = await stateOf(app, one.dossier);
    assert.deepEqual([now.status, now.collected], ['returned', 8_000 + POSTAGE]);
    assert.deepEqual((await app.database.owner.query('SELECT how, amount::int AS amount FROM payment_receipt WHERE dossier_id = $1', [one.dossier])).rows, [{ how: 'post', amount: 8_000 }]);
    assert.deepEqual((await rows('dossier_id', one.dossier)).map((row) => [row.state, row.collected, row.surplus]), [['returned', 0, false], ['delivered', 8_000 + POSTAGE + POSTAGE, false]]);
  });
  test('returned after one try only: the post is at fault, and the second posting costs nothing', async () => {
    const one = await cameBack(1);
    await one.visitor.go(`/ho-so/${one.dossier}/buu-dien`);
    assert.match(one.visitor.page.text, /Lần này không thu cước: bưu điện đã chuyển hoàn khi chưa gọi đủ hai lần/u);
    await one.visitor.submit(there(), { form: /gui-lai$/u });
    assert.match(one.visitor.page.text, /Đã đặt gửi lần nữa/u);
    await app.drainJobs();
    assert.deepEqual((await rows('dossier_id', one.dossier)).map((row) => [row.attempt, row.postage]), [[1, POSTAGE], [2, 0]]);
  });
  test('the desk orders it for somebody who calls; pressed twice it is one parcel; handed over at the counter meanwhile it is called off', async () => {
    const one = await cameBack(2);
    const { visitor } = await anOfficer(app, 'tiepnhan.hamliem');
    await visitor.go(`/ban/buu-dien/buu-gui/${one.first}`);
    await visitor.submit(there(), { form: /gui-lai$/u });
    assert.match(visitor.page.text, /Gửi lần nữa, trả bưu tá 26\.000 đ/u);
    const twin = visitor.window();
    await Promise.all([visitor.submit(there(), { form: /gui-lai$/u }), twin.submit(there(), { form: /gui-lai$/u })]);
    await app.drainJobs();
    const [, second, third] = await rows('dossier_id', one.dossier);
    assert.deepEqual([second?.state, third], ['accepted', undefined]);
    await visitor.go(`/ban/tra-ket-qua?ma=${encodeURIComponent((await stateOf(app, one.dossier)).code ?? '')}`);
    await visitor.submit({ 'nguoi-nhan': 'Nguyễn Thị Hoa', 'da-xem': 'co', cach: 'tien-mat' }, { form: /tra-ket-qua$/u });
    await app.drainJobs();
    assert.equal((await rows('dossier_id', one.dossier))[1]?.state, 'cancelled');
    assert.equal(post.ledger().find((entry) => entry.orderNumber === second?.id)?.state, 'cancelled');
    await one.visitor.go(`/ho-so/${one.dossier}/buu-dien`);
    assert.match(one.visitor.page.text, /Kết quả đã trả tại quầy nên không gửi bưu điện nữa/u);
    assert.doesNotMatch(one.visitor.page.html, /gui-lai/u);
  });
  test('not before it is back, not for a stranger, not at another price than was said', async () => {
    const one = await aResultByPost(app);
    await handOver(app, [(await one.parcel()).id]);
    const body = (csrf: string, cuoc: string) => new URLSearchParams({ _csrf: csrf, ...there(), cuoc });
    const send = (who: Someone, cuoc = String(POSTAGE)) => who.visitor.fetch(`${app.url}/ho-so/${one.dossier}/buu-dien/gui-lai`, 'POST', body(who.csrf, cuoc));
    const early = await send(one);
    assert.equal(early.status, 409);
    assert.match(early.page.errors.join(' '), /không còn chờ ở quầy/u);
    assert.equal((await send(await aGuest(app))).status, 404);
    const back = await cameBack(2);
    const cheap = await back.visitor.fetch(`${app.url}/ho-so/${back.dossier}/buu-dien/gui-lai`, 'POST', body(back.csrf, '1'));
    assert.deepEqual([cheap.status, (await rows('dossier_id', back.dossier)).length], [200, 1], 'the price is said, nothing is ordered');
  });
});

describe('row 10: a collection called off or moved before the postman has the papers', () => {
  async function collection(): Promise<Someone & { readonly draft: string; readonly page: string; parcel(): Promise<Row> }> {
    const someone = await aGuest(app);
    const draft = await extractDraft(app, someone);
    const page = `/nhap/${draft}/gui-buu-dien`;
    await someone.visitor.go(page);
    await someone.visitor.submit({ 'noi.name': POST_TO.name, 'noi.phone': POST_TO.phone, 'noi.province': '68', 'noi.address': POST_TO.address }, { form: /gui-buu-dien$/u });
    assert.match(someone.visitor.page.text, /Đã đặt bưu điện đến lấy/u);
    return { ...someone, draft, page, async parcel() { const found = await rows('draft_id', draft); assert.ok(found.length > 0); return found.at(-1)!; } };
  }
  const at = (id: string) => post.ledger().find((entry) => entry.orderNumber === id);
  test('the carrier has the order: it is asked, and only its answer ends the order', async () => {
    const one = await collection();
    await app.drainJobs();
    assert.equal((await one.parcel()).state, 'accepted');
    await one.visitor.go(one.page);
    await one.visitor.submit({}, { form: /huy$/u });
    assert.match(one.visitor.page.text, /Đang báo bưu điện hủy\. Chưa đưa giấy tờ/u);
    assert.equal((await one.parcel()).state, 'accepted', 'not ours to say');
    await app.drainJobs();
    assert.deepEqual([(await one.parcel()).state, at((await one.parcel()).id)?.state], ['cancelled', 'cancelled']);
    await one.visitor.go(`${one.page}?bao=huy`);
    assert.match(one.visitor.page.text, /Đã hủy, bưu tá không đến nữa/u);
    assert.match(one.visitor.page.text, /Bưu tá đến đâu lấy/u, 'and may be ordered anew');
  });
  test('the postman was quicker than the message: the carrier says so, and the person reads it', async () => {
    const one = await collection();
    await app.drainJobs();
    const { id } = await one.parcel();
    post.behave({ way: 'lost' });
    await post.happens(id, { kind: 'picked-up' });
    await one.visitor.go(one.page);
    await one.visitor.submit({}, { form: /huy$/u });
    await app.drainJobs();
    await one.visitor.go(one.page);
    assert.match(one.visitor.page.text, /không hủy kịp/u);
    assert.equal((await one.parcel()).state, 'accepted');
    assert.doesNotMatch(one.visitor.page.html, /gui-buu-dien\/huy/u);
  });
  test('once the postman has the papers neither is possible, and the page says why', async () => {
    const one = await collection();
    await app.drainJobs();
    await one.visitor.go(one.page);
    const open = one.visitor.window();
    await happens((await one.parcel()).id, 'picked-up');
    await open.submit({}, { form: /huy$/u });
    assert.deepEqual([open.page.status, open.page.errors.some((words) => /Bưu tá đã nhận túi giấy tờ nên không hủy hay đổi/u.test(words))], [409, true]);
    const moved = await one.visitor.fetch(`${app.url}${one.page}/doi`, 'POST', new URLSearchParams({ _csrf: one.csrf, ...there() }));
    assert.equal(moved.status, 409);
    assert.match(moved.page.errors.join(' '), /Bưu tá đã nhận túi giấy tờ/u);
    assert.equal((await one.parcel()).state, 'picked-up');
  });
  test('another place reaches the carrier under the same order; another price is said first; after calling off nothing moves', async () => {
    const one = await collection();
    await app.drainJobs();
    const { id } = await one.parcel();
    await one.visitor.go(one.page);
    await one.visitor.submit({ ...there(), 'noi.address': 'số 3' }, { form: /doi$/u });
    assert.match(one.visitor.page.errors.join(' '), /Địa chỉ chưa đủ/u);
    await one.visitor.submit(there(), { form: /doi$/u });
    assert.match(one.visitor.page.text, /Đã đổi nơi lấy/u);
    await app.drainJobs();
    assert.equal(at(id)?.sender.address, 'nhà chị gái, thôn 5, xã Hàm Chính');
    await one.visitor.submit(there({ province: '79' }), { form: /doi$/u });
    assert.match(one.visitor.page.text, /Nơi này cước 32\.500 đ/u);
    assert.equal((await one.parcel()).postage, POSTAGE, 'said, not yet changed');
    await one.visitor.submit(there({ province: '79' }), { form: /doi$/u });
    await app.drainJobs();
    assert.deepEqual([(await one.parcel()).postage, at(id)?.sender.province, post.ledger().filter((entry) => entry.reference === at(id)?.reference).length], [32_500, '79', 1]);
    await one.visitor.submit({}, { form: /huy$/u });
    const late = await one.visitor.fetch(`${app.url}${one.page}/doi`, 'POST', new URLSearchParams({ _csrf: one.csrf, ...there() }));
    assert.equal(late.status, 409);
    assert.match(late.page.errors.join(' '), /Đã báo bưu điện hủy/u);
    await app.drainJobs();
    assert.equal((await one.parcel()).state, 'cancelled');
  });
  test('a change that the carrier refuses is not lost: its work stands among what failed', async () => {
    const one = await collection();
    await app.drainJobs();
    await one.visitor.go(one.page);
    post.behave({ api: 'refuses' });
    await one.visitor.submit(there(), { form: /doi$/u });
    await app.drainJobs({ mayFail: true });
    const failed = await app.database.owner.query<{ last_error: string }>("SELECT last_error FROM graphile_worker.jobs WHERE task_identifier = 'order-post' AND last_error IS NOT NULL");
    assert.deepEqual(failed.rows.map((row) => /the carrier refused the change of parcel [0-9a-f-]{36}: address outside the network/u.test(row.last_error)), [true]);
    assert.equal((await one.parcel()).state, 'accepted');
  });
});

test('row 10: verify finds nothing wrong after all this', async () => {
  await app.drainJobs({ mayFail: true });
  const report = await runVerify({ workerUrl: app.database.urls.worker, keyring: app.keyring, filesDir: places(app.config).files, signingDir: places(app.config).signing, now: new Date('2026-04-01T00:00:00Z'), trackingSecret: (id) => app.core.dossier.trackingSecret(id) }, { files: 'none' });
  assert.deepEqual(report.findings.filter((one) => one.severity === 'wrong').map((one) => `${one.invariant} ${one.what.en}`), []);
});
