import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { StatusLine } from './status-line.tsx';

it('says the state, the sentence and what comes next, in this order', () => {
  const html = renderToString(<StatusLine colour="yellow" tag="Cần thêm 2 thứ" official="Yêu cầu bổ sung giấy tờ" sentence="Gửi trước 16:00." next={<a href="/bo-sung">Xem</a>} />);
  const places = ['Cần thêm 2 thứ', 'lang="vi">Yêu cầu bổ sung giấy tờ', 'Gửi trước 16:00.', '/bo-sung'].map((part) => html.indexOf(part));
  assert.deepEqual(places, [...places].sort((x, y) => x - y));
  assert.ok(places[0]! > 0);
});
it('says nothing twice: no official name that is the plain one, no sentence without words', () => {
  const html = renderToString(<StatusLine colour="green" tag={{ vi: 'Đã trả kết quả', en: 'Handed over' }} official="Đã trả kết quả" sentence="" />);
  assert.equal(html.match(/Đã trả kết quả/gu)?.length, 1);
  assert.doesNotMatch(html, /mc-status-sentence|mc-status-official/u);
});
