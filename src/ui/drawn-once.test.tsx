import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { drawnOnce } from './drawn-once.ts';
import { CitizenLayout } from './layouts/citizen.tsx';
import type { View } from './view.ts';

const guest: View = { lang: 'vi', size: 'thuong', theme: 'theo-may', path: '/', get csrf(): string { throw new Error('the token was read'); }, actor: { kind: 'guest', guestKey: '' }, siteName: 'UBND xã', helpPhone: '1900 0000', demo: true, newKey: () => 'k' };
const seen = (change: Partial<View>): View => Object.create(guest, Object.fromEntries(Object.entries(change).map(([name, value]) => [name, { value, enumerable: true }]))) as View;
const hostile = fc.string({ unit: fc.constantFrom('<', '>', '&', '"', '\'', 'ế', 'a', '/', '?', '='), maxLength: 20 });

it('a part drawn once is what the renderer draws, whatever the address', () => {
  const part = (view: View, path: string) => <><p lang={view.lang}>{view.siteName}</p><form><input name="ve" value={path} /></form><form><input name="ve" value={path} />{path}{view.theme}{view.size}</form></>;
  const once = drawnOnce<View>({ key: (view) => [view.lang, view.theme, view.size].join(), gap: (view) => view.path, draw: part });
  fc.assert(fc.property(hostile, fc.constantFrom('vi', 'en'), fc.constantFrom('sang', 'toi'), fc.constantFrom('lon', 'nho'), (rest, lang, theme, size) => {
    const view = seen({ path: `/${rest}`, lang, theme, size } as Partial<View>);
    assert.equal(once(view).__html, renderToString(part(view, view.path)));
  }), { numRuns: 200 });
});
it('it is drawn anew for another key only', () => {
  let times = 0;
  const once = drawnOnce<View>({ key: (view) => view.lang, gap: (view) => view.path, draw: (view) => { times++; return <p>{view.lang}</p>; } });
  for (const path of ['/a', '/b', '/c']) for (const lang of ['vi', 'en'] as const) assert.equal(once(seen({ path, lang })).__html, `<p>${lang}</p>`);
  assert.equal(times, 2);
});
it('a visitor’s frame has the address in both forms, and reads no token', () => {
  for (const path of ['/tra-cuu?ma=1&bi-mat="2"', '/']) {
    const html = renderToString(<CitizenLayout view={seen({ path })} title={'Thử "a" & <b>'}>x</CitizenLayout>);
    assert.ok(html.includes('<title>Thử &quot;a&quot; &amp; &lt;b> – UBND xã</title>'));
    assert.equal(html.split(`name="ve" value="${path.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`).length, 3);
    assert.match(html, /<header class="mc-header"><div class="mc-bar">[^]*UBND xã[^]*<footer class="mc-footer"><div class="mc-in">[^]*1900 0000/u);
  }
});
it('who is signed in has a header of his own', () => {
  const html = renderToString(<CitizenLayout view={{ ...seen({}), csrf: 't', lang: 'vi', size: 'thuong', theme: 'theo-may', path: '/', siteName: 'UBND xã', helpPhone: '', demo: false, newKey: () => 'k', actor: { kind: 'citizen', citizenId: '1', name: 'Chị Hoa', assurance: 'level-2' } }} title="Thử">x</CitizenLayout>);
  assert.match(html, /Chị Hoa/u);
});
