import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { packageRoot } from '../../platform/package-root.ts';
import { fixedClock } from '../../shared/clock.ts';
import { createTypstRenderer } from './index.ts';
import { type Proof, proofRead } from './proof-reading.ts';

interface Fixture { readonly about: string; readonly template: string; readonly pages: number; readonly shows: readonly string[]; readonly hides?: readonly string[]; readonly once?: readonly string[]; readonly data: Readonly<Record<string, unknown>> }
// The package's types describe an ES module, its file is CommonJS.
const jsQR = createRequire(import.meta.url)('jsqr') as (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
const folder = join(packageRoot(), 'fixtures/papers');
const fixtures = readdirSync(folder).filter((file) => /\.\w+\.json$/u.test(file)).map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture] as const);
const ordinary = fixtures.filter(([file]) => file.endsWith('.ordinary.json'));
const hostile = JSON.parse(readFileSync(join(folder, 'hostile-texts.json'), 'utf8')) as string[];
const clock = fixedClock('2026-08-26T09:00:00+07:00');
const renderer = createTypstRenderer({ clock });
after(() => renderer.close());
const print = async (template: string, data: unknown): Promise<Proof> => proofRead(await renderer.render(template, data));

/** Words that choose between layouts, and the QR code: not a person's text. */
const STRUCTURE = new Set(['kind', 'verdict', 'stage', 'channel', 'outcome', 'regime', 'qr']);
/** The same data with every text replaced. */
function withTexts(value: unknown, replace: (text: string, path: string) => string, key = ''): unknown {
  if (typeof value === 'string') return STRUCTURE.has(key) ? value : replace(value, key);
  if (Array.isArray(value)) return value.map((one) => withTexts(one, replace, key));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTexts(inner, replace, name)]));
  return value;
}
/** What the QR code of a printed paper says, read from the squares drawn. */
function readCode(modules: readonly (readonly boolean[])[]): string | undefined {
  const [scale, quiet] = [4, 4];
  const side = (modules.length + quiet * 2) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  modules.forEach((row, y) => row.forEach((dark, x) => {
    if (!dark) return;
    for (let dy = 0; dy < scale; dy++) for (let dx = 0; dx < scale; dx++) pixels.fill(0, (((y + quiet) * scale + dy) * side + (x + quiet) * scale + dx) * 4, (((y + quiet) * scale + dy) * side + (x + quiet) * scale + dx) * 4 + 3);
  }));
  return jsQR(pixels, side, side)?.data;
}

