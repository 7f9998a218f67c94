import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { anOfficer, stateOf } from '../../../../test/support/people.ts';
import { signsForTest } from '../../../../test/support/signing.ts';

describe('who signs for the head', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp(); });
  after(() => app.close());

  test('a deputy’s result says for whom, in the event and above the name; the chairman’s says nothing', async () => {
    const deputy = await signsForTest(app, 'phochutich.hamliem');
    const approved = (await stateOf(app, deputy)).approved;
    assert.deepEqual(approved?.onBehalfOf, { form: 'KT', heading: 'KT. CHỦ TỊCH', ownTitle: 'Phó Chủ tịch', basis: 'Quyết định phân công công tác (ví dụ của bản trình diễn)' });
    assert.equal((await stateOf(app, await signsForTest(app, 'lanhdao.hamliem'))).approved?.onBehalfOf, undefined);
    const reader = await anOfficer(app, 'thuly.hamliem');
    const page = await reader.visitor.go(`/ban/ho-so/${deputy}/xem-ket-qua`);
    assert.match(page.text, /KT\. CHỦ TỊCH\s*P[Hh][Óó] C[Hh][Ủủ] [Tt][Ịị][Cc][Hh]/u);
  });

  test('the administrator enters it with its paper, from today; a delegation needs an end; ended it counts no more', async () => {
    const admin = await anOfficer(app, 'quantri.hamliem');
    const leader = await anOfficer(app, 'lanhdao.hamliem');
    const address = `/quan-tri/can-bo/${leader.officerId}/ky-thay`;
    await admin.visitor.go(address);
    const open = await admin.visitor.submit({ form: 'TUQ', 'chuc-vu-chinh': 'Chủ tịch', 'chuc-vu': 'Trưởng phòng', 'can-cu': 'Giấy ủy quyền 3/GUQ-UBND ngày 2/3/2026' });
    assert.equal(open.status, 422);
    assert.match(open.text, /Thừa ủy quyền phải có ngày kết thúc/u);
    const given = await admin.visitor.submit({ 'to.day': '31', 'to.month': '3', 'to.year': '2026' });
    assert.match(given.text, /TUQ\. CHỦ TỊCH/u);
    assert.equal((await stateOf(app, await signsForTest(app, 'lanhdao.hamliem'))).approved?.onBehalfOf?.heading, 'TUQ. CHỦ TỊCH');
    await admin.visitor.submit({}, { button: 'Thôi' });
    assert.match(admin.visitor.page.text, /Đã thôi/u);
    assert.equal((await stateOf(app, await signsForTest(app, 'lanhdao.hamliem'))).approved?.onBehalfOf, undefined);
    assert.equal((await (await anOfficer(app, 'quantri.thanhha')).visitor.fetch(`${app.url}${address}`)).status, 404, 'another commune’s officer does not exist here');
  });
});
