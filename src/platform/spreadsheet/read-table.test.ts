import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csv } from './csv.ts';
import { readTable, TABLE_LIMITS } from './read-table.ts';
import { number, workbook } from './workbook.ts';
import { zip } from './zip.ts';

const rows = (bytes: Buffer): readonly (readonly string[])[] => { const read = readTable(bytes); assert.ok(read.ok, JSON.stringify(read)); return read.rows; };
const fault = (bytes: Buffer): string => { const read = readTable(bytes); return read.ok ? 'read' : read.fault; };
/** As Excel writes it: shared strings in runs, another name for the sheet, gaps between rows and cells. */
const excel = (sheet: string, more: Readonly<Record<string, string>> = {}): Buffer => zip(Object.entries({
  '[Content_Types].xml': '<Types/>',
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Phụ lục" sheetId="7" r:id="rId3"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="styles.xml"/><Relationship Id="rId3" Type="t" Target="worksheets/sheet7.xml"/></Relationships>',
  'xl/sharedStrings.xml': '<sst><si><t>Mã số</t></si><si><r><t xml:space="preserve">Gửi </t></r><r><rPr><b/></rPr><t>hồ sơ</t></r><rPh sb="0" eb="1"><t>PHONETIC</t></rPh></si><si><t>a &lt;b&gt; &amp; &#244; &#x1EA1;</t></si></sst>',
  'xl/worksheets/sheet7.xml': sheet, ...more,
}).map(([name, text]) => ({ name, bytes: Buffer.from(text, 'utf8') })));

test('a workbook as Excel saves it: shared strings, runs, numbers, gaps keep their places', () => {
  const sheet = '<worksheet><sheetData><row r="2" spans="1:4"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>1</v></c></row><row r="4"><c r="A4"><v>2.000635</v></c><c r="B4" t="s"><v>2</v></c><c r="C4"/><c r="D4" t="str"><f>A4</f><v>x</v></c></row></sheetData></worksheet>';
  assert.deepEqual(rows(excel(sheet)), [[], ['', 'Mã số', '', 'Gửi hồ sơ'], [], ['2.000635', 'a <b> & ô ạ', '', 'x']]);
  assert.deepEqual(rows(excel(sheet.replaceAll('<', '<x:').replaceAll('<x:/', '</x:'))), rows(excel(sheet)), 'with a prefix on every name');
});
test('our own workbook and our own text come back as they were written', () => {
  const table = [['Mã', 'Tên thủ tục'], ['2.000635', 'Cấp bản sao "trích lục", hộ tịch']];
  assert.deepEqual(rows(workbook([{ name: 'a', rows: table }])), table);
  assert.deepEqual(rows(workbook([{ name: 'a', rows: [[number(412)]] }])), [['412']]);
  assert.deepEqual(rows(Buffer.from(csv(table[0]!, [table[1]!]))), table);
});
test('separated text: commas, semicolons or tabs, UTF-8 or UTF-16, quotations over lines', () => {
  for (const text of ['mã;gửi\r\n2.000635;x\r\n', 'mã,gửi\n2.000635,x', 'mã\tgửi\n2.000635\tx\n', '\ufeffmã;gửi\n2.000635;x']) assert.deepEqual(rows(Buffer.from(text)), [['mã', 'gửi'], ['2.000635', 'x']], JSON.stringify(text));
  assert.deepEqual(rows(Buffer.from('\ufeffmã;gửi\n2.000635;x', 'utf16le')), [['mã', 'gửi'], ['2.000635', 'x']]);
  assert.deepEqual(rows(Buffer.from('a;"một; ""hai""\nba"\n\nb;')), [['a', 'một; "hai" ba'], [''], ['b', '']]);
});
test('what is no table says so: an old code page, a picture, a torn archive, nothing at all', () => {
  for (const bytes of [Buffer.from([0x6d, 0xe3, 0x2c, 0x78]), Buffer.from('GIF89a\u0000\u0000'), Buffer.from('a;"b'), excel('<row r="1"><c>').subarray(0, 300), excel('<worksheet><row r="2"></row><row r="1"></row></worksheet>'), Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(40)])]) assert.equal(fault(bytes), 'unreadable', bytes.subarray(0, 20).toString('latin1'));
  assert.deepEqual([fault(Buffer.alloc(0)), fault(Buffer.from('\n\n ; ;\n')), fault(excel('<worksheet/>'))], ['empty', 'empty', 'empty']);
});
test('too large: bytes, lines, and a part that unpacks to more than it may', () => {
  assert.equal(fault(Buffer.alloc(TABLE_LIMITS.file + 1, 0x61)), 'too-large');
  assert.equal(fault(Buffer.from('a\n'.repeat(TABLE_LIMITS.rows + 1))), 'too-large');
  assert.equal(fault(excel(`<worksheet><row r="${TABLE_LIMITS.rows + 1}"><c r="A1"><v>1</v></c></row></worksheet>`)), 'too-large');
  assert.equal(fault(excel(' '.repeat(TABLE_LIMITS.part + 1))), 'too-large');
});
test('whatever the bytes are, reading ends and answers; a changed letter of a workbook is never read as another table', () => {
  const book = excel('<worksheet><row r="1"><c r="A1" t="s"><v>0</v></c></row></worksheet>');
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => { readTable(Buffer.from(bytes)); readTable(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from(bytes)])); }), { numRuns: 200 });
  fc.assert(fc.property(fc.nat({ max: book.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
    const changed = Buffer.from(book);
    changed[at] = (changed[at] ?? 0) ^ by;
    const read = readTable(changed);
    if (read.ok && changed.subarray(0, 4).toString('latin1') === 'PK\x03\x04') assert.deepEqual(read.rows, [['Mã số']]);
  }), { numRuns: 300 });
});
