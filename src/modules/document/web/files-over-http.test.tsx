import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { buildSync } from 'esbuild';
import type { FastifyInstance } from 'fastify';
import { chromium as browsers, type BrowserContext, type Page } from 'playwright-core';
import sharp from 'sharp';
import { z } from 'zod';
import { launchBrowser } from '../../../../test/support/browser.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { pdf, png } from '../../../../fixtures/files/make-files.ts';
import { createDiskFiles } from '../../../adapters/files-disk/index.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import { json, page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { createServer } from '../../../platform/http/server.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import type { Scope } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../shared/actor.ts';
import { setAssets } from '../../../ui/assets.ts';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { FileField } from '../../../ui/components/file-field/file-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { documentStore, fileSealer, photoWorkshop, type DocumentDeps, type FileScope } from '../index.ts';
import { documentRoutes, receiveCardPhoto, receiveParts } from './index.ts';

const keyring: Keyring = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
const CSRF = 'token-of-this-session';
const NOW = new Date('2026-11-20T02:00:00Z');
const AGENCY = 7;
let counter = NOW.getTime();
const uuid = (): string => { const time = (counter++).toString(16).padStart(12, '0'); const rest = randomBytes(9).toString('hex'); return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`; };
const officer = uuid();

/** Who calls is what the cookie says: `guest.<key>` or `officer.<agency>`. */
function actorOf(cookie: string | undefined): { actor: Actor; scope: Scope } {
  const [kind, value = 'nobody'] = (cookie ?? '').split('.');
  if (kind === 'officer') return { actor: { kind: 'officer', officerId: officer, name: 'Trần Văn Bình', title: '', agencyId: Number(value), agencyIds: [Number(value)], roles: ['reception'] }, scope: { kind: 'officer', officerId: officer, agencyIds: [Number(value)] } };
  return { actor: { kind: 'guest', guestKey: value }, scope: { kind: 'guest', guestKey: value } };
}

let home: string;
let database: TestDatabase;
let server: FastifyInstance;
let port: number;
let deps: DocumentDeps;
const reads: string[] = [];
const scanner = { down: false, async scan() { return this.down ? 'unavailable' as const : 'clean' as const; } };

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'mc-http-'));
  database = await openTestDatabase();
  const built = buildSync({ entryPoints: [join(packageRoot(), 'src/ui/islands/photo-pages.ts')], bundle: true, write: false, minify: true, target: ['chrome95'], format: 'iife', charset: 'utf8' });
  await writeFile(join(home, 'photo-pages.js'), built.outputFiles[0]?.contents ?? '');
  setAssets({ 'photo-pages.js': 'photo-pages.js' }, '/tai-san/');
  deps = { documents: documentStore(database.app, keyring), files: createDiskFiles({ dir: join(home, 'files') }), sealer: fileSealer(keyring), photos: photoWorkshop({ fontFile: null }), scanner, ids: { uuid, secret: () => 'S' } };
  server = await createServer([...uploadRoutes(), ...documentRoutes({ ...deps, noteRead: async (_, file) => { reads.push(file.id); } })], {
    db: database.app, now: () => NOW, publicUrl: 'http://127.0.0.1', trustProxy: false, assetsDir: home, logger: false,
    async identify(request) { return { ...actorOf(request.cookie('who')), csrf: CSRF, cookies: [] }; },
    mayCall: () => true, signInPath: () => null,
    viewOf: ({ identified, path }) => ({ lang: 'vi', size: 'thuong', theme: 'sang', path, csrf: CSRF, actor: identified.actor, siteName: 'Xã thử', helpPhone: '', demo: false, newKey: () => uuid() }),
    errorPage: (view, problem) => <CitizenLayout view={view} title={problem.kind}><p>{problem.kind}</p></CitizenLayout>,
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  port = (server.server.address() as AddressInfo).port;
});
after(async () => { await server?.close(); await database?.close(); await rm(home, { recursive: true, force: true }); });

function uploadRoutes(): Route[] {
  const params = z.object({ draft: z.uuid() });
  const show = async (request: RouteRequest<{ draft: string }, unknown, unknown>, problems: readonly { name: string; message: { vi: string; en: string } }[] = []) => {
    const files = await deps.documents.listOfDraft(request.scope as FileScope, request.params.draft);
    return page(
      <CitizenLayout view={request.view} title={{ vi: 'Chụp giấy chứng sinh', en: 'Photos' }} islands={['photo-pages']} errors={problems}>
        <form method="post" encType="multipart/form-data" noValidate>
          <CsrfFields view={request.view} />
          <FileField name="giay.chung-sinh" label={{ vi: 'Giấy chứng sinh', en: 'Certificate' }} required camera removeName="bo" sendButton={{ name: 'gui', value: '1' }} uploadUrl={`/thu/${request.params.draft}?tra=json`}
            pages={files.map((file) => ({ id: file.id, label: file.name, status: 'ok', sizeText: `${file.keptSize}`, thumbUrl: `/tep/${file.id}/xem` }))} />
          <button>Tiếp</button>
        </form>
      </CitizenLayout>, problems.length > 0 ? 400 : 200);
  };
  return [
    route({ method: 'GET', path: '/thu/:draft', permission: 'draft.write', audit: 'draft.papers', params, handle: (request) => show(request) }),
    route({
      method: 'POST', path: '/thu/:draft', permission: 'draft.write', audit: 'draft.send', params, multipart: true,
      async handle(request) {
        const guestKey = request.scope.kind === 'guest' ? request.scope.guestKey : null;
        const received = await receiveParts(deps, request.scope as FileScope, request.parts(), {
          draftId: request.params.draft, source: 'citizen', owner: { citizenId: null, guestKey, officerId: null, agencyIds: [AGENCY] }, paperOf: (input) => (input.startsWith('giay.') ? input.slice(5) : null),
        }, request.now);
        const answer = { received: received.stored, refused: received.refused.map((one) => ({ input: one.input, filename: one.filename, kind: one.refusal.kind, message: one.message.vi })), fields: Object.fromEntries(received.fields) };
        if (request.url.searchParams.get('tra') === 'json') return json(answer, received.refused.length > 0 ? 422 : 200);
        return received.refused.length > 0 ? show(request, received.refused.map((one) => ({ name: one.input, message: one.message }))) : redirect(`/thu/${request.params.draft}`);
      },
    }),
    route({
      method: 'POST', path: '/the', permission: 'draft.write', audit: 'draft.card', multipart: true,
      async handle(request) { const read = await receiveCardPhoto(deps, request.parts()); return json(read, read.ok ? 200 : 422); },
    }),
  ];
}

interface Part { readonly name: string; readonly filename?: string; readonly type?: string; readonly data: Buffer | string | Iterable<Buffer> }
const FIRST: readonly Part[] = [{ name: '_csrf', data: CSRF }, { name: '_key', data: 'key-of-one-form-post' }];
interface Answered { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer; json<T>(): T }
/** A form as a browser writes it, over a real socket; `cutAfter` bytes of the body the line breaks. */
function post(path: string, parts: readonly Part[], who = 'guest.g-1', cutAfter = Number.POSITIVE_INFINITY): Promise<Answered> {
  const boundary = `----${randomBytes(8).toString('hex')}`;
  function* body(): Iterable<Buffer> {
    for (const part of [...FIRST, ...parts]) {
      yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"${part.filename === undefined ? '' : `; filename="${part.filename}"`}\r\n${part.filename === undefined ? '' : `Content-Type: ${part.type ?? 'application/octet-stream'}\r\n`}\r\n`);
      if (typeof part.data === 'string' || Buffer.isBuffer(part.data)) yield Buffer.from(part.data); else yield* part.data;
      yield Buffer.from('\r\n');
    }
    yield Buffer.from(`--${boundary}--\r\n`);
  }
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path, method: 'POST', agent: false, headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, cookie: `who=${who}` } }, (response) => { collect(response).then(resolve, reject); });
    request.on('error', reject);
    let sent = 0;
    const pieces = body()[Symbol.iterator]();
    const go = (): void => {
      for (let next = pieces.next(); !next.done; next = pieces.next()) {
        sent += next.value.length;
        if (sent > cutAfter) { request.write(next.value, () => request.destroy()); return; }
        if (!request.write(next.value)) { request.once('drain', go); return; }
      }
      request.end();
    };
    go();
  });
}
async function collect(response: IncomingMessage): Promise<Answered> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return { status: response.statusCode ?? 0, headers: response.headers, body, json: <T,>() => JSON.parse(body.toString()) as T };
}
const get = (path: string, who = 'guest.g-1'): Promise<Answered> => new Promise((resolve, reject) => { httpRequest({ port, host: '127.0.0.1', path, agent: false, headers: { cookie: `who=${who}` } }, (response) => { collect(response).then(resolve, reject); }).on('error', reject).end(); });
interface UploadAnswer { received: { id: string; name: string; pages: number; sha256: string }[]; refused: { input: string; filename: string; kind: string; message: string }[]; fields: Record<string, string[]> }
const upload = async (parts: readonly Part[], draft = uuid(), who = 'guest.g-1') => { const answer = await post(`/thu/${draft}?tra=json`, parts, who); return { draft, status: answer.status, ...answer.json<UploadAnswer>() }; };
const photo = (width = 900, height = 600) => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#eee"/>${Array.from({ length: 30 }, (_, n) => `<rect x="${width / 10}" y="${(n * height) / 32 + 5}" width="${width * 0.7 - n * 9}" height="${height / 80}" fill="#222"/>`).join('')}</svg>`));

