import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import type { TestApp } from '../support/app.ts';
import { aPayer, booksAgree, type Payer } from '../support/extract.ts';
import { startPaying, type Paying } from '../support/paying.ts';
import { anOfficer, type SignedInOfficer } from '../support/people.ts';

let app: TestApp;
let pay: Paying['pay'];
let accountant: SignedInOfficer;
let leader: SignedInOfficer;
before(async () => { ({ app, pay } = await startPaying()); });
after(() => app.close());
beforeEach(async () => { app.clock.forward(60_000); [accountant, leader] = [await anOfficer(app, 'ketoan.hamliem'), await anOfficer(app, 'lanhdao.hamliem')]; });

interface Row { readonly number: number; readonly year: number; readonly round: number; readonly replaces_number: number | null; readonly file_id: string | null }
const receipts = async (payer: Payer): Promise<readonly Row[]> => (await app.database.owner.query<Row>('SELECT number, year, round, replaces_number, file_id FROM payment_receipt WHERE dossier_id = $1 ORDER BY number', [payer.dossier])).rows;
async function paidPayer(copies = 1): Promise<{ readonly payer: Payer; readonly receipt: Row }> {
  const payer = await aPayer(app, { copies });
  await pay(payer);
  const [receipt] = await receipts(payer);
  assert.ok(receipt);
  return { payer, receipt };
}
const paperText = async (who: Pick<Payer, 'visitor'>, fileId: string | null): Promise<string> => {
  const { bytes, status } = await who.visitor.fetch(`/tep/${fileId}`);
  assert.equal(status, 200);
  return proofRead(bytes.subarray(0, bytes.indexOf('%%EOF') + 6)).text.replace(/\s+/gu, ' ');
};
const padded = (number: number): string => String(number).padStart(8, '0');
const pageOf = (receipt: Pick<Row, 'year' | 'number'>): string => `/ban/doi-soat/bien-lai/${receipt.year}/${receipt.number}`;
async function ask(receipt: Row, name = 'Nguyễn Thị Hòa'): Promise<void> {
  await accountant.visitor.go(pageOf(receipt));
  await accountant.visitor.submit({ ten: name, 'ly-do': 'Ghi sai tên người nộp' }, { form: /bien-lai\/\d+\/\d+$/u });
  assert.match(accountant.visitor.page.text, /Đang chờ lãnh đạo duyệt/u);
}
async function agree(): Promise<void> {
  await leader.visitor.go('/ban/duyet-bien-lai');
  await leader.visitor.submit({}, { holding: { lam: 'dong-y' } });
  assert.match(leader.visitor.page.text, /Đã đồng ý/u);
  await app.drainJobs();
}

describe('row 9: the receipt says what was paid, for what, by which text', () => {
  test('n copies × 8.000 đ, line by line, on the page and on paper', async () => {
    const { payer, receipt } = await paidPayer(3);
    await payer.look();
    assert.match(payer.visitor.page.text, /3 bản × 8\.000 đ = 24\.000 đ.*281\/2016/u);
    const link = payer.visitor.page.links.find((one) => one.href.startsWith('/tep/'));
    assert.equal(link?.href, `/tep/${receipt.file_id}`);
    const text = await paperText(payer, receipt.file_id);
    for (const words of ['Biên lai thu phí'.toUpperCase(), 'Mẫu số', 'Ký hiệu', padded(receipt.number), 'Ủy ban nhân dân xã Hàm Liêm', 'Nguyễn Thị Hoa', '3 bản × 8.000 đ', '281/2016', '24.000', 'Hai mươi bốn nghìn đồng', 'VNPAY', 'KÝ HIỆU THỬ NGHIỆM']) assert.ok(text.toUpperCase().includes(words.toUpperCase()), `${words}: ${text}`);
    assert.doesNotMatch(text, /GTGT \d|VAT/u, 'no VAT line: Luật Phí và lệ phí 97/2015 Đ.11 k.1');
  });
});

