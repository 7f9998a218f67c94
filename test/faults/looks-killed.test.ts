import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { killWebAtCommit } from '../support/kill-at-commit.ts';
import { aDossier, aGuest, anOfficer, BIRTH_ANSWERS } from '../support/people.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';

describe('row 27: killed while an officer opens a dossier', () => {
  let it: ProgramWithApp;
  before(async () => { it = await startProgramWithApp(); });
  after(async () => { await it?.close(); });

  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit of the note: nothing was shown that its owner does not see`, async () => {
      const owner = await aGuest(it.app);
      const dossier = await aDossier(it.app, owner, { answers: { ...BIRTH_ANSWERS, birthDate: new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10) } });
      const { visitor } = await anOfficer(it.app, 'tiepnhan.hamliem');
      const notes = async (): Promise<number> => (await it.owner.query('SELECT 1 FROM dossier_access WHERE dossier_id = $1', [dossier])).rows.length;
      // The page does not come while the note is held: who looks is written down first.
      await killWebAtCommit(it, 'dossier_access', 'INSERT', lost, () => visitor.go(`/ban/ho-so/${dossier}`), async () => assert.equal(await notes(), 0));
      assert.equal(await notes(), lost ? 0 : 1);
      await owner.visitor.go(`/ho-so/${dossier}`);
      assert.match(owner.visitor.page.main, lost ? /Chưa có cán bộ nào mở xem/u : /: Tiếp nhận Hàm Liêm – demo – /u);
      await visitor.go(`/ban/ho-so/${dossier}`);
      assert.equal(visitor.page.status, 200);
      assert.equal(await notes(), lost ? 1 : 2, 'each look is a note');
    });
  }
  test('what cannot be noted is not shown', async () => {
    const owner = await aGuest(it.app);
    const dossier = await aDossier(it.app, owner, { answers: { ...BIRTH_ANSWERS, birthDate: new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10) } });
    const { visitor } = await anOfficer(it.app, 'tiepnhan.hamliem');
    await it.owner.query('REVOKE INSERT ON dossier_access FROM motcua_app');
    try {
      await visitor.go(`/ban/ho-so/${dossier}`);
      assert.equal(visitor.page.status, 500);
      assert.doesNotMatch(visitor.page.html, /Nguyễn Thị Hoa|Trần Minh An/u);
    } finally {
      await it.owner.query('GRANT INSERT ON dossier_access TO motcua_app');
    }
    await visitor.go(`/ban/ho-so/${dossier}`);
    assert.match(visitor.page.html, /Trần Minh An/u);
  });
});
