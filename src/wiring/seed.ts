import pg from 'pg';
import { nationalCalendarData, calendarStore, seedCalendar } from '../modules/calendar/index.ts';
import { catalogStore, readStarterCatalogue, seedCatalogue } from '../modules/catalog/index.ts';
import { seedSampleTariff } from '../modules/delivery/index.ts';
import { argon2idHasher, readOrganisationSeed, seedOrganisation } from '../modules/organisation/index.ts';
import { seedPlaces } from '../modules/place/index.ts';
import { systemIds } from '../platform/crypto/ids.ts';
import { openDatabase } from '../platform/postgres/pools.ts';
import type { Queryable } from '../platform/postgres/database.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import { places } from './config.ts';
import { buildCore } from './core.ts';
import type { Installation } from './installation.ts';
import { reactions } from './reactions.ts';

/**
 * First-run data: administrative units, the calendar, the starter catalogue; in the demo also the agencies, officers and
 * dossiers. Each part knows what is there already, so a second run changes nothing and an interrupted one goes on.
 */
export async function seedInstallation(installation: Pick<Installation, 'config' | 'ownerUrl' | 'urls' | 'keyring'>, say: (line: string) => void): Promise<void> {
  const { config, ownerUrl, keyring, urls } = installation;
  await seedReference({ ownerUrl, organisation: config.demo }, say);
  if (!config.demo) return;
  const [{ seedDemoDossiers }, { demoSignatures }, { demoLinked }, { seedDemoVoices }] = await Promise.all([import('../../demo/seed-dossiers.ts'), import('../../demo/sign-demo-results.ts'), import('../../demo/link-demo-parts.ts'), import('../../demo/seed-voices.ts')]);
  const app = openDatabase({ url: urls.app, application: 'mot-cua demo' });
  const background = openDatabase({ url: urls.worker, application: 'mot-cua demo', readers: 1, writers: 1 });
  const core = await buildCore(config, app, keyring, reactions);
  const worker = await buildCore(config, background, keyring, reactions);
  const signatures = await demoSignatures(worker, { signing: places(config).signing, siteUrl: config.publicUrl });
  try {
    const made = await seedDemoDossiers(core, { sign: (dossierId, at) => signatures.sign(dossierId, at), linked: demoLinked(core, worker, config.publicUrl) });
    await seedDemoVoices(core);
    if (made > 0) say(`Đã nạp ${made} hồ sơ trình diễn / demo dossiers`);
  } finally {
    await signatures.close();
    await Promise.all([app.close(), background.close()]);
  }
}

/** What every dossier stands on: places, calendar, catalogue, and in the demo the agencies with their officers. */
export async function seedReference({ ownerUrl, organisation, clock = systemClock }: { readonly ownerUrl: string; readonly organisation: boolean; readonly clock?: Clock }, say: (line: string) => void): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const db = openDatabase({ url: ownerUrl, application: 'mot-cua seed', readers: 2, writers: 2 });
  try {
    const tx: Queryable = { async query<Row>({ text, values }: { readonly text: string; readonly values?: readonly unknown[] }) { return (await owner.query(text, values as unknown[] | undefined)).rows as Row[]; } };
    const now = clock.now();
    await inTransaction(owner, () => seedPlaces(tx, now));
    if (await seedCalendar({ store: calendarStore(db) }, nationalCalendarData(), now)) say('Đã nạp lịch làm việc 2024–2027 / calendar loaded');
    const catalogue = await seedCatalogue({ store: catalogStore(db), ids: systemIds, clock }, readStarterCatalogue());
    if (catalogue.added > 0) say(`Đã nạp ${catalogue.added} thủ tục: ${catalogue.published} công bố, ${catalogue.drafts} còn thiếu / procedures loaded`);
    if (!organisation) return;
    await inTransaction(owner, () => seedSampleTariff(tx, now));
    const people = await inTransaction(owner, () => seedOrganisation(tx, argon2idHasher(), readOrganisationSeed(), now));
    if (people.officers > 0) say(`Đã nạp ${people.agencies} cơ quan, ${people.officers} cán bộ trình diễn / demo offices loaded`);
  } finally {
    await db.close();
    await owner.end();
  }
}

async function inTransaction<T>(owner: pg.Client, work: () => Promise<T>): Promise<T> {
  await owner.query('BEGIN');
  try {
    const value = await work();
    await owner.query('COMMIT');
    return value;
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}
