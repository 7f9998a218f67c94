import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import wellKnownCertificate from 'smtp-server/lib/tls-options.js';
import { smppSender, type SmppSettings } from '../../src/adapters/sms-smpp/sms-smpp.ts';
import type { DeliveryReceipt } from '../../src/modules/notice/ports.ts';
import { startBlackHole, startSmsCentre, type SmsCentreOptions } from './sms-centre.ts';

const UUID = (n: number): string => `0190aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`;
async function setUp(centre: Partial<SmsCentreOptions> = {}, over: Partial<SmppSettings> = {}) {
  const sms = await startSmsCentre({ port: 0, ...centre });
  const receipts: DeliveryReceipt[] = [];
  const settings: SmppSettings = { host: '127.0.0.1', port: sms.port, systemId: 'motcua', password: 'secret', from: 'UBNDHAMLIEM', bindSeconds: 2, answerSeconds: 0.6, backoffSeconds: 0.05, ...over };
  const sender = smppSender(settings, async (receipt) => { receipts.push(receipt); });
  return { sms, sender, receipts, settings, async close() { await sender.close(); await sms.close(); } };
}
const say = (text: string, n = 1, to = '84912345678') => ({ reference: UUID(n), to, text });
async function until(condition: () => boolean): Promise<void> { for (let i = 0; i < 100 && !condition(); i += 1) await pause(20); assert.ok(condition()); }

