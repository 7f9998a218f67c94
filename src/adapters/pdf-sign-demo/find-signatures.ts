/** One `/ByteRange` of a PDF with the gap that it leaves for its signature. */
export interface FoundSignature {
  /** first and last stretch that is signed: bytes 0…open and close…end */
  readonly open: number; readonly close: number; readonly end: number;
  /** bytes of the signature as they stand in the gap, padding included */
  readonly contents: Buffer;
  /** the signature's dictionary without the gap */
  readonly dictionary: string;
}
export type SignatureFault = 'range' | 'gap' | 'dictionary';

/** bytes looked at before a `/ByteRange` for the start of its dictionary, and after it for the end */
const REACH = 8192;
/** hexadecimal digits of the largest signature looked at: with chains, time stamps and revocation lists some 30,000 */
const LARGEST_GAP = 200_000;

/**
 * All signatures of a file by their `/ByteRange`, without trusting its tables: what counts is which bytes are signed. A range
 * must start at the first byte, leave out exactly one `<…>` of hexadecimal digits that is the dictionary's `/Contents`, and
 * hold the dictionary itself, or somebody has wrapped a signature around other content.
 */
export function findSignatures(pdf: Buffer, most: number): { readonly found: readonly FoundSignature[]; readonly faults: readonly SignatureFault[] } {
  const found: FoundSignature[] = [];
  const faults: SignatureFault[] = [];
  for (let at = pdf.indexOf('/ByteRange'); at >= 0 && found.length + faults.length < most; at = pdf.indexOf('/ByteRange', at + 10)) {
    const one = readOne(pdf, at);
    if (typeof one === 'string') faults.push(one);
    else if (found.some(({ open, end }) => open === one.open && end === one.end)) faults.push('range');
    else found.push(one);
  }
  if (found.length === 0 && faults.length === 0 && /\/Type\s*\/Sig(?![A-Za-z])|\/SubFilter\s*\/(?:ETSI|adbe)|ETSI\.CAdES|adbe\.pkcs7/u.test(pdf.toString('latin1'))) faults.push('range');
  return { found, faults };
}

function readOne(pdf: Buffer, at: number): FoundSignature | SignatureFault {
  const numbers = /^\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/u.exec(pdf.toString('latin1', at, at + 200));
  if (!numbers) return 'range';
  const [start, open, close, length] = numbers.slice(1).map(Number) as [number, number, number, number];
  const end = close + length;
  if (start !== 0 || open < 9 || close <= open + 2 || end > pdf.length || close - open > LARGEST_GAP) return 'range';
  const gap = pdf.toString('latin1', open, close);
  if (!/^<(?:[0-9a-f]{2})+>$|^<(?:[0-9A-F]{2})+>$/u.test(gap)) return 'gap';
  if (!/\/Contents\s*$/u.test(pdf.toString('latin1', Math.max(0, open - 40), open))) return 'gap';
  if (at >= open && at < close) return 'range';
  // The dictionary from its object's start to its end, the gap cut out; it must be one object and wholly signed.
  const [first, last] = at < open ? [at, close] : [open, at];
  const before = pdf.toString('latin1', Math.max(0, first - REACH), first);
  const after = pdf.toString('latin1', last, last + REACH);
  const from = before.lastIndexOf(' obj');
  const to = after.indexOf('endobj');
  const between = pdf.toString('latin1', Math.min(at, close), Math.max(at, open));
  if (from < 0 || to < 0 || between.length > REACH || /\bendobj\b/u.test(between) || last + to > end) return 'dictionary';
  return { open, close, end, contents: Buffer.from(gap.slice(1, -1), 'hex'), dictionary: `${before.slice(from + 4)}${between}${after.slice(0, to)}` };
}
