import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { emptyDatabase } from '../../test/ops/seeded-database.ts';
import { readOptions } from './commands/options.ts';

interface Ran { readonly code: number; readonly stdout: string; readonly stderr: string; readonly ms: number }
const cli = join(import.meta.dirname, '..', 'cli.js');
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const begun = performance.now();
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { env: { PATH: process.env['PATH'], PORT: '0', ...env }, timeout: 120_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr, ms: performance.now() - begun });
    });
  });
}

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let dataDir: string;
let folder: string;
let env: NodeJS.ProcessEnv;
before(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'mot-cua-commands-'));
  dataDir = join(folder, 'data');
  env = { DATA_DIR: dataDir, DATABASE_URL: database.url, MOTCUA_DEMO: '0' };
});
after(async () => { await database.close(); await rm(folder, { recursive: true, force: true }); });

test('help, version and unknown commands answer without a database or a folder', async () => {
  const help = await run(['--help'], { DATA_DIR: dataDir });
  assert.equal(help.code, 0);
  for (const name of ['start', 'migrate', 'seed', 'add-admin', 'drop-second-factor', 'verify', 'doctor', 'due', 'backup', 'restore']) assert.match(help.stdout, new RegExp(`^ {2}mot-cua ${name}\\b`, 'mu'));
  assert.match(help.stdout, /sao lưu cơ sở dữ liệu/u);
  assert.match(help.stdout, /back up database and files/u);
  assert.match((await run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/u);
  const unknown = await run(['bakcup'], { DATA_DIR: dataDir });
  assert.deepEqual([unknown.code, unknown.stdout], [2, '']);
  assert.match(unknown.stderr, /Không có lệnh «bakcup»/u);
  assert.deepEqual((await run(['backup', '--help'])).code, 0);
  await assert.rejects(readdir(dataDir), 'none of these makes a folder');
});

test('due answers from the national calendar alone, at once; a year without a calendar is exit status 2', async () => {
  const due = await run(['due', '--received', '2026-08-26T09:00:00+07:00', '--term', '3 working days', '--json']);
  assert.equal(due.code, 0);
  const answer = JSON.parse(due.stdout) as { due: string; explanation: string };
  assert.equal(answer.due, '2026-09-03T09:00:00+07:00');
  assert.match(answer.explanation, /Quốc khánh/u);
  const missing = await run(['due', '--received', '2031-08-26T09:00:00+07:00', '--term', '3 working days']);
  assert.deepEqual([missing.code, missing.stdout], [2, '']);
  assert.match(missing.stderr, /2031/u);
});

test('without an installation nothing is made up: verify, backup and doctor say what is missing', async () => {
  for (const args of [['verify'], ['backup', join(folder, 'x')], ['doctor']]) {
    const ran = await run(args, { DATA_DIR: join(folder, 'nowhere'), DATABASE_URL: database.url });
    assert.equal(ran.code, 1, args[0]);
    assert.match(ran.stderr, /There is no installation in/u);
  }
  const restore = await run(['restore', join(folder, 'x')], { DATA_DIR: join(folder, 'nowhere'), DATABASE_URL: database.url });
  assert.equal(restore.code, 1);
  assert.match(restore.stderr, /keyring .* is missing/u);
});

test('a wrong setting or option is exit status 2, in words', async () => {
  const wrong = await run(['migrate'], { ...env, PUBLIC_URL: 'ftp://x' });
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /PUBLIC_URL/u);
  for (const args of [['verify', '--fiels', 'all'], ['verify', '--files', 'some'], ['backup'], ['backup', 'a', 'b'], ['restore'], ['doctor', 'now'], ['add-admin', '--name', 'x'], ['drop-second-factor'], ['drop-second-factor', 'a', 'b']]) assert.equal((await run(args, env)).code, 2, args.join(' '));
});

