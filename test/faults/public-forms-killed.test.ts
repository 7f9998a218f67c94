import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import type { Page, Visitor } from '../support/browse.ts';
import { holdingCommits } from '../support/held-commit.ts';
import { anOfficer } from '../support/people.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';
import { readCode } from '../support/read-code.ts';
import { until } from '../support/until.ts';

const SCREEN = '/thu-tuc/chung-thuc-ban-sao/dien-roi-in', INTAKE = '/ban/tiep-nhan/chung-thuc-ban-sao';
const FILLED = {
  requesterName: "H' Ƀrĕ Niê", requesterPaperType: '5', requesterPersonalId: '060302900001', requesterPhone: '0900 000 001',
  'documents.0.name': 'Bằng tốt nghiệp', 'documents.0.pages': '1', 'documents.0.copies': '3',
};

/** A printed form and feedback share one program: starting it takes longer than all that is done to it. */
let it: ProgramWithApp;
before(async () => { it = await startProgramWithApp(); });
after(() => it?.close());

describe('row 2: killed while a form is printed, and while the counter takes it in', { timeout: 400_000 }, () => {
  let person: Visitor;
  let officer: Visitor;
  let codes: readonly string[];
  before(async () => {
    person = it.app.visitor('chị Hoa');
    officer = (await anOfficer(it.app, 'tiepnhan.hamliem')).visitor;
    codes = await printed();
    assert.ok(codes.length >= 1);
  });

  /** The screen filled in and «In tờ khai» pressed; the codes on the sheet that comes. */
  async function printed(): Promise<readonly string[]> {
    await person.go(SCREEN);
    await person.submit(FILLED, { button: 'in' });
    return codesOn(person);
  }
  function codesOn(who: Visitor): readonly string[] {
    assert.equal(who.answer.status, 200, who.page.text.slice(0, 300));
    assert.equal(who.answer.headers.get('content-type'), 'application/pdf');
    return proofRead(who.answer.bytes).codes.map(readCode).filter((text): text is string => text?.startsWith('TK1') ?? false);
  }
  /** Presses «In tờ khai» while the press stands still, and answers once the web process has the order. */
  async function pressedWhilePressStands(who: Visitor): Promise<{ readonly press: number; readonly answer: Promise<Page | 'cut off'> }> {
    await who.go(SCREEN);
    // The press goes home after a while without work.
    await it.app.visitor().go('/thu-tuc/chung-thuc-ban-sao/to-khai.pdf');
    const press = it.program.pidOf('press');
    process.kill(press, 'SIGSTOP');
    const answer = who.submit(FILLED, { button: 'in' }).catch(() => 'cut off' as const);
    for (let round = 0; round < 5; round++) assert.equal((await fetch(`${it.program.base}/readyz`)).status, 200, 'the web process serves others meanwhile');
    return { press, answer };
  }
  // Files are left out: the worker makes the demo's papers all the while.
  const kept = async (): Promise<number> => Number((await it.owner.query('SELECT (SELECT count(*) FROM dossier_draft) + (SELECT count(*) FROM dossier_parked) + (SELECT count(*) FROM dossier) AS n')).rows[0].n);

  test('web killed while the sheet is printed: the filled-in screen is still the person’s, pressing again gives the same sheet, nothing was stored', async () => {
    const before = await kept();
    const { press, answer } = await pressedWhilePressStands(person);
    await it.program.kill('web');
    assert.equal(await answer, 'cut off', 'never half a file');
    process.kill(press, 'SIGCONT');
    await until('a press whose web process is gone goes too', () => !runs(press));
    await it.program.ready(30_000);
    // Her browser still shows the form: the token in it outlives the process.
    await person.submit(FILLED, { button: 'in' });
    assert.deepEqual(codesOn(person), codes);
    assert.equal(await kept(), before);
  });

  test('the press killed alone: a fresh one prints the sheet, the person notices nothing', async () => {
    const web = it.program.pidOf('web');
    const { press, answer } = await pressedWhilePressStands(person);
    await it.program.kill('press');
    await answer;
    assert.deepEqual(codesOn(person), codes);
    assert.notEqual(it.program.pidOf('press'), press);
    assert.equal(it.program.pidOf('web'), web, 'the web process went on');
  });

  test('the press killed each time: the fault is said to be ours, what was typed is there to be sent once more, and then the sheet comes', async () => {
    const { press, answer } = await pressedWhilePressStands(person);
    await it.program.kill('press');
    // The fresh one loads Typst and its fonts for far longer than it takes to find it.
    const parent = String(it.program.pidOf('web'));
    for (const late = Date.now() + 30_000; ; await pause(2)) {
      const fresh = spawnSync('pgrep', ['-P', parent, '-f', 'press-process.js'], { encoding: 'utf8' }).stdout.trim().split('\n').map(Number).find((pid) => pid > 0 && pid !== press);
      if (fresh !== undefined) { process.kill(fresh, 'SIGKILL'); break; }
      assert.ok(Date.now() < late, 'a fresh press starts');
    }
    await answer;
    assert.equal(person.page.status, 500);
    assert.match(person.page.h1, /Lỗi ở phía xã, không phải do anh\/chị/u);
    for (const words of [FILLED.requesterName, FILLED['documents.0.name']]) assert.ok(person.page.main.includes(words), words);
    await person.submit({}, { button: 'Gửi lại' });
    assert.deepEqual(codesOn(person), codes);
  });

  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit of the intake: the officer’s second press makes ${lost ? 'the' : 'no other'} dossier, nothing is doubled`, async () => {
      const before = await taken();
      await officer.go(INTAKE);
      await officer.submit({ 'to-khai.quet': codes.join('') }, { button: 'to-khai.doc' });
      assert.equal(officer.page.shown('requesterName'), FILLED.requesterName);
      // The name tells this intake from the other one.
      const form = { 'nguoi.ten': lost ? "H' Ƀrĕ Niê Một" : "H' Ƀrĕ Niê Hai", requesterName: lost ? "H' Ƀrĕ Niê Một" : "H' Ƀrĕ Niê Hai", 'giay-nhan': 'ban-chinh' };
      await holdingCommits(it.owner, 'dossier_event', 'INSERT', async (held) => {
        const sent = officer.submit(form, { button: 'nhan' }).then(() => 'answered', () => 'cut off');
        const pid = await held.waits();
        assert.deepEqual(await taken(), before, 'nobody sees it before it is whole');
        await it.program.kill('web');
        if (lost) await held.undo(pid);
        await held.letGo();
        assert.equal(await sent, 'cut off');
      });
      await it.program.ready(30_000);
      const one = { dossiers: before.dossiers + 1, received: before.received + 1, codes: before.codes + 1, effects: before.effects + 1 };
      assert.deepEqual(await taken(), lost ? before : one);
      // The screen is still on the desk, with its key.
      await officer.submit(form, { button: 'nhan' });
      assert.match(officer.page.h1, /^Đã nhận: H36\.23095-/u, officer.page.main.slice(0, 400));
      assert.deepEqual(await taken(), one);
      const shown = officer.page.h1;
      await officer.go(INTAKE);
      assert.deepEqual(await taken(), one);
      const { rows } = await it.owner.query<{ code: string }>('SELECT code FROM dossier WHERE code IS NOT NULL ORDER BY code DESC LIMIT 1');
      assert.ok(shown.includes(rows[0]?.code ?? '?'), 'the officer is shown the one that was made');
    });
  }
  const taken = async (): Promise<{ readonly dossiers: number; readonly received: number; readonly codes: number; readonly effects: number }> => (await it.owner.query(
    `SELECT (SELECT count(*)::int FROM dossier WHERE procedure_code = '2.000815' AND receiving_agency = 2) AS dossiers, (SELECT count(*)::int FROM dossier_event e JOIN dossier d ON d.id = e.dossier_id WHERE e.kind = 'received' AND d.receiving_agency = 2 AND d.procedure_code = '2.000815') AS received,
            (SELECT count(DISTINCT code)::int FROM dossier WHERE receiving_agency = 2 AND procedure_code = '2.000815') AS codes, (SELECT count(*)::int FROM dossier_effect WHERE route = 'dossier.receive-at-counter') AS effects`)).rows[0];
});

describe('row 14: killed while feedback is sent', { timeout: 400_000 }, () => {
  const SAID = 'Sáng nay ở quầy 2 tôi chờ hai giờ mà không ai gọi.';
  const cases = async (): Promise<readonly string[]> => (await it.owner.query<{ code: string }>('SELECT code FROM feedback_case ORDER BY code')).rows.map((row) => row.code);
  for (const lost of [true, false]) {
    test(`web killed ${lost ? 'inside' : 'right after'} the commit of a case: sent again from the same page it is there once, whole, its number the next one`, async () => {
      const person = it.app.visitor('chị Hoa');
      const before = await cases();
      await person.go('/phan-anh/gui?co-quan=2');
      const send = (): Promise<unknown> => person.submit({ 've-viec': 'behaviour', 'noi-dung': SAID, ten: 'Nguyễn Thị Hoa', 'dien-thoai': lost ? '0900 000 041' : '0900 000 042' }, { form: '/phan-anh/gui' });
      await holdingCommits(it.owner, 'feedback_case', 'INSERT', async (held) => {
        const sent = send().then(() => 'answered', () => 'cut off');
        const pid = await held.waits();
        assert.deepEqual(await cases(), before);
        await it.program.kill('web');
        if (lost) await held.undo(pid);
        await held.letGo();
        assert.equal(await sent, 'cut off');
      });
      await it.program.ready(30_000);
      assert.equal((await cases()).length, before.length + (lost ? 0 : 1));
      await send();
      assert.match(person.page.h1, /^Đã nhận phản ánh/u, person.page.main.slice(0, 300));
      const [code, ...more] = (await cases()).filter((one) => !before.includes(one));
      assert.ok(code !== undefined && more.length === 0, `one case, not ${1 + more.length}`);
      assert.ok(person.page.main.includes(code), 'she is shown the one that was made');
      const { rows: [whole] } = await it.owner.query<{ events: number; people: number; last: number }>("SELECT (SELECT count(*)::int FROM feedback_event e WHERE e.case_id = c.id) AS events, (SELECT count(*)::int FROM feedback_person p WHERE p.case_id = c.id) AS people, right(code, 4)::int AS last FROM feedback_case c WHERE code = $1", [code]);
      assert.deepEqual(whole, { events: 1, people: 1, last: Number(before.filter((one) => one.slice(0, -4) === code.slice(0, -4)).at(-1)?.slice(-4) ?? 0) + 1 });
    });
  }
  test('afterwards every dossier is what its events say', async () => {
    const verified = it.program.command('verify');
    assert.equal(verified.status, 0, verified.out);
  });
});
/** A process that ended and that nobody has asked about yet does not run any more. */
function runs(pid: number): boolean {
  try { return !/^State:\s*Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8')); } catch { return false; }
}
