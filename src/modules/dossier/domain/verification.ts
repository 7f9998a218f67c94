import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { ProcedureCase, ProcedureContent, ProcedureTerm } from '../../catalog/domain/index.ts';
import type { CalendarMissing, Deadlines } from './deadlines.ts';
import { newEvent, type NewEvent } from './event.ts';
import { stepDueAt, termFor, type ReceiveRefusal } from './receive.ts';
import type { DossierState } from './state.ts';

/** A case that no answer chooses: only the officer can, when the law gives more time for verifying («trường hợp cần xác minh»). */
export interface ChosenTerm { readonly case: ProcedureCase; readonly term: ProcedureTerm }
const byOfficer = (one: ProcedureCase): boolean => one.when !== undefined && 'any' in one.when && one.when.any.length === 0;

/** Longer terms that this dossier may still be given; none when the procedure has none or one was chosen already. */
export function termsToChoose(content: ProcedureContent, state: Pick<DossierState, 'caseKey'>): readonly ChosenTerm[] {
  const cases = content.cases.filter(byOfficer);
  if (cases.some((one) => one.key === state.caseKey)) return [];
  return cases.flatMap((one) => { const term = content.terms.find((candidate) => candidate.caseKey === one.key && candidate.term); return term ? [{ case: one, term }] : []; });
}

export type VerificationRefusal = { readonly kind: 'reason-missing' } | { readonly kind: 'no-such-term' } | /** the date has passed: a longer term would only hide it */ { readonly kind: 'date-passed' } | /** counted anew it would come out no later */ { readonly kind: 'not-longer' } | ReceiveRefusal | CalendarMissing;

/**
 * The longer term is counted from the same start as the first one, over the same pauses, and its sentence says so. It can
 * be chosen only while the first date has not passed: it is the law's own time for the case, never an excuse for lateness.
 */
export function decideVerification(state: DossierState, asked: { readonly at: Date; readonly caseKey: string; readonly reason: string }, content: ProcedureContent, deadlines: Deadlines): Result<readonly NewEvent[], VerificationRefusal> {
  const reason = asked.reason.trim();
  if (!reason) return refuse({ kind: 'reason-missing' });
  const chosen = termsToChoose(content, state).find((one) => one.case.key === asked.caseKey);
  if (!chosen || !state.due || !state.receivedAt) return refuse({ kind: 'no-such-term' });
  if (asked.at.getTime() > Date.parse(state.due.at)) return refuse({ kind: 'date-passed' });
  const term = termFor(content, asked.caseKey, state.channel);
  if (!term.ok) return term;
  const due = deadlines.due(new Date(state.receivedAt), term.value.term, state.clock);
  if (!due.ok) return due;
  if (Date.parse(due.value.at) <= Date.parse(state.due.at)) return refuse({ kind: 'not-longer' });
  const step = state.steps.find((one) => one.key === state.step);
  // The step gets its own hours again, from now, inside the new date.
  const stepDue = step ? stepDueAt(deadlines, asked.at, step, new Date(due.value.at)) : ok(new Date(due.value.at));
  if (!stepDue.ok) return stepDue;
  const basis = chosen.term.legalBasis;
  const words = chosen.case.name;
  return ok([newEvent('verification-chosen', {
    caseKey: asked.caseKey, reason, term: term.value.sourceText, ...(basis ? { legalBasis: basis } : {}), previousDue: state.due.at, stepDue: stepDue.value.toISOString(),
    due: { at: due.value.at, explanation: { vi: `${plain(words.vi)}: ${term.value.sourceText}${basis ? ` (${basis})` : ''}. ${due.value.explanation.vi}`, en: `${plain(words.en)}: ${term.value.sourceText}${basis ? ` (${basis})` : ''}. ${due.value.explanation.en}` } },
  })]);
}
/** «Phải xác minh (cán bộ chọn khi thẩm tra)» → «Phải xác minh»: the bracket speaks to officers. */
export const plain = (name: string): string => name.replace(/\s*\([^)]*\)\s*$/u, '');
