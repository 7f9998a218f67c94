import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { FileInput } from './file-input.tsx';

it('is one labelled file input that opens the camera where it is asked to', () => {
  assert.match(renderToString(<FileInput name="anh" label="Ảnh" accept="image/*" camera />), /<label[^>]* for="anh">.*<input[^>]* id="anh"[^>]* type="file"[^>]* capture="environment"/u);
  assert.doesNotMatch(renderToString(<FileInput name="tep" label="Tệp" accept="application/pdf" />), / capture/u);
});
it('says beside the input what was wrong with the file', () => assert.match(renderToString(<FileInput name="anh" label="Ảnh" accept="image/*" error="Ảnh mờ" />), /Ảnh mờ.*<input[^>]* aria-describedby="[^"]*anh-error"[^>]* aria-invalid="true"/u));
