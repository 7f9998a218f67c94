import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTinos } from '../adapters/pdf-typst/fonts.ts';
import { createDiskFiles } from '../adapters/files-disk/index.ts';
import { officeDeadlines, STANDARD_RULE } from '../modules/calendar/domain/index.ts';
import { calendarStore } from '../modules/calendar/index.ts';
import { catalogStore } from '../modules/catalog/index.ts';
import { documentStore, fileSealer, photoWorkshop, type DocumentDeps } from '../modules/document/index.ts';
import type { StoredFile } from '../modules/document/domain/index.ts';
import { consentStore, dossierStore, draftStore, parkedAnswers, type AgencyFacts, type DossierDeps, type Reactions } from '../modules/dossier/index.ts';
import type { ReceivedFile } from '../modules/dossier/domain/index.ts';
import { agencyOn, signingHeading, signingOn, successorOn, type Agency } from '../modules/organisation/domain/index.ts';
import { organisationStore, signingStore } from '../modules/organisation/index.ts';
import { placeStore } from '../modules/place/index.ts';
import { derivedSecret, systemIds } from '../platform/crypto/ids.ts';
import type { Keyring } from '../platform/crypto/seal.ts';
import { jobBell } from '../platform/jobs/job-bell.ts';
import type { Database } from '../platform/postgres/database.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import { vietnamDate } from '../shared/plain-date.ts';
import { assistSecrets } from './assisted-filing.ts';
import { places as placesOf, type Config } from './config.ts';
import { postOffer } from '../modules/delivery/index.ts';
import { afterCalendarChange } from './reactions.ts';
import { formPlaces } from './form-places.ts';
import { offerDeps, postCarrier, postOffices } from './post-carrier.ts';
import { virusScanner } from './virus-scanner.ts';

/** Stores and use-case dependencies that web, worker and commands share, on one database and one keyring. */
export async function buildCore(config: Config, db: Database, keyring: Keyring, reactions: Reactions, clock: Clock = systemClock) {
  const organisation = organisationStore(db);
  const catalog = catalogStore(db);
  const calendars = calendarStore(db, { clock, reactions: afterCalendarChange });
  const placeBooks = placeStore(db, clock);
  const documents: DocumentDeps = {
    documents: documentStore(db, keyring), files: createDiskFiles({ dir: placesOf(config).files }), sealer: fileSealer(keyring),
    photos: photoWorkshop({ fontFile: watermarkFont(config) }), scanner: virusScanner(config), ids: systemIds,
  };
  const agencies = agencyDirectory(organisation, clock);
  const lookups = await formPlaces(placeBooks);
  const ring = jobBell(db);
  let changes = 0;
  const deadlines = new WeakMap<object, ReturnType<typeof officeDeadlines>>();
  const offices = postOffices(agencies, calendars);
  const carrier = postCarrier(config, clock);
  const offer = offerDeps(db, offices, lookups.provinces());
  const signing = signingStore(db);
  const dossier: DossierDeps = {
    store: dossierStore({ db, keyring, reactions, committed() { changes += 1; ring(); } }), drafts: draftStore(db, keyring),
    procedures: {
      async current(code) { const found = await catalog.publishedByCode(code); return found ? { versionId: found.id, content: found.content } : null; },
      async version(id) { return (await catalog.versionById(id))?.content ?? null; },
    },
    async deadlinesOf(agencyId) {
      const calendar = await calendars.loadCalendar(agencyId);
      let known = deadlines.get(calendar);
      if (!known) { known = officeDeadlines(calendar, STANDARD_RULE); deadlines.set(calendar, known); }
      return known;
    },
    agencies: { find: agencies.find },
    async signsFor(officerId, agencyId, day) {
      const right = signingOn(await signing.signingOf(officerId), agencyId, day);
      return right && { form: right.form, heading: signingHeading(right), ownTitle: right.ownTitle, basis: right.basis };
    },
    files: {
      async ofDraft(scope, draftId) { return (await documents.documents.listOfDraft(scope, draftId)).filter((file) => file.state !== 'infected').map(receivedFile); },
      async uploadedBy(scope, ids) { const found = await Promise.all(ids.map((id) => documents.documents.find(scope, id))); return found.flatMap((file) => (file && file.dossierId === null ? [receivedFile(file)] : [])); },
    },
    consents: consentStore(db), assist: assistSecrets(keyring),
    ids: systemIds, lookups, hash: (text) => createHash('sha256').update(text).digest('hex'), trackingSecret: (id) => derivedSecret(keyring.lookup, 'tracking-secret', id, 8), demo: config.demo,
    ...(config.post ? { post: postOffer(offer) } : {}),
  };
  const parked = parkedAnswers(db, keyring);
  return { parked, config, db, keyring, clock, organisation, catalog, calendars, placeBooks, documents, agencies, lookups, dossier, /** the post of this installation: its carrier or none, offices, prices */ post: { carrier, offices, offer }, /** how many changes of dossiers this process has committed */ dossierChanges: () => changes };
}
/** The image library reads TrueType files only; the joined face is written once beside the data. */
function watermarkFont(config: Config): string | null {
  const file = join(config.dataDir, 'fonts', 'tinos.ttf');
  if (!existsSync(file)) {
    const face = loadTinos()[0];
    if (!face) return null;
    mkdirSync(join(config.dataDir, 'fonts'), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, face.bytes);
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}
export type Core = Awaited<ReturnType<typeof buildCore>>;

export const receivedFile = (file: StoredFile): ReceivedFile => ({ id: file.id, paper: file.paperKey, name: file.name, mime: file.mime, size: file.size, pages: file.pages, sha256: file.sha256 });

/** Agencies change rarely and are asked for on every page: kept for a minute in this process. */
const AGENCY_CACHE_MS = 60_000;
function agencyDirectory(organisation: { agencies(): Promise<readonly Agency[]> }, clock: Clock) {
  let kept: { readonly at: number; readonly rows: ReadonlyMap<number, Agency> } | null = null;
  const all = async (): Promise<ReadonlyMap<number, Agency>> => {
    const now = clock.now().getTime();
    if (!kept || now - kept.at > AGENCY_CACHE_MS) kept = { at: now, rows: new Map((await organisation.agencies()).map((agency) => [agency.id, agency])) };
    return kept.rows;
  };
  return {
    all,
    async find(id: number): Promise<AgencyFacts | null> {
      const rows = await all();
      const agency = rows.get(id);
      if (!agency) return null;
      const today = vietnamDate(clock.now());
      const next = agencyOn(agency, today) === 'closed' ? successorOn(agency, rows, today) : null;
      return { ...facts(agency, clock), ...(next ? { takenOverBy: { id: next.id, name: next.name } } : {}) };
    },
    /** open authorities that receive dossiers, with the province's name */
    async receiving(): Promise<readonly (AgencyFacts & { readonly province: string })[]> {
      const rows = await all();
      return [...rows.values()].filter((agency) => agency.kind === 'commune' && agencyOn(agency, vietnamDate(clock.now())) === 'open').map((agency) => ({ ...facts(agency, clock), province: rows.get(agency.parentId ?? 0)?.shortName ?? '' }));
    },
  };
}
const facts = (agency: Agency, clock: Clock): AgencyFacts => ({ id: agency.id, code: agency.code, name: agency.name, shortName: agency.shortName, phone: agency.phone ?? '', address: agency.address ?? '', open: agencyOn(agency, vietnamDate(clock.now())) === 'open' });
