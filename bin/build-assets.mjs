// Style sheets and scripts of the pages, built once: minified for Chrome 95 (the last on Android 5), named by their content, with ready .br and .gz twins.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const TARGET = ['chrome95'];
/** A style sheet whose first line says so is loaded by the officers' pages only. */
const DESK_ONLY = /^\/\* for: desk \*\//u;
/** A server that runs, or a page that is open, may still ask for the files of the build before; they stay for a day. */
const OUTLIVED_MS = 24 * 3_600_000;
/** What old browsers drop wholesale must not be left in the output. */
const FORBIDDEN = [/:has\(/u, /@layer/u, /(?:^|[;{])\s*&/u];

/**
 * Builds `<outDir>/assets/` from `<root>/src/ui`: `mc.css`, `mc-desk.css`, one script an island and the icon.
 * Returns the manifest, logical name → file name, which is also written as `manifest.json`.
 * @param {{ root: string, outDir: string }} places absolute folders; `outDir` is usually `<root>/dist`
 * @returns {Promise<Record<string, string>>}
 */
export async function buildAssets({ root, outDir }) {
  const ui = join(root, 'src', 'ui');
  const target = join(outDir, 'assets');
  const began = Date.now();
  await mkdir(target, { recursive: true });
  // Beside, then renamed: whoever serves from the folder meanwhile, or builds into it too, never meets half a file or none.
  const write = async (file, bytes) => {
    const draft = join(target, `.${file}.${process.pid}-${randomUUID()}`);
    await writeFile(draft, bytes);
    await rename(draft, join(target, file));
  };
  /** @type {Record<string, string>} */
  const manifest = {};
  const put = async (name, content) => {
    const bytes = Buffer.from(content);
    const dot = name.lastIndexOf('.');
    const file = `${name.slice(0, dot)}-${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}${name.slice(dot)}`;
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    await write(`${file}.br`, brotli);
    await write(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    await write(file, bytes);
    manifest[name] = file;
  };

  const sheets = await styleSheets(ui);
  for (const [name, wanted] of [['mc.css', false], ['mc-desk.css', true]]) {
    const source = sheets.filter((sheet) => DESK_ONLY.test(sheet) === wanted).join('\n');
    const { code, warnings } = await transform(source, { loader: 'css', minify: true, target: TARGET, legalComments: 'none' });
    for (const warning of warnings) throw new Error(`${name}: ${warning.text}`);
    for (const pattern of FORBIDDEN) if (pattern.test(code)) throw new Error(`${name}: ${pattern} is left in the output; old browsers drop it`);
    await put(name, code);
  }

  const islands = join(ui, 'islands');
  for (const file of (await readdir(islands)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort()) {
    const { outputFiles } = await build({
      entryPoints: [join(islands, file)], bundle: true, write: false, minify: true, target: TARGET, format: 'iife', platform: 'browser', charset: 'utf8',
      legalComments: 'none', logLevel: 'silent', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    });
    await put(`${basename(file, '.ts')}.js`, outputFiles[0].contents);
  }
  await put('icon.svg', await readFile(join(ui, 'base', 'icon.svg')));
  await write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of await readdir(target)) {
    const path = join(target, file);
    const at = await stat(path).then((found) => found.mtimeMs, () => began);
    if (at < began - OUTLIVED_MS) await rm(path, { force: true });
  }
  return manifest;
}

/** Base sheets by their numbers, then the components' alphabetically. */
async function styleSheets(ui) {
  const base = (await readdir(join(ui, 'base'))).filter((name) => name.endsWith('.css')).sort().map((name) => join(ui, 'base', name));
  const components = [];
  for (const folder of (await readdir(join(ui, 'components'))).sort()) {
    for (const name of (await readdir(join(ui, 'components', folder))).filter((file) => file.endsWith('.css')).sort()) components.push(join(ui, 'components', folder, name));
  }
  return Promise.all([...base, ...components].map((file) => readFile(file, 'utf8')));
}
