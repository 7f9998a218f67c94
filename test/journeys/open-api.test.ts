import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { derivedSecret } from '../../src/platform/crypto/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { aCounterDossier, anOfficer } from '../support/people.ts';

interface Schema { readonly type?: string | readonly string[]; readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly items?: Schema; readonly anyOf?: readonly Schema[]; readonly enum?: readonly unknown[]; readonly additionalProperties?: boolean | Schema }
interface Operation { readonly operationId: string; readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema }[]; readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>> }
interface Description { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

/** What a stranger who has only the description would find wrong with an answer. */
function faults(schema: Schema, value: unknown, at: string): string[] {
  if (schema.anyOf) return schema.anyOf.some((one) => faults(one, value, at).length === 0) ? [] : [`${at}: none of the described shapes`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${String(value)} is not described`];
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
  const kinds = schema.type === undefined ? [] : [schema.type].flat();
  if (kinds.length > 0 && !kinds.includes(kind) && !(kind === 'integer' && kinds.includes('number'))) return [`${at}: ${kind} where ${kinds.join()} is described`];
  if (Array.isArray(value)) return schema.items ? value.flatMap((one, n) => faults(schema.items as Schema, one, `${at}[${n}]`)) : [];
  if (value === null || typeof value !== 'object') return [];
  const own = value as Readonly<Record<string, unknown>>;
  return [
    ...(schema.required ?? []).filter((name) => !(name in own)).map((name) => `${at}.${name}: promised and missing`),
    ...Object.entries(own).flatMap(([name, inner]) => { const known = schema.properties?.[name]; return known ? faults(known, inner, `${at}.${name}`) : schema.additionalProperties === false ? [`${at}.${name}: not described`] : []; }),
  ];
}

describe('row 25: the open interface is what its description says', () => {
  let app: TestApp;
  let description: Description;
  before(async () => {
    app = await startTestApp();
    description = JSON.parse((await app.visitor().fetch('/api/v1/openapi.json')).bytes.toString('utf8')) as Description;
  });
  after(() => app.close());
  const operation = (path: string): Operation => description.paths[path]?.['get'] ?? assert.fail(`${path} is not described: ${Object.keys(description.paths).join(' ')}`);

  test('every address under /api/ is described once, with its parameters', () => {
    assert.equal(description.openapi, '3.1.0');
    const served = app.routes.filter((route) => route.path.startsWith('/api/') && route.path !== '/api/v1/openapi.json').map((route) => route.path.replace(/:([A-Za-z]+)/gu, '{$1}')).sort();
    assert.deepEqual(Object.keys(description.paths).sort(), served);
    const names = Object.values(description.paths).flatMap((one) => Object.values(one).map((each) => each.operationId));
    assert.equal(new Set(names).size, names.length);
    for (const [path, { get }] of Object.entries(description.paths)) assert.deepEqual(get?.parameters.filter((one) => one.in === 'path').map((one) => one.name), [...path.matchAll(/\{([A-Za-z]+)\}/gu)].map((found) => found[1]), path);
  });

  test('procedures, places and a dossier’s status answer in the described shape; what is wrong answers as a described problem', async () => {
    const id = await aCounterDossier(app, await anOfficer(app, 'tiepnhan.hamliem'));
    const { rows: [dossier] } = await app.database.owner.query<{ code: string }>('SELECT code FROM dossier WHERE id = $1', [id]);
    const secret = derivedSecret(app.keyring.lookup, 'tracking-secret', id, 8);
    const asked: readonly (readonly [string, string])[] = [
      ['/api/v1/procedures', '/api/v1/procedures?limit=100'], ['/api/v1/procedures/{code}', '/api/v1/procedures/1.001193'], ['/api/v1/places', `/api/v1/places?q=${encodeURIComponent('hàm chính')}`],
      ['/api/v1/dossiers/{code}', `/api/v1/dossiers/${dossier?.code}?secret=${secret}`],
    ];
    assert.deepEqual(asked.map(([path]) => path).sort(), Object.keys(description.paths).sort(), 'each described address is asked here');
    for (const [path, address] of asked) {
      const answer = await app.visitor().fetch(address);
      assert.equal(answer.status, 200, address);
      const body = JSON.parse(answer.bytes.toString('utf8')) as unknown;
      assert.deepEqual(faults(operation(path).responses['200']?.content['application/json']?.schema ?? assert.fail(path), body, path), [], address);
      assert.ok(answer.bytes.length > 100, 'and it says something');
    }
    for (const [path, address, status] of [['/api/v1/procedures', '/api/v1/procedures?limit=abc', 400], ['/api/v1/procedures/{code}', '/api/v1/procedures/9.999999', 404], ['/api/v1/dossiers/{code}', `/api/v1/dossiers/${dossier?.code}?secret=00000000`, 404]] as const) {
      const answer = await app.visitor().fetch(address);
      assert.equal(answer.status, status, address);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/u);
      assert.deepEqual(faults(operation(path).responses[String(status)]?.content['application/problem+json']?.schema ?? assert.fail(path), JSON.parse(answer.bytes.toString('utf8')), path), [], address);
    }
  });
});
