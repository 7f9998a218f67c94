import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Answer, Answers, Channel, Condition, Facts } from '../../../shared/condition.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import { readStarterForms } from '../store/form-files.ts';
import {
  checkForm, completeAnswers, dateInWords, describeCondition, jsonSchemaOf, keepRelevant, mergePage, officialAnswers, officialIdsOf, parsePage, prefill, relevantFields,
  relevantPages, resolveLists, summarise, validateAnswers, warningsOf, yearInWords,
} from './index.ts';
import type { Body, FormDefinition, FormField } from './index.ts';

const RUNS = { numRuns: 300 };
const root = packageRoot();
const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, 'fixtures/forms', file), 'utf8')) as T;
const { forms, lists } = readStarterForms();
const formOf = (id: string): FormDefinition => { const form = forms.find((one) => one.id === id); assert.ok(form, id); return form; };

interface Journey { name: string; form: string; channel: Channel; today: string; pages: Record<string, Record<string, string>>; official: Record<string, string>; absent: string[] }
const journeys = read<Journey[]>('journeys.json');
/** Fills the form page by page, as a person does. */
function walkJourney(journey: Journey): { answers: Answers; facts: Facts; visited: string[] } {
  const form = formOf(journey.form);
  let answers: Answers = {};
  const facts = (): Facts => ({ answers, channel: journey.channel, today: journey.today });
  const visited: string[] = [];
  for (let at = 0; ; at += 1) {
    const page = relevantPages(form, facts())[at];
    if (!page) break;
    visited.push(page.key);
    const parsed = parsePage(page, journey.pages[page.key] as Body ?? {}, facts());
    assert.deepEqual([page.key, parsed.errors, parsed.unknown], [page.key, [], []]);
    answers = mergePage(page, answers, parsed.answers);
  }
  return { answers, facts: facts(), visited };
}

describe('journeys through the starter forms', () => {
  for (const journey of journeys) {
    it(journey.name, () => {
      const form = formOf(journey.form);
      const { answers, facts, visited } = walkJourney(journey);
      assert.deepEqual(visited, Object.keys(journey.pages));
      const judged = validateAnswers(form, facts);
      assert.deepEqual(judged.pages, []);
      assert.deepEqual(judged.answers, answers, 'a page by page draft holds nothing off the path');
      const official = officialAnswers(form, facts);
      for (const [id, value] of Object.entries(journey.official)) assert.equal(official[id], value, id);
      for (const id of journey.absent) assert.equal(official[id], undefined, id);
    });
  }
  it('a birth needs at most eight pages before papers and delivery', () => assert.ok(formOf('khai-sinh').pages.length <= 8));
  it('changing who declares takes the helper’s answers off the path', () => {
    const { facts } = walkJourney(journeys[1] as Journey);
    const changed: Facts = { ...facts, answers: { ...facts.answers, relation: 'MeDe' } };
    const kept = keepRelevant(formOf('khai-sinh'), changed);
    assert.equal(kept.kin, undefined);
    assert.equal(kept.motherName, undefined);
    assert.equal(completeAnswers(formOf('khai-sinh'), changed).motherName, 'Trần Thị Sáu');
  });
  it('the page to mend is named when an answer no longer stands', () => {
    const { facts } = walkJourney(journeys[0] as Journey);
    const { pages } = validateAnswers(formOf('khai-sinh'), { ...facts, answers: { ...facts.answers, childName: 'Hoa 2', birthDate: '2027-01-01' } });
    assert.deepEqual(pages.map((page) => [page.page, page.errors.map((error) => error.field)]), [['be', ['childName']], ['ngay-sinh', ['birthDate']]]);
  });
});

describe('the ministry’s fields', () => {
  const official = read<Record<string, string[]>>('official-ids.json');
  for (const [id, expected] of Object.entries(official)) {
    it(`${id}: each of the ${expected.length} fields can be reached`, () => {
      const ids = officialIdsOf(formOf(id));
      assert.deepEqual(expected.filter((one) => !ids.includes(one)), []);
      assert.deepEqual(ids.filter((one) => !expected.includes(one)), []);
      assert.equal(new Set(ids).size, ids.length);
    });
  }
});

