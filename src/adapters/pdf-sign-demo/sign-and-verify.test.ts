import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { PdfSigner, PdfVerifier, SignatureReport } from '../../modules/document/ports.ts';
import { packageRoot } from '../../platform/package-root.ts';
import { fixedClock } from '../../shared/clock.ts';
import { TRIAL_WORDS } from './demo-authority.ts';
import { createDemoSigner, createVerifier } from './index.ts';
import { SIGNATURE_LIMITS } from './verify.ts';

const paper = readFileSync(join(packageRoot(), 'fixtures/papers/ket-qua.pdf'));
const clock = fixedClock('2026-09-02T16:05:00+07:00');
const by = { name: 'Lò Thị H’Ƀăng Niê', title: 'Chủ tịch', agency: 'Ủy ban nhân dân xã Hàm Liêm', reason: 'Giấy xác nhận (số 118)', at: clock.now() };
/** A file of a few hundred bytes, for trying many changes. */
const small = tinyPdf();
const root = mkdtempSync(join(tmpdir(), 'mot-cua-sign-'));
const dir = join(root, 'keys');

let signer: PdfSigner;
let verifier: PdfVerifier;
let signed: Buffer;
before(async () => {
  signer = await createDemoSigner({ dir, clock });
  verifier = await createVerifier({ dir });
  signed = (await signer.sign(paper, by)).pdf;
});
after(() => rmSync(root, { recursive: true }));

const only = (reports: readonly SignatureReport[]): SignatureReport => {
  assert.equal(reports.length, 1);
  return reports[0] as SignatureReport;
};
const gapOf = (pdf: Buffer): { start: number; end: number } => {
  const start = pdf.lastIndexOf('/Contents <') + '/Contents <'.length;
  return { start, end: pdf.indexOf('>', start) };
};
const replaced = (pdf: Buffer, from: string, to: string): Buffer => {
  const at = pdf.lastIndexOf(from, undefined, 'latin1');
  assert.ok(at > 0 && from.length === to.length, `«${from}» is in the file`);
  const changed = Buffer.from(pdf);
  changed.write(to, at, 'latin1');
  return changed;
};

describe('signing', () => {
  test('what was there stays byte for byte; the signature covers the whole file and names signer, time and trial', async () => {
    const result = await signer.sign(paper, by);
    assert.ok(result.pdf.subarray(0, paper.length).equals(paper));
    assert.deepEqual(await verifier.verify(result.pdf), [{ outcome: 'valid', signer: by.name, at: by.at, trial: true, coversWholeFile: true }]);
    assert.equal(result.trial, true);
    assert.ok(result.certificateSubject.includes(TRIAL_WORDS) && result.certificateSubject.includes(by.name));
    assert.match(result.certificateSerial, /^[0-9A-F]{32}$/u);
    const raw = result.pdf.toString('latin1');
    assert.ok(raw.includes('/SubFilter /ETSI.CAdES.detached') && raw.includes("/M (D:20260902160500+07'00')"));
    const reason = Buffer.from(/\/Reason <FEFF([0-9A-F]+)>/u.exec(raw)?.[1] ?? '', 'hex').swap16().toString('utf16le');
    assert.equal(reason, `${by.reason} (${TRIAL_WORDS})`);
  });

  test('a second signature, of the agency, leaves the first valid (NĐ 30/2020: the person signs first, then the agency)', async () => {
    const twice = (await signer.sign(signed, { ...by, name: 'Văn thư', title: 'Dấu cơ quan' })).pdf;
    const [person, agency, ...more] = await verifier.verify(twice);
    assert.equal(more.length, 0);
    assert.deepEqual([person?.outcome, person?.signer, person?.coversWholeFile], ['valid', by.name, false]);
    assert.deepEqual([agency?.outcome, agency?.signer, agency?.coversWholeFile], ['valid', 'Văn thư', true]);
    const raw = twice.toString('latin1');
    assert.match(raw.slice(raw.lastIndexOf('/Fields')), /^\/Fields \[\d+ 0 R \d+ 0 R\]/u);
    assert.ok(raw.includes('/T (Signature1)') && raw.includes('/T (Signature2)'));
  });

  test('dossiers of the demonstration are signed at past times', async () => {
    const at = new Date('2024-03-01T08:00:00+07:00');
    assert.deepEqual(only(await verifier.verify((await signer.sign(paper, { ...by, at })).pdf)), { outcome: 'valid', signer: by.name, at, trial: true, coversWholeFile: true });
  });

  test('long names, letters outside the basic plane and lone surrogates are signed, cut to what a certificate holds', async () => {
    const name = `${'Nguyễn '.repeat(40)}`;
    const result = await signer.sign(paper, { ...by, name, agency: '\ud83d\ude00\ud800 Xã', title: '' });
    const report = only(await verifier.verify(result.pdf));
    assert.equal(report.outcome, 'valid');
    assert.equal(report.signer, name.slice(0, 64));
  });

  test('a file that is no PDF of ours is refused, not damaged', async () => {
    for (const wrong of [Buffer.from(''), Buffer.from('%PDF-1.7\n'), paper.subarray(0, 5000), Buffer.from('<html>'), Buffer.concat([paper, Buffer.from('x')])]) await assert.rejects(signer.sign(wrong, by), /PDF/u);
  });
});

