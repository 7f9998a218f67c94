import type { Officer } from '../../../shared/actor.ts';
import { type Result, ok, refuse } from '../../../shared/result.ts';
import { tidy } from '../../../shared/text.ts';
import { type CalendarChange, type ChangeRefusal, type ChangedCalendar, changeCalendar, dueMoment, workingCalendar } from '../domain/index.ts';
import type { CalendarStore, OpenDossiersByDue } from '../ports.ts';

export interface ChangeCalendarDeps { readonly store: Pick<CalendarStore, 'current' | 'change' | 'versionOfRequest'>; readonly dossiers: OpenDossiersByDue }
export const CALENDAR_LIMITS = {
  /** dossiers named on the page before a change is saved */ movedListed: 50,
  /** open dossiers recomputed for that page; beyond it the page says that there are more */ movedExamined: 20_000,
  /** characters of a reason or a decision */ words: 300,
} as const;

export interface MovedDossier { readonly code: string; readonly before: Date; readonly after: Date | null }
export interface ChangePreview {
  /** version that the preview was made on; saving refuses another */
  readonly basedOn: number;
  readonly changed: ChangedCalendar;
  readonly moved: readonly MovedDossier[];
  readonly movedCount: number;
  /** true when there were more open dossiers than are looked at in one go */
  readonly more: boolean;
}
/** What a change would do, and to which open dossiers: shown before it is saved. */
export async function previewChange(deps: ChangeCalendarDeps, change: CalendarChange): Promise<Result<ChangePreview, ChangeRefusal>> {
  const agencyId = change.kind === 'set-hours' ? change.agencyId : null;
  const { version, data } = await deps.store.current(agencyId ?? undefined);
  const changed = changeCalendar(data, change);
  if (!changed.ok) return changed;
  const empty = { basedOn: version, changed: changed.value, moved: [], movedCount: 0, more: false };
  // Reception hours, confirmations and a year that was missing move nothing: no date can stand in an unknown year.
  if ((change.kind === 'set-hours' && change.purpose === 'reception') || change.kind === 'confirm-day' || change.kind === 'confirm-year' || change.kind === 'add-year') return ok(empty);
  const general = workingCalendar(changed.value.data);
  const ofAgency = new Map([[agencyId ?? -1, Promise.resolve(general)]]);
  const after = (agency: number) => {
    const key = agencyId === null ? agency : agencyId;
    const known = ofAgency.get(key) ?? deps.store.current(key).then((now) => {
      const own = changeCalendar(now.data, change);
      return own.ok ? workingCalendar(own.value.data) : general;
    });
    ofAgency.set(key, known);
    return known;
  };
  const moved: MovedDossier[] = [];
  let [movedCount, examined] = [0, 0];
  for await (const dossier of deps.dossiers.openDossiers(changed.value.from, agencyId)) {
    if (++examined > CALENDAR_LIMITS.movedExamined) return ok({ ...empty, moved, movedCount, more: true });
    const due = dueMoment(await after(dossier.agencyId), dossier.question);
    const date = due.ok ? due.value.due : null;
    if (date?.getTime() === dossier.due.getTime()) continue;
    movedCount++;
    if (moved.length < CALENDAR_LIMITS.movedListed) moved.push({ code: dossier.code, before: dossier.due, after: date });
  }
  return ok({ ...empty, moved, movedCount });
}

export type SaveRefusal = ChangeRefusal | { readonly kind: 'reason-missing' | 'decision-missing' | 'changed-meanwhile' };
export interface Approval { readonly reason: string; readonly decision: string; readonly basedOn: number; readonly requestKey: string | null }
/** Saves a change that was looked at, under its reason and the document that approves it. Jobs then recompute the dates that move. */
export async function saveChange(deps: ChangeCalendarDeps, by: Officer, change: CalendarChange, approval: Approval, now: Date): Promise<Result<number, SaveRefusal>> {
  const reason = tidy(approval.reason).slice(0, CALENDAR_LIMITS.words);
  const decision = tidy(approval.decision).slice(0, CALENDAR_LIMITS.words);
  if (reason === '') return refuse({ kind: 'reason-missing' });
  if (decision === '') return refuse({ kind: 'decision-missing' });
  const before = approval.requestKey === null ? null : await deps.store.versionOfRequest(approval.requestKey);
  if (before !== null) return ok(before);
  const preview = await previewChange(deps, change);
  if (!preview.ok) return preview;
  const saved = await deps.store.change({
    basedOn: approval.basedOn, at: now, officerId: by.officerId, officerName: by.name, agencyIds: by.agencyIds, what: describe(change), reason, decision, moved: preview.value.movedCount, requestKey: approval.requestKey,
  }, preview.value.changed);
  return saved.ok ? saved : refuse({ kind: saved.refusal });
}
/** Machine-readable name of a change for the history: `add-day 2027-02-12`. */
function describe(change: CalendarChange): string {
  switch (change.kind) {
    case 'add-year': case 'confirm-year': return `${change.kind} ${change.year}`;
    case 'add-day': return `${change.kind} ${change.day.date} ${change.day.kind}`;
    case 'confirm-day': case 'remove-day': return `${change.kind} ${change.date}`;
    case 'set-hours': return `${change.kind} ${change.purpose} ${change.agencyId ?? 'all'} ${change.hours.validFrom}`;
  }
}
