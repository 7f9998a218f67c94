import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { QUESTION_LIMITS } from '../../src/modules/notice/domain/index.ts';
import { DEMO_SHORT_NUMBER } from '../../src/wiring/config.ts';
import { GUESS_LIMITS } from '../../src/wiring/guess-limits.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { aCounterDossier, anOfficer } from '../support/people.ts';

const GUESSES = 10_000, AT_ONCE = 20;
const OWNER = '0900000006', MINUTE_MS = 60_000;
const NOT_FOUND = /^Chua tim thay ho so\. Soan HS <ma ho so> <ma bi mat> gui 8099\./u;

describe('what is written to the short number, from the telephone over SMPP to the answer', () => {
  let app: TestApp;
  let mine: { readonly code: string; readonly secret: string };
  let others: { readonly code: string; readonly secret: string };
  before(async () => {
    app = await startTestApp({ simulators: true });
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    const known = async (id: string): Promise<{ readonly code: string; readonly secret: string }> => ({ code: (await app.database.owner.query<{ code: string }>('SELECT code FROM dossier WHERE id = $1', [id])).rows[0]?.code ?? '', secret: app.core.dossier.trackingSecret(id) });
    mine = await known(await aCounterDossier(app, reception));
    others = await known(await aCounterDossier(app, reception, { name: 'Trần Văn Ba', personalId: '030194900007', phone: '0900000007' }));
    assert.ok(mine.code !== '' && others.code !== '' && mine.secret !== others.secret);
    await app.drainJobs();
  });
  after(() => app.close());
  // A day later: budgets of one number and the ten minutes of a code begin anew.
  beforeEach(() => { app.sms?.clear(); app.clock.forward(25 * 60 * MINUTE_MS); });

  const telephone = (number: string): string => number.replace(/^0/u, '84');
  const toldTo = (number: string): readonly string[] => (app.sms?.messages() ?? []).filter((one) => one.to === telephone(number)).map((one) => one.text);
  /** Answers leave two a minute to one number; what waits longer than an hour is dropped. */
  async function answersLeave(): Promise<void> {
    for (let minute = 0; minute < 7; minute++) { await app.drainJobs(); app.clock.forward(MINUTE_MS + 1000); }
  }
  const wrong = (n: number): string => `0${String(n).padStart(7, '2')}`;
  const outcomes = async (): Promise<Readonly<Record<string, number>>> => Object.fromEntries((await app.database.owner.query<{ outcome: string; n: number }>('SELECT outcome, count(*)::int AS n FROM notice_question WHERE received_at > $1 GROUP BY 1', [new Date(app.clock.now().getTime() - 60 * MINUTE_MS)])).rows.map((row) => [row.outcome, row.n]));

  test('SMS: empty, and nothing but emoji: taken from the centre, not answered, no word of it kept', async () => {
    for (const text of ['', '   ', '🙂', '🙂🙂🙂👍🏽']) await app.writeSms(OWNER, text);
    await answersLeave();
    assert.deepEqual(toldTo(OWNER), []);
    assert.deepEqual(await outcomes(), { empty: 4 });
    assert.equal((await app.database.owner.query('SELECT 1 FROM notice_question WHERE text_sealed IS NOT NULL OR sender_sealed IS NOT NULL')).rows.length, 0);
  });
  test('SMS: emoji around a right question do not hide it', async () => {
    await app.writeSms(OWNER, `🙏 HS ${mine.code} ${mine.secret} 🙂`);
    await answersLeave();
    assert.equal(toldTo(OWNER).length, 1);
    assert.match(toldTo(OWNER)[0] ?? '', new RegExp(`ho so ${mine.code} dang`, 'iu'));
  });
  test('SMS: 1,000 characters, in each of the ways in which long messages travel: at most one short answer a message', async () => {
    for (const [at, long] of (['header', 'fields', 'payload'] as const).entries()) {
      const from = `090000010${at}`;
      const said = await app.sms?.say({ from: telephone(from), to: DEMO_SHORT_NUMBER, text: `HS ${'k'.repeat(997)}`, long });
      assert.equal(said?.status, 0, long);
      await answersLeave();
      const answers = toldTo(from);
      assert.ok(answers.length >= 1 && answers.every((text) => NOT_FOUND.test(text) && text.length <= 160), `${long}: ${answers.join(' | ')}`);
      assert.equal(answers.length, 1, long);
    }
  });
  test('SMS: another’s code, without a secret, with the own dossier’s secret, with a wrong one: the same words, and nothing of the dossier', async () => {
    const from = '0911111111';
    for (const text of [`HS ${others.code}`, `HS ${others.code} ${mine.secret}`, `HS ${others.code} ${wrong(1)}`]) await app.writeSms(from, text);
    await answersLeave();
    const answers = toldTo(from);
    assert.equal(answers.length, 3);
    for (const text of answers) { assert.doesNotMatch(text, new RegExp(`${others.code}|dang|Tran|Ham Liem`, 'u')); assert.match(text, /soan HS <ma ho so> <ma bi mat>/iu); }
    assert.equal(new Set(answers.slice(-2)).size, 1, 'a wrong secret and a secret of another dossier are told the same');
  });

  test('SMS: 10,000 guesses from five telephones, two of them at a code that never was: the centre is rid of all of them, each number has its budget, nothing tells the codes apart', async (t) => {
    const never = mine.code.replace(/\d{4}$/u, '9876');
    const guessers = ['0922222220', '0922222221', '0922222222', '0922222223', '0922222224'];
    const guessed = (nth: number): string => (nth % 2 === 0 ? mine.code : never);
    let sent = 0;
    const taken = await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      let fine = 0;
      for (let n = sent++; n < GUESSES; n = sent++) { const said = await app.sms?.say({ from: telephone(guessers[n % 5] as string), to: DEMO_SHORT_NUMBER, text: `HS ${guessed(n % 5)} ${wrong(n)}` }); if (said?.status === 0) fine += 1; }
      return fine;
    }));
    assert.equal(taken.reduce((sum, one) => sum + one, 0), GUESSES, 'the centre keeps none of them');
    await answersLeave();
    const found = await outcomes();
    t.diagnostic(`${GUESSES} guesses: ${JSON.stringify(found)}; ${app.sms?.messages().length} answers left`);
    assert.equal(found['answer-status'], undefined, 'no guess was right');
    assert.ok(Object.values(found).reduce((sum, n) => sum + n, 0) <= guessers.length * QUESTION_LIMITS.keptPerDay, 'what is kept is bounded');
    const letGo = (await app.database.owner.query<{ n: number }>("SELECT coalesce(sum(used), 0)::int AS n FROM notice_spending WHERE channel = 'question-over'")).rows[0]?.n ?? 0;
    assert.ok(letGo >= GUESSES - guessers.length * QUESTION_LIMITS.keptPerDay, 'and the rest is counted');
    const told = guessers.map((number) => [...toldTo(number)].sort());
    for (const [nth, answers] of told.entries()) {
      assert.ok(answers.length >= 1 && answers.length <= QUESTION_LIMITS.answersPerDay, `${answers.length} answers to one number`);
      assert.deepEqual(answers, told[0], `number ${nth} guessed at ${nth % 2 === 0 ? 'a real code' : 'none'}`);
    }
    const looks = (await app.database.owner.query<{ tries: number }>('SELECT max(tries)::int AS tries FROM notice_guess')).rows[0]?.tries ?? 0;
    assert.ok(looks <= GUESS_LIMITS.code, `${looks} looks at most`);
    await app.writeSms(OWNER, `HS ${mine.code} ${mine.secret}`);
    await answersLeave();
    assert.equal(toldTo(OWNER).length, 1, 'the right owner is answered all the same');
    assert.match(toldTo(OWNER)[0] ?? '', new RegExp(`ho so ${mine.code} dang`, 'iu'));
  });
  test('SMS: guesses from so many telephones that the code itself has its limit: «wait» for all, the owner too, for ten minutes; a code that never was says the same', async () => {
    const never = mine.code.replace(/\d{4}$/u, '9875');
    const crowd = Array.from({ length: 12 }, (_, n) => `09333333${String(n).padStart(2, '0')}`);
    for (const [nth, code] of [mine.code, never].entries()) {
      for (const number of crowd) for (let n = 0; n < QUESTION_LIMITS.answersPerDay - 1; n++) await app.writeSms(number.replace('0933', nth === 0 ? '0933' : '0944'), `HS ${code} ${wrong(n)}`);
    }
    await app.drainJobs();
    const asking = { real: OWNER, none: '0955555555' };
    await app.writeSms(asking.real, `HS ${mine.code} ${mine.secret}`);
    await app.writeSms(asking.none, `HS ${never} ${mine.secret}`);
    await app.drainJobs();
    for (const [which, number] of Object.entries(asking)) assert.match(toldTo(number)[0] ?? '', /^Tin hoi sai nhieu lan lien tiep\. Anh\/chi cho 10 phut roi nhan lai\./u, which);
    app.clock.forward(GUESS_LIMITS.windowMs + MINUTE_MS);
    await app.writeSms(asking.real, `HS ${mine.code} ${mine.secret}`);
    await answersLeave();
    assert.match(toldTo(asking.real).at(-1) ?? '', new RegExp(`ho so ${mine.code} dang`, 'iu'));
  });
});