describe('the trial authority', () => {
  test('key 0600, its certificate says what it is, and a new start uses the same', async () => {
    const files = readdirSync(dir).sort();
    assert.deepEqual(files, ['demo-authority-key.pem', 'demo-authority.pem']);
    assert.equal(statSync(join(dir, 'demo-authority-key.pem')).mode & 0o777, 0o600);
    assert.equal(statSync(dir).mode & 0o777, 0o700);
    const certificate = new X509Certificate(readFileSync(join(dir, 'demo-authority.pem')));
    assert.ok(certificate.subject.includes(TRIAL_WORDS) && certificate.ca && certificate.verify(certificate.publicKey));
    const again = await createDemoSigner({ dir, clock });
    assert.equal(only(await verifier.verify((await again.sign(paper, by)).pdf)).outcome, 'valid');
  });

  test('many processes that start at once agree on one authority', async () => {
    const shared = join(root, 'shared');
    const signers = await Promise.all(Array.from({ length: 5 }, () => createDemoSigner({ dir: shared, clock })));
    const check = await createVerifier({ dir: shared });
    for (const one of signers) assert.equal(only(await check.verify((await one.sign(paper, by)).pdf)).outcome, 'valid');
    assert.equal(readdirSync(shared).length, 2);
  });

  test('a key that others can read, or that belongs to another certificate, stops the start', async () => {
    const open = join(root, 'open');
    await createDemoSigner({ dir: open, clock });
    chmodSync(join(open, 'demo-authority-key.pem'), 0o644);
    await assert.rejects(createDemoSigner({ dir: open, clock }), /chmod 600/u);
    rmSync(join(open, 'demo-authority-key.pem'));
    await assert.rejects(createDemoSigner({ dir: open, clock }), /does not belong/u);
  });

  test('a verifier that starts before the first signature learns the authority when it is there', async () => {
    const late = join(root, 'late');
    const early = await createVerifier({ dir: late });
    assert.equal(only(await early.verify(signed)).outcome, 'unverifiable');
    const pdf = (await (await createDemoSigner({ dir: late, clock })).sign(paper, by)).pdf;
    assert.equal(only(await early.verify(pdf)).outcome, 'valid');
  });
});

