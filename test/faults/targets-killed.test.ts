import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { vietnamDate } from '../../src/shared/plain-date.ts';
import type { Visitor } from '../support/browse.ts';
import { dayBoxes } from '../support/day-boxes.ts';
import { killWebAtCommit } from '../support/kill-at-commit.ts';
import { anOfficer } from '../support/people.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';

/** A program of its own: what the other rows’ faults change in offices and decisions would meet this one’s. */
let it: ProgramWithApp;
const today = vietnamDate(new Date());
before(async () => { it = await startProgramWithApp(); });
after(() => it?.close());

describe('row 12: killed while a decision and its targets are entered', { timeout: 400_000 }, () => {
  const NUMBER = { lost: '431/CV-UBND', done: '432/CV-UBND' } as const;
  // The demo's own targets are of this year: the same for the same time would clash by rule.
  const [year, quarter] = [String(Number(today.slice(0, 4)) + 1), 'Q1'];
  let control: Visitor;
  beforeEach(async () => { control = (await anOfficer(it.app, 'kiemsoat.lamdong')).visitor; });
  const targets = async (number: string): Promise<readonly string[]> => (await it.owner.query<{ it: string }>("SELECT t.unit_id || ' ' || t.value AS it FROM report_target t JOIN report_decision d ON d.id = t.decision_id WHERE d.number = $1 ORDER BY t.date_to - t.date_from", [number])).rows.map((row) => row.it);
  const decisions = async (number: string): Promise<number> => (await it.one<{ n: number }>('SELECT count(*)::int AS n FROM report_decision WHERE number = $1', [number])).n;

  for (const lost of [true, false]) {
    const number = NUMBER[lost ? 'lost' : 'done'];
    test(`web killed ${lost ? 'inside' : 'right after'} the commit of a decision, then of its targets: the whole form or none of it, and pressed again it is there once`, async () => {
      await control.go('/ban/chi-tieu/moi');
      const enter = (): Promise<unknown> => control.submit({ so: number, ...dayBoxes('ngay', today), 'co-quan': 'Ủy ban nhân dân tỉnh' }, { form: '/ban/chi-tieu' });
      await killWebAtCommit(it, 'report_decision', 'INSERT', lost, enter, async () => assert.equal(await decisions(number), 0));
      assert.equal(await decisions(number), lost ? 0 : 1);
      await enter();
      assert.equal(control.page.h1, `Chỉ tiêu theo ${number}`, control.page.main.slice(0, 300));
      assert.equal(await decisions(number), 1);
      // Other measures for the second decision: the same for the same time would clash by rule.
      const add = (): Promise<unknown> => control.submit({ 'don-vi': ['2'], nam: year, ky: [quarter, 'nam'], do: lost ? 'online-share' : 'on-time-share', nhom: 'all', muc: '50' }, { form: '/them' });
      await killWebAtCommit(it, 'report_target', 'INSERT', lost, add, async () => assert.deepEqual(await targets(number), []));
      assert.deepEqual(await targets(number), lost ? [] : ['2 50.00', '2 50.00'], 'both rows of the form or neither');
      await add();
      if (!lost) assert.ok(control.page.errors.some((words) => /đã có chỉ tiêu này/u.test(words)), control.page.main.slice(0, 300));
      assert.deepEqual(await targets(number), ['2 50.00', '2 50.00']);
      await control.go('/ban/chi-tieu');
      assert.ok(control.page.main.includes(number));
    });
  }
  test('afterwards every dossier is what its events say', () => {
    const verified = it.program.command('verify');
    assert.equal(verified.status, 0, verified.out);
  });
});