test('a plain message goes out in the 7-bit alphabet, its receipt comes back', async () => {
  const all = await setUp({ accounts: { motcua: 'secret' } });
  try {
    const outcome = await all.sender.send(say('UBND xa Ham Liem: Ho so xong. {~} [x] €'));
    assert.equal(outcome.kind, 'accepted');
    const [message] = all.sms.messages();
    assert.deepEqual([message?.text, message?.coding, message?.parts, message?.to, message?.from], ['UBND xa Ham Liem: Ho so xong. {~} [x] €', 0, 1, '84912345678', 'UBNDHAMLIEM']);
    await until(() => all.receipts.length === 1);
    assert.deepEqual(all.receipts, [{ providerId: message?.id, delivered: true }]);
  } finally { await all.close(); }
});
test('Vietnamese with marks travels as UCS-2 and comes out letter for letter, also decomposed and beyond the basic plane', async () => {
  const all = await setUp();
  try {
    const texts = ['Hồ sơ của chị Nguyễn Thị Ẵm đã xong. Đường Trần Hưng Đạo, ấp Ỷ La', 'Ẵm'.normalize('NFD'), '😀 H’Hen Niê'];
    for (const [index, text] of texts.entries()) assert.equal((await all.sender.send(say(text, index))).kind, 'accepted');
    assert.deepEqual(all.sms.messages().map((one) => one.text), texts);
    assert.ok(all.sms.messages().every((one) => one.coding === 8));
  } finally { await all.close(); }
});
test('long texts are cut in parts and joined again, escapes and letters whole', async () => {
  const all = await setUp();
  try {
    const plain = `${'a'.repeat(152)}€${'b'.repeat(200)}`;
    const wide = `${'ệ'.repeat(66)}😀${'đ'.repeat(120)}`;
    assert.equal((await all.sender.send(say(plain, 1))).kind, 'accepted');
    assert.equal((await all.sender.send(say(wide, 2))).kind, 'accepted');
    assert.equal((await all.sender.send(say('x'.repeat(160), 3))).kind, 'accepted');
    assert.deepEqual(all.sms.messages().map((one) => [one.text, one.parts]), [[plain, 3], [wide, 3], ['x'.repeat(160), 1]]);
    assert.deepEqual(await all.sender.send(say('y'.repeat(2000), 4)), { kind: 'failed', cause: 'message-refused', detail: 'empty or too long' });
  } finally { await all.close(); }
});
test('accepts and dies without an answer: «no-reply», and the repetition under the same reference reaches the person once', async () => {
  for (const referenceTlv of [undefined, 0x1501]) {
    const field = referenceTlv === undefined ? {} : { referenceTlv };
    const all = await setUp({ ...field }, field);
    try {
      all.sms.behave({ mode: 'die' });
      const first = await all.sender.send(say('Ho so xong'));
      assert.equal(first.kind === 'failed' && first.cause, 'no-reply');
      all.sms.behave({ mode: 'normal' });
      await pause(120);
      const second = await all.sender.send(say('Ho so xong'));
      assert.equal(second.kind, 'accepted');
      assert.deepEqual(all.sms.messages().map((one) => [one.text, one.repeats]), [['Ho so xong', 1]]);
      if (referenceTlv !== undefined) assert.equal(all.sms.messages()[0]?.reference, UUID(1));
    } finally { await all.close(); }
  }
});
test('silence, rubbish and refusals each have their cause', async () => {
  const all = await setUp();
  try {
    const cause = async (n: number) => { const outcome = await all.sender.send(say('x', n)); await pause(120); return outcome.kind === 'failed' ? outcome.cause : outcome.kind; };
    all.sms.behave({ mode: 'silent' });
    assert.equal(await cause(1), 'no-reply');
    all.sms.behave({ mode: 'rubbish' });
    assert.equal(await cause(2), 'bad-answer');
    all.sms.behave({ mode: 'refuse', status: 0x58 });
    assert.equal(await cause(3), 'busy');
    all.sms.behave({ mode: 'refuse', status: 0x0b });
    assert.equal(await cause(4), 'recipient-refused');
    all.sms.behave({ mode: 'refuse', status: 0x0a });
    assert.equal(await cause(5), 'message-refused');
    all.sms.behave({ mode: 'normal' });
    assert.equal(await cause(6), 'accepted');
    assert.deepEqual(await all.sender.send(say('x', 7, '02523868888')), { kind: 'failed', cause: 'recipient-refused', detail: 'not a mobile number in international form' });
  } finally { await all.close(); }
});
test('a wrong password, nobody there, a black hole, a drip and a talkative stranger', async () => {
  const all = await setUp({ accounts: { motcua: 'other' } });
  const outcomeAt = async (port: number) => {
    const sender = smppSender({ ...all.settings, port, bindSeconds: 0.5 });
    try { const outcome = await sender.send(say('x')); return outcome.kind === 'failed' ? outcome.cause : outcome.kind; } finally { await sender.close(); }
  };
  const hole = await startBlackHole();
  const drip = createServer((socket) => { socket.on('error', () => undefined); const timer = setInterval(() => socket.write(Buffer.from([0])), 100); socket.on('close', () => clearInterval(timer)); }).listen(0, '127.0.0.1');
  const stranger = createServer((socket) => { socket.on('error', () => undefined); socket.write('SSH-2.0-OpenSSH_9.2\r\n'); }).listen(0, '127.0.0.1');
  try {
    await pause(50);
    assert.equal(await outcomeAt(all.sms.port), 'account-refused');
    assert.equal(await outcomeAt(hole.port), 'timed-out');
    assert.equal(await outcomeAt((drip.address() as AddressInfo).port), 'timed-out');
    assert.equal(await outcomeAt((stranger.address() as AddressInfo).port), 'bad-answer');
    await hole.close();
    assert.equal(await outcomeAt(hole.port), 'unreachable');
  } finally { drip.close(); stranger.close(); await all.close(); }
});
test('after the centre was away the line comes back by itself, and while it is away sending fails at once', async () => {
  const all = await setUp({}, { backoffSeconds: 0.3 });
  assert.equal((await all.sender.send(say('x', 1))).kind, 'accepted');
  const { port } = all.sms;
  await all.sms.close();
  assert.equal((await all.sender.send(say('x', 2))).kind, 'failed');
  const began = performance.now();
  for (let n = 3; n < 40; n += 1) assert.equal((await all.sender.send(say('x', n))).kind, 'failed');
  assert.ok(performance.now() - began < 500, 'does not wait for a centre that is known to be away');
  const again = await startSmsCentre({ port });
  await pause(350);
  assert.equal((await all.sender.send(say('x', 50))).kind, 'accepted');
  await all.sender.close();
  await again.close();
});
test('the line is kept alive, and a dead one is noticed', async () => {
  const all = await setUp({}, { enquireSeconds: 0.1, answerSeconds: 0.2 });
  try {
    await all.sender.send(say('x'));
    await pause(350);
    assert.equal(all.sms.bound(), 1);
    all.sms.behave({ mode: 'silent' });
    await until(() => all.sms.bound() === 0);
  } finally { await all.close(); }
});
test('a receipt that could not be stored is asked for again', async () => {
  const sms = await startSmsCentre({ port: 0 });
  let times = 0;
  const sender = smppSender({ host: '127.0.0.1', port: sms.port, systemId: 'a', password: 'b', from: 'UBND' }, async () => { times += 1; if (times < 3) throw new Error('database away'); });
  try {
    await sender.send(say('x'));
    await until(() => times === 3);
    await pause(120);
    assert.equal(times, 3, 'once stored it does not come again');
  } finally { await sender.close(); await sms.close(); }
});
test('a certificate that nobody vouches for ends the attempt before the password is sent', async () => {
  const received: Buffer[] = [];
  // The key pair that the package smtp-server ships for tests is known to everybody, hence vouched for by nobody.
  const server = tls.createServer(wellKnownCertificate(), (socket) => { socket.on('error', () => undefined); socket.on('data', (chunk) => received.push(chunk)); });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  const sender = smppSender({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, systemId: 'a', password: 'b', from: 'UBND', tls: {}, bindSeconds: 2 });
  try {
    const outcome = await sender.send(say('x'));
    assert.equal(outcome.kind === 'failed' && outcome.cause, 'wrong-certificate');
    assert.deepEqual(received, []);
  } finally { await sender.close(); server.close(); }
});
test('receipts: undelivered, twice, before the answer', async () => {
  const all = await setUp({ behaviour: { receipts: 'undelivered', receiptTwice: true, receiptFirst: true } });
  try {
    const outcome = await all.sender.send(say('x'));
    await until(() => all.receipts.length === 2);
    assert.ok(outcome.kind === 'accepted');
    assert.deepEqual(all.receipts, [{ providerId: outcome.providerId, delivered: false }, { providerId: outcome.providerId, delivered: false }]);
  } finally { await all.close(); }
});
test('a window of messages in flight: more than 200 a second at a round trip of 100 ms', async () => {
  const all = await setUp({ behaviour: { delayMs: 100, receipts: 'none' } }, { answerSeconds: 5 });
  try {
    await all.sender.send(say('first', 9999));
    const began = performance.now();
    const outcomes = await Promise.all(Array.from({ length: 200 }, (_, n) => all.sender.send(say('x', n, `849${String(n).padStart(8, '0')}`))));
    const seconds = (performance.now() - began) / 1000;
    assert.ok(outcomes.every((outcome) => outcome.kind === 'accepted'));
    // One by one this takes 20 s; the bound is far from the measured 0.5 s, so that a busy machine does not fail it.
    assert.ok(seconds < 5, `${seconds} s`);
    assert.equal(all.sms.messages().length, 201);
  } finally { await all.close(); }
});
test('checkConfig names what is wrong before anything is sent', async () => {
  const all = await setUp();
  try {
    assert.deepEqual(await all.sender.checkConfig(), []);
    const bad = smppSender({ ...all.settings, from: 'Uỷ ban nhân dân xã', password: 'much too long', port: 70_000 });
    assert.deepEqual((await bad.checkConfig()).map((one) => one.setting), ['sms.port', 'sms.password', 'sms.from']);
    await all.sms.close();
    const gone = smppSender({ ...all.settings });
    assert.deepEqual((await gone.checkConfig()).map((one) => one.setting), ['sms.host']);
  } finally { await all.sender.close(); }
});
