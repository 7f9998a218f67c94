import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogReader } from '../ports.ts';
import { procedureFinder } from './find-procedures.ts';

/** A catalogue without procedures that counts how often it is read as a whole. */
function countedCatalogue() {
  const state = { counter: 1, readings: 0, broken: false };
  const catalog: CatalogReader = {
    async listPublished() { state.readings += 1; if (state.broken) throw new Error('the database is away'); return []; },
    async publishedByCode() { return null; }, async findPublished() { return null; }, async versionById() { return null; },
    async offeringsOf() { return []; }, async offering() { return null; }, async counter() { return state.counter; },
  };
  return { state, finder: procedureFinder({ catalog, vocabulary: { fillers: [], synonyms: {} }, onlinePayment: () => false }) };
}

test('a hundred who come at once wait for one search index, and for one more when the catalogue has changed', async () => {
  const { state, finder } = countedCatalogue();
  await Promise.all(Array.from({ length: 100 }, () => finder.find('khai sinh')));
  assert.equal(state.readings, 1);
  await finder.list();
  assert.equal(state.readings, 1, 'nothing changed: nothing is read');
  state.counter = 2;
  await Promise.all(Array.from({ length: 100 }, () => finder.list()));
  assert.equal(state.readings, 2);
});

test('an index that could not be built is not remembered', async () => {
  const { state, finder } = countedCatalogue();
  state.broken = true;
  await assert.rejects(finder.list(), /away/u);
  state.broken = false;
  assert.deepEqual(await finder.list(), []);
  assert.equal(state.readings, 2);
});
