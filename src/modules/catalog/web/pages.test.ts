import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { createServer, type Identified } from '../../../platform/http/server.ts';
import type { Route, View } from '../../../platform/http/route.ts';
import type { Database } from '../../../platform/postgres/database.ts';
import type { Actor, Officer } from '../../../shared/actor.ts';
import { blocking, canonicalJson, flagKey, type ProcedureContent } from '../domain/index.ts';
import { exampleProcedure } from '../domain/example.ts';
import type { CatalogStore, CatalogVersion, Offering } from '../ports.ts';
import { readSearchVocabulary, readStarterCatalogue } from '../store/starter-files.ts';
import { procedureFinder } from '../use-cases/find-procedures.ts';
import { judge } from '../use-cases/judge.ts';
import { procedureAnswer, procedureListAnswer } from './api.ts';
import { catalogRoutes } from './routes.ts';
import { W } from './words.ts';

const clock = { now: () => new Date('2026-11-21T02:00:00Z') };
const officer: Officer = { kind: 'officer', officerId: '00000000-0000-7000-8000-000000000001', name: 'Trần Thị Kiểm Soát', title: 'Kiểm soát thủ tục', agencyId: 7, agencyIds: [7], roles: ['control'], governs: true };
const guest: Actor = { kind: 'guest', guestKey: 'g' };

/** The catalogue in memory, with the store's promises: by hash, one draft, one published. */
function memoryStore(contents: readonly ProcedureContent[]): CatalogStore {
  let n = 0;
  const id = (): string => `00000000-0000-7000-8000-${String((n += 1)).padStart(12, '0')}`;
  const hashOf = (content: ProcedureContent): string => Buffer.from(canonicalJson(content)).toString('hex').slice(-64).padStart(64, '0');
  let versions: CatalogVersion[] = contents.map((content) => {
    const published = blocking(judge(content)).length === 0;
    return { id: id(), code: content.code, versionNo: 1, state: published ? 'published' : 'draft', content, contentHash: hashOf(content), lacks: judge(content), changedAt: clock.now(), publishedAt: published ? clock.now() : null, publishedBy: published ? 'x' : null };
  });
  const offerings: Offering[] = [];
  const published = (): CatalogVersion[] => versions.filter((version) => version.state === 'published');
  const store: CatalogStore = {
    async listPublished() { return published(); },
    async publishedByCode(code) { return published().find((version) => version.code === code) ?? null; },
    async findPublished(text) { return published().find((version) => version.code === text.slice(0, 8) || version.content.slug === text) ?? null; },
    async versionById(one) { return versions.find((version) => version.id === one) ?? null; },
    async offeringsOf(code) { return offerings.filter((one) => one.code === code); },
    async offering(agencyId, code) { return offerings.find((one) => one.agencyId === agencyId && one.code === code) ?? null; },
    async counter() { return n; },
    async listManaged() {
      return versions.filter((version) => version.state !== 'superseded').map((version) => ({
        code: version.code, officialName: version.content.officialName, field: version.content.field,
        draft: version.state === 'draft' ? { id: version.id, versionNo: 1, lacks: version.lacks, openFlags: version.content.flags.filter((flag) => !flag.resolution).length, changedAt: version.changedAt } : null,
        published: version.state === 'published' ? { id: version.id, versionNo: 1, publishedAt: clock.now(), unverified: 0, openFlags: 0 } : null,
      }));
    },
    async versionsOf(code) { return versions.filter((version) => version.code === code).toReversed(); },
    async addDraft() { return false; },
    async addNextDraft(draft) {
      const head = { id: draft.id, code: draft.content.code, versionNo: versions.filter((version) => version.code === draft.content.code).length + 1, state: 'draft' as const };
      versions = [...versions, { ...head, content: draft.content, contentHash: hashOf(draft.content), lacks: draft.lacks, changedAt: draft.at, publishedAt: null, publishedBy: null }];
      return head;
    },
    async saveDraft(one, expected, content, lacks) {
      const at = versions.findIndex((version) => version.id === one && version.state === 'draft' && version.contentHash === expected);
      const before = versions[at];
      if (!before) return false;
      versions = versions.with(at, { ...before, content, lacks, contentHash: hashOf(content) });
      return true;
    },
    async publish(one, expected, at, by) {
      if (!versions.some((version) => version.id === one && version.state === 'draft' && version.contentHash === expected)) return false;
      const code = versions.find((version) => version.id === one)?.code;
      versions = versions.map((version) => (version.id === one ? { ...version, state: 'published', publishedAt: at, publishedBy: by } : version.code === code && version.state === 'published' ? { ...version, state: 'superseded' } : version));
      n += 1;
      return true;
    },
    async saveOffering(offering) { offerings.push(offering); n += 1; },
    async unanswered() { return [{ query: 've xem phim', times: 3, lastOn: '2026-11-20' }]; },
  };
  return store;
}

