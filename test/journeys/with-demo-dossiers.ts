import { demoSignatures } from '../../demo/sign-demo-results.ts';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { recordFact, factStore } from '../../src/modules/report/index.ts';
import { places } from '../../src/wiring/config.ts';
import { buildCore } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import { factSource } from '../../src/wiring/report-source.ts';
import type { TestApp } from '../support/app.ts';

/** Four working weeks of both communes behind the clock of the test, in every status, and counted in; the papers and messages of those weeks are left out. */
export async function withDemoDossiers(app: TestApp): Promise<void> {
  const worker = await buildCore(app.config, app.database.worker, app.keyring, reactions, app.clock);
  const signatures = await demoSignatures(worker, { signing: places(app.config).signing, siteUrl: app.config.publicUrl });
  try {
    await seedDemoDossiers(app.core, { sign: (dossierId, at) => signatures.sign(dossierId, at) });
  } finally {
    await signatures.close();
  }
  const deps = { source: factSource(worker), facts: factStore(app.database.worker) };
  const { rows } = await app.database.owner.query<{ id: string }>('SELECT id FROM dossier ORDER BY id');
  for (const row of rows) await recordFact(deps, row.id);
  await app.database.owner.query('DELETE FROM graphile_worker._private_jobs');
}
