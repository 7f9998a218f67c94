import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { FactList } from './fact-list.tsx';

it('is a list of terms and their values', () => assert.equal(renderToString(<FactList facts={[{ term: 'Lệ phí', value: '0 đ' }]} />), '<dl class="mc-facts"><div><dt>Lệ phí</dt><dd>0 đ</dd></div></dl>'));
