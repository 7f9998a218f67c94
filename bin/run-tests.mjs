// Runs the built tests in groups on one embedded PostgreSQL; the last line says how many passed and failed.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, chmodSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Where the compiled tests lie; another folder only when somebody builds beside a running `npm test`. */
const built = resolve(root, process.env.MC_TEST_BUILD ?? 'dist');
const LIMITS = { /** one test */ testMs: 240_000, /** nothing heard of any test */ silentMs: 300_000, /** files at once */ most: 4 };
const cores = Math.min(LIMITS.most, Math.max(2, availableParallelism()));

// ── what to run ─────────────────────────────────────────────────────────────────────────────────────────────────────
/** A browser takes a core and a few hundred megabytes: two of those at a time, after everything else. A fault test kills whole programs and mostly waits until they are back: those run beside the others, from the first to the last. */
const GROUPS = [
  { name: 'rules, stores, pages', at_once: cores, takes: () => true },
  { name: 'journeys', at_once: cores, takes: (path) => path.startsWith('test/journeys/') },
  { name: 'security', at_once: cores, takes: (path) => path.startsWith('test/security/') },
  { name: 'bad input', at_once: cores, takes: (path) => path.startsWith('test/bad-input/') },
  { name: 'faults', at_once: 2, beside: true, takes: (path) => path.startsWith('test/faults/') || path.startsWith('test/upgrade/') },
  { name: 'browser', at_once: 2, takes: (path, text) => path.startsWith('test/browser/') || /from ['"](?:[^'"]*\/)?(?:playwright-core|browser\.js)['"]/u.test(text) },
];
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('-')).map((one) => one.replace(/\.tsx?$/u, '').split(sep).join('/').replace(/^(?:\.\/|dist\/)/u, ''));
const files = readdirSync(built, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.js') && !entry.parentPath.includes('node_modules'))
  .map((entry) => relative(built, join(entry.parentPath, entry.name)).split(sep).join('/')).sort()
  .filter((path) => wanted.length === 0 || wanted.some((one) => path.includes(one)));
const groups = GROUPS.map((group) => ({ ...group, files: [] }));
for (const path of files) {
  const text = readFileSync(join(built, path), 'utf8');
  groups.findLast((group) => group.takes(path, text)).files.push(path);
}

// ── what was found ──────────────────────────────────────────────────────────────────────────────────────────────────
const count = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const timings = [];
/** As `node --test` is told and as it names the file. */
const fromRoot = (path) => relative(root, join(built, path));
const shown = (path) => path.replace(/\.js$/u, '');
const out = (text) => process.stdout.write(`${text}\n`);
function failed(file, name, error) {
  count.failed++;
  failures.push({ file, name, error });
}

// ── a database and a folder for this run alone ──────────────────────────────────────────────────────────────────────
const mark = `mc-${randomBytes(8).toString('hex')}`;
const base = mkdtempSync(join(tmpdir(), 'mot-cua-test-'));
chmodSync(base, 0o755);
const temporary = join(base, 'tmp');
mkdirSync(temporary, { mode: 0o777 });
chmodSync(temporary, 0o1777);
let cluster = null;
const running = new Set();
let stopping = false;

async function startCluster() {
  const { startEmbedded } = await import(pathToFileURL(join(built, 'src', 'platform', 'postgres', 'embedded.js')).href);
  return startEmbedded({ dataDir: join(base, 'db'), maxConnections: 300, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' } });
}

/** Processes that a test left behind carry this run's mark in their environment or its folder in their command line. */
function leftBehind() {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc').filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid && Number(name) !== process.ppid).map(Number).filter((pid) => {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${base}/`)) return true;
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`MC_TEST_RUN=${mark}`);
    } catch { return false; }
  });
}
async function clean() {
  for (const child of running) { try { process.kill(-child.pid, 'SIGKILL'); } catch { /* it has ended */ } }
  const kill = (signal) => { for (const pid of leftBehind()) { try { process.kill(pid, signal); } catch { /* it has ended */ } } };
  if (cluster) await cluster.stop().catch(() => undefined);
  // SIGINT is PostgreSQL's fast shutdown and the program's clean one.
  kill('SIGINT');
  for (let waited = 0; waited < 3_000 && leftBehind().length > 0; waited += 100) await new Promise((done) => { setTimeout(done, 100); });
  kill('SIGKILL');
  const elsewhere = join(base, 'db', 'postgres-is-at.txt');
  if (existsSync(elsewhere)) rmSync(readFileSync(elsewhere, 'utf8').trim(), { recursive: true, force: true });
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    process.stderr.write('\nDừng và dọn dẹp … / stopping and cleaning up …\n');
    void clean().then(() => close(130));
  });
}

