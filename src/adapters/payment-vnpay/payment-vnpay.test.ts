import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { packageRoot } from '../../platform/package-root.ts';
import { vnpayDate, vnpayGateway, vnpayInfo } from './index.ts';
import { barText, FIELDS, hmac512, signedText } from './signing.ts';

interface Vectors {
  readonly pay: { readonly secret: string; readonly fields: Record<string, string>; readonly text: string; readonly hash: string };
  readonly callbacks: readonly { readonly name: string; readonly change: Record<string, string | null>; readonly raw?: string; readonly read: Record<string, unknown> | null }[];
}
const vectors = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'payments', 'vnpay-vectors.json'), 'utf8')) as Vectors;
const settings = { payUrl: 'https://gateway.example/paymentv2/vpcpay.html', apiUrl: 'https://gateway.example/merchant_webapi/api/transaction', tmnCode: 'DEMO0001', secret: 'DEMOSECRET' };
const gateway = vnpayGateway(settings);
const callback = { vnp_Amount: '800000', vnp_BankCode: 'NCB', vnp_BankTranNo: 'VNP14226112', vnp_CardType: 'ATM', vnp_OrderInfo: 'Thu phi ho so H15.50.05.13-261121-0001', vnp_PayDate: '20261121093112', vnp_ResponseCode: '00', vnp_TmnCode: 'DEMO0001', vnp_TransactionNo: '14226112', vnp_TransactionStatus: '00', vnp_TxnRef: 'TT000001' };
const signed = (fields: Record<string, string>, secret = settings.secret): string => { const text = signedText(fields); return `${text}&vnp_SecureHash=${hmac512(secret, text)}`; };

describe('what is signed', () => {
  test('the vector: sorted, encoded with + for a space, HMAC-SHA512', () => {
    assert.equal(signedText(vectors.pay.fields), vectors.pay.text);
    assert.equal(hmac512(vectors.pay.secret, vectors.pay.text), vectors.pay.hash);
  });
  test('an address carries exactly the signed text and amounts ×100', () => {
    const url = gateway.payUrl({ txnRef: 'TT000001', amount: 8000, info: 'Thu phí hồ sơ H15.50.05.13-261121-0001', returnUrl: 'https://example.org/return?x=1', createdAt: new Date('2026-11-21T09:30:00+07:00'), expiresAt: new Date('2026-11-21T09:45:00+07:00'), ip: '127.0.0.1', lang: 'vi' });
    assert.equal(url, `${settings.payUrl}?${vectors.pay.text}&vnp_SecureHash=${vectors.pay.hash}`);
  });
  test('dates are Vietnamese, descriptions plain', () => {
    assert.equal(vnpayDate(new Date('2026-12-31T18:30:05Z')), '20270101013005');
    assert.equal(vnpayInfo('Thu phí «hồ sơ» & T-7K4Q-2M9X'), 'Thu phi ho so T-7K4Q-2M9X');
  });
});

describe('what a gateway says', () => {
  for (const one of vectors.callbacks) {
    test(one.name, () => {
      const fields: Record<string, string> = { ...callback };
      for (const [name, value] of Object.entries(one.change)) { if (value === null) delete fields[name]; else fields[name] = value; }
      const raw = one.raw === undefined ? signed(fields) : one.raw.replace('{signed}', signed(fields)).replace('{other}', signed(fields, 'ANOTHER-MERCHANT')).replace('{text}', signedText(fields));
      const read = gateway.readCallback(raw);
      if (one.read === null) assert.equal(read, null);
      else assert.deepEqual({ ...read }, { gateway: 'vnpay', ...one.read });
    });
  }
  test('one letter changed anywhere is nobody’s word', () => {
    const good = signed(callback);
    assert.ok(gateway.readCallback(good));
    fc.assert(fc.property(fc.nat(good.length - 1), fc.constantFrom(...'0123456789abcdefXYZ+%&='), (at, letter) => {
      const changed = good.slice(0, at) + letter + good.slice(at + 1);
      // Upper and lower case of the signature's digits are the same number.
      fc.pre(changed.toLowerCase() !== good.toLowerCase());
      assert.equal(gateway.readCallback(changed), null, changed);
    }), { numRuns: 300 });
  });
  test('any fields come back as they were signed', () => {
    fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^vnp_[A-Za-z]{3,12}$/u).filter((name) => !name.startsWith('vnp_SecureHash')), fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })), (more) => {
      const fields = { ...more, vnp_TmnCode: 'DEMO0001', vnp_TxnRef: 'A1', vnp_Amount: '100' };
      fc.pre(Object.values(fields).every((value) => value.isWellFormed()));
      assert.equal(gateway.readCallback(signed(fields))?.txnRef, 'A1');
    }), { numRuns: 200 });
  });
  test('settings that cannot be right are said in words', () => {
    gateway.checkConfig();
    for (const [wrong, says] of [[{ payUrl: 'http://gateway.example/x' }, /https/u], [{ apiUrl: 'nowhere' }, /VNPAY_API_URL/u], [{ tmnCode: 'x y' }, /VNPAY_TMN_CODE/u], [{ secret: 'short' }, /VNPAY_HASH_SECRET/u]] as const) {
      const make = () => vnpayGateway({ ...settings, payUrl: 'https://g.example/p', ...(wrong as object) }).checkConfig();
      assert.throws(make, says);
    }
  });
});