describe('a form with files', () => {
  test('good and bad files in one post: the good ones are kept, each bad one has its words, fields come along', async () => {
    const answer = await upload([
      { name: 'giay.chung-sinh', filename: 'Giấy chứng sinh.pdf'.normalize('NFD'), type: 'application/pdf', data: pdf({ pages: 2 }) },
      { name: 'giay.chung-sinh', filename: 'trang.pdf', type: 'application/pdf', data: '<html>404</html>' },
      { name: 'giay.to-khai', filename: '', data: '' },
      { name: 'giay.to-khai', filename: 'rong.jpg', data: '' },
      { name: 'giay.to-khai', filename: 'to.png', type: 'image/png', data: png(60_000, 60_000) },
      { name: 'la', filename: 'la.pdf', data: pdf() },
      { name: 'giay.to-khai', filename: '../../etc/anh.jpg', type: 'image/jpeg', data: await photo().jpeg().toBuffer() },
      { name: 'tiep', data: '1' },
    ]);
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.received.map((file) => [file.name, file.pages]), [['Giấy chứng sinh.pdf', 2], ['anh.jpg', 1]]);
    assert.deepEqual(answer.refused.map((one) => [one.filename, one.kind]), [['trang.pdf', 'not-what-it-says'], ['rong.jpg', 'empty'], ['to.png', 'too-many-pixels'], ['la.pdf', 'unknown-input']]);
    assert.ok(answer.refused.every((one) => one.message.length > 20));
    assert.deepEqual(answer.fields, { tiep: ['1'] });
  });
  test('a file without end among others: it is refused, what stands before and behind it is kept, memory does not follow', async () => {
    const before_ = process.memoryUsage().rss;
    function* endless(): Iterable<Buffer> { const piece = Buffer.alloc(256 * 1024, 0x61); for (let n = 0; n < 400; n++) yield piece; }
    const answer = await upload([
      { name: 'giay.a', filename: 'truoc.pdf', data: pdf() },
      { name: 'giay.a', filename: 'phim.pdf', data: endless() },
      { name: 'giay.b', filename: 'sau.pdf', data: pdf({ pages: 3 }) },
    ]);
    assert.deepEqual(answer.received.map((file) => file.name), ['truoc.pdf', 'sau.pdf']);
    assert.deepEqual(answer.refused.map((one) => [one.filename, one.kind]), [['phim.pdf', 'too-large']]);
    assert.ok(process.memoryUsage().rss - before_ < 120 * 1024 * 1024);
  });
  test('a line that breaks in the third file: the first two are there', async () => {
    const draft = uuid();
    const noise = randomBytes(400_000);
    await assert.rejects(post(`/thu/${draft}?tra=json`, [{ name: 'giay.a', filename: '1.pdf', data: pdf() }, { name: 'giay.a', filename: '2.pdf', data: pdf({ pages: 2 }) }, { name: 'giay.a', filename: '3.pdf', data: [noise, noise, noise] }], 'guest.g-1', 500_000));
    let kept: readonly string[] = [];
    for (let n = 0; n < 50 && kept.length < 2; n++) {
      kept = (await deps.documents.listOfDraft({ kind: 'guest', guestKey: 'g-1' }, draft)).map((file) => file.name);
      await new Promise((go) => setTimeout(go, 40));
    }
    assert.deepEqual(kept, ['1.pdf', '2.pdf']);
    // the same form sent again adds only what is missing
    const again = await upload([{ name: 'giay.a', filename: '1.pdf', data: pdf() }, { name: 'giay.a', filename: '2.pdf', data: pdf({ pages: 2 }) }, { name: 'giay.a', filename: '3.pdf', data: pdf({ pages: 3 }) }], draft);
    assert.equal(again.received.length, 3);
    assert.equal((await deps.documents.listOfDraft({ kind: 'guest', guestKey: 'g-1' }, draft)).length, 3);
  });
  test('a photo of a card without a code, and no photo at all, have their words', async () => {
    for (const parts of [[{ name: 'anh', filename: 'the.jpg', data: await photo(400, 300).jpeg().toBuffer() }], [{ name: 'anh', filename: '', data: '' }], []] as Part[][]) {
      const answer = await post('/the', parts);
      assert.equal(answer.status, 422);
      assert.ok(answer.json<{ refusal: { vi: string } }>().refusal.vi.length > 20);
    }
  });
});

