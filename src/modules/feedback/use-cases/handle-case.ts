import type { Officer } from '../../../shared/actor.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { WorkingCalendar } from '../../calendar/domain/index.ts';
import { agencyOn, type Agency } from '../../organisation/domain/index.ts';
import { mayDoToCase, planAccepted, planAnswered, planAsked, planNamed, planPublished, planRejected, planRerouted, planSupplemented, planTransferred, type CaseAction, type CaseState, type NewCaseEvent, type NoCalendar } from '../domain/index.ts';
import type { CaseScope, CaseStore, OfficerScope } from '../ports.ts';

export interface HandleDeps { readonly cases: CaseStore; agencies(): Promise<ReadonlyMap<number, Agency>>; calendarOf(agencyId: number): Promise<WorkingCalendar>; officersOf(agencyId: number): Promise<readonly { readonly id: string }[]> }
export interface Asked {
  readonly action: CaseAction; readonly text: string; readonly title?: string; readonly toAgency?: number | null; readonly as?: 'complaint' | 'denunciation' | null; readonly officerId?: string | null;
}
export type HandleRefusal = { readonly kind: 'not-found' } | { readonly kind: 'not-allowed'; readonly action: CaseAction } | { readonly kind: 'text-missing' | 'title-missing' | 'agency-missing' | 'kind-missing' | 'officer-unknown' } | NoCalendar;

/** One act of an officer on a case. The officer complained of finds none. */
export async function handleCase(deps: HandleDeps, by: { readonly scope: OfficerScope; readonly officer: Officer; readonly at: Date }, id: string, asked: Asked): Promise<Result<true, HandleRefusal>> {
  const [agencies, calendar, officers] = await Promise.all([deps.agencies(), deps.calendarOf(asked.action === 'transfer' && asked.toAgency ? asked.toAgency : by.officer.agencyId), deps.officersOf(by.officer.agencyId)]);
  const changed = await deps.cases.change<HandleRefusal>(by.scope, id, { kind: 'officer', id: by.officer.officerId, name: by.officer.name }, by.at, ({ state }) => {
    if (!mayDoToCase(asked.action, state, by.officer.officerId)) return refuse({ kind: 'not-allowed', action: asked.action });
    return decide(state, asked, { agencies, calendar, officers, at: by.at });
  });
  return changed === null ? refuse({ kind: 'not-found' }) : changed.ok ? ok(true) : changed;
}
interface Facts { readonly agencies: ReadonlyMap<number, Agency>; readonly calendar: WorkingCalendar; readonly officers: readonly { readonly id: string }[]; readonly at: Date }
function decide(state: CaseState, asked: Asked, { agencies, calendar, officers, at }: Facts): Result<readonly NewCaseEvent[], HandleRefusal> {
  const text = asked.text.normalize('NFC').trim();
  if (asked.action !== 'accept' && asked.action !== 'name-officer' && !text) return refuse({ kind: 'text-missing' });
  switch (asked.action) {
    case 'accept': return ok(planAccepted(text || null));
    case 'reject': return ok(planRejected(state, at, text));
    case 'ask-supplement': return ok(planAsked(state, at, text));
    case 'reroute': return asked.as ? ok(planRerouted(asked.as, text)) : refuse({ kind: 'kind-missing' });
    case 'transfer': {
      const to = asked.toAgency === null || asked.toAgency === undefined ? undefined : agencies.get(asked.toAgency);
      return to && (to.kind === 'commune' || to.kind === 'province') && to.id !== state.agencyId && agencyOn(to, vietnamDate(at)) === 'open' ? planTransferred(calendar, state, at, { agencyId: to.id, reason: text }) : refuse({ kind: 'agency-missing' });
    }
    case 'name-officer': return asked.officerId && officers.some((one) => one.id === asked.officerId) ? ok(planNamed(asked.officerId)) : refuse({ kind: 'officer-unknown' });
    case 'answer': return planAnswered(calendar, state, at, text);
    case 'publish': return asked.title?.trim() ? ok(planPublished(state, at, { title: asked.title.trim(), text })) : refuse({ kind: 'title-missing' });
  }
}

/** What the person was asked for arrives; the clock of the answer goes on. */
export async function supplementCase(deps: Pick<HandleDeps, 'cases' | 'calendarOf'>, scope: CaseScope, id: string, text: string, at: Date): Promise<Result<true, { readonly kind: 'not-found' | 'not-waiting' | 'text-missing' } | NoCalendar>> {
  const typed = text.normalize('NFC').trim();
  if (!typed) return refuse({ kind: 'text-missing' });
  const found = await deps.cases.find(scope, id);
  if (!found) return refuse({ kind: 'not-found' });
  const calendar = await deps.calendarOf(found.state.agencyId);
  const changed = await deps.cases.change<{ readonly kind: 'not-waiting' } | NoCalendar>(scope, id, { kind: 'person', id: null, name: null }, at, ({ state }) => (state.status === 'waiting' ? planSupplemented(calendar, state, at, typed) : refuse({ kind: 'not-waiting' })));
  return changed === null ? refuse({ kind: 'not-found' }) : changed.ok ? ok(true) : changed;
}
