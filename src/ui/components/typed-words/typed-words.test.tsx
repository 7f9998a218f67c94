import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { isMark, TypedWords } from './typed-words.tsx';

it('shows every text as it was typed, and nothing of it as markup', () => {
  assert.equal(renderToString(<TypedWords values={['a <b>', 'c']} />), '<section class="mc-typed"><h2>Những gì anh/chị vừa gõ</h2><ul><li>a &lt;b></li><li>c</li></ul></section>');
  assert.equal(renderToString(<TypedWords values={[]} />), '');
});
it('tells what people write from what boxes send by themselves', () => {
  for (const mark of ['co', '1', 'tien-mat', '01920000-0000-7000-8000-000000000004']) assert.ok(isMark(mark), mark);
  for (const words of ['Y', 'Hoa', '060302900001', 'a@b.vn', 'mờ', '2026', 'không rõ']) assert.ok(!isMark(words), words);
});
