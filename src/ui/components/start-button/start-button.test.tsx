import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { StartButton } from './start-button.tsx';

it('is a link: nothing happens before the first page of the form', () => assert.match(renderToString(<StartButton href="/khai">Bắt đầu khai</StartButton>), /<a class="mc-button mc-button-start" href="\/khai"><span>Bắt đầu khai/u));
