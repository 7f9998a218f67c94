import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Credential } from '../ports.ts';
import { argon2idHasher } from '../store/password-hasher.ts';
import { staffPasswords } from './staff-passwords.ts';

const accounts: Readonly<Record<string, Credential>> = {
  'tiep.nhan': { officerId: '1', passwordHash: 'hash of right', mustChange: false, active: true },
  'moi.vao': { officerId: '2', passwordHash: 'hash of right', mustChange: true, active: true },
  'da.khoa': { officerId: '3', passwordHash: 'hash of right', mustChange: false, active: false },
};
const checked: string[] = [];
const passwords = staffPasswords({
  credentials: { byUsername: async (name) => accounts[name] ?? null, byOfficer: async (id) => Object.values(accounts).find((one) => one.officerId === id) ?? null, setPassword: async () => undefined },
  hasher: { decoy: Promise.resolve('decoy'), hash: async (password) => `hash of ${password}`, verify: async (hash, password) => { checked.push(hash); return hash === `hash of ${password}`; } },
});

test('T-21: every answer costs exactly one check of a hash, whoever is asked for', async () => {
  const ask = async (username: string, password: string) => { checked.length = 0; return [await passwords.check(username, password), checked.length]; };
  assert.deepEqual(await ask('tiep.nhan', 'right'), [{ officerId: '1', mustChange: false }, 1]);
  assert.deepEqual(await ask(' Tiep.Nhan ', 'right'), [{ officerId: '1', mustChange: false }, 1]);
  assert.deepEqual(await ask('moi.vao', 'right'), [{ officerId: '2', mustChange: true }, 1]);
  assert.deepEqual(await ask('tiep.nhan', 'wrong'), [null, 1]);
  assert.deepEqual(await ask('khong.co', 'right'), [null, 1]);
  assert.deepEqual(checked, ['decoy']);
  assert.deepEqual(await ask('da.khoa', 'right'), [null, 1]);
  assert.deepEqual([await passwords.checkOwn('1', 'right'), await passwords.checkOwn('1', 'wrong'), await passwords.checkOwn('3', 'right'), await passwords.checkOwn('9', 'right')], [true, false, false, false]);
});

test('the hash for nobody costs what a real one costs: argon2id, 19 MiB, two passes', async () => {
  const hasher = argon2idHasher();
  const cost = (hash: string): string => hash.split('$').slice(0, 4).join('$');
  assert.equal(cost(await hasher.decoy), '$argon2id$v=19$m=19456,t=2,p=1');
  const real = await hasher.hash('mùa lúa chín vàng');
  assert.equal(cost(real), cost(await hasher.decoy));
  assert.deepEqual([await hasher.verify(real, 'mùa lúa chín vàng'), await hasher.verify(real, 'mùa lúa'), await hasher.verify(await hasher.decoy, '')], [true, false, false]);
});
