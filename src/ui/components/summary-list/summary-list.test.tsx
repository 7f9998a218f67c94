import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { SummaryList } from './summary-list.tsx';

it('each «Sửa» says what it changes, to those who hear links alone', () => assert.match(renderToString(<SummaryList rows={[{ term: 'Họ tên', value: 'An', change: { href: '/ten', what: 'tên bé' } }]} />), /<a href="\/ten">Sửa<span class="mc-vh"> tên bé/u));
it('an empty answer is said to be empty; nought is an answer', () => {
  assert.match(renderToString(<SummaryList rows={[{ term: 'Quê quán', value: '' }]} />), /Chưa trả lời/u);
  assert.doesNotMatch(renderToString(<SummaryList rows={[{ term: 'Số bản sao', value: 0 }]} />), /Chưa trả lời/u);
});
it('rows of words alone are what the renderer draws', () => {
  const words = fc.string({ unit: fc.constantFrom('<', '>', '&', '"', '\'', 'ế', 'a', ' '), maxLength: 10 });
  fc.assert(fc.property(fc.array(fc.record({ term: words, value: words }), { maxLength: 4 }), (rows) => {
    assert.equal(renderToString(<SummaryList rows={rows} />), renderToString(<SummaryList rows={rows.map((row) => ({ ...row, term: <>{row.term}</> }))} />));
  }), { numRuns: 200 });
  assert.match(renderToString(<SummaryList rows={[{ term: { vi: 'Tên', en: 'Name' }, value: 'An' }]} />), /<dt>Tên<\/dt><dd class="mc-summary-value">An<\/dd>/u);
});
