import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import { checkRoutes } from '../../src/platform/http/server.ts';
import { page, type Route } from '../../src/platform/http/route.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { places, readConfig } from '../../src/wiring/config.ts';
import { POLICY } from '../../src/wiring/policy.ts';
import { buildWeb } from '../../src/wiring/web-process.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

/** Routes whose caller is a machine with a signature of its own in place of the form's token. Each is a decision. */
const MACHINE_ROUTES: readonly string[] = ['POST /lien-thong/tin/:partner', 'POST /thong-bao/buu-chinh', 'GET /thong-bao/vnpay'];
/** Permissions that no route asks for yet, each with the reason why the row is there. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  'account.own': 'a citizen\'s own contact data and sessions; its page comes with the account',
};

/** Writes whose keys depend on data: the handler itself refuses what the data do not name. */
const OPEN_BODIES: Readonly<Record<string, string>> = {
  'POST /nhap/:draft/cau/:page': 'the questions of the page; parsePage names the keys that are none, the handler answers 422',
  'POST /thu-tuc/:procedure/dien-roi-in': 'the questions of the form; parsePage names the keys that are none, the handler answers 422',
  'POST /nhap/:draft/cau/:page/giu': 'the same, for the draft kept while typing',
  'POST /ban/ho-so/:id/bo-sung': 'a verdict for every paper and answer of this dossier; unknownInputs names the others, the handler answers 422',
  'POST /ban/ho-so/:id/soan': 'the fields of the result\'s template; parsePage names the keys that are none, the handler answers 422',
};

describe('the router', () => {
  let database: TestDatabase;
  let dataDir = '';
  let routes: readonly Route[] = [];
  let close: () => Promise<void> = async () => undefined;
  before(async () => {
    database = await openTestDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'mot-cua-routes-'));
    const config = readConfig({ DATA_DIR: dataDir, PORT: '3999' });
    loadKeyring(places(config).keyring, true);
    const web = await buildWeb(config, database.urls.app, { log: false });
    routes = web.routes;
    close = web.close;
  });
  after(async () => {
    await close();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const name = (route: Route): string => `${route.method} ${route.path}`;

  test('every route has a permission of the policy and an audit name of its own kind', () => {
    assert.ok(routes.length > 40, String(routes.length));
    checkRoutes(routes);
    for (const route of routes) assert.ok(route.permission in POLICY, name(route));
    // Two writes under one audit name could not be told apart in the log.
    const writes = routes.filter((route) => route.method === 'POST').map((route) => route.audit);
    assert.deepEqual(writes.filter((audit, at) => writes.indexOf(audit) !== at), []);
  });
  test('the check refuses a route without permission, without audit name, without schema, and a second one of the same address', () => {
    const good: Route = { method: 'GET', path: '/x', permission: 'public.read', audit: 'thing.read', handle: async () => page(null as never) };
    checkRoutes([good]);
    for (const bad of [{ ...good, permission: '' as never }, { ...good, audit: '' }, { ...good, audit: 'Thing' }, { ...good, audit: 'thing' }, { ...good, method: 'POST' as const }]) assert.throws(() => checkRoutes([bad]));
    assert.throws(() => checkRoutes([good, { ...good }]), /twice/u);
  });
  test('the body of a write is closed: a key that nobody asked for is refused', () => {
    const writes = routes.filter((route) => route.method === 'POST' && !route.multipart);
    assert.ok(writes.length > 10);
    const open = writes.filter((route) => {
      const result = route.body?.safeParse({ 'khoa-chua-ai-hoi': '1' });
      return !result || result.success || !saysUnrecognised(result.error);
    });
    assert.deepEqual(open.map(name).filter((one) => !(one in OPEN_BODIES)), []);
  });
  test('what stands in the path is checked like everything else that comes from outside', () => {
    assert.deepEqual(routes.filter((route) => route.path.includes(':') && !route.params).map(name), []);
  });
  test('machine callers are the ones that were decided on', () => {
    assert.deepEqual(routes.filter((route) => route.machine).map(name), MACHINE_ROUTES);
  });
  test('every permission has a row in the policy and a route that asks for it', () => {
    const source = readFileSync(join(packageRoot(), 'src', 'shared', 'permission.ts'), 'utf8');
    const declared = [...source.matchAll(/^ {2}\| '([a-z.-]+)'/gmu)].map((match) => match[1]!);
    assert.ok(declared.length >= 20);
    assert.deepEqual([...declared].sort(), Object.keys(POLICY).sort());
    const asked = new Set<string>(routes.map((route) => route.permission));
    assert.deepEqual(declared.filter((permission) => !asked.has(permission) && !(permission in NOT_ASKED)), [], 'nobody asks for it');
    assert.deepEqual(Object.keys(NOT_ASKED).filter((permission) => asked.has(permission)), [], 'a route asks for it now: take it off the list');
  });
});

function saysUnrecognised(error: unknown): boolean {
  return JSON.stringify(error, (_key, value: unknown) => (value instanceof Error ? { ...value, issues: (value as unknown as { issues?: unknown }).issues } : value)).includes('unrecognized_keys');
}
