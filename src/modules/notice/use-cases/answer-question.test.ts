import { after, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import { uuidV7 } from '../../../platform/crypto/ids.ts';
import { QUESTION_LIMITS } from '../domain/index.ts';
import type { ArrivedSms, Guesses, NoticeOutbox, QuestionInbox, SmsSender, StatusLookup } from '../ports.ts';
import { guessBook } from '../store/guess-book.ts';
import { noticeOutbox } from '../store/notice-outbox.ts';
import { questionInbox } from '../store/question-inbox.ts';
import { noticeJobs } from '../jobs/notice-jobs.ts';
import { answerQuestion } from './answer-question.ts';
import { keepQuestion } from './keep-question.ts';
import { sendNotice } from './send-notice.ts';

const ring: Keyring = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
const CODE = 'H36.21-260213-0042', SECRET = 'K7PM2QX4', HOA = '84912345678';
const LIMIT = 10, WINDOW_MS = 600_000;
let db: TestDatabase;
let inbox: QuestionInbox;
let outbox: NoticeOutbox;
let now = 0;
let looks: string[] = [];
const clock = { now: () => new Date(now) };
const ids = { uuid: () => uuidV7(now), secret: () => '' };
const lookup: StatusLookup = {
  agencyCodes: async () => ['H36', 'H36.21'],
  async find(code, secret) {
    looks.push(secret);
    return code === CODE && secret === SECRET ? { dossierId: '00000000-0000-7000-8000-00000000d001', agencyId: 7, code: CODE, status: 'processing', agencyName: { vi: 'UBND xã Hàm Liêm', en: 'Hàm Liêm' }, helpPhone: '0252 386 8888', dueAt: new Date('2026-02-13T10:00:00Z'), nextDue: new Date('2026-02-13T10:00:00Z') } : null;
  },
};
let guesses: Guesses;
const deps = (over: Partial<{ inbox: QuestionInbox }> = {}) => ({ inbox: over.inbox ?? inbox, lookup, guesses, ids, clock, helpPhone: '' });
before(async () => {
  db = await openTestDatabase();
  [inbox, outbox] = [questionInbox(db.worker, ring), noticeOutbox(db.worker, ring)];
  const book = guessBook(db.worker, ring);
  guesses = { windowMs: WINDOW_MS, async take(who) { return (await book.count(`sms:${who}`, 1, clock.now(), WINDOW_MS)).tries <= LIMIT; }, async right(who) { await book.count(`sms:${who}`, -1, clock.now(), WINDOW_MS); } };
});
after(async () => { await db.close(); });
beforeEach(async () => {
  now = Date.parse('2026-02-13T02:00:00Z');
  looks = [];
  await db.owner.query('DELETE FROM notice_question; DELETE FROM notice_guess; DELETE FROM notice_attempt; DELETE FROM notice_spending; DELETE FROM notice_message; DELETE FROM graphile_worker._private_jobs');
});
const write = (text: string, over: Partial<ArrivedSms> = {}): Promise<string> => { now += 1; return keepQuestion({ inbox, ids, clock }, { from: HOA, to: '8099', text, mark: null, ...over }); };
const rows = async <Row extends object>(text: string): Promise<Row[]> => (await db.owner.query<Row>(text)).rows;
const waiting = async (): Promise<string[]> => (await rows<{ id: string }>("SELECT id FROM notice_question WHERE state = 'waiting' ORDER BY received_at, id")).map((row) => row.id);
const settleAll = async (): Promise<string[]> => { const ends = []; for (const id of await waiting()) ends.push(await answerQuestion(deps(), id)); return ends; };
const outcomes = async (): Promise<string[]> => (await rows<{ outcome: string }>('SELECT outcome FROM notice_question ORDER BY received_at, id')).map((row) => row.outcome);
async function sent(): Promise<string[]> {
  const texts: string[] = [];
  const sms: SmsSender = { send: async ({ reference, text, from, to }) => { texts.push(`${from}>${to} ${text}`); return { kind: 'accepted', providerId: reference }; }, checkConfig: async () => [], close: async () => undefined };
  for (const { id } of await rows<{ id: string }>("SELECT id FROM notice_message WHERE state = 'queued' ORDER BY created_at, id")) await sendNotice({ outbox, senders: { sms, email: null }, clock }, id);
  return texts;
}

test('a question is kept sealed with its job, answered once from the number that was asked, and its secret erased', async () => {
  assert.equal(await write(`HS ${CODE} ${SECRET}`), 'kept');
  assert.doesNotMatch(JSON.stringify(await rows('SELECT * FROM notice_question')), /912345678|K7PM/u);
  const [id] = await waiting();
  assert.deepEqual((await rows<{ key: string }>('SELECT key FROM graphile_worker.jobs')).map((job) => job.key), [`question:${id}`]);
  assert.deepEqual(await settleAll(), ['answered']);
  assert.equal(await answerQuestion(deps(), id ?? ''), 'settled', 'a second job finds nothing to do');
  assert.deepEqual(await rows('SELECT state, outcome, sender_sealed, text_sealed FROM notice_question'), [{ state: 'answered', outcome: 'answer-status', sender_sealed: null, text_sealed: null }]);
  assert.deepEqual(await sent(), ['8099>84912345678 UBND xa Ham Liem: Ho so H36.21-260213-0042 dang duoc giai quyet. Hen tra truoc 17:00 13/2/2026. Hoi: 02523868888']);
  assert.deepEqual(await rows('SELECT agency_id, dossier_code, template FROM notice_message'), [{ agency_id: 7, dossier_code: CODE, template: 'answer-status' }]);
});
test('what the centre brings again is one question: by its own number for ever, without one for five minutes', async () => {
  assert.deepEqual([await write('HS', { mark: 'm1' }), await write('HS', { mark: 'm1' }), await write('HS', { mark: 'm2' })], ['kept', 'known', 'kept']);
  now += 3 * 86_400_000;
  assert.equal(await write('HS', { mark: 'm1' }), 'known');
  assert.deepEqual(await Promise.all([write('HS x'), write('HS x'), write('HS x')]).then((all) => all.sort()), ['kept', 'known', 'known'], 'also over two connections at once');
  now += (QUESTION_LIMITS.sameWithinSeconds + 1) * 1000;
  assert.equal(await write('HS x'), 'kept', 'asked again later it is a question of its own');
  assert.equal(await write('HS x', { from: '84987654321' }), 'kept');
});
test('killed between the look and the writing down: the next run answers, once', async () => {
  await write(`HS ${CODE} ${SECRET}`);
  const [id] = await waiting();
  await assert.rejects(answerQuestion(deps({ inbox: { ...inbox, settle: () => Promise.reject(new Error('killed here')) } }), id ?? ''), /killed here/u);
  assert.deepEqual(await Promise.all([answerQuestion(deps(), id ?? ''), answerQuestion(deps(), id ?? '')]).then((all) => all.sort()), ['answered', 'settled']);
  assert.equal((await rows('SELECT 1 FROM notice_message')).length, 1);
});
test('a question whose job was lost is answered by the sweep', async () => {
  await write('HELP');
  await db.owner.query('DELETE FROM graphile_worker._private_jobs');
  const handlers = noticeJobs({ source: { read: async () => null }, outbox, senders: { sms: null, email: null }, ids, clock, questions: { inbox, lookup, guesses, helpPhone: '', forgetGuesses: async () => undefined } });
  await handlers['sweep-notices']({}, { attempt: 1, jobId: '1' });
  assert.equal((await waiting()).length, 1, 'a fresh one still has its job');
  now += 61_000;
  await handlers['sweep-notices']({}, { attempt: 1, jobId: '1' });
  assert.deepEqual(await outcomes(), ['answer-how']);
});
test('wrong code, wrong secret, rubbish and a thousand letters are answered alike; pictures and machines are not', async () => {
  for (const text of [`HS ${CODE} 00000000`, `HS H36.21-260213-9999 ${SECRET}`, 'xin chào xã', 'y'.repeat(1000)]) await write(text);
  for (const [text, from] of [['', HOA], ['🙂🙂🙂', HOA], [`HS ${CODE} ${SECRET}`, 'VIETTEL'], ['HS', '9029'], ['HS', '02523868888']] as const) await write(text, { from });
  await settleAll();
  assert.deepEqual(await outcomes(), ['answer-not-found', 'answer-not-found', 'answer-not-found', 'answer-not-found', 'empty', 'empty', 'not-a-person', 'not-a-person', 'not-a-person']);
  const texts = new Set<string>();
  for (let minute = 0; minute < 5; minute += 1) { for (const text of await sent()) texts.add(text); now += 61_000; }
  assert.deepEqual([...texts], ['8099>84912345678 Chua tim thay ho so. Soan HS <ma ho so> <ma bi mat> gui 8099. VD: HS H36.21-260213-0042 K7PM2QX4. Hai ma in tren giay hen.']);
});
test('another person’s code without its secret tells nothing; with it, anybody who holds the slip may ask', async () => {
  await write(`HS ${CODE} K7PM2QX5`, { from: '84987654321' });
  await write(`HS ${CODE} ${SECRET}`, { from: '84987654321' });
  await settleAll();
  assert.deepEqual(await outcomes(), ['answer-not-found', 'answer-status']);
});
test('ten answers a day to one number, the tenth says so; next day again', async () => {
  for (let n = 0; n < 15; n += 1) { await write(`HS ${CODE} ${SECRET}`, { mark: `d${n}` }); now += 61_000; await settleAll(); }
  assert.deepEqual(await outcomes(), [...Array<string>(9).fill('answer-status'), 'answer-enough', ...Array<string>(5).fill('over-day')]);
  now += 86_400_000;
  await write(`HS ${CODE} ${SECRET}`, { mark: 'next day' });
  await settleAll();
  assert.equal((await outcomes()).at(-1), 'answer-status');
});
const GUESSES = 10_000;
test('ten thousand guesses from one number: ten looks at most in ten minutes, fifty kept in a day, never an answer that tells', async () => {
  let kept = 0;
  for (let n = 0; n < GUESSES; n += 1) if (await write(`HS ${CODE} ${String(n).padStart(8, '0')}`) === 'kept') kept += 1;
  assert.equal(kept, QUESTION_LIMITS.keptPerDay);
  const concurrent = await waiting();
  await Promise.all(concurrent.map((id) => answerQuestion(deps(), id)));
  assert.ok(looks.length <= LIMIT, `${looks.length} looks, though all ran at once`);
  const told = await outcomes();
  assert.ok(!told.includes('answer-status'));
  assert.equal((await rows<{ used: number }>("SELECT used FROM notice_spending WHERE channel = 'question-over'"))[0]?.used, GUESSES - QUESTION_LIMITS.keptPerDay);
});
test('the right secret after ten wrong ones is not looked at until the time is over', async () => {
  for (let n = 0; n < LIMIT; n += 1) await guesses.take(HOA, CODE);
  await write(`HS ${CODE} ${SECRET}`, { mark: 'a' });
  await write(`HS ${CODE} ${SECRET}`, { mark: 'b' });
  await settleAll();
  assert.deepEqual([await outcomes(), looks], [['answer-wait', 'told-to-wait'], []]);
  now += WINDOW_MS + 1000;
  await write(`HS ${CODE} ${SECRET}`, { mark: 'c' });
  await settleAll();
  assert.equal((await outcomes()).at(-1), 'answer-status');
  for (let n = 0; n < 30; n += 1) { assert.ok(await guesses.take(HOA, CODE)); await guesses.right(HOA, CODE); }
});
test('over the hour’s measure of the whole installation the centre is told to keep it', async () => {
  await db.owner.query("INSERT INTO notice_spending (channel, hour, used) VALUES ('question', '2026-02-13T02:00:00Z', $1)", [QUESTION_LIMITS.takenPerHour]);
  await assert.rejects(write('HS'), /in this hour/u);
  assert.deepEqual(await waiting(), []);
  now += 3_600_000;
  assert.equal(await write('HS'), 'kept');
});
test('an answer that could not leave within the hour is dropped, not sent stale', async () => {
  await write(`HS ${CODE} ${SECRET}`);
  await settleAll();
  now += QUESTION_LIMITS.answerWithinSeconds * 1000 + 1000;
  assert.deepEqual(await sent(), []);
  assert.deepEqual(await rows('SELECT state, cause_of_failure FROM notice_message'), [{ state: 'dead', cause_of_failure: 'expired' }]);
});
test('asking does not use up what owed messages may cost', async () => {
  for (let n = 0; n < 3; n += 1) { await write('HELP', { mark: `h${n}` }); }
  await settleAll();
  await outbox.add([{ id: ids.uuid(), cause: 'd:1', dossierId: ids.uuid(), dossierCode: CODE, agencyId: 7, channel: 'sms', to: HOA, moment: 'received', templateVersion: 1, lang: 'vi', subject: null, text: 'Da tiep nhan' }], clock.now());
  const texts = await sent();
  assert.equal(texts.filter((text) => text.includes('Da tiep nhan')).length, 1);
  assert.equal(texts.length, 3, 'two answers a minute and the owed message');
});
