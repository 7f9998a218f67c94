import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { readConfig } from '../../src/wiring/config.ts';
import { runSimulators } from '../../src/wiring/demo-services.ts';

test('none of it exists in a real installation: the simulators refuse to start and no page names them', async () => {
  const env = { MOTCUA_DEMO: '0', NODE_ENV: 'production', PUBLIC_URL: 'https://motcua.example.vn', DATA_DIR: tmpdir(), MOTCUA_SIMULATORS: '{"mailbox":3258}' };
  await assert.rejects(runSimulators(env), /belongs to the demo/u);
  assert.equal(readConfig(env).demoMailbox, undefined);
  assert.equal(readConfig({ ...env, MOTCUA_DEMO: '1' }).demoMailbox, 'http://localhost:3258');
});
test('numbers get more messages only where the SMS centre is the demo’s own, never at a real one', () => {
  const centre = { MOTCUA_DEMO: '1', DATA_DIR: tmpdir(), MOTCUA_SIMULATORS: '{"mailbox":3258,"smpp":3259}', SMPP_HOST: '127.0.0.1', SMPP_PORT: '3259', SMPP_SYSTEM_ID: 'x', SMPP_PASSWORD: 'x', SMPP_SENDER: 'X' };
  assert.equal(readConfig(centre).demoSms, true);
  for (const real of [{ SMPP_HOST: 'smpp.example.vn' }, { SMPP_PORT: '2775' }, { MOTCUA_DEMO: '0' }, { MOTCUA_SIMULATORS: '' }]) assert.equal(readConfig({ ...centre, ...real }).demoSms, undefined, JSON.stringify(real));
});
