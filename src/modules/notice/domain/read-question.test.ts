import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readQuestion } from './index.ts';

const AGENCIES = ['H36', 'H36.21', 'H36.22', '000.00.21.H36'];
const SECRET = 'K7PM2QX4';
const asked = (typed: string) => { const read = readQuestion(typed, AGENCIES); return read.kind === 'status' ? [...read.codes, read.secret] : read.kind; };

test('the question as printed on the slip', () => {
  assert.deepEqual(asked('HS H36.21-260213-0042 K7PM2QX4'), ['H36.21-260213-0042', SECRET]);
  assert.deepEqual(asked('HS 000.00.21.H36-260213-0042 K7PM2QX4'), ['000.00.21.H36-260213-0042', SECRET]);
  assert.deepEqual(asked('HS T-7K4Q-2M9X K7PM2QX4'), ['T-7K4Q-2M9X', SECRET]);
});
test('as people type it: any case, accents, no dashes, spaces anywhere, labels from the slip, O for 0 and l for 1', () => {
  for (const typed of [
    'hs h36.21-260213-0042 k7pm2qx4', 'Hs  H36.21-260213-0042   K7PM2QX4 ', 'HỒ SƠ H36.21-260213-0042 K7PM2QX4', 'hồ sơ h3621 260213 0042 k7pm 2qx4', 'HSH36.21-260213-0042K7PM2QX4', 'H36.21-260213-0042 K7PM2QX4', 'hs h36.2l-26O213-OO42 k7pm2qx4',
    'HS: H36.21–260213–0042, mã: K7PM-2QX4.', 'HS <H36.21-260213-0042> <K7PM2QX4>', 'hs mã số H36.21-260213-0042 bí mật K7PM2QX4', 'tra cứu H36.21-260213-0042 K7PM2QX4', 'HS\nH36.21-260213-0042\nK7PM2QX4', 'hs h36.21.260213.0042 k7pm2qx4', 'xin HS H36.21-260213-0042 K7PM2QX4',
  ]) assert.deepEqual(asked(typed).at(0), 'H36.21-260213-0042', typed);
  assert.deepEqual(asked('hs t7k4q2m9x k7pm2qx4'), ['T-7K4Q-2M9X', SECRET]);
  assert.deepEqual(asked('T C3AB 1234 K7PM2QX4'), ['T-C3AB-1234', SECRET]);
  assert.deepEqual(asked('hs TC3AB-1234 K7PM2QX4'), ['T-C3AB-1234', SECRET]);
  assert.deepEqual(asked('hs H36.21-260213-12345 K7PM2QX4'), ['H36.21-260213-12345', SECRET], 'a busy day has more than 9,999');
});
test('the short code that an SMS shows may be of any agency; the secret decides', () => {
  assert.deepEqual(asked('HS 260213-0042 K7PM2QX4'), [...AGENCIES.map((agency) => `${agency}-260213-0042`), SECRET]);
});
test('what asks how to write, what cannot be read, and what is nothing at all', () => {
  for (const typed of ['HS', 'hs', 'Hồ sơ', 'HELP', 'trợ giúp', 'Trợ giúp tôi với', 'HD', '?', 'hướng dẫn']) assert.equal(asked(typed), 'how', typed);
  assert.equal((readQuestion('help', AGENCIES) as { lang: string }).lang, 'en');
  for (const typed of ['HS EN', 'hs en', 'EN', 'Hồ sơ EN']) assert.deepEqual(readQuestion(typed, AGENCIES), { kind: 'how', lang: 'en' }, typed);
  assert.equal((readQuestion('HS H36.21-260213-0042 K7PM2QX4 EN', AGENCIES) as { lang: string }).lang, 'en');
  for (const typed of ['', '   ', '🙂🙂🙂', '...', '\u0000', '​']) assert.equal(asked(typed), 'empty', JSON.stringify(typed));
  for (const typed of ['xin chào', 'HS 2602130042', 'HS H36.21-260213-0042', 'HS H36.21-260213-0042 K7PM', 'HS X99-260213-004 K7PM2QX4', 'HS H36.21-260213-0042 K7PM2QXU', 'a'.repeat(1000), 'HS '.repeat(400), "'; DROP TABLE dossier; --", '1'.repeat(160)]) assert.equal(asked(typed), 'unreadable', typed.slice(0, 60));
});
test('whatever comes in is read without harm, and never as more dossiers than the limit', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: fc.constantFrom(...'HS 0123456789-.TK7PM2QX4ồđ'), maxLength: 80 })), (typed) => {
    const read = readQuestion(typed, AGENCIES);
    if (read.kind === 'status') { assert.ok(read.codes.length >= 1 && read.codes.length <= AGENCIES.length + 2); assert.match(read.secret, /^[0-9A-HJKMNP-TV-Z]{8}$/u); }
  }), { numRuns: 300 });
});
test('a code printed by the program comes back from any way of writing it', () => {
  const separator = fc.constantFrom('', ' ', '-', '.', ' - ', '  ');
  fc.assert(fc.property(fc.constantFrom(...AGENCIES), fc.integer({ min: 1, max: 12_345 }), fc.array(separator, { minLength: 5, maxLength: 5 }), fc.boolean(), (agency, order, gaps, small) => {
    const code = `${agency}-260213-${String(order).padStart(4, '0')}`;
    const [unit, date, number] = [agency.split('.').join(gaps[0] ?? ''), '260213', String(order).padStart(4, '0')];
    const typed = `hs ${unit}${gaps[1]}${date}${gaps[2]}${number}${gaps[3] || ' '}K7PM${gaps[4]}2QX4`;
    assert.ok(asked(small ? typed.toLowerCase() : typed).includes(code), typed);
  }), { numRuns: 300 });
});
