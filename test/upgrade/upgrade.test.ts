import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { createDiskFiles } from '../../src/adapters/files-disk/index.ts';
import { acceptDossier } from '../../src/modules/dossier/index.ts';
import { ensureLogins, migrate } from '../../src/platform/postgres/migrate.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { makeBackup } from '../../src/wiring/backup/make-backup.ts';
import { restoreBackup } from '../../src/wiring/backup/restore-backup.ts';
import { places } from '../../src/wiring/config.ts';
import { sentenceOf } from '../../src/wiring/verify/report.ts';
import { runVerify } from '../../src/wiring/verify/run-verify.ts';
import { emptyDatabase, openSeededDatabase, verifySeeded, type SeededDatabase } from '../ops/seeded-database.ts';

const NOW = '2026-11-24T10:20:00+07:00';
/** What a next release might bring: a column with a default, a table, an index. */
const NEXT = `-- expand: runs beside the previous version
ALTER TABLE dossier ADD COLUMN upgrade_note text NOT NULL DEFAULT '';
ALTER TABLE dossier_event ADD COLUMN upgrade_seen timestamptz;
CREATE TABLE upgrade_thing (id uuid PRIMARY KEY, dossier_id uuid NOT NULL);
CREATE INDEX upgrade_thing_dossier ON upgrade_thing (dossier_id);
`;
let seeded: SeededDatabase;
let folder: string;
let nextRelease: string;
before(async () => {
  seeded = await openSeededDatabase(NOW);
  await seedDemoDossiers(seeded.core);
  folder = await mkdtemp(join(tmpdir(), 'mot-cua-upgrade-'));
  nextRelease = join(folder, 'migrations');
  await cp(join(packageRoot(), 'migrations'), nextRelease, { recursive: true });
  await writeFile(join(nextRelease, '9990_next.sql'), NEXT);
});
after(async () => { await seeded.close(); await rm(folder, { recursive: true, force: true }); });

test('a backup of this release is restored by the next one and goes on to its tables; chains and heads stay', async () => {
  const path = join(folder, 'backup.tar.gz');
  const files = createDiskFiles({ dir: places(seeded.config).files });
  await makeBackup({ ownerUrl: seeded.database.urls.owner, keyring: seeded.keyring, files, program: '0.1.0' }, path);
  const honest = await verifySeeded(seeded, 'all');
  const target = await emptyDatabase();
  const filesDir = join(folder, 'files');
  const said: string[] = [];
  await restoreBackup({ ownerUrl: target.url, keyring: seeded.keyring, files: createDiskFiles({ dir: filesDir }), migrationsFolder: nextRelease }, path, (line) => said.push(line));
  assert.ok(said.includes('✓ 9990_next.sql'));
  const urls = await ensureLogins(target.url, join(folder, 'logins.json'));
  const report = await runVerify({ workerUrl: urls.worker, keyring: seeded.keyring, filesDir, signingDir: join(folder, 'signing'), now: seeded.clock.now(), trackingSecret: seeded.core.dossier.trackingSecret }, { files: 'all' });
  assert.deepEqual(report.findings.map((finding) => sentenceOf(finding, 'en')), []);
  assert.deepEqual([report.heads, report.events], [honest.heads, honest.events]);
  await target.close();
});

test('the present program works on while the next release migrates under it: nothing fails, nothing is rewritten', async () => {
  const before = await verifySeeded(seeded, 'none');
  const seats = await seeded.database.owner.query<{ id: string; officer: string }>("SELECT id, '01920000-0000-7000-8000-000000000001' AS officer FROM dossier WHERE status = 'submitted' AND receiving_agency = 2 ORDER BY id");
  assert.ok(seats.rows.length >= 2);
  let running = true;
  let reads = 0;
  const failures: unknown[] = [];
  const scope = { kind: 'officer' as const, officerId: seats.rows[0]?.officer ?? '', agencyIds: [2] };
  const traffic = Promise.all([0, 1].map(async () => {
    while (running) {
      try { for (const { id } of seats.rows) { assert.ok(await seeded.core.dossier.store.find(scope, id)); reads++; } } catch (error) { failures.push(error); }
    }
  }));
  const migrated = await migrate(seeded.database.urls.owner, nextRelease);
  const accepted = await acceptDossier(seeded.core.dossier, { scope, actor: { kind: 'officer', officerId: scope.officerId, name: 'Tiếp nhận', title: 'Cán bộ', agencyId: 2, agencyIds: [2], roles: ['reception'] }, id: seats.rows[0]?.id ?? '', at: seeded.clock.now(), key: 'upgrade', route: 'test', body: null });
  running = false;
  await traffic;
  assert.deepEqual(migrated.applied, ['9990_next.sql']);
  assert.deepEqual(failures, []);
  assert.ok(reads > 0 && accepted.ok);
  const after = await verifySeeded(seeded, 'none');
  assert.deepEqual(after.findings.map((finding) => sentenceOf(finding, 'en')), []);
  assert.deepEqual([after.dossiers, after.events], [before.dossiers, before.events + 1]);
});
