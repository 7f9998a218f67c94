import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '../../../shared/plain-date.ts';
import { againPostage, checkTariff, clerkCodeText, codeOfHash, compareLine, decisionOn, markedFor, minutesText, officeShare, postageIn, postageLine, postageOn, readAddress, readCodes, readServed, servedBy, sumAtDoor, zoneOf, type PostDecision, type TariffRule } from './index.ts';

const day = plainDate;
const rule = (changes: Partial<TariffRule>): TariffRule => ({ id: 'a', direction: 'return', zone: 'province', amount: 26_000, validFrom: day('2026-01-01'), validTo: null, source: 'Bảng cước thử', verified: false, ...changes });

test('cước: giá có ngày; giá mới thay giá cũ từ ngày của nó; không có giá thì không nhận gửi', () => {
  const rules = [rule({}), rule({ id: 'b', amount: 30_000, validFrom: day('2026-07-01') }), rule({ id: 'c', zone: 'country', amount: 32_500, validTo: day('2026-06-30') })];
  const price = (date: string, zone: 'province' | 'country' = 'province'): number | undefined => postageOn(rules, { direction: 'return', zone, date: day(date) })?.amount;
  assert.deepEqual([price('2025-12-31'), price('2026-01-01'), price('2026-06-30'), price('2026-07-01'), price('2026-06-30', 'country'), price('2026-07-01', 'country')], [undefined, 26_000, 26_000, 30_000, 32_500, undefined]);
  assert.equal(postageOn(rules, { direction: 'send', zone: 'province', date: day('2026-03-01') }), null);
});
test('cước là tiền của bưu điện: dòng riêng, không phải phí hay lệ phí; giá chưa đối chiếu thì nói ra', () => {
  const line = postageLine(rule({}));
  assert.equal(line.kind, 'other');
  assert.match(line.explanation.vi, /^26\.000 đ, trong tỉnh, giá từ 1\/1\/2026; giá chưa đối chiếu/u);
  assert.doesNotMatch(postageLine(rule({ verified: true })).explanation.vi, /chưa đối chiếu/u);
  assert.equal(postageIn([line, { ...line, ruleId: 'le-phi', payable: 8_000 }]), 26_000);
});
test('bảng cước mới: không lùi ngày, không âm, có nguồn', () => {
  const good = { direction: 'return', zone: 'province', amount: 28_000, validFrom: '2026-03-03', source: 'Công văn 12', verified: true } as const;
  assert.deepEqual(checkTariff(good, day('2026-03-02')), []);
  assert.deepEqual(checkTariff({ ...good, validFrom: '2026-03-01' }, day('2026-03-02')), ['past']);
  assert.deepEqual(checkTariff({ ...good, validFrom: '2026-02-30', amount: -1, source: ' ' }, day('2026-03-02')), ['amount', 'date', 'source']);
  for (const amount of [0, 1.5, Number.NaN, 1_000_001]) assert.deepEqual(checkTariff({ ...good, amount }, day('2026-03-02')), ['amount']);
});
test('nơi nhận: tên, số điện thoại, tỉnh, chỗ ở đủ để tìm', () => {
  const provinces = new Set(['68', '79']);
  const good = { name: ' Nguyễn  Thị Hoa ', phone: '0900 000 001', province: '68', address: 'thôn 3, xã Hàm Liêm' };
  assert.deepEqual(readAddress(good, provinces), { value: { name: 'Nguyễn Thị Hoa', phone: '0900000001', province: '68', address: 'thôn 3, xã Hàm Liêm' }, faults: [] });
  assert.deepEqual(readAddress({ name: 'A', phone: '123', province: '99', address: 'số 3' }, provinces).faults, ['name', 'phone', 'province', 'address']);
  assert.deepEqual(readAddress({ ...good, phone: '+84900000001', address: 'x'.repeat(301) }, provinces), { value: { ...readAddress(good, provinces).value, address: 'x'.repeat(301) }, faults: ['address'] });
  assert.deepEqual([zoneOf('68', '68'), zoneOf('68', '79')], ['province', 'country']);
});
test('thủ tục có bưu chính: từng chiều, theo công bố và theo quyết định của tỉnh có ngày hiệu lực', () => {
  const both = { code: '2.000635', manner: [{ channel: 'online' }, { channel: 'post' }], resultDelivery: ['counter', 'post'] } as const;
  const decision = (changes: Partial<PostDecision>): PostDecision => ({ id: 'q', provinceAgency: 1, number: '1104/QĐ-UBND', issuedOn: day('2025-05-01'), validFrom: day('2025-06-01'), validTo: null, send: ['2.000635'], return: [], verified: true, ...changes });
  assert.deepEqual(markedFor({ manner: [{ channel: 'counter' }], resultDelivery: ['counter'] }), { send: false, return: false });
  assert.deepEqual(servedBy(both, null), { send: true, return: true });
  assert.deepEqual(servedBy(both, decision({})), { send: true, return: false }, 'the decision names it for sending only');
  assert.deepEqual(servedBy({ ...both, manner: [{ channel: 'counter' }] }, decision({ return: ['2.000635'] })), { send: false, return: true }, 'presence is required: no decision changes that');
  const later = decision({ id: 'r', validFrom: day('2026-01-01') });
  assert.deepEqual([decisionOn([decision({}), later], day('2025-05-31')), decisionOn([decision({}), later], day('2025-12-31'))?.id, decisionOn([decision({}), later], day('2026-01-01'))?.id], [null, 'q', 'r']);
  assert.deepEqual(readCodes('1.001193, 2.000635\n2.000635 abc'), { codes: ['1.001193', '2.000635'], wrong: ['abc'] });
});
test('biên bản: cùng danh sách, thứ tự khác, cùng một chữ để ký; thêm bớt hay đổi đánh dấu là khác', () => {
  const lines = [{ carrierNumber: 'VE2', complete: null }, { carrierNumber: 'VE1', complete: null }];
  const text = minutesText({ reference: 'ABC', kind: 'to-post', lines });
  assert.equal(text, 'ABC|to-post|VE1|VE2');
  assert.equal(minutesText({ reference: 'ABC', kind: 'to-post', lines: lines.toReversed() }), text);
  for (const other of [{ reference: 'ABD', kind: 'to-post', lines }, { reference: 'ABC', kind: 'from-post', lines }, { reference: 'ABC', kind: 'to-post', lines: lines.slice(1) }] as const) assert.notEqual(minutesText(other), text);
  assert.notEqual(minutesText({ reference: 'A', kind: 'from-post', lines: [{ carrierNumber: 'VE1', complete: true }] }), minutesText({ reference: 'A', kind: 'from-post', lines: [{ carrierNumber: 'VE1', complete: false }] }));
  assert.notEqual(clerkCodeText(text, 'BT01'), clerkCodeText(text, 'BT02'));
});
test('mã của bưu tá: tám số, lấy từ mã băm theo RFC 4226', () => {
  // RFC 4226 appendix D, counter 0: cc93cf18508d94934c64b65d8ba7667fb7cde4b0 → 1284755224
  assert.equal(codeOfHash(Buffer.from('cc93cf18508d94934c64b65d8ba7667fb7cde4b0', 'hex')), '84755224');
  assert.equal(codeOfHash(new Uint8Array(20)), '00000000');
});
test('gửi lại sau chuyển hoàn (QĐ 45/2016/QĐ-TTg Đ.12): bên có lỗi trả cước; cước ấy không vào tiền của cơ quan', () => {
  assert.deepEqual(againPostage({ breach: null }, 26_000), { fault: 'person', postage: 26_000 });
  for (const breach of ['second-try-too-soon', 'returned-without-two-tries'] as const) assert.deepEqual(againPostage({ breach }, 26_000), { fault: 'post', postage: 0 });
  assert.deepEqual([sumAtDoor({ attempt: 1, postage: 26_000 }, 34_000), sumAtDoor({ attempt: 2, postage: 26_000 }, 34_000), sumAtDoor({ attempt: 2, postage: 26_000 }, 0), sumAtDoor({ attempt: 2, postage: 0 }, -5)], [34_000, 60_000, 26_000, 0]);
  assert.deepEqual([officeShare({ attempt: 1, postage: 26_000, collected: 34_000 }), officeShare({ attempt: 2, postage: 26_000, collected: 60_000 }), officeShare({ attempt: 2, postage: 26_000, collected: 26_000 })], [34_000, 34_000, 0]);
});
test('đối soát từng bưu gửi: giống nhau thì không có gì; khác chỗ nào nêu chỗ ấy', () => {
  const ours = { carrierNumber: 'VE1', direction: 'return', state: 'delivered', postage: 26_000, collected: 34_000 } as const;
  const theirs = { orderNumber: 'a', carrierNumber: 'VE1', state: 'delivered', postage: 26_000, collected: 34_000 } as const;
  assert.deepEqual(compareLine(ours, theirs), []);
  assert.deepEqual([compareLine(ours, null), compareLine(null, theirs), compareLine(null, null)], [['not-listed'], ['unknown-order'], []]);
  assert.deepEqual(compareLine({ ...ours, carrierNumber: 'VE2', state: 'returned', collected: 0 }, { ...theirs, postage: 31_000 }), ['other-number', 'other-end', 'other-postage', 'other-sum']);
  assert.deepEqual(compareLine({ ...ours, direction: 'send', state: 'in-transit', collected: 0 }, { ...theirs, state: 'collected', collected: 0 }), [], 'papers on their way were collected');
  assert.deepEqual(compareLine({ ...ours, state: 'lost', collected: 0 }, { ...theirs, state: 'lost', postage: 0, collected: 0 }), [], 'a lost one is charged nothing');
  assert.deepEqual(compareLine({ ...ours, state: 'lost', collected: 0 }, { ...theirs, state: 'lost', collected: 0 }), ['other-postage']);
});
test('đọc phụ lục quyết định: dòng nào không khớp thì nêu dòng ấy, dòng tiêu đề lĩnh vực thì bỏ qua', () => {
  const known = (published: boolean, ways: { readonly send: boolean; readonly return: boolean } | null = { send: true, return: true }) => ({ published, name: 'Thủ tục', ways });
  const catalogue = new Map([['2.000635', known(true)], ['1.001193', known(true, { send: false, return: true })], ['1.000656', known(false, null)]]);
  const rows = [['PHỤ LỤC'], [], ['STT', 'Mã số TTHC', 'Tên thủ tục', 'Gửi hồ sơ', 'Trả kết quả'], ['I', '', 'Lĩnh vực hộ tịch'], ['1', '2.000635', 'Trích lục', 'x', 'X'], ['2', '1.001193', 'Khai sinh', 'có', ''], ['3', '2.000635', 'Trích lục', '', 'x'], ['4', '9.999999', 'Không có', 'x', 'x'], ['5', '2.00635', 'Sai mã', 'x', ''], ['6', '1.000656', 'Chưa công bố', '', 'x'], ['7', '1.000894', 'Không đánh dấu', '', ''], ['', '', 'Tổng', '3']];
  catalogue.set('1.000894', known(true));
  const read = readServed(rows, catalogue);
  assert.deepEqual(read.lines, [{ line: 5, code: '2.000635', send: true, return: true }, { line: 6, code: '1.001193', send: true, return: false }, { line: 10, code: '1.000656', send: false, return: true }]);
  assert.deepEqual(read.problems.map((one) => [one.line, one.fault, one.first]), [[6, 'not-marked', undefined], [7, 'twice', 5], [8, 'unknown', undefined], [9, 'wrong-code', undefined], [10, 'not-published', undefined], [11, 'no-way', undefined]]);
  assert.deepEqual(readServed([['Mã'], ['2.000635'], ['1.001193']], catalogue).lines.map((one) => [one.code, one.send, one.return]), [['2.000635', true, true], ['1.001193', true, true]], 'without columns for the ways both are meant');
  assert.deepEqual(readServed([['mã thủ tục', 'nộp hồ sơ', 'nhận kết quả'], ['2.000635', 'có thể', 'x']], catalogue).problems, [{ line: 2, said: '2.000635 · có thể · x', fault: 'unclear-mark' }]);
  assert.equal(readServed([['Tên', 'Ghi chú'], ['a', 'b']], catalogue).headless, true);
});