const doubtful = exampleProcedure({ code: '9.000002', officialName: 'Thủ tục còn nghi vấn <script>alert(1)</script>', plainName: { vi: 'Việc còn nghi vấn', en: 'Doubtful' }, terms: [{ term: null, sourceText: '3' }], flags: [{ key: 'terms', part: 'terms', sourceText: '3', doubt: 'Nguồn ghi thời hạn không có đơn vị', candidates: [{ value: '03 ngày làm việc', basis: 'Bản khác', asOf: '2024' }] }] });
const contents = [...readStarterCatalogue(), doubtful];
const everything = () => {
  const catalog = memoryStore(contents);
  const finder = procedureFinder({ catalog, vocabulary: readSearchVocabulary(), onlinePayment: () => true });
  let ids = 0;
  return { catalog, routes: catalogRoutes({ catalog, finder, clock, ids: { uuid: () => `00000000-0000-7000-9000-${String((ids += 1)).padStart(12, '0')}`, secret: () => 'X' } }) };
};

async function serve(routes: readonly Route[], actor: Actor) {
  const view = (parts: { path: string; lang: 'vi' | 'en' }): View => ({ lang: parts.lang, size: 'thuong', theme: 'theo-may', path: parts.path, csrf: 'token', actor, siteName: 'Xã Thử', helpPhone: '0252 3868 888', demo: true, newKey: () => 'k'.repeat(12) });
  const identified: Identified = { actor, scope: { kind: 'public' }, csrf: 'token', cookies: [] };
  const server = await createServer(routes, {
    db: {} as Database, now: clock.now, publicUrl: 'http://localhost', trustProxy: false, assetsDir: import.meta.dirname, logger: false,
    async identify() { return identified; },
    mayCall: (permission, who) => permission === 'public.read' || ((permission === 'catalog.manage' || permission === 'catalog.publish') && who.kind === 'officer' && who.roles.includes('control')),
    viewOf: ({ path, cookie }) => view({ path, lang: cookie('lang') === 'en' ? 'en' : 'vi' }),
    signInPath: () => null, errorPage: (_view, problem) => ({ type: 'p', props: { children: `${problem.status} ${problem.kind}` } }) as never,
  });
  return {
    async get(url: string, lang = 'vi') { return server.inject({ method: 'GET', url, headers: { cookie: `lang=${lang}` } }); },
    async post(url: string, body: Record<string, string>) { return server.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: 'token', _key: 'k'.repeat(12), ...body }).toString() }); },
    close: () => server.close(),
  };
}

