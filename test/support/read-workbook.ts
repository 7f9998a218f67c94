import assert from 'node:assert/strict';
import { unzip } from './unzip.ts';

export type ReadCell = { readonly type: 'text'; readonly value: string; readonly bold: boolean } | { readonly type: 'number' | 'share'; readonly value: number } | { readonly type: 'date'; readonly value: string };
export interface ReadSheet { readonly name: string; /** by place, «B7» */ readonly cells: ReadonlyMap<string, ReadCell>; /** rows that stay in view */ readonly frozen: number; /** by row, from 1 */ row(number: number): readonly (ReadCell | null)[] }
interface Element { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Element[]; text: string }

/** Reads a workbook as strictly as ECMA-376 allows a reader to be: every part well-formed, named by its content type, reached by its relation; the type of a cell by its style. */
export function readWorkbook(bytes: Buffer): readonly ReadSheet[] {
  const files = unzip(bytes);
  const part = (name: string): Element => parseXml(files.get(name) ?? assert.fail(`no part ${name}`));
  const types = new Set(all(part('[Content_Types].xml'), 'Override').map((one) => one.attributes['PartName']));
  const book = part('xl/workbook.xml');
  const related = new Map(all(part('xl/_rels/workbook.xml.rels'), 'Relationship').map((one) => [one.attributes['Id'], one.attributes['Target']]));
  const styles = part('xl/styles.xml');
  const formats = new Map(all(styles, 'numFmt').map((one) => [one.attributes['numFmtId'], one.attributes['formatCode']]));
  const fonts = all(styles, 'fonts')[0]?.children ?? [];
  const looks = (all(styles, 'cellXfs')[0]?.children ?? []).map((xf) => ({ bold: fonts[Number(xf.attributes['fontId'])]?.children.some((one) => one.name === 'b') ?? false, format: formats.get(xf.attributes['numFmtId']) ?? xf.attributes['numFmtId'] }));
  return all(book, 'sheet').map((sheet): ReadSheet => {
    const target = `xl/${related.get(sheet.attributes['r:id']) ?? assert.fail('a sheet without relation')}`;
    assert.ok(types.has(`/${target}`), `${target} has no content type`);
    const root = part(target);
    const cells = new Map<string, ReadCell>();
    let row = 0;
    for (const line of all(root, 'row')) {
      assert.equal(Number(line.attributes['r']), ++row, 'rows in order');
      let column = 0;
      for (const cell of line.children) {
        const [, letters = '', number] = /^([A-Z]+)(\d+)$/u.exec(cell.attributes['r'] ?? '') ?? [];
        assert.equal(Number(number), row);
        const at = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
        assert.ok(at > column, 'cells in order');
        column = at;
        const look = looks[Number(cell.attributes['s'] ?? 0)] ?? assert.fail('a style that is not there');
        cells.set(cell.attributes['r'] ?? '', read(cell, look));
      }
    }
    const pane = all(root, 'pane')[0];
    return { name: sheet.attributes['name'] ?? '', cells, frozen: pane?.attributes['state'] === 'frozen' ? Number(pane.attributes['ySplit']) : 0, row: (wanted) => Array.from({ length: 20 }, (_, at) => cells.get(`${String.fromCharCode(65 + at)}${wanted}`) ?? null) };
  });
}
function read(cell: Element, look: { readonly bold: boolean; readonly format: string | undefined }): ReadCell {
  if (cell.attributes['t'] === 'inlineStr') return { type: 'text', value: cell.children[0]?.children.map((one) => one.text).join('') ?? '', bold: look.bold };
  assert.equal(cell.attributes['t'], undefined, 'numbers only otherwise');
  const value = Number(cell.children.find((one) => one.name === 'v')?.text);
  assert.ok(Number.isFinite(value));
  if (look.format === 'dd/mm/yyyy') return { type: 'date', value: new Date(Date.UTC(1899, 11, 30) + value * 86_400_000).toISOString().slice(0, 10) };
  return { type: look.format === '10' ? 'share' : 'number', value };
}
function all(root: Element, name: string): Element[] {
  return root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** Well-formed XML without doctype: every element closed in order, every attribute quoted, every reference known. */
function parseXml(text: string): Element {
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\s*/u, '');
  const known = /&(?:amp|lt|gt|quot|apos|#\d+);/gu;
  const plain = (raw: string): string => { assert.doesNotMatch(raw.replace(known, ''), /[&<]/u); return raw.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code))).replace(/&lt;/gu, '<').replace(/&gt;/gu, '>').replace(/&quot;/gu, '"').replace(/&apos;/gu, "'").replace(/&amp;/gu, '&'); };
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [top];
  let last = 0;
  for (const tag of body.matchAll(/<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/gu)) {
    const inside = open.at(-1) ?? assert.fail('an end without beginning');
    inside.text += plain(body.slice(last, tag.index));
    last = tag.index + tag[0].length;
    if (tag[1]) { assert.equal(open.pop()?.name, tag[2], 'elements end in order'); continue; }
    const attributes = Object.fromEntries([...(tag[3] ?? '').matchAll(/([\w:.-]+)="([^"]*)"/gu)].map((one) => [one[1] ?? '', plain(one[2] ?? '')]));
    const element: Element = { name: tag[2] ?? '', attributes, children: [], text: '' };
    inside.children.push(element);
    if (!tag[4]) open.push(element);
  }
  assert.equal(open.length, 1, 'every element is closed');
  assert.equal(body.slice(last).trim(), '');
  assert.equal(top.children.length, 1, 'one root');
  return top.children[0] ?? assert.fail('no root');
}
