import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { TaskList } from './task-list.tsx';

it('the state is tied to the link, and what cannot be done yet is no link', () => {
  const html = renderToString(<TaskList id="v" tasks={[{ name: 'Bé', href: '/be', state: 'done' }, { name: 'Nộp', state: 'blocked' }]} />);
  assert.match(html, /<a href="\/be" aria-describedby="v-1">Bé<\/a>/u);
  assert.match(html, /id="v-1"><span class="mc-tag mc-green">.*Xong/u);
  assert.match(html, /<span>Nộp<\/span>/u);
});
