import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import qrcode from 'qrcode-generator';
import sharp from 'sharp';
import { EICAR, isoMedia, jpegHeader, pdf, png, pngChunk, webpHeader, zip } from '../../../../fixtures/files/make-files.ts';
import { createDiskFiles } from '../../../adapters/files-disk/index.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import { FILE_LIMITS, IMAGE_LIMITS, type StoredFile, type UploadRefusal } from '../domain/index.ts';
import type { DocumentStore, FileScope, VirusScanner } from '../ports.ts';
import { fileSealer } from '../store/file-sealer.ts';
import { photoWorkshop } from '../store/photo-workshop.ts';
import { checkFiles } from './check-files.ts';
import { openFile } from './open-file.ts';
import { readCardPhoto } from './read-card-photo.ts';
import { receiveUpload, sha256Hex, type DocumentDeps } from './receive-upload.ts';
import { removeDraftFiles, removeFile } from './remove-file.ts';
import { rescanQuarantine } from './rescan-quarantine.ts';
import { storeIssued } from './store-issued.ts';
import { sweepFiles } from './sweep-files.ts';

const keyring: Keyring = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
const NOW = new Date('2026-11-20T02:00:00Z');
const mother: FileScope = { kind: 'citizen', citizenId: 'mother' };
const target = { draftId: 'draft', paperKey: 'giay-chung-sinh', source: 'citizen', owner: { citizenId: 'mother', guestKey: null, officerId: null, agencyIds: [] } } as const;

/** Rows in memory; who may see which is PostgreSQL's part, proved in `document-store.test.ts`. */
function rowsInMemory(): DocumentStore & { readonly rows: Map<string, StoredFile> } {
  const rows = new Map<string, StoredFile>();
  const change = (id: string, to: Partial<StoredFile>): void => { const row = rows.get(id); if (row) rows.set(id, { ...row, ...to }); };
  const sorted = (): StoredFile[] => [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const remove = (ids: readonly string[]): string[] => ids.filter((id) => { const row = rows.get(id); return row?.dossierId === null && row.source !== 'issued' && rows.delete(id); });
  return {
    rows,
    async usage(_, draftId) { const own = sorted().filter((row) => row.dossierId === null); return { filesOfDraft: own.filter((row) => row.draftId === draftId).length, looseBytesOfOwner: own.reduce((sum, row) => sum + row.keptSize, 0) }; },
    async add(_, { owner: _owner, ...file }) {
      const twin = sorted().find((row) => row.draftId !== null && row.draftId === file.draftId && row.paperKey === file.paperKey && row.sha256 === file.sha256);
      if (twin) return { outcome: 'twin', file: twin };
      rows.set(file.id, file);
      return { outcome: 'added' };
    },
    async find(_, id) { return rows.get(id) ?? null; },
    async listOfDraft(_, draftId) { return sorted().filter((row) => row.draftId === draftId); },
    async listOfDossier(_, dossierId) { return sorted().filter((row) => row.dossierId === dossierId); },
    async removeLoose(_, ids) { return remove(ids); },
    async keepInDraft() { throw new Error("only at the counter"); },
    async removeOfDraft(_, draftId) { return remove(sorted().filter((row) => row.draftId === draftId).map((row) => row.id)); },
    async bind(_, to) { for (const id of to.fileIds) change(id, { dossierId: to.dossierId }); return to.fileIds.length; },
    async inQuarantine(limit) { return sorted().filter((row) => row.state === 'quarantine').slice(0, limit); },
    async recordScan(id, state, scan) { change(id, { state, scan }); },
    async known(ids) { return new Set(ids.filter((id) => rows.has(id))); },
    async page(after, limit) { return sorted().filter((row) => after === null || row.id > after).slice(0, limit); },
    async loose(before_, after, limit) { return sorted().filter((row) => row.dossierId === null && row.source !== 'issued' && row.receivedAt < before_ && (after === null || row.id > after)).slice(0, limit); },
  };
}
const scanner = (): VirusScanner & { down: boolean } => ({ down: false, async scan(bytes) { return this.down ? 'unavailable' : bytes.includes(EICAR) ? 'infected' : 'clean'; } });

let home: string;
let minted: number;
let deps: DocumentDeps & { documents: ReturnType<typeof rowsInMemory>; scanner: ReturnType<typeof scanner> };
const photos = photoWorkshop({ fontFile: null });
before(async () => { home = await mkdtemp(join(tmpdir(), 'mc-upload-')); });
after(() => rm(home, { recursive: true, force: true }));
beforeEach(() => {
  minted = NOW.getTime();
  const ids = { uuid: () => { const time = (minted++).toString(16).padStart(12, '0'); const rest = randomBytes(9).toString('hex'); return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`; }, secret: () => 'S' };
  deps = { documents: rowsInMemory(), files: createDiskFiles({ dir: join(home, randomBytes(4).toString('hex')) }), sealer: fileSealer(keyring), photos, scanner: scanner(), ids };
});
const send = (bytes: Buffer | Readable, filename = 'anh.jpg', declaredType = '') => receiveUpload(deps, mother, target, { filename, declaredType, stream: bytes instanceof Readable ? bytes : Readable.from([bytes]) }, NOW);
const taken = async (bytes: Buffer, filename?: string): Promise<{ file: StoredFile; kept: Buffer }> => {
  const result = await send(bytes, filename);
  assert.ok(result.ok, JSON.stringify(result));
  const opened = await openFile(deps, mother, result.value.id);
  assert.ok(opened.ok);
  return { file: result.value, kept: opened.value.bytes };
};
const refused = async (bytes: Buffer | Readable, filename?: string, declaredType?: string): Promise<UploadRefusal> => {
  const result = await send(bytes, filename, declaredType);
  assert.ok(!result.ok, 'was taken');
  assert.equal(deps.documents.rows.size, 0, 'leaves no row');
  for await (const id of deps.files.list()) assert.fail(`leaves bytes ${id}`);
  return result.refusal;
};
const stripes = (width: number, height: number) => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f4efe2"/><rect x="4" y="4" width="${width / 3}" height="${height / 5}" fill="#a33"/><path d="M0 0L${width} ${height}" stroke="#234" stroke-width="3"/></svg>`));
/** A photo as rich in detail as paper under a lamp, for which compression matters. */
const grain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 128, sigma: 30 } } });

