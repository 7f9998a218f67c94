import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '../support/app.ts';
import { EXPECTED } from './expected.ts';
import { arrangeMatrix, runMatrix, type Arranged } from './matrix.ts';

/** What must not change by a request that was refused or left empty. */
const whatCounts = async (app: TestApp): Promise<unknown> => (await app.database.owner.query("SELECT (SELECT count(*)::int FROM dossier_event) AS events, (SELECT count(*)::int FROM dossier) AS dossiers, (SELECT count(*)::int FROM organisation_officer WHERE active) AS officers, (SELECT count(*)::int FROM organisation_assignment WHERE revoked_at IS NULL) AS roles, (SELECT count(*)::int FROM organisation_agency WHERE valid_to IS NULL) AS agencies, (SELECT count(*)::int FROM catalog_version) AS versions")).rows[0];

describe('who may do what: every method and path of the running router × every kind of caller × own and others’ objects', () => {
  let app: TestApp;
  let arranged: Arranged;
  before(async () => { app = await startTestApp(); arranged = await arrangeMatrix(app); });
  after(() => app.close());

  test('every route has a row, every row a route', () => {
    const routes = app.routes.map((one) => `${one.method} ${one.path}`).sort();
    assert.deepEqual(routes.filter((one) => !(one in EXPECTED)), [], 'routes without a row in test/security/expected.ts');
    assert.deepEqual(Object.keys(EXPECTED).filter((one) => !routes.includes(one)), [], 'rows without a route');
  });

  test('with both walls: the policy and row-level security', async (t) => {
    const before = await whatCounts(app);
    const { cells, wrong } = await runMatrix(arranged);
    t.diagnostic(`${app.routes.length} routes × ${arranged.callers.length} callers: ${cells} cells`);
    assert.deepEqual(wrong, []);
    assert.ok(cells > 4000, `${cells} cells`);
    assert.deepEqual(await whatCounts(app), before, 'no refused or empty request left a trace in what counts');
  });
});

describe('who may do what, without row-level security', () => {
  let app: TestApp;
  let arranged: Arranged;
  before(async () => { app = await startTestApp({ withoutRowSecurity: true }); arranged = await arrangeMatrix(app); });
  after(() => app.close());

  test('the program’s own wall keeps others’ objects alone', async (t) => {
    const { cells, wrong } = await runMatrix(arranged, (row) => row.object !== undefined);
    t.diagnostic(`${cells} cells`);
    assert.deepEqual(wrong, []);
  });
});