describe('every starter form may be published', () => {
  for (const form of forms) it(form.id, () => assert.deepEqual(checkForm(form), []));
  it('each procedure has one form', () => {
    const codes = forms.flatMap((form) => form.procedures ?? []);
    assert.equal(new Set(codes).size, codes.length);
    for (const code of ['1.001193', '1.004873', '2.000815']) assert.ok(codes.includes(code));
  });
  it('54 peoples, all with words', () => {
    const ethnic = lists.ETHNIC?.items ?? [];
    assert.equal(ethnic.filter((item) => Number(item.codes?.gso) <= 54).length, 54);
    assert.equal(new Set(ethnic.filter((item) => item.codes).map((item) => item.codes?.gso)).size, 55);
    assert.equal(ethnic[0]?.label.vi, 'Kinh');
  });
  it('Việt Nam is the first of 249 countries', () => { assert.equal(lists.NATION?.items[0]?.value, 'VN'); assert.equal(lists.NATION?.items.length, 251); });
  it('a JSON schema names every field and no other', () => {
    for (const form of forms) {
      const schema = jsonSchemaOf(form) as { properties: Record<string, unknown>; additionalProperties: boolean };
      assert.equal(schema.additionalProperties, false);
      assert.deepEqual(Object.keys(schema.properties), form.pages.flatMap((page) => page.fields).filter((field) => field.type !== 'note').map((field) => field.key));
    }
  });
});

describe('checkForm bites', () => {
  const text = (vi: string): { vi: string; en: string } => ({ vi, en: vi });
  const field = (more: Partial<FormField> = {}): FormField => ({ key: 'name', type: 'text', label: text('Tên'), required: true, ...more });
  const formWith = (fields: readonly FormField[], more: Partial<FormDefinition> = {}): FormDefinition => ({ id: 'f', version: 1, title: text('Tờ khai'), source: {}, pages: [{ key: 'mot', title: text('Trang một'), fields }], ...more });
  const problems = (form: FormDefinition): string => checkForm(form).map((one) => `${one.where}: ${one.problem.vi}`).join('\n');
  it('nothing to say about a plain form', () => assert.equal(problems(formWith([field()])), ''));
  const cases: readonly [string, FormDefinition, RegExp][] = [
    ['two fields with one key', formWith([field(), field()]), /mot\.name: Mã câu hỏi đã dùng/u],
    ['a condition on a field that comes later', formWith([field({ showWhen: { field: 'later', is: 'a' } }), field({ key: 'later' })]), /«later», câu đó không có hoặc đứng sau/u],
    ['a missing translation', formWith([field({ label: { vi: 'Tên', en: '' } })]), /Thiếu lời tiếng Anh/u],
    ['a choice without options', formWith([field({ type: 'radio' })]), /Chưa có danh sách/u],
    ['two options with one value', formWith([field({ type: 'radio', options: [{ value: 'a', label: text('A') }, { value: 'a', label: text('B') }] })]), /trùng mã/u],
    ['an initial value outside the list', formWith([field({ type: 'radio', initial: 'z', options: [{ value: 'a', label: text('A') }] })]), /«z» không có trong danh sách/u],
    ['a compulsory question without words for leaving it out', formWith([field({ label: text('Tên là gì?') })]), /lời nhắc khi bỏ trống/u],
    ['words that the house does not use', formWith([field({ hint: text('Giá trị không hợp lệ') })]), /«không hợp lệ»/u],
    ['a shout', formWith([field({ label: text('Ghi tên ngay!') })]), /«!»/u],
    ['rows without columns', formWith([field({ type: 'rows' })]), /chưa có cột/u],
    ['a key that would break input names', formWith([field({ key: 'a.b' })]), /Mã câu hỏi gồm/u],
    ['a type that nobody knows', formWith([field({ type: 'map' as 'text' })]), /Không có loại câu hỏi «map»/u],
    ['least above most', formWith([field({ type: 'number', min: 5, max: 1 })]), /ít nhất 5 lớn hơn/u],
    ['a derived value from nowhere', formWith([field()], { derived: [{ key: 'd', type: 'text', label: text('D'), rules: [{ copy: 'nothing' }] }] }), /«nothing» không có/u],
    ['a page that asks nothing', formWith([field({ type: 'note', required: false })]), /chưa có câu hỏi/u],
  ];
  for (const [name, form, expected] of cases) it(name, () => assert.match(problems(form), expected));
  it('an unknown list stops the form from loading', () => assert.throws(() => resolveLists(formWith([field({ type: 'select', list: 'NOPE' })]), lists), /no list NOPE/u));
});

