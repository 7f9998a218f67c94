import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { PNG_START, jpegHeader, png, pngChunk, webpHeader } from '../../../../fixtures/files/make-files.ts';
import { IMAGE_LIMITS, measureImage, onlyPixelChunks, type ImageKind } from './index.ts';

const measured = (bytes: Uint8Array, kind: ImageKind) => { const result = measureImage(bytes, kind); return result.ok ? [result.value.width, result.value.height] : result.refusal; };

describe('size of an image before any decoder', () => {
  test('agrees with the decoder for pictures of many sizes and kinds', async () => {
    for (const [width, height] of [[1, 1], [7, 300], [640, 480], [1601, 1199], [3, 2000]] as const) {
      const picture = () => sharp({ create: { width, height, channels: 3, background: '#aabbcc' } });
      const made: readonly (readonly [ImageKind, Buffer])[] = [
        ['jpeg', await picture().jpeg().toBuffer()], ['jpeg', await picture().jpeg({ progressive: true }).toBuffer()], ['jpeg', await picture().withMetadata({ orientation: 6, exif: { IFD0: { Copyright: 'x' } } }).jpeg().toBuffer()],
        ['png', await picture().png().toBuffer()], ['png', await picture().png({ progressive: true, palette: true }).toBuffer()],
        ['webp', await picture().webp().toBuffer()], ['webp', await picture().webp({ lossless: true }).toBuffer()], ['webp', await picture().ensureAlpha(0.5).withMetadata().webp().toBuffer()],
      ];
      for (const [kind, bytes] of made) assert.deepEqual(measured(bytes, kind), [width, height], `${kind} ${width} × ${height}`);
    }
  });
  test('60,000 × 60,000 is refused from a file of some hundred bytes', () => {
    assert.deepEqual(measured(png(60_000, 60_000), 'png'), { tooManyPixels: 3_600_000_000 });
    assert.deepEqual(measured(jpegHeader(60_000, 60_000), 'jpeg'), { tooManyPixels: 3_600_000_000 });
    assert.deepEqual(measured(webpHeader(16_384, 16_384, 'VP8L'), 'webp'), { tooManyPixels: 268_435_456 });
    assert.deepEqual(measured(webpHeader(16_777_216, 16_777_216), 'webp'), { tooManyPixels: 2 ** 48 });
  });
  test('the limits, exactly', () => {
    assert.deepEqual(measured(png(8000, 6250), 'png'), [8000, 6250]);
    assert.deepEqual(measured(png(8000, 6251), 'png'), { tooManyPixels: 50_008_000 });
    assert.deepEqual(measured(png(IMAGE_LIMITS.side, 10), 'png'), [IMAGE_LIMITS.side, 10]);
    assert.deepEqual(measured(png(IMAGE_LIMITS.side + 1, 10), 'png'), { tooManyPixels: 163_840 });
    assert.deepEqual(measured(jpegHeader(8064, 6048), 'jpeg'), [8064, 6048], 'the 48-megapixel photo of a telephone');
    assert.deepEqual(measured(jpegHeader(8064, 6048, 0xc2), 'jpeg'), { tooManyPixels: 48_771_072 }, 'progressive: the decoder holds the whole of it');
    assert.deepEqual(measured(jpegHeader(4000, 3000, 0xc2), 'jpeg'), [4000, 3000]);
    assert.deepEqual(measured(png(8000, 6000, Buffer.alloc(9), [], true), 'png'), { tooManyPixels: 48_000_000 }, 'interlaced likewise');
    assert.deepEqual(measured(webpHeader(5200, 5200, 'VP8 '), 'webp'), [5200, 5200]);
    assert.deepEqual(measured(webpHeader(5400, 5400, 'VP8 '), 'webp'), { tooManyPixels: 29_160_000 });
  });
  test('what breaks off is told from what is broken', async () => {
    const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#345' } }).jpeg().toBuffer();
    for (const share of [0.05, 0.3, 0.5, 0.9, 0.999]) assert.equal(measured(photo.subarray(0, Math.floor(photo.length * share)), 'jpeg'), 'cut-off', String(share));
    const drawing = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#345' } }).png().toBuffer();
    for (const share of [0.05, 0.5, 0.99]) assert.equal(measured(drawing.subarray(0, Math.floor(drawing.length * share)), 'png'), 'cut-off', String(share));
    const web = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#345' } }).webp().toBuffer();
    assert.equal(measured(web.subarray(0, web.length - 20), 'webp'), 'cut-off');
    assert.equal(measured(png(0, 10), 'png'), 'broken');
    assert.equal(measured(jpegHeader(10, 0), 'jpeg'), 'broken', 'a height that comes later (DNL) hides the size');
    const second = jpegHeader(60_000, 60_000).subarray(2, 21);
    assert.equal(measured(Buffer.concat([jpegHeader(10, 10).subarray(0, 21), second, jpegHeader(10, 10).subarray(21)]), 'jpeg'), 'broken', 'two frame headers');
    assert.equal(measured(Buffer.concat([PNG_START, pngChunk('IDAT', Buffer.alloc(13)), pngChunk('IEND', Buffer.alloc(0))]), 'png'), 'broken', 'pixels before the header');
  });
  test('phones append their own data after a JPEG; that is no fault', async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#345' } }).jpeg().toBuffer();
    assert.deepEqual(measured(Buffer.concat([photo, Buffer.from('SEFT trailer of a telephone')]), 'jpeg'), [40, 30]);
  });
  test('only pixels reach the decoder of a PNG: no inflating texts, no animation, nothing after its end', () => {
    const bomb = pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(5_000_000))]));
    const whole = png(4, 4, undefined, [bomb, pngChunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(5_000_000))])), pngChunk('eXIf', Buffer.from('Exif')), pngChunk('acTL', Buffer.alloc(8))]);
    const kept = Buffer.from(onlyPixelChunks(Buffer.concat([whole, Buffer.from('<script>alert(1)</script>')])));
    assert.deepEqual(kept, png(4, 4));
  });
  test('whatever bytes follow the first, the answer is a decision', () => {
    const starts: Record<ImageKind, Buffer> = { jpeg: Buffer.from([0xff, 0xd8, 0xff]), png: PNG_START, webp: Buffer.from('RIFF\x40\0\0\0WEBPVP8 ', 'latin1') };
    for (const kind of ['jpeg', 'png', 'webp'] as const) {
      fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
        const result = measureImage(Buffer.concat([starts[kind], rest]), kind);
        if (result.ok) assert.ok(result.value.width * result.value.height <= IMAGE_LIMITS.pixels);
      }), { numRuns: 300 });
    }
  });
});
