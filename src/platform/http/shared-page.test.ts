import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { h } from 'preact';
import type { Actor } from '../../shared/actor.ts';
import { page, route, type View } from './route.ts';
import { createServer } from './server.ts';
import { drawnPage, hasAlready, isSomebodys, pageShelf } from './shared-page.ts';

test('a shelf never holds more than its bytes, and what was asked for last stays longest', () => {
  const one = (letter: string) => drawnPage(letter.repeat(1000));
  const size = (letter: string): number => { const { body, gzipped } = one(letter); return 2 + body.length + gzipped.length; };
  const shelf = pageShelf(size('a') + size('b') + 10);
  shelf.keep('a', one('a'));
  shelf.keep('b', one('b'));
  assert.equal(shelf.find('a')?.body.toString(), 'a'.repeat(1000));
  shelf.keep('c', one('c'));
  assert.deepEqual(['a', 'b', 'c'].map((key) => shelf.find(key) !== null), [true, false, true]);
  shelf.keep('d', drawnPage('x'.repeat(10_000)));
  assert.deepEqual(['a', 'c', 'd'].map((key) => shelf.find(key) !== null), [true, true, false], 'one that is larger than the shelf pushes nothing out');
  for (let again = 0; again < 5; again++) shelf.keep('c', one('c'));
  assert.ok(shelf.find('a'), 'the same page again takes no more room');
});

test('any texts: the tag tells them apart, finds itself in any list and among no others, and the compressed page is the page', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
    const [a, b] = [drawnPage(one), drawnPage(other)];
    assert.equal(a.tag === b.tag, Buffer.from(one).equals(Buffer.from(other)));
    assert.deepEqual(gunzipSync(a.gzipped), a.body);
    assert.ok(hasAlready(a.tag, a.tag) && hasAlready(`"x" , ${a.tag.slice(2)},W/"y"`, a.tag) && hasAlready('*', a.tag));
    assert.equal(hasAlready(b.tag, a.tag), a.tag === b.tag);
    assert.ok(!hasAlready(null, a.tag) && !hasAlready('', a.tag) && !hasAlready('"x"', a.tag) && !hasAlready(a.tag.slice(0, -3), a.tag));
  }), { numRuns: 200 });
  assert.ok(isSomebodys('<input type="hidden" name="_csrf" value="x">') && isSomebodys('<input name="_key"/>') && !isSomebodys('<p>_csrf</p>'));
});

const guest: Actor = { kind: 'guest', guestKey: 'g' };
const citizen: Actor = { kind: 'citizen', citizenId: 'c', name: 'Lan', assurance: 'none' };

