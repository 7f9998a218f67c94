import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { KnownAnswers } from './known-answers.tsx';

const draw = (open: boolean): string => renderToString(<KnownAnswers source="vneid" open={open} answers={[{ label: 'Họ tên', value: 'Nguyễn Thị Hoa' }]}><input type="text" name="ten" value="Nguyễn Thị Hoa" aria-label="Họ tên" /></KnownAnswers>);

describe('known answers', () => {
  it('are read in the closed part, with where they come from and a way to change them', () => {
    assert.match(draw(false), /<summary>.*không hỏi lại.*từ VNeID.*Họ tên: <b>Nguyễn Thị Hoa<\/b>.*Sửa.*<\/summary>/u);
    assert.doesNotMatch(draw(false), /<details[^>]* open/u);
  });
  it('are posted all the same: the inputs stand in the form', () => assert.match(draw(false), /<\/summary>.*<input type="text" name="ten" value="Nguyễn Thị Hoa"/u));
  it('open when something in them is wrong', () => assert.match(draw(true), /<details[^>]* open/u));
});
