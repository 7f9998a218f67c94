import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { FIRST_FURTHER, objectStream, pdf, zip } from '../../../../fixtures/files/make-files.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import { PDF_LIMITS, inspectPdf, type Inflate } from './index.ts';
import { PdfReader } from './pdf-value.ts';

const inflate: Inflate = (data, most) => {
  try { return inflateSync(data, { maxOutputLength: most }); } catch (error) { return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-much' : 'broken'; }
};
const look = (bytes: Uint8Array) => inspectPdf(bytes, { inflate, text: (part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1') });
const refused = (bytes: Uint8Array) => { const result = look(bytes); return result.ok ? 'taken' : result.refusal; };

describe('honest PDFs', () => {
  const folder = join(packageRoot(), 'fixtures/files/benign');
  for (const name of readdirSync(folder)) {
    test(`${name} is taken with its pages`, () => {
      const result = look(readFileSync(join(folder, name)));
      assert.deepEqual(result, { ok: true, value: { pages: Number(/(\d+)-pages/u.exec(name)?.[1]), notes: [] } });
    });
  }
  test('pages are counted in plain and in compressed files, from 1 to the limit', () => {
    for (const compressed of [false, true]) {
      for (const pages of [1, 2, 37, PDF_LIMITS.pages]) assert.deepEqual(look(pdf({ pages, compressed })), { ok: true, value: { pages, notes: [] } });
      assert.deepEqual(refused(pdf({ pages: PDF_LIMITS.pages + 1, compressed })), { pages: PDF_LIMITS.pages + 1 });
    }
  });
  test('a page that was replaced by a later version counts once, a page that was taken out counts no more', () => {
    const original = pdf({ pages: 3 });
    const update = (body: string) => Buffer.concat([original, Buffer.from(`${body}\ntrailer\n<< /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n`)]);
    const pagesOf = (bytes: Uint8Array) => { const result = look(bytes); return result.ok && result.value.pages; };
    assert.equal(pagesOf(update('10 0 obj\n<< /Type /Page /Parent 2 0 R /Rotate 90 >>\nendobj')), 3);
    assert.equal(pagesOf(update('2 0 obj\n<< /Type /Pages /Count 2 /Kids [10 0 R 12 0 R] >>\nendobj')), 2);
  });
  test('what honest writers put in is no reason to refuse', () => {
    const harmless = [
      { catalog: '/OpenAction [10 0 R /Fit]' }, { catalog: '/OpenAction << /S /GoTo /D [10 0 R /Fit] >>' }, { catalog: '/PageMode /UseOutlines /Lang (vi-VN)' },
      { objects: ['<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://dichvucong.gov.vn/) >> >>'] }, { objects: ['<< /Type /ExtGState /BM /Screen /ca .5 >>'] },
      { catalog: '/AcroForm << /Fields [] /NeedAppearances true >>' }, { objects: ['(chữ /Launch trong chuỗi)'.replaceAll('/Launch', 'Launch')] }, { before: '\ufeff'.length === 1 ? '\n' : '' }, { after: '\r\n\0\0\0   \n' }, { version: '1.3' }, { version: '2.0' },
    ];
    for (const parts of harmless) assert.equal(look(pdf(parts)).ok, true, JSON.stringify(parts));
  });
  test('compressed pictures with any bytes raise no alarm', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 2000, maxLength: 20_000 }), (noise) => {
      const picture = Buffer.concat([Buffer.from(`<< /Subtype /Image /Length ${noise.length} >>\nstream\n`), noise, Buffer.from('\nendstream')]).toString('latin1');
      assert.equal(look(pdf({ objects: [picture] })).ok, true);
    }), { numRuns: 100 });
  });
  test('a signed PDF says so', () => {
    const result = look(pdf({ objects: ['<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 30] /Contents <00> >>'] }));
    assert.deepEqual(result.ok && result.value.notes, ['signed']);
  });
});