test('a shared page: kept by its revision, 304 for whoever has it, and never anybody’s own', async () => {
  let [revision, text, draws, actor]: [string, string, number, Actor] = ['1', 'một', 0, guest];
  let today = new Date('2026-03-02T23:59:00+07:00');
  let cookies: { name: string; value: string }[] = [];
  const Body = ({ view }: { view: View }) => { draws += 1; return h('main', {}, `${text} ${view.lang} ${view.actor.kind} ${'.'.repeat(2000)}`); };
  const add = (path: string, extra: Parameters<typeof page>[2], token = false) => route({ method: 'GET', path, permission: 'public.read', audit: 'probe.read', async handle({ view }) { return page(h('html', {}, h(Body, { view }), token ? h('input', { name: '_csrf', value: view.csrf }) : null), 200, typeof extra?.madeOf === 'string' ? { ...extra, madeOf: revision } : extra); } });
  const server = await createServer([add('/kept', { cache: 'checked', madeOf: '' }), add('/drawn', { cache: 'public' }), add('/token', { cache: 'checked', madeOf: '' }, true), add('/own', {})], {
    db: {} as never, now: () => today, publicUrl: 'http://localhost', trustProxy: false, assetsDir: tmpdir(), logger: false,
    identify: async () => ({ actor, scope: { kind: 'public' }, csrf: 'token', cookies }), mayCall: () => true, signInPath: () => null, errorPage: () => h('p', {}),
    viewOf: ({ identified, cookie, path }) => ({ lang: cookie('lang') === 'en' ? 'en' : 'vi', size: cookie('size') === 'lon' ? 'lon' : 'thuong', theme: 'theo-may', path, csrf: 'token', actor: identified.actor, siteName: '', helpPhone: '', demo: false, newKey: () => 'k' }),
  });
  const ask = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') => server.inject({ method, url, headers });
  const tagOf = (answer: Awaited<ReturnType<typeof ask>>): string => String(answer.headers['etag'] ?? '');
  try {
    const first = await ask('/kept');
    assert.deepEqual([first.statusCode, first.headers['cache-control'], first.headers['vary']], [200, 'public, no-cache', 'accept-encoding, cookie']);
    assert.equal(first.headers['content-security-policy']?.toString().slice(0, 18), "default-src 'none'");
    const again = await ask('/kept', { 'accept-encoding': 'gzip' });
    assert.deepEqual([draws, tagOf(again), again.headers['content-encoding'], gunzipSync(again.rawPayload).toString()], [1, tagOf(first), 'gzip', first.body]);

    for (const method of ['GET', 'HEAD'] as const) {
      const has = await ask('/kept', { 'if-none-match': tagOf(first) }, method);
      assert.deepEqual([has.statusCode, has.body, tagOf(has), has.headers['cache-control'], has.headers['vary'], has.headers['content-encoding']], [304, '', tagOf(first), 'public, no-cache', 'accept-encoding, cookie', undefined], method);
    }
    const head = await ask('/kept', {}, 'HEAD');
    assert.deepEqual([head.statusCode, head.body, tagOf(head)], [200, '', tagOf(first)]);
    for (const other of ['lang=en', 'size=lon']) assert.equal((await ask('/kept', { cookie: other, 'if-none-match': '"x"' })).statusCode, 200, other);
    assert.match((await ask('/kept', { cookie: 'lang=en', 'if-none-match': tagOf(first) })).body, /một en/u);

    [revision, text] = ['2', 'hai'];
    const changed = await ask('/kept', { 'if-none-match': tagOf(first) });
    assert.equal(changed.statusCode, 200);
    assert.match(changed.body, /hai vi/u);
    assert.equal((await ask('/kept', { 'if-none-match': tagOf(changed) })).statusCode, 304);

    today = new Date('2026-03-03T00:00:00+07:00');
    text = 'giá của ngày mới';
    assert.match((await ask('/kept', { 'if-none-match': tagOf(changed) })).body, /giá của ngày mới/u);

    actor = citizen;
    for (const path of ['/kept', '/drawn']) {
      const own = await ask(path, { 'if-none-match': `${tagOf(changed)}, *` });
      assert.deepEqual([own.statusCode, own.headers['cache-control'], own.headers['etag']], [200, 'no-store', undefined], path);
      assert.match(own.body, /citizen/u);
    }
    actor = guest;
    assert.match((await ask('/kept')).body, /guest/u, 'and nothing of theirs was kept');

    cookies = [{ name: 'mc', value: 'x' }];
    const brings = await ask('/kept', { 'if-none-match': tagOf(changed) });
    assert.deepEqual([brings.statusCode, brings.headers['cache-control'], brings.headers['etag'], String(brings.headers['set-cookie']).split(';')[0]], [200, 'no-store', undefined, 'mc=x']);
    cookies = [];

    for (const path of ['/token', '/own']) {
      const own = await ask(path, { 'if-none-match': '*' });
      assert.deepEqual([own.statusCode, own.headers['cache-control'], own.headers['etag']], [200, 'no-store', undefined], path);
    }
    const before = draws;
    const drawn = await ask('/drawn');
    assert.deepEqual([drawn.headers['cache-control'], (await ask('/drawn', { 'if-none-match': tagOf(drawn) })).statusCode, draws - before], ['public, max-age=60', 304, 2], 'without a revision it is drawn each time');
  } finally { await server.close(); }
});
