import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { startPostOffice, type PostOfficeSimulator } from '../../simulators/post-office/post-office.ts';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import type { Database } from '../../src/platform/postgres/database.ts';
import { ensureLogins } from '../../src/platform/postgres/migrate.ts';
import { openDatabase } from '../../src/platform/postgres/pools.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { readConfig } from '../../src/wiring/config.ts';
import { buildCore } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import type { TestApp } from '../support/app.ts';
import { Visitor } from '../support/browse.ts';
import { aResultByPost, handOver, postBooksAgree, type Posted } from '../support/posted.ts';
import { poolOf, startProgram, type Program } from '../support/program.ts';

/** Web and worker are killed around an order and around a callback, each at a moment that is held open until the kill: nothing doubled, nothing lost. */
let program: Program;
let post: PostOfficeSimulator;
let line: Line;
let owner: pg.Pool;
let db: Database;
let app: TestApp;

/** Stands between the program and the carrier; a test acts once an order has been taken and before its answer goes back. */
interface Line { readonly url: string; onTaken: (() => Promise<void>) | null; close(): void }
async function lineTo(to: PostOfficeSimulator): Promise<Line> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += String(chunk); });
    request.on('end', () => {
      void (async () => {
        const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.startsWith('x-') || name === 'idempotency-key' || name === 'content-type')) as Record<string, string>;
        const answer = await fetch(`${to.url}${request.url ?? '/'}`, { method: request.method ?? 'GET', headers, ...(request.method === 'POST' ? { body } : {}) });
        const text = await answer.text();
        const act = all.onTaken;
        all.onTaken = null;
        await act?.();
        response.writeHead(answer.status, { 'content-type': 'application/json', 'x-timestamp': answer.headers.get('x-timestamp') ?? '', 'x-signature': answer.headers.get('x-signature') ?? '' }).end(text);
      })().catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  const all: Line = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, onTaken: null, close() { server.closeAllConnections(); server.close(); } };
  return all;
}
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const late = Date.now() + 90_000; !(await holds()); await pause(40)) assert.ok(Date.now() < late, what);
}
const none = async (text: string): Promise<boolean> => (await owner.query(text)).rowCount === 0;

before(async () => {
  post = await startPostOffice({ port: 0, customerCode: 'KILLTEST', secret: 'the-secret-of-the-fault-tests-only', behaviour: { retryMs: 150, retries: 400 } });
  line = await lineTo(post);
  program = await startProgram({ POST_API_URL: line.url, POST_CUSTOMER_CODE: post.customerCode, POST_SECRET: post.secret, POST_NAME: 'Bưu điện thử' });
  post.callTo(`${program.base}/thong-bao/buu-chinh`);
  owner = poolOf(program);
  const config = readConfig(program.env);
  const keyring = loadKeyring(join(program.dataDir, 'keyring.json'), false);
  db = openDatabase({ url: (await ensureLogins(program.ownerUrl(), join(program.dataDir, 'database-logins.json'))).app, readers: 1, writers: 2 });
  const core = await buildCore(config, db, keyring, reactions, systemClock);
  // The worker that is killed does the work; a test waits for what it needs of it.
  const drainJobs = async (): Promise<readonly string[]> => { await until('signed', () => none("SELECT 1 FROM dossier WHERE status = 'signing'")); return []; };
  app = { url: program.base, config, core, keyring, post, clock: systemClock, database: { owner }, drainJobs, visitor: (name: string) => new Visitor(program.base, name) } as unknown as TestApp;
});
after(async () => {
  await db?.close();
  await owner?.end();
  await program?.stop();
  await post?.close();
  line?.close();
});
const ordered = (parcels: number): Promise<void> => until('every parcel is ordered', async () => (await owner.query("SELECT 1 FROM delivery_parcel WHERE state <> 'requested'")).rowCount === parcels);
const is = (one: Posted, state: string, recorded: string): Promise<void> => until(`${state}, ${recorded}`, async () => { const parcel = await one.parcel(); return parcel.state === state && parcel.recorded === recorded; });

describe('row 10: killed around the order and the callback', { timeout: 400_000 }, () => {
  test('worker killed when the carrier has the order and we have no answer: ordered again, one parcel', async () => {
    const killed = new Promise<void>((resolve, reject) => { line.onTaken = () => program.kill('worker').then(resolve, reject); });
    const one = await aResultByPost(app);
    await killed;
    assert.equal(post.ledger().length, 1, 'the carrier has it');
    await ordered(1);
    assert.equal(post.ledger().length, 1, 'and has it once');
    assert.equal((await one.parcel()).state, 'accepted');
    await postBooksAgree(app);
  });
  test('web killed between the carrier’s message and our commit, worker killed after it: the carrier comes again, delivered once', async () => {
    const one = await aResultByPost(app);
    await ordered(2);
    await handOver(app, [(await one.parcel()).id]);
    await is(one, 'handed-over', 'posted');
    const holder = await owner.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE delivery_inbox IN EXCLUSIVE MODE');
      const told = post.happens((await one.parcel()).id, { kind: 'delivered' });
      await until('the message waits at our door', async () => !(await none("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'delivery_inbox'::regclass")));
      await program.kill('web');
      await holder.query('COMMIT');
      await told;
    } finally { holder.release(); }
    await program.ready(60_000);
    await until('the carrier was heard', async () => !(await none("SELECT 1 FROM delivery_inbox WHERE kind = 'delivered'")));
    await program.kill('worker');
    await is(one, 'delivered', 'ended');
    assert.equal((await owner.query("SELECT 1 FROM delivery_inbox WHERE kind = 'delivered'")).rowCount, 1);
    await postBooksAgree(app);
  });
});