describe('only the relevant path counts', () => {
  const birth = formOf('khai-sinh');
  const scalar: fc.Arbitrary<Answer> = fc.oneof(
    fc.constantFrom('MeDe', 'ChaDe', 'BanThan', 'Khac', 'khai', 'khong-khai', 'thuong', 'bo-roi', 'cha', 'me', 'khac', '63432', '63001', '8', '9', '1', '2', '2026-11-07', '1998', 'Nguyễn Thị Hoa', 'rác'),
    fc.boolean(), fc.integer({ min: 0, max: 5 }), fc.constant({ country: 'VN', province: '68', commune: '23095' }));
  const keys = [...birth.pages.flatMap((page) => page.fields.map((field) => field.key)), 'stranger'];
  const answersOf = fc.dictionary(fc.constantFrom(...keys), scalar).map((answers): Facts => ({ answers, channel: 'online', today: '2026-11-21' }));
  it('what is kept was asked, and keeping it again changes nothing', () => {
    fc.assert(fc.property(answersOf, (facts) => {
      const kept = keepRelevant(birth, facts);
      assert.equal(kept.stranger, undefined);
      const again: Facts = { ...facts, answers: kept };
      assert.deepEqual(keepRelevant(birth, again), kept);
      const asked = new Set(relevantPages(birth, again).flatMap((page) => relevantFields(page, again)).map((field) => field.key));
      for (const key of Object.keys(kept)) assert.ok(asked.has(key), key);
    }), RUNS);
  });
  it('answers off the path change neither what is kept nor what is judged', () => {
    fc.assert(fc.property(answersOf, fc.constantFrom(...keys), scalar, (facts, key, value) => {
      const kept = keepRelevant(birth, facts);
      if (kept[key] !== undefined) return;
      const asked = relevantPages(birth, { ...facts, answers: kept }).flatMap((page) => relevantFields(page, { ...facts, answers: kept })).some((field) => field.key === key);
      if (asked) return;
      const more: Facts = { ...facts, answers: { ...kept, [key]: value } };
      assert.deepEqual(keepRelevant(birth, more), kept);
      assert.deepEqual(validateAnswers(birth, more), validateAnswers(birth, { ...facts, answers: kept }));
    }), RUNS);
  });
  it('an answer left over from a path not taken opens no other', () => {
    const left: Facts = { answers: { relation: 'MeDe', birthCase: 'thuong', fatherDeclared: 'khong-khai', childEthnicityAs: 'khac', childEthnicity: '63432', childEthnicityOther: 'Xinh Mun' }, channel: 'online', today: '2026-11-21' };
    assert.deepEqual(Object.keys(keepRelevant(birth, left)), ['relation', 'birthCase', 'fatherDeclared']);
  });
  it('judging never throws, and its answers are those kept', () => {
    fc.assert(fc.property(answersOf, (facts) => { assert.deepEqual(validateAnswers(birth, facts).answers, keepRelevant(birth, facts)); summarise(birth, facts, 'vi'); officialAnswers(birth, facts); }), RUNS);
  });
});

