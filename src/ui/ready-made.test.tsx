import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { Icon, iconMarkup, iconNames } from './components/icon/icon.tsx';
import { Meter } from './components/meter/meter.tsx';
import { Tag } from './components/tag/tag.tsx';
import { escapeText } from './ready-made.ts';

it('words that are put in as they stand are escaped as the renderer escapes them', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', '\'', 'ế', 'a', '=', '/') }), (text) => {
    const drawn = renderToString(<b>{text}</b>);
    assert.equal(`<b>${escapeText(text)}</b>`, drawn);
    assert.ok(renderToString(<Tag colour="red">{text}</Tag>).endsWith(`<span>${escapeText(text)}</span></span>`));
    assert.ok(renderToString(<Meter words={text} share={0.5} />).includes(`<span>${escapeText(text)}</span><svg`));
  }), { numRuns: 300 });
});
it('finished drawings are the drawn ones', () => {
  for (const name of iconNames) assert.equal(iconMarkup(name), renderToString(<Icon name={name} />));
});
it('words with markup give the same page as plain words', () => {
  assert.equal(renderToString(<Tag colour="blue">{<>xong</>}</Tag>), renderToString(<Tag colour="blue">xong</Tag>));
  assert.equal(renderToString(<Meter words={<>còn 5 giờ</>} share={0.25} tone="green" />), renderToString(<Meter words="còn 5 giờ" share={0.25} tone="green" />));
});
