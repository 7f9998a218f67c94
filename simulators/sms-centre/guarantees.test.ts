import { after, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { smppSender } from '../../src/adapters/sms-smpp/sms-smpp.ts';
import { noticeOutbox, sendNotice, type NewNotice, type NoticeOutbox, type SmsSender } from '../../src/modules/notice/index.ts';
import { uuidV7 } from '../../src/platform/crypto/ids.ts';
import { startSmsCentre, type SmsCentre } from './sms-centre.ts';

/** What holds when the centre does not: every message arrives, and none twice by our doing. */
const MANY = 60;
let db: TestDatabase;
let outbox: NoticeOutbox;
let now = 0;
const clock = { now: () => new Date(now) };
before(async () => { db = await openTestDatabase(); outbox = noticeOutbox(db.worker, { current: 'k', keys: { k: randomBytes(32) }, lookup: randomBytes(32) }); });
after(async () => { await db.close(); });
beforeEach(async () => {
  now = Date.parse('2026-02-13T02:00:00Z');
  await db.owner.query('DELETE FROM notice_attempt; DELETE FROM notice_spending; DELETE FROM notice_message; DELETE FROM graphile_worker._private_jobs');
});
const senderFor = (port: number): SmsSender => smppSender({ host: '127.0.0.1', port, systemId: 'motcua', password: 'secret', from: 'UBNDHAMLIEM', referenceTlv: 0x1501, window: 20, bindSeconds: 2, answerSeconds: 3, backoffSeconds: 0.1, backoffMostSeconds: 0.2 }, async (receipt) => { await outbox.recordReceipt(receipt, clock.now()); });
async function owe(): Promise<readonly NewNotice[]> {
  const many = Array.from({ length: MANY }, (_, n): NewNotice => ({ id: uuidV7(now), cause: `d:${n}`, dossierId: uuidV7(now), dossierCode: 'X', agencyId: 1, channel: 'sms', to: `849${String(n).padStart(8, '0')}`, moment: 'received', templateVersion: 1, lang: 'vi', subject: null, text: `Da tiep nhan ${n}` }));
  await outbox.add(many, clock.now());
  return many;
}
/** Everything that is due, at once, as the workers do it; then time passes to the next try, until nothing waits. */
async function work(sms: SmsSender, rounds: number, between?: (round: number) => Promise<void>): Promise<number> {
  for (let round = 0; round < rounds; round += 1) {
    const due = await outbox.due(clock.now(), 1_000);
    await Promise.all(due.map((id) => sendNotice({ outbox, senders: { sms, email: null }, clock }, id)));
    const { rows } = await db.owner.query<{ n: number; next: Date | null }>("SELECT count(*)::int AS n, min(due_at) AS next FROM notice_message WHERE state IN ('queued', 'sending')");
    if (rows[0]?.n === 0) return round + 1;
    now = Math.max(now, rows[0]?.next?.getTime() ?? now) + 1000;
    await between?.(round);
  }
  return rounds;
}
const states = async (): Promise<unknown> => Object.fromEntries((await db.owner.query<{ state: string; n: number }>('SELECT state, count(*)::int AS n FROM notice_message GROUP BY state')).rows.map((row) => [row.state, row.n]));
const doubled = (sms: SmsCentre): number => sms.messages().reduce((sum, one) => sum + one.repeats, 0);

test('the centre is away for a while: all wait, then each arrives once', async () => {
  const first = await startSmsCentre({ port: 0, referenceTlv: 0x1501 });
  const { port } = first;
  await first.close();
  const sender = senderFor(port);
  let again: SmsCentre | null = null;
  try {
    const many = await owe();
    await work(sender, 6, async (round) => { if (round === 1) { again = await startSmsCentre({ port, referenceTlv: 0x1501 }); await pause(300); } });
    assert.deepEqual(await states(), { sent: MANY });
    assert.deepEqual(new Set(again!.messages().map((one: { reference: string }) => one.reference)), new Set(many.map((one) => one.id)));
    assert.equal(doubled(again!), 0);
  } finally { await sender.close(); await (again as SmsCentre | null)?.close(); }
});
test('told to slow down, the line slows down; told that the queue is full, it comes again: none lost, none doubled', async () => {
  const sms = await startSmsCentre({ port: 0, referenceTlv: 0x1501, behaviour: { perSecond: 25 } });
  const sender = senderFor(sms.port);
  try {
    await owe();
    await work(sender, 6);
    assert.deepEqual(await states(), { sent: MANY });
    assert.deepEqual([sms.messages().length, doubled(sms)], [MANY, 0]);
    sms.clear();
    await db.owner.query('DELETE FROM notice_attempt; DELETE FROM notice_message');
    sms.behave({ perSecond: 0, mode: 'refuse', status: 0x14 });
    await owe();
    await work(sender, 6, async (round) => { if (round === 0) sms.behave({ mode: 'normal' }); });
    assert.deepEqual(await states(), { sent: MANY });
    assert.deepEqual([sms.messages().length, doubled(sms)], [MANY, 0], 'what was refused was not taken');
  } finally { await sender.close(); await sms.close(); }
});
test('the line breaks in mid-window: what was taken unanswered is sent again under its reference, no more than a window, and each person reads it once', async () => {
  const sms = await startSmsCentre({ port: 0, referenceTlv: 0x1501, behaviour: { delayMs: 60 } });
  const sender = senderFor(sms.port);
  try {
    await owe();
    const cutting = (async () => { for (let n = 0; n < 3; n += 1) { await pause(100); sms.dropAll(); } })();
    await work(sender, 8);
    await cutting;
    await work(sender, 8);
    assert.deepEqual(await states(), { sent: MANY });
    assert.equal(sms.messages().length, MANY);
    assert.ok(doubled(sms) <= 3 * 20, `${doubled(sms)} repetitions after three cuts with twenty on their way`);
  } finally { await sender.close(); await sms.close(); }
});
test('a centre that keeps a message and dies each time: the same reference comes again, the person reads it once', async () => {
  const sms = await startSmsCentre({ port: 0, referenceTlv: 0x1501, behaviour: { mode: 'die' } });
  const sender = senderFor(sms.port);
  try {
    await owe();
    await work(sender, 8, async (round) => { await pause(250); if (round === 1) sms.behave({ mode: 'normal' }); });
    assert.deepEqual(await states(), { sent: MANY });
    assert.equal(new Set(sms.messages().map((one) => one.reference)).size, MANY);
    assert.equal(sms.messages().length, MANY);
  } finally { await sender.close(); await sms.close(); }
});
test('doubled answers and doubled receipts change nothing: the first number stands, and its receipt finds the message', async () => {
  const sms = await startSmsCentre({ port: 0, referenceTlv: 0x1501, behaviour: { answerTwice: true, receiptTwice: true, delayMs: 5 } });
  const sender = senderFor(sms.port);
  try {
    await owe();
    await work(sender, 2);
    assert.deepEqual([await states(), sms.messages().length, doubled(sms)], [{ sent: MANY }, MANY, 0]);
    const { rows } = await db.owner.query<{ provider_id: string }>('SELECT provider_id FROM notice_message');
    assert.deepEqual(new Set(rows.map((row) => row.provider_id)), new Set(sms.messages().map((one) => one.id)));
  } finally { await sender.close(); await sms.close(); }
});
