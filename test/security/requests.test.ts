import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.ts';
import { multipartBody } from '../support/browse.ts';
import { changedTables, fingerprint } from '../support/fingerprint.ts';
import { aGuest } from '../support/people.ts';
import { EXPECTED } from './expected.ts';
import { addressOf, arrangeMatrix, lettingIn, tokenOf, type Arranged } from './matrix.ts';

/** Written by design when somebody only looks: that the session lives, that an officer opened a dossier. */
const LOOKING = ['identity_session', 'dossier_access'];

describe('what a request must bring, on every route that writes', () => {
  let app: TestApp;
  let arranged: Arranged;
  before(async () => { app = await startTestApp(); arranged = await arrangeMatrix(app); });
  after(() => app.close());
  const writes = () => app.routes.filter((one) => one.method === 'POST' && !one.machine);

  test('the routes that machines call are these and no others', () => {
    assert.deepEqual(app.routes.filter((one) => one.machine).map((one) => `${one.method} ${one.path}`), ['POST /lien-thong/tin/:partner', 'POST /thong-bao/buu-chinh', 'GET /thong-bao/vnpay']);
  });

  test('without the token, with somebody else’s, or from another site: refused, and nothing changes', async (t) => {
    const stranger = await aGuest(app);
    const state = await fingerprint(app.database.owner, LOOKING);
    const wrong: string[] = [];
    let tried = 0;
    for (const { method, path, multipart } of writes()) {
      const row = EXPECTED[`${method} ${path}`];
      assert.ok(row, path);
      const { caller, thing } = lettingIn(arranged, row);
      const address = addressOf(app, path, thing);
      const own = await tokenOf(app, caller, caller.someone);
      const send = (token: string | null, headers: Readonly<Record<string, string>>) => {
        const fields: [string, string][] = [...(token === null ? [] : [['_csrf', token] as [string, string]]), ...Object.entries(row.body ?? {})];
        return caller.someone.visitor.fetch(address, 'POST', multipart ? multipartBody(fields.length > 0 ? fields : [['x', '']]) : new URLSearchParams(fields), headers);
      };
      const tries: readonly (readonly [string, string | null, Readonly<Record<string, string>>])[] = [
        ['no token', null, {}], ['another’s token', stranger.csrf, {}], ['a cut token', own.slice(0, -1), {}], ['an empty token', '', {}],
        ['another site’s origin', own, { origin: 'https://xau.example', 'sec-fetch-site': 'cross-site' }], ['another site, saying nothing of itself', own, { origin: 'null', 'sec-fetch-site': 'cross-site' }], ['a neighbouring host', own, { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }], ['an old browser at another site', own, { origin: 'https://xau.example', 'sec-fetch-site': '' }],
      ];
      for (const [how, token, headers] of tries) {
        tried++;
        const answer = await send(token, headers);
        if (answer.status !== 403) wrong.push(`${path} with ${how}: ${answer.status}`);
        else if (!answer.page.main.includes('vẫn được giữ')) wrong.push(`${path} with ${how}: does not say that what was declared is kept`);
      }
    }
    t.diagnostic(`${writes().length} writing routes, ${tried} forged requests`);
    assert.deepEqual(wrong, []);
    assert.deepEqual(changedTables(state, await fingerprint(app.database.owner, LOOKING)), []);
  });

  test('a key that the form does not have is refused, and nothing changes', async () => {
    const state = await fingerprint(app.database.owner, LOOKING);
    const wrong: string[] = [];
    for (const { method, path, multipart } of writes().filter((one) => !one.multipart)) {
      const row = EXPECTED[`${method} ${path}`];
      assert.ok(row && !multipart, path);
      const { caller, thing } = lettingIn(arranged, row);
      const token = await tokenOf(app, caller, caller.someone);
      for (const name of ['la_lam', 'isAdmin', '__proto__', 'constructor']) {
        const answer = await caller.someone.visitor.fetch(addressOf(app, path, thing), 'POST', new URLSearchParams([['_csrf', token], ...Object.entries(row.body ?? {}), [name, '1']]));
        if (answer.status !== 422) wrong.push(`${path} with ${name}: ${answer.status}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(changedTables(state, await fingerprint(app.database.owner, LOOKING)), []);
    assert.equal(({} as Record<string, unknown>)['la_lam'], undefined);
  });

  test('GET and HEAD write nothing, and answer alike; what a machine calls back has no HEAD', async () => {
    const state = await fingerprint(app.database.owner, LOOKING);
    const wrong: string[] = [];
    for (const { method, path, machine } of app.routes.filter((one) => one.method === 'GET')) {
      const row = EXPECTED[`${method} ${path}`];
      assert.ok(row, path);
      const { caller, thing } = lettingIn(arranged, row);
      const address = addressOf(app, path, thing);
      const [got, head] = [await caller.someone.visitor.fetch(address), await caller.someone.visitor.fetch(address, 'HEAD')];
      if (head.status !== (machine ? 404 : got.status)) wrong.push(`${path}: GET ${got.status}, HEAD ${head.status}`);
      if (!machine && head.bytes.length > 0) wrong.push(`${path}: HEAD with ${head.bytes.length} bytes`);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(changedTables(state, await fingerprint(app.database.owner, LOOKING)), []);
  });

  test('what officers look at is noted, as the one thing that reading leaves behind', async () => {
    const thing = arranged.things['desk-dossier'][0] ?? assert.fail();
    const inspector = arranged.callers.find((one) => one.name === 'inspector of A') ?? assert.fail();
    await inspector.someone.visitor.fetch(addressOf(app, '/ban/ho-so/:id', thing));
    // It is written once the answer is on its way, so that looking waits for nothing.
    const noted = async (): Promise<string[]> => (await app.database.owner.query<{ officer_name: string }>('SELECT officer_name FROM dossier_access WHERE dossier_id = $1', [thing.params['id']])).rows.map((row) => row.officer_name);
    for (let waited = 0; waited < 2_000 && !(await noted()).includes('Thanh tra Hàm Liêm – demo'); waited += 20) await pause(20);
    assert.ok((await noted()).includes('Thanh tra Hàm Liêm – demo'));
  });

  test('addresses and methods that are none: a page in words, never a fault', async () => {
    const visitor = (await aGuest(app)).visitor;
    for (const [address, status] of [['/khong-co', 404], ['/ho-so/khong-phai-uuid', 404], ['/ho-so/%00', 404], ['/tep/../../etc/passwd', 404], ['/tep/%2e%2e%2f%2e%2e%2fetc%2fpasswd', 404], [`/tim?q=${'a'.repeat(5000)}`, 400], ['/thu-tuc/%E0%A4%A', 400], ['/nhap/01920000-0000-7000-8000-0000000000ff/cau/__proto__', 404], ['/tra-cuu?ma[]=1', 200], ['/dia-chi/xa?tinh=%27%20OR%201=1', 200]] as const) {
      const answer = await visitor.fetch(app.url + address);
      assert.ok(answer.status === status || (answer.status >= 400 && answer.status < 500), `${address}: ${answer.status}`);
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      if (method === 'TRACE') continue;
      const response = await fetch(`${app.url}/ban`, { method, redirect: 'manual' });
      assert.ok(response.status >= 400 && response.status < 500, `${method}: ${response.status}`);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    }
  });
});