describe('a file that is taken', () => {
  test('a PDF is kept to the byte, sealed on the disk', async () => {
    const bytes = pdf({ pages: 3 });
    const { file, kept } = await taken(bytes, 'Giấy chứng sinh.pdf');
    assert.deepEqual(kept, bytes);
    assert.deepEqual({ ...file, id: '', keyId: '' }, {
      id: '', keyId: '', draftId: 'draft', dossierId: null, paperKey: 'giay-chung-sinh', source: 'citizen', name: 'Giấy chứng sinh.pdf', mime: 'application/pdf', pages: 3, width: null, height: null,
      size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), keptSize: bytes.length, keptSha256: sha256Hex(bytes), state: 'ready', scan: 'clean', notes: [], officeOnly: false, receivedAt: NOW,
    });
    const sealed = await deps.files.get(file.id);
    assert.ok(!sealed.includes('%PDF'));
  });
  test('bytes put in another file’s place do not open', async () => {
    const [one, two] = [await taken(pdf(), 'a.pdf'), await taken(pdf({ pages: 2 }), 'b.pdf')];
    await deps.files.put(one.file.id, await deps.files.get(two.file.id));
    await assert.rejects(openFile(deps, mother, one.file.id));
  });
  test('a photo of 12 megapixels becomes small; its place, its camera and its hidden small picture are gone', async () => {
    const photo = await stripes(4000, 3000).withMetadata({ orientation: 6, exif: { IFD0: { Make: 'SecretPhone', Copyright: 'Nguyen' }, IFD3: { GPSLatitude: '10/1 57/1 0/1', GPSLatitudeRef: 'N' } } }).jpeg({ quality: 95 }).toBuffer();
    assert.ok(photo.includes('SecretPhone') && (await sharp(photo).metadata()).exif);
    const { file, kept } = await taken(photo);
    const about = await sharp(kept).metadata();
    assert.deepEqual([about.format, about.width, about.height, about.exif, about.iptc, about.xmp, about.orientation], ['jpeg', 1800, 2400, undefined, undefined, undefined, undefined], 'stands upright');
    assert.ok(!kept.includes('SecretPhone') && !kept.includes('GPS') && !kept.includes('Exif'));
    assert.deepEqual([file.mime, file.width, file.height, file.size, file.sha256], ['image/jpeg', 1800, 2400, photo.length, sha256Hex(photo)]);
    assert.equal(file.keptSha256, sha256Hex(kept));
  });
  test('a small picture stays small and never grows much', async () => {
    for (const [bytes, mime] of [[await stripes(320, 200).jpeg({ quality: 60 }).toBuffer(), 'image/jpeg'], [await stripes(320, 200).png().toBuffer(), 'image/png'], [await stripes(320, 200).webp().toBuffer(), 'image/webp'], [await grain(1600, 1200).jpeg({ quality: 50 }).toBuffer(), 'image/jpeg']] as const) {
      const { file } = await taken(bytes);
      assert.equal(file.mime, mime);
      assert.ok(file.keptSize <= Math.max(bytes.length * 1.5, 4096), `${file.keptSize} of ${bytes.length}`);
    }
  });
  test('a photo saved as PNG is kept as WebP, and its name on download says so', async () => {
    const { file } = await taken(await grain(1500, 1000).png().toBuffer(), 'quét.png');
    assert.equal(file.mime, 'image/webp');
    assert.ok(file.keptSize < file.size / 2);
  });
  test('honest files of many kinds and sizes are taken without exception', async () => {
    const benign = join(packageRoot(), 'fixtures/files/benign');
    const files: [string, Buffer][] = [];
    for (const name of await readdir(benign)) files.push([name, await readFile(join(benign, name))]);
    for (const [width, height] of [[1, 1], [16, 2000], [640, 480], [900, 1270]] as const) {
      const picture = stripes(width, height);
      files.push([`${width}.jpg`, await picture.clone().jpeg().toBuffer()], [`${width}-progressive.jpg`, await picture.clone().jpeg({ progressive: true }).toBuffer()], [`${width}-grey.jpg`, await picture.clone().grayscale().jpeg().toBuffer()], [`${width}-cmyk.jpg`, await picture.clone().toColourspace('cmyk').jpeg().toBuffer()]);
      files.push([`${width}.png`, await picture.clone().png().toBuffer()], [`${width}-palette.png`, await picture.clone().png({ palette: true }).toBuffer()], [`${width}-interlaced.png`, await picture.clone().png({ progressive: true }).toBuffer()], [`${width}-alpha.png`, await picture.clone().ensureAlpha(0.5).png().toBuffer()]);
      files.push([`${width}.webp`, await picture.clone().webp().toBuffer()], [`${width}-lossless.webp`, await picture.clone().webp({ lossless: true }).toBuffer()]);
      for (let orientation = 1; orientation <= 8 && width < 1000; orientation++) files.push([`${width}-turned-${orientation}.jpg`, await picture.clone().withMetadata({ orientation }).jpeg().toBuffer()]);
    }
    const photo = await stripes(600, 400).jpeg().toBuffer();
    files.push(['with-trailer.jpg', Buffer.concat([photo, Buffer.from('SEFT')])], ['sai-đuôi.pdf', photo], ['khong-duoi', photo], ['NFD-ảnh.jpg'.normalize('NFD'), photo]);
    for (let pages = 1; pages <= 200; pages += 33) files.push([`${pages}.pdf`, pdf({ pages })], [`${pages}-compressed.pdf`, pdf({ pages, compressed: true })]);
    for (const [name, bytes] of files) {
      const result = await receiveUpload(deps, mother, { ...target, draftId: null }, { filename: name, declaredType: '', stream: Readable.from([bytes]) }, NOW);
      assert.ok(result.ok, `${name}: ${JSON.stringify(result)}`);
      deps.documents.rows.clear();
    }
    assert.ok(files.length > 75, String(files.length));
  });
  test('exactly 15 MB is taken, one byte more is not', async () => {
    const whole = pdf();
    const end = whole.subarray(whole.lastIndexOf('xref\n0 1'));
    const padded = (bytes: number) => Buffer.concat([whole.subarray(0, whole.length - end.length), Buffer.from('%'), Buffer.alloc(bytes - whole.length - 2, 0x61), Buffer.from('\n'), end]);
    assert.equal(padded(FILE_LIMITS.bytes).length, 15 * 1024 * 1024);
    assert.deepEqual(await refused(padded(FILE_LIMITS.bytes + 1)), { kind: 'too-large', limitBytes: FILE_LIMITS.bytes });
    assert.equal((await taken(padded(FILE_LIMITS.bytes))).file.size, FILE_LIMITS.bytes);
  });
  test('the same bytes twice are one file; the second answer names the first', async () => {
    const bytes = pdf();
    const [one, two] = [await taken(bytes), await taken(bytes)];
    assert.equal(one.file.id, two.file.id);
    let blobs = 0;
    for await (const _ of deps.files.list()) blobs++;
    assert.equal(blobs, 1);
  });
});

