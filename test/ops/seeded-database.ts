import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Queryable } from '../../src/platform/postgres/database.ts';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import { systemIds } from '../../src/platform/crypto/ids.ts';
import { calendarStore, nationalCalendarData, seedCalendar } from '../../src/modules/calendar/index.ts';
import { catalogStore, readStarterCatalogue, seedCatalogue } from '../../src/modules/catalog/index.ts';
import { argon2idHasher, readOrganisationSeed, seedOrganisation } from '../../src/modules/organisation/index.ts';
import { seedPlaces } from '../../src/modules/place/index.ts';
import { fixedClock, type Clock } from '../../src/shared/clock.ts';
import { demoSignatures } from '../../demo/sign-demo-results.ts';
import { places, readConfig } from '../../src/wiring/config.ts';
import { buildCore } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import type { FileMode } from '../../src/wiring/verify/bytes.ts';
import type { VerifyReport } from '../../src/wiring/verify/report.ts';
import { runVerify } from '../../src/wiring/verify/run-verify.ts';
import { openTestDatabase, testCluster } from '../support/database.ts';

/** A fresh database with the reference data of a first start, and the program's core on it, standing at a moment of the test's choice. */
export async function openSeededDatabase(at: string) {
  const clock: Clock = fixedClock(at);
  const database = await openTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'mot-cua-ops-'));
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0', DATABASE_URL: database.urls.owner });
  const keyring = loadKeyring(places(config).keyring, true);
  const owner = await database.owner.connect();
  try {
    const tx: Queryable = { async query<Row>({ text, values }: { readonly text: string; readonly values?: readonly unknown[] }) { return (await owner.query(text, values as unknown[] | undefined)).rows as Row[]; } };
    await seedPlaces(tx, clock.now());
    await seedOrganisation(tx, argon2idHasher(), readOrganisationSeed(), clock.now());
  } finally {
    owner.release();
  }
  await seedCalendar({ store: calendarStore(database.app) }, nationalCalendarData(), clock.now());
  await seedCatalogue({ store: catalogStore(database.app), ids: systemIds, clock }, readStarterCatalogue());
  const core = await buildCore(config, database.app, keyring, reactions, clock);
  return {
    database, config, keyring, core, clock, dataDir,
    async close() { await database.close(); await rm(dataDir, { recursive: true, force: true }); },
  };
}
/** A database with nothing in it, on the cluster of the tests. */
export async function emptyDatabase(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const cluster = await testCluster();
  const name = `mc_empty_${randomBytes(6).toString('hex')}`;
  const asOwner = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: cluster });
    await client.connect();
    try { await client.query(sql); } finally { await client.end(); }
  };
  await asOwner(`CREATE DATABASE ${name}`);
  const suffix = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return {
    url: cluster.replace(/(\/\/[^/]*\/)[^?]*/u, `$1${name}`),
    async close() {
      await asOwner(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      for (const part of ['app', 'worker', 'report']) await asOwner(`DROP ROLE IF EXISTS motcua_${part}_${suffix}`);
    },
  };
}
/** The signing job of the demo, on a core that is logged in as the worker. */
export async function signaturesOf(seeded: Awaited<ReturnType<typeof openSeededDatabase>>) {
  const worker = await buildCore(seeded.config, seeded.database.worker, seeded.keyring, reactions, seeded.clock);
  return demoSignatures(worker, { signing: places(seeded.config).signing, siteUrl: seeded.config.publicUrl });
}
/** `verify` on it, as of the test's moment. */
export function verifySeeded(seeded: Pick<Awaited<ReturnType<typeof openSeededDatabase>>, 'database' | 'config' | 'keyring' | 'clock' | 'core'>, files: FileMode): Promise<VerifyReport> {
  const at = places(seeded.config);
  return runVerify({ workerUrl: seeded.database.urls.worker, keyring: seeded.keyring, filesDir: at.files, signingDir: at.signing, now: seeded.clock.now(), trackingSecret: seeded.core.dossier.trackingSecret }, { files });
}
export type SeededDatabase = Awaited<ReturnType<typeof openSeededDatabase>>;
