import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONG_FILES, fenceMentions, fenceShape } from './shape.ts';
import { fenceMigrations, fenceTables, ownedNames, PUBLISHED } from './tables.ts';
import { expectNothing, readTree } from './tree.ts';

const tree = readTree();

test('every module is built the same way; names and lengths', () => expectNothing(fenceShape(tree)));
test('nothing unfinished, no trace of the workshop, no document that is not here', () => expectNothing(fenceMentions(tree)));
test('a migration says whether it breaks, and makes only what is its own', () => expectNothing(fenceMigrations(tree)));
test('SQL names only its own tables, views and published functions', () => expectNothing(fenceTables(tree)));
test('the lists of exceptions name things that exist', () => {
  const functions = new Set(ownedNames(tree).filter((one) => one.what === 'function').map((one) => one.name));
  for (const name of Object.keys(PUBLISHED)) assert.ok(functions.has(name), name);
  for (const path of Object.keys(LONG_FILES)) assert.ok(tree.some((file) => file.path === path && file.text.split('\n').length > 300), path);
});
test('the lock names no package host and no install script runs', () => {
  const lock = JSON.parse(tree.find((file) => file.path === 'package-lock.json')?.text ?? '{}') as { packages?: Record<string, { resolved?: string; integrity?: string; link?: boolean }> };
  const packages = Object.entries(lock.packages ?? {}).filter(([path]) => path !== '');
  assert.ok(packages.length > 100);
  for (const [path, entry] of packages) {
    assert.equal(entry.resolved, undefined, `${path} names a host`);
    assert.match(entry.integrity ?? '', /^sha512-/u, `${path} has no fingerprint`);
  }
  assert.match(tree.find((file) => file.path === '.npmrc')?.text ?? '', /^ignore-scripts=true$/mu);
});
test('at most forty packages at run time', () => {
  const manifest = JSON.parse(tree.find((file) => file.path === 'package.json')?.text ?? '{}') as { dependencies: Record<string, string> };
  const versions = Object.values(manifest.dependencies);
  assert.ok(versions.length <= 40, String(versions.length));
  for (const version of versions) assert.match(version, /^\d+\.\d+\.\d+/u, 'exact versions only');
});
