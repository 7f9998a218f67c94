import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { packageRoot } from '../platform/package-root.ts';
import { ComponentGallery, parts } from './gallery.tsx';
import { CitizenLayout } from './layouts/citizen.tsx';
import { DeskLayout } from './layouts/desk.tsx';
import { en } from './text/en.ts';
import { vi } from './text/vi.ts';
import type { View } from './view.ts';

const folder = join(packageRoot(), 'src', 'ui', 'components');
const view: View = { lang: 'vi', size: 'thuong', theme: 'theo-may', path: '/tim?q="><script>', csrf: 'c', actor: { kind: 'guest', guestKey: 'g' }, siteName: 'Cổng dịch vụ công xã Hàm Liêm', helpPhone: '0252 386 8888', demo: true, newKey: () => 'k' };
const officer = { kind: 'officer', officerId: 'o', name: 'Lê Thị Thu', title: 'cán bộ tiếp nhận', agencyId: 1, agencyIds: [1], roles: ['reception'] } as const;
const desk = renderToString(<ComponentGallery view={{ ...view, actor: officer }} />);
const citizen = renderToString(<ComponentGallery view={view} citizen />);
const pages = { desk, citizen, english: renderToString(<ComponentGallery view={{ ...view, lang: 'en' }} citizen />) };

/** A text, or what a text of numbers says for 2 and 9. */
const wordOf = (entry: string | ((...numbers: never[]) => string)): string => (typeof entry === 'string' ? entry : (entry as (...numbers: number[]) => string)(2, 9));

describe('every part', () => {
  it('has its style or shares one, its examples, its test, and stands on the component page', () => {
    const names = readdirSync(folder).sort();
    assert.deepEqual(Object.keys(parts).sort(), names);
    for (const name of names) {
      const files = readdirSync(join(folder, name));
      for (const file of [`${name}.tsx`, `${name}.examples.tsx`]) assert.ok(files.includes(file), `${name} lacks ${file}`);
      assert.ok(files.some((file) => file.startsWith(`${name}.test.`)), `${name} lacks its test`);
      assert.ok((parts[name]?.length ?? 0) > 0, `${name} has no example`);
    }
  });
  for (const [name, html] of Object.entries(pages)) {
    it(`(${name}) keeps the content policy: no style attribute, no inline script or handler`, () => {
      assert.doesNotMatch(html, /\sstyle=/u);
      assert.doesNotMatch(html, /\son[a-z]+=/u);
      assert.deepEqual([...html.matchAll(/<script\b[^>]*>([^<]*)<\/script>/gu)].filter((match) => match[1] || !match[0].includes(' defer')), []);
    });
    it(`(${name}) has no id twice, and every reference has its target`, () => {
      const ids = [...html.matchAll(/\sid="([^"]+)"/gu)].map((match) => match[1] ?? '');
      assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), []);
      for (const match of html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/gu)) for (const id of (match[1] ?? '').split(' ')) assert.ok(ids.includes(id), `nothing has the id ${id}`);
    });
    it(`(${name}) labels every control`, () => {
      for (const match of html.matchAll(/<(?:input|select|textarea)\b[^>]*>/gu)) {
        const tag = match[0];
        if (/type="hidden"/u.test(tag)) continue;
        const id = /\sid="([^"]+)"/u.exec(tag)?.[1];
        const before = html.slice(0, match.index);
        const insideLabel = before.lastIndexOf('<label') > before.lastIndexOf('</label>');
        assert.ok(insideLabel || (id && html.includes(`for="${id}"`)), `no label: ${tag}`);
      }
    });
  }
  it('speaks as the house does: no blame, no shouting, no «bạn»', () => {
    const words = [...Object.values(vi).map((entry) => (wordOf(entry))), desk.replace(/<[^>]+>/gu, ' ')].join('\n');
    for (const forbidden of [/\b[Bb]ạn\b/u, /[Qq]uý khách/u, /[Ll]ỗi hệ thống/u, /không hợp lệ/u, /!/u]) assert.doesNotMatch(words, forbidden);
  });
  it('English is complete and different', () => {
    assert.deepEqual(Object.keys(en).sort(), Object.keys(vi).sort());
    const marks = /[ạảãầấậẩẫằắặẳẵẹẻẽềếệểễịỉĩọỏõồốộổỗờớợởỡụủũừứựửữỳỵỷỹđ]/iu;
    for (const [key, entry] of Object.entries(en)) if (key !== 'otherLanguage') assert.doesNotMatch(wordOf(entry), marks, key);
  });
});

