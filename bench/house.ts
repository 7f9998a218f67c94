import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { calendarStore, nationalCalendarData, seedCalendar } from '../src/modules/calendar/index.ts';
import { catalogStore, readStarterCatalogue, seedCatalogue } from '../src/modules/catalog/index.ts';
import { readOrganisationSeed, seedOrganisation } from '../src/modules/organisation/index.ts';
import { seedPlaces } from '../src/modules/place/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import type { Keyring } from '../src/platform/crypto/seal.ts';
import { packageRoot } from '../src/platform/package-root.ts';
import { openDatabase } from '../src/platform/postgres/pools.ts';
import type { Database, Queryable } from '../src/platform/postgres/database.ts';
import { systemClock } from '../src/shared/clock.ts';
import { readConfig, type Config } from '../src/wiring/config.ts';
import { openInstallation, type Installation } from '../src/wiring/installation.ts';
import { SERVING_ENVIRONMENT, SERVING_FLAGS } from '../src/wiring/serving-flags.ts';

/** An installation of its own for one run: cluster with the settings of every installation (fsync on), real catalogue, calendar and places. */
export interface House {
  readonly env: NodeJS.ProcessEnv; readonly config: Config; readonly installation: Installation; readonly keyring: Keyring;
  /** as the web process sees the database */ readonly app: Database;
  /** owner, for arranging only */ readonly owner: pg.Pool;
  /** with which the program starts web and worker */ readonly servingFlags: readonly string[];
  /** process of the database server */ readonly postmaster: number;
  close(): Promise<void>;
}

/** Communes beside the two of the demo, so that a province's worth of offices shares the tables. */
export const COMMUNES = 200;
export const FIRST_COMMUNE = 5_001;
/** The demo's commune xã Hàm Liêm: the officer of the work list sits here. */
export const OWN_AGENCY = 2;

/** The folder lies on the disk of the checkout: a memory file system would make every commit free. */
export async function openHouse(port: number): Promise<House> {
  const below = join(packageRoot(), '.out');
  mkdirSync(below, { recursive: true });
  const dir = mkdtempSync(join(below, 'bench-house-'));
  // mkdtemp makes 0700; PostgreSQL runs as an account without rights when this is root and must walk through.
  chmodSync(dir, 0o755);
  const env: NodeJS.ProcessEnv = { ...SERVING_ENVIRONMENT, ...process.env, NODE_ENV: 'production', DATA_DIR: dir, PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: `http://127.0.0.1:${port}`, DATABASE_URL: '', MOTCUA_DEMO: '1', MOTCUA_OWNER_URL: '', HELP_PHONE: '0252 000 0003' };
  const config = readConfig(env);
  const installation = await openInstallation(config, { migrate: true });
  env['MOTCUA_APP_URL'] = installation.urls.app;
  env['MOTCUA_WORKER_URL'] = installation.urls.worker;
  const owner = new pg.Pool({ connectionString: installation.ownerUrl, max: 3, application_name: 'bench' });
  owner.on('error', () => undefined);
  const app = openDatabase({ url: installation.urls.app, application: 'bench', readers: 2, writers: 4 });
  const house: House = {
    env, config, installation, keyring: installation.keyring, servingFlags: SERVING_FLAGS, app, owner, postmaster: Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
    async close() {
      await Promise.all([app.close(), owner.end()]);
      await installation.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  try {
    await furnish(house);
    return house;
  } catch (error) {
    await house.close();
    throw error;
  }
}

async function furnish({ owner, installation }: House): Promise<void> {
  const now = systemClock.now();
  const tx: Queryable = { async query<Row>({ text, values }: { readonly text: string; readonly values?: readonly unknown[] }) { return (await owner.query(text, values as unknown[] | undefined)).rows as Row[]; } };
  await seedPlaces(tx, now);
  const db = openDatabase({ url: installation.ownerUrl, application: 'bench seed', readers: 2, writers: 2 });
  try {
    await seedCalendar({ store: calendarStore(db) }, nationalCalendarData(), now);
    await seedCatalogue({ store: catalogStore(db), ids: systemIds, clock: systemClock }, readStarterCatalogue());
  } finally {
    await db.close();
  }
  // Nobody signs in by password here: sessions are opened through the real store.
  await seedOrganisation(tx, { hash: async () => '$argon2id$v=19$m=19456,t=2,p=1$bm90LWEtcGFzc3dvcmQ$bm90LWEtcGFzc3dvcmQ', verify: async () => false, decoy: Promise.resolve('') }, readOrganisationSeed(), now);
  await owner.query(`INSERT INTO organisation_agency (id, code, code_provisional, name, short_name, kind, parent_id, body_id, valid_from)
    SELECT n, 'H36.B' || n, true, 'Ủy ban nhân dân xã số ' || n, 'xã số ' || n, 'commune', 1, n, '2025-07-01' FROM generate_series($1::int, $2::int) AS n`, [FIRST_COMMUNE, FIRST_COMMUNE + COMMUNES - 1]);
}

export const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(join(packageRoot(), ...path), 'utf8')) as T;
