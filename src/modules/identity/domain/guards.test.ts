import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressBlock, ATTEMPT_LIMITS, blockedUntil } from './attempts.ts';
import { checkPassword } from './password-policy.ts';
import { safeReturn } from './return-to.ts';

test('one may come back to any page of this site and to no other', () => {
  for (const good of ['/', '/ho-so/123', '/thu-tuc/khai-sinh?tiep=1#a', '/tim?q=%C4%91%C3%A2u', '/dang-nhap-giup']) assert.equal(safeReturn(good, '/x'), good, good);
  for (const bad of [undefined, '', 'ho-so', '//evil.vn', '/\\evil.vn', '/a\\b', '/%5cevil', '/%0d%0aSet-Cookie:x', 'https://evil.vn', 'javascript:alert(1)', '/\tevil', '/ a', '/ờ', `/${'a'.repeat(501)}`, '/%2f/x', '/%E0%A4%A', '/dang-nhap', '/dang-nhap/ve?code=1', '/dang-xuat', '/can-bo/dang-nhap?ve=/']) {
    assert.equal(safeReturn(bad, '/x'), '/x', String(bad));
  }
});

test('whatever is let through leads to this host', () => {
  fc.assert(fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.string().map((text) => `/${text}`), fc.constantFrom('//', '/\\', '/%2f', '/%5c', '/.//', '/..//').chain((head) => fc.webAuthority().map((host) => head + host))), (text) => {
    assert.equal(new URL(safeReturn(text, '/'), 'https://motcua.vn').host, 'motcua.vn');
  }), { numRuns: 300 });
});

test('a window of tries closes after its number and opens when its time is over', () => {
  const since = new Date('2026-11-20T02:00:00Z');
  assert.equal(blockedUntil('account', { since, tries: ATTEMPT_LIMITS.account.tries }), null);
  assert.deepEqual(blockedUntil('account', { since, tries: ATTEMPT_LIMITS.account.tries + 1 }), new Date('2026-11-20T02:15:00Z'));
  assert.equal(blockedUntil('address', { since, tries: ATTEMPT_LIMITS.address.tries }), null);
});

test('an IPv6 home is one address block, however it is written', () => {
  assert.equal(addressBlock('113.160.1.2'), '113.160.1.2');
  assert.equal(addressBlock('::ffff:113.160.1.2'), '113.160.1.2');
  const block = addressBlock('2001:ee0:4f00:12::1');
  for (const same of ['2001:0ee0:4f00:0012:ffff:1:2:3', '2001:EE0:4F00:12::', '2001:ee0:4f00:12:0:0:0:9%eth0']) assert.equal(addressBlock(same), block, same);
  assert.notEqual(addressBlock('2001:ee0:4f00:13::1'), block);
  assert.equal(addressBlock('::1'), '0:0:0:0::/64');
  assert.equal(addressBlock('fe80::1:2:3:4'), 'fe80:0:0:0::/64');
});

test('passwords: long enough, not the first guess, not the own name', () => {
  const own = ['tiepnhan.hamliem', 'Nguyễn Thị Hoa'];
  for (const good of ['sáng nay trời mưa to', 'correct horse battery', '}{$%^&*@!~?>a+', 'mùa lúa chín vàng ở Hàm Liêm']) assert.equal(checkPassword(good, own), null, good);
  assert.equal(checkPassword('mười một ky', own), 'short');
  assert.equal(checkPassword('áàảãạ'.normalize('NFD'), own), 'short', 'letters, not code points');
  assert.equal(checkPassword('x1y2z3'.repeat(30), own), 'long');
  for (const bad of ['123456789012', 'Mật khẩu 123456', 'aaaaaaaaaaaaaa', 'ABABABABABAB', 'Administrator']) assert.equal(checkPassword(bad, own), 'common', bad);
  for (const bad of ['tiepnhan.hamliem', 'TiepNhan.HamLiem1', 'nguyenthihoa99', 'Nguyễn Thị Hoa 1']) assert.equal(checkPassword(bad, own), 'own-words', bad);
});
