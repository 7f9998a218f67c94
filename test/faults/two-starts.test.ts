import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { removeData } from '../support/remove-data.ts';
import { until } from '../support/until.ts';

/** Two programs told to run on the same data: the second would give out the same numbers and do the same work. */
const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.js');
let dataDir: string;
let port: number;
let running: ChildProcess;

before(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'mc-two-'));
  // Where root starts it, PostgreSQL is another user's and must reach its cluster here.
  chmodSync(dataDir, 0o755);
  port = await freePort();
  running = await begin(port);
});
after(async () => {
  if (running?.exitCode === null) { const ended = new Promise((resolve) => running.once('exit', resolve)); running.kill('SIGTERM'); await ended; }
  removeData(dataDir);
});

const env = (at: number): NodeJS.ProcessEnv => ({ ...process.env, PORT: String(at), DATA_DIR: dataDir, MOTCUA_DEMO: '0', DATABASE_URL: '', LOG_LEVEL: 'silent' });
async function begin(at: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [CLI, 'start'], { env: env(at), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  await until('the program is ready', async () => {
    assert.equal(child.exitCode, null, said);
    return (await fetch(`http://localhost:${at}/readyz`).catch(() => null))?.status === 200;
  });
  return child;
}
const command = (at: number, ...words: string[]): { readonly status: number | null; readonly out: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { env: env(at), encoding: 'utf8', timeout: 60_000 });
  return { status, out: `${stdout}${stderr}` };
};
const serves = async (): Promise<boolean> => (await fetch(`http://localhost:${port}/readyz`)).status === 200;

test('a second start on the same data refuses, on another port and on the same one, and says which process has it; the first goes on', async () => {
  for (const at of [await freePort(), port]) {
    const { status, out } = command(at, 'start');
    assert.equal(status, 1, out);
    assert.match(out, new RegExp(`Một Cửa đang chạy trên .*: tiến trình ${running.pid}, từ .*http://localhost:${port}\\. Dừng chương trình đó trước`, 'u'));
    assert.match(out, new RegExp(`is running on .* already: process ${running.pid}, since `, 'u'));
    assert.doesNotMatch(out, /taken/u);
  }
  assert.ok(await serves());
});

test('commands beside the running program go on', async () => {
  for (const words of [['verify'], ['migrate'], ['backup', join(dataDir, 'ban-sao.tar.gz')]]) {
    const { status, out } = command(port, ...words);
    assert.equal(status, 0, `${words[0]}: ${out}`);
  }
  assert.ok(await serves());
});

test('killed without warning, the first leaves nothing in the way: the next start takes its data and its port', async () => {
  const first = running;
  const gone = new Promise((resolve) => first.once('exit', resolve));
  first.kill('SIGKILL');
  await gone;
  running = await begin(port);
  assert.notEqual(running.pid, first.pid);
  const { status, out } = command(await freePort(), 'start');
  assert.equal(status, 1);
  assert.match(out, new RegExp(`tiến trình ${running.pid},`, 'u'));
});