describe('asking about an order', () => {
  const answered = (over: Record<string, unknown>): Record<string, unknown> => {
    const fields: Record<string, unknown> = { vnp_ResponseId: 'r1', vnp_Command: 'querydr', vnp_ResponseCode: '00', vnp_Message: 'QueryDR Success', vnp_TmnCode: 'DEMO0001', vnp_TxnRef: 'TT000001', vnp_Amount: '800000', vnp_BankCode: 'NCB', vnp_PayDate: '20261121093112', vnp_TransactionNo: '14226112', vnp_TransactionType: '01', vnp_TransactionStatus: '00', vnp_OrderInfo: 'Thu phi', ...over };
    return { ...fields, vnp_SecureHash: hmac512(settings.secret, barText(fields, FIELDS.queryAnswer)) };
  };
  const at = async (answer: (body: Record<string, string>) => { status?: number; body: string; silent?: boolean }, run: (port: number, seen: Record<string, string>[]) => Promise<void>): Promise<void> => {
    const seen: Record<string, string>[] = [];
    const server: Server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => { body += String(chunk); });
      request.on('end', () => { const asked = JSON.parse(body) as Record<string, string>; seen.push(asked); const { status = 200, body: text, silent } = answer(asked); if (silent) return; response.writeHead(status).end(text); });
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
    try { await run((server.address() as AddressInfo).port, seen); } finally { server.closeAllConnections(); server.close(); }
  };
  const question = { requestId: 'q1', txnRef: 'TT000001', info: 'Thu phí', createdAt: new Date('2026-11-21T09:30:00+07:00'), now: new Date('2026-11-21T09:46:00+07:00') };
  const asking = (port: number, timeoutMs = 2_000) => vnpayGateway({ ...settings, apiUrl: `http://127.0.0.1:${port}/merchant_webapi/api/transaction`, timeoutMs });

  test('the question is signed over its values in their order; the answer is a report with its own bytes', async () => {
    await at(() => ({ body: JSON.stringify(answered({})) }), async (port, seen) => {
      const answer = await asking(port).query(question);
      assert.equal(answer.kind, 'report');
      assert.deepEqual(answer.kind === 'report' && { code: answer.report.responseCode, status: answer.report.transactionStatus, amount: answer.report.amountMinor, ref: answer.report.txnRef }, { code: '00', status: '00', amount: 800_000, ref: 'TT000001' });
      assert.ok(answer.kind === 'report' && asking(port).readAnswer(answer.raw), 'the stored answer verifies again');
      assert.equal(seen[0]?.['vnp_SecureHash'], hmac512(settings.secret, 'q1|2.1.0|querydr|DEMO0001|TT000001|20261121093000|20261121094600|127.0.0.1|Thu phi'));
    });
  });
  test('pending, unknown, of another order, unsigned, of another merchant, rubbish, 500, silence', async () => {
    const cases: readonly [string, () => { status?: number; body: string; silent?: boolean }, string][] = [
      ['pending', () => ({ body: JSON.stringify(answered({ vnp_TransactionStatus: '01' })) }), 'pending'],
      ['unknown', () => ({ body: JSON.stringify(answered({ vnp_ResponseCode: '91' })) }), 'not-found'],
      ['another order', () => ({ body: JSON.stringify(answered({ vnp_TxnRef: 'TT000002' })) }), 'refused'],
      ['unsigned', () => ({ body: JSON.stringify({ ...answered({}), vnp_Amount: '100' }) }), 'bad-signature'],
      ['another merchant', () => ({ body: JSON.stringify(answered({ vnp_TmnCode: 'OTHER001' })) }), 'bad-signature'],
      ['rubbish', () => ({ body: '<html>' }), 'bad-signature'], ['a list', () => ({ body: '[]' }), 'bad-signature'], ['500', () => ({ status: 500, body: '' }), 'bad-answer'],
      ['too long', () => ({ body: ' '.repeat(100_000) }), 'bad-answer'], ['silence', () => ({ body: '', silent: true }), 'timed-out'],
    ];
    for (const [name, answer, expected] of cases) await at(answer, async (port) => { const got = await asking(port, 300).query(question); assert.equal(got.kind === 'no-answer' ? got.why : got.kind, expected, name); });
    assert.equal(((got) => got.kind === 'no-answer' && got.why)(await asking(9, 300).query(question)), 'unreachable');
  });
  test('a refund: done, done before, refused, no answer', async () => {
    const refunded = (code: string): string => { const fields: Record<string, unknown> = { ...answered({}), vnp_Command: 'refund', vnp_ResponseCode: code, vnp_SecureHash: undefined }; return JSON.stringify({ ...fields, vnp_SecureHash: hmac512(settings.secret, barText(fields, FIELDS.refundAnswer)) }); };
    const refund = { ...question, amount: 8000, transaction: '14226112', whole: true, by: 'Kế toán Hàm Liêm' };
    for (const [body, expected] of [[refunded('00'), 'done'], [refunded('94'), 'done'], [refunded('95'), 'refused'], [refunded('99'), 'no-answer'], ['{}', 'no-answer']] as const) {
      await at(() => ({ body }), async (port, seen) => {
        assert.equal((await asking(port).refund(refund)).kind, expected, body.slice(0, 80));
        assert.equal(seen[0]?.['vnp_SecureHash'], hmac512(settings.secret, 'q1|2.1.0|refund|DEMO0001|02|TT000001|800000|14226112|20261121093000|ke toan ham liem|20261121094600|127.0.0.1|Thu phi'));
      });
    }
  });
});
