import assert from 'node:assert/strict';
import { it } from 'node:test';
import { paperQr } from '../../document/domain/index.ts';
import { scannedCode } from './scanned-code.ts';

it('reads the code from a slip, a person or an older slip', () => {
  const code = 'H36.23095-260302-0001';
  const slip = { code, procedureCode: '1.001193', identifier: '068096012345', paper: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả' };
  assert.equal(scannedCode(paperQr({ ...slip, url: `https://xa.example/tra-cuu?ma=${encodeURIComponent(code)}` })), code);
  assert.equal(scannedCode(paperQr(slip)), code);
  for (const typed of [code, ` ${code.toLowerCase()} `, 'H36.23095 – 260302 – 0001']) assert.equal(scannedCode(typed), code, typed);
  assert.equal(scannedCode('t-7k4q-2m9x'), 'T-7K4Q-2M9X');
  for (const typed of ['', 'khai sinh', 'https://xa.example/tra-cuu?ma=%E0%A4%A', '068096012345', 'x'.repeat(2000)]) assert.equal(scannedCode(typed), null, typed.slice(0, 40));
});
