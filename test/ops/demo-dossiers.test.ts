import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoLinked } from '../../demo/link-demo-parts.ts';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { seedDemoVoices } from '../../demo/seed-voices.ts';
import { buildCore } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import { sentenceOf } from '../../src/wiring/verify/report.ts';
import { openSeededDatabase, signaturesOf, verifySeeded } from './seeded-database.ts';

/** src/modules/dossier/domain/state.ts: every status there is. */
const STATUSES = ['submitted', 'intake-supplement', 'not-accepted', 'processing', 'appraisal-supplement', 'signing', 'suspended', 'withdrawing', 'stopped', 'refused', 'done', 'returned'];

/** A Sunday morning, before opening, a working Saturday's week after a long holiday, and noon right after Tết. */
for (const now of ['2026-11-22T08:10:00+07:00', '2026-11-23T07:10:00+07:00', '2026-09-04T16:20:00+07:00', '2027-02-15T12:00:00+07:00']) {
  test(`the demo started at ${now}: every status, both communes, nothing refused, nothing wrong`, async () => {
    const seeded = await openSeededDatabase(now);
    try {
      const refused: string[] = [];
      const signing = await signaturesOf(seeded);
      const made = await seedDemoDossiers(seeded.core, { sign: signing.sign, linked: demoLinked(seeded.core, await buildCore(seeded.config, seeded.database.worker, seeded.keyring, reactions, seeded.clock), 'http://localhost'), onRefusal: (dossier, step, refusal) => refused.push(`${dossier} ${step.do} ${JSON.stringify(refusal)}`) });
      await signing.close();
      assert.deepEqual(refused, []);
      assert.equal(made, 46);
      const { rows } = await seeded.database.owner.query<{ status: string; step: string | null; agency: number; procedure: string; name: string; demo: boolean; submitted: Date; due: Date | null; first: Date | null; finished: Date | null; closed: Date | null }>(
        'SELECT status, step, receiving_agency AS agency, procedure_code AS procedure, owner_name AS name, demo, submitted_at AS submitted, due_at AS due, first_due_at AS first, finished_at AS finished, closed_at AS closed FROM dossier');
      assert.deepEqual([...new Set(rows.map((row) => row.status))].sort(), [...STATUSES].sort());
      assert.deepEqual([...new Set(rows.map((row) => row.agency))].sort((a, b) => a - b), [2, 12]);
      assert.deepEqual([...new Set(rows.map((row) => row.procedure))].sort(), ['1.001193', '1.004873', '2.000815']);
      assert.ok(rows.every((row) => row.demo && row.submitted < new Date(now)));
      for (const step of ['phan-cong', 'tham-tra', 'doi-chieu', 'ky']) assert.ok(rows.some((row) => row.status === 'processing' && row.step === step), `nobody is at step ${step}`);
      for (const name of ["H'Hen Niê", 'Y Bih', 'Thạch', 'Sen']) assert.ok(rows.some((row) => row.name === name), name);
      const at = new Date(now);
      const open = rows.filter((row) => row.status === 'processing' && row.due);
      assert.ok(open.some((row) => row.due! < at && row.first?.getTime() === row.due!.getTime()), 'one is late');
      assert.ok(open.some((row) => row.due! > at && row.first! < row.due!), 'one was put off with an apology');
      assert.ok(open.some((row) => row.due! > at && row.due!.getTime() - at.getTime() < 4 * 86_400_000 && row.procedure === '1.004873'), 'one is nearly due');
      const rounds = await seeded.database.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM dossier_event WHERE kind = 'supplement-requested' AND body LIKE '%"approvedBy"%' AND body LIKE '%"round":2%'`);
      assert.equal(rounds.rows[0]?.n, 2, 'a second round was approved by the leader, at intake and at appraisal');
      const late = rows.filter((row) => row.finished && row.first && row.finished > row.first && row.status !== 'stopped');
      assert.ok(late.length <= 2, `${late.length} finished late: the demo shows an office that works`);

      // Linked parts in every way they can stand, and what people say of it all.
      const groups = (await seeded.database.owner.query<{ state: string; parts: string[] | null }>('SELECT g.state, (SELECT array_agg(t.state ORDER BY t.part) FROM linkage_task t WHERE t.group_id = g.id) AS parts FROM linkage_group g ORDER BY 1')).rows;
      assert.deepEqual(groups.map((group) => `${group.state} ${group.parts?.join(' ') ?? ''}`).sort(), ['done done done', 'done done done', 'partly done refused', 'waiting ', 'waiting ']);
      assert.ok((await seedDemoVoices(seeded.core)) > 25);
      assert.equal(await seedDemoVoices(seeded.core), 0, 'once');
      const said = (await seeded.database.owner.query<{ ratings: number; states: string[]; targets: number }>('SELECT (SELECT count(*)::int FROM feedback_rating) AS ratings, (SELECT array_agg(DISTINCT state ORDER BY state) FROM feedback_case) AS states, (SELECT count(*)::int FROM report_target) AS targets')).rows[0];
      assert.ok((said?.ratings ?? 0) >= 15, `${said?.ratings} ratings`);
      assert.deepEqual([said?.states, said?.targets], [['handling', 'new', 'published', 'rejected', 'waiting'], 16]);

      const report = await verifySeeded(seeded, 'all');
      assert.ok((report.invariants.find((one) => one.id === 'I-21')?.checked ?? 0) >= 11);
      assert.equal(report.invariants.find((one) => one.id === 'I-22')?.checked, 6);
      assert.deepEqual(report.findings.map((finding) => sentenceOf(finding, 'en')), []);
      assert.equal(await seedDemoDossiers(seeded.core), 0, 'a second start adds nothing');
    } finally {
      await seeded.close();
    }
  });
}

test('a start that was interrupted goes on where it stopped; without a calendar there are no dossiers', async () => {
  const seeded = await openSeededDatabase('2026-11-24T14:00:00+07:00');
  try {
    let steps = 0;
    const dying: typeof seeded.core = { ...seeded.core, dossier: { ...seeded.core.dossier, hash: (text: string) => { if (++steps > 400) throw new Error('killed'); return seeded.core.dossier.hash(text); } } };
    let interruptions = 0;
    for (; interruptions < 20; interruptions++) {
      steps = 330;
      try { await seedDemoDossiers(dying); break; } catch (error) { assert.equal((error as Error).message, 'killed'); }
    }
    assert.ok(interruptions > 0, 'it was interrupted at least once');
    const { rows } = await seeded.database.owner.query<{ n: number; signing: number }>("SELECT count(*)::int AS n, (count(*) FILTER (WHERE status = 'signing'))::int AS signing FROM dossier");
    assert.equal(rows[0]?.n, 46);
    assert.ok((rows[0]?.signing ?? 0) >= 18, 'without somebody who signs, results wait for the worker');
    assert.deepEqual((await verifySeeded(seeded, 'all')).findings.map((finding) => sentenceOf(finding, 'en')), []);
  } finally {
    await seeded.close();
  }
  const later = await openSeededDatabase('2031-03-03T09:00:00+07:00');
  try {
    assert.equal(await seedDemoDossiers(later.core), 0);
  } finally {
    await later.close();
  }
});