describe('handing out', () => {
  test('as an attachment of its exact type, sandboxed, never cached', async () => {
    const { received } = await upload([{ name: 'giay.a', filename: 'Đơn "xin" của tôi;.pdf', data: pdf() }]);
    const id = received[0]?.id ?? '';
    const answer = await get(`/tep/${id}`);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, pdf());
    const wanted = { 'content-type': 'application/pdf', 'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-store' };
    for (const [name, value] of Object.entries(wanted)) assert.equal(answer.headers[name], value, name);
    assert.match(String(answer.headers['content-disposition']), /^attachment; filename="[\w .-]+"; filename\*=UTF-8''[\w.%-]+$/u);
    assert.equal((await get(`/tep/${id}/xem`)).status, 404, 'a PDF has no raster');
  });
  test('a picture’s view is drawn anew: small, WebP, nothing of the upload in it', async () => {
    const { received } = await upload([{ name: 'giay.a', filename: 'anh.jpg', data: await photo(3000, 2000).withMetadata({ exif: { IFD0: { Copyright: 'SecretPhone' } } }).jpeg().toBuffer() }]);
    const id = received[0]?.id ?? '';
    for (const [query, width] of [['', 320], ['?co=lon', 1600]] as const) {
      const answer = await get(`/tep/${id}/xem${query}`);
      assert.equal(answer.headers['content-type'], 'image/webp');
      assert.match(String(answer.headers['content-disposition']), /^inline; filename="anh\.webp"/u);
      assert.equal((await sharp(answer.body).metadata()).width, width);
      assert.ok(!answer.body.includes('SecretPhone'));
    }
    const officers = await get(`/tep/${id}/xem?co=lon`, `officer.${AGENCY}`);
    assert.notDeepEqual(officers.body, (await get(`/tep/${id}/xem?co=lon`)).body, 'an officer’s view carries the officer’s name');
  });
  test('to nobody else: another guest, another office, a made-up id all get the same answer', async () => {
    const { received } = await upload([{ name: 'giay.a', filename: 'a.pdf', data: pdf() }]);
    const id = received[0]?.id ?? '';
    for (const [path, who] of [[`/tep/${id}`, 'guest.g-2'], [`/tep/${id}/xem`, 'guest.g-2'], [`/tep/${id}`, `officer.${AGENCY + 1}`], [`/tep/${uuid()}`, 'guest.g-1'], ['/tep/..%2f..%2fetc%2fpasswd', 'guest.g-1'], ['/tep/1', 'guest.g-1']] as const) assert.equal((await get(path, who)).status, 404, `${who} ${path}`);
    reads.length = 0;
    assert.equal((await get(`/tep/${id}`, `officer.${AGENCY}`)).status, 200);
    assert.equal((await get(`/tep/${id}`)).status, 200);
    assert.deepEqual(reads, [id], 'what an officer reads is noted, what the owner reads is not');
  });
  test('nothing leaves quarantine; the page says «chưa quét»', async () => {
    scanner.down = true;
    const { received } = await upload([{ name: 'giay.a', filename: 'a.jpg', data: await photo().jpeg().toBuffer() }]);
    scanner.down = false;
    for (const path of [`/tep/${received[0]?.id}`, `/tep/${received[0]?.id}/xem`]) {
      const answer = await get(path);
      assert.equal(answer.status, 409);
      assert.match(answer.body.toString(), /chưa quét/u);
    }
  });
});