test('public pages of the catalogue', async (t) => {
  const { routes, catalog } = everything();
  const web = await serve(routes, guest);
  await t.test('a procedure is read under its name and its code; its facts, papers, full text and both vocabularies of the level are there', async () => {
    for (const url of ['/thu-tuc/khai-sinh', '/thu-tuc/1.001193']) {
      const { statusCode, body } = await web.get(url);
      assert.equal(statusCode, 200);
      assert.match(body, /<h1>Làm khai sinh cho con<\/h1>/u);
      assert.match(body, /href="\/khai\/khai-sinh"[^>]*><span>Bắt đầu khai/u);
      assert.match(body, /Mức độ 4 · toàn trình/u);
      for (const part of [W.page.order, W.page.manner, W.page.papers, W.page.terms, W.page.applicants, W.page.authority, W.page.results, W.page.fees, W.page.forms, W.page.conditions, W.page.legal]) assert.ok(body.includes(`<span>${part.vi}</span>`), part.vi);
      assert.doesNotMatch(body, /<script|style="|undefined|\[object/u);
    }
  });
  await t.test('every published procedure has a page in both languages within 10 KB of HTML (brotli), one H1, and says what nobody has checked', async () => {
    for (const version of await catalog.listPublished()) {
      for (const lang of ['vi', 'en'] as const) {
        const { statusCode, body } = await web.get(`/thu-tuc/${version.content.slug ?? version.code}`, lang);
        assert.equal(statusCode, 200, version.code);
        assert.equal(body.match(/<h1/gu)?.length, 1, version.code);
        assert.doesNotMatch(body, /<script|style="|undefined|\[object|NaN/u, version.code);
        assert.ok(brotliCompressSync(body).length <= 10 * 1024, `${version.code}: ${brotliCompressSync(body).length}`);
        if (version.content.flags.some((flag) => flag.resolution?.unverified)) assert.match(body, lang === 'vi' ? /chưa đối chiếu/u : /not yet checked/u, version.code);
      }
      assert.equal((await web.get(`/thu-tuc/${version.content.slug ?? version.code}/to-huong-dan`)).statusCode, 200);
    }
  });
  await t.test('where the province sets the fee, nobody reads that it is free', async () => {
    const { body } = await web.get('/thu-tuc/nhan-cha-me-con');
    assert.match(body, /Lệ phí theo mức của tỉnh/u);
    assert.doesNotMatch(body, /Không mất tiền|>Miễn phí</u);
  });
  await t.test('a draft and nonsense are not found', async () => {
    for (const url of ['/thu-tuc/2.001263', '/thu-tuc/nhan-con-nuoi', '/thu-tuc/9.000002', '/thu-tuc/khong-co', '/thu-tuc/2.001263/to-huong-dan', '/thu-tuc/%00', '/thu-tuc/..%2f..', '/viec/khong-co', '/viec/constructor', `/thu-tuc/${'a'.repeat(200)}`]) assert.equal((await web.get(url)).statusCode, 404, url);
  });
  await t.test('first the fields with their counts; every procedure is reached by their links, and by the list of all, once each', async () => {
    const published = (await catalog.listPublished()).map((version) => `/thu-tuc/${version.content.slug ?? version.code}`).sort();
    const hrefs = (body: string, wanted: RegExp): string[] => [...body.matchAll(/href="([^"]+)"/gu)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&')).filter((href) => wanted.test(href));
    const walk = async (from: string): Promise<string[]> => {
      const seen: string[] = [];
      for (let at: string | undefined = from; at;) {
        const { body }: { body: string } = await web.get(at);
        seen.push(...hrefs(body, /^\/thu-tuc\/[^/]+$/u));
        at = /href="([^"]+)" rel="next"/u.exec(body)?.[1]?.replaceAll('&amp;', '&');
      }
      return seen;
    };
    const { body } = await web.get('/thu-tuc');
    const counts = [...body.matchAll(/<small>(\d+) việc<\/small>/gu)].map(([, n]) => Number(n));
    assert.equal(counts.reduce((sum, n) => sum + n, 0), published.length);
    const fields: string[] = [];
    for (const [at, href] of hrefs(body, /linh-vuc=/u).entries()) {
      const listed = await walk(href);
      assert.equal(listed.length, counts[at], decodeURIComponent(href));
      fields.push(...listed);
    }
    assert.deepEqual(fields.sort(), published);
    const [everything] = hrefs(body, /xem=/u);
    assert.deepEqual((await walk(everything ?? assert.fail())).sort(), published);
  });
  await t.test('the list filters by field, level and words and keeps them from page to page, back too; odd queries do no harm', async () => {
    assert.match((await web.get('/thu-tuc?muc=4')).body, /1–3 trong 3 việc/u);
    assert.match((await web.get(`/thu-tuc?linh-vuc=${encodeURIComponent('Nghĩa vụ quân sự')}`)).body, /1–6 trong 6 việc/u);
    assert.match((await web.get('/thu-tuc?q=ket%20hon')).body, /Đăng ký kết hôn/u);
    const turn = (body: string, rel: string): string => (new RegExp(`href="([^"]+)" rel="${rel}"`, 'u').exec(body)?.[1] ?? assert.fail(rel)).replaceAll('&amp;', '&');
    const first = '/thu-tuc?linh-vuc=H%E1%BB%99+t%E1%BB%8Bch&muc=1';
    const second = turn((await web.get(first)).body, 'next');
    assert.match(second, /^\/thu-tuc\?linh-vuc=H%E1%BB%99\+t%E1%BB%8Bch&muc=1&sau=\d\.\d{6}$/u);
    const { body } = await web.get(second);
    assert.match(body, /<span>11–/u);
    assert.equal(turn(body, 'prev'), first);
    for (const url of ['/thu-tuc?trang=-1', '/thu-tuc?xem=tat-ca&sau=9.999999', '/thu-tuc?xem=x&sau=%00', '/thu-tuc?muc=9&x=1', '/thu-tuc?q=a&q=b', `/thu-tuc?q=${'x'.repeat(3000)}`, '/thu-tuc?q=%3Cscript%3Ealert(1)%3C/script%3E']) {
      const { statusCode, body } = await web.get(url);
      assert.equal(statusCode, 200, url);
      assert.doesNotMatch(body, /<script>alert/u);
    }
  });
  await t.test('every life event has a page', async () => {
    const { body } = await web.get('/viec/sinh-con');
    assert.ok(body.indexOf('Làm khai sinh cho con') > 0 && body.indexOf('Làm khai sinh cho con') < body.indexOf('Đăng ký giám hộ'));
  });
  await web.close();
});