// ── running ─────────────────────────────────────────────────────────────────────────────────────────────────────────
function runGroup(group, environment) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--test', `--test-concurrency=${group.at_once}`, `--test-timeout=${LIMITS.testMs}`, `--test-reporter=${pathToFileURL(join(root, 'bin', 'test-reporter.mjs')).href}`, '--test-reporter-destination=stdout', ...group.files.map(fromRoot)],
      // A group of its own, so that stopping it stops the test files too.
      { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    const seen = new Map(group.files.map((path) => [path, { passed: 0, failed: 0, skipped: 0, output: '', begun: 0, ended: false }]));
    let last = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - last < LIMITS.silentMs) return;
      for (const [path, file] of seen) if (!file.ended && file.begun > 0) failed(path, '(file)', `nothing was heard for ${LIMITS.silentMs / 1000} s; it was stopped`);
      try { process.kill(-child.pid, 'SIGKILL'); } catch { /* it has ended */ }
    }, 5_000);
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      last = Date.now();
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) { try { take(JSON.parse(line)); } catch { process.stderr.write(`${line}\n`); } }
    });
    let noise = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => { noise = (noise + chunk).slice(-20_000); });
    child.on('close', (code, signal) => {
      clearInterval(watch);
      running.delete(child);
      if (stopping) return;
      // Truth before neatness: whatever the runner could not tell is a failure.
      for (const [path, file] of seen) if (!file.ended && !failures.some((one) => one.file === path)) failed(path, '(file)', 'it ended before its tests did, or never');
      const told = [...seen.values()].reduce((sum, file) => sum + file.failed, 0);
      if (code !== 0 && told === 0 && !failures.some((one) => group.files.includes(one.file))) failed(group.name, '(group)', `node --test ended with ${signal ?? code} without naming a test\n${noise}`);
      resolve();
    });

    function take(event) {
      // When a file begins, only its name is told.
      const path = relative(built, event.file === '' ? join(root, event.name) : event.file).split(sep).join('/');
      const file = seen.get(path);
      if (!file) return;
      const whole = event.nesting === 0 && event.name === fromRoot(path);
      if (event.type === 'test:dequeue') { if (whole) file.begun = Date.now(); return; }
      if (event.type === 'test:stderr' || event.type === 'test:stdout') { file.output = (file.output + event.text).slice(-8_000); return; }
      if (event.type === 'test:summary') { file.ended = true; line(path, file); return; }
      if (event.type === 'test:complete') return;
      if (whole) {
        // The file itself is reported only when it crashed, or when there was no test in it.
        file.failed++;
        line(path, file);
        failed(path, '(file)', event.type === 'test:pass' ? 'there is no test in it' : `${file.output || event.error}`);
        return;
      }
      if (event.skipped) { if (!event.suite) { count.skipped++; file.skipped++; } return; }
      if (event.type === 'test:pass') { if (!event.suite) { count.passed++; file.passed++; timings.push({ path, name: event.name, ms: event.ms }); } return; }
      // A suite fails because of the tests in it, which are told by themselves, or because of a hook, which is not.
      if (event.suite && event.failure === 'subtestsFailed') return;
      file.failed++;
      failed(path, event.name, event.failure === 'subtestsFailed' ? 'a test inside it failed' : event.error);
    }
    function line(path, file) {
      const seconds = (file.begun === 0 ? 0 : (Date.now() - file.begun) / 1000).toFixed(1).padStart(6);
      out(`  ${file.failed > 0 ? '✖' : '✔'} ${seconds} s  ${shown(path)}  (${file.passed}${file.failed > 0 ? `, ${file.failed} failed` : ''}${file.skipped > 0 ? `, ${file.skipped} skipped` : ''})`);
    }
  });
}

function summary(seconds) {
  if (failures.length > 0) {
    out(`\n── failed ${'─'.repeat(60)}`);
    for (const { file, name, error } of failures) out(`\n✖ ${shown(file)}\n  ${name}\n${error.split('\n').map((text) => `      ${text}`).join('\n')}`);
  }
  if (timings.length > 20) {
    out(`\n── slowest ${'─'.repeat(59)}`);
    for (const { path, name, ms } of timings.sort((a, b) => b.ms - a.ms).slice(0, 10)) out(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${name}  (${shown(path)})`);
  }
  if (files.length === 0) out(`no test file${wanted.length > 0 ? ` has ${wanted.join(' or ')} in its path` : ' was built'}`);
  out(`\n${files.length} files in ${Math.round(seconds)} s`);
}
/** The closing line, and nothing after it. */
function close(code) {
  const text = `${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}\n`;
  process.stdout.write(text, () => process.exit(code));
}

const begun = Date.now();
try {
  cluster = process.env.MC_TEST_CLUSTER || files.length === 0 ? null : await startCluster();
  const environment = { ...process.env, MC_TEST_RUN: mark, MC_TEST_CLUSTER: cluster?.ownerUrl ?? process.env.MC_TEST_CLUSTER ?? '', TMPDIR: temporary, NODE_ENV: 'test', TZ: process.env.TZ ?? 'UTC' };
  delete environment.NODE_TEST_CONTEXT;
  const inTurn = async (list) => {
    for (const group of list) {
      if (group.files.length === 0 || stopping) continue;
      out(`\n${group.name}: ${group.files.length} files`);
      await runGroup(group, environment);
    }
  };
  const last = groups.filter((group) => group.name === 'browser');
  await Promise.all([inTurn(groups.filter((group) => group.beside)), inTurn(groups.filter((group) => !group.beside && !last.includes(group)))]);
  await inTurn(last);
} catch (error) {
  failed('npm test', '(before any test)', String(error?.stack ?? error));
}
if (!stopping) {
  stopping = true;
  await clean();
  summary((Date.now() - begun) / 1000);
  close(count.failed > 0 || count.passed === 0 ? 1 : 0);
}
