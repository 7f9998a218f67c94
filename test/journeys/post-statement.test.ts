import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { PostOfficeSimulator, StatementWay } from '../../simulators/post-office/post-office.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';
import { anOfficer } from '../support/people.ts';
import { aResultByPost, handOver, POSTAGE } from '../support/posted.ts';

const BOOKS = '/ban/buu-dien/doi-soat?thang=2026-03';
let app: TestApp;
let post: PostOfficeSimulator;
let number = '';
before(async () => {
  app = await startTestApp({ post: true, at: '2026-03-02T08:30:00+07:00' });
  assert.ok(app.post);
  post = app.post;
  const one = await aResultByPost(app);
  const { id, carrier_number } = await one.parcel();
  number = carrier_number ?? '';
  await handOver(app, [id]);
  await post.happens(id, { kind: 'delivered' });
  await app.drainJobs();
});
after(() => app.close());
beforeEach(async () => {
  app.clock.set('2026-03-03T08:00:00+07:00');
  post.behave({ api: 'normal', statement: 'right' });
  await app.database.owner.query('DELETE FROM delivery_statement');
});
/** The statement of 2 March, made up in this way, as the accountant then reads it beside our book. */
async function compared(way: StatementWay): Promise<Visitor> {
  post.behave({ statement: way });
  const { visitor } = await anOfficer(app, 'ketoan.hamliem');
  await visitor.go(BOOKS);
  assert.match(visitor.page.main, /Chưa có bảng kê của bưu điện cho ngày: 1\/3\/2026, 2\/3\/2026\./u);
  await visitor.submit({}, { button: /Lấy bảng kê/u });
  assert.match(visitor.page.main, /Đang hỏi bưu điện/u);
  await app.drainJobs();
  await visitor.go(BOOKS);
  assert.doesNotMatch(visitor.page.main, /Chưa có bảng kê/u);
  return visitor;
}

describe('row 10: the carrier’s statement beside our book', () => {
  test('the same on both sides: sums of both, no difference; today is not asked for before it is over', async () => {
    const { page } = await compared('right');
    assert.doesNotMatch(page.main, /Chưa có bưu gửi nào/u);
    assert.match(page.main, new RegExp(`Cước\\s*Sổ: 26\\.000 đ\\s*Bưu điện: 26\\.000 đ\\s*Thu hộ\\s*Sổ: 34\\.000 đ\\s*Bưu điện: 34\\.000 đ[\\s\\S]*Hai bên khớp nhau`, 'u'));
    assert.deepEqual((await app.database.owner.query<{ day: string; lines: number }>("SELECT to_char(day, 'YYYY-MM-DD') AS day, lines FROM delivery_statement ORDER BY day")).rows, [{ day: '2026-03-01', lines: 0 }, { day: '2026-03-02', lines: 1 }]);
  });
  for (const [way, words] of [['forgets-one', /Sổ có, bảng kê của bưu điện không có/u], ['overcharges', /Khác cước\s*Sổ: Đã phát tận tay\s*Cước 26\.000 đ\s*Thu hộ 34\.000 đ\s*Bưu điện: Đã phát\s*Cước 31\.000 đ/u], ['other-sum', /Khác tiền thu hộ\s*Sổ: [\s\S]*Thu hộ 34\.000 đ\s*Bưu điện: [\s\S]*Thu hộ 35\.000 đ/u]] as const) {
    test(`${way}: named by its parcel`, async () => {
      const { page } = await compared(way);
      assert.match(page.main, words);
      assert.ok(page.main.includes(number), page.main);
      assert.doesNotMatch(page.main, /Hai bên khớp nhau/u);
    });
  }
  test('an order that nobody gave: seen by the office, with the number that the carrier says', async () => {
    const { page } = await compared('adds-one');
    assert.match(page.main, /VE088888884VN|VE08888888\dVN/u);
    assert.match(page.main, /Bưu điện có, sổ không có đơn này/u);
  });
  test('a statement that cannot be read, or no answer: nothing is kept, nothing is called a difference; asked again it comes', async () => {
    const { visitor } = await anOfficer(app, 'ketoan.hamliem');
    for (const change of [{ statement: 'unreadable' }, { api: 'unsigned' }, { api: 'rubbish' }] as const) {
      post.behave({ api: 'normal', statement: 'right', ...change });
      await visitor.go(BOOKS);
      await visitor.submit({}, { button: /Lấy bảng kê/u });
      await app.drainJobs({ mayFail: true });
      assert.equal((await app.database.owner.query("SELECT 1 FROM delivery_statement WHERE day = '2026-03-02'")).rowCount, 0, JSON.stringify(change));
      await app.database.owner.query("DELETE FROM delivery_statement");
    }
    await visitor.go(BOOKS);
    assert.match(visitor.page.main, /Chưa có bưu gửi nào để đối chiếu/u);
    post.behave({ api: 'normal', statement: 'right' });
    await visitor.submit({}, { button: /Lấy bảng kê/u });
    // What had given up stays among the failed work.
    await app.drainJobs({ mayFail: true });
    assert.equal((await app.database.owner.query("SELECT 1 FROM delivery_statement WHERE day = '2026-03-02'")).rowCount, 1, 'asked again, the work that had given up begins anew');
  });
  test('each night what is missing is fetched; a day fetched twice stands once; another office sees nothing of it', async () => {
    for (let night = 0; night < 2; night += 1) {
      await app.database.owner.query("SELECT graphile_worker.add_job('fetch-post-statements')");
      await app.drainJobs({ mayFail: true });
    }
    assert.deepEqual((await app.database.owner.query('SELECT count(*)::int AS days, sum(lines)::int AS lines FROM delivery_statement')).rows, [{ days: 10, lines: 1 }]);
    const here = await compared2();
    assert.match(here.page.main, new RegExp(`Bưu gửi\\s*Sổ: 1\\s*Bưu điện: 1[\\s\\S]*${POSTAGE / 1000}\\.000 đ`, 'u'));
    const there = await anOfficer(app, 'ketoan.thanhha');
    await there.visitor.go(BOOKS);
    assert.match(there.visitor.page.main, /Bưu gửi\s*Sổ: 0\s*Bưu điện: 0/u);
  });
  const compared2 = async (): Promise<Visitor> => { const { visitor } = await anOfficer(app, 'ketoan.hamliem'); await visitor.go(BOOKS); return visitor; };
});
