import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Answer, Visitor } from '../support/browse.ts';

const PAGES = ['/', '/thu-tuc', '/thu-tuc?xem=tat-ca', '/thu-tuc?linh-vuc=H%E1%BB%99+t%E1%BB%8Bch', '/thu-tuc/khai-sinh', '/thu-tuc/khai-sinh/to-huong-dan', '/viec/sinh-con', '/muc-do', '/minh-bach', '/quyen-rieng-tu'];

describe('pages that are the same for everybody are fetched once', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp(); });
  after(() => app.close());
  const get = (who: Visitor, path: string, has?: Answer): Promise<Answer> => who.fetch(path, 'GET', null, has ? { 'if-none-match': has.headers.get('etag') ?? assert.fail(`${path} has no tag`) } : {});

  test('whoever has a page hears 304; another language, letter size or colour is another page', async () => {
    for (const path of PAGES) {
      const person = app.visitor();
      const first = await get(person, path);
      assert.equal(first.status, 200, path);
      assert.match(first.headers.get('cache-control') ?? '', /^public, (?:no-cache|max-age=60)$/u, path);
      const again = await get(person, path, first);
      assert.deepEqual([again.status, again.bytes.length], [304, 0], path);
      const other = await get(app.visitor(), path);
      assert.deepEqual([other.headers.get('etag'), other.bytes.equals(first.bytes)], [first.headers.get('etag'), true], path);
      for (const choice of ['ngon-ngu=en', 'co=lon', 'giao-dien=toi']) {
        const chooser = app.visitor();
        await chooser.go(`/cai-dat-hien-thi?${choice}&ve=/quyen-rieng-tu`);
        const shown = await get(chooser, path, first);
        assert.deepEqual([shown.status, shown.bytes.equals(first.bytes)], [200, false], `${path} ${choice}`);
        assert.equal((await get(chooser, path, shown)).status, 304, `${path} ${choice}`);
      }
    }
  });
  test('a procedure closed to the network and opened again is seen by the next request, though page and tag were kept', async () => {
    const person = app.visitor();
    const offering = { agencyId: 2, code: '1.001193', offered: true, online: true, office: null, term: null, fees: null, legalBasis: null };
    await app.core.catalog.saveOffering(offering, app.clock.now(), 'thử');
    const open = await get(person, '/thu-tuc/khai-sinh');
    assert.match(open.page.text, /Bắt đầu khai/u);
    await app.core.catalog.saveOffering({ ...offering, online: false }, app.clock.now(), 'thử');
    const closed = await get(person, '/thu-tuc/khai-sinh', open);
    assert.equal(closed.status, 200);
    assert.doesNotMatch(closed.page.text, /Bắt đầu khai/u);
    assert.equal((await get(person, '/thu-tuc/khai-sinh', closed)).status, 304);
    await app.core.catalog.saveOffering(offering, app.clock.now(), 'thử');
    assert.match((await get(person, '/thu-tuc/khai-sinh', closed)).page.text, /Bắt đầu khai/u);
  });
  test('somebody who began something, an officer who signed in: their page is theirs, and the next visitor’s is not', async () => {
    const before = await get(app.visitor(), '/');
    const person = app.visitor();
    await person.go('/khai/khai-sinh?da-kiem-tra=1');
    await person.submit({ noi: '2', may: 'toi' });
    assert.match(person.path, /^\/nhap\//u);
    const began = await get(person, '/', before);
    assert.equal(began.status, 200);
    assert.match(began.page.text, /Làm tiếp hồ sơ dở/u);
    assert.deepEqual([began.headers.get('cache-control'), began.headers.get('etag')], ['no-store', null]);
    const officer = app.visitor();
    await officer.go('/can-bo/dang-nhap');
    await officer.submit({ username: 'kiemsoat.hamliem', password: 'mot-cua-demo' });
    for (const path of PAGES) {
      const own = await officer.fetch(path, 'GET', null, { 'if-none-match': '*' });
      assert.deepEqual([own.status, own.headers.get('cache-control'), own.headers.get('etag')], [200, 'no-store', null], path);
    }
    const after = await get(app.visitor(), '/', before);
    assert.equal(after.status, 304);
  });
  test('words that somebody searched for are no address to be kept', async () => {
    for (const path of ['/tim?q=khai sinh', '/thu-tuc?q=khai sinh']) assert.equal((await get(app.visitor(), path)).headers.get('cache-control'), 'no-store', path);
  });
});
