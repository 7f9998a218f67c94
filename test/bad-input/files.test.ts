import assert from 'node:assert/strict';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { pdf, png } from '../../fixtures/files/make-files.ts';
import { LIMITS } from '../../src/shared/limits.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { Page, everyPagePromises, type PickedFile } from '../support/browse.ts';
import { aDraft, aGuest, type Someone } from '../support/people.ts';
import { noFault } from './answers.ts';

/** What people send by mistake in place of a paper. Structure and decoders are tried in `src/modules/document`; here a person stands before the page, without script. */
describe('bad files', () => {
  let app: TestApp;
  let mother: Someone;
  let draft: string;
  const PAPER = 'giay.giay-chung-sinh';
  const good: PickedFile = { name: 'mặt trước.pdf', type: 'application/pdf', bytes: pdf({ pages: 2 }) };
  before(async () => {
    app = await startTestApp();
    mother = await aGuest(app, 'mẹ');
    draft = await aDraft(app, mother, { paper: 'none' });
    await mother.visitor.go(`${app.url}/nhap/${draft}/giay-to`);
    await mother.visitor.submit({ [PAPER]: good }, { button: 'gui' });
    assert.match(mother.visitor.page.main, /Xã đã nhận 1 trang/u);
  });
  after(() => app.close());

  /** Sends it together with a good page; both answers stand on the one page that comes back. */
  async function send(file: PickedFile, more: readonly PickedFile[] = []): Promise<Page> {
    const { visitor } = mother;
    await visitor.go(`${app.url}/nhap/${draft}/giay-to`);
    const page = await visitor.submit({ [PAPER]: [file, ...more] }, { button: 'gui' });
    assert.equal(page.status, 400, page.main.slice(0, 300));
    noFault(page);
    assert.match(page.main, /mặt trước\.pdf/u, 'what was received before is still there');
    return page;
  }
  const only = (page: Page): string => { assert.equal(page.errors.length, 1, page.errors.join(' | ')); return page.errors[0] ?? ''; };

  test('0-byte and 1-GB files: nothing in it', async () => {
    assert.equal(only(await send({ name: 'trống.jpg', type: 'image/jpeg', bytes: Buffer.alloc(0) })), 'trống.jpg: Ảnh này 0 KB, máy chưa lưu được. Chụp lại giúp');
  });

  test('a file for a paper that nobody asked for: refused in words, and nothing of it is stored', async () => {
    const stored = async (): Promise<number> => (await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM document_file')).rows[0]?.n ?? 0;
    const before = await stored();
    for (const key of ['khong-co-giay-nay', '', 'x'.repeat(300), '__proto__']) {
      const form = new FormData();
      form.append('_csrf', mother.csrf);
      form.append(`giay.${key}`, new Blob([new Uint8Array(pdf({ pages: 1 }))], { type: 'application/pdf' }), 'giấy lạ.pdf');
      const page = await mother.visitor.post(`${app.url}/nhap/${draft}/giay-to`, form);
      assert.equal(page.status, 400, key);
      noFault(page);
      assert.equal(only(page), 'giấy lạ.pdf: Trang này không có chỗ nhận tệp đó. Anh/chị mở lại trang rồi chọn tệp');
    }
    assert.equal(await stored(), before);
  });

  test('a PNG of 60,000 × 60,000 pixels: a tiny file, refused by its header before any decoder', async () => {
    const huge = png(60_000, 60_000);
    assert.ok(huge.length < 1000);
    assert.equal(only(await send({ name: 'to.png', type: 'image/png', bytes: huge })), 'to.png: Ảnh này quá lớn (3600 triệu điểm ảnh, nhiều nhất 50). Anh/chị chụp ở cỡ thường rồi gửi lại');
  });
  test('a PNG that lies about its size: small by its header, nothing like it inside', async () => {
    assert.equal(only(await send({ name: 'dối.png', type: 'image/png', bytes: png(800, 600, Buffer.from('not a picture at all')) })), 'dối.png: Ảnh này bị hỏng, máy xã không mở được. Chụp lại giúp');
  });

  test('a PDF that is an HTML page: named as what it is, and the good page beside it is kept', async () => {
    const page = await send({ name: 'giấy chứng sinh.pdf', type: 'application/pdf', bytes: Buffer.from('<!DOCTYPE html><html><title>502 Bad Gateway</title><script>alert(1)</script></html>') }, [{ name: 'mặt sau.pdf', type: 'application/pdf', bytes: pdf({ pages: 3 }) }]);
    assert.equal(only(page), 'giấy chứng sinh.pdf: Tên tệp ghi là PDF, nhưng bên trong là trang web. Có thể đây là trang báo lỗi của nơi tải về. Anh/chị tải lại tệp rồi gửi');
    assert.match(page.main, /Xã đã nhận 2 trang/u);
    assert.ok(!page.html.includes('<script>alert'));
  });

  const GIGABYTE = 1024 * 1024 * 1024;
  for (const announced of [true, false]) {
    test(`0-byte and 1-GB files: a gigabyte ${announced ? 'whose length is announced, as browsers do,' : 'of unannounced length'} is cut off early, answered in words, and never held in memory`, async (t) => {
      const sent = await sendEndless(app, mother, `/nhap/${draft}/giay-to`, PAPER, GIGABYTE, announced);
      t.diagnostic(`${mb(sent.taken)} MB of 1024 were taken; the process grew by ${mb(sent.grown)} MB at most`);
      assert.equal(sent.status, 400);
      noFault(sent.page);
      everyPagePromises(sent.page, sent.headers);
      assert.equal(only(sent.page), 'phim.pdf: Tệp này nặng hơn 15 MB. Anh/chị chụp ảnh từng trang, hoặc tách tệp PDF rồi gửi từng phần');
      assert.match(sent.page.main, /trước khi đứt\.pdf/u, 'what stood before it in the same form is kept');
      assert.match(sent.page.main, /mặt trước\.pdf/u);
      // Beyond the limit: what flows while the answer is drawn, what it lingers for, and what lies in the sockets' buffers.
      const most = LIMITS.uploadFile + (announced ? 0 : LIMITS.uploadSkipped) + 96 * 1024 * 1024;
      assert.ok(sent.taken <= most, `${mb(sent.taken)} MB were taken, at most ${mb(most)}`);
      // The file up to its limit in pieces and joined, and the sender, which is this very process.
      assert.ok(sent.grown <= 160 * 1024 * 1024, `the process grew by ${mb(sent.grown)} MB`);
    });
  }
  test('0-byte and 1-GB files: a gigabyte in a form that takes no files is refused before it is read', async () => {
    const sent = await sendEndless(app, mother, `/nhap/${draft}/cau/be`, null, GIGABYTE, true);
    assert.equal(sent.status, 413);
    noFault(sent.page);
    assert.equal(sent.page.h1, 'Gửi quá nhiều một lần');
    assert.match(sent.page.main, /Mỗi tệp tối đa 15 MB\. Chụp lại nhỏ hơn hoặc gửi từng tệp; những tệp đã nhận vẫn còn/u);
    assert.ok(sent.taken <= 48 * 1024 * 1024, `${mb(sent.taken)} MB were taken`);
  });
  test('afterwards the draft holds every good page, each once', async () => {
    const files = await app.core.dossier.files.ofDraft(mother.scope, draft);
    assert.deepEqual(files.map((file) => [file.name, file.pages]), [['mặt trước.pdf', 2], ['mặt sau.pdf', 3], ['trước khi đứt.pdf', 4]]);
  });
});

const mb = (bytes: number): number => Math.round(bytes / 1024 / 1024);
interface Sent { readonly status: number; readonly page: Page; readonly headers: Headers; /** bytes that the server took off the line */ readonly taken: number; /** by which the process grew */ readonly grown: number }
/** Writes generated bytes to a real socket until it is closed or the gigabyte is through. `input` null: an ordinary form. */
function sendEndless(app: TestApp, someone: Someone, path: string, input: string | null, size: number, announced: boolean): Promise<Sent> {
  const boundary = '----mot-cua-bad-input';
  const field = (name: string, value: string): string => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = (name: string): string => `--${boundary}\r\nContent-Disposition: form-data; name="${input}"; filename="${name}"\r\nContent-Type: application/pdf\r\n\r\n`;
  const head = input === null ? Buffer.from(`_csrf=${someone.csrf}&childName=`) : Buffer.concat([Buffer.from(field('_csrf', someone.csrf) + file('trước khi đứt.pdf')), pdf({ pages: 4 }), Buffer.from(`\r\n${file('phim.pdf')}%PDF-1.7\n`)]);
  const tail = input === null ? Buffer.alloc(0) : Buffer.from(`\r\n--${boundary}--\r\n`);
  const piece = Buffer.alloc(256 * 1024, 0x61);
  const { port } = new URL(app.url);
  globalThis.gc?.();
  const rss = process.memoryUsage().rss;
  let highest = rss;
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method: 'POST', agent: false, headers: {
      'content-type': input === null ? 'application/x-www-form-urlencoded' : `multipart/form-data; boundary=${boundary}`, origin: app.url, 'sec-fetch-site': 'same-origin', 'accept-language': 'vi',
      cookie: [...someone.visitor.cookies()].map(([name, value]) => `${name}=${value}`).join('; '), ...(announced ? { 'content-length': String(head.length + size + tail.length) } : {}),
    } });
    let answer: Omit<Sent, 'taken' | 'grown'> | null = null;
    let closed = false;
    const done = (): void => { if (!closed || !answer) return; resolve({ ...answer, taken: request.socket?.bytesWritten ?? 0, grown: highest - rss }); };
    request.on('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const headers = new Headers(Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]));
        answer = { status: response.statusCode ?? 0, headers, page: new Page(Buffer.concat(chunks).toString('utf8'), response.statusCode ?? 0, new URL(path, app.url)) };
        done();
      });
    });
    // The server hangs up on whoever does not stop: that is the end of the sending, not of the test.
    request.on('error', (error) => { if (!answer) reject(error); });
    request.on('close', () => { closed = true; if (!answer) reject(new Error('the line was closed without an answer')); else done(); });
    let written = 0;
    const go = (): void => {
      while (!request.destroyed && written < size) {
        written += piece.length;
        if (written % (16 * 1024 * 1024) === 0) highest = Math.max(highest, process.memoryUsage().rss);
        if (!request.write(piece)) { request.once('drain', go); return; }
      }
      if (!request.destroyed) request.end(tail);
    };
    request.write(head, go);
  });
}
