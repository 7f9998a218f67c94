import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '../../../shared/plain-date.ts';
import { readClaimedDate, readClaims } from './claims.ts';
import { readDeclaredIdentity, type TypedIdentity } from './declared-identity.ts';
import { checkName, normaliseName } from './person-name.ts';

const today = plainDate('2026-11-20');

test('names of all the country are names', () => {
  for (const name of ["H'Hen Niê", 'Y Bhăm Êban', 'Ksor Phước', 'K’Brỡi', 'Nguyễn Thị Ƀah', 'Trần Văn O', "Maria St. John-O'Neil", 'Lò Văn Ŏ̆n'.normalize('NFD')]) assert.equal(checkName(normaliseName(name)), null, name);
  assert.equal(normaliseName('  Nguyễn   Thị\u00a0Hoa '.normalize('NFD')), 'Nguyễn Thị Hoa');
  assert.equal(normaliseName('H’Yiêm'), "H'Yiêm");
  assert.equal(checkName(''), 'missing');
  assert.equal(checkName('Nguyễn '.repeat(43).trim()), 'long', '300 letters');
  for (const bad of ['<b>Hoa</b>', 'Hoa1', '0912', "'; DROP", 'Hoa\u0000', '=Hoa']) assert.equal(checkName(bad), 'signs', bad);
});

test('a declared identity: every fault at once, in words’ order; doubts only warn', () => {
  const good: TypedIdentity = { name: 'Nguyễn Thị Hoa', personalId: '060 302 900 001', birthDate: '2002-03-08', gender: 'female', phone: '+84 900 000 001', issuedOn: '2021-05-10' };
  const read = readDeclaredIdentity(good, 'typed', today);
  assert.ok(read.ok);
  assert.deepEqual(read.value, { identity: { assurance: 'none', source: 'typed', name: 'Nguyễn Thị Hoa', personalId: '060302900001', birthDate: '2002-03-08', gender: 'female', issuedOn: '2021-05-10', phone: '0900000001', address: null }, warnings: [] });
  const doubtful = readDeclaredIdentity({ ...good, birthDate: '2003-03-08' }, 'typed', today);
  assert.ok(doubtful.ok);
  assert.deepEqual(doubtful.value.warnings, ['year-differs']);
  assert.deepEqual(readDeclaredIdentity({ name: '', personalId: '06030290000', birthDate: '2026-02-29', issuedOn: '2030-01-01', phone: '12' }, 'typed', today), {
    ok: false, refusal: [
      { field: 'name', why: 'missing' }, { field: 'personalId', why: 'wrong-length', digits: 11 }, { field: 'birthDate', why: 'no-such-day' }, { field: 'issuedOn', why: 'after-today' }, { field: 'phone', why: 'shape' },
    ],
  });
  const faults = (more: Partial<TypedIdentity>) => { const result = readDeclaredIdentity({ ...good, ...more }, 'typed', today); return result.ok ? [] : result.refusal.map((fault) => `${fault.field}:${fault.why}`); };
  assert.deepEqual(faults({ birthDate: '--' }), ['birthDate:missing']);
  assert.deepEqual(faults({ birthDate: '2026-11-21', issuedOn: '' }), ['birthDate:after-today']);
  assert.deepEqual(faults({ birthDate: '1890-01-01' }), ['birthDate:too-old']);
  assert.deepEqual(faults({ issuedOn: '2001-01-01' }), ['issuedOn:before-birth']);
  assert.deepEqual(faults({ personalId: '260100003' }), ['personalId:former']);
  assert.deepEqual(faults({ birthDate: '1960-01-01', issuedOn: '' }), [], 'a day in the years of +08:00 is that day');
});

test('claims of the national sign-in, of plain OpenID Connect, and unreadable ones', () => {
  const national = readClaims('https://sso', { sub: 's', TechID: 'T1', LoaiTaiKhoan: 'citizen', HoVaTen: ' Nguyễn  Thị Hoa ', SoDinhDanh: '060302900001', SoCMND: '260100003', GioiTinh: 'Nữ', NgaySinh: '08/03/2002', DiaChi: 'thôn 3', ThuDienTu: 'hoa@x.vn', SoDienThoai: '84900000001', MaSoThue: '060302900001', MucDoDinhDanh: '2' });
  assert.ok(national.ok);
  assert.deepEqual(national.value, { issuer: 'https://sso', subject: 'T1', name: 'Nguyễn Thị Hoa', assurance: 'level-2', personalId: '060302900001', formerId: '260100003', birthDate: '2002-03-08', gender: 'female', phone: '0900000001', email: 'hoa@x.vn', address: 'thôn 3', taxCode: '060302900001' });
  const plain = readClaims('https://op', { sub: 42, name: 'Hoa', birthdate: '2002-03-08', email: 'HOA', phone_number: 'none', gender: 'other' });
  assert.ok(plain.ok);
  assert.deepEqual(plain.value, { issuer: 'https://op', subject: '42', name: 'Hoa', assurance: 'level-1', personalId: null, formerId: null, birthDate: '2002-03-08', gender: null, phone: null, email: null, address: null, taxCode: null });
  assert.deepEqual(readClaims('x', { HoVaTen: 'Hoa' }), { ok: false, refusal: 'no-subject' });
  assert.deepEqual(readClaims('x', { sub: 's' }), { ok: false, refusal: 'no-name' });
  assert.deepEqual(readClaims('x', { sub: 's', HoVaTen: 'Công ty A', LoaiTaiKhoan: 'business' }), { ok: false, refusal: 'organisation' });
  assert.deepEqual(readClaims('x', { sub: 's', HoVaTen: 'Nguyễn Văn A', TenDoanhNghiep: 'Công ty A' }), { ok: false, refusal: 'organisation' });
  assert.deepEqual(readClaims('x', JSON.parse('{"__proto__": {"sub": "s", "name": "A"}}') as Record<string, unknown>), { ok: false, refusal: 'no-subject' });
  for (const level of ['level-2', 'urn:vn:loa-2', '2', 'muc-2']) { const read = readClaims('x', { sub: 's', name: 'A', acr: level }); assert.equal(read.ok && read.value.assurance, 'level-2', level); }
  for (const level of ['level-1', '1', '12', '0', 'urn:loa:22']) { const read = readClaims('x', { sub: 's', name: 'A', acr: level }); assert.equal(read.ok && read.value.assurance, 'level-1', level); }
  for (const [typed, date] of [['1960-01-01', '1960-01-01'], ['1/1/1960', '1960-01-01'], ['19600101', '1960-01-01'], ['1960-01-01T00:00:00+07:00', '1960-01-01'], ['29/02/2026', null], ['x', null]] as const) assert.equal(readClaimedDate(typed), date, typed);
});
