import type { RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Text } from '../../../shared/text.ts';
import type { Body } from '../../eform/domain/index.ts';
import type { ReceivedFile } from '../domain/index.ts';
import type { DossierScope } from '../ports.ts';
import type { DossierWebDeps } from './web-deps.ts';

/** Under which boxes a form with files waits while its sender signs in again: ids of the kept files, words about those that were not taken. */
export const LEFT_BEHIND = { files: '_tep', refused: { vi: '_hong', en: '_hong-en' } } as const;

type Asking = Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'url'>;
export interface LeftBehind { readonly files: readonly ReceivedFile[]; readonly refused: readonly Text[]; readonly typed: Body }

/** What this person had sent to this page after the session had ended; null when nothing waits. Nothing is changed by looking. */
export async function leftBehind(deps: DossierWebDeps, request: Asking, scope: DossierScope, papers: ReadonlySet<string>): Promise<LeftBehind | null> {
  if (request.actor.kind !== 'citizen') return null;
  const parked = await deps.parked.find(scope, request.url.pathname);
  if (!parked) return null;
  const list = (name: string): readonly string[] => [parked[name] ?? []].flat();
  const files = (await deps.files.uploadedBy(scope, list(LEFT_BEHIND.files))).filter((file) => papers.has(file.paper));
  const english = list(LEFT_BEHIND.refused.en);
  return {
    files, refused: list(LEFT_BEHIND.refused.vi).map((vi, at) => ({ vi, en: english[at] ?? vi })),
    typed: Object.fromEntries(Object.entries(parked).filter(([name]) => !name.startsWith('_'))) as Body,
  };
}

/** Puts such files where they belong, and is done with the rest: whoever sends the page has seen it. */
export async function takeBack(deps: DossierWebDeps, request: Asking, scope: DossierScope, draftId: string, papers: ReadonlySet<string>): Promise<void> {
  const left = await leftBehind(deps, request, scope, papers);
  if (!left) return;
  const room = LIMITS.filesPerDossier - (await deps.files.ofDraft(scope, draftId)).length;
  if (left.files.length > 0) await deps.uploads.keepInDraft(scope, draftId, left.files.slice(0, Math.max(0, room)).map((file) => file.id));
  await deps.parked.forget(scope, request.url.pathname);
}

/** Files of the draft and those that wait for it; the same pages sent twice are shown once. */
export const together = (files: readonly ReceivedFile[], left: LeftBehind | null): readonly ReceivedFile[] =>
  [...files, ...(left?.files ?? []).filter((file) => !files.some((one) => one.id === file.id || (one.paper === file.paper && one.sha256 === file.sha256)))];
