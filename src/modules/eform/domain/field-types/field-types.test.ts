import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Facts } from '../../../../shared/condition.ts';
import { packageRoot } from '../../../../platform/package-root.ts';
import { parsePage, personalIdWarnings, showAnswer } from '../index.ts';
import type { Body, FieldType, FormField, FormPage, Lookups } from '../index.ts';

const RUNS = { numRuns: 300 };
const facts: Facts = { answers: {}, channel: 'online', today: '2026-11-21' };
const text = (vi: string): { vi: string; en: string } => ({ vi, en: vi });
const pageOf = (field: Partial<FormField> & { type: FieldType }): FormPage =>
  ({ key: 'p', title: text('Trang'), fields: [{ key: 'x', label: text('Họ tên'), subject: text('họ tên'), required: true, ...field }] });
const fieldOf = (page: FormPage): FormField => page.fields[0] as FormField;

interface Golden { type: FieldType; field?: Partial<FormField>; typed?: string; repeat?: [string, number]; parts?: [string, string, string]; answer?: unknown; wrong?: string; part?: string; shown?: string }
const golden = JSON.parse(readFileSync(join(packageRoot(), 'fixtures/forms/field-types.json'), 'utf8')) as Golden[];

describe('one typed value at a time', () => {
  for (const one of golden) {
    const typed = one.repeat ? one.repeat[0].repeat(one.repeat[1]) : one.typed ?? '';
    const name = `${one.type}: ${one.parts ? one.parts.join('·') : typed.slice(0, 24)} → ${one.wrong ?? JSON.stringify(one.answer)}`;
    it(name, () => {
      const page = pageOf({ type: one.type, ...one.field });
      const body: Body = one.parts ? { 'x.day': one.parts[0], 'x.month': one.parts[1], 'x.year': one.parts[2] } : { x: typed };
      const parsed = parsePage(page, body, facts);
      assert.deepEqual(parsed.unknown, []);
      if (one.wrong !== undefined) {
        assert.equal(parsed.errors[0]?.message.vi, one.wrong);
        assert.equal(parsed.errors[0]?.part, one.part);
        assert.equal(parsed.answers.x, undefined);
        assert.ok((parsed.errors[0]?.message.en.length ?? 0) > 5);
        return;
      }
      assert.deepEqual(parsed.errors, []);
      assert.deepEqual(parsed.answers.x, one.answer);
      if (one.shown !== undefined) assert.equal(showAnswer(fieldOf(page), parsed.answers.x, 'vi'), one.shown);
    });
  }

  it('a name sent twice is refused with words, whatever the type', () => {
    for (const type of ['text', 'person-name', 'personal-id', 'phone', 'email', 'number', 'radio', 'yes-no', 'long-text'] as const) {
      const parsed = parsePage(pageOf({ type, options: [] }), { x: ['a', 'b'] }, facts);
      assert.match(parsed.errors[0]?.message.vi ?? '', /gửi lên nhiều lần/u, type);
    }
  });
});

describe('letters', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'aăâbcdđeêghiklmnoôơpqrstuưvxyƀĕŏŭĭ àảãáạằẳẵắặèẻẽéẹ'.split('')), minLength: 1, maxLength: 40 })
    .map((name) => name.trim()).filter((name) => name !== '');
  it('NFC and NFD give the same answer', () => {
    fc.assert(fc.property(letters, fc.constantFrom('person-name' as const, 'text' as const, 'long-text' as const, 'paper-number' as const), (name, type) => {
      const page = pageOf({ type });
      assert.deepEqual(parsePage(page, { x: name.normalize('NFD') }, facts), parsePage(page, { x: name.normalize('NFC') }, facts));
    }), RUNS);
  });
  it('what is shown, typed again, is the same answer', () => {
    const typed = fc.oneof(
      fc.record({ type: fc.constant('person-name' as const), body: letters.map((x) => ({ x })) }),
      fc.record({ type: fc.constant('text' as const), body: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).map((x) => ({ x })) }),
      fc.record({ type: fc.constant('phone' as const), body: fc.integer({ min: 300000000, max: 399999999 }).map((n) => ({ x: `+84${n}` })) }),
      fc.record({ type: fc.constant('number' as const), body: fc.nat().map((n) => ({ x: String(n) })) }),
      fc.record({ type: fc.constant('money' as const), body: fc.nat().map((n) => ({ x: String(n) })) }),
      fc.record({ type: fc.constant('personal-id' as const), body: fc.integer({ min: 0, max: 999999999999 }).map((n) => ({ x: String(n).padStart(12, '0') })) }),
    );
    fc.assert(fc.property(typed, ({ type, body }) => {
      const page = pageOf({ type });
      const first = parsePage(page, body, facts);
      if (first.answers.x === undefined) return;
      const again = parsePage(page, { x: showAnswer(fieldOf(page), first.answers.x, 'vi') }, facts);
      assert.deepEqual(again, first);
    }), RUNS);
  });
  it('no text makes reading throw or keeps an invisible character', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('person-name' as const, 'text' as const, 'long-text' as const, 'email' as const, 'paper-number' as const, 'phone' as const, 'personal-id' as const, 'number' as const), (x, type) => {
      const answer = parsePage(pageOf({ type }), { x }, facts).answers.x;
      if (typeof answer === 'string') assert.doesNotMatch(answer, /[\u0000-\u0008\u200b\u202e\ufeff]|\p{Surrogate}/u);
    }), RUNS);
  });
});

