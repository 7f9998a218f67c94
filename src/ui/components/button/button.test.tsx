import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Button, PrintButton } from './button.tsx';

it('an effect is a button, going somewhere is a link', () => {
  assert.match(renderToString(<Button name="viec" value="rut">Rút</Button>), /^<button[^>]*type="submit" name="viec" value="rut"/u);
  assert.match(renderToString(<Button href="/x">Xem</Button>), /^<a class="mc-button" href="\/x"/u);
});
it('its key is given to the script and to assistive technology in its own spelling', () =>
  assert.match(renderToString(<Button dataKey="Ctrl+Enter">Nhận và in</Button>), /data-key="Ctrl\+Enter" aria-keyshortcuts="Control\+Enter"/u));
it('a button that only a script can serve is hidden until then', () => assert.match(renderToString(<PrintButton />), /<button[^>]* hidden[^>]*data-print/u));
