import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../platform/package-root.ts';

/** Caps in bytes as they travel: citizens' style 6 KB (brotli), one script 3 KB (gzip); scan-card draws on a decoder of its own. */
const STYLE_CAP = 6 * 1024;
const SCRIPT_CAP = 3 * 1024;
const HEAVIER: Readonly<Record<string, number>> = { 'photo-pages.js': 6 * 1024, 'scan-card.js': 24 * 1024 };

describe('what the pages weigh', () => {
  let outDir = '';
  let manifest: Readonly<Record<string, string>> = {};
  let build: () => Promise<Record<string, string>>;
  before(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'mc-assets-'));
    const { buildAssets } = (await import(pathToFileURL(join(packageRoot(), 'bin', 'build-assets.mjs')).href)) as { buildAssets(places: { root: string; outDir: string }): Promise<Record<string, string>> };
    build = () => buildAssets({ root: packageRoot(), outDir });
    manifest = await build();
  });
  after(() => rm(outDir, { recursive: true, force: true }));
  const file = (name: string): string => join(outDir, 'assets', manifest[name] ?? `missing-${name}`);

  it('citizens’ style stays within 6 KB', async () => assert.ok((await stat(`${file('mc.css')}.br`)).size <= STYLE_CAP));
  it('each script stays within its cap', async () => {
    for (const name of Object.keys(manifest).filter((entry) => entry.endsWith('.js'))) {
      const { size } = await stat(`${file(name)}.gz`);
      assert.ok(size <= (HEAVIER[name] ?? SCRIPT_CAP), `${name}: ${size} bytes`);
    }
  });
  it('nothing is left that Chrome 95 would drop with the rules around it', async () => {
    for (const name of ['mc.css', 'mc-desk.css']) {
      const css = await readFile(file(name), 'utf8');
      assert.ok(css.length > 1000);
      assert.doesNotMatch(css, /:has\(|@layer|@container|color-mix|(?:^|[;{}])&/u, name);
    }
  });
  it('no line of text is squeezed: line heights are 1.4 or more, nothing is written in capitals by style', async () => {
    for (const name of ['mc.css', 'mc-desk.css']) {
      const css = await readFile(file(name), 'utf8');
      for (const match of css.matchAll(/line-height:([\d.]+)(?![\d.]|em|rem|px)/gu)) assert.ok(Number(match[1]) >= 1.4, match[0]);
      assert.doesNotMatch(css, /text-transform:uppercase/u);
    }
  });
  it('every file has its compressed twins and a name that changes with its content', async () => {
    const files = await readdir(join(outDir, 'assets'));
    for (const [name, built] of Object.entries(manifest)) {
      assert.match(built, /-[0-9a-f]{10}\.(?:css|js|svg)$/u, name);
      for (const twin of ['', '.br', '.gz']) assert.ok(files.includes(built + twin), built + twin);
    }
    assert.deepEqual(JSON.parse(await readFile(join(outDir, 'assets', 'manifest.json'), 'utf8')), manifest);
  });
  it('a second build takes nothing from under a server that runs: files of the last day stay, older ones go, none is ever half', async () => {
    const assets = join(outDir, 'assets');
    const [yesterday, longAgo] = [join(assets, 'mc-0123456789.css'), join(assets, 'mc-9876543210.css')];
    await Promise.all([yesterday, longAgo].map((path) => writeFile(path, 'body{}')));
    await utimes(longAgo, new Date('2020-01-01'), new Date('2020-01-01'));
    let building = true;
    const builds = Promise.all([build(), build()]).finally(() => { building = false; });
    let looks = 0;
    while (building) {
      looks++;
      const listed = JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8')) as Record<string, string>;
      for (const name of Object.values(listed)) assert.ok((await stat(join(assets, name))).size > 0, name);
    }
    assert.deepEqual(await builds, [manifest, manifest]);
    assert.ok(looks > 1);
    const files = await readdir(assets);
    assert.deepEqual([yesterday, longAgo].map((path) => files.includes(basename(path))), [true, false]);
    assert.deepEqual(files.filter((name) => name.startsWith('.')), []);
  });
});