describe('dates', () => {
  it('every day of the calendar is read back as it was written', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1850-01-01'), max: new Date('2150-12-31'), noInvalidDate: true }), (moment) => {
      const iso = moment.toISOString().slice(0, 10);
      const [year, month, day] = iso.split('-') as [string, string, string];
      assert.equal(parsePage(pageOf({ type: 'date' }), { 'x.day': String(Number(day)), 'x.month': month, 'x.year': year }, facts).answers.x, iso);
    }), RUNS);
  });
});

describe('a stored or imported answer of a wrong kind is refused with words, never thrown', async () => {
  const { FIELD_TYPES, kindOf } = await import('../index.ts');
  for (const type of FIELD_TYPES.filter((one) => one !== 'note')) {
    it(type, () => {
      const field = fieldOf(pageOf({ type, options: [], columns: [] }));
      fc.assert(fc.property(fc.jsonValue({ maxDepth: 2 }), (value) => {
        const problem = kindOf(type).check(field, value as never, facts);
        if (problem) assert.ok(problem.message.vi.length > 0 && problem.message.en.length > 0);
      }), RUNS);
    });
  }
});

describe('personal number: doubts, never refusals', () => {
  it('fits: nothing to say', () => assert.deepEqual(personalIdWarnings('060198001234', { birth: '1998-04-20', sex: 'female' }), []));
  it('1998 and female are digits 1 and 98', () => assert.equal(personalIdWarnings('060098001234', { birth: '1998-04-20', sex: 'female' })[0]?.vi, 'Số căn cước cho thấy giới tính nam, khác với phần đã khai. Nếu đúng như giấy tờ thì cứ tiếp tục.'));
  it('a child of 2026 has 2 or 3 and 26', () => assert.deepEqual(personalIdWarnings('060326001234', { birth: '2026-02-07', sex: 'female' }), []));
  it('another year', () => assert.match(personalIdWarnings('060191001234', { birth: '1992' })[0]?.vi ?? '', /năm sinh 1991, anh\/chị khai 1992/u));
  it('a province that never was', () => assert.match(personalIdWarnings('003191001234', {})[0]?.vi ?? '', /«003»/u));
  it('a country prefix is not doubted', () => assert.deepEqual(personalIdWarnings('123191001234', {}), []));
});

describe('address', () => {
  const lookups: Lookups = {
    provinceName: (code) => ({ '68': 'Tỉnh Lâm Đồng', '31': 'Thành phố Hải Phòng' })[code],
    communeName: (code) => ({ '23095': 'Xã Hàm Liêm', '10813': 'Xã Thanh Hà' })[code],
    communeBelongsTo: (commune, province) => (commune === '23095' && province === '68') || (commune === '10813' && province === '31'),
    countryName: (code) => ({ VN: 'Việt Nam', KR: 'Hàn Quốc' })[code],
  };
  const page = pageOf({ type: 'address', subject: text('nơi ở') });
  const read = (body: Body): ReturnType<typeof parsePage> => parsePage(page, body, facts, lookups);
  it('province and commune', () => {
    const parsed = read({ 'x.country': 'VN', 'x.province': '68', 'x.commune': '23095', 'x.detail': 'Thôn 3', 'x.declaredText': '' });
    assert.deepEqual(parsed.answers.x, { country: 'VN', province: '68', commune: '23095', detail: 'Thôn 3' });
    assert.equal(showAnswer(fieldOf(page), parsed.answers.x, 'vi', lookups), 'Thôn 3, Xã Hàm Liêm, Tỉnh Lâm Đồng');
  });
  it('a commune of another province is not taken', () => assert.equal(read({ 'x.province': '31', 'x.commune': '23095' }).errors[0]?.part, 'commune'));
  it('a province without commune asks for the commune', () => assert.equal(read({ 'x.province': '68' }).errors[0]?.message.vi, 'Chưa chọn xã, phường của nơi ở'));
  it('unknown codes are not taken', () => { assert.equal(read({ 'x.province': '99' }).errors[0]?.part, 'province'); assert.equal(read({ 'x.province': '68', 'x.commune': '00000' }).errors[0]?.part, 'commune'); });
  it('the old address in the person’s own words is enough', () => {
    const parsed = read({ 'x.declaredText': 'Thôn 3, xã Hàm Chính, huyện Hàm Thuận Bắc, Bình Thuận' });
    assert.deepEqual(parsed.errors, []);
    assert.equal(showAnswer(fieldOf(page), parsed.answers.x, 'vi', lookups), 'Thôn 3, xã Hàm Chính, huyện Hàm Thuận Bắc, Bình Thuận');
  });
  it('abroad needs words, and a province left over from before is dropped', () => {
    assert.equal(read({ 'x.country': 'KR', 'x.province': '68' }).errors[0]?.part, 'detail');
    assert.deepEqual(read({ 'x.country': 'KR', 'x.province': '68', 'x.detail': 'Seoul' }).answers.x, { country: 'KR', detail: 'Seoul' });
  });
  it('a chosen country alone is not an answer', () => assert.equal(read({ 'x.country': 'VN' }).errors[0]?.message.vi, 'Chưa ghi nơi ở'));
});

