import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { smtpSender, type SmtpSettings } from '../../src/adapters/mail-smtp/mail-smtp.ts';
import { startSmsCentre, startBlackHole } from '../sms-centre/sms-centre.ts';
import { startMailSink, type MailSinkOptions } from './mail-sink.ts';
import { startMailbox } from '../mailbox/mailbox.ts';
import { readMail } from './read-mail.ts';

const REFERENCE = '0190aaaa-0000-7000-8000-000000000001';
async function setUp(sink: Partial<MailSinkOptions> = {}, over: Partial<SmtpSettings> = {}) {
  const mail = await startMailSink({ port: 0, ...sink });
  const settings: SmtpSettings = { host: '127.0.0.1', port: mail.port, security: 'none', fromName: 'UBND xã Hàm Liêm', fromAddress: 'motcua@hamliem.example.gov.vn', deadlineSeconds: 1.5, ...over };
  const sender = smtpSender(settings);
  return { mail, sender, settings, async close() { await sender.close(); await mail.close(); } };
}
const letter = (over: Partial<{ reference: string; to: string; subject: string; text: string; html: string }> = {}) => ({ reference: REFERENCE, to: 'hoa@example.vn', subject: 'Hồ sơ H36.21-260213-0042: đã tiếp nhận', text: 'Kính gửi anh/chị,\n\nHồ sơ của bé Nguyễn Minh Ẵm đã được tiếp nhận.', html: '<p>Kính gửi anh/chị</p>', ...over });
const causeOf = async (sending: Promise<{ kind: string; cause?: string }>) => { const outcome = await sending; return outcome.cause ?? outcome.kind; };

