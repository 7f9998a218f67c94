import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exampleProcedure } from './example.ts';
import { mergeOverlay } from './overlay.ts';
import type { ProcedureContent } from './procedure.ts';
import { blocking, checkPublishable } from './publishable.ts';
import { canonicalJson, decidePublish, doubtsOf, flagKey, resolveFlag } from './version.ts';

const flagged: ProcedureContent = exampleProcedure({
  terms: [{ term: null, sourceText: '3' }, { term: { value: 9, unit: 'month' }, sourceText: '9 tháng', caseKey: 'x' }],
  flags: [{ key: 'terms', part: 'terms', sourceText: '3', doubt: 'Nguồn ghi thời hạn không có đơn vị', candidates: [{ value: '03 ngày làm việc', basis: 'Bản khác' }] }],
});

test('a doubt about the term is answered with a basis: the lost terms are filled, the source text stays', () => {
  const resolved = resolveFlag(flagged, 'terms', { value: '3 ngày làm việc', basis: 'Nghị định 123/2015/NĐ-CP, Điều 22', unverified: true });
  assert.ok(resolved.ok);
  assert.deepEqual(resolved.value.terms, [
    { term: { value: 3, unit: 'working-day' }, sourceText: '3', legalBasis: 'Nghị định 123/2015/NĐ-CP, Điều 22' },
    { term: { value: 9, unit: 'month' }, sourceText: '9 tháng', caseKey: 'x' },
  ]);
  assert.deepEqual(resolved.value.flags[0]?.resolution, { value: '3 ngày làm việc', basis: 'Nghị định 123/2015/NĐ-CP, Điều 22', unverified: true });
  assert.equal(resolved.value.flags[0]?.sourceText, '3');
  assert.equal(blocking(checkPublishable(flagged)).length, 1);
  assert.deepEqual(blocking(checkPublishable(resolved.value)), []);
});

test('nothing is resolved without a value that can be read and a basis', () => {
  const refusal = (key: string, value: string, basis: string) => {
    const result = resolveFlag(flagged, key, { value, basis });
    return result.ok ? 'resolved' : result.refusal.kind;
  };
  assert.equal(refusal('fees', 'x', 'y'), 'no-such-doubt');
  assert.equal(refusal('terms', ' ', 'y'), 'value-missing');
  assert.equal(refusal('terms', '3 ngày làm việc', ' '), 'basis-missing');
  assert.equal(refusal('terms', '3', 'Luật'), 'term-unreadable');
});

test('answers fill the part they are about when the source left it empty', () => {
  const empty = exampleProcedure({ order: [], authority: null, applicants: [], terms: [], flags: ['order', 'authority', 'applicants', 'terms'].map((part) => ({ part, sourceText: '', doubt: 'x' })) });
  const answers = { order: 'Nộp hồ sơ\nTrả kết quả', authority: 'Ủy ban nhân dân cấp xã', applicants: 'Công dân Việt Nam', terms: '5 ngày làm việc' };
  let content = empty;
  for (const [key, value] of Object.entries(answers)) {
    const result = resolveFlag(content, key, { value, basis: 'Luật' });
    assert.ok(result.ok);
    content = result.value;
  }
  assert.deepEqual([content.order, content.authority, content.applicants, content.terms.map((term) => term.term)], [['Nộp hồ sơ', 'Trả kết quả'], 'Ủy ban nhân dân cấp xã', ['Công dân Việt Nam'], [{ value: 5, unit: 'working-day' }]]);
  assert.deepEqual(blocking(checkPublishable(content)), []);
});

