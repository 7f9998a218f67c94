import test from 'node:test';
import assert from 'node:assert/strict';
import { renderToString } from 'preact-render-to-string';
import type { VNode } from 'preact';
import { LanguageProvider, Say } from './language.tsx';

const greeting = { vi: 'Chào', en: 'Hello' };
const inside = (depth: number): VNode => (depth === 0 ? <Say words={greeting} /> : <section>{inside(depth - 1)}</section>);
const broken = (): never => { throw new Error('drawn halfway'); };
const Broken = (): VNode => broken();

test('everything below the provider speaks its language, however deep, and outside of it Vietnamese is spoken again', () => {
  assert.match(renderToString(<LanguageProvider value="en">{inside(12)}</LanguageProvider>), /Hello/u);
  assert.equal(renderToString(<Say words={greeting} />), 'Chào');
});

test('many requests at once: whatever waited before a page is drawn, the page is drawn in one language from end to end', async () => {
  const pages = await Promise.all(Array.from({ length: 200 }, async (_, at) => {
    await new Promise((done) => { setTimeout(done, at % 7); });
    const lang = at % 3 === 0 ? 'en' : 'vi';
    const html = renderToString(<LanguageProvider value={lang}>{inside(3)}{inside(9)}</LanguageProvider>);
    await Promise.resolve();
    return { lang, html };
  }));
  for (const { lang, html } of pages) assert.deepEqual([...html.matchAll(/Chào|Hello/gu)].map(String), lang === 'en' ? ['Hello', 'Hello'] : ['Chào', 'Chào']);
});

test('a page that broke while it was drawn leaves no language to the next one', () => {
  assert.throws(() => renderToString(<LanguageProvider value="en"><Broken /></LanguageProvider>), /drawn halfway/u);
  assert.match(renderToString(<LanguageProvider value="vi">{inside(2)}</LanguageProvider>), /Chào/u);
});
