import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import type { TestApp } from '../support/app.ts';
import { holdingCommits } from '../support/held-commit.ts';
import { aDraft, anOfficer, BIRTH_ANSWERS } from '../support/people.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';
import type { Program } from '../support/program.ts';

describe('row 13: killed between the person’s consent and the submission', () => {
  let program: Program;
  let started: ProgramWithApp;
  let owner: pg.Pool;
  let app: TestApp;
  before(async () => {
    started = await startProgramWithApp();
    ({ program, owner, app } = started);
  });
  after(async () => {
    await started?.close();
  });
  const dossiersOf = async (draft: string): Promise<number> => (await owner.query('SELECT 1 FROM dossier WHERE guest_key = $1', [app.core.dossier.assist.keyOf(draft)])).rows.length;

  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'before' : 'after'} the submission is committed: the consent stands, there is one dossier and no second question`, async () => {
      const helper = await anOfficer(app, 'tinhnguyen.hamliem');
      const draft = await aDraft(app, helper, { phone: lost ? '0900000031' : '0900000032', answers: { ...BIRTH_ANSWERS, birthDate: new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10) } });
      const { visitor } = helper;
      await visitor.go(`/nhap/${draft}/dong-y`);
      await visitor.submit({}, { form: '/dong-y/gui' });
      assert.equal(visitor.page.status, 200, visitor.page.main.slice(0, 300));
      const { assist, consents } = app.core.dossier;
      const asked = await consents.find(assist.keyOf(draft), draft);
      assert.ok(asked, visitor.page.main.slice(0, 300));
      await holdingCommits(owner, 'dossier_event', 'INSERT', async (held) => {
        const sent = visitor.submit({ ma: assist.codeOf(draft, asked.contentHash, asked.sends) }, { button: /đồng ý: nộp/u }).then(() => 'answered', () => 'cut off');
        const pid = await held.waits();
        await program.kill('web');
        if (lost) await held.undo(pid);
        await held.letGo();
        assert.equal(await sent, 'cut off');
      });
      await program.ready(30_000);
      assert.equal(await dossiersOf(draft), lost ? 0 : 1);
      assert.equal((await consents.find(assist.keyOf(draft), draft))?.state, 'agreed');
      await visitor.go(`/nhap/${draft}/dong-y`);
      if (lost) {
        assert.match(visitor.page.main, /Người dân đã đồng ý lúc .*chưa nộp/u);
        await visitor.submit({}, { button: 'Nộp hồ sơ' });
        assert.equal(visitor.path, `/ban/khai-giup/xong/${draft}`);
      } else {
        assert.equal(visitor.page.status, 404);
        await visitor.go(`/ban/khai-giup/xong/${draft}`);
        assert.match(visitor.page.h1, /Đã nộp giúp/u);
      }
      assert.equal(await dossiersOf(draft), 1);
    });
  }
});
