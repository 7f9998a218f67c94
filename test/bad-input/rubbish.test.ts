import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Route } from '../../src/platform/http/route.ts';
import { EXPECTED } from '../security/expected.ts';
import { addressOf, arrangeMatrix, lettingIn, tokenOf, type Arranged } from '../security/matrix.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { multipartBody, type Answer, type PickedFile } from '../support/browse.ts';
import { noFault } from './answers.ts';

/** What a box may hold that nobody meant: broken phones, pasted tables, scanners that type, people who try. */
const RUBBISH: Readonly<Record<string, readonly string[]>> = {
  'nothing at all': [''],
  'more than anybody types': ['ă'.repeat(7_000)],
  'signs that cannot be seen': ['\u0000\u0007\u001b[31m\u200b\u202e\ufeff'],
  'half a letter': ['\ud83d', '\udc00a'],
  'letters under letters': [`${'a\u0301\u0323\u0306'.repeat(60)} ỗ ﷽ 👩‍👩‍👧`],
  'a statement of a database': ["'; DROP TABLE dossier; --", '%\\_%'],
  'a page': ['"><script>alert(1)</script><h1>x', '{{7*7}} ${7*7} <%= 7 %>'],
  'a way out of the house': ['../../../../etc/passwd', 'file:///etc/passwd', 'https://xau.example/'],
  'numbers beyond numbers': ['1e309', '-1', '99999999999999999999', '0x1F', '١٢٣', '1.5.5'],
  'ids and days that are none': ['00000000-0000-0000-0000-000000000000', '0000-00-00', '2026-02-31', '31/02/2026'],
  'the same box twice': ['một', 'hai'],
  'data in place of words': ['{"a":[1,{"b":null}]}', '[object]', 'true', 'null'],
};
/** Bodies that are no form at all. */
const BODIES: readonly (readonly [string, string, string])[] = [['application/json', '{"a":{"b":[1]}}', 'JSON'], ['application/json', '[', 'half of JSON'], ['text/plain', 'xin chào', 'a plain text'], ['application/x-www-form-urlencoded', '%FF%FE=%C3&&=&a=%', 'broken escapes'], ['application/octet-stream', '\u0000\u0001', 'bytes'], ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="_csrf', 'half a form with files']];
const FILE: PickedFile = { name: '../..\\\u0000CON\u202efdp.exe', type: 'application/pdf', bytes: Buffer.from('MZ\u0000rác') };
const AT_ONCE = 4;

describe('rubbish in every form that writes, from somebody who may write', () => {
  let app: TestApp;
  let arranged: Arranged;
  before(async () => { app = await startTestApp({ log: true }); arranged = await arrangeMatrix(app); });
  after(() => app.close());

  /** Boxes of the form: those that its schema names, those of the page on which it stands. */
  async function boxesOf(one: Route, address: string, see: (at: string) => Promise<Answer>): Promise<readonly string[]> {
    const shape = (one.body as { readonly shape?: Readonly<Record<string, unknown>> } | undefined)?.shape ?? {};
    const names = new Set([...Object.keys(shape), ...Object.keys(EXPECTED[`POST ${one.path}`]?.body ?? {})]);
    const path = new URL(address).pathname;
    for (const at of [address, address.replace(/\/[^/]*$/u, '')]) {
      const form = (await see(at)).page.forms.find((candidate) => candidate.action.split('?')[0] === path);
      for (const control of form?.controls ?? []) if (control.name) names.add(control.name);
    }
    for (const own of ['_csrf', '_key']) names.delete(own);
    return [...names];
  }

  test('never a fault: always an answer in words', async (t) => {
    const wrong: string[] = [];
    let sent = 0;
    let met = 0;
    const statuses = new Map<number, number>();
    const judge = (what: string, answer: Answer): void => {
      sent++;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500) { wrong.push(`${what}: ${answer.status}`); return; }
      if (answer.status < 400 || !/^text\/html/u.test(answer.headers.get('content-type') ?? '')) return;
      try { noFault(answer.page); } catch (error) { wrong.push(`${what}: ${(error as Error).message.slice(0, 300)}`); }
    };
    const walk = async (one: Route): Promise<void> => {
      const row = EXPECTED[`POST ${one.path}`] ?? assert.fail(one.path);
      const { caller, thing } = lettingIn(arranged, row);
      const someone = row.ends ? await caller.again() : caller.someone;
      const { visitor } = someone;
      visitor.strict = false;
      const address = addressOf(app, one.path, thing);
      const token = await tokenOf(app, caller, someone);
      const boxes = await boxesOf(one, address, (at) => visitor.fetch(at));
      if (boxes.length > 0) met++;
      for (const [kind, values] of Object.entries(RUBBISH)) {
        const pairs = boxes.flatMap((name, at): [string, string][] => (kind === 'the same box twice' ? values.map((value) => [name, value]) : [[name, values[at % values.length] ?? '']]));
        const fields: [string, string][] = [['_csrf', token], ...(kind === 'numbers beyond numbers' ? [] : [['_key', 'khoa-rac-0123456789'] as [string, string]]), ...pairs];
        judge(`${one.path} with ${kind}`, await visitor.fetch(address, 'POST', one.multipart ? multipartBody([...fields, ...boxes.slice(0, 3).map((name): [string, PickedFile] => [name, FILE])]) : new URLSearchParams(fields)));
        // Signing out once is enough: the rest would be somebody else’s.
        if (row.ends) break;
      }
      const [type, body, name] = BODIES[sent % BODIES.length] ?? assert.fail();
      judge(`${one.path} with ${name}`, await visitor.fetch(address, 'POST', body, { 'content-type': type, 'x-csrf-token': token }));
    };
    const routes = app.routes.filter((one) => one.method === 'POST' && !one.machine);
    const waiting = [...routes];
    await Promise.all(Array.from({ length: AT_ONCE }, async () => { for (let one = waiting.shift(); one; one = waiting.shift()) await walk(one); }));
    t.diagnostic(`${routes.length} forms (${met} with boxes of their own), ${sent} posts: ${[...statuses].sort().map(([status, count]) => `${count} × ${status}`).join(', ')}`);
    assert.deepEqual(wrong, []);
    assert.ok(met > routes.length / 2, 'most forms have boxes that were found');
    assert.ok((statuses.get(400) ?? 0) + (statuses.get(422) ?? 0) + (statuses.get(409) ?? 0) > sent / 2, 'most of it was really looked at and refused');
  });
  test('the same in addresses and searches', async () => {
    const visitor = app.visitor();
    visitor.strict = false;
    for (const at of ['/tim?q=%00', '/tra-cuu?ma=%00&bi-mat=%00', '/thu-tuc/%00', '/viec/%00', '/kiem-tra/%00%00', '/khai/%00/dieu-kien', '/dia-chi/tim?q=%00', '/dia-chi/xa?tinh=%00', '/api/v1/procedures?q=%00', '/api/v1/dossiers/%00?secret=%00', '/tim?q=%ed%a0%80', '/dang-nhap?ve=%00', '/cai-dat-hien-thi?ve=/%00']) {
      const answer = await visitor.fetch(app.url + at);
      assert.ok(answer.status < 500, `${at}: ${answer.status}`);
    }
  });
  test('nor was there one behind the answers', () => {
    assert.deepEqual(app.log.filter((line) => /"msg":"(?:broken|after answer)"/u.test(line)).map((line) => line.slice(0, 500)), []);
  });
});
