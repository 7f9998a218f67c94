import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { renderToString } from 'preact-render-to-string';
import type { Route, View } from '../../../platform/http/route.ts';
import { blocking, canonicalJson, checkPublishable } from '../../catalog/domain/index.ts';
import { procedureFinder, readSearchVocabulary, readStarterCatalogue, type CatalogReader, type CatalogStore, type CatalogVersion } from '../../catalog/index.ts';
import { catalogRoutes } from '../../catalog/web/index.ts';
import { portalRoutes, PORTAL_LIMITS } from './home.tsx';
import { W } from './words.ts';

const published: readonly CatalogVersion[] = readStarterCatalogue().filter((content) => blocking(checkPublishable(content)).length === 0).map((content, at) => ({
  id: String(at), code: content.code, versionNo: 1, state: 'published', content, contentHash: canonicalJson(content).slice(0, 8), lacks: [], changedAt: new Date(0), publishedAt: new Date(0), publishedBy: 'x',
}));
const catalog = {
  async listPublished() { return published; },
  async publishedByCode(code) { return published.find((version) => version.code === code) ?? null; },
  async findPublished(text) { return published.find((version) => version.code === text || version.content.slug === text) ?? null; },
  async versionById() { return null; }, async offeringsOf() { return []; }, async offering() { return null; }, async counter() { return 1; },
} satisfies CatalogReader;
const noted: string[] = [];
const finder = procedureFinder({ catalog, vocabulary: readSearchVocabulary(), onlinePayment: () => true, unanswered: { note: (query) => { noted.push(query); } } });
const routes: readonly Route[] = [...portalRoutes({ finder }), ...catalogRoutes({ catalog: catalog as unknown as CatalogStore, finder, clock: { now: () => new Date(0) }, ids: { uuid: () => '', secret: () => '' } })];

async function read(address: string, lang: 'vi' | 'en' = 'vi'): Promise<string> {
  const url = new URL(address, 'http://localhost');
  for (const one of routes.filter((route) => route.method === 'GET' && !route.path.startsWith('/api/') && !route.path.startsWith('/quan-tri'))) {
    const names = [...one.path.matchAll(/:(\w+)/gu)].map((match) => match[1] ?? '');
    const match = new RegExp(`^${one.path.replace(/:\w+/gu, '([^/]+)')}$`, 'u').exec(url.pathname);
    if (!match) continue;
    const params = Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? '')]));
    const view: View = { lang, size: 'thuong', theme: 'theo-may', path: address, csrf: 't', actor: { kind: 'guest', guestKey: 'g' }, siteName: 'Xã Thử', helpPhone: '0252 3868 888', demo: false, newKey: () => 'k' };
    const reply = await one.handle({ params, query: one.query?.parse(Object.fromEntries(url.searchParams)), view, lang, now: new Date('2026-11-22T02:00:00Z') } as never);
    if (reply.kind === 'redirect') return read(reply.to, lang);
    assert.equal(reply.kind, 'page');
    return reply.kind === 'page' ? renderToString(reply.node) : '';
  }
  return '';
}
const linksOf = (html: string): readonly string[] => [...html.matchAll(/href="(\/[^"]*)"/gu)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));

test('UX-01: three clicks from the first page to the start of any of the 40 commonest procedures, two for the first eight', async () => {
  const reached = new Map<string, number>();
  let edge: readonly string[] = ['/'];
  for (let clicks = 0; clicks < 3; clicks += 1) {
    const next = new Set<string>();
    for (const address of edge) for (const link of linksOf(await read(address))) if (!reached.has(link)) { reached.set(link, clicks + 1); if (/^\/(?:thu-tuc|viec|tim)/u.test(link)) next.add(link); }
    edge = [...next];
  }
  const common = published.map((version) => version.content).filter((content) => content.commonRank !== undefined).sort((a, b) => (a.commonRank ?? 0) - (b.commonRank ?? 0));
  const firstEight = common.slice(0, PORTAL_LIMITS.common);
  assert.ok(common.length >= 30);
  for (const content of common.slice(0, 40)) assert.ok((reached.get(`/thu-tuc/${content.slug}`) ?? 9) <= 2, content.plainName.vi);
  for (const content of firstEight) assert.equal(reached.get(`/thu-tuc/${content.slug}`), 1, content.plainName.vi);
  for (const slug of ['khai-sinh', 'xac-nhan-tinh-trang-hon-nhan']) assert.equal(reached.get(`/khai/${slug}`), 2);
});