describe('PDFs that act', () => {
  const acting: Record<string, [string, Parameters<typeof pdf>[0]]> = {
    script: ['script', { catalog: `/OpenAction << /S /JavaScript /JS (app.alert(1)) >>` }],
    'script behind a name': ['script', { catalog: `/Names << /JavaScript ${FIRST_FURTHER} 0 R >>`, objects: ['<< /Names [(a) << /S /JavaScript /JS (x) >>] >>'] }],
    'script on a page': ['script', { objects: ['<< /Type /Annot /AA << /O << /S /JavaScript /JS (x) >> >> >>'] }],
    'script with its name escaped': ['script', { catalog: '/OpenAction << /S /J#61v#61Script /JS (x) >>' }],
    'script wholly escaped': ['script', { catalog: `/OpenAction << /S /${[...'JavaScript'].map((char) => `#${char.charCodeAt(0).toString(16)}`).join('')} >>` }],
    'script without spaces': ['script', { catalog: '/OpenAction<</S/JavaScript/JS(x)>>' }],
    rendition: ['script', { objects: ['<< /S /Rendition /OP 0 /JS (x) >>'] }],
    launch: ['launch', { catalog: '/OpenAction << /S /Launch /F (cmd.exe) >>' }],
    'embedded file': ['attachment', { catalog: `/Names << /EmbeddedFiles ${FIRST_FURTHER} 0 R >>`, objects: ['<< /Names [] >>'] }],
    'file as an annotation': ['attachment', { objects: ['<< /Type /Annot /Subtype /FileAttachment /FS << /EF << /F 4 0 R >> >> >>'] }],
    'another file’s pages': ['attachment', { objects: ['<< /S /GoToE /T << >> >>'] }],
    'rich media': ['media', { objects: ['<< /Subtype /RichMedia >>'] }],
    film: ['media', { objects: ['<< /Subtype /Movie >>'] }],
    xfa: ['xfa', { catalog: '/AcroForm << /XFA 4 0 R >>' }],
    'form that sends': ['sends-data', { objects: ['<< /S /SubmitForm /F (http://example.vn/) >>'] }],
    'form that reads': ['sends-data', { objects: ['<< /S /ImportData /F (x.fdf) >>'] }],
  };
  for (const [name, [active, parts]] of Object.entries(acting)) {
    test(name, () => {
      assert.deepEqual(refused(pdf(parts)), { active }, 'in the open');
      assert.deepEqual(refused(pdf({ ...parts, compressed: true })), { active }, 'inside an object stream');
      assert.deepEqual(refused(Buffer.concat([pdf(), pdf(parts)])), { active }, 'in a later version of the file');
    });
  }
  test('locked', () => {
    assert.equal(refused(pdf({ trailer: `/Encrypt ${FIRST_FURTHER} 0 R`, objects: ['<< /Filter /Standard /V 2 >>'] })), 'locked');
    assert.equal(refused(pdf({ trailer: '/Encrypt << /Filter /Standard >>', compressed: true })), 'locked');
  });
});

describe('PDFs that are something else, or break off', () => {
  test('not whole', () => {
    const whole = pdf();
    for (const bytes of [whole.subarray(0, whole.length - 40), whole.subarray(0, 100), Buffer.from('%PDF-1.7\n'), Buffer.from('%PDF-1.7\n%%EOF'), Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF')]) assert.equal(refused(bytes), 'broken');
    assert.equal(refused(pdf({ pages: 0 })), 'broken');
  });
  test('two kinds of file in one', () => {
    const archive = zip('virus.exe', Buffer.from('MZ'));
    assert.equal(refused(Buffer.concat([pdf(), archive])), 'two-files');
    assert.equal(refused(pdf({ after: '<script>alert(1)</script>' })), 'two-files');
    assert.equal(refused(Buffer.concat([pdf(), archive, Buffer.from('\nstartxref\n0\n%%EOF')])), 'taken', 'no ZIP reader finds the directory of this one');
    assert.equal(refused(pdf({ before: 'GIF89a/*' })), 'broken');
    assert.equal(refused(pdf({ before: ' '.repeat(2000) })), 'broken');
  });
});

describe('PDFs that cost', () => {
  /** What an inspection does, counted instead of timed, so that a busy machine answers as an idle one: characters that the reader goes over, bytes that are inflated. */
  const work = { read: 0, inflated: 0 };
  const { read } = PdfReader.prototype;
  before(() => {
    PdfReader.prototype.read = function counted(this: PdfReader, depth = 0) {
      const from = this.at;
      try { return read.call(this, depth); } finally { if (depth === 0) work.read += this.at - from; }
    };
  });
  after(() => { PdfReader.prototype.read = read; });
  const bounded = (bytes: Buffer): unknown => {
    Object.assign(work, { read: 0, inflated: 0 });
    const answer = inspectPdf(bytes, { inflate(data, most) { const out = inflate(data, most); work.inflated += typeof out === 'string' ? most : out.length; return out; }, text: (part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1') });
    // One reading more than the limit: the one that goes past it.
    const most = (PDF_LIMITS.readings + 1) * (bytes.length + PDF_LIMITS.objectStreams);
    assert.ok(work.read <= most, `${work.read} characters read of a file of ${bytes.length}`);
    assert.ok(work.inflated <= PDF_LIMITS.objectStreams + PDF_LIMITS.objectStream, `${work.inflated} bytes inflated`);
    return answer.ok ? 'taken' : answer.refusal;
  };
  test('an object stream that inflates without end', () => {
    const bomb = deflateSync(Buffer.alloc(200 * 1024 * 1024));
    const stream = Buffer.concat([Buffer.from(`7 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length ${bomb.length} /Filter /FlateDecode >>\nstream\n`), bomb, Buffer.from('\nendstream\nendobj\n')]);
    assert.equal(bounded(Buffer.concat([pdf().subarray(0, 15), stream, pdf().subarray(15)])), 'too-complex');
  });
  test('many object streams that are large together', () => {
    const filling = objectStream(7, [[8, `(${'x'.repeat(4 * 1024 * 1024)})`]]);
    assert.equal(bounded(Buffer.concat([pdf(), ...Array.from({ length: 12 }, () => filling), Buffer.from('startxref\n0\n%%EOF')])), 'too-complex');
  });
  test('a million objects', () => {
    const many = Buffer.from(Array.from({ length: 1_000_000 }, (_, n) => `${n + 20} 0 obj 1`).join('\n'));
    assert.equal(bounded(Buffer.concat([pdf(), many, Buffer.from('\nstartxref\n0\n%%EOF')])), 'too-complex');
  });
  test('brackets in brackets', () => {
    assert.equal(bounded(pdf({ objects: ['['.repeat(1_000_000)] })), 'too-complex');
    assert.equal(bounded(pdf({ objects: ['<< /A '.repeat(100_000)] })), 'too-complex');
  });
  test('objects that are never closed', () => {
    const open = Buffer.from(Array.from({ length: 100_000 }, (_, n) => `${n + 20} 0 obj (`).join('\n'));
    assert.equal(bounded(Buffer.concat([pdf(), open, Buffer.from('\nstartxref\n0\n%%EOF')])), 'too-complex');
    // A string in hexadecimal digits runs to its end mark, however far that is: here each is read to the end of the file.
    const digits = Buffer.from(Array.from({ length: 1000 }, (_, n) => `${n + 20} 0 obj <00`).join('\n'.repeat(500)));
    assert.equal(bounded(Buffer.concat([pdf(), digits, Buffer.from('\nstartxref\n0\n%%EOF')])), 'too-complex');
    const arrays = Buffer.from(Array.from({ length: 100_000 }, (_, n) => `${n + 20} 0 obj [ 1`).join('\n'));
    assert.equal(bounded(Buffer.concat([pdf(), arrays, Buffer.from('\nstartxref\n0\n%%EOF')])), 'too-complex');
  });
  test('pages that are their own parents', () => {
    assert.equal(bounded(pdf({ pages: 0, catalog: `/Pages ${FIRST_FURTHER} 0 R`, objects: [`<< /Type /Pages /Kids [${FIRST_FURTHER} 0 R ${FIRST_FURTHER + 1} 0 R] >>`, `<< /Type /Pages /Kids [${FIRST_FURTHER} 0 R] >>`] })), 'broken');
    const kids = Array.from({ length: 100_000 }, () => '10 0 R').join(' ');
    assert.equal(bounded(pdf({ catalog: `/Pages ${FIRST_FURTHER} 0 R`, objects: [`<< /Type /Pages /Kids [${kids}] >>`] })), 'too-complex');
  });
  test('fifteen megabytes of digits, of slashes, of the word obj, of percent signs', () => {
    for (const filling of ['1', '/', 'obj', '%', '1 0 ', '/A#', ' ', '<', '(', '\\']) {
      const bytes = Buffer.concat([pdf().subarray(0, 15), Buffer.from(filling.repeat(Math.floor(15_000_000 / filling.length))), Buffer.from('\n'), pdf().subarray(15)]);
      bounded(bytes);
    }
  });
  test('object streams packed in a way that is not looked into', () => {
    for (const filter of ['/Filter /LZWDecode', '/Filter [/ASCIIHexDecode /FlateDecode]', '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 5 >>', '/Filter /Crypt']) {
      assert.equal(refused(Buffer.concat([pdf(), objectStream(7, [[8, '<< /S /JavaScript >>']], filter), Buffer.from('startxref\n0\n%%EOF')])), 'too-complex', filter);
    }
    assert.equal(refused(Buffer.concat([pdf(), objectStream(7, [[8, '<< >>']], '/Filter /FlateDecode', (plain) => Buffer.from(plain)), Buffer.from('startxref\n0\n%%EOF')])), 'broken');
  });
});

test('whatever bytes come, the answer is a decision', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('%PDF-1.7\n', '1 0 obj', '<<', '>>', '[', ']', '(', ')', '/Type', '/ObjStm', '/Pages', '/Kids', '/N 3', '/First 9', 'stream\n', 'endstream', 'endobj', 'trailer', '2 0 R', 'startxref\n0\n%%EOF', '#4', '\\', '%', 'x', '\0', '9'.repeat(30)), { maxLength: 60 }), (words) => {
    const result = look(Buffer.from(`%PDF-1.4\n${words.join(' ')}\nstartxref\n0\n%%EOF`, 'latin1'));
    assert.ok(result.ok ? result.value.pages >= 1 : result.refusal !== undefined);
  }), { numRuns: 300 });
});
