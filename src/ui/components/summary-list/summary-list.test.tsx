import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { SummaryList } from './summary-list.tsx';

it('each «Sửa» says what it changes, to those who hear links alone', () => assert.match(renderToString(<SummaryList rows={[{ term: 'Họ tên', value: 'An', change: { href: '/ten', what: 'tên bé' } }]} />), /<a href="\/ten">Sửa<span class="mc-vh"> tên bé/u));
it('an empty answer is said to be empty; nought is an answer', () => {
  assert.match(renderToString(<SummaryList rows={[{ term: 'Quê quán', value: '' }]} />), /Chưa trả lời/u);
  assert.doesNotMatch(renderToString(<SummaryList rows={[{ term: 'Số bản sao', value: 0 }]} />), /Chưa trả lời/u);
});
