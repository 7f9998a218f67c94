import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { smppSender } from '../../src/adapters/sms-smpp/sms-smpp.ts';
import type { ArrivedSms, SmsSender } from '../../src/modules/notice/ports.ts';
import { createTransport } from 'nodemailer';
import { startMailSink, type MailSink } from '../mail-sink/mail-sink.ts';
import { startSmsCentre, type SmsCentre } from '../sms-centre/sms-centre.ts';
import { startMailbox, type Mailbox } from './mailbox.ts';

let mail: MailSink, sms: SmsCentre, box: Mailbox, sender: SmsSender;
const arrived: ArrivedSms[] = [];
const url = (): string => `http://127.0.0.1:${box.port}`;
before(async () => {
  mail = await startMailSink({ port: 0 });
  sms = await startSmsCentre({ port: 0, referenceTlv: 0x1501 });
  box = await startMailbox({ port: 0, mail, sms, shortNumber: '8099' });
  sender = smppSender({ host: '127.0.0.1', port: sms.port, systemId: 'a', password: 'b', from: 'UBND', referenceTlv: 0x1501 }, undefined, async (one) => { arrived.push(one); });
});
after(async () => { await sender.close(); await box.close(); await sms.close(); await mail.close(); });
const write = (body: Record<string, string>, headers: Record<string, string> = { origin: url() }): Promise<Response> => fetch(`${url()}/nhan`, { method: 'POST', body: new URLSearchParams(body), headers, redirect: 'manual' });

test('the telephone on the page writes to the short number over SMPP, and what was written stands in the list', async () => {
  const answer = await write({ so: '0912 345 678', tin: 'hs <b>H36</b>' });
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/?so=84912345678#sms']);
  for (let n = 0; n < 100 && arrived.length === 0; n += 1) await new Promise((resolve) => { setTimeout(resolve, 20); });
  assert.deepEqual(arrived.map((one) => [one.from, one.to, one.text]), [['84912345678', '8099', 'hs <b>H36</b>']]);
  const html = await (await fetch(`${url()}/?so=84912345678`)).text();
  assert.match(html, /84912345678 nhắn tới 8099[\s\S]*hs &lt;b&gt;H36&lt;\/b&gt;/u);
  assert.match(html, /name="so"[^>]* value="0912345678"/u);
  assert.doesNotMatch(html, /<script|style=/u);
});
test('what arrived stands on the page, the newest first: texts with their length, letters under their subject; older ones unfold', async () => {
  const sent = sms.messages().length;
  for (let n = 1; n <= 22; n += 1) await sender.send({ to: '84900000001', text: `UBND xa Ham Liem: tin so ${n}`, reference: `ref-${n}` });
  const letter = createTransport({ host: '127.0.0.1', port: mail.port, secure: false, ignoreTLS: true });
  await letter.sendMail({ from: 'xa@ubnd.example', to: 'hoa@nguoidan.example', subject: 'Hồ sơ <b>T-1</b>: đã nhận', text: 'Kính gửi anh/chị, xem http://localhost/ho-so/1.' });
  letter.close();
  assert.equal(sms.messages().length - sent, 22);
  const html = await (await fetch(url())).text();
  assert.ok(html.indexOf('tin so 22') < html.indexOf('tin so 21') && html.indexOf('tin so 21') < html.indexOf('tin so 1<'), 'newest first');
  assert.match(html, /tin so 22/u);
  assert.match(html.slice(0, html.indexOf('Tin cũ hơn')), /tin so 4</u, 'twenty stand open, whoever wrote them');
  assert.match(html.slice(html.indexOf('Tin cũ hơn'), html.indexOf('Thư điện tử')), /tin so 1</u, 'the rest is there to unfold');
  assert.match(html, /<summary>Hồ sơ &lt;b&gt;T-1&lt;\/b&gt;: đã nhận<\/summary>[\s\S]*hoa@nguoidan\.example[\s\S]*<a href="http:\/\/localhost\/ho-so\/1">/u);
  assert.doesNotMatch(html, /<script|style=/u);
});
test('a number that is none is said; another site’s form, a missing origin and too much are refused', async () => {
  assert.equal((await write({ so: '123', tin: 'x' })).status, 400);
  assert.equal((await write({ so: '0912345678', tin: 'x' }, { origin: 'http://evil.example' })).status, 403);
  assert.equal((await write({ so: '0912345678', tin: 'x' }, {})).status, 403);
  assert.equal((await write({ so: '0912345678', tin: 'x'.repeat(30_000) })).status, 400);
  assert.equal(arrived.length, 1);
});
