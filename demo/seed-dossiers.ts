import type { Officer } from '../src/shared/actor.ts';
import type { Clock } from '../src/shared/clock.ts';
import type { CalendarStore } from '../src/modules/calendar/index.ts';
import type { DocumentDeps } from '../src/modules/document/index.ts';
import type { DossierDeps } from '../src/modules/dossier/index.ts';
import { termFor } from '../src/modules/dossier/domain/index.ts';
import { sql, type Database } from '../src/platform/postgres/database.ts';
import { demoOfficer } from './demo-officers.ts';
import { demoMoments, type DemoMoments } from './dossier-moments.ts';
import { PLACES, readScript, readStep, type CommuneKey, type Script, type ScriptedDossier, type ScriptedStep } from './dossier-script.ts';
import type { DemoLinked } from './link-demo-parts.ts';
import { takeDemoStep, type DemoOfficers, type StepOutcome, type Subject } from './dossier-steps.ts';

/** What the demo's dossiers are made with; the wiring's core has all of it. */
export interface DemoDeps {
  /** logged in as the web process */ readonly db: Database;
  readonly clock: Clock;
  readonly dossier: DossierDeps;
  readonly documents: DocumentDeps;
  readonly calendars: Pick<CalendarStore, 'loadCalendar'>;
}
export interface DemoOptions {
  /** signs an approved result as of a moment of the script; without it those results wait for the worker and stay unsigned till then */
  readonly sign?: (dossierId: string, at: Date) => Promise<void>;
  /** linked parts of the script; without it nothing is linked */ readonly linked?: DemoLinked;
  /** a step that a rule refused: the dossier stays where it was, the rest goes on */
  readonly onRefusal?: (dossier: string, step: ScriptedStep, refusal: unknown) => void;
}
/** How far the seeding has come. Stored after each step, so that a start that was interrupted goes on where it stopped. */
interface Progress { readonly from: string; readonly next: number; readonly ids: Readonly<Record<string, string>>; readonly stuck: readonly string[]; readonly done: boolean }
const SETTING = 'demo.dossiers';
interface Moment { readonly at: Date; readonly subject: Subject; readonly index: number; readonly step: ScriptedStep }

/**
 * Dossiers of the three deep procedures in both communes over the last four working weeks, in every status, made by the
 * same use-cases as the pages call, in the order in which they happened. Returns how many there are new; 0 when they were
 * there already or the calendar has no year for today.
 */
export async function seedDemoDossiers(deps: DemoDeps, options: DemoOptions = {}): Promise<number> {
  const before = await readProgress(deps.db);
  if (before?.done) return 0;
  const now = before ? new Date(before.from) : deps.clock.now();
  const script = readScript();
  const subjects = await subjectsOf(deps, script, now, before?.ids ?? {});
  const moments = demoMoments(await deps.calendars.loadCalendar(subjects[0]?.agencyId), now);
  if (!moments || subjects.length === 0) return 0;
  const timeline = await timelineOf(deps, subjects, moments, now);
  const stuck = new Set(before?.stuck);
  let made = 0;
  for (const [position, { subject, index, step, at }] of timeline.entries()) {
    if (position < (before?.next ?? 0) || stuck.has(subject.scripted.key)) continue;
    const outcome: StepOutcome = await takeDemoStep({ dossier: deps.dossier, documents: deps.documents, script, ...(options.sign ? { sign: options.sign } : {}), ...(options.linked ? { linked: options.linked } : {}) }, subject, index, step, at);
    if (index === 0 && outcome.ok) made++;
    if (!outcome.ok) options.onRefusal?.(subject.scripted.key, step, outcome.refusal);
    if (!outcome.ok || !outcome.went) stuck.add(subject.scripted.key);
    await writeProgress(deps.db, { from: now.toISOString(), next: position + 1, ids: idsOf(subjects), stuck: [...stuck], done: false });
  }
  await writeProgress(deps.db, { from: now.toISOString(), next: timeline.length, ids: idsOf(subjects), stuck: [...stuck], done: true });
  return made;
}

