import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { KeyHints, Kbd } from './key-hints.tsx';

it('a combination is written key by key', () => assert.equal(renderToString(<Kbd keys="Ctrl+Enter" />).replace(/<[^>]+>/gu, ''), 'Ctrl+Enter'));
it('the sheet opens without script; the switch for letter keys waits for it', () => assert.match(renderToString(<KeyHints keys={[{ keys: 'F4', words: 'quét' }]} />), /<details[^>]*data-key-sheet.*<label class="mc-key-letters" hidden/u));
