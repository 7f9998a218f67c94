import type { PDU } from 'smpp';
import type { ArrivedSms, DeliveryReceipt } from '../../modules/notice/ports.ts';

/** Name under which the agreed field (see `referenceTlv`) stands in a message, both ways. */
export const REFERENCE_FIELD = 'mot_cua_reference';

const FINAL_STATES: Readonly<Record<string, boolean>> = { DELIVRD: true, EXPIRED: false, DELETED: false, UNDELIV: false, REJECTD: false };
const FINAL_NUMBERS: Readonly<Record<number, boolean>> = { 2: true, 3: false, 4: false, 5: false, 8: false };
/** bits of esm_class that tell what kind of message is delivered (SMPP 3.4 §5.2.12); none set: somebody wrote it */
const KIND_BITS = 0x3c;

/** A final delivery receipt, by its fields or by the customary text «id:… stat:DELIVRD …» (SMPP 3.4 appendix B); null for anything else. */
export function receiptOf(pdu: PDU): DeliveryReceipt | null {
  const kind = pdu['esm_class'];
  if (typeof kind !== 'number' || (kind & KIND_BITS) !== 0x04) return null;
  const text = textOf(pdu);
  const providerId = typeof pdu['receipted_message_id'] === 'string' && pdu['receipted_message_id'] !== '' ? pdu['receipted_message_id'] : /\bid:(\S{1,64})/u.exec(text)?.[1];
  const delivered = typeof pdu['message_state'] === 'number' ? FINAL_NUMBERS[pdu['message_state']] : FINAL_STATES[/\bstat:(\w+)/u.exec(text)?.[1] ?? ''];
  return providerId === undefined || delivered === undefined ? null : { providerId: providerId.replace(/\0+$/u, ''), delivered };
}

/**
 * What somebody wrote; null for receipts, for other machine messages and for the second and later parts of a long message: a
 * question fits in the first, so the rest is taken from the centre and not kept.
 */
export function arrivedOf(pdu: PDU): ArrivedSms | null {
  const kind = pdu['esm_class'];
  if (typeof kind === 'number' && (kind & KIND_BITS) !== 0) return null;
  if (partOf(pdu) > 1) return null;
  const mark = pdu[REFERENCE_FIELD];
  const number = (name: string): string => String(pdu[name] ?? '').replace(/[^\w+ .-]/gu, '').slice(0, 21);
  return { from: number('source_addr'), to: number('destination_addr'), text: textOf(pdu), mark: typeof mark === 'string' && mark !== '' ? mark.slice(0, 80) : null };
}

/** Which part of a long message this is: by its header (3GPP TS 23.040 §9.2.3.24.1 and .8) or by the fields of SMPP 3.4 §5.3.2.23. */
function partOf(pdu: PDU): number {
  for (const element of pdu.short_message?.udh ?? []) {
    if (element[0] === 0x00 && element[1] === 3) return element[4] ?? 1;
    if (element[0] === 0x08 && element[1] === 4) return element[5] ?? 1;
  }
  return typeof pdu['sar_segment_seqnum'] === 'number' ? pdu['sar_segment_seqnum'] : 1;
}
/** Letters, whatever alphabet and field they came in; bytes of an unknown alphabet one letter each. */
function textOf(pdu: PDU): string {
  const inside = (value: unknown): string => {
    const message = typeof value === 'object' && value !== null && 'message' in value ? value.message : value;
    return typeof message === 'string' ? message : Buffer.isBuffer(message) ? message.toString('latin1') : '';
  };
  return inside(pdu.short_message) || inside(pdu['message_payload']);
}