describe('rows', () => {
  const page: FormPage = { key: 'giay-to', title: text('Giấy tờ'), fields: [{
    key: 'documents', type: 'rows', label: text('Các giấy tờ'), subject: text('giấy tờ'), rowName: text('Giấy tờ'), required: true, max: 3, columns: [
      { key: 'name', type: 'text', label: text('Tên giấy tờ'), subject: text('tên giấy tờ'), required: true },
      { key: 'pages', type: 'number', label: text('Số trang'), subject: text('số trang'), required: true, min: 1, max: 10 },
      { key: 'issued', type: 'date', label: text('Ngày cấp'), required: false, showWhen: { field: 'pages', atLeast: 2 } },
    ] }] };
  const row = (n: number, name: string, pages: string): Body => ({ [`documents.${n}.name`]: name, [`documents.${n}.pages`]: pages, [`documents.${n}.issued.day`]: '', [`documents.${n}.issued.month`]: '', [`documents.${n}.issued.year`]: '' });
  it('rows in order, empty ones fall away', () => {
    const parsed = parsePage(page, { ...row(0, 'Bằng tốt nghiệp', '2'), ...row(1, '', ''), ...row(4, 'Học bạ', '3') }, facts);
    assert.deepEqual(parsed, { answers: { documents: [{ name: 'Bằng tốt nghiệp', pages: 2 }, { name: 'Học bạ', pages: 3 }] }, errors: [], unknown: [] });
  });
  it('each wrong cell is named with its row', () => {
    const parsed = parsePage(page, { ...row(0, 'Bằng', ''), ...row(1, '', '11') }, facts);
    assert.deepEqual(parsed.errors.map((error) => [error.field, error.message.vi]), [
      ['documents.0.pages', 'Giấy tờ 1: Chưa ghi số trang'], ['documents.1.name', 'Giấy tờ 2: Chưa ghi tên giấy tờ'], ['documents.1.pages', 'Giấy tờ 2: Số trang nhiều nhất là 10, anh/chị ghi 11']]);
  });
  it('a column hidden in its row is dropped', () => {
    const dated = { 'documents.0.issued.day': '1', 'documents.0.issued.month': '2', 'documents.0.issued.year': '2020' };
    assert.deepEqual(parsePage(page, { ...row(0, 'Bằng', '1'), ...dated }, facts).answers.documents, [{ name: 'Bằng', pages: 1 }]);
    assert.deepEqual(parsePage(page, { ...row(0, 'Bằng', '2'), ...dated }, facts).answers.documents, [{ name: 'Bằng', pages: 2, issued: '2020-02-01' }]);
  });
  it('more rows than allowed', () => assert.equal(parsePage(page, { ...row(0, 'a', '1'), ...row(1, 'b', '1'), ...row(2, 'c', '1'), ...row(3, 'd', '1') }, facts).errors[0]?.message.vi, 'Giấy tờ: nhiều nhất 3 dòng – bớt 1 dòng, hoặc nộp làm hai lần'));
  it('buttons work without script', () => {
    assert.deepEqual(parsePage(page, { ...row(0, 'Bằng', '2'), _add: 'documents' }, facts).action, { kind: 'add-row', field: 'documents' });
    const removed = parsePage(page, { ...row(0, 'Bằng', '2'), ...row(1, 'Học bạ', '3'), _remove: 'documents.0' }, facts);
    assert.deepEqual(removed.action, { kind: 'remove-row', field: 'documents', row: 0 });
    assert.deepEqual(removed.answers.documents, [{ name: 'Học bạ', pages: 3 }]);
    assert.equal(parsePage(page, { _add: 'other' }, facts).action, undefined);
  });
  it('names that belong to no cell are listed', () => {
    assert.deepEqual(parsePage(page, { 'documents.0.price': '1', 'documents.x.name': 'a', 'documents.999.name': 'a', 'documents.00.name': 'a', documents: 'a', other: 'b' }, facts).unknown,
      ['documents.0.price', 'documents.x.name', 'documents.999.name', 'documents.00.name', 'documents', 'other']);
  });
});
