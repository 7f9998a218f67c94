import { Worker } from 'node:worker_threads';
import type sharp from 'sharp';
import type { Sharp } from 'sharp';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { IMAGE_LIMITS, onlyPixelChunks, type ImageKind } from '../domain/index.ts';
import type { CleanPhoto, PhotoWorkshop } from '../ports.ts';

const WORKSHOP = {
  /** pictures decoded at once: each may take 150 MB for a moment */ atOnce: 1,
  /** waiting for one's turn; beyond, the caller is told to come again */ queue: 60,
  /** seconds for one picture */ seconds: 10,
  quality: 80,
  /** for pictures that grew by being written again */ lowerQuality: 68,
  /** pixels of the long side at which a QR code is looked for: the code of a card filling a third of the photo has 5 pixels a dot */ qrSides: [1000, 1600, 2400],
  /** milliseconds for finding a QR code; a photo of mere noise takes all of them */ qrMs: 5000, qrQueue: 20,
  /** pixels of the long side of a page with several codes, tried in turn: each finds some that another misses */ pageSides: [1500, 2400, 1100, 1900], pageMs: 15_000,
} as const;
type Library = typeof sharp;
/**
 * The image library with its codecs comes with the first picture: 19 MB that the worker, and the web process of an office where
 * nobody sends photos, do without. Decoded tiles are not kept, and one picture does not take both processors from the people who wait for pages.
 */
let loaded: Promise<Library> | undefined;
function imaging(): Promise<Library> {
  loaded ??= import('sharp').then(({ default: library }) => { library.cache(false); library.concurrency(1); return library; });
  return loaded;
}

/** Image work by libvips. It runs outside the event loop, one picture after the other. */
export function photoWorkshop({ fontFile }: { /** TrueType file with Vietnamese letters; null takes what the machine has */ readonly fontFile: string | null }): PhotoWorkshop {
  const queue = turns(WORKSHOP.atOnce, WORKSHOP.queue);
  // Apart, so that a code that cannot be found holds up no photo.
  const qrQueue = turns(1, WORKSHOP.qrQueue);
  return {
    async clean(bytes, kind) {
      const done = await queue<Result<CleanPhoto, 'broken'>>(async () => {
        const library = await imaging();
        try { return ok(await clean(library, bytes, kind)); } catch { return refuse('broken'); }
      });
      return done ?? refuse('busy');
    },
    raster: (bytes, longSide, watermark) => queue(async () => raster(await imaging(), bytes, longSide, watermark, fontFile)),
    async readQr(bytes) {
      const done = await qrQueue<Result<string | null, 'busy'>>(async () => {
        const library = await imaging();
        try { return ok(await readQr(library, bytes)); } catch { return ok(null); }
      });
      return done ?? refuse('busy');
    },
    async readQrs(bytes, enough) {
      const done = await qrQueue<Result<readonly string[], 'busy'>>(async () => {
        const library = await imaging();
        try { return ok(await readQrs(library, bytes, enough)); } catch { return ok([]); }
      });
      return done ?? refuse('busy');
    },
  };
}

const opened = (library: Library, bytes: Buffer): Sharp => library(bytes, { limitInputPixels: IMAGE_LIMITS.pixels, failOn: 'error', sequentialRead: true, pages: 1 }).timeout({ seconds: WORKSHOP.seconds });
const withoutTexts = (bytes: Buffer): Buffer => {
  const whole = onlyPixelChunks(bytes);
  return Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength);
};

/** sharp writes no metadata unless asked to: place, camera and the embedded small picture stay behind; colours become sRGB. */
async function clean(library: Library, bytes: Buffer, kind: ImageKind): Promise<CleanPhoto> {
  const side = IMAGE_LIMITS.keptSide;
  const upright = (): Sharp => opened(library, kind === 'png' ? withoutTexts(bytes) : bytes).autoOrient().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  const first = kind === 'jpeg' ? upright().jpeg({ quality: WORKSHOP.quality }) : kind === 'webp' ? upright().webp({ quality: WORKSHOP.quality, effort: 3 }) : upright().png({ compressionLevel: 9 });
  const made = await first.toBuffer({ resolveWithObject: true });
  let { data } = made;
  let mime: CleanPhoto['mime'] = `image/${kind}`;
  if (data.length > IMAGE_LIMITS.smallEnough) {
    // A photo saved as PNG weighs ten times what it need; one that was squeezed before must not grow again.
    if (kind === 'png') { data = await upright().webp({ quality: WORKSHOP.quality, effort: 3 }).toBuffer(); mime = 'image/webp'; }
    else if (data.length > bytes.length) data = await (kind === 'jpeg' ? upright().jpeg({ quality: WORKSHOP.lowerQuality }) : upright().webp({ quality: WORKSHOP.lowerQuality, effort: 3 })).toBuffer();
  }
  return { bytes: data, mime, width: made.info.width, height: made.info.height };
}

