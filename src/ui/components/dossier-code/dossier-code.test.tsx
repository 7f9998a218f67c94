import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { DossierCode } from './dossier-code.tsx';

it('copied as text it is the code itself, without a space', () => {
  const html = renderToString(<DossierCode code="H36.21-260213-0042" />);
  assert.equal(html.replace(/<[^>]+>/gu, ''), 'H36.21-260213-0042');
  assert.match(html, /translate="no"/u);
});
it('the button that copies is hidden until the script is there', () => assert.match(renderToString(<DossierCode code="A-1" copy />), /<button[^>]*type="button" hidden[^>]*data-copy="A-1"/u));
it('what is no code is shown as it is', () => assert.match(renderToString(<DossierCode code={'<b>&"-x'} />), /<span>&lt;b>&amp;&quot;<i>-<\/i><\/span><span>x<\/span>/u));
