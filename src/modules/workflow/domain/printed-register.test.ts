import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '../../../shared/plain-date.ts';
import { PRINT_LINES, printedRegister, registerParts, type PrintSubject, type RegisterExtent } from './printed-register.ts';

const extent: RegisterExtent = { lines: 52, first: 1, last: 52, highest: 52, openedOn: plainDate('2026-01-05'), demo: false };
const subject = (more: Partial<PrintSubject>): PrintSubject => ({ agency: { name: 'Ủy ban nhân dân xã Hàm Liêm', shortName: 'xã Hàm Liêm' }, year: 2026, from: plainDate('2026-01-01'), to: plainDate('2026-12-31'), extent, part: registerParts(extent)[0] ?? null, rows: [], printedAt: new Date('2026-11-22T02:05:00Z'), by: 'Trần Thị Mai', ...more });

test('parts follow each other without a gap and none is longer than a print', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 0, max: 30_000 }), (first, more) => {
    const parts = registerParts({ first, last: first + more });
    assert.equal(parts[0]?.from, first);
    assert.equal(parts.at(-1)?.to, first + more);
    for (const [at, part] of parts.entries()) {
      assert.deepEqual([part.nth, part.of], [at + 1, parts.length]);
      assert.ok(part.to >= part.from && part.to - part.from < PRINT_LINES);
      if (at > 0) assert.equal(part.from, (parts[at - 1]?.to ?? 0) + 1);
    }
  }), { numRuns: 200 });
  assert.deepEqual(registerParts(null), []);
});

test('Mẫu 07 of TT 03/2025 from 15/9/2025, Mẫu 06 of TT 01/2018 before; the book of a running year is open, that of a past one closed', () => {
  const open = printedRegister(subject({}));
  assert.deepEqual([open.form?.number, open.form?.regime], ['07', 'TT 03/2025/TT-VPCP']);
  assert.equal(open.opened, 'ngày 05 tháng 01 năm 2026');
  assert.deepEqual(open.ended, { on: 'ngày 22 tháng 11 năm 2026', last: '52', over: false });
  assert.equal(open.period, 'Kỳ 1/1/2026 – 31/12/2026: 52 hồ sơ. Bản in này từ số 01 đến số 52');
  assert.deepEqual(open.printed, { at: '09:05, 22/11/2026', by: 'Trần Thị Mai' });
  const past = printedRegister(subject({ year: 2025, from: plainDate('2025-01-01'), to: plainDate('2025-08-31') }));
  assert.equal(past.form?.number, '06');
  assert.deepEqual(past.ended, { on: 'ngày 31 tháng 12 năm 2025', last: '52', over: true });
});

test('opening and end stand on the prints that hold the first and the last number, a part says which it is', () => {
  const long = { ...extent, lines: 4_500, first: 101, last: 4_600, highest: 4_700 };
  const parts = registerParts(long);
  assert.equal(parts.length, 3);
  const [middle, last] = [printedRegister(subject({ extent: long, part: parts[1] ?? null })), printedRegister(subject({ extent: { ...long, highest: 4_600 }, part: parts[2] ?? null }))];
  assert.deepEqual([middle.opened, middle.ended, middle.part], [undefined, undefined, { nth: 2, of: 3 }]);
  assert.match(middle.period ?? '', /4500 hồ sơ\. Bản in này từ số 2101 đến số 4100$/u);
  assert.equal(last.ended?.last, '4600');
  const none = printedRegister(subject({ extent: null, part: null }));
  assert.deepEqual([none.period, none.opened, none.ended, none.part], ['Kỳ 1/1/2026 – 31/12/2026', undefined, undefined, undefined]);
});
