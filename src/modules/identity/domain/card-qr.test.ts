import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { cardRefusalWords, readCardQr } from './card-qr.ts';

const CARD = '060190012345|261234567|Nguyễn Thị Hoa|15081990|Nữ|Thôn 3, Hàm Chính, Hàm Thuận Bắc, Bình Thuận|02052021';
const read = (text: string) => { const result = readCardQr(text); return result.ok ? result.value : result.refusal.kind; };

describe('square code of a citizen card', () => {
  const hoa = { personalId: '060190012345', formerId: '261234567', name: 'Nguyễn Thị Hoa', birthDate: '1990-08-15', birthYear: 1990, gender: 'female', address: 'Thôn 3, Hàm Chính, Hàm Thuận Bắc, Bình Thuận', issuedOn: '2021-05-02', furtherFields: 0 };
  test('the seven fields', () => assert.deepEqual(read(CARD), hoa));
  test('without a former number, with the two bars together', () => assert.deepEqual(read(CARD.replace('261234567', '')), { ...hoa, formerId: null }));
  test('newer cards carry more behind; it is counted and left alone', () => assert.deepEqual(read(`${CARD}||Nguyễn Văn A|Trần Thị B|`), { ...hoa, furtherFields: 4 }));
  test('decomposed letters become composed; spaces, line ends and a byte order mark go', () => assert.deepEqual(read(`\ufeff ${CARD.normalize('NFD')} \r\n`), hoa));
  test('UTF-8 that a scanner typed as Windows-1252 is undone', () => {
    const mangled = Buffer.from(CARD, 'utf8').toString('latin1').replace(/[\x80-\x9f]/gu, (char) => new TextDecoder('windows-1252').decode(Buffer.from(char, 'latin1')));
    assert.notEqual(mangled, CARD);
    assert.deepEqual(read(mangled), hoa);
  });
  test('names of every people of the country', () => {
    for (const name of ['Y Bih Niê', "H' Wơn Êban", "H' Ƀlĕŏ Ŭng", 'Hờ A Dế', 'Y', 'Đinh Đức Đoàn', 'Sùng A Páo', 'Ka Să Ha-Pôl', 'Nguyen Thi Hoa', 'Jean Moreau', 'Lee Woo Jin']) assert.equal((read(CARD.replace('Nguyễn Thị Hoa', name)) as { name: string }).name, name);
    assert.equal((read(CARD.replace('Nguyễn Thị Hoa', 'H’ Wơn Êban')) as { name: string }).name, "H' Wơn Êban", 'one kind of apostrophe');
  });
  test('days that do not exist and days that are not known stay empty, the year is kept', () => {
    const born = (digits: string) => { const card = read(CARD.replace('15081990', digits)); return typeof card === 'string' ? card : [card.birthDate, card.birthYear]; };
    assert.deepEqual(born('31021990'), [null, null]);
    assert.deepEqual(born('29022000'), ['2000-02-29', 2000]);
    assert.deepEqual(born('00001950'), [null, 1950]);
    assert.deepEqual(born('1950'), [null, 1950]);
    assert.deepEqual(born(''), [null, null]);
  });
  test('typed through a Vietnamese input method: named as such, not taken', () => {
    // «|» typed as «~» or «\» by another layout; Telex and VNI turning letters and digits into others.
    for (const text of [CARD.replaceAll('|', '~'), CARD.replaceAll('|', '\\'), CARD.replace('Nguyễn Thị', 'Nguyeenx Thij'), CARD.replace('Nguyễn', 'Nguye64n'), CARD.replace('Nguyễn', 'Nguy?n'), CARD.replace('Hoa', 'Ho\ufffda'), CARD.replace('15081990', '15o81990')]) assert.equal(read(text), 'garbled', text);
  });
  test('other codes are not cards', () => {
    for (const text of ['', 'https://vneid.gov.vn/x', '00020101021238570010A000000727', 'a|b|c|d|e|f|g', '||||||', 'x'.repeat(5000), `${CARD}|${'x'.repeat(2000)}`]) assert.equal(read(text), 'not-a-card', text.slice(0, 40));
    assert.equal(read(CARD.replace('060190012345', '06019001234')), 'number-wrong');
  });
  test('each refusal has its words', () => {
    for (const kind of ['not-a-card', 'garbled', 'number-wrong'] as const) assert.ok(cardRefusalWords({ kind }).vi.length > 20 && cardRefusalWords({ kind }).en.length > 20);
  });
  test('whatever is scanned, the answer is a card with its shapes or a refusal', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 1200 }), fc.array(fc.oneof(fc.constantFrom('|', '060190012345', '15081990', 'Nữ', 'á', '€', '\ufffd'), fc.string({ maxLength: 10 })), { maxLength: 30 }).map((parts) => parts.join('')), fc.string({ maxLength: 30 }).map((extra) => CARD + extra)), (text) => {
      const result = readCardQr(text);
      if (!result.ok) return;
      assert.match(result.value.personalId, /^\d{12}$/u);
      assert.equal(result.value.name, result.value.name.normalize('NFC'));
    }), { numRuns: 300 });
  });
});
