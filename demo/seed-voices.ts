import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../src/shared/clock.ts';
import { plainDate, vietnamDate } from '../src/shared/plain-date.ts';
import type { CalendarStore } from '../src/modules/calendar/index.ts';
import type { DossierDeps } from '../src/modules/dossier/index.ts';
import { caseStore, handleCase, rateDossier, ratingStore, sendFeedback } from '../src/modules/feedback/index.ts';
import type { CaseAction } from '../src/modules/feedback/domain/index.ts';
import type { Agency } from '../src/modules/organisation/domain/index.ts';
import { enterDecision, enterTargets, targetStore } from '../src/modules/report/index.ts';
import { quarter, wholeYear, type Group, type Measure } from '../src/modules/report/domain/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import type { Keyring } from '../src/platform/crypto/seal.ts';
import { packageRoot } from '../src/platform/package-root.ts';
import { sql, type Database } from '../src/platform/postgres/database.ts';
import { demoOfficer, officerId } from './demo-officers.ts';
import { demoMoments, type DemoMoments } from './dossier-moments.ts';
import { PLACES, type CommuneKey } from './dossier-script.ts';

export interface VoiceDeps {
  /** logged in as the web process */ readonly db: Database;
  readonly keyring: Keyring; readonly clock: Clock; readonly dossier: Pick<DossierDeps, 'hash' | 'store'>;
  readonly calendars: Pick<CalendarStore, 'loadCalendar'>;
  readonly agencies: { all(): Promise<ReadonlyMap<number, Agency>> };
}
interface Voices {
  readonly ratings: readonly { readonly dossier: string; readonly stars: number; readonly after: number; readonly demanded?: string; readonly note?: string }[];
  readonly feedback: readonly { readonly key: string; readonly commune: CommuneKey; readonly start: string; readonly subject: string; readonly about?: string; readonly name: string; readonly phone: string; readonly email?: string; readonly text: string; readonly acts: readonly { readonly after: number; readonly do: CaseAction; readonly text: string; readonly title?: string }[] }[];
  readonly targets: readonly { readonly key: string; readonly login: string; readonly unit: CommuneKey; readonly number: string; readonly issuer: string; readonly title: string; readonly rows: readonly { readonly measure: Measure; readonly group: Group; readonly value: number }[] }[];
}
const SETTING = 'demo.voices';
interface Around { readonly deps: VoiceDeps; readonly moments: DemoMoments; readonly now: Date; readonly ids: Readonly<Record<string, string>> }

/**
 * What people say of how they were served, what becomes of it, and targets that are assigned: made by the same use-cases as the
 * pages call, as of moments of the last weeks. Needs the demo's dossiers; a second run changes nothing, an interrupted one goes on.
 */
export async function seedDemoVoices(deps: VoiceDeps): Promise<number> {
  const [done] = await deps.db.read.query<{ value: unknown }>(sql('SELECT value FROM platform_setting WHERE name = $1', [SETTING]));
  const [dossiers] = await deps.db.read.query<{ value: { readonly from: string; readonly ids: Readonly<Record<string, string>>; readonly done: boolean } }>(sql("SELECT value FROM platform_setting WHERE name = 'demo.dossiers'"));
  if (done || !dossiers?.value.done) return 0;
  const now = new Date(dossiers.value.from);
  const moments = demoMoments(await deps.calendars.loadCalendar(), now);
  if (!moments) return 0;
  const voices = JSON.parse(readFileSync(join(packageRoot(), 'demo', 'voices.json'), 'utf8')) as Voices;
  const around: Around = { deps, moments, now, ids: dossiers.value.ids };
  let made = 0;
  for (const one of voices.ratings) made += await rate(around, one);
  for (const one of voices.feedback) made += await say(around, one);
  for (const one of voices.targets) made += await assign(around, one);
  await deps.db.write.query(sql('INSERT INTO platform_setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING', [SETTING, JSON.stringify({ made })]));
  return made;
}

/** Whoever the script lets speak; nobody holds such a cookie. */
const guestOf = ({ deps }: Around, key: string) => ({ kind: 'guest' as const, guestKey: `demo-${key}-${deps.dossier.hash(key).slice(0, 24)}` });

