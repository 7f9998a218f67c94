import { createHash } from 'node:crypto';
import { vietnamIso } from '../../shared/plain-date.ts';
import { firstPage, readObjects } from './pdf-objects.ts';

/** Bytes kept free for the signature; one with its certificate takes about 1,100. */
const ROOM = 4096;
const RANGE = `[0 ${'*'.repeat(10)} ${'*'.repeat(10)} ${'*'.repeat(10)}]`;

export interface SignatureWords { readonly name: string; readonly reason: string; readonly location: string; readonly at: Date }
export interface PreparedPdf {
  /** the two stretches that are signed: everything but the gap */
  readonly signed: readonly [Buffer, Buffer];
  /** the whole file, with the signature written into the gap */
  finish(signature: Buffer): Buffer;
}

/**
 * Appends an invisible signature field as an incremental update (ISO 32000-1, 7.5.6 and 12.8): nothing before it changes, so
 * an earlier signature stays valid. The words that people see stand on the paper itself.
 */
export function prepareSignature(pdf: Buffer, words: SignatureWords): PreparedPdf {
  const objects = readObjects(pdf);
  const [value, field] = [objects.size, objects.size + 1];
  const rootBody = objects.body(objects.root);
  const oldForm = /\/AcroForm (\d+) 0 R/u.exec(rootBody)?.[1];
  if (oldForm === undefined && rootBody.includes('/AcroForm')) throw new Error('the PDF already has a form of another kind');
  const form = oldForm === undefined ? objects.size + 2 : Number(oldForm);
  const fields = oldForm === undefined ? [] : (/\/Fields \[([^\]]*)\]/u.exec(objects.body(form))?.[1]?.match(/\d+ 0 R/gu) ?? []);
  const page = firstPage(objects);

  const updated = new Map<number, string>([
    [value, `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ${RANGE} /Contents <${'0'.repeat(ROOM * 2)}> /M (${pdfDate(words.at)}) /Name ${pdfText(words.name)} /Reason ${pdfText(words.reason)} /Location ${pdfText(words.location)} >>`],
    [field, `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature${fields.length + 1}) /V ${value} 0 R /P ${page} 0 R /Rect [0 0 0 0] /F 132 >>`],
    [form, `<< /Fields [${[...fields, `${field} 0 R`].join(' ')}] /SigFlags 3 >>`],
    [page, withAnnotation(objects.body(page), field)],
  ]);
  if (oldForm === undefined) updated.set(objects.root, intoDict(rootBody, `/AcroForm ${form} 0 R`));

  let tail = pdf.at(-1) === 0x0a ? '' : '\n';
  const places = new Map<number, number>();
  for (const [id, body] of updated) {
    places.set(id, pdf.length + tail.length);
    tail += `${id} 0 obj\n${body}\nendobj\n`;
  }
  const xref = pdf.length + tail.length;
  tail += `xref\n${[...places].sort(([a], [b]) => a - b).map(([id, at]) => `${id} 1\n${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  const entries = [`/Size ${Math.max(...places.keys(), objects.size - 1) + 1}`, `/Root ${objects.root} 0 R`, `/Prev ${objects.startXref}`, objects.info, newId(objects.id, pdf, tail)];
  tail += `trailer\n<< ${entries.filter((entry) => entry !== undefined).join(' ')} >>\nstartxref\n${xref}\n%%EOF\n`;

  const open = pdf.length + tail.indexOf('/Contents <') + '/Contents '.length;
  const close = open + ROOM * 2 + 2;
  const end = pdf.length + tail.length;
  const range = `[0 ${open} ${close} ${end - close}]`;
  const whole = Buffer.concat([pdf, Buffer.from(tail.replace(RANGE, range.padEnd(RANGE.length)), 'latin1')]);
  return {
    signed: [whole.subarray(0, open), whole.subarray(close)],
    finish(signature) {
      if (signature.length > ROOM) throw new Error(`signature of ${signature.length} bytes does not fit into ${ROOM}`);
      whole.write(signature.toString('hex'), open + 1, 'latin1');
      return whole;
    },
  };
}

function intoDict(body: string, entry: string): string {
  const end = body.lastIndexOf('>>');
  if (end < 0) throw new Error('the PDF catalogue cannot be read');
  return `${body.slice(0, end)}${entry} >>`;
}
function withAnnotation(page: string, field: number): string {
  const list = /\/Annots \[([^\]]*)\]/u.exec(page);
  if (!list && page.includes('/Annots')) throw new Error('the first page keeps its notes in another object');
  return list ? page.replace(list[0], `/Annots [${`${list[1]?.trim() ?? ''} ${field} 0 R`.trim()}]`) : intoDict(page, `/Annots [${field} 0 R]`);
}
/** The first half of the file's identifier stays, the second tells this version (ISO 32000-1, 14.4). */
function newId(old: string | undefined, pdf: Buffer, tail: string): string | undefined {
  const first = /\[\s*(\((?:\\[\s\S]|[^\\)])*\)|<[0-9A-Fa-f]*>)/u.exec(old ?? '')?.[1];
  return first === undefined ? undefined : `/ID [${first} <${createHash('sha256').update(pdf).update(tail).digest('hex').slice(0, 32)}>]`;
}
/** UTF-16 as hexadecimal digits: any letter, and no bracket or backslash that could end the string. */
const pdfText = (text: string): string => `<FEFF${Buffer.from(text.toWellFormed(), 'utf16le').swap16().toString('hex').toUpperCase()}>`;
/** `D:20260826090000+07'00'` (ISO 32000-1, 7.9.4) */
const pdfDate = (at: Date): string => `D:${vietnamIso(at).slice(0, 19).replace(/\D/gu, '')}+07'00'`;
