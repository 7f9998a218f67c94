import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildSearchIndex, search, SEARCH_LIMITS } from './search.ts';

const entry = (code: string, vi: string, aliases: string[] = [], commonRank?: number) => ({ code, officialName: `Thủ tục ${vi.toLowerCase()}`, plainName: { vi, en: vi }, aliases, field: 'Hộ tịch', ...(commonRank === undefined ? {} : { commonRank }) });
const index = buildSearchIndex([
  entry('1.000001', 'Khai sinh cho con', ['giấy đẻ'], 1), entry('1.000002', 'Khai tử'), entry('1.000003', 'Đăng ký lại khai sinh'), entry('1.000004', 'Kết hôn'),
], { synonyms: { dki: 'đăng ký', 'giấy đẻ': 'giấy khai sinh' }, fillers: ['cho', 'làm', 'tôi', 'muốn'] });
const codes = (query: string): readonly string[] => search(index, query).map((hit) => hit.code);

test('marks, order, case, writing together, one slip and i for y are forgiven', () => {
  for (const query of ['khai sinh', 'KHAI SINH', 'khaisinh', 'sinh khai', 'khai sihn', 'giay de', 'giấy đẻ', 'tôi muốn làm khai sinh', 'khai sinh'.normalize('NFD'), '  khai,  sinh ', 'khai sinh Nguyễn']) assert.equal(codes(query)[0], '1.000001', query);
  assert.equal(codes('đăng kí lại khai sinh')[0], '1.000003');
  assert.equal(codes('dki lai khai sinh')[0], '1.000003');
  assert.equal(codes('ket hn')[0], '1.000004');
  assert.equal(codes('ket honn')[0], '1.000004');
});

test('a code finds its procedure in its short, long and bare form', () => {
  for (const query of ['1.000004', '1000004', ' 1 000004 ', '1.000004.000.00.00.H11']) assert.deepEqual(codes(query), ['1.000004'], query);
  assert.deepEqual(codes('1.999999'), []);
});

test('what is not understood has no answer', () => {
  for (const query of ['', '   ', '!!!', 'vé xem phim', 'mua xe', 'đá bóng']) assert.deepEqual(codes(query), [], query);
});

test('any text gives an ordered list of known codes and never throws; very long text is cut', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 3000 }), fc.array(fc.constantFrom('khai', 'sinh', 'tử', 'lại', 'cho')).map((words) => words.join(' '))), (query) => {
    const hits = search(index, query);
    for (const [at, hit] of hits.entries()) {
      assert.match(hit.code, /^1\.00000[1-4]$/u);
      if (at > 0) assert.ok((hits[at - 1]?.score ?? 0) >= hit.score);
    }
    assert.equal(new Set(hits.map((hit) => hit.code)).size, hits.length);
  }), { numRuns: 300 });
  assert.equal(codes(`${'khai sinh '.repeat(SEARCH_LIMITS.queryLength)}`)[0], '1.000001');
});
