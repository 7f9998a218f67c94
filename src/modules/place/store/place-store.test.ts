import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import type { Queryable } from '../../../platform/postgres/database.ts';
import { placeFiles, seedPlaces } from './seed-places.ts';
import { placeStore } from './place-store.ts';
import type { PlaceStore } from '../ports.ts';

let db: TestDatabase;
let store: PlaceStore;
let now = Date.parse('2026-09-22T02:00:00Z');
const clock = { now: () => new Date(now) };
const asOwner = (): Queryable => ({ query: async (statement) => (await db.owner.query(statement.text, statement.values as unknown[])).rows as never });

before(async () => {
  db = await openTestDatabase();
  await seedPlaces(asOwner(), clock.now());
  store = placeStore(db.app, clock);
});
after(async () => { await db.close(); });
const first = async (typed: string, lang: 'vi' | 'en' = 'vi') => (await store.searchPlaces(typed)).hits[0]?.label[lang];

test('loading twice changes nothing', async () => {
  const again = await seedPlaces(asOwner(), clock.now());
  assert.equal(again.loaded, false);
  assert.equal((await db.owner.query('SELECT count(*)::int AS n FROM place_commune WHERE valid_to IS NULL')).rows[0].n, 3321);
});
test('the web role reads and cannot write', async () => {
  await assert.rejects(db.app.write.query({ text: "DELETE FROM place_commune WHERE code = '23095'" }), /permission denied/u);
});
test('an old name offers the new commune', async () => {
  for (const typed of ['Hàm Chính', 'ham chinh', 'HAM CHINH', 'xã hàm chính', 'Hàm Chính'.normalize('NFD'), 'hàm chính, hàm thuận bắc, bình thuận', 'ham chinh binh thuan'])
    assert.equal(await first(typed), 'Xã Hàm Liêm, tỉnh Lâm Đồng (gồm Hàm Chính cũ, huyện Hàm Thuận Bắc)', typed);
  assert.equal(await first('ham chinh', 'en'), 'Hàm Liêm Commune, Lâm Đồng Province (includes the former Hàm Chính, Hàm Thuận Bắc District)');
  assert.equal(await first('thanh xa hai duong'), 'Xã Thanh Hà, thành phố Hải Phòng (gồm Thanh Xá cũ, huyện Thanh Hà)');
  assert.match(await first('ben nghe') ?? '', /^Phường Sài Gòn, thành phố Hồ Chí Minh \(gồm Bến Nghé cũ/u);
});
test('a name in force comes before an old one, the tone decides between look-alikes', async () => {
  assert.equal(await first('hàm liêm'), 'Xã Hàm Liêm, tỉnh Lâm Đồng');
  const both = (await store.searchPlaces('thanh ha')).hits.map((hit) => hit.label.vi);
  assert.equal(both[0], 'Xã Thanh Hà, thành phố Hải Phòng');
  const toned = (await store.searchPlaces('Tân Hoà')).hits;
  assert.ok(toned.slice(0, 3).every((hit) => /Tân Ho[àa]/u.test((hit.former?.name ?? hit.now?.commune.name ?? '').replace('Hòa', 'Hoà'))), toned.map((hit) => hit.label.vi).join(' | '));
});
test('the very name comes alone; what only holds its letters somewhere is not offered beside it', async () => {
  const { hits } = await store.searchPlaces('Thanh Xá');
  assert.ok(hits.length > 0 && hits.every((hit) => /Thanh Xá/u.test(hit.former?.name ?? hit.now?.commune.name ?? '')), hits.map((hit) => hit.label.vi).join(' | '));
  assert.deepEqual(hits.map((hit) => hit.sameName), hits.map(() => true));
  assert.deepEqual((await store.searchPlaces('Hàm Chính huyện Hàm Thuận Bắc tỉnh Bình Thuận')).hits.map((hit) => [hit.former?.name, hit.sameName]), [['Xã Hàm Chính', true]]);
  const longer = (await store.searchPlaces('tân lập')).hits;
  assert.ok(longer[0]?.sameName && longer.every((hit) => /Tân Lập/u.test(hit.former?.name ?? hit.now?.commune.name ?? '')), 'longer names with it may follow');
  const begun = (await store.searchPlaces('hàm')).hits;
  assert.ok(begun.length > 5 && begun.every((hit) => !hit.sameName), 'the beginning of a name is not a name');
});
test('one name in many provinces: the province narrows it down', async () => {
  const all = (await store.searchPlaces('tân thành')).hits;
  assert.ok(all.length >= 8);
  assert.equal(await first('tan thanh lam dong'), 'Xã Tân Thành, tỉnh Lâm Đồng');
});
test('both kinds of name of a province that became a city are found', async () => {
  assert.match(await first('xuan loc tinh dong nai') ?? '', /^Phường Xuân Lộc, thành phố Đồng Nai/u);
  assert.match(await first('xuan loc tp dong nai') ?? '', /^Phường Xuân Lộc, thành phố Đồng Nai/u);
});
test('apostrophes, i for y, slips of the finger', async () => {
  assert.equal(await first('ea hleo'), "Xã Ea H'Leo, tỉnh Đắk Lắk");
  assert.equal(await first("Ea H'Leo"), "Xã Ea H'Leo, tỉnh Đắk Lắk");
  const slip = await store.searchPlaces('ham chinhh');
  assert.equal(slip.approximate, true);
  assert.match(slip.hits[0]?.label.vi ?? '', /Hàm Chính cũ/u);
});
test('a divided commune is offered as a question, an unrecorded one as unknown with its neighbours', async () => {
  const divided = (await store.searchPlaces('phường cống vị quận ba đình')).hits.find((hit) => hit.former);
  assert.ok(divided?.resolution);
  const unknown = await store.successorsOf('02488');
  assert.equal(unknown?.former.name, 'Xã Trung Môn');
  assert.ok(unknown?.resolution.kind === 'unknown' && unknown.resolution.nearby.length > 0);
  assert.equal(await store.successorsOf('99999'), null);
});
test('nothing useful typed asks nothing; signs with a meaning for the database are only letters', async () => {
  assert.deepEqual(await store.searchPlaces(' '), { hits: [], approximate: false, asked: false });
  for (const typed of ['%%%___', "'; DROP TABLE place_commune; --", 'a%b_c', '\u0000\u0000ab', 'xã '.repeat(500)]) assert.ok(Array.isArray((await store.searchPlaces(typed)).hits), typed);
  assert.ok((await store.searchPlaces('xa')).hits.length <= 20);
});
test('three old levels can be walked', async () => {
  assert.equal((await store.formerProvinces()).length, 63);
  const districts = await store.formerDistricts('60');
  assert.ok(districts.some((one) => one.code === '597' && one.name === 'Huyện Hàm Thuận Bắc'));
  assert.ok((await store.formerCommunes('597')).some((one) => one.code === '23098'));
});
test('the book is kept until a newer list is loaded and looked for', async () => {
  const before = await store.book();
  assert.equal(await store.book(), before);
  const files = placeFiles();
  await seedPlaces(asOwner(), new Date(now + 1000), { ...files, provinces: files.provinces.replace('Tỉnh Lâm Đồng', 'Thành phố Lâm Đồng') });
  assert.equal((await store.book()).province('68')?.name, 'Tỉnh Lâm Đồng');
  now += 6 * 60_000;
  assert.equal((await store.book()).province('68')?.name, 'Thành phố Lâm Đồng');
  await seedPlaces(asOwner(), new Date(now + 2000), files);
});
