import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONG_FILES, fenceMentions, fenceShape } from './shape.ts';
import { fenceMigrations, fenceTables, ownedNames, PUBLISHED } from './tables.ts';
import { expectNothing, readTree } from './tree.ts';

const tree = readTree();

test('every module is built the same way; names and lengths', () => expectNothing(fenceShape(tree)));
test('nothing unfinished, no trace of the workshop, no document that is not here', () => expectNothing(fenceMentions(tree)));
test('a migration says whether it breaks, and makes only what is its own', () => expectNothing(fenceMigrations(tree)));
test('migrations are numbered once each, so that two branches cannot mean two orders', () => {
  const numbers = tree.flatMap((file) => /^migrations\/(\d{4})_/u.exec(file.path)?.[1] ?? []);
  assert.ok(numbers.length > 20);
  assert.deepEqual(numbers.filter((one, at) => numbers.indexOf(one) !== at), []);
});
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
test('every package may be given on: its licence is one that asks for no more than a name', () => {
  const lock = JSON.parse(tree.find((file) => file.path === 'package-lock.json')?.text ?? '{}') as { packages?: Record<string, { license?: string; dev?: boolean }> };
  const free = /^(?:MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|OFL-1\.1|Python-2\.0|MIT OR Apache-2\.0|\(?MIT OR [\w.-]+\)?|[\w.-]+ OR MIT)$/u;
  // LGPL: libvips, a shared library that anybody may replace. MPL: axe-core, which only the tests use.
  const named = (path: string, dev: boolean | undefined): boolean => path.includes('node_modules/@img/sharp-') || (dev === true && path.endsWith('/axe-core'));
  const others = Object.entries(lock.packages ?? {}).filter(([path, entry]) => path !== '' && !free.test(entry.license ?? '') && !named(path, entry.dev)).map(([path, entry]) => `${path}: ${entry.license}`);
  assert.deepEqual(others, []);
});
test('the notice names every package of the manifest', () => {
  const notice = tree.find((file) => file.path === 'NOTICE')?.text ?? '';
  const manifest = JSON.parse(tree.find((file) => file.path === 'package.json')?.text ?? '{}') as { dependencies: Record<string, string> };
  assert.deepEqual(Object.keys(manifest.dependencies).filter((name) => !notice.includes(name)), []);
});
test('the glossary names things that exist', () => {
  const glossary = tree.find((file) => file.path === 'docs/GLOSSARY.md')?.text ?? '';
  const source = tree.filter((file) => /^(?:src|migrations|demo)\//u.test(file.path)).map((file) => file.text).join('\n');
  const rows = glossary.split('\n').filter((line) => line.startsWith('| ') && !line.includes('---')).map((line) => line.split('|').slice(1, -1));
  const named = rows.flatMap((cells) => [...(cells.length === 4 ? cells[2]! : cells.join(' ')).matchAll(/`([^`]+)`/gu)].map((match) => match[1]!)).filter((name) => !name.includes('…'));
  assert.ok(named.length > 90, String(named.length));
  const missing = named.filter((name) => !(/^(?:src|fixtures)\//u.test(name) ? tree.some((file) => file.path.startsWith(name)) : new RegExp(`(?<![\\w])${name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}(?![\\w])`, 'u').test(source) || tree.some((file) => file.path.endsWith(`/${name}`) || file.path.includes(`/${name}.`) || file.path.includes(`/${name}/`))));
  assert.deepEqual(missing, []);
});
test('decisions are numbered without a gap and say when they were made', () => {
  const decisions = tree.filter((file) => file.path.startsWith('docs/decisions/'));
  assert.ok(decisions.length >= 8);
  decisions.forEach(({ path, text }, at) => {
    assert.match(path, new RegExp(`/${String(at + 1).padStart(4, '0')}-[a-z0-9-]+\\.md$`, 'u'));
    assert.match(text, new RegExp(`^# ${String(at + 1).padStart(4, '0')} .+\\n\\n\\d{1,2} [A-Z][a-z]+ 20\\d\\d · (?:in force|replaced by \\d{4})`, 'u'), path);
  });
});