describe('a file that is refused', () => {
  test('nothing at all', async () => assert.deepEqual(await refused(Buffer.alloc(0)), { kind: 'empty' }));
  test('a gigabyte: reading stops at the limit, and memory does not follow', async () => {
    let given = 0;
    const piece = Buffer.alloc(64 * 1024, 0x61);
    const endless = Readable.from((function* () { for (; given < 1024 ** 3; given += piece.length) yield piece; })());
    const before_ = process.memoryUsage().rss;
    assert.deepEqual(await refused(endless), { kind: 'too-large', limitBytes: FILE_LIMITS.bytes });
    assert.ok(given < FILE_LIMITS.bytes + 2 * 1024 * 1024, `${given} bytes were asked for`);
    await new Promise((go) => setImmediate(go));
    assert.ok(endless.destroyed);
    assert.ok(process.memoryUsage().rss - before_ < 60 * 1024 * 1024);
  });
  test('a connection that ends early, with or without saying so', async () => {
    const ending = (how: (stream: Readable) => void) => { const stream = new Readable({ read() { this.push(Buffer.from('%PDF-1.7')); how(this); } }); return stream; };
    assert.deepEqual(await refused(ending((stream) => stream.destroy())), { kind: 'interrupted' });
    assert.deepEqual(await refused(ending((stream) => stream.destroy(new Error('ECONNRESET')))), { kind: 'interrupted' });
  });
  test('pictures that state more than anybody may decode, in no time', async () => {
    const started = performance.now();
    for (const bytes of [png(60_000, 60_000), jpegHeader(60_000, 60_000), webpHeader(16_000, 16_000)]) assert.equal((await refused(bytes)).kind, 'too-many-pixels');
    assert.ok(performance.now() - started < 200);
  });
  test('a small picture that inflates without end in its side rooms does no harm', async () => {
    const bomb = pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(100_000_000))]));
    const { kept } = await taken(png(40, 40, undefined, [bomb]), 'a.png');
    assert.ok(kept.length < 1000);
  });
  test('pixels that are not there', async () => {
    assert.deepEqual(await refused(png(4000, 3000, deflateSync(Buffer.alloc(100)))), { kind: 'image-broken' });
    assert.deepEqual(await refused(Buffer.concat([jpegHeader(3000, 2000)])), { kind: 'image-broken' });
    assert.equal((await refused(webpHeader(300, 200, 'VP8 '))).kind, 'image-broken');
  });
  test('a photo that broke off on its way', async () => {
    const photo = await stripes(1200, 900).jpeg().toBuffer();
    for (const share of [0.2, 0.6, 0.98]) assert.deepEqual(await refused(photo.subarray(0, Math.floor(photo.length * share))), { kind: 'image-cut-off' });
  });
  test('what it says it is, it is not', async () => {
    assert.deepEqual(await refused(Buffer.from('<!doctype html><html><body>Lỗi 404</body></html>'), 'giay-chung-sinh.pdf', 'application/pdf'), { kind: 'not-what-it-says', claimed: 'pdf', found: 'html' });
    assert.deepEqual(await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'anh.jpg'), { kind: 'not-taken', found: 'svg' });
    assert.deepEqual(await refused(zip('word/document.xml', Buffer.from('<w/>')), 'don.pdf'), { kind: 'not-what-it-says', claimed: 'pdf', found: 'word' });
    assert.deepEqual(await refused(zip('word/document.xml', Buffer.from('<w/>')), 'don.docx'), { kind: 'not-taken', found: 'word' });
    assert.deepEqual(await refused(Buffer.from('MZ\x90\0'), 'anh.jpg', 'image/jpeg'), { kind: 'not-what-it-says', claimed: 'image', found: 'program' });
    assert.deepEqual(await refused(isoMedia('heic', ['mif1']), 'IMG_0001.HEIC', 'image/heic'), { kind: 'heic' });
    assert.deepEqual(await refused(Buffer.from('GIF89a=1;alert(1)//')), { kind: 'not-taken', found: 'gif' });
  });
  test('PDFs that act, that are locked, that are two files', async () => {
    assert.deepEqual(await refused(pdf({ catalog: '/OpenAction << /S /JavaScript /JS (x) >>' })), { kind: 'pdf-active', what: 'script' });
    assert.deepEqual(await refused(pdf({ catalog: '/OpenAction << /S /JavaScript /JS (x) >>', compressed: true })), { kind: 'pdf-active', what: 'script' });
    assert.deepEqual(await refused(pdf({ trailer: '/Encrypt 9 0 R' })), { kind: 'pdf-locked' });
    assert.deepEqual(await refused(Buffer.concat([pdf(), zip('a.exe', Buffer.from('MZ'))])), { kind: 'two-files-in-one' });
    assert.deepEqual(await refused(pdf().subarray(0, 300)), { kind: 'pdf-broken' });
    assert.deepEqual(await refused(pdf({ pages: 201 })), { kind: 'pdf-too-many-pages', pages: 201, limit: 200 });
  });
  test('a picture that is also a script: what is kept is only the picture', async () => {
    const script = '<script>alert(document.cookie)</script>';
    for (const [name, bytes] of [['a.png', Buffer.concat([await stripes(50, 50).png().toBuffer(), Buffer.from(script)])], ['a.png', png(40, 40, undefined, [pngChunk('tEXt', Buffer.from(`x\0${script}`))])], ['a.jpg', Buffer.concat([await stripes(50, 50).withMetadata({ exif: { IFD0: { Copyright: script } } }).jpeg().toBuffer(), zip('a.jar', Buffer.from(script))])]] as const) {
      assert.ok(bytes.includes(script));
      const { kept } = await taken(bytes, name);
      assert.ok(!kept.includes('script') && !kept.includes('PK\x03\x04'), name);
      deps.documents.rows.clear();
    }
  });
  test('a virus', async () => {
    assert.deepEqual(await refused(Buffer.concat([pdf().subarray(0, 20), Buffer.from(`%${EICAR}\n`), pdf().subarray(20)])), { kind: 'infected' });
  });
  test('more than a draft may hold', async () => {
    for (let n = 0; n < FILE_LIMITS.filesPerDossier; n++) await taken(pdf({ catalog: `/N ${n}` }));
    const one = await send(pdf({ catalog: '/N 99' }));
    assert.deepEqual(one, { ok: false, refusal: { kind: 'too-many-files', most: FILE_LIMITS.filesPerDossier } });
    assert.equal(deps.documents.rows.size, FILE_LIMITS.filesPerDossier);
  });
});

