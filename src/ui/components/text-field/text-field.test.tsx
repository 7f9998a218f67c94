import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { TextField } from './text-field.tsx';

it('the control is labelled, described and marked wrong, and keeps what was typed', () => {
  const html = renderToString(<TextField name="can.cuoc" label="Số căn cước" hint="12 số" error="Mới gõ 11 số" value='036"<084' inputMode="numeric" />);
  assert.match(html, /<label class="mc-label" for="can-cuoc">/u);
  assert.match(html, /<input[^>]*id="can-cuoc"[^>]*name="can.cuoc"[^>]*value="036&quot;&lt;084"[^>]*inputmode="numeric"[^>]*aria-describedby="can-cuoc-hint can-cuoc-error" aria-invalid="true"/u);
});
it('a name is not spell-checked', () => assert.match(renderToString(<TextField name="a" label="b" spellcheck={false} />), /spellcheck="false"/u));
it('without hint and error it says neither', () => assert.doesNotMatch(renderToString(<TextField name="a" label="b" />), /aria-/u));
