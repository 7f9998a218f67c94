import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { DateField } from './date-field.tsx';

it('has three boxes, each with its label, and keeps a date that does not exist as typed', () => {
  const html = renderToString(<DateField name="ngay" label="Ngày sinh" value={{ day: '30', month: '2', year: '2026' }} />);
  for (const [part, value] of [['day', '30'], ['month', '2'], ['year', '2026']]) assert.match(html, new RegExp(`name="ngay\\.${part}"[^>]*value="${value}"`, 'u'));
  assert.match(html, /<label for="ngay">Ngày/u);
  assert.match(html, /<label for="ngay-year">Năm/u);
  assert.doesNotMatch(html, /type="(?:number|date)"/u);
});
it('only the wrong boxes are marked', () => {
  const html = renderToString(<DateField name="n" label="x" error="Tháng có 12" wrongParts={['month']} />);
  assert.equal([...html.matchAll(/<input[^>]*aria-invalid="true"/gu)].length, 1);
  assert.match(html, /name="n.month"[^>]*aria-invalid="true" aria-describedby="n-error"/u);
});
it('a year alone is one box, and the error links to it', () => {
  const html = renderToString(<DateField name="n" label="x" precision="year" />);
  assert.match(html, /id="n" name="n.year"/u);
  assert.equal([...html.matchAll(/<input/gu)].length, 1);
});
