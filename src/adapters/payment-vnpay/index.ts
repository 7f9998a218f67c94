import type { GatewayOrder, GatewayQuestion, GatewayReport, PaymentGateway, QueryAnswer } from '../../modules/payment/ports.ts';
import { ask, jsonObject, staysPrivate } from '../../platform/http-client/ask.ts';
import { fold } from '../../shared/text.ts';
import { VIETNAM_OFFSET_MS } from '../../shared/plain-date.ts';
import { barText, FIELDS, hmac512, sameSignature, signedText } from './signing.ts';

export interface VnpaySettings {
  /** page to which people are sent: `https://…/paymentv2/vpcpay.html` */ readonly payUrl: string;
  /** interface for questions and refunds: `https://…/merchant_webapi/api/transaction` */ readonly apiUrl: string;
  readonly tmnCode: string; readonly secret: string;
  /** how long the gateway may take to answer a question */ readonly timeoutMs?: number;
}
export const VNPAY_LIMITS = { timeoutMs: 10_000, /** bytes of an answer */ answer: 65_536, /** characters of the order's description */ info: 200, /** shortest secret that is taken */ secret: 8 } as const;
/** `yyyyMMddHHmmss` in Vietnam, as every date of the protocol. */
export const vnpayDate = (at: Date): string => new Date(at.getTime() + VIETNAM_OFFSET_MS).toISOString().replace(/[-T:]/gu, '').slice(0, 14);
/** The description carries no diacritics and no signs. */
export const vnpayInfo = (text: string): string => text.normalize('NFC').split(/\s+/u).map((word) => (/^[\x21-\x7e]+$/u.test(word) ? word.replace(/[^A-Za-z0-9.:_-]/gu, '') : fold(word))).filter(Boolean).join(' ').slice(0, VNPAY_LIMITS.info);

