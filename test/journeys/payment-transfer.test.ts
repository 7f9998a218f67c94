import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import jsqr from 'jsqr';
import type { PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { crc16 } from '../../src/modules/payment/domain/index.ts';
import type { TestApp } from '../support/app.ts';
import { aPayer, booksAgree, sweep, type Payer } from '../support/extract.ts';
import { startPaying } from '../support/paying.ts';
import { anOfficer, type SignedInOfficer } from '../support/people.ts';

let app: TestApp;
let gateway: PaymentGatewaySimulator;
let accountant: SignedInOfficer;
let leader: SignedInOfficer;
before(async () => { ({ app, gateway } = await startPaying()); });
after(() => app.close());
beforeEach(async () => { app.clock.forward(60_000); [accountant, leader] = [await anOfficer(app, 'ketoan.hamliem'), await anOfficer(app, 'lanhdao.hamliem')]; });

const referenceOf = async (payer: Payer): Promise<string> => (await app.database.owner.query<{ reference: string }>('SELECT reference FROM dossier WHERE id = $1', [payer.dossier])).rows[0]?.reference ?? '';
const collected = async (payer: Payer): Promise<readonly string[]> => (await app.database.owner.query<{ body: string }>("SELECT body FROM dossier_event WHERE dossier_id = $1 AND kind = 'fee-collected'", [payer.dossier])).rows.map((row) => (JSON.parse(row.body) as { data: { provider?: { gateway: string } } }).data.provider?.gateway ?? 'quầy');
const transferState = async (payer: Payer): Promise<string> => (await app.database.owner.query<{ state: string }>('SELECT state FROM payment_transfer WHERE dossier_id = $1', [payer.dossier])).rows[0]?.state ?? 'none';
interface Line { readonly 'noi-dung'?: string; readonly 'ho-so'?: string; readonly 'so-tien': string; readonly 'so-gd': string; readonly 'ngay.day'?: string }
async function look(line: Line): Promise<void> {
  await accountant.visitor.go('/ban/doi-soat/chuyen-khoan');
  await accountant.visitor.submit({ 'ngay.day': '2', 'ngay.month': '3', 'ngay.year': '2026', ...line }, { form: /chuyen-khoan$/u });
}
async function confirm(line: Line): Promise<void> {
  await look(line);
  assert.match(accountant.visitor.page.text, /Kiểm tra trước khi xác nhận/u, accountant.visitor.page.errors.join('; '));
  await accountant.visitor.submit({}, { form: /chuyen-khoan$/u });
}
/** What a bank's app reads from the code on the page. */
function scanned(html: string): string {
  const [, box] = /viewBox="-4 -4 (\d+) \d+"/u.exec(html) ?? [];
  const [, path = ''] = /<path d="([^"]+)" fill="#000"/u.exec(html) ?? [];
  const [side, scale] = [Number(box), 4];
  const pixels = new Uint8ClampedArray((side * scale) ** 2 * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/gu)) {
    for (let row = (Number(y) + 4) * scale; row < (Number(y) + 5) * scale; row++) {
      for (let column = (Number(x) + 4) * scale; column < (Number(x) + 4 + Number(width)) * scale; column++) pixels.fill(0, (row * side * scale + column) * 4, (row * side * scale + column) * 4 + 3);
    }
  }
  const found = (jsqr as unknown as typeof jsqr.default)(pixels, side * scale, side * scale);
  assert.ok(found, 'the code can be read');
  return found.data;
}

