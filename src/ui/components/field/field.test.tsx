import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Field, FieldGroup, fieldId } from './field.tsx';

it('stands in the order label, hint, error, control', () => {
  const html = renderToString(<Field id="a" name="a" label="Nhãn" hint="Gợi ý" error="Sửa thế này"><input id="a" /></Field>);
  const places = ['<label', 'a-hint', 'a-error', '<input'].map((part) => html.indexOf(part));
  assert.deepEqual(places, [...places].sort((x, y) => x - y));
  assert.ok(places[0]! >= 0);
});
it('several controls have a legend, and the group is described by hint and error', () => {
  const html = renderToString(<FieldGroup id="b" name="b" label="Nhãn" hint="Gợi ý" error="Sửa"><input /></FieldGroup>);
  assert.match(html, /<fieldset[^>]*aria-describedby="b-hint b-error"><legend/u);
});
it('an error is announced as one, in words', () => assert.match(renderToString(<Field id="c" name="c" label="x" error="Chưa chọn"><i /></Field>), /<p class="mc-error" id="c-error"><span class="mc-vh">Lỗi: <\/span>Chưa chọn/u));
it('only questions that may stay empty are marked, and the official words are marked as Vietnamese', () => {
  assert.match(renderToString(<Field id="d" name="d" label="x" required={false}><i /></Field>), /không bắt buộc/u);
  assert.doesNotMatch(renderToString(<Field id="d" name="d" label="x" required><i /></Field>), /bắt buộc/u);
  assert.match(renderToString(<Field id="d" name="d" label="x" officialLabel="Họ, tên"><i /></Field>), /<span lang="vi">Họ, tên<\/span>/u);
});
it('an id can be written after # in an address', () => assert.equal(fieldId('me.address[0].detail'), 'me-address-0-detail'));