describe('papers', () => {
  test('every template has an ordinary and a minimal case', () => {
    const templates = readdirSync(join(packageRoot(), 'src/adapters/pdf-typst/templates')).map((file) => file.replace('.typ', '')).filter((name) => !['frame', 'thu'].includes(name));
    for (const kind of ['ordinary', 'minimal']) {
      assert.deepEqual(fixtures.filter(([file]) => file.includes(`.${kind}.`)).map(([, { template }]) => template).sort(), templates.sort());
    }
  });

  test('a declaration carries its answers in square codes that a camera reads, and in the file itself', async () => {
    const { data } = fixtures.find(([file]) => file === 'to-khai.ordinary.json')?.[1] as Fixture;
    const codes = ['TK1' + '0B5X'.repeat(100), 'TK1' + 'ZVTS'.repeat(100), 'TK1' + '9876'.repeat(60)];
    const pdf = await renderer.render('to-khai', { ...data, codes, codesNote: 'Quầy quét các mã này' });
    const proof = proofRead(pdf);
    assert.deepEqual(proof.codes.map(readCode).filter((text) => text?.startsWith('TK1')), codes);
    assert.ok(proof.text.includes('Mã 3/3') && proof.text.includes('Quầy quét các mã này'));
    for (const code of codes) assert.ok(pdf.toString('latin1').replace(/[^0-9A-Z]/gu, '').includes(code), 'the text of the code stands in the file');
    await assert.rejects(renderer.render('to-khai', { ...data, codes: ['khác'] }), /data code/u);
    await assert.rejects(renderer.render('to-khai', { ...data, codes: Array.from({ length: 28 }, () => 'TK1') }), /data code/u);
  });

  for (const [file, { about, template, data, pages, shows, hides = [], once = [] }] of fixtures) {
    test(`${file}: ${about}`, async () => {
      const proof = await print(template, data);
      assert.equal(proof.pages.length, pages);
      assert.ok(proof.fonts.length > 0 && proof.fonts.every((font) => font.startsWith('Tinos')), `one face only: ${proof.fonts.join()}`);
      assert.equal(proof.embedded, proof.fonts.length, 'all fonts are inside the file');
      assert.deepEqual(proof.actions, []);
      for (const text of shows) assert.ok(proof.text.includes(text), `«${text}» is on the paper: ${proof.text}`);
      for (const text of hides) assert.ok(!proof.text.includes(text), `«${text}» is not on the paper: ${proof.text}`);
      for (const text of once) assert.equal(proof.text.split(text).length - 1, 1, `«${text}» stands there once`);
      assert.ok(!/[\ufffd\ufffe]/u.test(proof.text), 'every letter has a glyph and reads back');
      if (data.qr !== undefined) assert.deepEqual(proof.codes.map(readCode), [data.qr]);
    });
  }

  test('a receipt with seven papers is one A5 page', async () => {
    const fixture = ordinary.find(([file]) => file.startsWith('mau-01'))?.[1] as Fixture;
    const papers = Array.from({ length: 7 }, (_, i) => ({ name: `Giấy tờ thứ ${i + 1}`, form: 'Bản chính', quantity: 1 }));
    const [page, more] = (await print(fixture.template, { ...fixture.data, papers })).pages;
    assert.equal(more, undefined);
    assert.deepEqual([Math.round(page?.width ?? 0), Math.round(page?.height ?? 0)], [420, 595]);
  });

  test('the same data at the same time gives the same bytes', async () => {
    const { template, data } = (ordinary[0] as (typeof ordinary)[0])[1];
    const other = createTypstRenderer({ clock });
    const [first, second] = [await renderer.render(template, data), await other.render(template, data)];
    await other.close();
    assert.ok(first.equals(second));
    assert.ok(first.includes('2026-08-26T02:00:00Z'), 'made at the time that was passed in');
  });

  for (const [file, { template, data }] of ordinary) {
    test(`${file}: text that looks like markup stays text`, async () => {
      const missing = new Set(hostile);
      // A paper does not show every part of its data, so each text takes several places in turn.
      for (const turn of [0, 7, 13]) {
        let next = turn;
        const proof = await print(template, withTexts(data, (_, key) => (key === 'sha256' ? 'a'.repeat(64) : (hostile[next++ % hostile.length] as string))));
        const plain = proof.text.toUpperCase();
        for (const text of missing) if (plain.includes(text.replace(/\s+/gu, ' ').toUpperCase())) missing.delete(text);
        assert.ok(!proof.text.includes('root:'), 'no file was read');
        assert.ok(proof.pages.every(({ width }) => width > 100), 'the page was not changed');
        assert.deepEqual(proof.actions, []);
        assert.ok(proof.fonts.every((font) => font.startsWith('Tinos')));
      }
      // ticket and label show only a few texts
      if (!['phieu-so', 'nhan-ho-so'].includes(template)) assert.deepEqual([...missing], [], 'drawn as typed');
    });

    test(`${file}: texts of 300 letters, with and without spaces`, async () => {
      const spaced = await print(template, withTexts(data, (_, key) => (key === 'sha256' ? 'a'.repeat(64) : 'Chữ Ƀăng Niê '.repeat(24).trim())));
      assert.ok(spaced.pages.length < 60);
      const solid = await print(template, withTexts(data, (_, key) => (key === 'sha256' ? 'a'.repeat(64) : 'Ộ'.repeat(300))));
      assert.ok(solid.pages.length < 60);
      if (template !== 'nhan-ho-so') assert.ok(solid.text.replace(/ /gu, '').includes('Ộ'.repeat(300)), 'the long text is whole');
    });
  }

  test('40 papers, 40 fees: a receipt flows on, repeats its table head and numbers its pages', async () => {
    const { template, data } = ordinary.find(([file]) => file.startsWith('mau-01'))?.[1] as Fixture;
    const papers = Array.from({ length: 40 }, (_, i) => ({ name: `Giấy tờ thứ ${i + 1} của hồ sơ`, form: 'Bản chính', quantity: 1 }));
    const fees = Array.from({ length: 40 }, (_, i) => ({ name: `Khoản ${i + 1}`, amount: 1000 * i }));
    const proof = await print(template, { ...data, papers, fees, feeTotal: 780_000 });
    assert.ok(proof.pages.length > 1 && proof.pages.length < 6);
    for (const { name } of papers) assert.ok(proof.text.includes(name));
    assert.ok(proof.text.includes('780.000 đồng'));
    assert.ok(proof.pages[1]?.text.includes('Tên giấy tờ') && proof.pages[1].text.includes('2'));
  });

  test('a fictional dossier carries «MẪU» on each page (TT 01/2018 Đ.5)', async () => {
    const { template, data } = ordinary.find(([file]) => file.startsWith('mau-07'))?.[1] as Fixture;
    const proof = await print(template, { ...data, specimen: true });
    assert.ok(proof.pages.length === 3 && proof.pages.every(({ text }) => text.includes('MẪU')));
    assert.ok(!(await print(template, data)).text.includes('MẪU'));
  });

  test('letters of every people of the country print and read back, also typed as base and mark', async () => {
    const { template, data } = ordinary.find(([file]) => file.startsWith('ket-qua'))?.[1] as Fixture;
    const letters = "ƀ Ƀ ĕ Ĕ ĭ Ĭ ŏ Ŏ ŭ Ŭ č Č ñ Ñ ê̆ Ê̆ ô̆ Ô̆ ơ̆ Ơ̆ ư̆ Ư̆ â̆ b̆ B̆ H'Ŭn K’Brơi Ỹ ỵ Ễ ậ đ Đ";
    for (const typed of [letters, letters.normalize('NFD')]) {
      const proof = await print(template, { ...data, lines: [{ label: 'Chữ', value: typed }] });
      assert.ok(proof.text.includes(letters.normalize('NFC')), proof.text);
      assert.ok(proof.fonts.every((font) => font.startsWith('Tinos')));
    }
  });

  test('what the face cannot print shows as a substitute; what is invisible or turns the direction is taken out', async () => {
    const { template, data } = ordinary.find(([file]) => file.startsWith('ket-qua'))?.[1] as Fixture;
    const proof = await print(template, { ...data, lines: [{ label: 'Tên', value: 'A\u202eB\u200bC\u0007D 漢 😀 m\u0300 \ud800 E' }] });
    assert.ok(proof.text.includes('Tên: ABCD \ufffd \ufffd m\ufffd \ufffd E'), proof.text);
  });

  test('unknown templates, paths, too much data and overlong QR texts are refused', async () => {
    const { template, data } = (ordinary[0] as (typeof ordinary)[0])[1];
    for (const name of ['khong-co', '../../index', 'frame.typ', '']) await assert.rejects(renderer.render(name, data), /no paper template/u);
    await assert.rejects(renderer.render(template, { ...data, qr: 'x'.repeat(2000) }), /QR text/u);
    await assert.rejects(renderer.render(template, { ...data, request: 'x '.repeat(5_000_000) }), /at most/u);
    await assert.rejects(renderer.render(template, null), /needs data/u);
    await assert.rejects(renderer.render(template, {}), /bien-|mau-0|ket-qua/u);
    assert.equal((await print(template, data)).pages.length, 1, 'and prints on after a failure');
  });

  test('checkConfig prints; a folder without fonts or templates is a clear error', async () => {
    await renderer.checkConfig();
    await assert.rejects(createTypstRenderer({ fontFolder: '/nonexistent' }).checkConfig(), /no font file/u);
  });

  test('no template evaluates text as code or reads another file', () => {
    const templates = join(packageRoot(), 'src/adapters/pdf-typst/templates');
    for (const file of readdirSync(templates)) {
      const source = readFileSync(join(templates, file), 'utf8').replace(/^\s*\/\/.*$/gmu, '');
      assert.ok(!/\beval\b|\bplugin\b|\bread\(|\binclude\b|@preview|sys\.inputs/u.test(source), file);
      for (const [, imported] of source.matchAll(/#import "([^"]+)"/gu)) assert.equal(imported, 'frame.typ');
      for (const [, loaded] of source.matchAll(/\b(?:json|yaml|toml|csv|xml|cbor)\(([^)]*)\)/gu)) assert.equal(loaded, '"/data.json"');
    }
  });
});