describe('photo pages in a browser', () => {
  let context: BrowserContext;
  let shown: Page;
  const profile = () => join(home, 'profile');
  const openBrowser = async (): Promise<void> => {
    context = await launchBrowser((options) => browsers.launchPersistentContext(profile(), options));
    await context.addCookies([{ name: 'who', value: 'guest.g-web', url: `http://127.0.0.1:${port}` }]);
    shown = await context.newPage();
  };
  before(openBrowser);
  after(() => context?.close());
  const go = (draft: string) => shown.goto(`http://127.0.0.1:${port}/thu/${draft}`);
  const choose = async (name: string, buffer: Buffer, mimeType: string) => shown.locator('input[type=file][multiple]').setInputFiles([{ name, mimeType, buffer }]);
  const ofDraft = (draft: string) => deps.documents.listOfDraft({ kind: 'guest', guestKey: 'g-web' }, draft);

  test('12 megapixels become at most 350 KB on the device; the page then shows what the server holds', async () => {
    const draft = uuid();
    await go(draft);
    assert.equal(await shown.locator('[data-photo-send]').isVisible(), false, 'no button is needed any more');
    await choose('IMG 1.jpg', await photo(4000, 3000).jpeg({ quality: 97 }).toBuffer(), 'image/jpeg');
    await shown.locator('li[data-page]').waitFor();
    const [file] = await ofDraft(draft);
    assert.ok(file && file.size <= 350 * 1024, `${file?.size} bytes were sent`);
    assert.deepEqual([file.name, file.width, file.height], ['IMG 1.webp', 1600, 1200]);
    assert.equal(await shown.locator('[data-photo-list] > li').count(), 1);
    await choose('don.pdf', pdf({ pages: 2 }), 'application/pdf');
    await shown.locator('li[data-page]').nth(1).waitFor();
    assert.equal((await ofDraft(draft))[1]?.sha256, (await import('../use-cases/receive-upload.ts')).sha256Hex(pdf({ pages: 2 })), 'a PDF goes as it is');
  });
  test('a blurred and a dark photo are asked about; «vẫn dùng» sends them', async () => {
    const draft = uuid();
    await go(draft);
    await choose('mo.jpg', await photo(1600, 1200).blur(25).jpeg().toBuffer(), 'image/jpeg');
    await shown.getByText('Ảnh hơi mờ. Chụp lại hay vẫn dùng?').waitFor();
    assert.equal((await ofDraft(draft)).length, 0);
    await shown.getByRole('button', { name: 'Vẫn dùng' }).click();
    await shown.locator('li[data-page]').waitFor();
    await choose('net.jpg', await photo(1600, 1200).blur(1).jpeg().toBuffer(), 'image/jpeg');
    await shown.locator('li[data-page]').nth(1).waitFor();
    await choose('toi.jpg', await photo(1600, 1200).linear(0.1, 0).jpeg().toBuffer(), 'image/jpeg');
    await shown.getByText('Ảnh hơi tối. Chụp lại hay vẫn dùng?').waitFor();
    assert.equal((await ofDraft(draft)).length, 2);
  });
  test('what the server refuses shows the server’s words; what cannot be right is said before sending', async () => {
    const draft = uuid();
    await go(draft);
    await choose('trang.pdf', Buffer.from('<html>404</html>'), 'application/pdf');
    await shown.getByText(/Tên tệp ghi là PDF, nhưng bên trong là trang web/u).waitFor();
    await choose('lon.pdf', Buffer.alloc(15 * 1024 * 1024 + 1, 0x61), 'application/pdf');
    await shown.getByText(/nặng hơn 15 MB/u).waitFor();
    await choose('rong.jpg', Buffer.alloc(0), 'image/jpeg');
    await shown.getByText(/Ảnh này 0 KB/u).waitFor();
    assert.equal((await ofDraft(draft)).length, 0);
  });
  test('no network: what is said to be kept outlives the browser and is sent when the page is opened again', async () => {
    const draft = uuid();
    await go(draft);
    await context.setOffline(true);
    await choose('a.jpg', await photo(1600, 1200).jpeg().toBuffer(), 'image/jpeg');
    await shown.getByText('Mất mạng. Đã giữ ảnh trong máy, có mạng sẽ tự gửi').waitFor();
    assert.equal((await ofDraft(draft)).length, 0);
    await context.close();
    await openBrowser();
    await go(draft);
    await shown.locator('li[data-page]').waitFor();
    assert.deepEqual((await ofDraft(draft)).map((file) => file.name), ['a.jpg']);
    await shown.reload();
    await shown.waitForTimeout(300);
    assert.equal((await ofDraft(draft)).length, 1, 'and is sent once');
  });
  test('going on while a photo is still asked about holds once and says why', async () => {
    await go(uuid());
    await choose('mo.jpg', await photo(1600, 1200).blur(25).jpeg().toBuffer(), 'image/jpeg');
    await shown.getByText('Ảnh hơi mờ').waitFor();
    await shown.getByRole('button', { name: 'Tiếp' }).click();
    await shown.getByText(/Còn 1 ảnh chưa gửi xong/u).waitFor();
  });
  test('without script the plain form does the same', async () => {
    const draft = uuid();
    const browser = await launchBrowser((options) => browsers.launch(options));
    try {
      const still = await browser.newContext({ javaScriptEnabled: false });
      await still.addCookies([{ name: 'who', value: 'guest.g-web', url: `http://127.0.0.1:${port}` }]);
      const bare = await still.newPage();
      await bare.goto(`http://127.0.0.1:${port}/thu/${draft}`);
      await bare.locator('input[type=file][multiple]').setInputFiles([{ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo(3000, 2000).jpeg().toBuffer() }]);
      await bare.locator('[data-photo-send]').click();
      await bare.locator('li[data-page]').waitFor();
      assert.equal((await ofDraft(draft))[0]?.width, 2400, 'made small by the server');
    } finally {
      await browser.close();
    }
  });
});
