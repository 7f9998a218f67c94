import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanData, cleanText } from './clean-text.ts';
import { loadTinos } from './fonts.ts';
import { qrMatrix } from './qr.ts';
import { unpackWoff } from './woff.ts';

const faces = loadTinos();

test('four styles, each one face with every Vietnamese letter and the letters of the highland peoples', () => {
  assert.equal(faces.length, 4);
  const needed = [...'aăâbcdđeêghiklmnoôơpqrstuưvxyfjwzAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYFJWZ0123456789.,:;–…«»“”’₫ƀɃčČĕĔĭĬŏŎŭŬñÑ'];
  for (let code = 0x1ea0; code <= 0x1ef9; code++) needed.push(String.fromCodePoint(code));
  for (const { covers } of faces) assert.deepEqual(needed.filter((letter) => !covers.has(letter.codePointAt(0) as number)), []);
  for (const { bytes } of faces) assert.equal(bytes.readUInt32BE(0), 0x00010000);
});

test('each table of the joined face has the checksum that its directory says', () => {
  for (const { bytes } of faces) {
    for (let i = 0; i < bytes.readUInt16BE(4); i++) {
      const at = 12 + i * 16;
      const table = Buffer.from(bytes.subarray(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 8) + bytes.readUInt32BE(at + 12)));
      if (bytes.toString('latin1', at, at + 4) === 'head') table.writeUInt32BE(0, 8);
      const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
      let sum = 0;
      for (let j = 0; j < padded.length; j += 4) sum = (sum + padded.readUInt32BE(j)) >>> 0;
      assert.equal(sum, bytes.readUInt32BE(at + 4), bytes.toString('latin1', at, at + 4));
    }
  }
});

test('a file that is no WOFF, or says wrong lengths, is refused', () => {
  assert.throws(() => unpackWoff(Buffer.from('wOF2'.padEnd(60, '\0'))), /not a WOFF 1/u);
  assert.throws(() => unpackWoff(Buffer.alloc(3)), /not a WOFF 1/u);
  const lying = Buffer.alloc(100);
  lying.write('wOFF');
  lying.writeUInt16BE(1, 12);
  lying.writeUInt32BE(64, 48);
  lying.writeUInt32BE(8, 52);
  lying.writeUInt32BE(8_000_000, 56);
  assert.throws(() => unpackWoff(lying));
});

const covers = (faces[0] as (typeof faces)[0]).covers;
test('any text: cleaned once is clean; every sign left can be printed; nothing seen is lost', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
    const clean = cleanText(text, covers);
    assert.equal(cleanText(clean, covers), clean);
    for (const sign of clean) assert.ok(sign === '\n' || covers.has(sign.codePointAt(0) as number), `U+${sign.codePointAt(0)?.toString(16)}`);
    assert.ok(clean.replace(/\u200b/gu, '').length <= text.normalize('NFC').length);
  }), { numRuns: 300 });
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ăâđêôơưỄộƀŏ Hab\'-.,0') }), (text) => {
    assert.equal(cleanText(text, covers).replace(/\u200b/gu, ''), text.normalize('NFC'), 'ordinary words come through untouched');
  }), { numRuns: 300 });
});

test('long runs get places to break, ordinary words, mail addresses and codes do not', () => {
  for (const whole of ['hbang.nie@example.vn', '000.00.16.H22-260826-0042', 'Nguyễn Thị Minh Khai', 'dichvucong.tinh.gov.vn']) assert.equal(cleanText(whole, covers), whole);
  assert.equal(cleanText('x'.repeat(25), covers), ['xxxxxx', 'xxxxxx', 'xxxxxx', 'xxxxxx', 'x'].join('\u200b'));
  assert.equal(cleanText('a\tb\r\nc\rd\u2028e', covers), 'a b\nc\nd\ne');
});

test('data keeps its shape; what is no text is left as it is', () => {
  assert.deepEqual(cleanData({ a: ['x\u0000', 1, true, null, { b: undefined, c: 'ê\u0306' }] }, covers), { a: ['x', 1, true, null, { c: 'ê\u0306' }] });
});

test('a QR code of the longest allowed text has the size of version 25', () => {
  assert.equal(qrMatrix('x'.repeat(997)).length, 117);
  assert.throws(() => qrMatrix('x'.repeat(2400)));
});
