import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { DocumentChecklist } from './document-checklist.tsx';

const items = [{ key: 'cs', name: 'Giấy chứng sinh', need: '1 bản chính' }, { key: 'tk', name: 'Tờ khai', error: 'Chưa kết luận' }];
it('at the counter each paper is one box', () => assert.match(renderToString(<DocumentChecklist mode="tick" name="giay" legend="Giấy tờ" items={items} />), /<input type="checkbox" id="giay-cs" name="giay" value="cs"\/><label for="giay-cs">/u));
it('for a supplement no verdict is chosen beforehand and each stands in a named group', () => {
  const html = renderToString(<DocumentChecklist mode="verdict" name="kl" legend="Kết luận" items={items} />);
  assert.doesNotMatch(html, /checked/u);
  assert.match(html, /role="radiogroup" aria-labelledby="kl-tk-ten" aria-describedby="kl-tk-error" aria-invalid="true"/u);
  assert.deepEqual([...html.matchAll(/name="kl.cs" value="([^"]+)"/gu)].map((match) => match[1]), ['dat', 'thieu', 'sai', 'khong-ap-dung']);
  assert.match(html, /data-show-when="kl.cs=thieu\|sai"><label for="kl-cs-reason">/u);
});
it('only read, it holds no control', () => assert.doesNotMatch(renderToString(<DocumentChecklist mode="read" name="x" legend="Giấy tờ" items={items} />), /<input|<fieldset/u));