describe('quarantine', () => {
  test('a silent scanner keeps a file aside until it speaks; nobody is given it before', async () => {
    deps.scanner.down = true;
    const waiting = await send(pdf());
    assert.ok(waiting.ok);
    assert.deepEqual([waiting.value.state, waiting.value.scan], ['quarantine', 'waiting']);
    assert.deepEqual(await openFile(deps, mother, waiting.value.id), { ok: false, refusal: 'not-scanned' });
    assert.deepEqual(await rescanQuarantine(deps), { clean: 0, infected: 0, waiting: 1 });
    deps.scanner.down = false;
    assert.deepEqual(await rescanQuarantine(deps), { clean: 1, infected: 0, waiting: 0 });
    assert.ok((await openFile(deps, mother, waiting.value.id)).ok);
  });
  test('what turns out to be infected is never given to anybody', async () => {
    deps.scanner.down = true;
    const waiting = await send(Buffer.concat([pdf().subarray(0, 20), Buffer.from(`%${EICAR}\n`), pdf().subarray(20)]));
    assert.ok(waiting.ok);
    deps.scanner.down = false;
    assert.deepEqual(await rescanQuarantine(deps), { clean: 0, infected: 1, waiting: 0 });
    assert.deepEqual(await openFile(deps, mother, waiting.value.id), { ok: false, refusal: 'infected' });
  });
  test('an installation without a scanner says so on each file', async () => {
    const result = await receiveUpload({ ...deps, scanner: null }, mother, target, { filename: 'a.pdf', declaredType: '', stream: Readable.from([pdf()]) }, NOW);
    assert.deepEqual(result.ok && [result.value.state, result.value.scan], ['ready', 'not-configured']);
  });
});

