import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { loadTinos } from '../../src/adapters/pdf-typst/fonts.ts';
import { packageRoot } from '../../src/platform/package-root.ts';

/** No sandbox: tests run as root in containers, and the browser sees our own pages only. The rest keeps it from calling home. */
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

interface Attempt { readonly name: string; readonly executablePath: string; readonly env: Readonly<Record<string, string>> }
let works: Attempt | null = null;

/**
 * A headless Chromium: the one of @sparticuz/chromium with the machine's libraries, then with the libraries that come in
 * the same package (NSS, NSPR, expat: what a bare Debian lacks), then one that is installed. None at all is a failure that
 * says what to install; a browser test is never skipped.
 */
export const openBrowser = (): Promise<Browser> => launchBrowser((options) => chromium.launch(options));

/** The same for whoever needs another way of starting, such as one with a profile that is kept. */
export async function launchBrowser<T>(launch: (options: { readonly executablePath: string; readonly args: string[]; readonly headless: boolean; readonly env: Record<string, string> }) => Promise<T>): Promise<T> {
  const said: string[] = [];
  for (const attempt of works ? [works] : attempts(said)) {
    try {
      const launched = await launch({ executablePath: attempt.executablePath, args: [...ARGS], headless: true, env: { ...(process.env as Record<string, string>), ...attempt.env } });
      works = attempt;
      return launched;
    } catch (error) {
      said.push(`${attempt.name}: ${(error as Error).message.split('\n').filter((line) => /error|cannot|not found|failed/iu.test(line)).slice(0, 2).join(' ') || (error as Error).message.slice(0, 300)}`);
    }
  }
  throw new Error(`No Chromium could be started, so the pages cannot be tested. On Debian or Ubuntu: apt-get install chromium (or libnss3 libexpat1 for the packaged one).\n${said.join('\n')}`);
}

function* attempts(said: string[]): Iterable<Attempt> {
  try {
    const home = unpacked();
    const fonts = { FONTCONFIG_FILE: join(home, 'fonts.conf') };
    yield { name: '@sparticuz/chromium', executablePath: join(home, 'chromium'), env: fonts };
    yield { name: '@sparticuz/chromium with its own libraries', executablePath: join(home, 'chromium'), env: { ...fonts, LD_LIBRARY_PATH: join(home, 'lib') } };
  } catch (error) {
    said.push(`@sparticuz/chromium: ${(error as Error).message}`);
  }
  for (const path of INSTALLED) if (existsSync(path)) yield { name: path, executablePath: path, env: {} };
}

/**
 * Browser, libraries and fonts of the package, unpacked once per version below `.out/`. The package's own unpacking writes
 * into the shared temporary folder and hands out a browser that another process is still writing.
 */
function unpacked(): string {
  const bin = join(dirname(dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))), 'bin');
  const { version } = JSON.parse(readFileSync(join(bin, '..', 'package.json'), 'utf8')) as { version: string };
  const home = join(packageRoot(), '.out', 'browser', `${version}-${process.arch}-2`);
  if (existsSync(home)) return home;
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(`${home}-`);
  try {
    writeFileSync(join(draft, 'chromium'), brotliDecompressSync(readFileSync(join(bin, 'chromium.br'))));
    chmodSync(join(draft, 'chromium'), 0o755);
    for (const pack of ['al2023.tar.br', 'fonts.tar.br']) untar(brotliDecompressSync(readFileSync(join(bin, pack))), draft);
    // The same fonts on every machine, so that a page is as wide here as there. Open Sans has all Vietnamese letters, but neither Ƀ nor ƀ
    // of Ê Đê, Gia Rai and Ba Na names: those come from the face of the printed papers, as a telephone takes them from another of its own.
    const face = loadTinos()[0];
    if (!face) throw new Error('no face of Tinos in node_modules');
    writeFileSync(join(draft, 'fonts', 'Tinos.ttf'), face.bytes);
    writeFileSync(join(draft, 'fonts.conf'), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir><match target="pattern"><edit name="family" mode="append_last" binding="strong"><string>Open Sans</string></edit></match></fontconfig>\n`);
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Somebody else was first.
    if (!existsSync(home)) throw error;
  }
  return home;
}

/** Plain files of a tar archive (POSIX ustar: blocks of 512 bytes, name at 0, size in octal at 124, kind at 156). */
function untar(archive: Buffer, folder: string): void {
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0;) {
    const name = archive.toString('utf8', at, at + 100).replace(/\0.*$/su, '');
    const size = Number.parseInt(archive.toString('ascii', at + 124, at + 136), 8) || 0;
    const kind = String.fromCharCode(archive[at + 156] ?? 0);
    if ((kind === '0' || kind === '\0') && !name.split('/').includes('..')) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, archive.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
