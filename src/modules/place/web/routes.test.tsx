import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { renderToString } from 'preact-render-to-string';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { Route, View } from '../../../platform/http/route.ts';
import { placeStore } from '../store/place-store.ts';
import { seedPlaces } from '../store/seed-places.ts';
import { placeRoutes, placesAnswer } from './routes.tsx';

let db: TestDatabase;
let routes: Route[];
const clock = { now: () => new Date('2026-09-22T02:00:00Z') };
const view = (lang: 'vi' | 'en' = 'vi'): View => ({ lang, size: 'thuong', theme: 'sang', path: '/dia-chi/tim', csrf: 'c', actor: { kind: 'guest', guestKey: 'g' }, siteName: 'Xã Hàm Liêm', helpPhone: '0252 386 8888', demo: true, newKey: () => 'k'.repeat(12) }) as View;

before(async () => {
  db = await openTestDatabase();
  await seedPlaces({ query: async (statement) => (await db.owner.query(statement.text, statement.values as unknown[])).rows as never }, clock.now());
  routes = placeRoutes({ places: placeStore(db.app, clock) });
});
after(async () => { await db.close(); });

async function call(path: string, query: Record<string, string> = {}, params: Record<string, string> = {}, lang: 'vi' | 'en' = 'vi'): Promise<{ status: number; body: string; value: unknown }> {
  const route = routes.find((one) => one.path === path);
  assert.ok(route);
  const parsed = { query: route.query?.safeParse(query), params: route.params?.safeParse(params) };
  for (const result of Object.values(parsed)) if (result && !result.success) return { status: 400, body: '', value: null };
  const reply = await route.handle({ query: parsed.query?.data, params: parsed.params?.data, view: view(lang), lang } as never);
  if (reply.kind === 'page') return { status: reply.status, body: renderToString(reply.node).replace(/<!--.*?-->/gu, ''), value: null };
  assert.equal(reply.kind, 'json');
  return { status: 200, body: '', value: reply.kind === 'json' ? reply.value : null };
}

test('the page answers an old name without JavaScript, with one H1 and no inline style', async () => {
  const { status, body } = await call('/dia-chi/tim', { q: 'ham chinh' });
  assert.equal(status, 200);
  assert.match(body, /<h1>Tìm xã, phường<\/h1>/u);
  assert.match(body, /Xã Hàm Liêm, tỉnh Lâm Đồng \(gồm Hàm Chính cũ/u);
  assert.match(body, /href="\/dia-chi\/cu\/23098\?den=2025-07-01"/u);
  assert.equal(body.match(/<h1/gu)?.length, 1);
  assert.doesNotMatch(body, / style=|<script(?![^>]* src)/u);
});
test('the old commune’s card says where it is now, through which steps, and what is only inferred', async () => {
  const plain = await call('/dia-chi/cu/:code', {}, { code: '23098' });
  assert.match(plain.body, /<b>Xã Hàm Liêm, tỉnh Lâm Đồng<\/b>/u);
  assert.doesNotMatch(plain.body, /suy ra/u);
  const chain = await call('/dia-chi/cu/:code', { den: '2024-12-01' }, { code: '10852' });
  assert.match(chain.body, /xã Thanh Tân, từ 1\/12\/2024.*xã Thanh Hà, từ 1\/7\/2025/u);
  assert.match(chain.body, /suy ra từ danh mục/u);
  const divided = await call('/dia-chi/cu/:code', {}, { code: '00016' });
  assert.match(divided.body, /thôn, khu phố nào/u);
  assert.match(divided.body, /Phường Ba Đình.*\(00004\)/u);
  const unknown = await call('/dia-chi/cu/:code', {}, { code: '02488' });
  assert.match(unknown.body, /Chưa có dữ liệu nay thuộc đâu/u);
  assert.match(unknown.body, /ghi nguyên địa chỉ cũ/u);
  assert.equal((await call('/dia-chi/cu/:code', {}, { code: '99999' })).status, 404);
  assert.match((await call('/dia-chi/cu/:code', {}, { code: '23098' }, 'en')).body, /Hàm Liêm Commune, Lâm Đồng Province/u);
});
test('province, district, commune can be walked by a form that only asks', async () => {
  assert.match((await call('/dia-chi/tim')).body, /<option value="60">Tỉnh Bình Thuận<\/option>/u);
  assert.match((await call('/dia-chi/tim', { tinh: '60' })).body, /<option value="597">Huyện Hàm Thuận Bắc<\/option>/u);
  assert.match((await call('/dia-chi/tim', { tinh: '60', huyen: '597' })).body, /<a href="\/dia-chi\/cu\/23098\?den=2025-07-01">Xã Hàm Chính<\/a>/u);
});
test('too little, nothing found, markup and foreign return addresses have their answer', async () => {
  assert.match((await call('/dia-chi/tim', { q: 'a' })).body, /ít nhất hai chữ cái/u);
  const none = await call('/dia-chi/tim', { q: '<script>alert(1)</script>zzzzqq' });
  assert.match(none.body, /Chưa tìm thấy nơi nào tên «&lt;script/u);
  assert.doesNotMatch((await call('/dia-chi/tim', { q: 'ham chinh', ve: 'https://evil.example/' })).body, /evil/u);
  assert.doesNotMatch((await call('/dia-chi/tim', { q: 'ham chinh', ve: '//evil.example/' })).body, /evil/u);
  assert.match((await call('/dia-chi/tim', { q: 'ham chinh', ve: '/ho-so/1/me?x=1' })).body, /href="\/ho-so\/1\/me\?x=1"/u);
});
test('the API answers by its own schema', async () => {
  const { value } = await call('/api/v1/places', { q: 'ham chinh' });
  const answer = placesAnswer.parse(value);
  assert.deepEqual(answer.items[0]?.place, { code: '23095', name: 'Xã Hàm Liêm', province: { code: '68', name: 'Tỉnh Lâm Đồng' } });
  assert.equal(answer.items[0]?.former?.code, '23098');
  assert.equal(placesAnswer.parse((await call('/api/v1/places', { q: 'tan thanh', limit: '3' })).value).items.length, 3);
  assert.equal((await call('/api/v1/places', { q: '' })).status, 400);
  assert.equal((await call('/api/v1/places', { q: 'x', limit: '1000' })).status, 400);
});
test('select boxes get the communes of a province', async () => {
  const { value } = await call('/dia-chi/xa', { tinh: '68' });
  const { items } = value as { items: { value: string; label: string }[] };
  assert.ok(items.length > 100 && items.some((one) => one.value === '23095' && one.label === 'Xã Hàm Liêm'));
  assert.equal((await call('/dia-chi/xa', { tinh: 'x' })).status, 400);
});
