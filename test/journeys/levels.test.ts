import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';

describe('row 5: levels in both vocabularies, counted from what can be done', () => {
  let app: TestApp;
  let person: Visitor;
  before(async () => { app = await startTestApp({ payments: true }); person = app.visitor(); });
  after(() => app.close());
  const counts = (): Record<string, number> => Object.fromEntries([...person.page.main.matchAll(/(Mức \d|Toàn trình|Một phần|Cung cấp thông tin)[^:\n]*(?::[^:\n]*)?: ?(\d+)/gu)].map((match) => [match[1] ?? '', Number(match[2])]));
  const all = async (): Promise<{ readonly code: string; readonly legacy: number; readonly modern: string }[]> => {
    const csv = (await person.fetch(new URL('/muc-do.csv', app.url).href)).bytes.toString('utf8');
    return csv.split('\r\n').slice(1).filter(Boolean).map((line) => ({ code: line.slice(0, 8), legacy: Number(/,([1-4]),/u.exec(line)?.[1]), modern: /,(Toàn trình|Một phần|Cung cấp thông tin),/u.exec(line)?.[1] ?? '' }));
  };

  test('the public list says how many, filters by either vocabulary, and its files say the same', async () => {
    await person.go('/thu-tuc');
    await person.click('Xem theo mức độ: mức 1–4, toàn trình hay một phần');
    const said = counts();
    const rows = await all();
    const total = (await app.core.catalog.listPublished()).length;
    assert.equal(rows.length, total);
    for (const level of [1, 2, 3, 4]) assert.equal(said[`Mức ${level}`], rows.filter((row) => row.legacy === level).length, `level ${level}`);
    for (const kind of ['Toàn trình', 'Một phần', 'Cung cấp thông tin']) assert.equal(said[kind], rows.filter((row) => row.modern === kind).length, kind);
    assert.ok((said['Mức 2'] ?? 0) > 0 && (said['Mức 4'] ?? 0) > 0);
    await person.go('/muc-do?muc=4&loai=toan-trinh');
    assert.match(person.page.text, /2\.000635/u);
    assert.doesNotMatch(person.page.text, /\(1\.000894\)/u);
    const xlsx = await person.fetch(new URL('/muc-do.xlsx?muc=4', app.url).href);
    assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK');
  });
  test('pages go on from the code of the last row: every procedure once, none twice', async () => {
    const seen: string[] = [];
    await person.go('/muc-do');
    for (;;) {
      seen.push(...[...person.page.main.matchAll(/\((\d\.\d{6})\)/gu)].map((match) => match[1] as string));
      const next = person.page.links.find((one) => /sau=/u.test(one.href) && one.words.includes('Trang sau'));
      if (!next) break;
      await person.go(next.href);
    }
    const rows = (await all()).map((row) => row.code);
    assert.deepEqual(seen, [...rows].sort());
  });
  test('search results and the procedure’s own page say both, with the reason where it is not higher', async () => {
    await person.go('/tim?q=trich luc');
    assert.match(person.page.text, /Làm hết ở nhà \(mức 4, toàn trình\)/u);
    const two = (await all()).find((row) => row.legacy === 2) ?? assert.fail();
    await person.go(`/thu-tuc/${two.code}`);
    assert.match(person.page.text, /[Mm]ức (?:độ )?2|level 2/u);
    assert.match(person.page.text, /Vì: (?:chưa có quy trình xử lý được duyệt|.*không có cách nộp trực tuyến)/u);
  });
  test('an office that does not take it online is at another level than the province', async () => {
    const offering = { agencyId: 2, code: '2.000635', offered: true, online: false, office: null, term: null, fees: null, legalBasis: null };
    await app.core.catalog.saveOffering(offering, app.clock.now(), 'quantri');
    await app.core.catalog.saveOffering({ ...offering, agencyId: 12, online: true }, app.clock.now(), 'quantri');
    const at = async (office: string): Promise<boolean> => { await person.go(`/muc-do?muc=4&co-quan=${office}`); return person.page.text.includes('2.000635'); };
    // The catalogue's memory asks for changes once a second.
    for (let tries = 0; (await at('2')) && tries < 40; tries++) await new Promise((resolve) => { setTimeout(resolve, 100); });
    assert.equal(await at('2'), false);
    assert.equal(await at('12'), true);
    await person.go('/muc-do?muc=2&co-quan=2');
    assert.match(person.page.text, /2\.000635\)[\s\S]*?Cơ quan chưa mở nhận hồ sơ trực tuyến/u);
  });
  test('rubbish in the address shows the whole list', async () => {
    for (const path of ['/muc-do?muc=9&loai=x&co-quan=999999&sau=%00', '/muc-do?sau=zzzz', `/muc-do?muc=${'4'.repeat(2000)}`, '/muc-do?muc=1&muc=4']) { await person.go(path); assert.equal(person.page.status, 200, path); }
  });
});
