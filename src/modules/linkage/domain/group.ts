import { holds, type Condition, type Facts } from '../../../shared/condition.ts';
import type { Text } from '../../../shared/text.ts';
import type { Term } from '../../calendar/domain/index.ts';
import { isFinal, type TaskState } from './task.ts';

/** A group of linked procedures as announced (TT 01/2018/TT-VPCP Đ.4): one receipt, one due date, every agency with its own time inside it (NĐ 61/2018/NĐ-CP Đ.19 k.6). */
export interface LinkedGroup {
  /** the group's own code in the catalogue */ readonly procedure: string;
  /** the procedure that leads: its dossier is the one the person files */ readonly lead: string;
  readonly name: Text; readonly leadName: Text;
  readonly term: Term; readonly verifyingTerm: Term; readonly legalBasis: string;
  readonly offeredWhen: Condition;
  readonly parts: readonly LinkedPart[];
  readonly sources: readonly string[]; readonly unverified?: string;
}
export interface LinkedPart {
  readonly key: string; /** name under which the other agency stands in the settings */ readonly partner: string;
  readonly name: Text; readonly agency: Text; readonly term: Term; readonly verifyingTerm: Term;
  /** the answers that this agency is told, and no others */ readonly tells: readonly string[];
}
export type GroupState = 'waiting' | 'running' | 'done' | 'partly' | 'ended';

/** Parts that can be chosen for a dossier: the group's condition holds and the other agency is connected. */
export const offeredParts = (group: LinkedGroup, facts: Facts, partners: readonly string[]): readonly LinkedPart[] =>
  holds(group.offeredWhen, facts) ? group.parts.filter((part) => partners.includes(part.partner)) : [];

export type ChooseRefusal = { readonly kind: 'not-offered' } | { readonly kind: 'nothing-chosen' } | { readonly kind: 'too-late' };
/** What was ticked, in the group's order; a part that is not offered is refused, not left out silently. */
export function chooseParts(offered: readonly LinkedPart[], chosen: readonly string[], leadFinished: boolean): { readonly ok: true; readonly parts: readonly string[] } | { readonly ok: false; readonly refusal: ChooseRefusal } {
  if (leadFinished) return { ok: false, refusal: { kind: 'too-late' } };
  if (offered.length === 0 || chosen.some((key) => !offered.some((part) => part.key === key))) return { ok: false, refusal: { kind: 'not-offered' } };
  const parts = offered.filter((part) => chosen.includes(part.key)).map((part) => part.key);
  return parts.length === 0 ? { ok: false, refusal: { kind: 'nothing-chosen' } } : { ok: true, parts };
}

/** How the leading dossier stands, as far as its group cares. */
export type LeadState = 'before-reception' | 'running' | 'signed' | 'ended';
/**
 * The state of the whole: done when every part is, partly when all have ended and some did not succeed. A birth that is
 * registered stays registered though residence was refused; a birth that is refused ends everything that waited for it.
 */
export function groupState(lead: LeadState, tasks: readonly TaskState[]): GroupState {
  if (lead === 'ended') return 'ended';
  if (lead === 'before-reception') return 'waiting';
  if (lead !== 'signed' || tasks.length === 0 || !tasks.every(isFinal)) return 'running';
  return tasks.every((task) => task === 'done') ? 'done' : 'partly';
}
/** The group's term: the longer one once any part must be verified. */
export const termOf = (group: LinkedGroup, tasks: readonly { readonly verified: boolean }[]): Term => (tasks.some((task) => task.verified) ? group.verifyingTerm : group.term);
