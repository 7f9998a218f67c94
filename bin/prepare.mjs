// Plain JavaScript for Node ≥ 20: everything that must work before anything is installed or built.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.mot-cua-lock');

/** Installs what package-lock.json names, unless it is there already. */
export function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) fail(`Một Cửa needs Node.js 20 or newer; this is ${process.version}.`);
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Cài đặt các gói cần thiết (lần đầu) … / installing packages (first run) …');
  const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const done = spawnSync(npm[0], [...npm[1], 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: '' } });
  if (done.status !== 0) fail('The packages could not be installed: see the lines above. Is the npm registry reachable?');
  writeFileSync(stamp, wanted);
}

/** The locked Node.js 24 of this checkout, else this one when it is new enough. */
export function node24() {
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(`No Node.js 24 binary comes with this checkout for ${process.platform}-${process.arch}; please run with Node.js 24.`);
}

const SOURCES = ['src', 'simulators', 'bench', 'test', 'demo', 'bin'].filter((name) => existsSync(join(root, name)));
/** Builds when a source is newer than the last build. */
export async function ensureBuilt({ force = false } = {}) {
  const mark = join(root, 'dist', '.built');
  const newest = Math.max(...['package-lock.json', 'tsconfig.json'].map((name) => statSync(join(root, name)).mtimeMs), ...SOURCES.map((name) => newestIn(join(root, name))));
  const listing = SOURCES.map((name) => count(join(root, name))).join(',');
  if (!force && existsSync(mark) && statSync(mark).mtimeMs >= newest && readFileSync(mark, 'utf8') === listing) return;
  say('Dựng chương trình … / building …');
  // Beside, then put in its place: a program that runs from `dist` meanwhile keeps what it serves until the new build is whole.
  const dist = join(root, 'dist');
  const draft = join(root, '.out', `build-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  const tsc = spawnSync(node24(), [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root, '--outDir', draft], { cwd: root, stdio: 'inherit' });
  if (tsc.status !== 0) { rmSync(draft, { recursive: true, force: true }); fail('The program could not be built: see the lines above.'); }
  if (existsSync(join(dist, 'assets'))) cpSync(join(dist, 'assets'), join(draft, 'assets'), { recursive: true, preserveTimestamps: true });
  const { buildAssets } = await import(pathToFileURL(join(root, 'bin', 'build-assets.mjs')).href);
  await buildAssets({ root, outDir: draft });
  writeFileSync(join(draft, '.built'), listing);
  putInPlace(draft, dist);
  // The asset build's helper process is not needed any more.
  await (await import('esbuild')).stop?.();
}
/** Two renames; somebody else who builds at the same moment may come between them, then once more. */
function putInPlace(draft, dist) {
  for (let attempt = 0; ; attempt++) {
    const former = `${draft}-former-${attempt}`;
    try {
      if (existsSync(dist)) renameSync(dist, former);
      renameSync(draft, dist);
      return;
    } catch (error) {
      if (attempt === 9 || !['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
    } finally {
      rmSync(former, { recursive: true, force: true });
    }
  }
}
function newestIn(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return newest;
}
const count = (folder) => readdirSync(folder, { recursive: true }).length;
export const say = (text) => process.stderr.write(`${text}\n`);
export function fail(text) { process.stderr.write(`${text}\n`); process.exit(1); }
