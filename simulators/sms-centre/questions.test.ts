import { test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { smppSender } from '../../src/adapters/sms-smpp/sms-smpp.ts';
import type { ArrivedSms } from '../../src/modules/notice/ports.ts';
import { startSmsCentre, type SmsCentreOptions } from './sms-centre.ts';

async function setUp(options: Partial<SmsCentreOptions> = {}, keep: (arrived: ArrivedSms) => Promise<void> = async () => undefined) {
  const sms = await startSmsCentre({ port: 0, referenceTlv: 0x1501, ...options });
  const arrived: ArrivedSms[] = [];
  const settings = { host: '127.0.0.1', port: sms.port, systemId: 'motcua', password: 'secret', from: 'UBNDHAMLIEM', referenceTlv: 0x1501, bindSeconds: 2, answerSeconds: 1, backoffSeconds: 0.05 };
  const sender = smppSender(settings, undefined, async (one) => { await keep(one); arrived.push(one); });
  return { sms, arrived, sender, async close() { await sender.close(); await sms.close(); } };
}
const from = '84912345678', to = '8099';

test('the line is up before anything is sent; what people write arrives in every alphabet', async () => {
  const all = await setUp();
  try {
    for (const text of ['HS H36.21-260213-0042 K7PM2QX4', 'Hồ sơ H36.21-260213-0042 K7PM2QX4', '🙂', '', '@£$ é {~}']) assert.deepEqual(await all.sms.say({ from, to, text }), { status: 0, brought: 1 }, text);
    assert.deepEqual(all.arrived.map((one) => [one.from, one.to, one.text]), [[from, to, 'HS H36.21-260213-0042 K7PM2QX4'], [from, to, 'Hồ sơ H36.21-260213-0042 K7PM2QX4'], [from, to, '🙂'], [from, to, ''], [from, to, '@£$ é {~}']]);
    assert.equal(new Set(all.arrived.map((one) => one.mark)).size, 5, 'the centre’s own number tells them apart');
  } finally { await all.close(); }
});
test('of a thousand letters the first part is read and the rest taken, however they travel', async () => {
  const all = await setUp();
  try {
    for (const [long, letters] of [['header', 153], ['fields', 153], ['payload', 1000]] as const) {
      all.arrived.length = 0;
      assert.equal((await all.sms.say({ from, to, text: `HS ${'a'.repeat(997)}`, long })).status, 0);
      assert.deepEqual(all.arrived.map((one) => one.text.length), [letters], long);
    }
    all.arrived.length = 0;
    await all.sms.say({ from, to, text: `HS H36.21-260213-0042 K7PM2QX4 ${'ệ'.repeat(300)}` });
    assert.deepEqual(all.arrived.map((one) => one.text.slice(0, 30)), ['HS H36.21-260213-0042 K7PM2QX4']);
  } finally { await all.close(); }
});
test('what could not be kept is brought again under the same number until it is', async () => {
  let times = 0;
  const all = await setUp({}, async () => { times += 1; if (times < 4) throw new Error('database away'); });
  try {
    assert.deepEqual(await all.sms.say({ from, to, text: 'HS' }), { status: 0, brought: 4 });
    assert.equal(all.arrived.length, 1);
  } finally { await all.close(); }
});
test('the centre repeats what was taken: the same number each time', async () => {
  const all = await setUp({ behaviour: { repeats: 2 } });
  try {
    assert.equal((await all.sms.say({ from, to, text: 'HS' })).brought, 3);
    assert.equal(new Set(all.arrived.map((one) => one.mark)).size, 1);
  } finally { await all.close(); }
});
test('cut lines come back by themselves, and what is written meanwhile is not lost', async () => {
  const all = await setUp();
  try {
    await all.sms.say({ from, to, text: 'HS 1' });
    for (let n = 0; n < 3; n += 1) {
      all.sms.dropAll();
      assert.equal((await all.sms.say({ from, to, text: `HS ${n}` })).status, 0);
    }
    assert.equal(new Set(all.arrived.map((one) => one.mark)).size, 4);
  } finally { await all.close(); }
});
test('a closed sender neither binds again nor keeps the process', async () => {
  const all = await setUp();
  await all.sms.say({ from, to, text: 'HS' });
  await all.sender.close();
  await pause(150);
  assert.equal(all.sms.bound(), 0);
  await all.sms.close();
});
