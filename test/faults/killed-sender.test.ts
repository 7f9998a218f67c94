import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startSmsCentre, type SmsCentre } from '../../simulators/sms-centre/sms-centre.ts';
import { noticeOutbox, type NewNotice } from '../../src/modules/notice/index.ts';
import { systemIds } from '../../src/platform/crypto/ids.ts';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import type { Keyring } from '../../src/platform/crypto/seal.ts';
import { DEMO_REFERENCE_TLV, places } from '../../src/wiring/config.ts';
import { SENDING_AT_ONCE } from '../../src/wiring/worker-process.ts';
import { openSeededDatabase } from '../support/app.ts';
import type { TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { workerProcess } from '../support/worker-process.ts';

/** The worker as the program starts it, killed from outside while messages go out and questions come in. */
const MESSAGES = 500, ASKING = 20;
const dataDir = mkdtempSync(join(tmpdir(), 'mc-sender-'));
let db: TestDatabase;
let keyring: Keyring;
let centre: SmsCentre;
const { start, kill } = workerProcess(() => ({ DATA_DIR: dataDir, MOTCUA_WORKER_URL: db.urls.worker, SMPP_HOST: '127.0.0.1', SMPP_PORT: String(centre.port), SMPP_SYSTEM_ID: 'motcua', SMPP_PASSWORD: 'demo', SMPP_SENDER: 'UBNDXA', SMPP_SHORT_NUMBER: '8099', SMPP_REFERENCE_TLV: String(DEMO_REFERENCE_TLV) }));

before(async () => {
  writeFileSync(places({ dataDir }).keyring, JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') }, lookup: randomBytes(32).toString('base64') }), { mode: 0o600 });
  mkdirSync(places({ dataDir }).files, { recursive: true });
  keyring = loadKeyring(places({ dataDir }).keyring, false);
  db = await openSeededDatabase();
  // The worker of this test is a process of its own and goes by the real time.
  await db.owner.query("UPDATE mc_test_clock SET now = 'infinity'");
  centre = await startSmsCentre({ port: 0, referenceTlv: DEMO_REFERENCE_TLV, behaviour: { delayMs: 40 } });
});
beforeEach(async () => { centre.clear(); await db.owner.query('DELETE FROM notice_question; DELETE FROM notice_attempt; DELETE FROM notice_spending; DELETE FROM notice_message; DELETE FROM graphile_worker._private_jobs'); });
after(async () => {
  await kill();
  await centre.close();
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
});
const count = async (text: string): Promise<number> => (await db.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`)).rows[0]?.n ?? -1;
/** A lease holds for two minutes, so that no second worker takes what the first still has in hand; here that time has passed. */
const leasesRunOut = (): Promise<unknown> => db.owner.query("WITH late AS (UPDATE notice_message SET due_at = now() WHERE state = 'sending' RETURNING id) SELECT platform_add_jobs(coalesce(jsonb_agg(jsonb_build_object('task', 'send-notice', 'payload', jsonb_build_object('messageId', id), 'key', 'notice:' || id)), '[]')) FROM late");

test('row 8: killed twice while 500 messages go out: each is sent, and each kill repeats no more than were on their way', async (t) => {
  const outbox = noticeOutbox(db.worker, keyring);
  const many = Array.from({ length: MESSAGES }, (_, n): NewNotice => ({ id: systemIds.uuid(), cause: `d:${n}`, dossierId: systemIds.uuid(), dossierCode: 'X', agencyId: 2, channel: 'sms', to: `849${String(n).padStart(8, '0')}`, moment: 'received', templateVersion: 1, lang: 'vi', subject: null, text: `Da tiep nhan ${n}` }));
  await outbox.add(many, new Date());
  await start();
  for (const [nth, share] of [0.25, 0.6].entries()) {
    await until('messages go out', () => centre.messages().length >= MESSAGES * share);
    await kill();
    const [sent, held] = [await count("notice_message WHERE state = 'sent'"), await count("notice_message WHERE state = 'sending'")];
    t.diagnostic(`killed with ${centre.messages().length} taken by the centre, ${sent} written down, ${held} on their way`);
    assert.ok(sent < MESSAGES && held <= (nth + 1) * SENDING_AT_ONCE, `${held} on their way`);
    await leasesRunOut();
    await start();
  }
  await until('all are sent', async () => (await count("notice_message WHERE state = 'sent'")) === MESSAGES);
  await kill();
  const taken = centre.messages();
  const repeats = taken.reduce((sum, one) => sum + one.repeats, 0);
  t.diagnostic(`${repeats} of ${MESSAGES} went out twice under the same reference; at most ${SENDING_AT_ONCE} a kill are possible`);
  assert.deepEqual(new Set(taken.map((one) => one.reference)), new Set(many.map((one) => one.id)), 'none lost');
  assert.equal(taken.length, MESSAGES, 'a centre that compares references shows nobody a message twice');
  assert.ok(repeats <= 2 * SENDING_AT_ONCE, `${repeats} repeated`);
});

test('row 8: killed while people ask: what the centre was told is taken is answered, each question once', async (t) => {
  await start();
  await until('the line is up', () => centre.bound() > 0);
  // Each asks with something else in mind; the centre brings it until it is taken.
  const asked = Promise.all(Array.from({ length: ASKING }, async (_, n) => { await pause(n * 15); return centre.say({ from: `8491${String(n).padStart(7, '0')}`, to: '8099', text: n % 2 === 0 ? 'HS' : `HS H36.23095-260302-${String(n).padStart(4, '0')} K7PM2QX4` }); }));
  await until('questions come in', async () => (await count('notice_question')) >= 5);
  await kill();
  const [kept, settled] = [await count('notice_question'), await count("notice_question WHERE state <> 'waiting'")];
  t.diagnostic(`killed with ${kept} of ${ASKING} kept and ${settled} settled`);
  await start();
  const taken = await asked;
  assert.ok(taken.every((one) => one.status === 0), 'the centre got rid of all of them');
  await leasesRunOut();
  await until('all are answered', async () => (await count("notice_question WHERE state = 'answered'")) === ASKING && (await count("notice_message WHERE state = 'sent'")) === ASKING);
  await kill();
  assert.equal(await count('notice_message'), ASKING, 'one answer a question, though some were brought more than once');
  const answers = centre.messages();
  assert.deepEqual(answers.map((one) => one.to).sort(), Array.from({ length: ASKING }, (_, n) => `8491${String(n).padStart(7, '0')}`));
  assert.ok(answers.every((one) => /^(?:Hoi ho so|Chua tim thay ho so)/u.test(one.text)));
});