test('the API answers by its own schemas and refuses what it does not know', async () => {
  const { routes, catalog } = everything();
  const web = await serve(routes, guest);
  const all = (await catalog.listPublished()).length;
  const list = procedureListAnswer.parse((await web.get('/api/v1/procedures?limit=100')).json());
  assert.deepEqual([list.total, list.items.length, list.limit], [all, all, 100]);
  assert.equal(procedureListAnswer.parse((await web.get('/api/v1/procedures?limit=10&offset=60')).json()).items.length, all - 60);
  const [birth] = procedureListAnswer.parse((await web.get(`/api/v1/procedures?q=${encodeURIComponent('lam khai sinh cho con')}`)).json()).items;
  assert.deepEqual(birth && [birth.code, birth.name, birth.plainName, birth.level, birth.serviceLevelName], ['1.001193', 'Thủ tục đăng ký khai sinh', 'Làm khai sinh cho con', 4, 'toàn trình']);
  assert.deepEqual(procedureListAnswer.parse((await web.get('/api/v1/procedures?level=4')).json()).items.map((item) => item.code).sort(), ['1.001193', '1.004873', '2.000635']);
  assert.equal(procedureListAnswer.parse((await web.get('/api/v1/procedures?level=full')).json()).total, 3);
  const one = procedureAnswer.parse((await web.get('/api/v1/procedures/1.001193')).json());
  assert.ok(one.order.length > 2 && one.papers.length > 0 && one.terms[0]?.unit === 'same-day' && one.contentHash.length === 64);
  for (const version of await catalog.listPublished()) procedureAnswer.parse((await web.get(`/api/v1/procedures/${version.code}`)).json());
  for (const [url, status] of [['/api/v1/procedures?nope=1', 400], ['/api/v1/procedures?limit=101', 400], ['/api/v1/procedures?limit=abc', 400], ['/api/v1/procedures?limit=0', 400], ['/api/v1/procedures?level=5', 400], ['/api/v1/procedures?q=a&q=b', 400], [`/api/v1/procedures?q=${'x'.repeat(300)}`, 400], ['/api/v1/procedures/1.001193?x=1', 400], ['/api/v1/procedures/1.999999', 404], ['/api/v1/procedures/khai-sinh', 404], ['/api/v1/procedures/2.001263', 404]] as const) {
    const answer = await web.get(url);
    assert.equal(answer.statusCode, status, url);
    assert.match(String(answer.headers['content-type']), /application\/problem\+json/u);
    assert.equal((answer.json() as { status: number }).status, status);
  }
  await web.close();
});

