import { createHmac, timingSafeEqual } from 'node:crypto';

/** `application/x-www-form-urlencoded`, a space as `+`, as VNPAY signs it. */
export const encodeValue = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1);
/** Names sorted, values encoded, joined: exactly the bytes that are signed and sent. Empty values take no part. */
export const signedText = (fields: Readonly<Record<string, string>>): string =>
  Object.keys(fields).filter((name) => fields[name] !== '').sort().map((name) => `${encodeValue(name)}=${encodeValue(fields[name] ?? '')}`).join('&');
export const hmac512 = (secret: string, text: string): string => createHmac('sha512', secret).update(text, 'utf8').digest('hex');
/** Values of a request or an answer of the query interface, in the order that its description gives, joined by bars. */
export const barText = (fields: Readonly<Record<string, unknown>>, names: readonly string[]): string => names.map((name) => (fields[name] === undefined || fields[name] === null ? '' : String(fields[name]))).join('|');

const HEX_512 = /^[0-9a-f]{128}$/iu;
/** The same time whatever is wrong with it. */
export function sameSignature(secret: string, text: string, given: unknown): boolean {
  const expected = Buffer.from(hmac512(secret, text), 'hex');
  const shaped = typeof given === 'string' && HEX_512.test(given);
  const told = shaped ? Buffer.from(given, 'hex') : Buffer.alloc(expected.length);
  return timingSafeEqual(expected, told) && shaped;
}

/** Order of the values in the query interface (querydr, refund), VNPAY 2.1.0. */
export const FIELDS = {
  query: ['vnp_RequestId', 'vnp_Version', 'vnp_Command', 'vnp_TmnCode', 'vnp_TxnRef', 'vnp_TransactionDate', 'vnp_CreateDate', 'vnp_IpAddr', 'vnp_OrderInfo'],
  queryAnswer: ['vnp_ResponseId', 'vnp_Command', 'vnp_ResponseCode', 'vnp_Message', 'vnp_TmnCode', 'vnp_TxnRef', 'vnp_Amount', 'vnp_BankCode', 'vnp_PayDate', 'vnp_TransactionNo', 'vnp_TransactionType', 'vnp_TransactionStatus', 'vnp_OrderInfo', 'vnp_PromotionCode', 'vnp_PromotionAmount'],
  refund: ['vnp_RequestId', 'vnp_Version', 'vnp_Command', 'vnp_TmnCode', 'vnp_TransactionType', 'vnp_TxnRef', 'vnp_Amount', 'vnp_TransactionNo', 'vnp_TransactionDate', 'vnp_CreateBy', 'vnp_CreateDate', 'vnp_IpAddr', 'vnp_OrderInfo'],
  refundAnswer: ['vnp_ResponseId', 'vnp_Command', 'vnp_ResponseCode', 'vnp_Message', 'vnp_TmnCode', 'vnp_TxnRef', 'vnp_Amount', 'vnp_BankCode', 'vnp_PayDate', 'vnp_TransactionNo', 'vnp_TransactionType', 'vnp_TransactionStatus', 'vnp_OrderInfo'],
} as const;
