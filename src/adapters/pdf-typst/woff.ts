import { inflateSync } from 'node:zlib';

/** Tables of a WOFF 1 file (W3C «WOFF File Format 1.0», §4), unpacked. */
export function unpackWoff(woff: Buffer): Map<string, Buffer> {
  if (woff.length < 44 || woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1 font');
  const tables = new Map<string, Buffer>();
  for (let i = 0; i < woff.readUInt16BE(12); i++) {
    const at = 44 + i * 20;
    const offset = woff.readUInt32BE(at + 4);
    const stored = woff.subarray(offset, offset + woff.readUInt32BE(at + 8));
    const length = woff.readUInt32BE(at + 12);
    const table = stored.length < length ? inflateSync(stored, { maxOutputLength: length }) : stored;
    if (table.length !== length) throw new Error('WOFF table has another length than its directory says');
    tables.set(woff.toString('latin1', at, at + 4), table);
  }
  return tables;
}
