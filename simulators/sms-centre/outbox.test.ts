import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { smppSender } from '../../src/adapters/sms-smpp/sms-smpp.ts';
import { smtpSender } from '../../src/adapters/mail-smtp/mail-smtp.ts';
import { noticeOutbox, sendNotice, type NewNotice } from '../../src/modules/notice/index.ts';
import { uuidV7 } from '../../src/platform/crypto/ids.ts';
import { startMailSink } from '../mail-sink/mail-sink.ts';
import { startSmsCentre } from './sms-centre.ts';

let db: TestDatabase;
before(async () => { db = await openTestDatabase(); });
after(async () => { await db.close(); });

test('from the outbox over the real protocols: the centre dies after taking the SMS, our process after the letter; each person gets each message once (I-12)', async () => {
  let now = Date.parse('2026-02-13T02:00:00Z');
  const clock = { now: () => new Date(now) };
  const [sms, mail] = [await startSmsCentre({ port: 0, referenceTlv: 0x1501, behaviour: { mode: 'die' } }), await startMailSink({ port: 0 })];
  const senders = {
    sms: smppSender({ host: '127.0.0.1', port: sms.port, systemId: 'motcua', password: 'secret', from: 'UBNDHAMLIEM', referenceTlv: 0x1501, backoffSeconds: 0.05 }),
    email: smtpSender({ host: '127.0.0.1', port: mail.port, security: 'none', fromName: 'UBND xã Hàm Liêm', fromAddress: 'motcua@hamliem.example.gov.vn' }),
  };
  const outbox = noticeOutbox(db.worker, { current: 'k', keys: { k: randomBytes(32) }, lookup: randomBytes(32) });
  const notice = (over: Partial<NewNotice>): NewNotice => ({ id: uuidV7(now), cause: 'd:2', dossierId: uuidV7(now), dossierCode: 'X', agencyId: 1, channel: 'sms', to: '84912345678', moment: 'received', templateVersion: 1, lang: 'vi', subject: null, text: 'Da tiep nhan', ...over });
  try {
    const [text, letter] = [notice({}), notice({ channel: 'email', to: 'hoa@example.vn', subject: 'Hồ sơ X: đã tiếp nhận', text: 'Kính gửi anh/chị' })];
    await outbox.add([text, letter], clock.now());
    assert.equal(await sendNotice({ outbox, senders, clock }, text.id), 'failed');
    await assert.rejects(sendNotice({ outbox: { ...outbox, finish: () => Promise.reject(new Error('killed')) }, senders, clock }, letter.id), /killed/u);
    sms.behave({ mode: 'normal' });
    await pause(80);
    now += 121_000;
    assert.deepEqual([...await outbox.due(clock.now(), 10)].sort(), [text.id, letter.id].sort());
    assert.equal(await sendNotice({ outbox, senders, clock }, text.id), 'sent');
    assert.equal(await sendNotice({ outbox, senders, clock }, letter.id), 'sent');
    assert.deepEqual(sms.messages().map((one) => [one.text, one.reference, one.repeats]), [['Da tiep nhan', text.id, 1]]);
    assert.deepEqual(mail.messages().map((one) => [one.to, one.repeats]), [['hoa@example.vn', 1]]);
  } finally {
    await Promise.all([senders.sms.close(), senders.email.close()]);
    await Promise.all([sms.close(), mail.close()]);
  }
});
