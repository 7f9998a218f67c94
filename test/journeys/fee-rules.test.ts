import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from '../support/app.ts';
import { aPayer } from '../support/extract.ts';
import { anOfficer } from '../support/people.ts';

let app: TestApp;
before(async () => { app = await startTestApp({ payments: true }); });
after(() => app.close());

test('row 9: a commune reads the amounts and changes none: that is the province’s', async () => {
  const { visitor } = await anOfficer(app, 'kiemsoat.hamliem');
  await visitor.go('/quan-tri/thu-tuc/2.000635/muc-thu');
  assert.match(visitor.page.text, /là việc của tỉnh/u);
  assert.equal((await visitor.fetch('/quan-tri/thu-tuc/2.000635/muc-thu', 'POST', new URLSearchParams())).status, 403);
});
test('row 9: procedure control enters a new amount from a day on: before it the old is owed, from that day the new', async () => {
  const control = await anOfficer(app, 'kiemsoat.lamdong');
  const { visitor } = control;
  await visitor.go('/quan-tri/thu-tuc/2.000635/muc-thu');
  assert.match(visitor.page.text, /8\.000 đ[\s\S]*281\/2016/u);
  await visitor.submit({}, { form: /ban-nhap$/u });
  await visitor.go('/quan-tri/thu-tuc/2.000635/muc-thu');
  const fees = (await app.core.dossier.procedures.current('2.000635'))?.content.fees ?? [];
  const rule = fees[0];
  assert.ok(rule);
  await visitor.submit({ khoan: rule.id, 'so-tien': 'mười nghìn', 'tu-ngay.day': '3', 'tu-ngay.month': '3', 'tu-ngay.year': '2026', 'can-cu': 'Nghị quyết thử nghiệm, Điều 2' }, { form: /muc-thu$/u });
  assert.equal(visitor.page.status, 400);
  assert.match(visitor.page.text, /bằng số đồng/u);
  await visitor.submit({ 'so-tien': '10.000', 'chua-doi-chieu': 'co' }, { form: /muc-thu$/u });
  assert.match(visitor.page.text, /10\.000 đ[\s\S]*chưa đối chiếu/u);
  const before_ = await aPayer(app);
  assert.equal(await before_.look(), 'Phải trả 8.000 đ', 'a draft changes nothing');
  await visitor.go('/quan-tri/thu-tuc/2.000635');
  await visitor.submit({}, { form: /cong-bo$/u });
  assert.match(visitor.path, /xong=published/u);
  const sameDay = await aPayer(app);
  assert.equal(await sameDay.look(), 'Phải trả 8.000 đ', 'the day before');
  app.clock.set('2026-03-03T09:00:00+07:00');
  const after_ = await aPayer(app, { copies: 2 });
  assert.equal(await after_.look(), 'Phải trả 20.000 đ');
  assert.match(after_.visitor.page.text, /2 bản × 10\.000 đ = 20\.000 đ\. Nghị quyết thử nghiệm, Điều 2/u);
  assert.equal(await before_.look(), 'Phải trả 8.000 đ', 'what was filed before owes what it owed');
});
