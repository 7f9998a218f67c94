import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../../../platform/package-root.ts';
import { fold } from '../../../shared/text.ts';
import { blocking, buildSearchIndex, lifeEvent, parseTermText, search } from '../domain/index.ts';
import { judge } from '../use-cases/judge.ts';
import { readSearchVocabulary, readStarterCatalogue } from './starter-files.ts';

const all = readStarterCatalogue();
const published = all.filter((content) => blocking(judge(content)).length === 0);
const words = readSearchVocabulary();

test('148 starter procedures; the complete ones can be published and every other says what it lacks', () => {
  assert.equal(all.length, 148);
  assert.equal(new Set(all.map((content) => content.code)).size, 148);
  assert.ok(published.length >= 61, `${published.length} can be published`);
  for (const code of ['1.001193', '1.004873', '2.000815', '1.000894', '1.000656', '2.000635', '1.001612', '1.013133']) assert.ok(published.some((content) => content.code === code), code);
  for (const content of all) for (const lack of judge(content)) assert.ok(lack.words.vi.length > 5 && lack.article.length > 5);
});

test('no time limit is guessed: a number without a unit is null, or stands beside a recorded answer with its basis', () => {
  let lost = 0;
  for (const content of all) {
    for (const term of content.terms) {
      if (term.term === null || parseTermText(term.sourceText) !== null) continue;
      lost += 1;
      const flag = content.flags.find((one) => one.part === 'terms');
      assert.ok(flag?.resolution && flag.resolution.basis.length > 5, `${content.code}: «${term.sourceText}»`);
      assert.ok(content.terms.some((one) => JSON.stringify(one.term) === JSON.stringify(parseTermText(flag.resolution?.value ?? ''))), content.code);
    }
    for (const term of content.terms) if (term.term === null) assert.ok(content.flags.some((flag) => flag.part === 'terms' && !flag.resolution), content.code);
  }
  assert.ok(lost > 15, 'the civil-status procedures have lost units');
});

test('guidance is not a paper: no row says what officers must do, and every paper has a name, a key and a kind', () => {
  for (const content of all) {
    assert.equal(new Set(content.papers.map((paper) => paper.key)).size, content.papers.length, content.code);
    for (const paper of content.papers) {
      assert.doesNotMatch(paper.name, /^(?:người tiếp nhận|cơ quan đăng ký hộ tịch|người yêu cầu đăng ký hộ tịch|cá nhân có quyền)/iu, content.code);
      assert.ok(paper.name.length > 2 && paper.shortName.vi.length <= 100, `${content.code} ${paper.key}`);
    }
  }
});

test('«Miễn phí» with a note that the province decides is flagged, never shown as free', () => {
  for (const content of all) {
    if (!content.flags.some((flag) => flag.part === 'fees' && /hội đồng nhân dân/iu.test(flag.sourceText))) continue;
    assert.doesNotMatch(content.feeText ?? '', /^miễn phí$/iu, content.code);
  }
  assert.ok(all.filter((content) => content.flags.some((flag) => flag.part === 'fees')).length > 20);
});

test('life events, readable addresses and their procedures fit together', () => {
  const slugs = all.flatMap((content) => content.slug ?? []);
  assert.equal(new Set(slugs).size, slugs.length);
  for (const slug of slugs) assert.match(slug, /^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
  for (const content of all) for (const key of content.lifeEvents) assert.ok(lifeEvent(key), `${content.code}: ${key}`);
  for (const content of published) assert.ok(content.plainName.vi !== '' && content.plainName.en !== '' && !/^thủ tục/iu.test(content.plainName.vi), content.code);
});

test('UX-02: the golden queries: the right procedure first in at least 90 of 100, among the first three always', () => {
  const golden = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'search', 'golden.json'), 'utf8')) as { queries: [string, string, string][]; nothing: string[] };
  assert.ok(golden.queries.length >= 60);
  const index = buildSearchIndex(published, words);
  const places = golden.queries.map(([query, code]) => ({ query, code, at: search(index, query).findIndex((hit) => hit.code === code) }));
  assert.deepEqual(places.filter((place) => place.at < 0 || place.at > 2), []);
  assert.ok(places.filter((place) => place.at === 0).length / places.length >= 0.9, JSON.stringify(places.filter((place) => place.at !== 0)));
  for (const query of ['lam giay khai sinh cho con', 'khai sinh', 'dki khai sinh', 'giấy đẻ']) assert.equal(search(index, query)[0]?.code, '1.001193', query);
  for (const query of golden.nothing) assert.deepEqual(search(index, query), [], query);
});

test('every published procedure is found first by its own plain name, with marks or without', () => {
  const index = buildSearchIndex(published, words);
  for (const content of published) {
    assert.equal(search(index, content.plainName.vi)[0]?.code, content.code, content.plainName.vi);
    assert.ok(search(index, fold(content.plainName.vi)).slice(0, 3).some((hit) => hit.code === content.code), content.plainName.vi);
  }
});