test('a procedure of which only the name is known can be completed by hand, part by part, each with its basis', () => {
  let content = exampleProcedure({ order: [], manner: [], papers: [], copiesOfDossier: null, terms: [], applicants: [], authority: null });
  assert.deepEqual(doubtsOf(content).map((flag) => flagKey(flag)), ['order', 'manner', 'papers', 'terms', 'applicants', 'authority']);
  const unreadable = resolveFlag(content, 'manner', { value: 'tùy', basis: 'x' });
  assert.ok(!unreadable.ok && unreadable.refusal.kind === 'manner-unreadable');
  const answers = { order: 'Nộp\nTrả', manner: 'Trực tiếp hoặc qua bưu chính', papers: 'Đơn đề nghị\nGiấy ra viện (2 bản chính, 1 bản sao)', terms: '10 ngày làm việc', applicants: 'Công dân Việt Nam', authority: 'Ủy ban nhân dân cấp xã' };
  for (const [key, value] of Object.entries(answers)) {
    const result = resolveFlag(content, key, { value, basis: 'Quyết định 1/QĐ-UBND' });
    assert.ok(result.ok, key);
    content = result.value;
  }
  assert.deepEqual(content.manner, [{ channel: 'counter' }, { channel: 'post' }]);
  assert.deepEqual(content.papers.map((paper) => [paper.name, paper.originals, paper.copies]), [['Đơn đề nghị', 1, 0], ['Giấy ra viện', 2, 1]]);
  assert.equal(content.flags.length, 6);
  assert.deepEqual(blocking(checkPublishable(content)), []);
});

test('only a draft without blocking lacks is published', () => {
  const head = { id: 'a', code: '9.000001', versionNo: 1, state: 'draft' as const };
  assert.deepEqual(decidePublish(head, []), { ok: true, value: { ...head, state: 'published' } });
  const warning = { part: 'fees' as const, article: '', words: { vi: 'x', en: 'x' }, blocks: false };
  assert.equal(decidePublish(head, [warning]).ok, true);
  assert.deepEqual(decidePublish(head, [warning, { ...warning, blocks: true }]), { ok: false, refusal: { kind: 'lacks-parts', lacks: [{ ...warning, blocks: true }] } });
  for (const state of ['published', 'superseded'] as const) assert.deepEqual(decidePublish({ ...head, state }, []), { ok: false, refusal: { kind: 'not-a-draft', state } });
});

test('canonical JSON depends on content only, not on the order of writing', () => {
  assert.equal(canonicalJson({ b: 1, a: [undefined, { d: 'ế', c: null }], e: undefined }), '{"a":[null,{"c":null,"d":"ế"}],"b":1}');
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
    const shuffled = Object.fromEntries(Object.entries(value).reverse());
    assert.equal(canonicalJson(shuffled), canonicalJson(value));
    assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
  }), { numRuns: 200 });
});

test('an overlay replaces parts whole, joins words, and never loses a doubt', () => {
  const base = exampleProcedure({ aliases: ['một'], lifeEvents: ['sinh-con'], flags: [{ key: 'terms', part: 'terms', sourceText: '1', doubt: 'x' }, { key: 'fees', part: 'fees', sourceText: 'y', doubt: 'y' }], sources: ['a'] });
  const form = { id: 'to-khai', version: 1, title: { vi: 'Tờ khai', en: 'Form' }, source: {}, pages: [] };
  const merged = mergeOverlay(base, {
    code: base.code, form: 'to-khai', aliases: ['hai', 'một'], order: ['Một bước'], sources: ['b'],
    flags: [{ key: 'terms', part: 'terms', sourceText: '1', doubt: 'x', resolution: { value: 'Trong ngày', basis: 'Luật' } }],
  }, new Map([['to-khai', form]]));
  assert.equal(merged.form, form);
  assert.deepEqual([merged.order, merged.aliases, merged.sources, merged.lifeEvents], [['Một bước'], ['một', 'hai'], ['a', 'b'], ['sinh-con']]);
  assert.deepEqual(merged.flags.map((flag) => [flag.key, flag.resolution?.value]), [['terms', 'Trong ngày'], ['fees', undefined]]);
  assert.throws(() => mergeOverlay(base, { code: '1.000001' }, new Map()), /laid over/u);
  assert.throws(() => mergeOverlay(base, { code: base.code, form: 'khac' }, new Map()), /no form/u);
});
