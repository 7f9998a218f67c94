import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Answer, Answers, Facts } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { deflated } from '../../../platform/packing/deflate.ts';
import { readStarterForms } from '../store/form-files.ts';
import { oneScreen, parsePage, readSheet, SHEET_LIMITS, takeSheet, writeSheet } from './index.ts';
import type { FormDefinition, FormField, Sheet } from './index.ts';

const { forms } = readStarterForms();
const TODAY = '2026-11-20';
const factsOf = (answers: Answers): Facts => ({ answers, channel: 'counter', today: TODAY });

/** Letters that break careless programs: Ê Đê and Ba Na marks, apostrophes, stacked tones. */
const name = fc.constantFrom("H' Hen Niê", "Y Bih Ƀuôn Yă", 'Rơ Châm H’Ƀrĕ Ŏ', 'Nguyễn Thị Thùỵ Ươm', 'A', "K'Sor Ơ̆n-Ŭm", 'Lê').map((typed) => typed.normalize('NFC').replace(/[’]/gu, "'"));
const words = fc.oneof(
  fc.constantFrom('👩‍🌾 thôn 3 🏡', 'ƀ ĕ ĭ ŏ ŭ Ƀ Ĕ', '=1+1; DROP TABLE «»', 'TK1 giả mã', 'ắằẳẵặ'.repeat(60), 'x'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((text) => `a${text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').normalize('NFC').trim()}`),
  fc.constant([...'Ữ🏡ƀ'.repeat(100)].slice(0, LIMITS.lineText).join('')),
).map((text) => [...text].slice(0, LIMITS.lineText).join('').trim());
const date = fc.integer({ min: 0, max: 25_000 }).map((days) => new Date(Date.UTC(1957, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const short = (field: FormField, text: string, most: number): string => [...text].slice(0, Math.min(most, field.max ?? most)).join('').trim();

function answerFor(field: FormField): fc.Arbitrary<Answer | undefined> {
  switch (field.type) {
    case 'note': return fc.constant(undefined);
    case 'person-name': return name.map((typed) => short(field, typed, LIMITS.personName));
    case 'text': return words.map((typed) => short(field, typed, LIMITS.lineText).padEnd(field.min ?? 1, 'ă'));
    case 'long-text': return words.map((typed) => short(field, `${typed}\n${typed}`, LIMITS.longText).padEnd(field.min ?? 1, 'ă'));
    case 'date': return date;
    case 'partial-date': return date.chain((day) => fc.constantFrom(day, day.slice(0, 7), day.slice(0, 4)));
    case 'personal-id': return fc.integer({ min: 0, max: 999_999 }).map((n) => `001199${String(n).padStart(6, '0')}`);
    case 'paper-number': return fc.constantFrom('12/2024/QĐST-HNGĐ', 'C1234567', '079B-2');
    case 'phone': return fc.constant('0912345678');
    case 'email': return fc.constant('ten@noi.vn');
    case 'radio': case 'select': case 'country': case 'ethnicity': return fc.constantFrom(...(field.options ?? []).map((option) => option.value));
    case 'checkboxes': return fc.subarray((field.options ?? []).map((option) => option.value), { minLength: 1 });
    case 'yes-no': return fc.boolean();
    case 'declaration': return fc.constant(true);
    case 'number': case 'money': return fc.integer({ min: field.min ?? 0, max: field.max ?? 999 });
    case 'address': return fc.oneof(
      fc.record({ country: fc.constant('VN'), province: fc.constant('68'), commune: fc.constant('23059'), detail: words.map((typed) => short(field, typed, LIMITS.lineText)) }),
      fc.record({ country: fc.constant('VN'), declaredText: words.map((typed) => short(field, typed, LIMITS.lineText)) }),
    );
    case 'rows': return fc.array(fc.record(Object.fromEntries((field.columns ?? []).map((column) => [column.key, answerFor(column)]))), { minLength: 1, maxLength: 4 }) as fc.Arbitrary<Answer>;
  }
}
const answersOf = (form: FormDefinition): fc.Arbitrary<Answers> =>
  fc.record(Object.fromEntries(form.pages.flatMap((page) => page.fields).map((field) => [field.key, answerFor(field)]))) as fc.Arbitrary<Answers>;
const filled = fc.constantFrom(...forms).chain((form) => answersOf(form).map((answers) => ({ form, answers })));
const sheetOf = (form: FormDefinition, answers: Answers): Sheet => ({ procedure: form.procedures?.[0] ?? '1.000001', form: form.id, version: form.version, answers: JSON.parse(JSON.stringify(answers)) as Answers });

describe('the square codes of a printed declaration', () => {
  it('bring back every valid answer of every form, scanned in any order, twice, in capitals or not', () => {
    fc.assert(fc.property(filled, fc.infiniteStream(fc.nat()), fc.boolean(), ({ form, answers }, dice, small) => {
      const page = oneScreen(form);
      const typed = parsePage(page, takeSheet(page, answers).body, factsOf({}));
      assert.deepEqual(typed.errors, [], 'the drawn answers are in order');
      const sheet = sheetOf(form, typed.answers);
      const codes = writeSheet(sheet, deflated);
      assert.ok(codes, `${form.id} has ${JSON.stringify(sheet).length} characters`);
      for (const code of codes) assert.match(code, /^[0-9A-Z]{1,419}$/u);
      const order = [...codes, ...codes.slice(0, 1)].map((code) => ({ code, at: dice.next().value as number })).sort((a, b) => a.at - b.at).map(({ code }) => (small ? code.toLowerCase() : code));
      const read = readSheet(order.join(small ? '\r\n' : ''), deflated);
      assert.equal(read.kind, 'whole');
      if (read.kind !== 'whole') return;
      assert.deepEqual(read.sheet, sheet);
      const taken = takeSheet(page, read.sheet.answers);
      assert.deepEqual(taken.leftOver, []);
      const again = parsePage(page, taken.body, factsOf({}));
      assert.deepEqual([again.answers, again.errors, again.unknown], [typed.answers, [], []]);
    }), { numRuns: 300 });
  });

  const form = forms.find((one) => one.id === 'khai-sinh') as FormDefinition;
  // texts that do not shrink, so that several codes are needed
  const long: Answers = Object.fromEntries(form.pages.flatMap((page) => page.fields).filter((field) => field.type === 'text').map((field, n) => [field.key, Array.from({ length: 150 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919 + n * 104_729) % 20_000))).join('')]));
  const sheet = sheetOf(form, long);
  const codes = writeSheet(sheet, deflated) ?? [];

  it('say which are still missing, and need not come in one go', () => {
    assert.ok(codes.length >= 3);
    const first = readSheet([codes[2], codes[0]].join('\n'), deflated);
    assert.equal(first.kind, 'more');
    if (first.kind !== 'more') return;
    assert.deepEqual([first.have, first.of, first.damaged], [[1, 3], codes.length, false]);
    const rest = codes.filter((_, at) => at !== 2 && at !== 0);
    assert.deepEqual(readSheet([...first.codes, ...rest].join(''), deflated), { kind: 'whole', sheet });
  });
  it('cut off, misread, or mere rubbish give a named refusal and never an answer', () => {
    const whole = writeSheet(sheetOf(form, { childName: 'Nguyễn An' }), deflated)?.[0] as string;
    for (const cut of [3, 8, 12, 20, whole.length - 1]) assert.equal(readSheet(whole.slice(0, cut), deflated).kind, 'damaged', String(cut));
    fc.assert(fc.property(fc.nat({ max: whole.length - 1 }), fc.constantFrom(...'0123456789BCFGHJKLMNPQRSTVXZAEW'), (at, sign) => {
      const read = readSheet(whole.slice(0, at) + sign + whole.slice(at + 1), deflated);
      if (whole[at] === sign) assert.equal(read.kind, 'whole'); else assert.notEqual(read.kind, 'whole');
    }), { numRuns: 300 });
    assert.equal(readSheet('', deflated).kind, 'none');
    assert.equal(readSheet('035190000101||Bùi Mẫu|01011990|Nam|Thôn 3|01012021', deflated).kind, 'none');
    assert.equal(readSheet('x'.repeat(50_000), deflated).kind, 'too-long');
    assert.equal(readSheet('TK1'.repeat(17_000), deflated).kind, 'too-long');
    assert.equal(readSheet('TK2ABCDEF', deflated).kind, 'later');
  });
  it('of two sheets are told apart; those of the last one are kept', () => {
    const other = writeSheet(sheetOf(form, { ...long, childName: 'Lê Bình' }), deflated) ?? [];
    const read = readSheet(`${codes[0]}${other[1]}`, deflated);
    assert.equal(read.kind, 'mixed');
    if (read.kind === 'mixed') assert.deepEqual(read.codes, [other[1]]);
    const whole = readSheet([codes[0], ...other].join(''), deflated);
    assert.ok(whole.kind === 'whole' && whole.sheet.answers['childName'] === 'Lê Bình');
  });
  it('that hold more than a sheet may have are not made', () => {
    const endless = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`f${n}`, Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919 + n * 104_729 + at * at * 31) % 20_000))).join('')]));
    assert.equal(writeSheet({ ...sheet, answers: endless }, deflated), null);
    assert.ok(SHEET_LIMITS.codes <= 27);
  });
  it('with other things in them than a sheet are unreadable, and a bomb does not unpack', () => {
    const made = (text: string): string => {
      const packed = deflated.pack(text);
      return (writeSheet(sheet, { pack: () => packed, unpack: deflated.unpack }) ?? []).join('');
    };
    for (const text of ['', '{}', '[1]', '["a","b",1.5,{}]', '["a","b",1,[]]', 'null', 'not json']) assert.equal(readSheet(made(text), deflated).kind, 'unreadable', text);
    assert.equal(readSheet(made(`["a","b",1,{"x":"${'0'.repeat(2_000_000)}"}]`), deflated).kind, 'unreadable');
    const hostile = readSheet(made('["a","b",1,{"__proto__":{"x":1},"ok":"1"}]'), deflated);
    assert.ok(hostile.kind === 'whole' && !Object.hasOwn(hostile.sheet.answers, '__proto__') && hostile.sheet.answers['ok'] === '1');
  });
});

