import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exampleProcedure } from './example.ts';
import type { ProcedureContent } from './procedure.ts';
import { nothingToPay, saysFree, serviceLevel } from './service-level.ts';

const form = { id: 'f', version: 1, title: { vi: 'Tờ khai', en: 'Form' }, source: {}, pages: [] };
const process = { approvedBy: 'x', decisionNo: '1', decisionDate: '2026-01-01', steps: [] };
const online: Partial<ProcedureContent> = { form, process, manner: [{ channel: 'online' }, { channel: 'counter' }], results: [{ name: 'Kết quả', template: { title: 'x', lines: [], draftFields: [], book: 'X', signerTitle: 'x' } }] };
const all = { online: true, onlinePayment: true, fillAndPrint: true };
const fee = (amount: number) => [{ id: 'f', kind: 'le-phi' as const, name: { vi: 'Lệ phí', en: 'Fee' }, amount: { fixed: amount }, validFrom: '2020-01-01', legalBasis: 'x' }];
const levels = (changes: Partial<ProcedureContent>, agency = all): readonly [number, string] => {
  const level = serviceLevel(exampleProcedure(changes), agency);
  return [level.legacy, level.modern];
};

test('the level is what can be done: information, form, submission, payment and result from home', () => {
  assert.deepEqual(levels({}), [1, 'information']);
  assert.deepEqual(levels({ form }), [2, 'information']);
  assert.deepEqual(levels(online), [3, 'partial']); // the result only at the counter
  assert.deepEqual(levels({ ...online, resultDelivery: ['counter', 'electronic'] }), [4, 'full']); // nothing to pay
  assert.deepEqual(levels({ ...online, resultDelivery: ['counter', 'post'], fees: fee(8000) }), [3, 'partial']);
  assert.deepEqual(levels({ ...online, resultDelivery: ['counter', 'post'], fees: fee(8000), onlinePayment: true }), [4, 'full']);
  assert.deepEqual(levels({ ...online, resultDelivery: ['post'], fees: fee(8000), onlinePayment: true }, { ...all, onlinePayment: false }), [3, 'partial']);
  assert.deepEqual(levels({ ...online, resultDelivery: ['post'] }, { ...all, online: false }), [2, 'information']);
  assert.deepEqual(levels({ ...online, resultDelivery: ['post'] }, { ...all, online: false, fillAndPrint: false }), [1, 'information']);
  const { process: _none, ...unprocessed } = online;
  assert.deepEqual(levels({ ...unprocessed, resultDelivery: ['electronic'] }), [2, 'information']); // nobody could work on it
  // the province decides the fee and nobody has entered it: it cannot be paid from home
  assert.deepEqual(levels({ ...online, resultDelivery: ['electronic'], onlinePayment: true, feeText: 'Mức lệ phí do Hội đồng nhân dân tỉnh quyết định' }), [3, 'partial']);
});

test('level 4 is not «toàn trình» while law asks for presence, and the reason is given (NĐ 224/2026 Đ.14)', () => {
  const partialReason = { vi: 'Hai bên phải có mặt khi ký (Luật Hộ tịch 2014 Điều 18)', en: 'Both must be present to sign' };
  const level = serviceLevel(exampleProcedure({ ...online, resultDelivery: ['electronic'], partialReason }), all);
  assert.deepEqual([level.legacy, level.modern, level.chip.vi], [4, 'partial', 'Nộp qua mạng']);
  assert.deepEqual(level.reasons, [partialReason]);
});

test('only a full service has no reason why it is not higher', () => {
  const content = fc.record({
    form: fc.boolean(), online: fc.boolean(), pays: fc.boolean(), paysOnline: fc.boolean(), reason: fc.boolean(),
    delivery: fc.subarray(['counter', 'electronic', 'post'] as const, { minLength: 1 }), open: fc.boolean(), gateway: fc.boolean(), prints: fc.boolean(), worked: fc.boolean(), made: fc.boolean(),
  });
  fc.assert(fc.property(content, (a) => {
    const level = serviceLevel(exampleProcedure({
      ...(a.form ? { form } : {}), ...(a.worked ? { process } : {}), manner: a.online ? [{ channel: 'online' }] : [{ channel: 'counter' }], fees: a.pays ? fee(1) : [], onlinePayment: a.paysOnline,
      results: a.made ? online.results ?? [] : [], resultDelivery: a.delivery, ...(a.reason ? { partialReason: { vi: 'x', en: 'x' } } : {}),
    }), { online: a.open, onlinePayment: a.gateway, fillAndPrint: a.prints });
    assert.equal(level.modern === 'full', level.reasons.length === 0);
    if (level.legacy >= 3) assert.ok(a.form && a.online && a.open && a.worked);
    if (level.legacy === 2) assert.ok(a.form && a.prints);
    if (level.legacy === 4) assert.ok((!a.pays || (a.paysOnline && a.gateway)) && a.delivery.some((way) => way === 'post' || (way === 'electronic' && a.made)));
    if (level.modern === 'full') assert.equal(level.legacy, 4);
  }), { numRuns: 300 });
});

