import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { GUESS_LIMITS } from '../../src/wiring/guess-limits.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { Page } from '../support/browse.ts';
import { aCounterDossier, aGuest, anOfficer } from '../support/people.ts';
import { noFault } from './answers.ts';

/** Codes are counted up by law, so anybody can name one; the secret on the slip is all that stands before it. */
describe('a code with the wrong secret 1,000 times', () => {
  let app: TestApp;
  let known: { readonly code: string; readonly secret: string };
  const NEVER = 'H36.23095-260302-9999';
  before(async () => {
    app = await startTestApp({ trustProxy: true });
    const id = await aCounterDossier(app, await anOfficer(app, 'tiepnhan.hamliem'));
    const { code } = (await app.database.owner.query<{ code: string }>('SELECT code FROM dossier WHERE id = $1', [id])).rows[0] ?? assert.fail();
    known = { code, secret: app.core.dossier.trackingSecret(id) };
    assert.notEqual(code, NEVER);
  });
  after(() => app.close());

  const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  /** Eight letters, another combination for each number; never the right one. */
  const wrong = (n: number): string => { const made = Array.from({ length: 8 }, (_, at) => LETTERS[Math.floor(n / 32 ** (at % 3) + at * 7) % 32]).join(''); return made === known.secret ? '11111111' : made; };
  /** A browser without cookies, at this address. */
  async function from(address: string, path: string): Promise<Page> {
    const visitor = app.visitor();
    visitor.strict = false;
    const answer = await visitor.fetch(app.url + path, 'GET', null, { 'x-forwarded-for': address });
    return new Page(answer.bytes.toString('utf8'), answer.status, answer.url);
  }
  const page = (code: string, secret: string): string => `/tra-cuu?ma=${encodeURIComponent(code)}&bi-mat=${encodeURIComponent(secret)}`;
  /** What is left of an answer without what was typed and what is new in every page. */
  const shape = (answer: Page, typed: string): string => answer.html.replaceAll(typed, '·').replaceAll(encodeURIComponent(typed), '·').replace(/value="[^"]*"/gu, 'value').replace(/ve=[^"&]*/gu, 've').replace(/(href|action)="\/tra-cuu[^"]*"/gu, '$1');
  const counted = (answers: readonly Page[]): Record<string, number> => Object.fromEntries([...Map.groupBy(answers, (answer) => String(answer.status))].map(([status, of]) => [status, of.length]));
  async function tries(addressOf: (n: number) => string, code: string, many: number, first = 0): Promise<Page[]> {
    const answers: Page[] = [];
    for (let n = 0; n < many; n += 8) answers.push(...await Promise.all(Array.from({ length: Math.min(8, many - n) }, (_, at) => from(addressOf(n + at), n % 16 === 0 ? page(code, wrong(first + n + at)) : `/api/v1/dossiers/${code}?secret=${wrong(first + n + at)}`))));
    return answers;
  }

  test('a code with the wrong secret 1,000 times from one address: a few times «not found», then «wait», never the dossier', async (t) => {
    const answers = await tries(() => '203.0.0.2', known.code, 500);
    t.diagnostic(JSON.stringify(counted(answers)));
    const found = answers.filter((answer) => answer.status === 404).length;
    assert.ok(found >= GUESS_LIMITS.address && found < GUESS_LIMITS.address + 8, 'as many as the limit says, and those that were under way together');
    assert.ok(answers.every((answer) => [404, 429].includes(answer.status)));
    assert.ok(answers.every((answer) => !answer.html.includes('chứng thực')), 'nothing of the dossier');
    assert.equal((await from('203.0.0.2', page(NEVER, wrong(1)))).status, 429, 'this address waits, whatever it asks');
  });
  test('a code with the wrong secret 1,000 times from a hundred addresses: the code itself has its limit', async (t) => {
    app.clock.forward(GUESS_LIMITS.windowMs + 1_000);
    const answers = await tries((n) => `203.0.1.${1 + (n % 100)}`, known.code, 500, 500);
    t.diagnostic(JSON.stringify(counted(answers)));
    const found = answers.filter((answer) => answer.status === 404).length;
    assert.ok(found >= GUESS_LIMITS.code && found < GUESS_LIMITS.code + 8);
    assert.equal((await from('203.0.3.1', page(known.code, wrong(2)))).status, 429, 'nor does another address help');
    assert.equal((await from('203.0.3.1', page(NEVER, wrong(2)))).status, 404, 'while that address itself is free');
  });
  test('a code with the wrong secret 1,000 times never tells whether the code exists', async () => {
    const blocked = await from('203.0.3.2', page(known.code, wrong(3)));
    // A code that never was gets as many tries, and the same words before and after.
    const answers = await tries((n) => `203.0.4.${1 + (n % 100)}`, NEVER, GUESS_LIMITS.code + 16, 1000);
    const found = answers.filter((answer) => answer.status === 404).length;
    assert.ok(found > GUESS_LIMITS.code - 8 && found < GUESS_LIMITS.code + 8);
    const blockedToo = await from('203.0.3.3', page(NEVER, wrong(3)));
    assert.deepEqual([blocked.status, blockedToo.status], [429, 429]);
    assert.equal(shape(blocked, known.code), shape(blockedToo, NEVER));
    app.clock.forward(GUESS_LIMITS.windowMs + 1_000);
    const [there, never] = [await from('203.0.3.4', page(known.code, wrong(4))), await from('203.0.3.5', page(NEVER, wrong(4)))];
    assert.deepEqual([there.status, never.status], [404, 404]);
    assert.equal(shape(there, known.code), shape(never, NEVER));
  });
  test('a code with the wrong secret 1,000 times: both answers say in words what happened and how to mend it', async () => {
    app.clock.forward(GUESS_LIMITS.windowMs + 1_000);
    const missed = await from('203.0.5.1', page(known.code, 'SAIMATDO'));
    noFault(missed);
    assert.deepEqual(missed.errors, ['Không có hồ sơ nào khớp cả hai mã. Xem lại từng chữ trên giấy hẹn; chữ O là số 0.']);
    assert.equal(missed.shown('ma'), known.code, 'what was typed stays');
    assert.equal(missed.shown('bi-mat'), 'SAIMATDO');
    await tries(() => '203.0.5.1', known.code, GUESS_LIMITS.address, 2000);
    const told = await from('203.0.5.1', page(known.code, 'SAIMATDO'));
    assert.equal(told.status, 429);
    noFault(told);
    assert.deepEqual(told.errors, ['Đã thử sai nhiều lần. Chờ 10 phút rồi thử lại, hoặc gọi xã.']);
    assert.equal(told.shown('ma'), known.code);
  });
  test('a code with the wrong secret 1,000 times: after the wait the rightful person gets in, mistyping as people do', async () => {
    assert.equal((await from('203.0.5.1', page(known.code, known.secret))).status, 429, 'not before: else the answer itself would be the try');
    app.clock.forward(GUESS_LIMITS.windowMs + 1_000);
    const person = await aGuest(app);
    for (const typed of [known.secret, known.secret.toLowerCase(), ` ${known.secret.slice(0, 4)}-${known.secret.slice(4)} `, known.secret.replaceAll('0', 'O').replaceAll('1', 'l')]) {
      const answer = await person.visitor.fetch(app.url + page(known.code, typed));
      assert.equal(answer.status, 200, typed);
      assert.match(answer.page.main, /chứng thực/iu);
    }
    assert.equal((await from('203.0.5.1', page(known.code, known.secret))).status, 200, 'from the very address, too');
  });
});
