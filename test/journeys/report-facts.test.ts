import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { signResult } from '../../src/modules/workflow/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

describe('facts', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp({ at: '2026-03-27T16:00:00+07:00' }); });
  after(async () => { await app.close(); });
  test('look', async () => {
    void signResult;
    const n = await seedDemoDossiers(app.core);
    console.log('made', n);
    const ran = await app.drainJobs();
    const count: Record<string, number> = {};
    for (const one of ran) count[one] = (count[one] ?? 0) + 1;
    console.log(count);
    const rows = await app.database.owner.query('SELECT status, outcome, settled, count(*) FROM report_dossier_fact GROUP BY 1,2,3');
    console.log(rows.rows);
    assert.ok(rows.rows.length > 3);
  });
});