describe('row 9: a transfer to the office’s own account', () => {
  test('until an account is agreed the demo shows one to which nobody can send; entered by one, agreed by another', async () => {
    const payer = await aPayer(app);
    await payer.look();
    assert.match(payer.visitor.page.text, /0000000000/u);
    assert.match(payer.visitor.page.text, /không chuyển tiền thật/u);
    await accountant.visitor.go('/ban/doi-soat/tai-khoan');
    await accountant.visitor.submit({ 'ma-ngan-hang': '97', 'so-tai-khoan': '1' }, { form: /tai-khoan$/u });
    assert.deepEqual([accountant.visitor.page.status, accountant.visitor.page.errors.length], [400, 5]);
    await accountant.visitor.submit({ 'ma-ngan-hang': '970405', 'ngan-hang': 'Agribank chi nhánh Hàm Thuận Bắc', 'so-tai-khoan': '4800 2010 01234', 'ten-tai-khoan': 'UBND XA HAM LIEM', 'tu-ngay.day': '2', 'tu-ngay.month': '3', 'tu-ngay.year': '2026' }, { form: /tai-khoan$/u });
    assert.match(accountant.visitor.page.text, /chờ duyệt/u);
    await payer.look();
    assert.doesNotMatch(payer.visitor.page.text, /4800201001234/u, 'not before it is agreed');
    const scope = accountant.scope as Extract<typeof accountant.scope, { kind: 'officer' }>;
    assert.deepEqual(await app.core.db.inScope(scope, 'writes', (tx) => tx.query({ text: "UPDATE payment_account SET state = 'agreed', decided_by = $1, decided_at = now() RETURNING id", values: [accountant.officerId] })), [], 'nobody does both');
    await leader.visitor.go('/ban/duyet-bien-lai');
    await leader.visitor.submit({}, { form: /duyet-tai-khoan/u, button: /^Đồng ý/u });
    assert.match(leader.visitor.page.text, /Tài khoản được dùng/u);
    await payer.look();
    for (const words of ['4800201001234', 'Agribank', 'UBND XA HAM LIEM', `HS ${(await referenceOf(payer)).replaceAll('-', '')}`, '8.000 đ']) assert.ok(payer.visitor.page.text.includes(words), words);
  });
  test('the code on the page says to a bank’s app what the page says to the eye', async () => {
    const payer = await aPayer(app, { copies: 2 });
    await payer.look();
    const text = scanned(payer.visitor.page.html);
    assert.ok(text.includes('0006970405') && text.includes('01134800201001234') && text.includes('540516000') && text.includes(`HS ${(await referenceOf(payer)).replaceAll('-', '')}`), text);
    assert.equal(crc16(text.slice(0, -4)), text.slice(-4));
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    await reception.visitor.go(`/ban/ma-qr/${payer.dossier}`);
    assert.equal(scanned(reception.visitor.page.html), text, 'and the counter’s screen the same');
  });
  test('paid only when the accountant has laid it beside the statement; then a receipt, and the person reads so', async () => {
    const payer = await aPayer(app);
    const bare = (await referenceOf(payer)).replaceAll('-', '');
    assert.equal(await payer.look(), 'Phải trả 8.000 đ');
    await look({ 'noi-dung': `MBVCB.77123.HS ${bare}.CT tu 0011001932418`, 'so-tien': '8.000', 'so-gd': 'FT26061000001' });
    assert.equal(await payer.look(), 'Phải trả 8.000 đ', 'looking is not confirming');
    assert.deepEqual(await collected(payer), []);
    await accountant.visitor.submit({}, { form: /chuyen-khoan$/u });
    assert.match(accountant.visitor.page.text, /Đã xác nhận/u);
    await app.drainJobs();
    assert.deepEqual([await transferState(payer), await collected(payer)], ['recorded', ['chuyen-khoan']]);
    assert.equal(await payer.look(), 'Đã trả');
    assert.match(payer.visitor.page.text, /đã nhận đủ tiền chuyển khoản/u);
    const { rows: [receipt] } = await app.database.owner.query<{ file_id: string }>('SELECT file_id FROM payment_receipt WHERE dossier_id = $1', [payer.dossier]);
    const { bytes } = await payer.visitor.fetch(`/tep/${receipt?.file_id}`);
    assert.match(proofRead(bytes.subarray(0, bytes.indexOf('%%EOF') + 6)).text.replace(/\s+/gu, ' '), /Chuyển khoản, số giao dịch của ngân hàng FT26061000001/u);
    await booksAgree(app);
  });
  test('not what is owed, no code, two codes, another office’s dossier, tomorrow: said in words, nothing is entered', async () => {
    const [payer, elsewhere] = [await aPayer(app), await aPayer(app, { agencyId: 12 })];
    const [own, other] = [await referenceOf(payer), await referenceOf(elsewhere)];
    const cases: readonly (readonly [Line, RegExp])[] = [
      [{ 'noi-dung': `HS ${own}`, 'so-tien': '7999', 'so-gd': 'FT1' }, /phải nộp 8\.000 đ, ngân hàng ghi 7\.999 đ/u], [{ 'noi-dung': `HS ${own}`, 'so-tien': '800000', 'so-gd': 'FT1' }, /ngân hàng ghi 800\.000 đ/u],
      [{ 'noi-dung': 'chuyen tien', 'so-tien': '8000', 'so-gd': 'FT1' }, /Không thấy mã hồ sơ/u], [{ 'noi-dung': `HS ${own} HS ${other}`, 'so-tien': '8000', 'so-gd': 'FT1' }, /hoặc có hai mã/u],
      [{ 'noi-dung': `HS ${other}`, 'so-tien': '8000', 'so-gd': 'FT1' }, /không có hồ sơ mang mã này/u], [{ 'ho-so': own, 'so-tien': 'tám nghìn', 'so-gd': 'F' }, /bằng số/u], [{ 'ho-so': own, 'so-tien': '8000', 'so-gd': 'FT1', 'ngay.day': '3' }, /hôm nay hoặc trước đó/u],
    ];
    for (const [line, says] of cases) {
      await look(line);
      assert.equal(accountant.visitor.page.status, 400);
      assert.match(accountant.visitor.page.text, says);
    }
    assert.deepEqual([await collected(payer), await collected(elsewhere)], [[], []]);
  });
  test('one line of the statement pays one dossier', async () => {
    const [first, second] = [await aPayer(app), await aPayer(app)];
    await confirm({ 'ho-so': await referenceOf(first), 'so-tien': '8000', 'so-gd': 'FT-ONCE' });
    await confirm({ 'ho-so': await referenceOf(second), 'so-tien': '8000', 'so-gd': 'FT-ONCE' });
    assert.match(accountant.visitor.page.text, /đã dùng để xác nhận/u);
    await app.drainJobs();
    assert.deepEqual([await collected(first), await collected(second)], [['chuyen-khoan'], []]);
  });
  test('transferred and paid through the gateway: the fee once, the rest is surplus, whichever is first', async () => {
    for (const gatewayFirst of [true, false]) {
      const payer = await aPayer(app);
      const ref = await payer.goToGateway();
      const line = { 'ho-so': await referenceOf(payer), 'so-tien': '8000', 'so-gd': `FT-BOTH-${gatewayFirst}` };
      if (gatewayFirst) { gateway.decide(ref, 'tra'); await gateway.idle(); await confirm(line); } else { await confirm(line); await app.drainJobs(); gateway.decide(ref, 'tra'); await gateway.idle(); }
      await app.drainJobs();
      const [came] = await collected(payer);
      assert.equal((await collected(payer)).length, 1);
      const { rows: [surplus] } = await app.database.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM payment_surplus WHERE dossier_id = $1 AND state = 'open'", [payer.dossier]);
      assert.deepEqual([surplus?.n, await transferState(payer)], came === 'chuyen-khoan' ? [1, 'recorded'] : [0, 'surplus']);
      await booksAgree(app);
    }
  });
  test('its job is lost with its process: the sweep enters it', async () => {
    const payer = await aPayer(app);
    await confirm({ 'ho-so': await referenceOf(payer), 'so-tien': '8000', 'so-gd': 'FT-LOST' });
    await app.database.owner.query("SELECT graphile_worker.remove_job(key) FROM graphile_worker.jobs WHERE key LIKE 'record-transfer:%'");
    app.clock.forward(2 * 60_000);
    await sweep(app);
    assert.deepEqual([await transferState(payer), await collected(payer)], ['recorded', ['chuyen-khoan']]);
  });
});
