import { notFound, HttpProblem } from '../../../platform/http/problem.ts';
import type { RouteRequest } from '../../../platform/http/route.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { Person } from '../domain/index.ts';
import type { Draft, DraftContent, DossierScope } from '../ports.ts';
import type { DossierWebDeps } from './web-deps.ts';
import { pathOf, type Stop } from './draft-path.ts';

/** The request's scope as the dossier module takes it; the public has no dossiers. */
export function scopeOf(request: Pick<RouteRequest<unknown, unknown, unknown>, 'scope'>): DossierScope {
  if (request.scope.kind === 'public') throw new HttpProblem('forbidden');
  return request.scope;
}
/**
 * Under whose key the draft lies. What a helper fills in lies under the person's own key from the first answer; the helper gets
 * there by the draft's id and the record of who began it, until it is submitted.
 */
export function draftScope(deps: Pick<DossierWebDeps, 'assist'>, request: Pick<RouteRequest<{ draft: string }, unknown, unknown>, 'scope' | 'actor' | 'params'>): DossierScope {
  return request.actor.kind === 'officer' ? { kind: 'guest', guestKey: deps.assist.keyOf(request.params.draft) } : scopeOf(request);
}
export interface OpenDraft { readonly draft: Draft; readonly content: ProcedureContent; readonly path: readonly Stop[]; readonly scope: DossierScope }

/** The person's own draft, or the same 404 as one that never was. A submitted draft leads to its dossier. */
export async function openDraft(deps: DossierWebDeps, request: RouteRequest<{ draft: string }, unknown, unknown>): Promise<OpenDraft | { readonly submitted: string }> {
  const scope = draftScope(deps, request);
  const draft = await deps.drafts.find(scope, request.params.draft);
  if (!draft || (request.actor.kind === 'officer' && (draft.officerId !== request.actor.officerId || draft.dossierId))) return notFound();
  if (draft.dossierId) return { submitted: draft.dossierId };
  const content = await deps.procedures.version(draft.version);
  if (!content) return notFound();
  const own = await withSignedIn(deps, request, draft);
  return { draft: own, content, path: pathOf(own, content, request.now), scope };
}

/** Somebody who signed in after beginning has nothing left to declare: who they are joins the draft with its next save. */
async function withSignedIn(deps: DossierWebDeps, request: Pick<RouteRequest<unknown, unknown, unknown>, 'actor'>, draft: Draft): Promise<Draft> {
  const { actor } = request;
  if (actor.kind !== 'citizen' || draft.content.owner) return draft;
  const person = await deps.person(actor.citizenId);
  return person ? { ...draft, content: identified(draft.content, person, actor.assurance) } : draft;
}
const SAVE_TRIES = 5;
/**
 * Saves a change of one part of the draft. When another part was saved at the same moment (a page open beside, the automatic
 * keeping), the change is made once more on what is there now: neither is lost.
 */
export async function saveChange(deps: DossierWebDeps, { scope, draft }: Pick<OpenDraft, 'scope' | 'draft'>, now: Date, change: (content: DraftContent) => DraftContent): Promise<Draft | 'gone'> {
  let at = draft;
  for (let tried = 0; tried < SAVE_TRIES; tried++) {
    const content = change(at.content);
    const saved = await deps.drafts.save(scope, at.id, at.revision, content, now);
    if (saved === 'saved') return { ...at, content, revision: at.revision + 1, changedAt: now };
    const fresh = saved === 'gone' ? null : await deps.drafts.find(scope, at.id);
    if (!fresh || fresh.dossierId) return 'gone';
    at = fresh;
  }
  throw new HttpProblem('busy');
}
/** The draft's content with its owner: how to reach them is taken over where the draft does not say yet. */
export function identified(content: DraftContent, owner: Person, assurance: DraftContent['assurance']): DraftContent {
  const reach = { ...(owner.phone ? { phone: owner.phone } : {}), ...(owner.email ? { email: owner.email } : {}) };
  return visit(content, 'xac-nhan', { owner, assurance, contact: { ...reach, ...content.contact } });
}
export const visit = (content: DraftContent, key: string, more: Partial<DraftContent>): DraftContent => ({ ...content, ...more, visited: content.visited.includes(key) ? content.visited : [...content.visited, key] });
