import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { openSeededDatabase, signaturesOf } from './seeded-database.ts';

for (const now of ['2026-11-22T08:10:00+07:00', '2026-11-23T07:40:00+07:00', '2026-09-04T16:20:00+07:00', '2027-02-15T12:00:00+07:00', '2026-11-25T21:30:00+07:00'])
test('x' + now, async () => {
  const seeded = await openSeededDatabase(now);
  const refusals: unknown[] = [];
  const signing = await signaturesOf(seeded);
  const t = performance.now();
  const made = await seedDemoDossiers(seeded.core, { sign: signing.sign, onRefusal: (key, step, refusal) => { refusals.push([key, step.do, refusal]); } });
  console.log(made, performance.now() - t, JSON.stringify(refusals, null, 1));
  console.log((await seeded.database.owner.query('select status, step, count(*)::int n from dossier group by 1,2 order by 1,2')).rows.map((r)=>`${r.status} ${r.step} ${r.n}`).join('\n'));
  console.log((await seeded.database.owner.query("select code, procedure_code, status, step, submitted_at, due_at, finished_at, due_at < coalesce(finished_at, $1) late, due_at<>first_due_at ext from dossier where due_at < coalesce(finished_at, $1) or due_at<>first_due_at or (closed_at is null and due_at < $1::timestamptz + interval '1 day')", [new Date(now)])).rows.map((r)=>Object.values(r).map((x)=>x instanceof Date? x.toISOString():x).join(' ')).join('\n'));
  await signing.close();
  await seeded.close();
  assert.ok(true);
});
