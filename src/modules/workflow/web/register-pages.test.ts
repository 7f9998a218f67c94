import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { aCitizen, aCounterDossier, aDossier, anOfficer } from '../../../../test/support/people.ts';
import { unzip } from '../../../../test/support/unzip.ts';
import { proofRead } from '../../../adapters/pdf-typst/proof-reading.ts';
import { packageRoot } from '../../../platform/package-root.ts';

describe('sổ theo dõi hồ sơ', () => {
  let app: TestApp;
  let ids: readonly string[] = [];
  before(async () => {
    app = await startTestApp();
    const desk = await anOfficer(app, 'tiepnhan.hamliem');
    const made: string[] = [];
    for (let n = 0; n < 52; n += 1) made.push(await aCounterDossier(app, desk));
    ids = made;
    await aDossier(app, await aCitizen(app, 'demo-hoa'));
  });
  after(() => app.close());
  const numbers = (html: string): readonly string[] => [...html.matchAll(/<td class="mc-numeric">(\d+)<\/td>/gu)].map((match) => match[1] ?? '');

  test('every reception has its line, in the order of its number, page by page; what is not received has none', async () => {
    const desk = await anOfficer(app, 'motcua.hamliem');
    const first = await desk.visitor.go('/ban/so-theo-doi');
    assert.deepEqual([numbers(first.html).at(0), numbers(first.html).length, numbers(first.html).at(-1)], ['01', 50, '50']);
    assert.match(first.text, /Mẫu số 07 \(TT 03\/2025\/TT-VPCP\)/u);
    const second = await desk.visitor.click('Trang sau');
    assert.deepEqual(numbers(second.html), ['51', '52']);
    const { rows } = await app.database.owner.query<{ same: boolean }>("SELECT (SELECT count(*) FROM dossier_register) = (SELECT count(*) FROM dossier_event WHERE kind = 'received') AS same");
    assert.deepEqual(rows, [{ same: true }]);
  });
  test('a month and a year without receptions are empty, a line of the next month stands in its month', async () => {
    const desk = await anOfficer(app, 'motcua.hamliem');
    assert.match((await desk.visitor.go('/ban/so-theo-doi?nam=2026&thang=2')).text, /chưa có hồ sơ nào được tiếp nhận/u);
    assert.equal(numbers((await desk.visitor.go('/ban/so-theo-doi?nam=2026&thang=')).html).length, 50);
    assert.match((await desk.visitor.go('/ban/so-theo-doi?nam=2025')).text, /Mẫu số 07/u, 'the last day of 2025 lies under the circular of 2025');
    assert.match((await desk.visitor.go('/ban/so-theo-doi?nam=2025&thang=8')).text, /Mẫu số 06 \(TT 01\/2018\/TT-VPCP\)/u);
  });
  test('the book of a desk is that desk’s alone, and of those who keep it or look it over', async () => {
    assert.match((await (await anOfficer(app, 'tiepnhan.thanhha')).visitor.go('/ban/so-theo-doi')).text, /chưa có hồ sơ nào/u);
    for (const username of ['thuly.hamliem', 'quantri.hamliem']) assert.equal((await (await anOfficer(app, username)).visitor.fetch(`${app.url}/ban/so-theo-doi`)).status, 403);
    for (const username of ['lanhdao.hamliem', 'thanhtra.hamliem']) assert.equal((await (await anOfficer(app, username)).visitor.fetch(`${app.url}/ban/so-theo-doi`)).status, 200);
  });
  test('the file holds every line with its contact, and everybody in it can see who took it', async () => {
    const desk = await anOfficer(app, 'motcua.hamliem');
    const answer = await desk.visitor.fetch(`${app.url}/ban/so-theo-doi.xlsx?nam=2026&thang=3`);
    assert.equal(answer.status, 200);
    const sheet = [...unzip(answer.bytes).values()].join('');
    for (const words of ['SỔ THEO DÕI HỒ SƠ', 'Phạm Thị Lan', '0900000006', 'H36.23095-260302-0052', 'Phương thức nhận kết quả']) assert.ok(sheet.includes(words), words);
    const seen = async (): Promise<number> => Number((await app.database.owner.query<{ n: string }>("SELECT count(DISTINCT dossier_id) AS n FROM dossier_access WHERE purpose = 'Xuất sổ theo dõi hồ sơ' AND dossier_id = ANY ($1)", [ids])).rows[0]?.n);
    for (let n = 0; n < 100 && (await seen()) === 0; n += 1) await new Promise((resolve) => { setImmediate(resolve); });
    assert.equal(await seen(), 52);
  });
  test('the print: A4 across, head and page of pages on each, opened and where it stands, every line; noted for everybody in it', async () => {
    const desk = await anOfficer(app, 'motcua.hamliem');
    await desk.visitor.go('/ban/so-theo-doi?nam=2026&thang=3');
    const answer = await desk.visitor.fetch(new URL(desk.visitor.page.link('In sổ (PDF)'), app.url).href);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/pdf']);
    const proof = proofRead(answer.bytes);
    assert.ok(proof.pages.length > 2 && proof.pages.every(({ width, height }) => width > height));
    for (const [at, { text }] of proof.pages.entries()) {
      const plain = text.replace(/\s+/gu, ' ');
      for (const words of ['Tên thủ tục hành chính', 'Phương thức nhận kết quả', `Trang ${at + 1}/${proof.pages.length}`, 'Mẫu số 07']) assert.ok(plain.includes(words), `page ${at + 1}: ${words}`);
    }
    for (const words of ['Kỳ 1/3/2026 – 31/3/2026: 52 hồ sơ. Bản in này từ số 01 đến số 52', 'Mở sổ ngày 02 tháng 3 năm 2026, từ số 01.', 'sổ chưa khóa; số cuối cùng đã cấp là 52', 'Phạm Thị Lan', '0900000006']) assert.ok(proof.text.includes(words), words);
    for (let n = 1; n <= 52; n++) assert.ok(proof.text.replace(/ /gu, '').includes(`260302-${String(n).padStart(4, '0')}`), `line ${n}`);
    const seen = async (): Promise<number> => Number((await app.database.owner.query<{ n: string }>("SELECT count(DISTINCT dossier_id) AS n FROM dossier_access WHERE purpose = 'In sổ theo dõi hồ sơ' AND dossier_id = ANY ($1)", [ids])).rows[0]?.n);
    assert.equal(await seen(), 52, 'written down before the paper leaves');
  });
  test('more numbers than a print holds: the parts are offered by their numbers, each holds its own', async () => {
    const desk = await anOfficer(app, 'motcua.hamliem');
    const spread = (by: string) => app.database.owner.query(`UPDATE dossier_register SET number = ${by}`);
    await spread('1 + (number - 1) * 60');
    try {
      const choice = await desk.visitor.go('/ban/so-theo-doi.pdf?nam=2026&thang=3');
      assert.match(choice.text, /Kỳ này có 52 dòng, mỗi bản in tối đa 2\.000 dòng/u);
      const texts: string[] = [];
      for (const name of ['In phần 1/2: số 01 – 2000', 'In phần 2/2: số 2001 – 3061']) texts.push(proofRead((await desk.visitor.fetch(new URL(choice.link(name), app.url).href)).bytes).text);
      assert.deepEqual(texts.map((text) => [...text.replace(/ /gu, '').matchAll(/260302-\d{4}/gu)].length), [34, 18]);
      assert.deepEqual(texts.map((text) => [text.includes('Mở sổ'), text.includes('sổ chưa khóa'), text.includes('Phần 2/2')]), [[true, false, false], [false, true, true]]);
      const none = await desk.visitor.fetch(`${app.url}/ban/so-theo-doi.pdf?nam=2026&thang=3&phan=3`);
      assert.equal(none.status, 400);
      assert.match(none.page.errors.join(' '), /không có phần đó/u);
    } finally { await spread('1 + (number - 1) / 60'); }
    const empty = await desk.visitor.fetch(`${app.url}/ban/so-theo-doi.pdf?nam=2026&thang=2`);
    assert.match(proofRead(empty.bytes).text, /Chưa có hồ sơ nào/u);
  });
  test('what was received before the book was kept is entered by the migration, the same lines', async () => {
    const text = await readFile(join(packageRoot(), 'migrations', '0140_dossier_register.sql'), 'utf8');
    const lines = async () => (await app.database.owner.query('SELECT * FROM dossier_register ORDER BY dossier_id')).rows;
    const before = await lines();
    await app.database.owner.query('DELETE FROM dossier_register');
    await app.database.owner.query(text.slice(text.indexOf('CREATE POLICY register_events')));
    assert.deepEqual(await lines(), before);
  });
  test('the control slip of a dossier opens from its page, is drawn anew, and is noted', async () => {
    const specialist = await anOfficer(app, 'thuly.hamliem');
    const shown = await specialist.visitor.go(`/ban/ho-so/${ids[0]}`);
    const slip = await specialist.visitor.fetch(new URL(shown.link(/Phiếu kiểm soát quá trình giải quyết \(Mẫu 06\)/u), app.url).href);
    assert.equal(slip.status, 200);
    assert.equal(slip.headers.get('content-type'), 'application/pdf');
    assert.equal(slip.bytes.subarray(0, 5).toString(), '%PDF-');
    assert.equal((await (await anOfficer(app, 'thuly.thanhha')).visitor.fetch(`${app.url}/ban/ho-so/${ids[0]}/phieu-kiem-soat.pdf`)).status, 404);
  });
});
