import smpp from 'smpp';

/** the agreed field that carries a message's whole number, both ways */
export const REFERENCE_FIELD = 'mot_cua_reference';

/** What somebody types on a telephone and sends to a short number. */
export interface WrittenSms {
  /** `84912345678` */ readonly from: string; readonly to: string; readonly text: string;
  /** the centre's own number for it; chosen when absent, none when null */ readonly mark?: string | null;
  /** how a long text travels: in parts with a header (the default), with the protocol's own fields, or in one field */ readonly long?: 'header' | 'fields' | 'payload';
}
const PLACES = { plain: { whole: 160, part: 153 }, wide: { whole: 70, part: 67 } } as const;

/** The deliveries that a centre makes of it: one, or one a part. */
export function deliveriesOf(written: WrittenSms, mark: string | null): readonly Readonly<Record<string, unknown>>[] {
  const plain = smpp.encodings.ASCII.match(written.text);
  const [encoding, coding, places] = plain ? [smpp.encodings.ASCII, 0, PLACES.plain] as const : [smpp.encodings.UCS2, 8, PLACES.wide] as const;
  const common = { source_addr_ton: 1, source_addr_npi: 1, source_addr: written.from, dest_addr_ton: 3, dest_addr_npi: 1, destination_addr: written.to, data_coding: coding };
  const marked = (part: number): Readonly<Record<string, unknown>> => (mark === null ? {} : { [REFERENCE_FIELD]: `${mark}/${part}` });
  if (written.text.length <= places.whole) return [{ ...common, esm_class: 0, short_message: encoding.encode(written.text), ...marked(1) }];
  if (written.long === 'payload') return [{ ...common, esm_class: 0, short_message: '', message_payload: encoding.encode(written.text), ...marked(1) }];
  const pieces = written.text.match(new RegExp(`[\\s\\S]{1,${places.part}}`, 'gu')) ?? [];
  return pieces.map((piece, index) => (written.long === 'fields'
    ? { ...common, esm_class: 0, short_message: encoding.encode(piece), sar_msg_ref_num: 7, sar_total_segments: pieces.length, sar_segment_seqnum: index + 1, ...marked(index + 1) }
    : { ...common, esm_class: 0x40, short_message: Buffer.concat([Buffer.from([5, 0, 3, 7, pieces.length, index + 1]), encoding.encode(piece)]), ...marked(index + 1) }));
}
