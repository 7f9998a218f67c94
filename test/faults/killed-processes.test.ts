import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pdf } from '../../fixtures/files/make-files.ts';
import { catalogStore } from '../../src/modules/catalog/index.ts';
import { draftStore, type Draft } from '../../src/modules/dossier/index.ts';
import { mergePage, parsePage, relevantPages, type Body } from '../../src/modules/eform/domain/index.ts';
import { cookieNames, cookieSecrets } from '../../src/modules/identity/index.ts';
import { systemIds } from '../../src/platform/crypto/ids.ts';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { ensureLogins } from '../../src/platform/postgres/migrate.ts';
import { openDatabase } from '../../src/platform/postgres/pools.ts';
import type { Answers, Facts } from '../../src/shared/condition.ts';
import { addDays, vietnamDate } from '../../src/shared/plain-date.ts';

/** The whole program as `npm start` runs it, with its own PostgreSQL (fsync on), killed from outside at the worst moments. */
const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.js');
const dataDir = mkdtempSync(join(tmpdir(), 'mc-killed-'));
let base = '';
let program: ChildProcess;
let owner: pg.Client;

before(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  program = spawn(process.execPath, [CLI, 'start'], { env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, MOTCUA_DEMO: '1', DATABASE_URL: '', LOG_LEVEL: 'silent' }, stdio: 'ignore' });
  await ready(90_000);
});
beforeEach(async () => { await ready(30_000); owner = await connect(); });
afterEach(async () => { await owner.end().catch(() => undefined); });
after(async () => {
  const ended = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGTERM');
  await Promise.race([ended, pause(20_000)]);
  // Where root may not run PostgreSQL the cluster lives outside of the data directory.
  const cluster = dirname(clusterDir());
  if (cluster !== dataDir) rmSync(cluster, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

const ownerUrl = (): string => `postgresql://postgres:${encodeURIComponent(readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim())}@/postgres?host=${encodeURIComponent(socketDir())}`;
const socketDir = (): string => readFileSync(join(clusterDir(), 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
function clusterDir(): string {
  try { return join(readFileSync(join(dataDir, 'postgres-is-at.txt'), 'utf8').trim(), 'postgres'); } catch { return join(dataDir, 'postgres'); }
}
async function connect(): Promise<pg.Client> {
  for (let tried = 0; ; tried++) {
    const client = new pg.Client({ connectionString: ownerUrl() });
    client.on('error', () => undefined);
    try { await client.connect(); return client; } catch (error) { await client.end().catch(() => undefined); if (tried > 100) throw error; await pause(100); }
  }
}
async function ready(withinMs: number): Promise<void> {
  for (const until = Date.now() + withinMs; ;) {
    const answer = await fetch(`${base}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    if (Date.now() > until) throw new Error('the program did not get ready');
    await pause(60);
  }
}
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, 'localhost', () => { const at = probe.address(); probe.close(() => resolve(typeof at === 'object' && at ? at.port : 0)); });
  });
}
/** Process ids of the program's parts, by the file that they run. */
function pidOf(part: 'web' | 'worker'): number {
  const found = spawnSync('pgrep', ['-P', String(program.pid), '-f', `src/${part}.js`], { encoding: 'utf8' }).stdout.trim().split('\n').map(Number);
  return found[0] ?? 0;
}

interface Ready { readonly draftId: string; readonly guestKey: string; readonly headers: Record<string, string>; readonly body: URLSearchParams }

/** A draft of the birth form with its paper, ready for the last press; made through the program's own stores and its upload page. */
async function readyDraft(): Promise<Ready> {
  const keyring = loadKeyring(join(dataDir, 'keyring.json'), false);
  const urls = await ensureLogins(ownerUrl(), join(dataDir, 'database-logins.json'));
  const db = openDatabase({ url: urls.app, readers: 1, writers: 1 });
  try {
    const now = new Date();
    const version = await catalogStore(db).publishedByCode('1.001193');
    assert.ok(version?.content.form);
    const secrets = cookieSecrets(keyring);
    const { cookie, guestKey } = secrets.newGuest(now);
    const csrf = secrets.csrf(`guest:${guestKey}`);
    const draft: Draft = {
      id: systemIds.uuid(), citizenId: null, guestKey, officerId: null, procedure: version.content.code, version: version.id, agencyId: 2, channel: 'online', shortCode: systemIds.secret(10), revision: 1, changedAt: now, expiresAt: new Date(now.getTime() + 86_400_000), dossierId: null, supplements: null,
      content: { answers: birthAnswers(version.content.form, now), assurance: 'none', filedBy: 'self', visited: [], owner: { name: 'Người thử', personalId: '068198012345' }, contact: { phone: '0912345678' }, delivery: { methods: ['electronic'], copies: 0 }, screening: { qBirthPlace: 'viet-nam', qParents: 'viet-nam', qMarried: 'roi', qProof: 'co' } },
    };
    await draftStore(db, keyring).create({ kind: 'guest', guestKey }, draft);
    const headers = { cookie: `${cookieNames(false).guest}=${encodeURIComponent(cookie)}`, origin: base };
    const form = new FormData();
    form.append('_csrf', csrf);
    form.append('giay.giay-chung-sinh', new Blob([new Uint8Array(pdf({ pages: 1 }))], { type: 'application/pdf' }), 'giay chung sinh.pdf');
    const sent = await fetch(`${base}/nhap/${draft.id}/giay-to`, { method: 'POST', headers, body: form, redirect: 'manual' });
    assert.equal(sent.status, 303, await sent.text());
    return { draftId: draft.id, guestKey, headers, body: new URLSearchParams({ _csrf: csrf, _key: `khoa-${systemIds.secret(12)}`, 'cam-doan': 'co' }) };
  } finally {
    await db.close();
  }
}
function birthAnswers(form: NonNullable<Awaited<ReturnType<ReturnType<typeof catalogStore>['publishedByCode']>>>['content']['form'] & {}, now: Date): Answers {
  const [journey] = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'forms', 'journeys.json'), 'utf8')) as { pages: Record<string, Record<string, string>> }[];
  const born = addDays(vietnamDate(now), -20);
  let answers: Answers = {};
  for (let at = 0; ; at++) {
    const facts: Facts = { answers, channel: 'online', today: vietnamDate(now) };
    const page = relevantPages(form, facts)[at];
    if (!page) return answers;
    const typed: Body = { ...journey?.pages[page.key], ...(page.key === 'ngay-sinh' ? { 'birthDate.day': born.slice(8), 'birthDate.month': born.slice(5, 7), 'birthDate.year': born.slice(0, 4) } : {}) };
    const parsed = parsePage(page, typed, facts);
    assert.deepEqual(parsed.errors, [], page.key);
    answers = mergePage(page, answers, parsed.answers);
  }
}
const submit = (one: Ready): Promise<Response> => fetch(`${base}/nhap/${one.draftId}/nop`, { method: 'POST', headers: one.headers, body: one.body, redirect: 'manual' });
const dossiersOf = async (one: Ready): Promise<{ readonly dossiers: number; readonly events: number; readonly files: number; readonly bound: string | null }> => {
  const { rows } = await owner.query<{ dossiers: number; events: number; files: number; bound: string | null }>(
    `SELECT (SELECT count(*)::int FROM dossier WHERE guest_key = $1) AS dossiers, (SELECT count(*)::int FROM dossier_event e JOIN dossier d ON d.id = e.dossier_id WHERE d.guest_key = $1 AND e.kind = 'submitted') AS events,
            (SELECT count(*)::int FROM document_file f JOIN dossier d ON d.id = f.dossier_id WHERE d.guest_key = $1 AND f.paper = 'giay-chung-sinh') AS files, (SELECT dossier_id FROM dossier_draft WHERE id = $2) AS bound`, [one.guestKey, one.draftId]);
  return rows[0] ?? { dossiers: -1, events: -1, files: -1, bound: null };
};
const once = async (one: Ready, when: string): Promise<void> => {
  const found = await dossiersOf(one);
  assert.deepEqual({ ...found, bound: found.bound !== null }, { dossiers: 1, events: 1, files: 1, bound: true }, when);
};

test('web killed inside and right after the commit of a submission: the same form sent again gives one whole dossier', async () => {
  const delays = [0, 4, 9, 15, 22, 30];
  for (const delay of delays) {
    const one = await readyDraft();
    const first = submit(one).then((answer) => answer.status, () => 'cut off');
    await pause(delay);
    process.kill(pidOf('web'), 'SIGKILL');
    const acknowledged = await first;
    if (acknowledged === 303) await once(one, `acknowledged before the kill at ${delay} ms`);
    await pause(150);
    await ready(20_000);
    const again = await submit(one);
    assert.equal(again.status, 303, `after the kill at ${delay} ms`);
    assert.match(again.headers.get('location') ?? '', /^\/ho-so\/[0-9a-f-]{36}\/da-nop$/u);
    await once(one, `after the kill at ${delay} ms`);
  }
});

test('PostgreSQL killed under submissions: what was acknowledged is there, the rest can be sent again, nothing is there twice', async () => {
  const many = await Promise.all(Array.from({ length: 6 }, readyDraft));
  const answers = many.map((one) => submit(one).then((answer) => answer.status, () => 'cut off'));
  await pause(12);
  process.kill(Number(readFileSync(join(clusterDir(), 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  const first = await Promise.all(answers);
  assert.ok(first.every((status) => status === 303 || status === 503 || status === 'cut off'), `a clear answer, never a broken page: ${first.join(' ')}`);
  await owner.end().catch(() => undefined);
  await pause(800);
  await ready(30_000);
  owner = await connect();
  for (const [at, one] of many.entries()) {
    if (first[at] === 303) await once(one, 'acknowledged before the kill');
    const again = await submit(one);
    assert.equal(again.status, 303);
    await once(one, 'after the server was started again');
  }
});

test('a form sent five times at once, and once more later, is one dossier', async () => {
  const one = await readyDraft();
  const answers = await Promise.all(Array.from({ length: 5 }, () => submit(one)));
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [303]);
  assert.equal(new Set(answers.map((answer) => answer.headers.get('location'))).size, 1);
  assert.equal((await submit(one)).headers.get('location'), answers[0]?.headers.get('location'));
  await once(one, 'five at once');
});

test('worker killed while it makes papers and sends messages: everything owed is made, each paper once', async () => {
  const one = await readyDraft();
  assert.equal((await submit(one)).status, 303);
  process.kill(pidOf('worker'), 'SIGKILL');
  const { bound } = await dossiersOf(one);
  for (const until = Date.now() + 60_000; ;) {
    const { rows } = await owner.query<{ n: number }>("SELECT count(*)::int AS n FROM dossier_paper WHERE dossier_id = $1 AND template = 'xac-nhan-da-nop'", [bound]);
    if (rows[0]?.n === 1) break;
    // A dead worker's jobs are locked for hours: what the program does about it is the worker's own start.
    assert.ok(Date.now() < until, 'the receipt was not made');
    await pause(200);
  }
});

test('afterwards every dossier is what its events say', () => {
  const verified = spawnSync(process.execPath, [CLI, 'verify'], { env: { ...process.env, DATA_DIR: dataDir, MOTCUA_DEMO: '1', DATABASE_URL: '' }, encoding: 'utf8' });
  assert.equal(verified.status, 0, `${verified.stdout}${verified.stderr}`);
});
