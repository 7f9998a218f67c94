import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEMO_PASSWORD } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';
import { killWebAtCommit } from '../support/kill-at-commit.ts';
import { anOfficer } from '../support/people.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';
import { paperCodes, Telephone } from '../support/telephone.ts';
import { until } from '../support/until.ts';

let it: ProgramWithApp;
before(async () => { it = await startProgramWithApp(); });
after(() => it?.close());

describe('killed around a second factor', { timeout: 400_000 }, () => {
  const TABLE = 'organisation_second_factor';
  const password = async (visitor: Visitor, username: string): Promise<void> => { await visitor.go('/can-bo/dang-nhap'); await visitor.submit({ username, password: DEMO_PASSWORD }); };
  const signedIn = (visitor: Visitor): boolean => visitor.cookies().has('mc_session');
  const kept = async (officerId: string): Promise<unknown> => it.one(`SELECT (SELECT count(*)::int FROM ${TABLE} WHERE officer_id = $1 AND secret_sealed IS NOT NULL) AS factors, (SELECT count(*)::int FROM organisation_change WHERE officer_id = $1 AND what = 'second-factor.on') AS noted`, [officerId]);
  /** The real clock passes: a telephone half a minute behind, then right, then ahead shows three codes that all count, one after the other, without waiting. */
  const behind = async (telephone: Telephone): Promise<string> => { await until('the half minute is young', () => (Date.now() / 1000) % 30 < 20, 15_000); return telephone.code(new Date(), -30); };
  async function scan(visitor: Visitor): Promise<Telephone> { await visitor.go('/can-bo/hai-lop'); return Telephone.scan(visitor.page.html); }

  for (const [lost, username] of [[true, 'thuly.hamliem'], [false, 'vanthu.hamliem']] as const) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit of the set-up: ${lost ? 'the password is enough as before, and it is set up with the same square code' : 'it is on, noted once; the codes that nobody saw are made anew with the telephone'}`, async () => {
      const { officerId } = await anOfficer(it.app, username);
      const visitor = it.app.visitor(username);
      await password(visitor, username);
      const telephone = await scan(visitor);
      const act = async (): Promise<unknown> => visitor.submit({ code: await behind(telephone), password: DEMO_PASSWORD });
      await killWebAtCommit(it, TABLE, 'INSERT', lost, act, async () => assert.deepEqual(await kept(officerId), { factors: 0, noted: 0 }));
      assert.deepEqual(await kept(officerId), { factors: lost ? 0 : 1, noted: lost ? 0 : 1 });
      const elsewhere = it.app.visitor('máy khác');
      await password(elsewhere, username);
      assert.equal(signedIn(elsewhere), lost);
      await act();
      assert.deepEqual(await kept(officerId), { factors: 1, noted: 1 });
      if (lost) {
        assert.equal(paperCodes(visitor.page.html).length, 10);
        return;
      }
      assert.equal(new URL(visitor.page.url).pathname, '/can-bo/tai-khoan');
      assert.match(visitor.page.main, /Đang bật/u);
      await visitor.go('/can-bo/hai-lop/ma-du-phong');
      await visitor.submit({ password: DEMO_PASSWORD, code: telephone.code(new Date()) });
      assert.equal(paperCodes(visitor.page.html).length, 10);
      await elsewhere.submit({ code: paperCodes(visitor.page.html)[0] ?? '' });
      assert.equal(signedIn(elsewhere), true);
    });
  }

  test('web killed between password and code: the code that is typed then counts, and there was no session before; killed at the commit of the code: used up or not at all', async () => {
    const { officerId } = await anOfficer(it.app, 'thanhtra.hamliem');
    const visitor = it.app.visitor('thanh tra');
    await password(visitor, 'thanhtra.hamliem');
    const telephone = await scan(visitor);
    await visitor.submit({ code: await behind(telephone), password: DEMO_PASSWORD });
    const sessions = async (): Promise<number> => (await it.one<{ n: number }>("SELECT count(*)::int AS n FROM identity_session WHERE subject_id = $1 AND ended_at IS NULL", [officerId])).n;
    const before = await sessions();
    const again = it.app.visitor('thanh tra, sáng hôm sau');
    await password(again, 'thanhtra.hamliem');
    assert.equal(again.page.h1, 'Gõ mã xác thực');
    await it.program.kill('web');
    await it.program.ready(30_000);
    assert.deepEqual([signedIn(again), await sessions()], [false, before]);
    const code = telephone.code(new Date());
    await killWebAtCommit(it, TABLE, 'UPDATE', true, () => again.submit({ code }), async () => assert.equal(await sessions(), before));
    assert.equal(signedIn(again), false);
    await again.submit({ code });
    assert.deepEqual([again.page.status, signedIn(again), await sessions()], [200, true, before + 1], 'the try that was lost used nothing up');
    const third = it.app.visitor('lần ba');
    await password(third, 'thanhtra.hamliem');
    const next = telephone.code(new Date(), 30);
    await killWebAtCommit(it, TABLE, 'UPDATE', false, () => third.submit({ code: next }), async () => undefined);
    await third.go('/can-bo/dang-nhap/ma');
    await third.submit({ code: next });
    assert.deepEqual([signedIn(third), await sessions()], [false, before + 1], 'used up without a session: he waits for the next one');
    assert.match(third.page.errors.join(' '), /đã dùng rồi/u);
  });

  test('the command on the server takes it off the last administrator’s account; afterwards everything is what the record says, keys included', async () => {
    const { officerId } = await anOfficer(it.app, 'quantri.hamliem');
    const visitor = it.app.visitor('quản trị');
    await password(visitor, 'quantri.hamliem');
    const telephone = await scan(visitor);
    await visitor.submit({ code: telephone.code(new Date()), password: DEMO_PASSWORD });
    assert.deepEqual(await kept(officerId), { factors: 1, noted: 1 });
    const dropped = it.program.command('drop-second-factor', 'Quantri.HamLiem');
    assert.deepEqual([dropped.status, /Đã gỡ xác thực hai lớp/u.test(dropped.out)], [0, true], dropped.out);
    assert.equal((await visitor.go('/quan-tri/can-bo')).url.pathname, '/can-bo/dang-nhap');
    await password(visitor, 'quantri.hamliem');
    assert.equal(signedIn(visitor), true);
    await visitor.go('/can-bo/tai-khoan');
    assert.match(visitor.page.main, /Gỡ xác thực hai lớp\n[^\n]+\nhệ thống/u);
    assert.deepEqual([it.program.command('drop-second-factor', 'quantri.hamliem').status, it.program.command('drop-second-factor', 'khong.co').status], [1, 1]);
    const verified = it.program.command('verify');
    assert.equal(verified.status, 0, verified.out);
  });
});
