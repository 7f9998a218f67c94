import { after, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import { uuidV7 } from '../../../platform/crypto/ids.ts';
import type { FailureCause, SendOutcome } from '../domain/index.ts';
import type { MailSender, NewNotice, NoticeOutbox, SmsSender } from '../ports.ts';
import { noticeOutbox } from '../store/notice-outbox.ts';
import { noticeDesk } from '../store/notice-desk.ts';
import { noticeJobs, noteReceiptJob } from '../jobs/notice-jobs.ts';
import { sendNotice } from './send-notice.ts';
import { retryNotice, retryNoticesOf } from './retry-notice.ts';
import { forgetOldNotices, sweepNotices } from './sweep-notices.ts';

const ring: Keyring = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
const OFFICER = '00000000-0000-7000-8000-000000000001';
let db: TestDatabase;
let outbox: NoticeOutbox;
let now = Date.parse('2026-02-13T02:00:00Z');
const clock = { now: () => new Date(now) };
const wait = (seconds: number): void => { now += seconds * 1000; };

/** A provider that remembers what it was handed and answers as told. */
interface FakeSms extends SmsSender { readonly taken: { reference: string; to: string; text: string }[]; answer: (reference: string) => Promise<SendOutcome> }
const accepted = async (reference: string): Promise<SendOutcome> => ({ kind: 'accepted', providerId: `P-${reference}` });
const failing = (cause: FailureCause) => async (): Promise<SendOutcome> => ({ kind: 'failed', cause, detail: 'x' });
let sms: FakeSms;
const mail: MailSender & { taken: { to: string; subject: string; html: string }[] } = { taken: [], async send(message) { this.taken.push(message); return { kind: 'accepted', providerId: 'M' }; }, checkConfig: async () => [], close: async () => undefined };

before(async () => { db = await openTestDatabase(); outbox = noticeOutbox(db.worker, ring); });
after(async () => { await db.close(); });
beforeEach(async () => {
  await db.owner.query('DELETE FROM notice_attempt; DELETE FROM notice_spending; DELETE FROM notice_message; DELETE FROM graphile_worker._private_jobs');
  sms = { taken: [], answer: accepted, async send(message) { this.taken.push(message); return this.answer(message.reference); }, checkConfig: async () => [], close: async () => undefined };
});
const deps = (over: Partial<{ outbox: NoticeOutbox }> = {}) => ({ outbox: over.outbox ?? outbox, senders: { sms, email: mail }, clock });
let made = 0;
const notice = (over: Partial<NewNotice> = {}): NewNotice => {
  made += 1;
  return { id: uuidV7(now), cause: `d:${made}`, dossierId: uuidV7(now), dossierCode: 'H36.21-260213-0042', agencyId: 7, channel: 'sms', to: `8491${String(made).padStart(7, '0')}`, moment: 'received', templateVersion: 1, lang: 'vi', subject: null, text: 'Da tiep nhan', ...over };
};
const owed = async (over: Partial<NewNotice> = {}): Promise<NewNotice> => { const one = notice(over); await outbox.add([one], clock.now()); return one; };
const row = async (id: string) => (await db.owner.query('SELECT * FROM notice_message WHERE id = $1', [id])).rows[0] as Record<string, unknown>;
const jobs = async () => (await db.owner.query("SELECT key, run_at FROM graphile_worker.jobs WHERE task_identifier = 'send-notice' ORDER BY run_at")).rows as { key: string; run_at: Date }[];

test('a message is stored sealed, with its job, once for one cause', async () => {
  const one = await owed({ to: '84912345678', text: 'Noi dung rieng' });
  assert.equal(await outbox.add([{ ...one, id: uuidV7(now) }], clock.now()), 0, 'planning again stores nothing');
  const stored = JSON.stringify(await row(one.id));
  assert.doesNotMatch(stored, /912345678|Noi dung/u);
  assert.deepEqual((await jobs()).map((job) => job.key), [`notice:${one.id}`]);
});
test('storing and its jobs fail or succeed together', async () => {
  const good = notice();
  await assert.rejects(outbox.add([good, { ...notice(), agencyId: Number.NaN }], clock.now()));
  assert.equal(await row(good.id), undefined);
  assert.deepEqual(await jobs(), []);
});
test('it is sent with its id as reference and recorded', async () => {
  const one = await owed();
  assert.equal(await sendNotice(deps(), one.id), 'sent');
  assert.deepEqual(sms.taken, [{ reference: one.id, to: one.to, text: one.text }]);
  const stored = await row(one.id);
  assert.deepEqual([stored['state'], stored['provider_id'], stored['attempts']], ['sent', `P-${one.id}`, 1]);
  assert.equal(await sendNotice(deps(), one.id), 'done', 'a second job for it does nothing');
  assert.equal(sms.taken.length, 1);
});
test('e-mail goes to the mail sender with subject and HTML', async () => {
  const one = await owed({ channel: 'email', to: 'hoa@example.vn', subject: 'Hồ sơ 1: đã tiếp nhận', text: 'Kính gửi <anh/chị>' });
  assert.equal(await sendNotice(deps(), one.id), 'sent');
  assert.deepEqual([mail.taken[0]?.to, mail.taken[0]?.subject], ['hoa@example.vn', 'Hồ sơ 1: đã tiếp nhận']);
  assert.match(mail.taken[0]?.html ?? '', /&lt;anh\/chị&gt;/u);
});
test('killed between the provider’s yes and our writing it down: sent again under the same reference after the lease, once', async () => {
  const one = await owed();
  const dies: NoticeOutbox = { ...outbox, finish: () => Promise.reject(new Error('killed here')) };
  await assert.rejects(sendNotice(deps({ outbox: dies }), one.id), /killed here/u);
  assert.equal((await row(one.id))['state'], 'sending');
  wait(30);
  assert.equal(await sendNotice(deps(), one.id), 'later', 'while the lease runs nobody else takes it');
  assert.equal(sms.taken.length, 1);
  wait(100);
  assert.deepEqual(await outbox.due(clock.now(), 10), [one.id], 'the sweep finds it even if its job is lost');
  assert.equal(await sendNotice(deps(), one.id), 'sent');
  assert.deepEqual(sms.taken.map((taken) => taken.reference), [one.id, one.id]);
  assert.deepEqual([(await row(one.id))['state'], (await row(one.id))['attempts'], (await row(one.id))['failures']], ['sent', 2, 1]);
});
test('killed before anything was sent: sent exactly once afterwards', async () => {
  const one = await owed();
  sms.answer = () => Promise.reject(new Error('killed before the socket'));
  await assert.rejects(sendNotice(deps(), one.id));
  sms.taken.length = 0;
  sms.answer = accepted;
  wait(121);
  assert.equal(await sendNotice(deps(), one.id), 'sent');
  assert.equal(sms.taken.length, 1);
});
test('a holder frozen past its lease wakes up and may no longer write', async () => {
  const one = await owed();
  let wake = (): void => undefined;
  let inside = (): void => undefined;
  const isInside = new Promise<void>((resolve) => { inside = resolve; });
  sms.answer = (reference) => new Promise((resolve) => { wake = () => resolve({ kind: 'failed', cause: 'recipient-refused', detail: reference }); inside(); });
  const frozen = sendNotice(deps(), one.id);
  await isInside;
  wait(121);
  sms.answer = accepted;
  assert.equal(await sendNotice(deps(), one.id), 'sent');
  wake();
  assert.equal(await frozen, 'overtaken');
  assert.equal((await row(one.id))['state'], 'sent');
});
test('two workers at once: one sends', async () => {
  const one = await owed();
  const results = await Promise.all([sendNotice(deps(), one.id), sendNotice(deps(), one.id), sendNotice(deps(), one.id)]);
  assert.equal(results.filter((result) => result === 'sent').length, 1);
  assert.equal(sms.taken.length, 1);
});
test('a message that ends the process every time is put aside', async () => {
  const one = await owed();
  sms.answer = () => Promise.reject(new Error('dies'));
  for (let i = 0; i < 6; i += 1) { await sendNotice(deps(), one.id).catch(() => undefined); wait(121); }
  assert.equal(await sendNotice(deps(), one.id), 'done');
  assert.deepEqual([(await row(one.id))['state'], (await row(one.id))['cause_of_failure']], ['dead', 'interrupted']);
});
test('a provider that is down is tried after 60 s, 5 min, 1 h, 1 day, 2 days, then the message is dead with its cause', async () => {
  const one = await owed();
  sms.answer = failing('unreachable');
  for (const seconds of [60, 300, 3600, 86_400, 172_800]) {
    assert.equal(await sendNotice(deps(), one.id), 'failed');
    const stored = await row(one.id);
    assert.deepEqual([stored['state'], (stored['due_at'] as Date).getTime() - now], ['queued', seconds * 1000]);
    assert.equal((await jobs()).at(-1)?.run_at.getTime(), now + seconds * 1000);
    wait(seconds - 1);
    assert.equal(await sendNotice(deps(), one.id), 'later', 'not before its time');
    wait(1);
  }
  assert.equal(await sendNotice(deps(), one.id), 'failed');
  assert.deepEqual([(await row(one.id))['state'], (await row(one.id))['cause_of_failure'], (await row(one.id))['attempts']], ['dead', 'unreachable', 6]);
});
test('a number that does not exist is not tried again', async () => {
  const one = await owed();
  sms.answer = failing('recipient-refused');
  assert.equal(await sendNotice(deps(), one.id), 'failed');
  assert.equal((await row(one.id))['state'], 'dead');
});
test('without a provider the message waits and says why', async () => {
  const one = await owed();
  assert.equal(await sendNotice({ outbox, clock, senders: { sms: null, email: null } }, one.id), 'failed');
  assert.deepEqual([(await row(one.id))['state'], (await row(one.id))['cause_of_failure']], ['queued', 'not-configured']);
});
test('one message a minute to one number; the others wait, none is lost', async () => {
  const same = await Promise.all([1, 2, 3].map(() => owed({ to: '84987654321' })));
  const results = await Promise.all(same.map((one) => sendNotice(deps(), one.id)));
  assert.deepEqual(results.sort(), ['later', 'later', 'sent'], 'also when three workers ask in the same moment');
  const held = (await db.owner.query("SELECT held_by_budget FROM notice_message WHERE state = 'queued'")).rows;
  assert.deepEqual(held, [{ held_by_budget: 'sms.number.minute' }, { held_by_budget: 'sms.number.minute' }]);
  wait(61);
  const second = await Promise.all(same.map((one) => sendNotice(deps(), one.id)));
  assert.equal(second.filter((result) => result === 'sent').length, 1);
  wait(61);
  await Promise.all(same.map((one) => sendNotice(deps(), one.id)));
  assert.equal(new Set(sms.taken.map((taken) => taken.reference)).size, 3);
});
test('a refused number does not use up its budget, a doubtful sending does', async () => {
  sms.answer = failing('busy');
  await sendNotice(deps(), (await owed({ to: '84911111111' })).id);
  sms.answer = accepted;
  assert.equal(await sendNotice(deps(), (await owed({ to: '84911111111' })).id), 'sent');
  sms.answer = failing('no-reply');
  await sendNotice(deps(), (await owed({ to: '84922222222' })).id);
  sms.answer = accepted;
  assert.equal(await sendNotice(deps(), (await owed({ to: '84922222222' })).id), 'later');
});
test('the whole site has a budget by the hour', async () => {
  now = Date.parse('2026-03-01T02:30:00Z');
  const small = noticeOutbox(db.worker, ring, { sms: [{ name: 'sms.site.hour', per: 'site', seconds: 3600, most: 2 }], email: [], answer: [] });
  const three = [await owed(), await owed(), await owed()];
  const results = [];
  for (const one of three) results.push(await sendNotice(deps({ outbox: small }), one.id));
  assert.deepEqual(results, ['sent', 'sent', 'later']);
  assert.equal(((await row(three[2]?.id ?? ''))['due_at'] as Date).toISOString(), '2026-03-01T03:00:00.000Z');
  const desk = noticeDesk(db.app, ring, { kind: 'officer', officerId: OFFICER, agencyIds: [7] }, { sms: [{ name: 's', per: 'site', seconds: 3600, most: 2 }], email: [], answer: [] });
  assert.deepEqual((await desk.summary(clock.now())).exhausted, ['sms']);
  wait(1800);
  assert.equal(await sendNotice(deps({ outbox: small }), three[2]?.id ?? ''), 'sent');
});
test('the sweep wakes what is due and forgotten', async () => {
  const one = await owed();
  await db.owner.query('DELETE FROM graphile_worker._private_jobs');
  assert.equal(await sweepNotices({ outbox, clock }), 1);
  assert.deepEqual((await jobs()).map((job) => job.key), [`notice:${one.id}`]);
});
test('a delivery receipt is written down, also when it comes before our own commit', async () => {
  const one = await owed();
  const handlers = noticeJobs({ ...deps(), source: { read: async () => null }, ids: { uuid: () => uuidV7(now), secret: () => '' } });
  const receipt = noteReceiptJob({ providerId: `P-${one.id}`, delivered: false });
  await assert.rejects(handlers['note-receipt'](receipt.payload, { attempt: 1, jobId: '1' }), /no message/u);
  await sendNotice(deps(), one.id);
  await handlers['note-receipt'](receipt.payload, { attempt: 2, jobId: '1' });
  assert.equal((await row(one.id))['delivery'], 'undelivered');
  await handlers['note-receipt'](noteReceiptJob({ providerId: 'of somebody else', delivered: true }).payload, { attempt: 5, jobId: '1' });
});
test('the administrator sees the failed ones of the own agencies, masked, and puts them back', async () => {
  const desk = noticeDesk(db.app, ring, { kind: 'officer', officerId: OFFICER, agencyIds: [7] });
  const one = await owed({ to: '84933333333' });
  const other = await owed({ agencyId: 8 });
  sms.answer = failing('recipient-refused');
  await sendNotice(deps(), one.id);
  await sendNotice(deps(), other.id);
  const { rows } = await desk.failed({ channel: 'sms', cause: 'recipient-refused' }, null);
  assert.deepEqual(rows.map((found) => [found.id, found.recipient, found.cause]), [[one.id, '8493***333', 'recipient-refused']]);
  assert.deepEqual(await retryNotice({ desk, clock }, other.id, OFFICER), { ok: false, refusal: 'not-failed' }, 'another agency’s message does not exist here');
  assert.deepEqual(await retryNotice({ desk, clock }, one.id, OFFICER), { ok: true, value: null });
  assert.deepEqual(await retryNotice({ desk, clock }, one.id, OFFICER), { ok: false, refusal: 'not-failed' }, 'pressed twice it is put back once');
  const stored = await row(one.id);
  assert.deepEqual([stored['state'], stored['failures'], stored['retried_by']], ['queued', 0, OFFICER]);
  sms.answer = accepted;
  wait(61);
  assert.equal(await sendNotice(deps(), one.id), 'sent');
  assert.equal(await retryNoticesOf({ desk, clock }, { channel: 'sms', cause: 'recipient-refused' }, OFFICER), 0);
  assert.deepEqual((await noticeDesk(db.app, ring, { kind: 'citizen', citizenId: OFFICER }).failed({ channel: 'sms', cause: 'recipient-refused' }, null)).rows, [], 'a citizen sees nothing here');
});
test('the web role can neither read another agency’s messages nor change what was owed', async () => {
  const one = await owed();
  assert.deepEqual(await db.app.read.query({ text: 'SELECT id FROM notice_message' }), []);
  await assert.rejects(db.app.write.query({ text: 'UPDATE notice_message SET body_sealed = $1', values: ['x'] }), /permission denied/u);
  await assert.rejects(db.app.write.query({ text: 'DELETE FROM notice_message WHERE id = $1', values: [one.id] }), /permission denied/u);
});
test('after half a year recipient and body are forgotten, the record stays', async () => {
  const one = await owed();
  await sendNotice(deps(), one.id);
  wait(181 * 86_400);
  assert.equal(await forgetOldNotices({ outbox, clock }), 1);
  const stored = await row(one.id);
  assert.deepEqual([stored['recipient_sealed'], stored['body_sealed'], stored['state']], [null, null, 'sent']);
});
