import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { httpDeps } from './http-deps.ts';

const viewWith = (settings: NodeJS.ProcessEnv) => httpDeps({ config: readConfig({ MOTCUA_DEMO: '0', DATA_DIR: tmpdir(), ...settings }), documents: {} } as never, {} as never, { assetsDir: '', logger: false })
  .viewOf({ identified: { actor: { kind: 'guest', guestKey: '' }, scope: { kind: 'public' }, csrf: '', cookies: [] }, path: '/', cookie: () => undefined });

test('address and hours that the office has set stand under every public page; without them nothing does', () => {
  const set = viewWith({ SITE_ADDRESS: 'Thôn 1, xã Hàm Liêm', SITE_HOURS: '7:30–11:30, thứ Hai đến thứ Sáu' });
  assert.deepEqual([set.siteAddress, set.siteHours], ['Thôn 1, xã Hàm Liêm', '7:30–11:30, thứ Hai đến thứ Sáu']);
  assert.ok(!('siteAddress' in viewWith({})) && !('siteHours' in viewWith({ SITE_HOURS: ' ' })));
});