async function rate(around: Around, { dossier, stars, after, demanded, note }: Voices['ratings'][number]): Promise<number> {
  const id = around.ids[dossier];
  const office = await demoOfficer(around.deps.db, `lanhdao.${PLACES[dossier.startsWith('hl-') ? 'ham-liem' : 'thanh-ha'].login}`, around.now);
  const found = id && office && (await around.deps.dossier.store.find({ kind: 'officer', officerId: office.officerId, agencyIds: office.agencyIds }, id));
  if (!id || !found || !found.state.finishedAt) return 0;
  const at = around.moments.plus(new Date(found.state.finishedAt), after);
  if (at >= around.now) return 0;
  const { state } = found;
  const rated = await rateDossier({ ratings: ratingStore(around.deps.db, around.deps.keyring), ids: systemIds }, guestOf(around, dossier), { id, code: state.code ?? state.reference, agencyId: state.competentAgency, procedure: state.procedure, status: state.status }, { stars: String(stars), demanded: demanded ?? 'none', note: note ?? '' }, at);
  return rated.ok ? 1 : 0;
}

async function say(around: Around, one: Voices['feedback'][number]): Promise<number> {
  const { deps, moments, now } = around;
  const login = PLACES[one.commune].login;
  const officer = await demoOfficer(deps.db, `kiemsoat.${login}`, now);
  const about = one.about === undefined ? null : officerId(`${one.about}.${login}`);
  if (!officer) return 0;
  const cases = caseStore(deps.db, deps.keyring);
  const book = { cases, ids: systemIds, agencies: deps.agencies.all, calendarOf: (agencyId: number) => deps.calendars.loadCalendar(agencyId), officersOf: async () => (about ? [{ id: about }] : []) };
  let at = moments.start(one.start);
  const sent = await sendFeedback(book, { scope: guestOf(around, one.key), at, key: `demo-voice-${one.key}` }, officer.agencyId, about, { subject: one.subject, text: one.text, name: one.name, phone: one.phone, email: one.email ?? '', address: '', dossierCode: '' });
  if (!sent.ok) return 0;
  for (const act of one.acts) {
    at = moments.plus(at, act.after);
    if (at >= now) break;
    await handleCase(book, { scope: { kind: 'officer', officerId: officer.officerId, agencyIds: officer.agencyIds }, officer, at }, sent.value, { action: act.do, text: act.text, ...(act.title ? { title: act.title } : {}) });
  }
  return 1;
}

async function assign(around: Around, one: Voices['targets'][number]): Promise<number> {
  const { deps, now } = around;
  const [officer, unit] = [await demoOfficer(deps.db, `kiemsoat.${one.login}`, now), (await demoOfficer(deps.db, `lanhdao.${PLACES[one.unit].login}`, now))?.agencyId];
  if (!officer || unit === undefined) return 0;
  const targets = targetStore(deps.db);
  const by = { scope: { kind: 'officer' as const, officerId: officer.officerId, agencyIds: officer.agencyIds }, officer, at: now, key: `demo-target-${one.key}` };
  const today = vietnamDate(now);
  const year = Number(today.slice(0, 4));
  const thisQuarter = quarter(year, Math.ceil(Number(today.slice(5, 7)) / 3));
  const enter = { targets, agencies: { all: deps.agencies.all }, ids: systemIds };
  const decided = await enterDecision(enter, by, { number: one.number, issuedOn: plainDate(`${year}-01-02`), issuer: one.issuer, title: one.title, online: 'submitted-online' });
  const decision = decided.ok ? decided.value : (await targets.decisions(by.scope, 50)).find((known) => known.agencyId === officer.agencyId && known.number === one.number)?.id;
  if (!decision) return 0;
  let made = 0;
  for (const row of one.rows) {
    const entered = await enterTargets(enter, by, decision, { unitIds: [unit], periods: row.measure === 'received-count' ? [thisQuarter] : [thisQuarter, wholeYear(year)], measure: row.measure, group: row.group, value: row.value });
    if (entered.ok) made += entered.value;
  }
  return made;
}