/** VNPAY 2.1.0: a signed address to the gateway, signed callbacks back, and a signed question about an order (querydr). */
export function vnpayGateway(settings: VnpaySettings): PaymentGateway {
  const { tmnCode, secret } = settings;
  const whole = (text: unknown): number | null => (/^\d{1,15}$/u.test(String(text)) ? Number(text) : null);
  const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
  const report = (fields: Readonly<Record<string, unknown>>, responseCode: string): GatewayReport => ({
    gateway: 'vnpay', txnRef: text(fields['vnp_TxnRef']), amountMinor: whole(fields['vnp_Amount']), currency: text(fields['vnp_CurrCode']) || null, responseCode, transactionStatus: text(fields['vnp_TransactionStatus']),
    transaction: text(fields['vnp_TransactionNo']), bank: text(fields['vnp_BankCode']) || null, paidAt: text(fields['vnp_PayDate']) || null,
  });
  const common = (question: GatewayQuestion, command: string) => ({
    vnp_RequestId: question.requestId, vnp_Version: '2.1.0', vnp_Command: command, vnp_TmnCode: tmnCode, vnp_TxnRef: question.txnRef, vnp_OrderInfo: vnpayInfo(question.info),
    vnp_TransactionDate: vnpayDate(question.createdAt), vnp_CreateDate: vnpayDate(question.now), vnp_IpAddr: '127.0.0.1',
  });
  /** An answer that is whole, ours and signed; everything else is no answer at all. */
  const readSigned = (raw: string, names: readonly string[], command: string): Readonly<Record<string, unknown>> | null => {
    const fields = jsonObject(raw);
    return fields && sameSignature(secret, barText(fields, names), fields['vnp_SecureHash']) && fields['vnp_TmnCode'] === tmnCode && fields['vnp_Command'] === command ? fields : null;
  };
  const call = async (body: Readonly<Record<string, string>>, names: readonly string[]): Promise<{ readonly raw: string } | { readonly why: 'unreachable' | 'timed-out' | 'bad-answer'; readonly detail: string }> => {
    const answer = await ask(settings.apiUrl, {
      method: 'POST', timeoutMs: settings.timeoutMs ?? VNPAY_LIMITS.timeoutMs, answerBytes: VNPAY_LIMITS.answer, headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, vnp_SecureHash: hmac512(secret, barText(body, names)) }),
    });
    if (answer.kind === 'no-answer') return { why: answer.why, detail: answer.detail };
    if (answer.text === null) return { why: 'bad-answer', detail: 'too long' };
    return answer.status >= 200 && answer.status < 300 ? { raw: answer.text } : { why: 'bad-answer', detail: `status ${answer.status}` };
  };

  return {
    name: 'vnpay',
    origin: new URL(settings.payUrl).origin,
    payUrl(order: GatewayOrder) {
      const fields: Record<string, string> = {
        vnp_Version: '2.1.0', vnp_Command: 'pay', vnp_TmnCode: tmnCode, vnp_Amount: String(order.amount * 100), vnp_CurrCode: 'VND', vnp_TxnRef: order.txnRef, vnp_OrderInfo: vnpayInfo(order.info), vnp_OrderType: 'other',
        vnp_Locale: order.lang === 'en' ? 'en' : 'vn', vnp_ReturnUrl: order.returnUrl, vnp_IpAddr: order.ip, vnp_CreateDate: vnpayDate(order.createdAt), vnp_ExpireDate: vnpayDate(order.expiresAt),
      };
      const signed = signedText(fields);
      return `${settings.payUrl}?${signed}&vnp_SecureHash=${hmac512(secret, signed)}`;
    },
    readCallback(query) {
      const fields: Record<string, string> = Object.create(null) as Record<string, string>;
      let repeated = false;
      for (const [name, value] of new URLSearchParams(query)) {
        if (!name.startsWith('vnp_')) continue;
        repeated ||= name in fields;
        fields[name] = value;
      }
      const { vnp_SecureHash: given, vnp_SecureHashType: _type, ...told } = fields;
      // Which of two values a reader takes is a matter of taste: such a message is nobody's.
      if (!sameSignature(secret, signedText(told), given) || repeated || told['vnp_TmnCode'] !== tmnCode || !told['vnp_TxnRef']) return null;
      return report(told, text(told['vnp_ResponseCode']));
    },
    readAnswer(raw) {
      const fields = readSigned(raw, FIELDS.queryAnswer, 'querydr');
      // The answer's own code says whether the question was understood; what became of the order stands in the status.
      return fields && text(fields['vnp_ResponseCode']) === '00' ? report(fields, text(fields['vnp_TransactionStatus'])) : null;
    },
    async query(question): Promise<QueryAnswer> {
      const got = await call(common(question, 'querydr'), FIELDS.query);
      if ('why' in got) return { kind: 'no-answer', ...got };
      const fields = readSigned(got.raw, FIELDS.queryAnswer, 'querydr');
      if (!fields) return { kind: 'no-answer', why: 'bad-signature', detail: '' };
      if (fields['vnp_ResponseCode'] === '91') return { kind: 'not-found', raw: got.raw };
      if (fields['vnp_ResponseCode'] !== '00' || fields['vnp_TxnRef'] !== question.txnRef) return { kind: 'no-answer', why: 'refused', detail: text(fields['vnp_ResponseCode']) };
      return fields['vnp_TransactionStatus'] === '01' ? { kind: 'pending', raw: got.raw } : { kind: 'report', raw: got.raw, report: report(fields, text(fields['vnp_TransactionStatus'])) };
    },
    async refund(refund) {
      const got = await call({ ...common(refund, 'refund'), vnp_TransactionType: refund.whole ? '02' : '03', vnp_Amount: String(refund.amount * 100), vnp_TransactionNo: refund.transaction, vnp_CreateBy: vnpayInfo(refund.by) || 'motcua' }, FIELDS.refund);
      if ('why' in got) return { kind: 'no-answer', detail: `${got.why} ${got.detail}`.trim() };
      const fields = readSigned(got.raw, FIELDS.refundAnswer, 'refund');
      if (!fields) return { kind: 'no-answer', detail: 'bad-signature' };
      const code = text(fields['vnp_ResponseCode']);
      // 94: the same question was asked before; the gateway has already begun to give the money back.
      if (code === '00' || code === '94') return { kind: 'done', detail: code };
      return code === '99' ? { kind: 'no-answer', detail: code } : { kind: 'refused', detail: code };
    },
    checkConfig() {
      for (const [name, value] of [['VNPAY_PAY_URL', settings.payUrl], ['VNPAY_API_URL', settings.apiUrl]] as const) {
        let url: URL;
        try { url = new URL(value); } catch { throw new Error(`${name} is not an address: ${value}`); }
        if (!staysPrivate(url)) throw new Error(`${name} must begin with https:`);
      }
      if (!/^[A-Za-z0-9]{4,20}$/u.test(tmnCode)) throw new Error('VNPAY_TMN_CODE is 4 to 20 letters and digits, as the gateway issued it');
      if (secret.length < VNPAY_LIMITS.secret) throw new Error('VNPAY_HASH_SECRET is too short');
    },
  };
}
