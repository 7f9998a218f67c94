import type { Ids } from '../../../shared/id.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { agencyOn, type Agency } from '../../organisation/domain/index.ts';
import type { WorkingCalendar } from '../../calendar/domain/index.ts';
import { caseBook, caseCode, planSent, readFeedback, type FeedbackProblem, type NoCalendar, type TypedFeedback } from '../domain/index.ts';
import type { CaseStore, PersonScope } from '../ports.ts';

/** Feedback that one person may send in a day; more is not feedback. */
export const SENT_A_DAY = 5;
export interface SendDeps { readonly cases: CaseStore; readonly ids: Ids; agencies(): Promise<ReadonlyMap<number, Agency>>; calendarOf(agencyId: number): Promise<WorkingCalendar>; officersOf(agencyId: number): Promise<readonly { readonly id: string }[]> }
export type SendRefusal = FeedbackProblem | { readonly kind: 'agency-missing' | 'officer-unknown' | 'too-many' } | NoCalendar;

/** Takes feedback in: checks it, gives it a code and its clocks, and keeps who wrote it apart and sealed. */
export async function sendFeedback(deps: SendDeps, by: { readonly scope: PersonScope; readonly at: Date; readonly key: string | null }, agencyId: number, aboutOfficer: string | null, typed: TypedFeedback): Promise<Result<string, readonly SendRefusal[]>> {
  const agency = (await deps.agencies()).get(agencyId);
  if (!agency || (agency.kind !== 'commune' && agency.kind !== 'province') || agencyOn(agency, vietnamDate(by.at)) !== 'open') return refuse([{ kind: 'agency-missing' }]);
  const read = readFeedback(typed);
  const problems: SendRefusal[] = [...read.problems];
  if (aboutOfficer !== null && !(await deps.officersOf(agencyId)).some((one) => one.id === aboutOfficer)) problems.push({ kind: 'officer-unknown' });
  if (problems.length > 0 || read.subject === null) return refuse(problems);
  if ((await deps.cases.sentSince(by.scope, new Date(by.at.getTime() - 86_400_000))) >= SENT_A_DAY) return refuse([{ kind: 'too-many' }]);
  const planned = planSent(await deps.calendarOf(agencyId), by.at, { subject: read.subject, agencyId, aboutOfficer, dossierCode: read.dossierCode });
  if (!planned.ok) return refuse([planned.refusal]);
  const day = vietnamDate(by.at);
  return ok(await deps.cases.send(by.scope, { id: deps.ids.uuid(), requestKey: by.key, book: caseBook(agency.code, day), code: (order) => caseCode(agency.code, day, order), agencyId, events: planned.value, writer: read.writer, text: read.text, at: by.at }));
}