test('migrate, add-admin, doctor, verify, backup and restore on an installation of one’s own', async () => {
  const migrated = await run(['migrate'], env);
  assert.equal(migrated.code, 0, migrated.stderr);
  assert.match(migrated.stdout, /✓ 0030_dossier\.sql/u);
  assert.match((await run(['migrate'], env)).stdout, /^0 bước mới/u);
  const admin = ['add-admin', '--agency-code', 'H36.23095', '--agency-name', 'Ủy ban nhân dân xã Hàm Liêm', '--agency-short-name', 'xã Hàm Liêm', '--commune-code', '23095', '--name', 'Người Quản Trị', '--title', 'Quản trị hệ thống', '--username', 'quantri'];
  const added = await run(admin, env);
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stdout, /one-time password: [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n/u);
  const twice = await run(admin, env);
  assert.equal(twice.code, 1);
  assert.match(twice.stderr, /There are officers already/u);

  const doctor = await run(['doctor', '--json'], env);
  const lines = (JSON.parse(doctor.stdout) as { lines: { about: string; state: string; found: string; mend?: string }[] }).lines;
  const line = (about: string) => lines.find((one) => one.about.startsWith(about));
  assert.equal(doctor.code, 1, 'an installation without mail, calendar and backup is not in order');
  for (const about of ['Node.js', 'PostgreSQL', 'Bảng mã', 'Cấu trúc', 'Quyền', 'Đồng hồ', 'Quản trị viên' , 'In giấy', 'Tệp khóa']) assert.notEqual(line(about)?.state, 'bad', `${about}: ${line(about)?.found}`);
  for (const about of ['Thư', 'Tin nhắn', 'Đăng nhập', 'Lịch', 'Sao lưu / backup']) assert.equal(line(about)?.state, 'bad', about);
  // The cluster of the tests runs without fsync: exactly what must never go unnoticed.
  assert.equal(line('Ghi bền')?.state, 'bad');
  for (const one of lines.filter((found) => found.state !== 'ok')) assert.ok(one.mend && one.mend.length > 10, `${one.about} has no remedy`);

  const verified = await run(['verify', '--json'], env);
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  assert.equal((JSON.parse(verified.stdout) as { ok: boolean }).ok, true);
  const archive = join(folder, 'backup.tar.gz');
  const backup = await run(['backup', archive], env);
  assert.equal(backup.code, 0, backup.stderr);
  assert.match(backup.stdout, /The keys are NOT in this backup\. They lie in .*keyring\.json/u);
  const check = await run(['restore', archive, '--check'], env);
  assert.deepEqual([check.code, /^✓ /u.test(check.stdout)], [0, true]);
  const refused = await run(['restore', archive], env);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /database is not empty/u);
  assert.match((await run(['doctor'], env)).stdout, /✓ Sao lưu \/ backup: .*backup\.tar\.gz/u);
});

test('doctor sees a keyring that others can read, a right too many and a migration that was changed', async () => {
  await chmod(join(dataDir, 'keyring.json'), 0o644);
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query("GRANT DELETE ON dossier_event TO motcua_app; ALTER TABLE notice_message NO FORCE ROW LEVEL SECURITY; UPDATE platform_migration SET sha256 = repeat('0', 64) WHERE name = '0030_dossier.sql'");
  await owner.query("INSERT INTO graphile_worker._private_tasks (identifier) VALUES ('make-paper') ON CONFLICT DO NOTHING");
  await owner.query("SELECT graphile_worker.add_job('make-paper', '{}', max_attempts => 1)");
  await owner.query('UPDATE graphile_worker._private_jobs SET attempts = 1');
  const ran = await run(['doctor'], env);
  await owner.end();
  assert.equal(ran.code, 1);
  assert.match(ran.stdout, /✗ Tệp khóa .*can be read by others/u);
  assert.match(ran.stdout, /✗ Quyền .*motcua_app: DELETE dossier_event.*notice_message/u);
  assert.match(ran.stdout, /✗ Cấu trúc .*0030_dossier\.sql/u);
  assert.match(ran.stdout, /✗ Việc nền bỏ cuộc .*1/u);
});

test('options: values, flags, the rest; what is unknown or empty is a problem', () => {
  const known = { values: ['files'], flags: ['json'] };
  assert.deepEqual(readOptions(['a', '--files', 'all', '--json'], known), { ok: true, values: { files: 'all' }, flags: new Set(['json']), rest: ['a'] });
  assert.deepEqual(readOptions(['--files=none'], known), { ok: true, values: { files: 'none' }, flags: new Set(), rest: [] });
  for (const argv of [['--files'], ['--files='], ['--json=1'], ['--x']]) assert.equal(readOptions(argv, known).ok, false, argv.join(' '));
});
