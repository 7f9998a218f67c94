import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../../src/platform/package-root.ts';

/** Quoted in the manual, but no words of a screen: somebody else's, or worked out while the page is drawn. */
const NOT_OURS = new Map([
  ['chuyển khoản thành công', 'what the payer’s bank says on the payer’s telephone'],
  ['3 bản × 8.000 đ = 24.000 đ. Thông tư 281/2016/TT-BTC Điều 4', 'an example of a line that is worked out'],
  ['KT. CHỦ TỊCH / PHÓ CHỦ TỊCH', 'two lines of the printed signature'],
]);
const tidy = (text: string): string => text.replace(/\s+/gu, ' ').toLowerCase();

/** All words that the program, its data and its simulators can show. */
function spoken(): string {
  const texts: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.(?:tsx?|json)$/u.test(entry.name) && !/\.test\./u.test(entry.name)) texts.push(readFileSync(path, 'utf8'));
    }
  };
  for (const folder of ['src', 'simulators', 'procedures']) walk(join(packageRoot(), folder));
  return tidy(texts.join('\n'));
}
/** What of a quotation does not stand on any screen: its parts between «…» and numbers, which differ from case to case. */
const unspoken = (quoted: string, words: string): readonly string[] => tidy(quoted).split(/…|\d+/u).map((part) => part.replace(/^[\s.,:]+|[\s.,:]+$/gu, '')).filter((part) => part.length > 1 && !words.includes(part));

test('what the manual quotes as standing on a screen stands on one', () => {
  const words = spoken();
  assert.deepEqual(unspoken('Hỏi cổng', words), []);
  assert.deepEqual(unspoken('Nút không có ở đâu 3 lần … nữa', words), ['nút không có ở đâu'], 'a quotation that is nowhere is found');
  const folder = join(packageRoot(), 'docs', 'manual');
  const seen = new Set<string>();
  const wrong = readdirSync(folder).filter((name) => name.endsWith('.md')).flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/«([^»]+)»/gu)].flatMap(([, quoted = '']) => {
    const line = quoted.replace(/\s+/gu, ' ');
    seen.add(line);
    return !NOT_OURS.has(line) && unspoken(line, words).length > 0 ? [`docs/manual/${name}: «${line}» stands on no screen`] : [];
  }));
  assert.ok(seen.size > 100, `only ${seen.size} quotations found`);
  assert.deepEqual(wrong, []);
  assert.deepEqual([...NOT_OURS.keys()].filter((line) => !seen.has(line)), [], 'no exception outlives its line');
});
