import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openErrands } from './errands.ts';
import { openBook } from './kept-book.ts';
import { serveHere, type ServerHere } from './serve-here.ts';

describe('what every simulated counterpart stands on', () => {
  let server: ServerHere;
  const dir = mkdtempSync(join(tmpdir(), 'mc-counterpart-'));
  before(async () => {
    server = await serveHere({ port: 0, bodyLimit: 100 }, async ({ method, url, body, hangUp }, send) => {
      if (url.pathname === '/throws') throw new Error('a question nobody thought of');
      if (url.pathname === '/dies') { hangUp(); return; }
      await Promise.resolve();
      send(200, 'text/plain', `${method} ${url.pathname} ${body}`);
    });
  });
  after(async () => { await server.close(); rmSync(dir, { recursive: true, force: true }); });
  const at = (path: string, init?: RequestInit): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`, init);
  const underAnotherName = (): Promise<number> => new Promise((resolve, reject) => { request({ port: server.port, host: '127.0.0.1', headers: { host: 'evil.example' } }, (answer) => { answer.resume(); resolve(answer.statusCode ?? 0); }).on('error', reject).end(); });

  test('answers this machine, within its limits, and outlives every question', async () => {
    assert.equal((await at('/throws')).status, 400);
    await assert.rejects(at('/dies'));
    assert.equal((await at('/x', { method: 'POST', body: 'a'.repeat(101) })).status, 413);
    assert.equal((await at(`/${'a'.repeat(9_000)}`)).status, 414);
    assert.equal(await underAnotherName(), 421);
    const answer = await at('/x?y=1', { method: 'POST', body: 'chào' });
    assert.equal(await answer.text(), 'POST /x chào');
    assert.match(answer.headers.get('content-security-policy') ?? '', /form-action 'self'/u);
    assert.equal(await (await at('/x', { method: 'HEAD' })).text(), '');
  });
  test('a book outlives its process: entries, their order and the number that was last given', () => {
    const file = join(dir, 'book.json');
    const open = () => openBook<{ readonly id: string; readonly n: number }>(file, (entry) => entry.id, { name: 'lastNumber', from: 10 });
    const book = open();
    for (const id of ['b', 'a']) book.put({ id, n: book.nextNumber() });
    book.change('b', { n: 99 });
    book.change('unknown', { n: 1 });
    const again = open();
    assert.deepEqual(again.all(), [{ id: 'b', n: 99 }, { id: 'a', n: 12 }]);
    assert.equal(again.nextNumber(), 13);
  });
  test('errands end: what waits is given up, what is on its way is waited for', async () => {
    const errands = openErrands();
    const done: string[] = [];
    errands.soon(Promise.reject(new Error('nobody is there')));
    errands.later(1, async () => { done.push('soon'); });
    await errands.idle();
    assert.deepEqual(done, ['soon']);
    errands.later(3_600_000, async () => { done.push('never'); });
    await errands.idle(false);
    let finish: () => void = () => undefined;
    errands.soon(new Promise<void>((resolve) => { finish = resolve; }).then(() => { done.push('on its way'); }));
    const ended = errands.end();
    finish();
    await ended;
    assert.deepEqual([done, errands.ended()], [['soon', 'on its way'], true]);
  });
});
