import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Breadcrumb } from './breadcrumb.tsx';

it('is a named list of links', () => assert.match(renderToString(<Breadcrumb links={[{ href: '/', words: 'Trang đầu' }]} />), /<nav class="mc-crumbs" aria-label="Đường dẫn trang"><ol><li><a href="\/">Trang đầu/u));