describe('a sheet of another make', () => {
  const form = forms.find((one) => one.id === 'ket-hon') as FormDefinition;
  const page = oneScreen(form);
  const field = page.fields.find((one) => one.type === 'date') as FormField;
  it('of an older form: what still has its place goes there, the rest is listed in full', () => {
    const person = page.fields.find((one) => one.type === 'person-name') as FormField;
    const taken = takeSheet(page, { [person.key]: "H' Hen Niê", soHoKhau: '123/HK', [field.key]: 17 });
    assert.deepEqual(taken.body, { [person.key]: "H' Hen Niê" });
    assert.deepEqual(taken.leftOver.map((one) => one.value).sort(), ['123/HK', '17']);
  });
  it('with answers of the wrong kind puts none of them into the inputs', () => {
    for (const answer of [[], {}, [[]], 'x'.repeat(9000), true, -1, null] as Answer[]) {
      const taken = takeSheet(page, { [field.key]: answer });
      assert.deepEqual(taken.body, {}, JSON.stringify(answer));
    }
    const table = oneScreen(forms.find((one) => one.id === 'chung-thuc-ban-sao') as FormDefinition);
    const rows = table.fields.find((one) => one.type === 'rows') as FormField;
    for (const answer of ['a', [1], [null], [[1]], Array.from({ length: LIMITS.repeatRows + 1 }, () => ({}))] as unknown as Answer[]) assert.deepEqual(takeSheet(table, { [rows.key]: answer }).body, {});
  });
});
