import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { Icon, iconMarkup, iconNames } from './components/icon/icon.tsx';
import { Meter, meterMarkup } from './components/meter/meter.tsx';
import { Tag, tagMarkup } from './components/tag/tag.tsx';
import { DataTable, type Column } from './components/data-table/data-table.tsx';
import { escapeText, isMarkup, markup } from './ready-made.ts';

it('words that are put in as they stand are escaped as the renderer escapes them', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', '\'', 'ế', 'a', '=', '/') }), (text) => {
    const drawn = renderToString(<b>{text}</b>);
    assert.equal(`<b>${escapeText(text)}</b>`, drawn);
    assert.ok(renderToString(<Tag colour="red">{text}</Tag>).endsWith(`<span>${escapeText(text)}</span></span>`));
    assert.ok(renderToString(<Meter words={text} share={0.5} />).includes(`<span>${escapeText(text)}</span><svg`));
  }), { numRuns: 300 });
});
it('finished drawings are the drawn ones', () => {
  for (const name of iconNames) assert.equal(iconMarkup(name).__html, renderToString(<Icon name={name} />));
});
it('words with markup give the same page as plain words', () => {
  assert.equal(renderToString(<Tag colour="blue">{<>xong</>}</Tag>), renderToString(<Tag colour="blue">xong</Tag>));
  assert.equal(renderToString(<Meter words={<>còn 5 giờ</>} share={0.25} tone="green" />), renderToString(<Meter words="còn 5 giờ" share={0.25} tone="green" />));
});

const hostile = fc.string({ unit: fc.constantFrom('<', '>', '&', '"', '\'', 'ế', 'a', ' '), maxLength: 12 });
it('a list written as text is the list that the renderer draws, whatever stands in it', () => {
  interface Row { readonly id: string; readonly name: string; readonly group: string; readonly n: number; readonly share: number }
  const columns = (ready: boolean): readonly Column<Row>[] => [
    { key: 'a', title: 'A', cell: (row) => (ready ? meterMarkup(row.name, row.share, 'red') : <Meter words={row.name} share={row.share} tone="red" />) },
    { key: 'b', title: 'B', head: true, cell: (row) => (ready ? markup`<a href="/x/${row.id}" data-key-open>${row.name}</a>` : <a href={`/x/${row.id}`} data-key-open="">{row.name}</a>) },
    { key: 'c', title: 'C', tight: true, cell: (row) => (ready ? tagMarkup('grey', row.name) : <Tag colour="grey">{row.name}</Tag>) },
    { key: 'd', title: 'D', numeric: true, cell: (row) => row.n }, { key: 'e', title: 'E', numeric: true, tight: true, cell: (row) => row.name },
  ];
  const draw = (rows: readonly Row[], ready: boolean, grouped: boolean): string => renderToString(<DataTable caption="Thử" rows={rows} rowKey={(row) => row.id} columns={columns(ready)} group={grouped ? (row) => row.group : undefined} />);
  const row = fc.record({ id: hostile, name: hostile, group: hostile, n: fc.integer(), share: fc.double({ min: -1, max: 2, noNaN: true }) });
  fc.assert(fc.property(fc.array(row, { maxLength: 4 }), fc.boolean(), (rows, grouped) => { assert.equal(draw(rows, true, grouped), draw(rows, false, grouped)); }), { numRuns: 300 });
});
it('one drawn cell, or boxes to tick, and the renderer draws the rows with the markup inside', () => {
  const columns: readonly Column<string>[] = [{ key: 'a', title: 'A', cell: (row) => markup`<b>${row}</b>` }, { key: 'b', title: 'B', cell: (row) => <i>{row}</i> }];
  assert.match(renderToString(<DataTable caption="Thử" rows={['1<2']} rowKey={(row) => row} columns={columns} />), /<tr data-row><td><b>1&lt;2<\/b><\/td><td><i>1&lt;2<\/i><\/td><\/tr>/u);
  assert.match(renderToString(<DataTable caption="Thử" rows={['x']} rowKey={(row) => row} columns={columns.slice(0, 1)} select={{ name: 'chon', label: (row) => row }} />), /type="checkbox".*<td><b>x<\/b><\/td>/u);
});
it('values stand in text or between double quotes, and nothing from outside passes for markup', () => {
  assert.equal(markup`<a href="${'"><script>'}">${'<b>'}</a>`.__html, '<a href="&quot;>&lt;script>">&lt;b></a>');
  assert.throws(() => markup`<a href=${'x'}>y</a>`, /outside double quotes/u);
  assert.throws(() => markup`<a ${'onclick'}="y">z</a>`, /outside double quotes/u);
  assert.equal(isMarkup(JSON.parse('{"__html":"<script>"}')), false);
});
