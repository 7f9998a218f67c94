import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { pino } from 'pino';
import { h } from 'preact';
import { comeAgain, json, route, type View } from './route.ts';
import { createServer } from './server.ts';

test('a fault that a machine is not told of stands in the log, once', async () => {
  const lines: string[] = [];
  const row = (path: string, handle: () => Promise<ReturnType<typeof json>>) => route({ method: 'GET', path, permission: 'payment.callback', audit: `probe.${path.slice(1)}`, machine: true, handle });
  const view = {} as View;
  const server = await createServer([
    row('/broken', async () => comeAgain(new TypeError('a fault of ours'), { RspCode: '99' })),
    row('/busy', async () => comeAgain(Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' }), { RspCode: '99' })),
    row('/fine', async () => json({ RspCode: '00' })),
  ], {
    db: {} as never, now: () => new Date(0), publicUrl: 'http://localhost', trustProxy: false, assetsDir: tmpdir(), logger: pino({ level: 'warn', base: null }, { write: (line: string) => { lines.push(line); } }),
    identify: async () => ({ actor: { kind: 'guest', guestKey: '' }, scope: { kind: 'public' }, csrf: '', cookies: [] }), mayCall: () => true, viewOf: () => view, signInPath: () => null, errorPage: () => h('p', {}),
  });
  try {
    for (const path of ['/broken', '/busy', '/fine']) assert.equal((await server.inject(path)).statusCode, 200);
    assert.deepEqual((await server.inject('/broken')).json(), { RspCode: '99' });
    assert.deepEqual(lines.map((line) => JSON.parse(line) as { level: number; msg: string }).map(({ level, msg }) => [level, msg]), [[50, 'broken'], [40, 'busy'], [50, 'broken']]);
  } finally { await server.close(); }
});
