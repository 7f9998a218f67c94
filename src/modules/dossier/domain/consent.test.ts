import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { derivedSecret } from '../../../platform/crypto/ids.ts';
import { CONSENT_LIMITS, decideAsk, digitsOf, judgeCode, type Consent } from './consent.ts';

const at = new Date('2026-03-02T02:00:00Z');
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);
const consent = (over: Partial<Consent> = {}): Consent => ({ state: 'asked', textVersion: 1, contentHash: 'h', helperId: 'o', helperName: 'Anh Tú', helperTitle: 'Tình nguyện viên', sends: 1, tries: 1, askedAt: at, expiresAt: later(600), agreedAt: null, ...over });

// Đồng ý phải rõ ràng, cụ thể, kiểm chứng được; im lặng không phải là đồng ý (NĐ 13/2023/NĐ-CP Điều 11; Luật 91/2025/QH15).
describe('a consent by a code', () => {
  test('is given with the right six digits, however they are read aloud', () => {
    for (const typed of ['012345', '012 345', '01-23-45', ' 012345 ']) assert.ok(judgeCode(consent(), 'h', typed, '012345', later(30)).ok, typed);
  });
  test('is for one content: what was changed afterwards needs another', () => {
    assert.deepEqual(judgeCode(consent(), 'h2', '012345', '012345', later(30)), { ok: false, refusal: { kind: 'changed' } });
  });
  test('runs out after ten minutes and after five tries, the right code too', () => {
    assert.deepEqual(judgeCode(consent(), 'h', '012345', '012345', later(601)), { ok: false, refusal: { kind: 'expired' } });
    assert.deepEqual(judgeCode(consent({ tries: 6 }), 'h', '012345', '012345', later(30)), { ok: false, refusal: { kind: 'too-many-tries' } });
    assert.deepEqual(judgeCode(consent({ tries: 5 }), 'h', '111111', '012345', later(30)), { ok: false, refusal: { kind: 'too-many-tries' } });
    assert.deepEqual(judgeCode(consent({ tries: 2 }), 'h', '111111', '012345', later(30)), { ok: false, refusal: { kind: 'wrong', left: 3 } });
    assert.ok(judgeCode(consent({ tries: 5 }), 'h', '012345', '012345', later(30)).ok);
  });
  test('silence, five digits, words or a consent not asked for are none', () => {
    for (const typed of ['', '12345', '0123456', 'đồng ý', '١٢٣٤٥٦']) assert.deepEqual(judgeCode(consent(), 'h', typed, '012345', later(30)), { ok: false, refusal: { kind: 'shape' } });
    assert.deepEqual(judgeCode(null, 'h', '012345', '012345', at), { ok: false, refusal: { kind: 'not-asked' } });
    assert.deepEqual(judgeCode(consent({ state: 'agreed', agreedAt: at }), 'h', '012345', '012345', at), { ok: false, refusal: { kind: 'not-asked' } });
  });
  test('is asked for with a telephone number, once a minute, four times', () => {
    assert.deepEqual(decideAsk(null, undefined, at), { ok: false, refusal: { kind: 'no-phone' } });
    assert.deepEqual(decideAsk(consent(), '0900000001', later(20)), { ok: false, refusal: { kind: 'too-soon', waitSeconds: 40 } });
    assert.deepEqual(decideAsk(consent({ sends: CONSENT_LIMITS.sends }), '0900000001', later(90)), { ok: false, refusal: { kind: 'too-many-codes' } });
    assert.deepEqual(decideAsk(consent(), '0900000001', later(90)), { ok: true, value: { sends: 2, expiresAt: later(690) } });
  });
  test('has six digits, evenly spread', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), minLength: 8, maxLength: 8 }), (secret) => /^\d{6}$/u.test(digitsOf(secret))), { numRuns: 300 });
    const firsts = new Map<string, number>();
    for (let n = 0; n < 10_000; n++) { const first = digitsOf(derivedSecret(Buffer.alloc(32, 7), 'consent-code', String(n), 8))[0] as string; firsts.set(first, (firsts.get(first) ?? 0) + 1); }
    for (const [digit, count] of firsts) assert.ok(count > 800 && count < 1200, `${digit}: ${count}`);
  });
});
