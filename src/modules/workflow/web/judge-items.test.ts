import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Paper } from '../../catalog/domain/index.ts';
import type { JudgedItem } from '../../dossier/domain/index.ts';
import { frequentReasons, inputOf, markRest, readTypedVerdicts, unknownInputs, verdictsOf } from './judge-items.ts';

const items: readonly JudgedItem[] = [{ type: 'paper', key: 'ban-chinh', label: 'Bản chính' }, { type: 'answer', key: 'name', label: 'Họ tên' }, { type: 'answer', key: 'acts', label: 'Ai khai' }];
const paper: Paper = { key: 'ban-chinh', name: 'Bản chính', shortName: { vi: 'Bản chính', en: 'Original' }, kind: 'submit', originals: 1, copies: 0 };
const scan = { id: 'f', paper: 'ban-chinh', name: 'a.jpg', mime: 'image/jpeg', size: 10, pages: 1, sha256: '0' };

describe('one request for everything', () => {
  it('what nobody judged is left out, so that the rule can name it', () => {
    const typed = readTypedVerdicts(items, { 'giay.ban-chinh': 'sai', 'giay.ban-chinh.reason': ' Mờ ', 'cau.name': 'dat' });
    assert.deepEqual(verdictsOf(items, typed), [
      { item: { type: 'paper', key: 'ban-chinh', label: 'Bản chính' }, verdict: 'wrong', reason: 'Mờ' },
      { item: { type: 'answer', key: 'name', label: 'Họ tên' }, verdict: 'ok' },
    ]);
  });
  it('the frequent reason comes first, own words after it; a reason beside «Đạt» is not sent', () => {
    const of = (body: Record<string, string>) => verdictsOf(items, readTypedVerdicts(items, body)).map((one) => one.reason);
    assert.deepEqual(of({ 'giay.ban-chinh': 'thieu', 'giay.ban-chinh.mau': 'Chưa có giấy này.', 'giay.ban-chinh.reason': 'Cần cả mặt sau.' }), ['Chưa có giấy này. Cần cả mặt sau.']);
    assert.deepEqual(of({ 'giay.ban-chinh': 'dat', 'giay.ban-chinh.reason': 'Mờ' }), [undefined]);
  });
  it('«Đạt cho những mục còn lại» touches only what is not judged, and what was written stays', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('dat', 'thieu', 'sai', 'khong-ap-dung', '', 'x'), { minLength: 3, maxLength: 3 }), (chosen) => {
      const body = Object.fromEntries(items.flatMap((item, at) => [[inputOf(item), chosen[at] ?? ''], [`${inputOf(item)}.reason`, `vì ${at}`]]));
      const before = readTypedVerdicts(items, body);
      const after = markRest(before);
      for (const [name, one] of after) {
        assert.equal(one.verdict, before.get(name)?.verdict ?? 'dat');
        assert.equal(one.reason, before.get(name)?.reason);
      }
      assert.equal(verdictsOf(items, after).length, items.length);
    }), { numRuns: 200 });
  });
  it('names of no item are found', () => {
    assert.deepEqual(unknownInputs(items, { 'giay.ban-chinh': 'dat', 'cau.acts.reason': '', 'cau.khac': 'dat', gui: '1' }, ['gui']), ['cau.khac']);
  });
  it('frequent reasons are only those that can be true', () => {
    assert.deepEqual(frequentReasons(paper, [], []), ['Chưa có giấy này trong hồ sơ. Chụp và gửi, hoặc mang đến quầy.']);
    const scanned = frequentReasons(paper, [scan], []);
    assert.ok(scanned.some((reason) => reason.startsWith('Ảnh mờ')) && !scanned.some((reason) => reason.startsWith('Chưa có giấy')));
    const handed = frequentReasons({ ...paper, copies: 1 }, [], [{ paper: 'ban-chinh', originals: 0, copies: 1 }]);
    assert.ok(handed.some((reason) => reason.includes('chưa được chứng thực')) && !handed.some((reason) => reason.startsWith('Ảnh')));
    for (const reason of [...scanned, ...handed]) assert.match(reason, /\. .+\.$/u, 'what is wrong, then how to mend it');
  });
});
