import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FAILED_WORK_WORDS } from '../../src/wiring/failed-work-words.ts';
import { buildJobs } from '../../src/wiring/worker-process.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
before(async () => { app = await startTestApp(); });
after(async () => { await app.close(); });

test('every task of the worker has a name for the screen of failed work, and no name is left over', async () => {
  const jobs = await buildJobs(app.config, app.core, app.database.urls.worker);
  try {
    assert.deepEqual(Object.keys(jobs.tasks).filter((task) => !(task in FAILED_WORK_WORDS)), [], 'enter them in src/wiring/failed-work-words.ts');
    assert.deepEqual(Object.keys(FAILED_WORK_WORDS).filter((task) => !(task in jobs.tasks)), []);
    for (const lane of jobs.lanes) for (const task of lane.tasks) assert.ok(task in jobs.tasks, task);
  } finally {
    await jobs.close();
  }
});