test('a Vietnamese letter arrives letter for letter, with text, HTML and our reference', async () => {
  const all = await setUp();
  try {
    assert.equal((await all.sender.send(letter())).kind, 'accepted');
    const [one] = all.mail.messages();
    assert.equal(one?.subject, 'Hồ sơ H36.21-260213-0042: đã tiếp nhận');
    assert.equal(one?.text.trim(), letter().text);
    assert.match(one?.html ?? '', /<p>Kính gửi anh\/chị<\/p>/u);
    assert.equal(one?.messageId, `<${REFERENCE}@hamliem.example.gov.vn>`);
    assert.equal(one?.from, 'UBND xã Hàm Liêm <motcua@hamliem.example.gov.vn>');
    assert.match(one?.raw ?? '', /^Auto-Submitted: auto-generated\r?$/mu);
  } finally { await all.close(); }
});
test('long lines, long texts, dots at the beginning of a line and long subjects survive', async () => {
  const all = await setUp();
  try {
    const text = `.\n..hai chấm\n${'Đường Nguyễn Thị Minh Khai '.repeat(400)}\nhết = 100 %`;
    const subject = `Hồ sơ: ${'cần bổ sung giấy tờ '.repeat(8)}`.trim();
    assert.equal((await all.sender.send(letter({ text, subject }))).kind, 'accepted');
    assert.equal(all.mail.messages()[0]?.text.trimEnd(), text);
    assert.equal(all.mail.messages()[0]?.subject, subject);
  } finally { await all.close(); }
});
test('a line break can neither add a header nor a recipient', async () => {
  const all = await setUp();
  try {
    assert.equal(await causeOf(all.sender.send(letter({ subject: 'a\r\nBcc: x@example.vn' }))), 'message-refused');
    assert.equal(await causeOf(all.sender.send(letter({ to: 'a@example.vn\r\nBcc: x@example.vn' }))), 'recipient-refused');
    assert.equal(await causeOf(all.sender.send(letter({ to: 'a@example.vn, b@example.vn' }))), 'recipient-refused');
    assert.equal(await causeOf(all.sender.send(letter({ to: '"x" <a@example.vn>' }))), 'recipient-refused');
    assert.equal(await causeOf(all.sender.send(letter({ reference: 'a>\r\nX: y' }))), 'message-refused');
    assert.equal((await all.sender.send(letter({ text: 'x\r\n.\r\nMAIL FROM:<evil@example.vn>\r\n' }))).kind, 'accepted');
    assert.deepEqual(all.mail.messages().map((one) => [one.to, one.from]), [['hoa@example.vn', 'UBND xã Hàm Liêm <motcua@hamliem.example.gov.vn>']]);
  } finally { await all.close(); }
});
test('accepts and dies without an answer: «no-reply», and the repetition is recognised by its Message-ID', async () => {
  const all = await setUp();
  try {
    all.mail.behave({ mode: 'die' });
    assert.equal(await causeOf(all.sender.send(letter())), 'no-reply');
    all.mail.behave({ mode: 'silent' });
    assert.equal(await causeOf(all.sender.send(letter())), 'no-reply');
    all.mail.behave({ mode: 'normal' });
    assert.equal((await all.sender.send(letter())).kind, 'accepted');
    assert.deepEqual(all.mail.messages().map((one) => one.repeats), [2]);
  } finally { await all.close(); }
});
test('refusals, rubbish and a full house each have their cause', async () => {
  const all = await setUp();
  try {
    all.mail.behave({ mode: 'refuse', status: 550 });
    assert.equal(await causeOf(all.sender.send(letter())), 'recipient-refused');
    all.mail.behave({ mode: 'refuse', status: 450 });
    assert.equal(await causeOf(all.sender.send(letter())), 'busy');
    all.mail.behave({ mode: 'busy' });
    assert.equal(await causeOf(all.sender.send(letter())), 'busy');
    all.mail.behave({ mode: 'rubbish' });
    assert.ok(['bad-answer', 'no-reply'].includes(await causeOf(all.sender.send(letter()))));
    all.mail.behave({ mode: 'normal' });
    assert.equal(await causeOf(all.sender.send(letter({ text: 'x'.repeat(1_200_000) }))), 'message-refused');
  } finally { await all.close(); }
});
test('an account, a wrong password, a certificate that nobody vouches for', async () => {
  const all = await setUp({ account: { user: 'motcua', password: 'đúng' } }, { user: 'motcua', password: 'sai' });
  const tls = await setUp({ secure: true }, { security: 'tls' });
  try {
    assert.equal(await causeOf(all.sender.send(letter())), 'account-refused');
    assert.equal((await smtpSender({ ...all.settings, password: 'đúng' }).send(letter())).kind, 'accepted');
    assert.equal(await causeOf(tls.sender.send(letter())), 'wrong-certificate');
    assert.equal(tls.mail.messages().length, 0);
    assert.notEqual(await causeOf(smtpSender({ ...all.settings, security: 'starttls' }).send(letter())), 'accepted', 'without encryption on offer nothing is sent when it is compulsory');
  } finally { await all.close(); await tls.close(); }
});
test('nobody there, a black hole, one byte a moment: an answer within the deadline', async () => {
  const all = await setUp();
  const hole = await startBlackHole();
  const greeting = '220 xin chao\r\n';
  const drip = createServer((socket: Socket) => { let at = 0; socket.on('error', () => undefined); const timer = setInterval(() => { socket.write(at < greeting.length - 2 ? greeting[at++] ?? '' : 'x'); }, 50); socket.on('close', () => clearInterval(timer)); }).listen(0, '127.0.0.1');
  const stranger = createServer((socket) => { socket.on('error', () => undefined); socket.write('SSH-2.0-OpenSSH_9.2\r\n'); }).listen(0, '127.0.0.1');
  const at = async (port: number) => { const began = performance.now(); const cause = await causeOf(smtpSender({ ...all.settings, port, deadlineSeconds: 0.8 }).send(letter())); assert.ok(performance.now() - began < 4000); return cause; };
  try {
    assert.equal(await at(hole.port), 'timed-out');
    assert.equal(await at((drip.address() as AddressInfo).port), 'timed-out');
    assert.equal(await at((stranger.address() as AddressInfo).port), 'bad-answer');
    await hole.close();
    assert.equal(await at(hole.port), 'unreachable');
  } finally { drip.close(); stranger.close(); await all.close(); }
});
test('checkConfig says what is wrong before anything is sent', async () => {
  const all = await setUp();
  try {
    assert.deepEqual(await all.sender.checkConfig(), []);
    const bad = smtpSender({ ...all.settings, host: 'mail.example.vn', port: 0, fromAddress: 'x', fromName: 'a\nb', user: 'u' });
    assert.deepEqual((await bad.checkConfig()).map((one) => one.setting), ['mail.port', 'mail.fromAddress', 'mail.fromName', 'mail.security', 'mail.user']);
    await all.mail.close();
    assert.deepEqual((await all.sender.checkConfig()).map((one) => one.setting), ['mail.host']);
  } finally { await all.sender.close(); }
});
test('the sink keeps the last 500 letters', async () => {
  const all = await setUp();
  try {
    for (let n = 0; n < 3; n += 1) await all.sender.send(letter({ reference: `r-${n}` }));
    assert.deepEqual(all.mail.messages().map((one) => one.id), ['m1', 'm2', 'm3']);
    all.mail.clear();
    assert.deepEqual(all.mail.messages(), []);
  } finally { await all.close(); }
});
test('a broken or hostile letter is read without harm', () => {
  assert.equal(readMail(Buffer.from('')).text, '');
  assert.equal(readMail(Buffer.from('Subject: =?x-unknown?B?QQ==?=\r\n\r\nA')).subject, 'A');
  const nested = `Content-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n'.repeat(2000)}`;
  assert.equal(readMail(Buffer.from(nested)).html, '');
});
test('the demo mailbox shows both kinds, escaped, under a strict policy, and only to this machine', async () => {
  const all = await setUp();
  const sms = await startSmsCentre({ port: 0 });
  const box = await startMailbox({ port: 0, mail: all.mail, sms: { messages: () => [{ id: 's1', from: 'UBND', to: '84912345678', text: '<script>alert(1)</script> https://a.vn/h', parts: 1, coding: 0, reference: 'r', receivedAt: new Date('2026-02-13T02:41:00Z'), repeats: 1 }] } });
  try {
    await all.sender.send(letter({ subject: 'Hồ sơ <b>đậm</b>' }));
    const answer = await fetch(`http://127.0.0.1:${box.port}/`);
    const html = await answer.text();
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/u);
    assert.match(html, /<h1>Hộp thư trình diễn<\/h1>/u);
    assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt; <a href="https:\/\/a\.vn\/h">/u);
    assert.match(html, /Hồ sơ &lt;b&gt;đậm&lt;\/b&gt;/u);
    assert.match(html, /09:41:00 ngày 13\/02\/2026 · 40 ký tự · gửi lặp 1 lần/u);
    assert.doesNotMatch(html, /<script|style=|onclick/u);
    assert.equal((await fetch(`http://127.0.0.1:${box.port}/`, { method: 'POST' })).status, 405);
    assert.equal((await fetch(`http://127.0.0.1:${box.port}/khac`)).status, 404);
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => { request({ port: box.port, host: '127.0.0.1', headers: { host: 'evil.example' } }, (response) => { response.resume(); resolve(response.statusCode); }).on('error', reject).end(); });
    assert.equal(status, 421);
  } finally { await box.close(); await sms.close(); await all.close(); }
});