async function raster(library: Library, bytes: Buffer, longSide: number, watermark: string | null, fontFile: string | null): Promise<Buffer> {
  const small = opened(library, bytes).resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true });
  if (watermark === null) return small.webp({ quality: 72, effort: 2 }).toBuffer();
  const { data, info } = await small.png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });
  return library(data).composite([{ input: await watermarkOf(library, watermark, info.width, info.height, fontFile), blend: 'over' }]).webp({ quality: 72, effort: 2 }).toBuffer();
}
/** One line of words, drawn by Pango from the font file, laid over the picture again and again and faint enough to read through. */
async function watermarkOf(library: Library, words: string, width: number, height: number, fontFile: string | null): Promise<Buffer> {
  const escaped = words.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').slice(0, 400);
  const line = await library({ text: { text: `<span foreground="#8a0f0f">${escaped}</span>`, font: fontFile ? 'Tinos 12' : 'sans 12', ...(fontFile ? { fontfile: fontFile } : {}), rgba: true, dpi: Math.max(72, Math.min(200, Math.round(Math.max(width, height) / 8))) } })
    .extend({ top: 12, bottom: 40, left: 12, right: 48, background: '#0000' }).png().toBuffer();
  const slanted = await library(line).rotate(-24, { background: '#0000' }).png().toBuffer({ resolveWithObject: true });
  const fitting = slanted.info.width > width || slanted.info.height > height ? await library(slanted.data).resize({ width, height, fit: 'inside' }).png().toBuffer() : slanted.data;
  return library({ create: { width, height, channels: 4, background: '#0000' } }).composite([{ input: fitting, tile: true, blend: 'over' }])
    .linear([1, 1, 1, 0.32], [0, 0, 0, 0]).png().toBuffer();
}

interface Pixels { readonly pixels: Buffer; readonly width: number; readonly height: number }
async function pixelsOf(library: Library, bytes: Buffer, side: number): Promise<Pixels> {
  const { data, info } = await opened(library, bytes.subarray(1, 4).toString('latin1') === 'PNG' ? withoutTexts(bytes) : bytes).autoOrient().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#fff' }).toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}
async function readQr(library: Library, bytes: Buffer): Promise<string | null> {
  const until = Date.now() + WORKSHOP.qrMs;
  for (const side of WORKSHOP.qrSides) {
    if (Date.now() >= until) return null;
    const picture = await pixelsOf(library, bytes, side);
    const [text] = await inThread({ ...picture, all: false }, until - Date.now());
    if (text !== undefined) return text;
    if (Math.max(picture.width, picture.height) < side) return null;
  }
  return null;
}
async function readQrs(library: Library, bytes: Buffer, enough: (texts: readonly string[]) => boolean): Promise<readonly string[]> {
  const until = Date.now() + WORKSHOP.pageMs;
  const found = new Set<string>();
  for (const side of WORKSHOP.pageSides) {
    if (Date.now() >= until || enough([...found])) break;
    const picture = await pixelsOf(library, bytes, side);
    for (const text of await inThread({ ...picture, all: true }, until - Date.now(), (texts) => enough([...found, ...texts]))) found.add(text);
  }
  return [...found];
}

/** The search for a code takes up to a second of plain computing: in a thread of its own, so that nobody's page waits for it. */
function inThread(picture: Pixels & { readonly all: boolean }, ms: number, enough: (texts: readonly string[]) => boolean = () => false): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const found: string[] = [];
    const worker = new Worker(new URL('./qr-thread.js', import.meta.url), { workerData: picture, resourceLimits: { maxOldGenerationSizeMb: 128 }, stdout: true, stderr: true });
    const end = (): void => { clearTimeout(timer); void worker.terminate(); resolve(found); };
    const timer = setTimeout(end, Math.max(1, ms));
    worker.on('message', (text: string | null) => { if (text !== null) found.push(text); if (text === null || enough(found)) end(); }).once('error', end).once('exit', end);
  });
}

/** Lets `most` run at once and the others wait in order, `longest` of them; null to whoever comes after these. */
function turns(most: number, longest: number): <T>(work: () => Promise<T>) => Promise<T | null> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) {
      if (waiting.length >= longest) return null;
      await new Promise<void>((go) => waiting.push(go));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next(); else running--;
    }
  };
}