test('procedure control answers doubts, publishes, opens the next draft', async () => {
  const { routes, catalog } = everything();
  const web = await serve(routes, officer);
  const outsider = await serve(routes, guest);
  for (const url of ['/quan-tri/thu-tuc', '/quan-tri/thu-tuc/1.001193']) assert.equal((await outsider.get(url)).statusCode, 403);
  assert.equal((await outsider.post('/quan-tri/thu-tuc/9.000002/cong-bo', {})).statusCode, 403);
  await outsider.close();

  const managed = async (from: string): Promise<string> => {
    const bodies: string[] = [];
    for (let at: string | undefined = from; at;) {
      const { body }: { body: string } = await web.get(at);
      bodies.push(body);
      at = /href="([^"]+)" rel="next"/u.exec(body)?.[1]?.replaceAll('&amp;', '&');
    }
    return bodies.join('');
  };
  const drafts = await managed('/quan-tri/thu-tuc?trang-thai=nhap');
  assert.match(drafts, /Thủ tục còn nghi vấn/u);
  assert.doesNotMatch(drafts, /Thủ tục đăng ký khai sinh</u);
  assert.match(drafts, /ve xem phim/u);
  const rowsIn = (html: string): string[] => [...html.matchAll(/<td class="mc-tight">(\d\.\d{6})<\/td>/gu)].map(([, code]) => code ?? '');
  assert.deepEqual(rowsIn(await managed('/quan-tri/thu-tuc')), (await catalog.listManaged()).map((one) => one.code), 'every procedure once, page by page');
  assert.match((await web.get('/quan-tri/thu-tuc?q=khai%20sinh')).body, /1\.001193/u);
  const military = (await web.get(`/quan-tri/thu-tuc?linh-vuc=${encodeURIComponent('Nghĩa vụ quân sự')}`)).body;
  assert.ok(rowsIn(military).length >= 6 && !military.includes('1.001193'));

  const here = '/quan-tri/thu-tuc/9.000002';
  const shown = await web.get(here);
  assert.match(shown.body, /Nguồn ghi thời hạn không có đơn vị/u);
  assert.match(shown.body, /<q lang="vi">3<\/q>/u);
  assert.match(shown.body, /03 ngày làm việc/u);
  assert.doesNotMatch(shown.body, /Công bố bản này/u);
  const suggested = await web.get(`${here}?nghi-van=terms&goi-y=0`);
  assert.match(suggested.body, /<textarea[^>]*>03 ngày làm việc<\/textarea>/u);
  assert.match(suggested.body, /value="Bản khác, 2024"/u);

  const [draft] = await catalog.versionsOf('9.000002');
  assert.ok(draft);
  const answer = { version: draft.id, hash: draft.contentHash, key: flagKey(doubtful.flags[0] ?? { part: '', sourceText: '', doubt: '' }) };
  const bare = await web.post(`${here}/giai`, { ...answer, value: '3', basis: 'Luật thử' });
  assert.equal(bare.statusCode, 422);
  assert.match(bare.body, /Thời hạn cần có số và đơn vị/u);
  assert.match(bare.body, /href="#terms-value"/u);
  assert.equal((await web.post(`${here}/giai`, { ...answer, value: '3 ngày làm việc', basis: '' })).statusCode, 422);
  assert.equal((await web.post(`${here}/giai`, { ...answer, value: '3 ngày làm việc', basis: 'Luật thử, Điều 1', extra: '1' })).statusCode, 422);
  assert.equal((await web.post(`${here}/giai`, { ...answer, hash: '0'.repeat(64), value: '3 ngày làm việc', basis: 'Luật thử, Điều 1' })).statusCode, 409);
  assert.equal((await web.post(`${here}/cong-bo`, { version: draft.id, hash: draft.contentHash })).statusCode, 409);
  const good = { ...answer, value: '3 ngày làm việc', basis: 'Luật thử, Điều 1', unverified: 'co' };
  for (const press of [1, 2]) {
    const done = await web.post(`${here}/giai`, good);
    assert.deepEqual([done.statusCode, done.headers.location], [303, `${here}?xong=resolved`], `press ${press}`);
  }
  const [resolved] = await catalog.versionsOf('9.000002');
  assert.ok(resolved);
  assert.match((await web.get(`${here}?xong=resolved`)).body, /Công bố bản này/u);
  for (const press of [1, 2]) assert.equal((await web.post(`${here}/cong-bo`, { version: resolved.id, hash: resolved.contentHash })).statusCode, 303, `press ${press}`);
  assert.equal((await web.get('/thu-tuc/9.000002')).statusCode, 200);
  const shownToAll = (await web.get('/thu-tuc/9.000002')).body;
  assert.match(shownToAll, /3 ngày làm việc/u);
  assert.ok(shownToAll.includes('&lt;script>alert(1)') && !shownToAll.includes('<script>alert'), 'a text of the source never becomes markup');

  assert.equal((await web.post(`${here}/ban-nhap`, {})).statusCode, 303);
  assert.equal((await web.post(`${here}/ban-nhap`, {})).statusCode, 303);
  assert.equal((await catalog.versionsOf('9.000002')).length, 2);
  assert.equal((await web.post(`${here}/noi-nhan`, { offered: 'co', office: 'Trung tâm Phục vụ hành chính công' })).statusCode, 303);
  assert.deepEqual((await catalog.offering(7, '9.000002'))?.online, false);
  assert.equal((await web.get('/quan-tri/thu-tuc/1.999999')).statusCode, 404);
  await web.close();
});

test('every refusal of procedure control has its words in both languages', () => {
  for (const words of Object.values(W.admin.faults)) assert.ok(words.vi.length > 5 && words.en.length > 5);
  assert.doesNotMatch(JSON.stringify(W), /không hợp lệ|lỗi hệ thống|quý khách|\bbạn\b|!/iu);
});
