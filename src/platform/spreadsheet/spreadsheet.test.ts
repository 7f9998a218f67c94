import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unzip } from '../../../test/support/unzip.ts';
import { csv } from './csv.ts';
import { columnName, date, heading, number, share, workbook, type Cell } from './workbook.ts';

const unescape = (text: string): string => text.replace(/_x005F_/gu, '_').replace(/&#13;/gu, '\r').replace(/&lt;/gu, '<').replace(/&gt;/gu, '>').replace(/&quot;/gu, '"').replace(/&amp;/gu, '&');
const texts = (sheet: string): string[] => [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/gu)].map((match) => unescape(match[1]!));

test('cells keep their type: numbers are numbers, shares per cent, days days, text text', () => {
  const cells: Cell[] = [heading('Số hồ sơ'), number(412), share(0.5), date('2026-03-02'), 'Lĩnh vực <Hộ tịch> & "khác"', null, number(-1.25)];
  const sheet = unzip(workbook([{ name: 'Biểu II.06a', rows: [cells], widths: [10], frozenRows: 1 }])).get('xl/worksheets/sheet1.xml') ?? '';
  assert.match(sheet, /<c r="A1" t="inlineStr" s="1"><is><t xml:space="preserve">Số hồ sơ<\/t>/u);
  assert.match(sheet, /<c r="B1"><v>412<\/v><\/c><c r="C1" s="3"><v>0\.5<\/v><\/c><c r="D1" s="2"><v>46083<\/v><\/c>/u);
  assert.deepEqual(texts(sheet).at(-1), 'Lĩnh vực <Hộ tịch> & "khác"');
  assert.match(sheet, /<c r="G1"><v>-1\.25<\/v>/u);
  assert.doesNotMatch(sheet, /r="F1"/u);
});
test('text that looks like a formula stays text, to the letter', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('=1+1', '+84912', '-1', '@SUM(A1)', '=HYPERLINK("http://x","y")', '=cmd|\' /C calc\'!A0', '_x0041_', 'a\r\nb', ']]>', '</t></is></c><c><f>1</f></c>')), { minLength: 1, maxLength: 8 }), (values) => {
    const sheet = unzip(workbook([{ name: 'a', rows: [values] }])).get('xl/worksheets/sheet1.xml') ?? '';
    assert.doesNotMatch(sheet, /<f[ >]/u);
    assert.deepEqual(texts(sheet), values.map((value) => value.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')));
  }), { numRuns: 200 });
});
test('what is no number, no day or no sheet is refused, and names are made to fit', () => {
  assert.throws(() => workbook([{ name: 'a', rows: [[number(Number.NaN)]] }]), /A1 holds no number/u);
  assert.throws(() => workbook([{ name: 'a', rows: [[date('hôm nay')]] }]), /not a day/u);
  assert.throws(() => workbook([]), /at least one/u);
  const book = unzip(workbook([{ name: 'Xã [A]/B: quý 1?', rows: [] }, { name: 'Xã [A]/B: quý 1?', rows: [] }])).get('xl/workbook.xml') ?? '';
  assert.match(book, /name="Xã A B quý 1".*name="Xã A B quý 1 2"/u);
  assert.deepEqual([0, 25, 26, 51, 701, 702].map(columnName), ['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA']);
});
test('comma-separated values cannot smuggle a formula in, and quoting loses nothing', () => {
  assert.equal(csv(['a', 'số'], [['=1+1', 5], ['một, "hai"\nba', null]]), '\ufeffa,số\r\n\'=1+1,5\r\n"một, ""hai""\nba",\r\n');
  for (const bad of ['=1', '+1', '-1', '@a', ' =1', '\t=1', '|x', '＝1']) assert.match(csv(['a'], [[bad]]).split('\r\n')[1] ?? '', /^"?'/u, bad);
  assert.throws(() => csv(['a'], [[Number.NaN]]));
});