describe('showing', () => {
  it('a summary names every asked question and marks what was worked out', () => {
    const { facts } = walkJourney(journeys[0] as Journey);
    const pages = summarise(formOf('khai-sinh'), facts, 'vi');
    const row = (page: string, field: string) => pages.find((one) => one.key === page)?.rows.find((one) => one.field === field);
    assert.deepEqual(row('be', 'childSex'), { field: 'childSex', label: 'Giới tính của bé', officialLabel: 'Giới tính', value: 'Nữ' });
    assert.deepEqual(row('me', 'motherName'), { field: 'motherName', label: 'Họ tên của mẹ', officialLabel: 'Họ, chữ đệm, tên người mẹ', value: 'Nguyễn Thị Hoa', derived: true });
    assert.equal(row('cha', 'fatherIssueDate')?.value, '');
    assert.equal(row('ngay-sinh', 'birthDateInWords')?.value, 'Ngày bảy tháng mười một năm hai nghìn không trăm hai mươi sáu');
    assert.equal(row('ban-sao', 'feeGroup'), undefined);
  });
  it('rows become small tables', () => {
    const { facts } = walkJourney(journeys[5] as Journey);
    const row = summarise(formOf('chung-thuc-ban-sao'), facts, 'vi').flatMap((page) => page.rows).find((one) => one.field === 'documents');
    assert.deepEqual(row?.table?.map((one) => [one.title, one.cells.map((cell) => cell.value)]), [['Giấy tờ 1', ['Bằng tốt nghiệp', '1', '3']], ['Giấy tờ 2', ['Học bạ', 'Trường THPT', '12', '2']]]);
  });
  it('dates in words as civil-status papers write them', () => {
    assert.equal(dateInWords('2026-02-07' as never), 'Ngày bảy tháng hai năm hai nghìn không trăm hai mươi sáu');
    assert.equal(dateInWords('1995-04-15' as never), 'Ngày mười lăm tháng tư năm một nghìn chín trăm chín mươi lăm');
    assert.equal(dateInWords('2021-12-31' as never), 'Ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi mốt');
    assert.equal(dateInWords('2004-10-24' as never), 'Ngày hai mươi tư tháng mười năm hai nghìn không trăm linh bốn');
    assert.equal(yearInWords(2000), 'hai nghìn');
  });
  it('a condition in words', () => {
    const birth = formOf('khai-sinh');
    const fields = birth.pages.flatMap((page) => page.fields);
    const tell = (condition: Condition): string => describeCondition(condition, fields, 'vi');
    assert.equal(tell({ field: 'fatherDeclared', is: 'khai' }), '«Có khai phần cha của bé không» là «Khai phần cha»');
    assert.equal(tell({ any: [{ field: 'wantsCopies', is: true }, { not: { field: 'relation', is: 'MeDe' } }] }), '«Xin thêm bản sao Giấy khai sinh» là «Có» hoặc «Anh/chị là ai của bé» không phải là «Mẹ đẻ»');
  });
  it('doubts about a number are told beside its field and stop nothing', () => {
    const { facts } = walkJourney(journeys[3] as Journey);
    const doubted: Facts = { ...facts, answers: { ...facts.answers, requesterBirth: '1991-09-03' } };
    assert.deepEqual(warningsOf(formOf('xac-nhan-tinh-trang-hon-nhan'), doubted).map((one) => one.field), ['requesterPersonalId']);
    assert.deepEqual(validateAnswers(formOf('xac-nhan-tinh-trang-hon-nhan'), doubted).pages, []);
  });
});

describe('what the program already knows is proposed', () => {
  const birth = formOf('khai-sinh');
  const page = (key: string) => { const found = birth.pages.find((one) => one.key === key); assert.ok(found); return found; };
  const facts = (answers: Answers): Facts => ({ answers, channel: 'online', today: '2026-11-21' });
  const me = { name: 'Nguyễn Thị Hoa', personalId: '060198001234', birthDate: '1998-04-20', ethnicity: '63001', address: { country: 'VN', province: '68', commune: '23095' } };
  it('from the account, with its source', () => {
    const { answers, sources } = prefill(page('nguoi-khai'), facts({}), me);
    assert.deepEqual([answers.requesterName, sources.requesterName, answers.requesterPaperType, sources.requesterPaperType], ['Nguyễn Thị Hoa', 'me.name', '9', 'initial']);
  });
  it('the mother’s birth date only when the person is the mother', () => {
    assert.equal(prefill(page('me'), facts({ relation: 'MeDe' }), me).answers.motherBirth, '1998-04-20');
    assert.equal(prefill(page('me'), facts({ relation: 'ChaDe' }), me).answers.motherBirth, undefined);
  });
  it('never over an answer, never something out of order', () => {
    assert.equal(prefill(page('nguoi-khai'), facts({ requesterName: 'Lan' }), me).answers.requesterName, undefined);
    assert.equal(prefill(page('nguoi-khai'), facts({}), { ...me, personalId: '123' }).answers.requesterPersonalId, undefined);
  });
  it('the words of an answer for a result’s draft', () => {
    const fields: FormField[] = [{ key: 'conclusion', type: 'long-text', label: { vi: 'Kết luận', en: 'Conclusion' }, required: true, prefill: 'shown.maritalStatus' }];
    assert.equal(prefill({ key: 'draft', title: { vi: '', en: '' }, fields }, facts({ maritalStatus: '1' }), {}, () => 'Hiện tại chưa đăng ký kết hôn với ai').answers.conclusion, 'Hiện tại chưa đăng ký kết hôn với ai');
  });
});