describe('rows and bytes belong together (I-14)', () => {
  const blobs = async (): Promise<number> => { let n = 0; for await (const _ of deps.files.list()) n++; return n; };
  test('a write to the disk that fails leaves no row; a row that fails leaves bytes that the sweep finds', async () => {
    await assert.rejects(receiveUpload({ ...deps, files: { ...deps.files, put: () => Promise.reject(new Error('ENOSPC')) } }, mother, target, { filename: 'a.pdf', declaredType: '', stream: Readable.from([pdf()]) }, NOW), /ENOSPC/u);
    assert.equal(deps.documents.rows.size, 0);
    await assert.rejects(receiveUpload({ ...deps, documents: { ...deps.documents, add: () => Promise.reject(new Error('terminating connection')) } }, mother, target, { filename: 'a.pdf', declaredType: '', stream: Readable.from([pdf()]) }, NOW), /terminating/u);
    assert.equal(await blobs(), 1);
    const living = async () => new Set<string>();
    assert.deepEqual(await sweepFiles({ ...deps, livingDrafts: living }, new Date(NOW.getTime() + 3_600_000)), { bytesRemoved: 0, rowsRemoved: 0 }, 'an hour later it may still be an upload under way');
    assert.deepEqual(await sweepFiles({ ...deps, livingDrafts: living }, new Date(NOW.getTime() + 25 * 3_600_000)), { bytesRemoved: 1, rowsRemoved: 0 });
    assert.equal(await blobs(), 0);
  });
  test('files go with their draft; a living draft and a dossier keep theirs', async () => {
    const [kept, dead, bound] = [await send(pdf({ catalog: '/N 1' })), await receiveUpload(deps, mother, { ...target, draftId: 'gone' }, { filename: 'b.pdf', declaredType: '', stream: Readable.from([pdf()]) }, NOW), await send(pdf({ catalog: '/N 2' }))];
    assert.ok(kept.ok && dead.ok && bound.ok);
    await deps.documents.bind(mother, { dossierId: 'dossier', draftId: 'draft', fileIds: [bound.value.id], citizenId: 'mother', guestKey: null, agencyIds: [1] });
    assert.deepEqual(await sweepFiles({ ...deps, livingDrafts: async (ids) => new Set(ids.filter((id) => id === 'draft')) }, new Date(NOW.getTime() + 25 * 3_600_000)), { bytesRemoved: 0, rowsRemoved: 1 });
    assert.deepEqual([...deps.documents.rows.keys()].sort(), [kept.value.id, bound.value.id].sort());
    assert.equal(await removeFile(deps, mother, bound.value.id), false, 'a dossier’s file stays');
    assert.equal(await removeDraftFiles(deps, mother, 'draft'), 1);
    assert.equal(await blobs(), 1);
  });
  test('an issued paper is neither swept nor taken away, whether or not a dossier holds it yet', async () => {
    const issued = await storeIssued(deps, mother, { key: 'ket-qua', name: 'Giấy khai sinh.pdf', pdf: pdf(), pages: 1, signed: true, officeOnly: false, owner: target.owner }, NOW);
    assert.deepEqual(await sweepFiles({ ...deps, livingDrafts: async () => new Set() }, new Date(NOW.getTime() + 400 * 86_400_000)), { bytesRemoved: 0, rowsRemoved: 0 });
    assert.equal(await removeFile(deps, mother, issued.id), false);
    assert.ok((await openFile(deps, mother, issued.id)).ok);
  });
  test('the check names what is missing, altered and left over', async () => {
    const [fine, lost, altered] = [await taken(pdf({ catalog: '/N 1' })), await taken(pdf({ catalog: '/N 2' })), await taken(pdf({ catalog: '/N 3' }))];
    await storeIssued(deps, mother, { key: 'mau-01', name: 'Giấy tiếp nhận.pdf', pdf: pdf(), pages: 1, signed: false, officeOnly: false, owner: target.owner }, NOW);
    const later = new Date(NOW.getTime() + 25 * 3_600_000);
    assert.deepEqual(await checkFiles(deps, later), { rows: 4, blobs: 4, findings: [] });
    await deps.files.remove(lost.file.id);
    const sealed = await deps.files.get(altered.file.id);
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    await deps.files.put(altered.file.id, sealed);
    const stray = deps.ids.uuid();
    await deps.files.put(stray, Buffer.from('x'));
    const check = await checkFiles(deps, later);
    assert.deepEqual(new Set(check.findings.map((one) => `${one.what} ${one.fileId}`)), new Set([`bytes-missing ${lost.file.id}`, `bytes-altered ${altered.file.id}`, `row-missing ${stray}`]));
    assert.ok(!check.findings.some((one) => one.fileId === fine.file.id));
    assert.deepEqual((await checkFiles(deps, NOW)).findings.filter((one) => one.what === 'row-missing'), [], 'young bytes may be an upload under way');
  });
});

