import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { ThreePanes } from './three-panes.tsx';

it('each pane is a region named by its heading, in the order of the work', () => {
  const html = renderToString(<ThreePanes panes={[{ title: 'Người nộp', children: 1 }, { title: 'Hồ sơ', children: 2 }, { title: 'Giấy hẹn', children: 3 }]} />);
  assert.deepEqual([...html.matchAll(/aria-labelledby="(khung-\d)-ten" id="\1"><h2 id="\1-ten">([^<]+)/gu)].map((match) => match[2]), ['Người nộp', 'Hồ sơ', 'Giấy hẹn']);
});
