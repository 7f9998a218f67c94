import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Text made small and read back (raw DEFLATE, RFC 1951). Rubbish and bombs give null: output stops at the limit. */
export const deflated = {
  pack: (text: string): Uint8Array => deflateRawSync(Buffer.from(text, 'utf8'), { level: constants.Z_BEST_COMPRESSION, memLevel: 9 }),
  unpack(bytes: Uint8Array, most: number): string | null {
    try { return new TextDecoder('utf-8', { fatal: true }).decode(inflateRawSync(bytes, { maxOutputLength: most * 3 })); } catch { return null; }
  },
};
