import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fenceRefusals, refusalsOf } from './refusals.ts';
import { expectNothing, readTree } from './tree.ts';
import { fenceWords, textsIn } from './words.ts';

const tree = readTree();
/** The folder into which this file was compiled, beside everything else. */
const built = join(import.meta.dirname, '..', '..');

test('how the program speaks: no forbidden word, no exclamation mark, no empty text', () => expectNothing(fenceWords(tree)));
test('every refusal has words on a page', () => {
  assert.ok(refusalsOf(tree).length > 80, 'the unions are found at all');
  expectNothing(fenceRefusals(tree));
});
test('every text of every words file is there in Vietnamese and in English', async () => {
  const files = tree.filter((file) => /^src\/(?:.*\/)?[a-z-]*words\.ts$/u.test(file.path));
  assert.ok(files.length >= 8, String(files.length));
  let checked = 0;
  for (const { path } of files) {
    const compiled = join(built, path.replace(/\.ts$/u, '.js'));
    assert.ok(existsSync(compiled), `${compiled} was not built`);
    const words = (await import(pathToFileURL(compiled).href)) as Record<string, unknown>;
    for (const text of textsIn(words, path)) {
      checked++;
      for (const lang of ['vi', 'en'] as const) {
        const value = text[lang];
        assert.ok(typeof value === 'function' || (typeof value === 'string' && (value.trim() !== '' || text.at.endsWith('words.ts.W.page.vietnamese'))), `${text.at} has no ${lang}`);
        if (typeof value === 'string') assert.equal(value, value.normalize('NFC'), `${text.at} is not composed (NFC)`);
      }
    }
  }
  assert.ok(checked > 300, `only ${checked} texts found`);
});
test('the frame says the same things in both languages', async () => {
  const [vi, en] = await Promise.all(['vi', 'en'].map(async (lang) => (await import(pathToFileURL(join(built, 'src', 'ui', 'text', `${lang}.js`)).href)) as Record<string, unknown>));
  const keys = (value: Record<string, unknown> | undefined): readonly string[] => Object.values(value ?? {}).flatMap((one) => (typeof one === 'object' && one !== null ? Object.keys(one) : [])).sort();
  assert.deepEqual(keys(vi), keys(en));
  assert.ok(keys(vi).length > 50);
});