describe('tampering', () => {
  test('a flipped bit outside the signature is noticed wherever it is', async () => {
    const { start, end } = gapOf(signed);
    const places = new Set<number>();
    for (let at = 0; at < signed.length; at += 211) places.add(at);
    for (let at = start - 250; at < start + 1; at += 3) places.add(at);
    for (let at = end; at < signed.length; at += 29) places.add(at);
    for (const at of places) {
      if (at >= start && at < end) continue;
      const changed = Buffer.from(signed);
      changed[at] = (changed[at] as number) ^ (1 << at % 8);
      const reports = await verifier.verify(changed);
      assert.ok(reports.length > 0 && reports.every(({ outcome }) => outcome === 'altered'), `byte ${at}: ${JSON.stringify(reports)}`);
    }
  });

  test('a changed digit of the signature itself is noticed wherever it is, padding included', async () => {
    const pdf = (await signer.sign(small, by)).pdf;
    const { start, end } = gapOf(pdf);
    for (let at = start; at < end; at += at < start + 2400 ? 5 : 701) {
      const changed = Buffer.from(pdf);
      changed[at] = changed[at] === 0x37 ? 0x38 : 0x37;
      const reports = await verifier.verify(changed);
      assert.ok(reports.length > 0 && reports.every(({ outcome }) => outcome !== 'valid'), `digit ${at - start}`);
    }
  });

  test('text appended after signing: the signature no longer covers the whole file', async () => {
    const report = only(await verifier.verify(Buffer.concat([signed, Buffer.from('\n% thêm\n')])));
    assert.deepEqual([report.outcome, report.coversWholeFile], ['valid', false]);
    assert.ok(report.why);
  });

  test('an update that replaces the page: the same', async () => {
    const raw = signed.toString('latin1');
    const previous = /startxref\n(\d+)/u.exec(raw.slice(raw.lastIndexOf('startxref')))?.[1];
    const update = Buffer.concat([signed, Buffer.from(`4 0 obj\n<< /Type /Page >>\nendobj\nxref\n4 1\n${String(signed.length).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 40 /Root 31 0 R /Prev ${previous} >>\nstartxref\n${signed.length + 40}\n%%EOF\n`)]);
    assert.equal(only(await verifier.verify(update)).coversWholeFile, false);
  });

  test('truncated files', async () => {
    for (const length of [signed.length - 1, signed.length - 100, gapOf(signed).end - 5000, gapOf(signed).start + 1]) {
      const reports = await verifier.verify(signed.subarray(0, length));
      assert.ok(reports.every(({ outcome }) => outcome !== 'valid') && reports.length > 0, `${length}`);
    }
  });

  test('bytes put before the file', async () => {
    assert.equal(only(await verifier.verify(Buffer.concat([Buffer.from('%!PS\n'), signed]))).outcome, 'altered');
  });

  test('a signature taken over to another paper', async () => {
    const other = (await signer.sign(Buffer.from(paper.toString('latin1').replace('/Lang (vi)', '/Lang (en)'), 'latin1'), by)).pdf;
    const { start, end } = gapOf(signed);
    const swapped = Buffer.from(other);
    signed.copy(swapped, start, start, end);
    assert.equal(only(await verifier.verify(other)).outcome, 'valid');
    assert.equal(only(await verifier.verify(swapped)).outcome, 'altered');
  });

  test('a widened gap, a range that does not start at the first byte, a range past the end, two ranges for one gap', async () => {
    const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/u.exec(signed.toString('latin1')) as RegExpExecArray;
    const [whole, open, close, length] = [range[0], Number(range[1]), Number(range[2]), Number(range[3])];
    const shape = (text: string): Buffer => replaced(signed, whole, text.padEnd(whole.length));
    for (const text of [`/ByteRange [0 ${open - 1} ${close} ${length}]`, `/ByteRange [1 ${open} ${close} ${length}]`, `/ByteRange [0 ${open} ${close} ${length + 1}]`, `/ByteRange [0 ${open} ${close} 0]`]) {
      const reports = await verifier.verify(shape(text.slice(0, whole.length)));
      assert.ok(reports.length > 0 && reports.every(({ outcome }) => outcome === 'altered'), text);
    }
    const twice = await verifier.verify(Buffer.concat([signed, Buffer.from(`\n1 0 obj << /Type /Sig ${whole} >> endobj\n`)]));
    assert.ok(twice.some(({ outcome }) => outcome === 'altered'));
  });

  test('hexadecimal digits in another case, foreign signs or a nested bracket in the gap', async () => {
    const { start } = gapOf(signed);
    const at = start + signed.toString('latin1', start, start + 400).search(/[a-f]/u);
    for (const sign of [signed.toString('latin1', at, at + 1).toUpperCase(), ' ', '<', 'g']) {
      const changed = Buffer.from(signed);
      changed.write(sign, at, 'latin1');
      assert.ok((await verifier.verify(changed)).every(({ outcome }) => outcome === 'altered'), sign);
    }
  });

  test('the signature removed: emptied, renamed or cut out', async () => {
    const { start, end } = gapOf(signed);
    const emptied = Buffer.from(signed);
    emptied.fill('0', start, end);
    assert.notEqual(only(await verifier.verify(emptied)).outcome, 'valid');
    assert.equal(only(await verifier.verify(replaced(signed, '/ByteRange', '/BiteRange'))).outcome, 'altered');
    assert.ok((await verifier.verify(replaced(signed, '/Contents <', '/Kontents <'))).every(({ outcome }) => outcome === 'altered'));
    assert.deepEqual(await verifier.verify(paper), [], 'a paper that never was signed has no signatures');
  });

  test('another authority with the same name is not trusted; trusted by hand it is, and not as a trial', async () => {
    const foreign = join(root, 'foreign');
    const pdf = (await (await createDemoSigner({ dir: foreign, clock })).sign(paper, by)).pdf;
    const report = only(await verifier.verify(pdf));
    assert.deepEqual([report.outcome, report.signer, report.trial], ['unverifiable', by.name, false]);
    const certificate = new X509Certificate(readFileSync(join(foreign, 'demo-authority.pem')));
    const trusting = await createVerifier({ trusted: [{ certificate, trial: false }] });
    assert.deepEqual([only(await trusting.verify(pdf)).outcome, only(await trusting.verify(pdf)).trial], ['valid', false]);
    const changed = Buffer.from(pdf);
    changed[100] = (changed[100] as number) ^ 1;
    assert.equal(only(await verifier.verify(changed)).outcome, 'altered', 'a change is told even when the signer is unknown');
  });

  test('signed outside the time of the certificate', async () => {
    const before2020 = (await signer.sign(paper, { ...by, at: new Date('2019-06-01T00:00:00Z') })).pdf;
    assert.equal(only(await verifier.verify(before2020)).outcome, 'unverifiable');
  });

  test('garbage, empty, huge and many: an answer, never an exception', async () => {
    const gap = (content: string): Buffer => {
      const head = `%PDF-1.7\n1 0 obj\n<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 AAAA BBBB CCCC] /Contents `;
      const tail = ` >>\nendobj\n%%EOF\n`;
      const numbers = [head.length, head.length + content.length, tail.length].map((n) => String(n).padStart(4, '0'));
      return Buffer.from(`${head.replace('AAAA', numbers[0] as string).replace('BBBB', numbers[1] as string).replace('CCCC', numbers[2] as string)}${content}${tail}`);
    };
    for (const content of ['<00>', '<3080>', `<${'30'.repeat(2000)}>`, `<${'3080'.repeat(1500)}>`, `<${'ff'.repeat(100)}>`, `<30820006${'06092a864886f70d010702'}>`]) assert.equal(only(await verifier.verify(gap(content))).outcome, 'unverifiable', content.slice(0, 20));
    assert.deepEqual(await verifier.verify(Buffer.alloc(0)), []);
    assert.equal(only(await verifier.verify(Buffer.alloc(SIGNATURE_LIMITS.file + 1))).outcome, 'unverifiable');
    assert.equal(only(await verifier.verify(Buffer.from('/ByteRange [0 10 20 30]'.repeat(5000)))).outcome, 'unverifiable');
  });

  test('any change of any length gives an answer that is not «valid over the whole file»', async () => {
    const pdf = (await signer.sign(small, by)).pdf;
    await fc.assert(fc.asyncProperty(fc.nat(pdf.length - 1), fc.nat(60), fc.uint8Array({ maxLength: 60 }), async (at, cut, put) => {
      const changed = Buffer.concat([pdf.subarray(0, at), put, pdf.subarray(Math.min(pdf.length, at + cut))]);
      fc.pre(!changed.equals(pdf));
      for (const report of await verifier.verify(changed)) assert.ok(report.outcome !== 'valid' || !report.coversWholeFile);
    }), { numRuns: 300 });
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => { assert.ok(Array.isArray(await verifier.verify(Buffer.from(bytes)))); }), { numRuns: 200 });
  });
});

function tinyPdf(): Buffer {
  let text = '%PDF-1.7\n';
  const places: number[] = [];
  for (const body of ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1 /Kids [3 0 R] >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>']) {
    places.push(text.length);
    text += `${places.length} 0 obj\n${body}\nendobj\n`;
  }
  const xref = text.length;
  return Buffer.from(`${text}xref\n0 4\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`);
}
