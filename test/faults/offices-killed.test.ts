import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { addDays, vietnamDate } from '../../src/shared/plain-date.ts';
import type { Visitor } from '../support/browse.ts';
import { dayBoxes } from '../support/day-boxes.ts';
import { killWebAtCommit } from '../support/kill-at-commit.ts';
import { aDossier, aDraft, aGuest, anOfficer, BIRTH_ANSWERS, type Someone } from '../support/people.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';
import { until } from '../support/until.ts';

/** A program of its own: what the other rows’ faults change in offices and decisions would meet this one’s. */
let it: ProgramWithApp;
const today = vietnamDate(new Date());
before(async () => { it = await startProgramWithApp(); });
after(() => it?.close());

describe('row 6: killed while the province changes its offices', { timeout: 400_000 }, () => {
  const NEW = 'Ủy ban nhân dân xã Hàm Mới';
  let person: Someone;
  let stranger: Visitor;
  let admin: Visitor;
  let draft: string;
  let filed: string;
  before(async () => {
    person = await aGuest(it.app, 'chị Hoa');
    stranger = it.app.visitor('ai đó');
    const answers = { ...BIRTH_ANSWERS, birthDate: addDays(today, -10) };
    draft = await aDraft(it.app, person, { answers });
    filed = await aDossier(it.app, person, { answers });
  });
  // Fresh each time: an act of weight asks again for the password five minutes after the sign-in.
  beforeEach(async () => { admin = (await anOfficer(it.app, 'quantri.lamdong')).visitor; });
  const change = async (what: string, agency: number): Promise<number> => (await it.one<{ n: number }>('SELECT count(*)::int AS n FROM organisation_change WHERE what = $1 AND agency_id = $2', [what, agency])).n;
  const newOne = async (): Promise<{ readonly n: number; readonly id: number | null; readonly noted: number }> => it.one("SELECT count(*)::int AS n, max(id) AS id, (SELECT count(*)::int FROM organisation_change WHERE what = 'agency.add' AND detail->>'name' = $1) AS noted FROM organisation_agency WHERE name = $1", [NEW]);
  /** Her draft is hers, the office of her place is found, and each side of the desk sees what it saw. */
  async function nothingElseMoved(): Promise<void> {
    await person.visitor.go(`/nhap/${draft}/kiem-tra`);
    assert.equal(person.visitor.page.status, 200, 'her draft is there');
    await stranger.go('/co-quan?q=H%C3%A0m%20Ch%C3%ADnh%20huy%E1%BB%87n%20H%C3%A0m%20Thu%E1%BA%ADn%20B%E1%BA%AFc');
    assert.match(stranger.page.main, /Ủy ban nhân dân xã Hàm Liêm/u);
    for (const [who, status] of [['tiepnhan.hamliem', 200], ['motcua.lamdong', 200], ['tiepnhan.thanhha', 404], ['motcua.haiphong', 404]] as const) {
      const { visitor } = await anOfficer(it.app, who);
      await visitor.go(`/ban/ho-so/${filed}`);
      assert.equal(visitor.page.status, status, who);
    }
  }

  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit that adds a commune: it is there with its note, or neither is; pressed again it is there once`, async () => {
      const form = { name: NEW, shortName: 'xã Hàm Mới', code: lost ? 'H36.99998' : 'H36.99999', kind: 'commune', parent: '1', ...dayBoxes('from', today) };
      if (!lost) Object.assign(form, { name: `${NEW} Hai`, shortName: 'xã Hàm Mới Hai' });
      const there = async (): Promise<readonly number[]> => { const row = await it.one<{ n: number; noted: number }>("SELECT (SELECT count(*)::int FROM organisation_agency WHERE code = $1) AS n, (SELECT count(*)::int FROM organisation_change WHERE what = 'agency.add' AND detail->>'code' = $1) AS noted", [form.code]); return [row.n, row.noted]; };
      await admin.go('/quan-tri/co-quan');
      await killWebAtCommit(it, 'organisation_agency', 'INSERT', lost, () => admin.submit(form, { form: '/quan-tri/co-quan' }), async () => { await stranger.go('/co-quan'); assert.ok(!stranger.page.main.includes(form.name)); });
      assert.deepEqual(await there(), lost ? [0, 0] : [1, 1]);
      await admin.submit(form, { form: '/quan-tri/co-quan' });
      if (lost) assert.equal(admin.page.h1, NEW); else assert.ok(admin.page.errors.length > 0, 'the code is taken: said in words');
      assert.deepEqual(await there(), [1, 1]);
      await nothingElseMoved();
    });
  }
  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit that ends a commune and names its successor: last day, successor and note together or not at all`, async () => {
      const successor = (await newOne()).id ?? assert.fail();
      const lastDay = addDays(today, 30);
      const state = async (): Promise<unknown> => ({ ...(await it.one<{ until: string | null; next: number | null }>('SELECT valid_to::text AS until, successor_id AS next FROM organisation_agency WHERE id = 2')), noted: await change('agency.close', 2) });
      const [untouched, ended] = [{ until: null, next: null, noted: 0 }, { until: lastDay, next: successor, noted: 1 }];
      await admin.go('/quan-tri/co-quan/2');
      const act = (): Promise<unknown> => admin.submit({ successor: String(successor), ...dayBoxes('lastDay', lastDay) }, { form: '/ket-thuc' });
      await killWebAtCommit(it, 'organisation_agency', 'UPDATE', lost, act, async () => assert.deepEqual(await state(), untouched));
      assert.deepEqual(await state(), lost ? untouched : ended);
      await nothingElseMoved();
      if (lost) return;
      await act();
      assert.ok(admin.page.errors.some((words) => /đã có ngày kết thúc/u.test(words)), admin.page.main.slice(0, 400));
      assert.deepEqual(await state(), ended);
    });
  }
  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit that takes a role from an officer: the role ${lost ? 'is held as before' : 'is gone'}, and the note says no other`, async () => {
      const { visitor, officerId } = await anOfficer(it.app, 'tiepnhan.hamliem');
      const held = await it.one<{ id: string }>("SELECT id FROM organisation_assignment WHERE officer_id = $1 AND role = 'reception' AND revoked_at IS NULL", [officerId]);
      const revoked = async (): Promise<unknown> => it.one('SELECT (revoked_at IS NOT NULL) AS gone, (SELECT count(*)::int FROM organisation_change WHERE what = \'role.revoke\' AND officer_id = $2) AS noted FROM organisation_assignment WHERE id = $1', [held.id, officerId]);
      const opens = async (): Promise<boolean> => (await visitor.fetch(`/ban/ho-so/${filed}`)).status === 200;
      await admin.go(`/quan-tri/can-bo/${officerId}`);
      const act = (): Promise<unknown> => admin.submit({}, { form: `/thoi-viec/${held.id}` });
      await killWebAtCommit(it, 'organisation_assignment', 'UPDATE', lost, act, async () => assert.equal(await opens(), true));
      assert.deepEqual(await revoked(), { gone: !lost, noted: lost ? 0 : 1 });
      assert.equal(await opens(), lost);
      if (lost) { await nothingElseMoved(); return; }
      await act();
      assert.deepEqual(await revoked(), { gone: true, noted: 1 }, 'pressed again: gone once');
      await admin.submit({ agency: '2', role: 'reception', ...dayBoxes('from', today) }, { form: '/giao-viec' });
      await nothingElseMoved();
    });
  }
  test('PostgreSQL killed while people ask for the office of their place: the right one or «busy», never another; then her draft goes to that office, once', async () => {
    const answers: string[] = [];
    let asking = true;
    const asked = (async () => {
      while (asking) {
        const answer = await stranger.fetch('/co-quan?q=Th%C3%B4n%20H%C3%A0m%20Ch%C3%ADnh');
        const right = answer.page.main.includes('Ủy ban nhân dân xã Hàm Liêm');
        answers.push(answer.status === 200 ? (right ? 'right' : `another: ${answer.page.main.slice(0, 200)}`) : answer.status === 503 && /Máy chủ đang bận/u.test(answer.page.h1) ? 'busy' : `${answer.status} ${answer.page.h1}`);
        await pause(10);
      }
    })();
    await pause(0);
    await it.program.kill('database');
    await until('people asked on', () => answers.length >= 40);
    await it.program.ready(60_000);
    asking = false;
    await asked;
    assert.deepEqual([...new Set(answers)].filter((answer) => answer !== 'right' && answer !== 'busy'), []);
    await stranger.go('/co-quan?q=H%C3%A0m%20Ch%C3%ADnh');
    assert.match(stranger.page.main, /Ủy ban nhân dân xã Hàm Liêm/u);
    await person.visitor.go(`/nhap/${draft}/kiem-tra`);
    await person.visitor.submit({ 'cam-doan': 'co' }, { form: '/nop' });
    assert.match(person.visitor.path, /^\/ho-so\/[0-9a-f-]{36}\/da-nop$/u);
    const mine = person.visitor.path.split('/')[2] ?? '';
    assert.deepEqual((await it.owner.query('SELECT id, receiving_agency AS agency FROM dossier WHERE guest_key = $1 AND id <> $2', [person.actor.kind === 'guest' ? person.actor.guestKey : '', filed])).rows, [{ id: mine, agency: 2 }]);
    for (const [who, sees] of [['tiepnhan.hamliem', true], ['tiepnhan.thanhha', false]] as const) {
      const { visitor } = await anOfficer(it.app, who);
      await visitor.go('/ban?xem=tat-ca');
      assert.equal(visitor.page.html.includes(mine), sees, who);
    }
  });
  test('afterwards every dossier is what its events say', () => {
    const verified = it.program.command('verify');
    assert.equal(verified.status, 0, verified.out);
  });
});
