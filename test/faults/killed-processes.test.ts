import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
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
import { killWebAtCommit } from '../support/kill-at-commit.ts';
import { poolOf, startProgram, type Program } from '../support/program.ts';
import { until } from '../support/until.ts';

/** The whole program as `npm start` runs it, with its own PostgreSQL (fsync on), killed from outside at the worst moments. */
let program: Program;
let owner: pg.Pool;

before(async () => { program = await startProgram({}); });
beforeEach(async () => { await program.ready(30_000); owner = poolOf(program); });
afterEach(() => owner.end());
after(() => program?.stop());

interface Ready { readonly draftId: string; readonly guestKey: string; readonly headers: Record<string, string>; readonly body: URLSearchParams }

/** A draft of the birth form with its paper, ready for the last press; made through the program's own stores and its upload page. */
async function readyDraft(): Promise<Ready> {
  const keyring = loadKeyring(join(program.dataDir, 'keyring.json'), false);
  const urls = await ensureLogins(program.ownerUrl(), join(program.dataDir, 'database-logins.json'));
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
    const headers = { cookie: `${cookieNames(false).guest}=${encodeURIComponent(cookie)}`, origin: program.base };
    const form = new FormData();
    form.append('_csrf', csrf);
    form.append('giay.giay-chung-sinh', new Blob([new Uint8Array(pdf({ pages: 1 }))], { type: 'application/pdf' }), 'giay chung sinh.pdf');
    const sent = await fetch(`${program.base}/nhap/${draft.id}/giay-to`, { method: 'POST', headers, body: form, redirect: 'manual' });
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
const submit = (one: Ready): Promise<Response> => fetch(`${program.base}/nhap/${one.draftId}/nop`, { method: 'POST', headers: one.headers, body: one.body, redirect: 'manual' });
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

/** Sent again once the program is back: the whole dossier, once. */
async function sentAgain(one: Ready, when: string): Promise<void> {
  const again = await submit(one);
  assert.equal(again.status, 303, when);
  assert.match(again.headers.get('location') ?? '', /^\/ho-so\/[0-9a-f-]{36}\/da-nop$/u);
  await once(one, when);
}
for (const lost of [true, false]) {
  test(`web killed ${lost ? 'inside' : 'right after'} the commit of a submission: ${lost ? 'nothing of it is there' : 'it is there'}, and the same form sent again gives one whole dossier`, async () => {
    const one = await readyDraft();
    await killWebAtCommit({ program, owner }, 'dossier', 'INSERT', lost, async () => { assert.equal((await submit(one)).status, 303); }, async () => assert.equal((await dossiersOf(one)).dossiers, 0));
    if (lost) assert.deepEqual(await dossiersOf(one), { dossiers: 0, events: 0, files: 0, bound: null }); else await once(one, 'committed before the kill');
    await sentAgain(one, 'after the kill');
  });
}
test('web killed at any moment of a submission: what was acknowledged is there, and the same form sent again gives one whole dossier', async () => {
  for (const delay of [0, 6, 14]) {
    const one = await readyDraft();
    const first = submit(one).then((answer) => answer.status, () => 'cut off');
    await pause(delay);
    await program.kill('web');
    const acknowledged = await first;
    if (acknowledged === 303) await once(one, `acknowledged before the kill at ${delay} ms`);
    await pause(150);
    await program.ready(20_000);
    await sentAgain(one, `after the kill at ${delay} ms`);
  }
});

test('PostgreSQL killed under submissions: what was acknowledged is there, the rest can be sent again, nothing is there twice', async () => {
  const many = await Promise.all(Array.from({ length: 6 }, readyDraft));
  const answers = many.map((one) => submit(one).then((answer) => answer.status, () => 'cut off'));
  await pause(12);
  await program.kill('database');
  const first = await Promise.all(answers);
  assert.ok(first.every((status) => status === 303 || status === 503 || status === 'cut off'), `a clear answer, never a broken page: ${first.join(' ')}`);
  await owner.end();
  await pause(800);
  await program.ready(30_000);
  owner = poolOf(program);
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
  await program.kill('worker');
  const { bound } = await dossiersOf(one);
  // A dead worker's jobs are locked for hours: what the program does about it is the worker's own start.
  await until('the receipt is made', async () => (await owner.query<{ n: number }>("SELECT count(*)::int AS n FROM dossier_paper WHERE dossier_id = $1 AND template = 'xac-nhan-da-nop'", [bound])).rows[0]?.n === 1);
  // SMS centre and mail are part of the start; their page shows what has arrived.
  const { mailbox } = JSON.parse(readFileSync(join(program.dataDir, 'simulators.json'), 'utf8')) as { readonly mailbox: number };
  await until('a message to the person stands on the demo’s page', async () => /Đến 84912345678[\s\S]*Da nhan ho so T-/u.test(await (await fetch(`http://localhost:${mailbox}/`)).text()));
});

test('afterwards every dossier is what its events say', () => {
  const verified = program.command('verify');
  assert.equal(verified.status, 0, verified.out);
});
