import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { QrCode } from './qr-code.tsx';

it('is a named picture with four modules of quiet zone, dark on white in both themes', () => {
  const html = renderToString(<QrCode path="M0 0h1v1h-1z" modules={21} title="Mã của hồ sơ" />);
  assert.match(html, /viewBox="-4 -4 29 29"[^>]*role="img" aria-label="Mã của hồ sơ"/u);
  assert.match(html, /fill="#fff".*fill="#000"/u);
});
