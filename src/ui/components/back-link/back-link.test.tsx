import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { LanguageProvider } from '../../language.tsx';
import { BackLink } from './back-link.tsx';

it('is a link with a word in the language of the page', () => {
  assert.match(renderToString(<BackLink href="/truoc" />), /<a class="mc-back" href="\/truoc">.*Quay lại<\/a>/u);
  assert.match(renderToString(<LanguageProvider value="en"><BackLink href="/truoc" /></LanguageProvider>), /Back<\/a>/u);
});
