import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { LanguageProvider } from '../../language.tsx';
import { LetterPreview } from './letter-preview.tsx';

it('says that it is only a preview, and the letter stays Vietnamese on an English page', () => {
  const html = renderToString(<LanguageProvider value="en"><LetterPreview title="PHIẾU">x</LetterPreview></LanguageProvider>);
  assert.match(html, /Preview, not signed/u);
  assert.match(html, /<div class="mc-sheet" lang="vi">.*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.*Độc lập - Tự do - Hạnh phúc/u);
});
it('a signed letter needs no warning', () => assert.doesNotMatch(renderToString(<LetterPreview title="GIẤY" note={null}>x</LetterPreview>), /figcaption/u));
