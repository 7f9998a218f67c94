import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import { ensureLogins } from '../../src/platform/postgres/migrate.ts';
import { openDatabase } from '../../src/platform/postgres/pools.ts';
import type { Database } from '../../src/platform/postgres/database.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { readConfig } from '../../src/wiring/config.ts';
import { buildCore } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import type { TestApp } from '../support/app.ts';
import { Visitor } from '../support/browse.ts';
import { aDraft, anOfficer, BIRTH_ANSWERS } from '../support/people.ts';
import { poolOf, startProgram, type Program } from '../support/program.ts';

describe('row 13: killed between the person’s consent and the submission', () => {
  let program: Program;
  let owner: pg.Pool;
  let db: Database;
  let app: TestApp;
  before(async () => {
    program = await startProgram({});
    owner = poolOf(program);
    const keyring = loadKeyring(join(program.dataDir, 'keyring.json'), false);
    db = openDatabase({ url: (await ensureLogins(program.ownerUrl(), join(program.dataDir, 'database-logins.json'))).app, readers: 1, writers: 2 });
    const config = readConfig(program.env);
    app = { url: program.base, config, core: await buildCore(config, db, keyring, reactions, systemClock), keyring, clock: systemClock, database: { owner }, visitor: (name: string) => new Visitor(program.base, name) } as unknown as TestApp;
  });
  after(async () => {
    await db?.close();
    await owner?.end();
    await program?.stop();
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
      const holder = await owner.connect();
      try {
        await holder.query(`CREATE FUNCTION mc_test_hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(4713); RETURN NULL; END $$;
          CREATE CONSTRAINT TRIGGER mc_test_hold AFTER INSERT ON dossier_event DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mc_test_hold()`);
        await holder.query('SELECT pg_advisory_lock(4713)');
        const sent = visitor.submit({ ma: assist.codeOf(draft, asked.contentHash, asked.sends) }, { button: /đồng ý: nộp/u }).then(() => 'answered', () => 'cut off');
        let pid: number | undefined;
        for (const late = Date.now() + 60_000; pid === undefined; await pause(5)) {
          pid = (await owner.query<{ pid: number }>("SELECT pid FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND objid = 4713")).rows[0]?.pid;
          assert.ok(Date.now() < late, 'the submission came to its commit');
        }
        await program.kill('web');
        if (lost) await owner.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
        await holder.query('SELECT pg_advisory_unlock_all()');
        assert.equal(await sent, 'cut off');
      } finally {
        await holder.query('SELECT pg_advisory_unlock_all()');
        for (;;) { if ((await owner.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 4713")).rows.length === 0) break; await pause(10); }
        await holder.query('DROP TRIGGER mc_test_hold ON dossier_event; DROP FUNCTION mc_test_hold()');
        holder.release();
      }
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
