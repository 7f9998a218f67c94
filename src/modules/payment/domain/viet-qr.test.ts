import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { packageRoot } from '../../../platform/package-root.ts';
import { checkAccount, crc16, DEMO_ACCOUNT, judgeTransfer, referenceInLine, transferContent, TRANSFER_CONTENT, vietQr } from './viet-qr.ts';

interface Vectors { readonly crc: readonly { readonly text: string; readonly crc: string }[]; readonly codes: readonly { readonly name: string; readonly account: { readonly bankBin: string; readonly accountNo: string }; readonly amount: number; readonly content: string; readonly text: string }[]; readonly contents: readonly { readonly bank: string; readonly reference: string | null }[] }
const vectors = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'payments', 'vietqr-vectors.json'), 'utf8')) as Vectors;
/** A reader of tag–length–value of its own. */
function read(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length;) { const size = Number(text.slice(at + 2, at + 4)); fields.set(text.slice(at, at + 2), text.slice(at + 4, at + 4 + size)); at += 4 + size; }
  return fields;
}
const SIGNS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
const reference = fc.tuple(fc.array(fc.constantFrom(...SIGNS), { minLength: 4, maxLength: 4 }), fc.array(fc.constantFrom(...SIGNS), { minLength: 4, maxLength: 4 })).map(([a, b]) => `T-${a.join('')}-${b.join('')}`);

describe('a VietQR code', () => {
  for (const { text, crc } of vectors.crc) test(`CRC of «${text}»`, () => assert.equal(crc16(text), crc));
  for (const one of vectors.codes) test(one.name, () => assert.equal(vietQr(one), one.text));
  test('whatever is in it can be read out of it, and its last four digits are its own check', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{6}$/u), fc.stringMatching(/^[A-Z0-9]{1,19}$/u), fc.integer({ min: 1, max: 999_999_999 }), reference, (bankBin, accountNo, amount, ref) => {
      const text = vietQr({ account: { bankBin, accountNo }, amount, content: transferContent(ref) });
      assert.equal(crc16(text.slice(0, -4)), text.slice(-4));
      const fields = read(text);
      const receiver = read(fields.get('38') ?? '');
      const account = read(receiver.get('01') ?? '');
      assert.deepEqual([account.get('00'), account.get('01'), fields.get('53'), fields.get('54'), fields.get('58')], [bankBin, accountNo, '704', String(amount), 'VN']);
      assert.equal(referenceInLine(read(fields.get('62') ?? '').get('08') ?? ''), ref, 'and the content leads back to the dossier');
    }), { numRuns: 200 });
  });
  test('refused: half a đồng, nothing, a bank of five digits, letters with accents, a content that apps would cut', () => {
    const good = { account: DEMO_ACCOUNT, amount: 8000, content: 'HS T7K4Q2M9X' };
    for (const bad of [{ amount: 0 }, { amount: -1 }, { amount: 0.5 }, { account: { ...DEMO_ACCOUNT, bankBin: '97041' } }, { account: { ...DEMO_ACCOUNT, accountNo: '' } }, { content: 'Hồ sơ' }, { content: 'x'.repeat(TRANSFER_CONTENT + 1) }]) assert.throws(() => vietQr({ ...good, ...bad }));
  });
});
describe('a line of the bank’s statement', () => {
  for (const { bank, reference: wanted } of vectors.contents) test(bank, () => assert.equal(referenceInLine(bank), wanted));
  test('pays exactly what is owed, or nothing', () => {
    assert.equal(judgeTransfer({ owed: 8000, closed: false, came: 8000 }), null);
    assert.deepEqual(judgeTransfer({ owed: 8000, closed: false, came: 7999 }), { kind: 'other-amount', owed: 8000, came: 7999 });
    assert.deepEqual(judgeTransfer({ owed: 0, closed: false, came: 8000 }), { kind: 'nothing-owed' });
    assert.deepEqual(judgeTransfer({ owed: 8000, closed: true, came: 8000 }), { kind: 'closed' });
  });
  test('an account that cannot be right', () => {
    const good = { bankBin: '970405', bankName: 'Agribank', accountNo: '4800201001234', accountName: 'UBND XA HAM LIEM' };
    assert.deepEqual(checkAccount(good, '2026-03-02', '2026-03-02'), []);
    assert.deepEqual(checkAccount({ bankBin: '97', bankName: '', accountNo: '1', accountName: 'x' }, '2026-03-01', '2026-03-02'), ['bank', 'bank-name', 'number', 'name', 'from']);
  });
});
