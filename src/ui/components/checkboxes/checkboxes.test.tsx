import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Checkbox, Checkboxes } from './checkboxes.tsx';

it('several may be ticked', () => {
  const html = renderToString(<Checkboxes name="nhan" label="Nhận" options={[{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }, { value: 'c', label: 'C' }]} values={['a', 'c']} />);
  assert.deepEqual([...html.matchAll(/value="(.)" checked/gu)].map((match) => match[1]), ['a', 'c']);
});
it('one box alone posts «co» and ties its error to itself', () => {
  const html = renderToString(<Checkbox name="cam-doan" label="Tôi cam đoan" error="Đánh dấu vào ô" />);
  assert.match(html, /value="co"[^>]*aria-describedby="cam-doan-error" aria-invalid="true"/u);
  assert.ok(html.indexOf('cam-doan-error"><span') < html.indexOf('<input'));
});
