import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';
import { dayBoxes } from '../support/day-boxes.ts';
import { anOfficer } from '../support/people.ts';

const EXTRACT = '2.000635', COPIES = '2.000815', BIRTH = '1.001193';

describe('row 10: the public list of what the post serves, each way', () => {
  let app: TestApp;
  let person: Visitor;
  before(async () => { app = await startTestApp({ post: true }); person = app.visitor(); });
  after(() => app.close());
  /** What the list says of each procedure at this office: «gửi», «nhận», both. */
  async function served(office: number): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const way of ['gui', 'nhan'] as const) {
      await person.go(`/buu-dien?xa=${office}&chieu=${way}`);
      for (;;) {
        for (const [, code] of person.page.main.matchAll(/\b(\d\.\d{6})\b/gu)) found.set(code ?? '', `${found.get(code ?? '') ?? ''}${way} `);
        const next = person.page.links.find((one) => /sau=/u.test(one.href));
        if (!next) break;
        await person.go(next.href);
      }
    }
    return found;
  }
  /** three counts as the page says them */
  const said = async (office: number): Promise<readonly number[]> => { await person.go(`/buu-dien?xa=${office}`); return (/(\d+) thủ tục: gửi giấy tờ (\d+), nhận kết quả (\d+)/u.exec(person.page.main) ?? assert.fail(person.page.main.slice(0, 300))).slice(1).map(Number); };
  const counted = (list: ReadonlyMap<string, string>): readonly number[] => [list.size, [...list.values()].filter((ways) => ways.includes('gui')).length, [...list.values()].filter((ways) => ways.includes('nhan')).length];

  test('without a decision the catalogue’s own marks decide, and the counts are those of the lists', async () => {
    assert.match((await person.go('/buu-dien?xa=2')).main, /Quyết định của tỉnh chưa được nhập/u);
    const list = await served(2);
    assert.ok(list.size > 0);
    assert.deepEqual(await said(2), counted(list));
    for (const { content } of await app.core.catalog.listPublished()) {
      assert.equal(list.get(content.code)?.includes('gui') ?? false, content.manner.some((manner) => manner.channel === 'post'), `${content.code} to the office`);
      assert.equal(list.get(content.code)?.includes('nhan') ?? false, content.resultDelivery.includes('post'), `${content.code} from the office`);
    }
  });
  test('somebody looks for one matter by name, without accents, or by code; a name that is none is said, with the way on', async () => {
    await person.go('/buu-dien?xa=2');
    await person.submit({ ten: 'ban sao giay khai sinh' }, { form: '/buu-dien' });
    assert.match(person.page.main, /1 thủ tục có «ban sao giay khai sinh»[^]*Xin bản sao giấy khai sinh, trích lục hộ tịch[^]*Gửi giấy tờ, nhận kết quả/u);
    assert.deepEqual([...person.page.main.matchAll(/\b\d\.\d{6}\b/gu)].map(String), [EXTRACT]);
    assert.match((await person.go(`/buu-dien?xa=2&ten=${EXTRACT}`)).main, /1 thủ tục có «2\.000635»/u);
    assert.match((await person.go('/buu-dien?xa=2&ten=ban+sao+giay')).main, /1 thủ tục có[^]*2\.000635[^]*Cước bưu điện/u, 'the answer stands before the prices');
    assert.match((await person.go('/buu-dien?xa=2&ten=zzz')).main, /không nhận thủ tục nào có «zzz»[^]*xóa ô tên/u);
    for (const rubbish of ['ten=a&ten=b', `ten=${'x'.repeat(900)}`, 'ten=%00']) assert.equal((await person.go(`/buu-dien?${rubbish}`)).status, 200, rubbish.slice(0, 12));
  });
  test('the province enters its decision: from its day on, for its own communes alone, a procedure is served when both it and the decision say so; what is typed wrong is said, nothing of it is kept', async () => {
    const before = { here: await served(2), there: await served(12) };
    const { visitor } = await anOfficer(app, 'kiemsoat.lamdong');
    await visitor.go('/quan-tri/buu-dien');
    const form = { so: '2014/QĐ-UBND', ...dayBoxes('ky', '2026-02-20'), ...dayBoxes('ap-dung', '2026-03-09'), gui: `${BIRTH}\n${EXTRACT}, ${EXTRACT}`, nhan: `${EXTRACT} ${COPIES}` };
    for (const [wrong, words] of [[{ so: ' ' }, /số/iu], [dayBoxes('ky', '2026-02-31'), /ngày/iu], [{ gui: '1.00' }, /1\.00/u], [{ nhan: '9.999999' }, /9\.999999/u], [{ gui: '', nhan: '' }, /./u]] as const) {
      await visitor.submit({ ...form, ...wrong }, { form: /quyet-dinh$/u });
      assert.equal(visitor.page.status, 400, JSON.stringify(wrong));
      assert.match(visitor.page.errors.join(' '), words);
    }
    assert.deepEqual(await served(2), before.here);
    await visitor.submit(form, { form: /quyet-dinh$/u });
    assert.match(visitor.page.main, /Đã lưu/u);
    assert.deepEqual([await served(2), await served(12)], [before.here, before.there], 'not before its day');

    app.clock.set('2026-03-09T08:00:00+07:00');
    const here = await served(2);
    assert.match((await person.go('/buu-dien?xa=2')).main, /2014\/QĐ-UBND/u);
    for (const { content: { code } } of await app.core.catalog.listPublished()) {
      const ways = (list: ReadonlyMap<string, string>): readonly boolean[] => ['gui', 'nhan'].map((way) => list.get(code)?.includes(way) ?? false);
      const [sent, back] = ways(before.here);
      assert.deepEqual(ways(here), [sent === true && [BIRTH, EXTRACT].includes(code), back === true && [EXTRACT, COPIES].includes(code)], `${code}: both the announced procedure and the decision say yes`);
    }
    assert.ok(here.size > 0 && here.size < before.here.size);
    assert.deepEqual(await said(2), counted(here));
    assert.deepEqual(await served(12), before.there, 'another province has its own');
  });
});