async function readProgress(db: Database): Promise<Progress | null> {
  const [row] = await db.read.query<{ value: Progress }>(sql('SELECT value FROM platform_setting WHERE name = $1', [SETTING]));
  return row?.value ?? null;
}
async function writeProgress(db: Database, progress: Progress): Promise<void> {
  await db.write.query(sql('INSERT INTO platform_setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = now()', [SETTING, JSON.stringify(progress)], 'demo-progress'));
}
const idsOf = (subjects: readonly Subject[]): Record<string, string> => Object.fromEntries(subjects.flatMap((one) => (one.dossierId ? [[one.scripted.key, one.dossierId]] : [])));

async function subjectsOf(deps: DemoDeps, script: Script, now: Date, known: Readonly<Record<string, string>>): Promise<readonly Subject[]> {
  const offices = new Map<CommuneKey, { readonly officers: DemoOfficers; readonly agencyId: number; readonly shortName: string }>();
  for (const key of Object.keys(PLACES) as CommuneKey[]) {
    const officers = await officersOf(deps.db, PLACES[key].login, now);
    const agency = officers && (await deps.dossier.agencies.find(officers.reception.agencyId));
    if (officers && agency) offices.set(key, { officers, agencyId: agency.id, shortName: agency.shortName });
  }
  return script.dossiers.flatMap((scripted, order) => {
    const office = offices.get(scripted.commune);
    // The guest key is what a visitor's cookie would give; nobody holds this one. Signing in as the owner claims the dossier by the personal number.
    return office ? [{ scripted, officers: office.officers, agencyId: office.agencyId, agencyShortName: office.shortName, guest: { kind: 'guest' as const, guestKey: `demo-${scripted.key}-${deps.dossier.hash(scripted.key).slice(0, 24)}` }, order, dossierId: known[scripted.key] ?? null }] : [];
  });
}

async function officersOf(db: Database, login: string, now: Date): Promise<DemoOfficers | null> {
  const officer = (username: string): Promise<Officer | null> => demoOfficer(db, `${username}.${login}`, now);
  const [reception, specialist, leader] = await Promise.all([officer('tiepnhan'), officer('thuly'), officer('lanhdao')]);
  return reception && specialist && leader ? { reception, specialist, leader } : null;
}

/** All steps of all dossiers in the order of time, so that codes and register numbers follow the clock. What would lie ahead of now has not happened yet. */
async function timelineOf(deps: DemoDeps, subjects: readonly Subject[], moments: DemoMoments, now: Date): Promise<readonly Moment[]> {
  const all: Moment[] = [];
  for (const subject of subjects) {
    const steps = subject.scripted.steps.map(readStep);
    let at = await startOf(deps, subject, moments, steps);
    for (const [index, step] of steps.entries()) {
      if (index > 0) at = moments.plus(at, minutesOf(step.after));
      if (at >= now) break;
      all.push({ at, subject, index, step });
    }
  }
  return all.sort((a, b) => a.at.getTime() - b.at.getTime() || a.subject.order - b.subject.order || a.index - b.index);
}
const minutesOf = (after: string | undefined): number => {
  const minutes = Number(/^\+(\d+)m$/u.exec(after ?? '')?.[1]);
  if (!Number.isInteger(minutes)) throw new Error(`demo/dossiers.json: «${after ?? ''}» is no number of working minutes`);
  return minutes;
};
async function startOf(deps: DemoDeps, subject: Subject, moments: DemoMoments, steps: readonly ScriptedStep[]): Promise<Date> {
  const scripted: ScriptedDossier = subject.scripted;
  if (scripted.start !== 'due-soon') return moments.start(scripted.start);
  const [current, deadlines] = await Promise.all([deps.dossier.procedures.current(scripted.procedure), deps.dossier.deadlinesOf(subject.agencyId)]);
  const term = current && termFor(current.content, null, scripted.channel);
  if (!term?.ok) return moments.start('now-60m');
  const received = moments.dueSoon(deadlines, term.value.term);
  // the person filed somewhat earlier, in the same working time
  return moments.before(received, minutesOf(steps[1]?.after));
}
