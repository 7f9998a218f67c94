import { createHmac } from 'node:crypto';

/** The gateway's own hand: written from the protocol's description, apart from the program's adapter, so that each checks the other. */
export const sign = (secret: string, text: string): string => createHmac('sha512', secret).update(text).digest('hex');
const plus = (value: string): string => encodeURIComponent(value).replace(/%20/gu, '+').replace(/[!'()*~]/gu, (sign_) => `%${sign_.charCodeAt(0).toString(16).toUpperCase()}`);
export function queryText(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields).filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${plus(name)}=${plus(value)}`).join('&');
}
export const signedQuery = (secret: string, fields: Readonly<Record<string, string>>): string => { const text = queryText(fields); return `${text}&vnp_SecureHash=${sign(secret, text)}`; };

const BARS = {
  querydr: ['vnp_RequestId', 'vnp_Version', 'vnp_Command', 'vnp_TmnCode', 'vnp_TxnRef', 'vnp_TransactionDate', 'vnp_CreateDate', 'vnp_IpAddr', 'vnp_OrderInfo'],
  refund: ['vnp_RequestId', 'vnp_Version', 'vnp_Command', 'vnp_TmnCode', 'vnp_TransactionType', 'vnp_TxnRef', 'vnp_Amount', 'vnp_TransactionNo', 'vnp_TransactionDate', 'vnp_CreateBy', 'vnp_CreateDate', 'vnp_IpAddr', 'vnp_OrderInfo'],
} as const;
const ANSWER = ['vnp_ResponseId', 'vnp_Command', 'vnp_ResponseCode', 'vnp_Message', 'vnp_TmnCode', 'vnp_TxnRef', 'vnp_Amount', 'vnp_BankCode', 'vnp_PayDate', 'vnp_TransactionNo', 'vnp_TransactionType', 'vnp_TransactionStatus', 'vnp_OrderInfo'];
const bars = (fields: Readonly<Record<string, string>>, names: readonly string[]): string => names.map((name) => fields[name] ?? '').join('|');

export const requestIsSigned = (secret: string, command: 'querydr' | 'refund', fields: Readonly<Record<string, string>>): boolean => sign(secret, bars(fields, BARS[command])) === (fields['vnp_SecureHash'] ?? '').toLowerCase();
export const signedAnswer = (secret: string, fields: Readonly<Record<string, string>>): string =>
  JSON.stringify({ ...fields, vnp_SecureHash: sign(secret, bars(fields, fields['vnp_Command'] === 'querydr' ? [...ANSWER, 'vnp_PromotionCode', 'vnp_PromotionAmount'] : ANSWER)) });

/** `yyyyMMddHHmmss` in Vietnam */
export const stamp = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().replace(/\D/gu, '').slice(0, 14);
