import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { ask, jsonObject, staysPrivate } from './ask.ts';

describe('asking another system', () => {
  let server: Server;
  let url = '';
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  before(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
  });
  after(() => { server.closeAllConnections(); server.close(); });
  const asked = (timeoutMs = 5_000) => ask(url, { method: 'POST', headers: { 'x-a': 'b' }, body: '{}', timeoutMs, answerBytes: 1_000 });

  test('an answer comes back whole, whatever its status', async () => {
    answer = (request, response) => { response.writeHead(422, { 'x-signature': `${request.method} ${request.headers['x-a']}` }).end('đủ'); };
    const got = await asked();
    assert.ok(got.kind === 'answered');
    assert.deepEqual([got.status, got.text, got.headers.get('x-signature')], [422, 'đủ', 'POST b']);
  });
  test('the limit counts bytes, and an endless answer is not waited for', async () => {
    const textOf = async () => { const got = await asked(); return got.kind === 'answered' ? got.text : got.why; };
    answer = (_request, response) => { response.end('ộ'.repeat(333)); };
    assert.equal((await textOf())?.length, 333);
    answer = (_request, response) => { response.end('ộ'.repeat(334)); };
    assert.equal(await textOf(), null);
    answer = (_request, response) => { response.write('a'.repeat(1_001)); };
    assert.equal(await textOf(), null);
  });
  test('silence, half an answer, a redirect and a closed door are no answer', async () => {
    answer = () => undefined;
    assert.deepEqual(await asked(100), { kind: 'no-answer', why: 'timed-out', detail: '' });
    answer = (_request, response) => { response.writeHead(200).write('{"half":'); };
    assert.deepEqual(await asked(100), { kind: 'no-answer', why: 'timed-out', detail: '' }, 'the time limit holds for the last byte too');
    answer = (_request, response) => { response.writeHead(200, { 'content-length': '100' }).write('{"half":', () => response.destroy()); };
    const whys: unknown[] = [await asked()];
    answer = (_request, response) => { response.writeHead(302, { location: '/elsewhere' }).end(); };
    whys.push(await asked());
    assert.deepEqual(whys.map((one) => (one as { why?: string }).why), ['unreachable', 'unreachable']);
    const closed = createServer();
    await new Promise<void>((resolve) => { closed.listen(0, '127.0.0.1', () => resolve()); });
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => { closed.close(resolve); });
    const nobody = await ask(`http://127.0.0.1:${port}/x`, { method: 'GET', headers: {}, timeoutMs: 5_000, answerBytes: 10 });
    assert.deepEqual(nobody, { kind: 'no-answer', why: 'unreachable', detail: 'ECONNREFUSED' });
  });
  test('only an object has fields', () => {
    assert.deepEqual(jsonObject('{"a":1}'), { a: 1 });
    for (const text of ['', 'x', '[]', 'null', '1', '"a"', '{']) assert.equal(jsonObject(text), null, text);
  });
  test('what is signed goes over https or stays on this machine', () => {
    for (const [address, holds] of [['https://example.vn/a', true], ['http://localhost:3000', true], ['http://127.0.0.1/x', true], ['http://example.vn', false], ['http://localhost.example.vn', false], ['http://127.0.0.10', false], ['ftp://example.vn', false]] as const) assert.equal(staysPrivate(new URL(address)), holds, address);
  });
});
