import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleProcedure } from './example.ts';
import type { ProcedureContent } from './procedure.ts';
import { blocking, checkPublishable } from './publishable.ts';

const partsLacking = (changes: Partial<ProcedureContent>): readonly string[] => blocking(checkPublishable(exampleProcedure(changes))).map((lack) => lack.part);

test('NĐ 63/2010 Đ.8 k.2: a version that lacks one of the seven compulsory parts is not published, and says which', () => {
  assert.deepEqual(partsLacking({}), []);
  const lacking: readonly (readonly [string, Partial<ProcedureContent>])[] = [
    ['name', { officialName: ' ' }], ['name', { code: 'T-HCM-000001-TT' }],
    ['order', { order: [] }], ['order', { order: [' '] }],
    ['manner', { manner: [] }],
    ['papers', { papers: [] }],
    ['papers', { copiesOfDossier: null, papers: [{ key: 'don', name: 'Đơn', shortName: { vi: 'Đơn', en: 'Form' }, kind: 'submit', originals: 0, copies: 0 }] }],
    ['terms', { terms: [] }],
    ['applicants', { applicants: [] }],
    ['authority', { authority: null }],
  ];
  for (const [part, changes] of lacking) {
    const lacks = blocking(checkPublishable(exampleProcedure(changes)));
    assert.deepEqual(lacks.map((lack) => lack.part), [part]);
    assert.match(lacks[0]?.article ?? '', /63\/2010\/NĐ-CP, Điều 8 khoản 2/u);
    assert.ok((lacks[0]?.words.vi.length ?? 0) > 10 && (lacks[0]?.words.en.length ?? 0) > 10);
  }
  assert.equal(blocking(checkPublishable(exampleProcedure({ order: [], manner: [], papers: [], terms: [], applicants: [], authority: null, officialName: '' }))).length, 7);
});

test('the four conditional parts may be absent', () => {
  assert.deepEqual(partsLacking({ results: [], conditions: null, feeText: null, fees: [] }), []);
});

test('the number of sets may be given by the number of copies of each paper', () => {
  assert.deepEqual(partsLacking({ copiesOfDossier: null }), []);
});

test('an unanswered doubt about a compulsory part blocks; about fees or papers it warns; an answered one is silent', () => {
  const doubt = { sourceText: '1', doubt: 'Nguồn ghi thời hạn không có đơn vị' };
  assert.deepEqual(partsLacking({ flags: [{ ...doubt, part: 'terms' }] }), ['terms']);
  assert.deepEqual(partsLacking({ flags: [{ ...doubt, part: 'fees' }, { ...doubt, part: 'papers' }] }), []);
  assert.equal(checkPublishable(exampleProcedure({ flags: [{ ...doubt, part: 'fees' }] })).length, 1);
  assert.deepEqual(checkPublishable(exampleProcedure({ flags: [{ ...doubt, part: 'terms', resolution: { value: '3 ngày làm việc', basis: 'Luật' } }] })), []);
  // a lost unit blocks even when nobody has written a flag for it
  assert.deepEqual(partsLacking({ terms: [{ term: null, sourceText: '3' }] }), ['terms']);
});

test('the steps may not take longer than the whole, measured on the ordinary case', () => {
  const step = (hours: number) => ({ key: `s${hours}`, name: { vi: 'Bước', en: 'Step' }, kind: 'process' as const, role: 'specialist' as const, hours });
  const process = (...hours: number[]) => ({ approvedBy: 'x', decisionNo: '1', decisionDate: '2026-01-01', steps: hours.map(step) });
  assert.deepEqual(partsLacking({ process: process(8, 8) }), []);
  const [lack] = blocking(checkPublishable(exampleProcedure({ process: process(8, 8.5) })));
  assert.equal(lack?.part, 'process');
  assert.match(lack?.words.vi ?? '', /16\.5 giờ làm việc, dài hơn thời hạn 2 ngày làm việc \(16 giờ\)/u);
  const verified = [{ term: { value: 1, unit: 'same-day' as const }, sourceText: 'Trong ngày' }, { caseKey: 'xac-minh', term: { value: 5, unit: 'working-day' as const }, sourceText: '5 ngày làm việc' }];
  assert.deepEqual(partsLacking({ terms: verified, process: process(8) }), []);
  assert.deepEqual(partsLacking({ terms: verified, process: process(9) }), ['process']);
  // calendar days cannot be compared without a calendar
  assert.deepEqual(partsLacking({ terms: [{ term: { value: 1, unit: 'calendar-day' }, sourceText: '1 ngày' }], process: process(40) }), []);
});

test('faults of the form block, in words; two papers may not share a key', () => {
  const form = { id: 'f', version: 1, title: { vi: 'Tờ khai', en: 'Form' }, source: {}, pages: [] };
  const lacks = checkPublishable(exampleProcedure({ form }), () => ['chưa có trang nào']);
  assert.deepEqual(blocking(lacks).map((lack) => [lack.part, lack.words.vi]), [['form', 'Tờ khai: chưa có trang nào']]);
  const paper = exampleProcedure().papers[0];
  assert.ok(paper);
  assert.deepEqual(partsLacking({ papers: [paper, paper] }), ['papers']);
});

test('a fee rule that cannot be computed with, or reads an answer that nobody is asked for, keeps a version from being published', () => {
  const rule = { id: 'f', kind: 'phi' as const, name: { vi: 'Phí', en: 'Fee' }, amount: { perUnit: 8_000, quantity: 'copies', unit: { vi: 'bản', en: 'copy' } }, validFrom: '2017-01-01', legalBasis: 'Thông tư 281/2016/TT-BTC Điều 4' };
  const fees = (fee: typeof rule, more: Partial<ProcedureContent> = {}) => blocking(checkPublishable(exampleProcedure({ fees: [fee], ...more })));
  assert.deepEqual(fees(rule), [], 'without a form the counter counts');
  assert.deepEqual(fees({ ...rule, legalBasis: ' ' }).map((lack) => [lack.part, lack.words.vi]), [['fees', 'Mức thu «f» chưa ghi căn cứ']]);
  assert.deepEqual(fees({ ...rule, amount: { ...rule.amount, perUnit: -1 } }).map((lack) => lack.words.en), ['Fee rule “f” has an amount that is no whole number of đồng']);
  const field = { key: 'copies', type: 'number' as const, label: { vi: 'Số bản', en: 'Copies' }, required: true };
  const form = (key: string) => ({ form: { id: 'f', version: 1, title: { vi: 'Tờ khai', en: 'Form' }, source: {}, pages: [{ key: 'p', title: { vi: 'Trang', en: 'Page' }, fields: [{ ...field, key }] }] } });
  assert.deepEqual(fees(rule, form('copies')), []);
  assert.deepEqual(fees(rule, form('copy')).map((lack) => lack.words.vi), ['Mức thu «f» đọc câu «copies» mà tờ khai không hỏi']);
});
