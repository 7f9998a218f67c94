import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { aCitizen, aCounterDossier, aDossier, anOfficer, type Someone } from '../../../../test/support/people.ts';
import { wanted } from './find-dossier.tsx';

test('numbers are told apart however they are typed', () => {
  assert.deepEqual(wanted('0601 5590 0003'), { personalId: '060155900003', phone: null });
  assert.deepEqual(wanted('0900.000.001'), { personalId: null, phone: '0900000001' });
  assert.deepEqual(wanted('Nguyễn Văn A'), { personalId: null, phone: null });
});

describe('finding a dossier', () => {
  let app: TestApp;
  let desk: Someone;
  let online: string;
  let counter: string;
  before(async () => {
    app = await startTestApp({ log: true });
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    desk = reception;
    online = await aDossier(app, await aCitizen(app, 'demo-hoa'));
    counter = await aCounterDossier(app, reception);
  });
  after(() => app.close());

  test('by personal number, telephone or name: found, and in no address and no log', async () => {
    for (const [typed, id] of [['060302900001', online], ['0900 000 006', counter], ['Phạm Thị L', counter], ['030194900006', counter]] as const) {
      await desk.visitor.go('/ban/tim');
      const found = await desk.visitor.submit({ q: typed });
      assert.equal(found.url.pathname + found.url.search, '/ban/tim', typed);
      assert.ok(found.html.includes(`/ban/ho-so/${id}`), typed);
    }
    await desk.visitor.go('/ban/tra-ket-qua');
    await desk.visitor.submit({ ma: '030194900006' });
    assert.equal(desk.visitor.answer.url.search, '');
    await desk.visitor.go('/ban/tiep-nhan');
    await desk.visitor.submit({ q: '030194900006' });
    assert.equal(desk.visitor.answer.url.search, '');
    const written = app.log.join('');
    assert.ok(written.includes('desk.find'));
    for (const number of ['060302900001', '030194900006', '0900000006', '0900 000 006', 'Phạm']) assert.ok(!written.includes(number), number);
  });

  test('an address that holds a number finds nothing; a code may stand in it', async () => {
    const typed = await desk.visitor.go('/ban/tim?q=030194900006');
    assert.ok(!typed.html.includes(counter) && !typed.html.includes('030194900006'));
    assert.match(typed.text, /không để trên địa chỉ/u);
    const { rows } = await app.database.owner.query<{ code: string }>('SELECT code FROM dossier WHERE id = $1', [counter]);
    assert.ok((await desk.visitor.go(`/ban/tim?q=${rows[0]?.code}`)).html.includes(counter));
    await desk.visitor.go('/ban/tim');
    assert.equal((await desk.visitor.submit({ q: `https://xa.example/tra-cuu?ma=${rows[0]?.code}#ma=${rows[0]?.code}&dd=030194900006` })).url.pathname, `/ban/ho-so/${counter}`, 'a scanned slip opens the dossier');
  });
});
