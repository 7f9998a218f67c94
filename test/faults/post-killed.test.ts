import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { startPostOffice, type PostOfficeSimulator } from '../../simulators/post-office/post-office.ts';
import type { TestApp } from '../support/app.ts';
import { standBetween, type Between } from '../support/between.ts';
import { holdingTable } from '../support/held-commit.ts';
import { aResultByPost, handOver, postBooksAgree, type Posted } from '../support/posted.ts';
import { startProgramWithApp, type ProgramWithApp } from '../support/program-app.ts';
import type { Program } from '../support/program.ts';
import { until } from '../support/until.ts';

/** Web and worker are killed around an order and around a callback, each at a moment that is held open until the kill: nothing doubled, nothing lost. */
let program: Program;
let post: PostOfficeSimulator;
let line: Between;
let started: ProgramWithApp;
let owner: pg.Pool;
let app: TestApp;

const none = async (text: string): Promise<boolean> => (await owner.query(text)).rowCount === 0;

before(async () => {
  post = await startPostOffice({ port: 0, customerCode: 'KILLTEST', secret: 'the-secret-of-the-fault-tests-only', behaviour: { retryMs: 150, retries: 400 } });
  line = await standBetween(post.url);
  // The worker that is killed does the work; a test waits for what it needs of it.
  const drainJobs = async (): Promise<readonly string[]> => { await until('signed', () => none("SELECT 1 FROM dossier WHERE status = 'signing'")); return []; };
  started = await startProgramWithApp({ POST_API_URL: line.url, POST_CUSTOMER_CODE: post.customerCode, POST_SECRET: post.secret, POST_NAME: 'Bưu điện thử' }, { post, drainJobs });
  ({ program, owner, app } = started);
  post.callTo(`${program.base}/thong-bao/buu-chinh`);
});
after(async () => {
  await started?.close();
  await post?.close();
  line?.close();
});
const ordered = (parcels: number): Promise<void> => until('every parcel is ordered', async () => (await owner.query("SELECT 1 FROM delivery_parcel WHERE state <> 'requested'")).rowCount === parcels);
const is = (one: Posted, state: string, recorded: string): Promise<void> => until(`${state}, ${recorded}`, async () => { const parcel = await one.parcel(); return parcel.state === state && parcel.recorded === recorded; });

describe('row 10: killed around the order and the callback', { timeout: 400_000 }, () => {
  test('worker killed when the carrier has the order and we have no answer: ordered again, one parcel', async () => {
    const killed = new Promise<void>((resolve, reject) => { line.onAnswer = () => { line.onAnswer = null; return program.kill('worker').then(resolve, reject); }; });
    const one = await aResultByPost(app);
    await killed;
    assert.equal(post.ledger().length, 1, 'the carrier has it');
    await ordered(1);
    assert.equal(post.ledger().length, 1, 'and has it once');
    assert.equal((await one.parcel()).state, 'accepted');
    await postBooksAgree(app);
  });
  test('web killed between the carrier’s message and our commit, worker killed after it: the carrier comes again, delivered once', async () => {
    const one = await aResultByPost(app);
    await ordered(2);
    await handOver(app, [(await one.parcel()).id]);
    await is(one, 'handed-over', 'posted');
    await holdingTable(owner, 'delivery_inbox', async (held) => {
      const told = post.happens((await one.parcel()).id, { kind: 'delivered' });
      await held.waits();
      await program.kill('web');
      await held.letGo();
      await told;
    });
    await program.ready(60_000);
    await until('the carrier was heard', async () => !(await none("SELECT 1 FROM delivery_inbox WHERE kind = 'delivered'")));
    await program.kill('worker');
    await is(one, 'delivered', 'ended');
    assert.equal((await owner.query("SELECT 1 FROM delivery_inbox WHERE kind = 'delivered'")).rowCount, 1);
    await postBooksAgree(app);
  });
});
