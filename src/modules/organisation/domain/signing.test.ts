import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '../../../shared/plain-date.ts';
import { checkSigning, signingHeading, signingOn, type SigningRight } from './signing.ts';

const d = plainDate;
const right = (over: Partial<SigningRight> = {}): SigningRight => ({ id: 'r', officerId: 'o', agencyId: 2, form: 'KT', principalTitle: 'Chủ tịch', ownTitle: 'Phó Chủ tịch', basis: 'Quyết định 12/QĐ-UBND ngày 5/1/2026', from: d('2026-01-05'), to: null, revoked: false, ...over });

test('a deputy signs for the chairman from the day to the day of the paper that says so (NĐ 30/2020 Đ.13 k.1)', () => {
  assert.equal(signingHeading(right()), 'KT. CHỦ TỊCH');
  assert.equal(signingOn([right()], 2, d('2026-01-04')), null);
  assert.equal(signingOn([right()], 2, d('2026-01-05'))?.id, 'r');
  assert.equal(signingOn([right({ to: d('2026-02-01') })], 2, d('2026-02-02')), null);
  assert.equal(signingOn([right({ revoked: true })], 2, d('2026-01-05')), null);
  assert.equal(signingOn([right()], 3, d('2026-01-05')), null, 'for one authority only');
  assert.equal(signingOn([right(), right({ id: 'n', form: 'Q', from: d('2026-03-01') })], 2, d('2026-03-02'))?.id, 'n', 'the newest counts');
});
test('a delegation ends, names its paper and never begins in the past (Đ.13 k.3)', () => {
  const today = d('2026-01-05');
  assert.equal(checkSigning(right(), today), null);
  assert.equal(checkSigning(right({ form: 'TUQ' }), today), 'without-end');
  assert.equal(checkSigning(right({ form: 'TUQ', to: d('2026-02-01') }), today), null);
  assert.equal(checkSigning(right({ basis: ' ' }), today), 'basis-missing');
  assert.equal(checkSigning(right({ ownTitle: '' }), today), 'title-missing');
  assert.equal(checkSigning(right({ from: d('2026-01-04') }), today), 'starts-in-past');
  assert.equal(checkSigning(right({ to: d('2026-01-01') }), today), 'dates-reversed');
});