describe('the citizens’ frame', () => {
  const draw = (more: object): string => renderToString(<CitizenLayout view={view} title="Tên bé" {...more}><p>Nội dung</p></CitizenLayout>);
  it('has one H1, which is the title, and a way past the header', () => {
    assert.equal([...draw({}).matchAll(/<h1>/gu)].length, 1);
    assert.match(draw({}), /<title>Tên bé – Cổng dịch vụ công xã Hàm Liêm<\/title>/u);
    assert.match(draw({}), /<body><a class="mc-skip" href="#noi-dung">.*<main id="noi-dung"/u);
  });
  it('with problems the title begins «Lỗi: » and the list stands before the H1', () => {
    const html = draw({ errors: [{ name: 'ten', message: 'Chưa ghi tên bé' }] });
    assert.match(html, /<title>Lỗi: Tên bé/u);
    assert.ok(html.indexOf('Chưa ghi tên bé') < html.indexOf('<h1>'));
    assert.match(draw({ errors: true }), /<title>Lỗi: /u);
    assert.doesNotMatch(draw({ errors: [] }), /Lỗi: /u);
  });
  it('loads no script on pages that are only read, and only the named ones else', () => {
    assert.doesNotMatch(draw({}), /<script/u);
    assert.deepEqual([...draw({ islands: ['toggle-when'] }).matchAll(/<script src="([^"]+)" defer/gu)].map((match) => match[1]), ['/assets/toggle-when.js']);
    assert.doesNotMatch(draw({}), /mc-desk/u);
  });
  it('help stands in the header of every page with a number that can be called', () => assert.match(draw({}), /<header.*href="tel:02523868888".*<\/header>/u));
  it('the way back after a change of display cannot break out of its attribute', () => assert.match(draw({}), /name="ve" value="\/tim\?q=&quot;>&lt;script>"/u));
  it('letter size and colours are set on the document for the style sheet', () => {
    assert.match(renderToString(<CitizenLayout view={{ ...view, size: 'lon', theme: 'toi', lang: 'en' }} title="x">y</CitizenLayout>), /<html lang="en" data-co="lon" data-giao-dien="toi">/u);
    assert.match(draw({}), /<html lang="vi">/u);
  });
  it('says on every page that the demonstration is one, and only then', () => {
    assert.match(draw({}), /Bản trình diễn – dữ liệu không có thật/u);
    assert.doesNotMatch(renderToString(<CitizenLayout view={{ ...view, demo: false }} title="x">y</CitizenLayout>), /Bản trình diễn/u);
  });
  it('signing out is a post with the token; a guest is not offered it', () => {
    assert.match(renderToString(<CitizenLayout view={{ ...view, actor: { kind: 'citizen', citizenId: 'c', name: 'Hoa', assurance: 'level-2' } }} title="x">y</CitizenLayout>), /<form method="post" action="\/dang-xuat"><input type="hidden" name="_csrf"/u);
    assert.doesNotMatch(draw({}), /dang-xuat/u);
  });
});

describe('the desk’s frame', () => {
  const draw = (roles: readonly string[]): string => renderToString(<DeskLayout view={{ ...view, actor: { ...officer, roles: roles as never } }} title="Bàn" active="today" counts={{ today: 4 }}>x</DeskLayout>);
  it('shows each role its own places and marks the present one', () => {
    assert.match(draw(['reception']), /aria-current="page".*Việc hôm nay<span class="mc-count"> \(4\)/u);
    assert.match(draw(['reception']), /Tiếp nhận/u);
    assert.doesNotMatch(draw(['leader']), /Tiếp nhận/u);
    assert.doesNotMatch(draw(['admin']), /Việc hôm nay<|Tiếp nhận/u);
  });
  it('is dense and light unless asked otherwise, and is not indexed', () => {
    assert.match(draw(['leader']), /<html lang="vi" data-co="nho" data-giao-dien="sang">/u);
    assert.match(draw(['leader']), /<meta name="robots" content="noindex"/u);
  });
  it('always brings the keys', () => assert.match(draw(['leader']), /counter-keys\.js" defer/u));
});