describe('the square code in a photo of a card', () => {
  const CARD = '060190012345|261234567|Nguyễn Thị Hoa|15081990|Nữ|Thôn 3, Hàm Chính, Hàm Thuận Bắc, Bình Thuận|02052021';
  qrcode.stringToBytes = (text: string) => [...Buffer.from(text, 'utf8')];
  function code(text: string): { svg: string; size: number } {
    const made = qrcode(0, 'M');
    made.addData(text, 'Byte');
    made.make();
    const n = made.getModuleCount();
    let path = '';
    for (let row = 0; row < n; row++) for (let column = 0; column < n; column++) if (made.isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
    return { svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n + 8} ${n + 8}" width="WIDTH" height="WIDTH"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`, size: n };
  }
  const onTable = async (width: number, degrees = 0): Promise<Buffer> => {
    const card = await sharp(Buffer.from(code(CARD).svg.replaceAll('WIDTH', String(width)))).rotate(degrees, { background: '#6b5a48' }).png().toBuffer();
    return sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#6b5a48' } }).composite([{ input: card, top: 300, left: 500 }]).blur(1).jpeg({ quality: 85 }).toBuffer();
  };
  const read = (bytes: Buffer) => readCardPhoto(photos, { filename: 'the.jpg', declaredType: 'image/jpeg', stream: Readable.from([bytes]) });
  test('is read, large and small, straight and turned', async () => {
    for (const bytes of [await onTable(1200), await onTable(500), await onTable(700, 12), await onTable(700, 90)]) assert.deepEqual(await read(bytes), { ok: true, value: CARD });
  });
  test('a photo without a code, or with nothing in it, gets an answer', async () => {
    assert.deepEqual(await read(await stripes(1200, 800).jpeg().toBuffer()), { ok: false, refusal: { kind: 'no-code' } });
    assert.deepEqual(await read(Buffer.alloc(0)), { ok: false, refusal: { kind: 'empty' } });
    assert.deepEqual(await read(pdf()), { ok: false, refusal: { kind: 'no-code' } });
    assert.equal((await read(png(60_000, 60_000)) as { refusal: UploadRefusal }).refusal.kind, 'too-many-pixels');
    assert.deepEqual(await read(isoMedia('heic')), { ok: false, refusal: { kind: 'heic' } });
  });
  test('a photo of mere noise, the slowest of all, costs five seconds at most, in a thread that leaves the event loop free', async () => {
    const started = performance.now();
    const waits: number[] = [];
    let last = performance.now();
    const timer = setInterval(() => { const now = performance.now(); waits.push(now - last); last = now; }, 5);
    assert.deepEqual(await read(await grain(1600, 1200).jpeg().toBuffer()), { ok: false, refusal: { kind: 'no-code' } });
    clearInterval(timer);
    assert.ok(performance.now() - started < 9000);
    assert.ok(Math.max(...waits) < 400, `${Math.round(Math.max(...waits))} ms`);
  });
});

describe('pictures for the screen', () => {
  test('are small, and the words of a watermark change them', async () => {
    const photo = await stripes(2000, 1500).jpeg().toBuffer();
    const [plain, marked, wicked] = [await photos.raster(photo, 800, null), await photos.raster(photo, 800, 'Trần Văn Bình · 10:22 20/11/2026'), await photos.raster(photo, 800, '<span size="99999999">&\0</span>')];
    assert.ok(plain && marked && wicked);
    for (const one of [plain, marked, wicked]) { const about = await sharp(one).metadata(); assert.deepEqual([about.format, about.width, about.height], ['webp', 800, 600]); }
    assert.notDeepEqual(await sharp(plain).raw().toBuffer(), await sharp(marked).raw().toBuffer());
    assert.ok((await photos.raster(await stripes(20, 900).png().toBuffer(), 320, 'một dòng chữ dài hơn bề ngang của ảnh rất nhiều'))?.length);
  });
  test(`${IMAGE_LIMITS.keptSide} pixels are the most that is kept`, async () => {
    const { file } = await taken(await stripes(5000, 1000).jpeg().toBuffer());
    assert.deepEqual([file.width, file.height], [2400, 480]);
  });
});
