import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Facts } from '../../../shared/condition.ts';
import type { FormPage } from '../../eform/domain/index.ts';
import { offer, readAddress } from './known-of-person.ts';

const places = {
  provinces: () => [{ value: '68', label: 'Tỉnh Lâm Đồng' }, { value: '31', label: 'Thành phố Hải Phòng' }],
  communes: (province: string) => (province === '68' ? [{ value: '23095', label: 'Xã Hàm Liêm' }] : [{ value: '11338', label: 'Phường Lê Chân' }, { value: '10813', label: 'Xã Thanh Hà' }]),
};

describe('an address in words', () => {
  it('is found with province and commune of today, the rest is the detail', () => {
    assert.deepEqual(readAddress('số 4, thôn 3, xã Hàm Liêm, tỉnh Lâm Đồng', places), { country: 'VN', province: '68', commune: '23095', detail: 'số 4, thôn 3' });
    assert.deepEqual(readAddress('Xã Thanh Hà, TP. Hải Phòng', places), { country: 'VN', province: '31', commune: '10813' });
  });
  it('is left to the person when it may mean a unit of before: three levels, no kind, a district of the same name, a province that is gone', () => {
    for (const old of ['thôn 1, Hàm Liêm, Hàm Thuận Bắc, Bình Thuận', 'An Biên, Lê Chân, Hải Phòng', 'phường An Biên, quận Lê Chân, thành phố Hải Phòng', 'xã Hàm Liêm, tỉnh Bình Thuận', 'thôn 3', '']) assert.equal(readAddress(old, places), undefined, old);
  });
});

describe('what need not be asked', () => {
  const text = (vi: string) => ({ vi, en: vi });
  const page: FormPage = { key: 'p', title: text('p'), fields: [
    { key: 'name', type: 'person-name', label: text('Tên'), required: true, prefill: 'me.name' },
    { key: 'kind', type: 'select', label: text('Giấy tờ'), required: false, options: [{ value: '9', label: text('Thẻ') }], initial: '9', showWhen: { field: 'open', is: 'co' } },
  ] };
  const facts = (answers: Facts['answers']): Facts => ({ answers, channel: 'online', today: '2026-11-22' });
  it('a proposal, and an answer that is what was proposed, are known; another answer is the person’s own', () => {
    assert.deepEqual(offer(page, facts({}), { name: 'Hoa' }).sources, { name: 'me.name', kind: 'initial' });
    assert.equal(offer(page, facts({ name: 'Hoa' }), { name: 'Hoa' }).sources['name'], 'me.name');
    assert.equal(offer(page, facts({ name: 'Lan' }), { name: 'Hoa' }).sources['name'], undefined);
  });
  it('questions still closed by another one are filled in beforehand, but decide nothing yet', () => {
    const { answers, shown } = offer(page, facts({}), {});
    assert.equal(answers['kind'], undefined);
    assert.equal(shown['kind'], '9');
  });
});