test('§3.8: first page, search and procedure within 10 KB of HTML compressed, without script, one H1, in both languages', async () => {
  for (const address of ['/', '/tim', '/tim?q=khai%20sinh', '/tim?q=v%C3%A9%20xem%20phim', '/thu-tuc', '/thu-tuc/khai-sinh', '/viec/sinh-con']) {
    for (const lang of ['vi', 'en'] as const) {
      const html = await read(address, lang);
      assert.equal(html.match(/<h1/gu)?.length, 1, address);
      assert.doesNotMatch(html, /<script|style="|undefined|\[object/u, address);
      assert.ok(brotliCompressSync(html).length <= 10 * 1024, `${address}: ${brotliCompressSync(html).length}`);
    }
  }
});

test('the first page asks one question and shows the common, the life events, the own dossiers and a person to call', async () => {
  const html = await read('/');
  assert.match(html, /<h1>Anh\/chị cần làm việc gì\?<\/h1>/u);
  for (const words of [W.home.common.vi, W.home.life.vi, W.home.mine.vi, W.home.help.vi]) assert.ok(html.includes(`<h2>${words}</h2>`), words);
  assert.match(html, /action="\/tim"/u);
  assert.match(html, /href="tel:02523868888"/u);
});

test('what was begun is offered first, so that nobody begins it twice', async () => {
  const [home] = portalRoutes({ finder, openDrafts: async () => [{ href: '/khai/nhap/7/be', name: { vi: 'Làm khai sinh cho con', en: 'Register a birth' }, changedAt: new Date('2026-11-20T02:41:00Z') }] });
  const view: View = { lang: 'vi', size: 'thuong', theme: 'theo-may', path: '/', csrf: 't', actor: { kind: 'guest', guestKey: 'g' }, siteName: 'Xã Thử', helpPhone: '1', demo: false, newKey: () => 'k' };
  const reply = await home?.handle({ view, lang: 'vi', actor: view.actor, now: new Date('2026-11-22T02:00:00Z') } as never);
  const html = reply?.kind === 'page' ? renderToString(reply.node) : '';
  assert.ok(html.indexOf('Làm tiếp hồ sơ dở') > 0 && html.indexOf('Làm tiếp hồ sơ dở') < html.indexOf(W.home.common.vi));
  assert.match(html, /href="\/khai\/nhap\/7\/be">Làm khai sinh cho con<\/a> <span[^>]*>\(giữ lại lúc 09:41 thứ Sáu 20\/11\/2026\)/u);
});

test('a search says how many it found, the right one first; what is not understood is noted and answered with help', async () => {
  const found = await read('/tim?q=lam%20khai%20sinh%20cho%20con');
  assert.match(found, /<h1>Tìm thấy \d+ việc<\/h1>/u);
  assert.match(/<a class="mc-service-name" href="([^"]+)"/u.exec(found)?.[1] ?? '', /^\/thu-tuc\/khai-sinh$/u);
  assert.match(found, /Làm hết ở nhà/u);
  noted.length = 0;
  const none = await read('/tim?q=%3Cimg%20src%3Dx%3E');
  assert.match(none, /<h1>Chưa tìm thấy việc này<\/h1>/u);
  assert.match(none, /Chưa hiểu «&lt;img src=x>»/u);
  assert.match(none, /href="tel:02523868888"/u);
  assert.deepEqual(noted, ['<img src=x>']);
  assert.match(await read('/tim'), /<h1>Tìm việc cần làm<\/h1>/u);
  assert.deepEqual(noted.length, 1);
});

test('the words keep the house style', () => {
  assert.doesNotMatch(JSON.stringify(W), /không hợp lệ|lỗi hệ thống|quý khách|\bbạn\b|!/iu);
});
