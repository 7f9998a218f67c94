import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { TwoClocks } from './two-clocks.tsx';

const face = { used: '3 giờ' };
it('shows both, and says in words which one runs', () => {
  const html = renderToString(<TwoClocks office={face} citizen={{ used: '0 phút' }} running="office" />);
  assert.match(html, /Thời gian của xã.*3 giờ.*Đang tính giờ.*Thời gian chờ anh\/chị.*0 phút.*Đang dừng/u);
});
it('when all is over neither runs nor waits', () => assert.doesNotMatch(renderToString(<TwoClocks office={face} citizen={face} running="none" />), /Đang/u));
