import { createHash } from 'node:crypto';
import smpp from 'smpp';

export const SMPP_LIMITS = {
  /** parts of one long message; more is a letter */ parts: 10,
  /** octets of one short message */ octets: 140,
  /** places of the 7-bit alphabet, one octet each on this leg */ places: 160,
  placesInPart: 153, unitsInPart: 67,
} as const;

export interface EncodedPart { readonly bytes: Buffer; /** 0 default alphabet, 8 UCS-2 (SMPP 3.4 §5.2.19) */ readonly dataCoding: 0 | 8; readonly hasHeader: boolean }

/**
 * One part when the text fits, else several joined by a header with an 8-bit number (3GPP TS 23.040 §9.2.3.24.1). The
 * number comes from the message's reference, so that the parts of a repeated sending look the same. Null when it is too long.
 */
export function encodeText(text: string, reference: string): readonly EncodedPart[] | null {
  const plain = smpp.encodings.ASCII.match(text);
  const dataCoding = plain ? 0 : 8;
  const whole = plain ? smpp.encodings.ASCII.encode(text) : smpp.encodings.UCS2.encode(text);
  if (whole.length <= (plain ? SMPP_LIMITS.places : SMPP_LIMITS.octets)) return [{ bytes: whole, dataCoding, hasHeader: false }];
  const pieces = plain ? cutPlain(whole) : cutWide(text);
  if (pieces.length > SMPP_LIMITS.parts) return null;
  const number = createHash('sha256').update(reference).digest()[2] ?? 0;
  return pieces.map((bytes, index) => ({ bytes: Buffer.concat([Buffer.from([5, 0, 3, number, pieces.length, index + 1]), bytes]), dataCoding, hasHeader: true }));
}

/** An extended sign is an escape and a second octet that must not be parted. */
function cutPlain(bytes: Buffer): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    let end = Math.min(at + SMPP_LIMITS.placesInPart, bytes.length);
    if (end < bytes.length && bytes[end - 1] === 0x1b) end -= 1;
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}
/** Letters of two units (outside the basic plane) and marks that belong to a letter stay together. */
function cutWide(text: string): readonly Buffer[] {
  const pieces: string[] = [''];
  for (const { segment } of new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(text)) {
    const last = pieces.at(-1) ?? '';
    if (last.length + segment.length <= SMPP_LIMITS.unitsInPart) pieces[pieces.length - 1] = last + segment;
    else pieces.push(...(segment.match(new RegExp(`[\\s\\S]{1,${SMPP_LIMITS.unitsInPart}}`, 'gu')) ?? []));
  }
  return pieces.filter((piece) => piece !== '').map((piece) => smpp.encodings.UCS2.encode(piece));
}

/** 16 bits for the field that the protocol has (`user_message_reference`); the whole reference goes in the agreed field. */
export const shortReference = (reference: string, part: number): number => (createHash('sha256').update(reference).digest().readUInt16BE(0) + part) & 0xffff;
