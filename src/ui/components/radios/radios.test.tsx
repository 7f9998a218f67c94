import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Radios } from './radios.tsx';

const options = [{ value: 'nam', label: 'Nam' }, { value: 'nu', label: 'Nữ', hint: 'gợi ý', children: <p>Câu hỏi thêm</p> }];
it('the first choice has the id that an error links to; every choice its own label', () => {
  const html = renderToString(<Radios name="gioi.tinh" label="Giới tính" options={options} error="Chưa chọn" />);
  assert.match(html, /<input type="radio" id="gioi-tinh" name="gioi.tinh" value="nam"\/><label for="gioi-tinh">/u);
  assert.match(html, /id="gioi-tinh-2"[^>]*aria-describedby="gioi-tinh-2-chon-hint"/u);
  assert.match(html, /<fieldset[^>]*aria-describedby="gioi-tinh-error"/u);
});
it('nothing is chosen beforehand; the given value is', () => {
  assert.doesNotMatch(renderToString(<Radios name="a" label="b" options={options} />), /checked/u);
  assert.match(renderToString(<Radios name="a" label="b" options={options} value="nu" />), /value="nu" checked/u);
});
it('a dependent question is there without script, and says on what it depends', () =>
  assert.match(renderToString(<Radios name="a" label="b" options={options} />), /<div class="mc-dependent" data-show-when="a=nu"><p>Câu hỏi thêm/u));