test('«Miễn phí» beside a note that the province decides is not «nothing to pay»', () => {
  assert.equal(nothingToPay(exampleProcedure()), true);
  assert.equal(nothingToPay(exampleProcedure({ flags: [{ key: 'fees', part: 'fees', sourceText: 'Miễn phí', doubt: 'x' }] })), false);
  assert.equal(nothingToPay(exampleProcedure({ feeText: null })), false);
  assert.equal(nothingToPay(exampleProcedure({ fees: fee(5000) })), false);
  assert.equal(nothingToPay(exampleProcedure({ fees: fee(0) })), true);
  for (const text of ['Miễn phí', 'Phí : 0 Đồng', '0 đồng', 'Không']) assert.equal(saysFree(text), true, text);
  for (const text of ['Miễn phí. Phí cấp bản sao 8.000 đồng', '50.000 đồng', 'Miễn lệ phí cho hộ nghèo']) assert.equal(saysFree(text), false, text);
});

/** Each level with the article that draws its line; the names of NĐ 43/2011 and of NĐ 42/2022, NĐ 224/2026 side by side. */
const GOLDEN: readonly { readonly article: string; readonly what: string; readonly can: Partial<ProcedureContent>; readonly agency?: Partial<Parameters<typeof serviceLevel>[1]>; readonly level: readonly [number, string] }[] = [
  { article: 'NĐ 43/2011 Đ.3 k.4a', what: 'mức 1: chỉ có thông tin đầy đủ về thủ tục', can: {}, level: [1, 'information'] },
  { article: 'NĐ 43/2011 Đ.3 k.4b', what: 'mức 2: thêm tải mẫu, khai để hoàn thiện hồ sơ rồi nộp trực tiếp hoặc qua bưu điện', can: { form }, level: [2, 'information'] },
  { article: 'NĐ 43/2011 Đ.3 k.4c; TT 32/2017/TT-BTTTT Đ.5', what: 'mức 3: điền và gửi trực tuyến; trả lệ phí, nhận kết quả trực tiếp', can: { ...online, fees: fee(8000) }, level: [3, 'partial'] },
  { article: 'TT 32/2017/TT-BTTTT Đ.5', what: 'mức 3 cũng khi kết quả qua bưu điện mà lệ phí còn trả trực tiếp', can: { ...online, fees: fee(8000), resultDelivery: ['post'] }, level: [3, 'partial'] },
  { article: 'NĐ 43/2011 Đ.3 k.4d', what: 'mức 4: trả lệ phí trực tuyến; kết quả trực tuyến hoặc qua bưu điện', can: { ...online, fees: fee(8000), onlinePayment: true, resultDelivery: ['electronic'] }, level: [4, 'full'] },
  { article: 'NĐ 42/2022; NĐ 224/2026 Đ.14', what: 'toàn trình: không phải có mặt; không có phí thì không cần trả trực tuyến', can: { ...online, resultDelivery: ['electronic'] }, level: [4, 'full'] },
  { article: 'NĐ 224/2026 Đ.14', what: 'một phần, dù đủ mức 4, khi luật buộc có mặt; lý do phải công khai', can: { ...online, resultDelivery: ['electronic'], partialReason: { vi: 'Hai bên có mặt khi đăng ký kết hôn (Luật Hộ tịch 2014 Đ.18)', en: 'Both are present at the registration' } }, level: [4, 'partial'] },
  { article: 'NĐ 224/2026 Đ.15 k.1đ', what: 'có phí mà chưa nối nơi trả tiền: không thể hơn mức 3', can: { ...online, fees: fee(8000), onlinePayment: true, resultDelivery: ['electronic'] }, agency: { onlinePayment: false }, level: [3, 'partial'] },
  { article: 'QĐ 45/2016/QĐ-TTg', what: 'kết quả qua bưu điện khi chưa nối bưu điện: chưa phải ở nhà', can: { ...online, resultDelivery: ['post'] }, agency: { resultDelivery: ['counter', 'electronic'] }, level: [3, 'partial'] },
  { article: 'NĐ 224/2026 Đ.15 k.1e', what: 'bản điện tử khi chưa có mẫu kết quả để ký số: chưa có', can: { ...online, results: [{ name: 'Giấy' }], resultDelivery: ['electronic'] }, level: [3, 'partial'] },
];
test('golden cases of the levels, each with its article', () => {
  for (const { article, what, can, agency, level } of GOLDEN) {
    const found = serviceLevel(exampleProcedure(can), { ...all, ...agency });
    assert.deepEqual([found.legacy, found.modern], level, `${article}: ${what}`);
    assert.equal(found.reasons.length > 0, found.modern !== 'full', `${article}: a reason is published where it is not «toàn trình»`);
  }
});