describe('row 9: a wrong receipt is replaced, never removed', () => {
  test('the accountant asks, the leader agrees: the next number names the old one; both papers stay; the person opens the new one', async () => {
    const { payer, receipt } = await paidPayer();
    await accountant.visitor.go(pageOf(receipt));
    await accountant.visitor.submit({ ten: '', 'so-dinh-danh': '12' }, { form: /bien-lai\/\d+\/\d+$/u });
    assert.deepEqual([accountant.visitor.page.status, accountant.visitor.page.errors.length], [400, 3]);
    await ask(receipt);
    await agree();
    const [old, made] = await receipts(payer);
    assert.deepEqual([old?.number, made?.number, made?.round, made?.replaces_number], [receipt.number, receipt.number + 1, 2, receipt.number]);
    const text = await paperText(payer, made?.file_id ?? null);
    for (const words of [`số ${padded(receipt.number)}`, 'Thay thế biên lai', 'Ghi sai tên người nộp', 'Nguyễn Thị Hòa']) assert.ok(text.includes(words), `${words}: ${text}`);
    assert.ok((await paperText(payer, old?.file_id ?? null)).includes('Nguyễn Thị Hoa'), 'the old paper is what it was');
    await payer.look();
    assert.equal(payer.visitor.page.links.find((one) => one.href.startsWith('/tep/'))?.href, `/tep/${made?.file_id}`);
    await accountant.visitor.go(pageOf(receipt));
    assert.match(accountant.visitor.page.text, new RegExp(`thay bằng biên lai số ${padded(receipt.number + 1)}`, 'u'));
    await booksAgree(app);
  });
  test('found by its number; one that is not there is said so', async () => {
    const { receipt } = await paidPayer();
    await accountant.visitor.go('/ban/doi-soat');
    await accountant.visitor.submit({ so: padded(receipt.number) }, { form: /bien-lai$/u });
    assert.equal(accountant.visitor.path, pageOf(receipt));
    await accountant.visitor.go('/ban/doi-soat');
    await accountant.visitor.submit({ so: '99999999' }, { form: /bien-lai$/u });
    assert.match(accountant.visitor.page.text, /Không có biên lai số này/u);
  });
  test('nobody does both: not by the pages, not by the database', async () => {
    const { payer, receipt } = await paidPayer();
    await ask(receipt);
    assert.equal((await accountant.visitor.fetch('/ban/duyet-bien-lai')).status, 403);
    const scope = accountant.scope as Extract<typeof accountant.scope, { kind: 'officer' }>;
    const taken = await app.core.db.inScope(scope, 'writes', (tx) => tx.query({ text: "UPDATE payment_receipt_void SET state = 'approved', decided_by = $1, decided_at = $2 WHERE dossier_id = $3 RETURNING id", values: [accountant.officerId, app.clock.now(), payer.dossier] }));
    assert.deepEqual(taken, []);
    assert.equal((await receipts(payer)).length, 1);
    await agree();
  });
  test('declined with its reason, asked again, agreed twice at once, the job run twice: one replacement', async () => {
    const { payer, receipt } = await paidPayer();
    await ask(receipt);
    await leader.visitor.go('/ban/duyet-bien-lai');
    await leader.visitor.submit({ 'vi-sao': '' }, { holding: { lam: 'khong' } });
    assert.equal(leader.visitor.page.status, 400);
    await leader.visitor.submit({ 'vi-sao': 'Tên đúng như thẻ căn cước' }, { holding: { lam: 'khong' } });
    await accountant.visitor.go(pageOf(receipt));
    assert.match(accountant.visitor.page.text, /Tên đúng như thẻ căn cước/u);
    await ask(receipt);
    await leader.visitor.go('/ban/duyet-bien-lai');
    const form = leader.visitor.page.form({ holding: { lam: 'dong-y' } });
    const sent = form.fill({}).map(([name, value]) => [name, String(value)]);
    const both = await Promise.all(['a', 'b'].map((one) => leader.visitor.fetch(form.action, 'POST', new URLSearchParams(sent.map(([name, value]) => [name ?? '', name === '_key' ? `${value}${one}` : value ?? ''])))));
    assert.deepEqual(both.map((one) => one.headers.get('location')).sort(), ['/ban/duyet-bien-lai?bao=da-xong', '/ban/duyet-bien-lai?bao=dong-y']);
    await app.drainJobs();
    const { rows: [request] } = await app.database.owner.query<{ id: string }>("SELECT id FROM payment_receipt_void WHERE dossier_id = $1 AND state = 'replaced'", [payer.dossier]);
    await app.database.owner.query("SELECT graphile_worker.add_job('replace-receipt', json_build_object('voidId', $1::text))", [request?.id]);
    await app.drainJobs();
    assert.deepEqual((await receipts(payer)).map((one) => one.round), [1, 2]);
    await booksAgree(app);
  });
  test('a replacement can be replaced', async () => {
    const { payer, receipt } = await paidPayer();
    await ask(receipt);
    await agree();
    const second = (await receipts(payer))[1];
    assert.ok(second);
    await ask(second, 'Công ty TNHH Hàm Liêm');
    await agree();
    const rows = await receipts(payer);
    assert.deepEqual(rows.map((one) => [one.round, one.replaces_number]), [[1, null], [2, receipt.number], [3, second.number]]);
    await payer.look();
    assert.equal(payer.visitor.page.links.find((one) => one.href.startsWith('/tep/'))?.href, `/tep/${rows[2]?.file_id}`);
    await booksAgree(app);
  });
  test('another office sees none of it', async () => {
    const { receipt } = await paidPayer();
    await ask(receipt);
    const other = await anOfficer(app, 'lanhdao.thanhha');
    await other.visitor.go('/ban/duyet-bien-lai');
    assert.match(other.visitor.page.text, /Không có đề nghị nào đang chờ/u);
    await agree();
  });
});

describe('row 9: a book of receipts for each office and each year', () => {
  const book = async (): Promise<Record<string, readonly number[]>> => {
    const { rows } = await app.database.owner.query<{ agency_id: number; year: number; number: number }>('SELECT agency_id, year, number FROM payment_receipt ORDER BY agency_id, year, number');
    return Object.fromEntries(Object.entries(Object.groupBy(rows, (row) => `${row.agency_id} ${row.year}`)).map(([of, lines]) => [of, (lines ?? []).map((line) => line.number)]));
  };
  const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);
  const paidAt = async (agencyId: number): Promise<void> => { await pay(await aPayer(app, { agencyId })); };

  test('another office’s receipts take no number of this one’s; with the new year each begins at 1; none is left out', async () => {
    const before = (await book())['2 2026']?.length ?? 0;
    for (const agencyId of [12, 2, 12, 12, 2]) await paidAt(agencyId);
    assert.deepEqual(await book(), { '12 2026': upTo(3), '2 2026': upTo(before + 2) });
    app.clock.set('2026-12-31T23:58:00+07:00');
    await paidAt(12);
    // 17:00 UTC is midnight here: the year is the year of Vietnam.
    app.clock.set('2027-01-01T00:01:00+07:00');
    for (const agencyId of [12, 2, 12]) await paidAt(agencyId);
    assert.deepEqual(await book(), { '12 2026': upTo(4), '12 2027': upTo(2), '2 2026': upTo(before + 2), '2 2027': upTo(1) });
  });
});
