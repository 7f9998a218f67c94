import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import type { TestApp } from '../support/app.ts';
import { aPayer } from '../support/extract.ts';
import { startPaying, type Paying } from '../support/paying.ts';
import { anOfficer, type SignedInOfficer } from '../support/people.ts';

let app: TestApp;
let gateway: PaymentGatewaySimulator;
let pay: Paying['pay'];
let accountant: SignedInOfficer;
before(async () => {
  ({ app, gateway, pay } = await startPaying());
  accountant = await anOfficer(app, 'ketoan.hamliem');
});
after(() => app.close());

/** The gateway's list of the day, as its own pages give it. */
const list = (): string => ['Đơn hàng\tGiao dịch\tSố tiền\tĐã hoàn', ...gateway.ledger().filter((one) => one.state === 'captured').map((one) => `${one.txnRef}\t${one.transaction}\t${one.amount}\t${one.refunds.reduce((sum, refund) => sum + refund.amount, 0)}`)].join('\n');
async function compare(text: string): Promise<string> {
  await accountant.visitor.go('/ban/doi-soat/bang-ke');
  await accountant.visitor.submit({ 'bang-ke': text, 'ngay.day': '2', 'ngay.month': '3', 'ngay.year': '2026' }, { form: /bang-ke$/u });
  return accountant.visitor.page.text;
}

test('row 9: the gateway’s list of a day beside the books: agreed, or exactly the difference', async () => {
  await pay(await aPayer(app));
  await pay(await aPayer(app, { copies: 3 }));
  assert.match(await compare(list()), /Hai sổ khớp: 2 giao dịch, 32\.000 đ/u);
  const lost = await pay(await aPayer(app), 'lost');
  const elsewhere = await pay(await aPayer(app, { agencyId: 12 }));
  const said = await compare(list());
  assert.match(said, /1 chỗ khác nhau trong 3 giao dịch/u);
  assert.match(said, new RegExp(`${lost}[\\s\\S]*Cổng đã thu, sổ chưa ghi[\\s\\S]*8\\.000 đ`, 'u'));
  assert.match(said, /1 dòng \(8\.000 đ\) là đơn hàng không có trong sổ của đơn vị/u);
  assert.doesNotMatch(said.split('Bảng kê của ngày')[0] ?? '', new RegExp(elsewhere, 'u'), 'another office’s order is not listed as ours');
});
test('row 9: a sum that is another, a line that is missing, a line that cannot be read', async () => {
  const [first = '', second = ''] = gateway.ledger().map((one) => one.txnRef);
  const changed = list().split('\n').filter((line) => !line.startsWith(first)).map((line) => (line.startsWith(second) ? line.replace('24000', '2400000') : line)).concat('MC-hỏng\t12\tx').join('\n');
  const said = await compare(changed);
  assert.match(said, new RegExp(`${first}[\\s\\S]*Sổ đã ghi, bảng kê không có`, 'u'));
  assert.match(said, /Khác số tiền[\s\S]*24\.000 đ[\s\S]*2\.400\.000 đ/u);
  assert.match(said, /Không đọc được dòng 5/u);
  await compare('');
  assert.equal(accountant.visitor.page.status, 400);
});
