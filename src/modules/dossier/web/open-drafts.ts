import type { RouteRequest } from '../../../platform/http/route.ts';
import type { Text } from '../../../shared/text.ts';
import { resumeAt, pathOf } from './draft-path.ts';
import type { DossierWebDeps } from './web-deps.ts';
import { scopeOf } from './with-draft.ts';

/** More are on «Hồ sơ của tôi»; a first page is no list. */
const SHOWN = 3;
export interface BegunDraft { readonly href: string; readonly name: Text; readonly changedAt: Date }

/**
 * What this visitor has begun and not submitted, newest first, each with the place where it goes on. The database is not
 * asked for whoever comes without the cookie that a guest gets: nothing can have been begun.
 */
export function openDraftLinks(deps: Pick<DossierWebDeps, 'drafts' | 'procedures'>) {
  return async (request: Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'scope' | 'now'>): Promise<readonly BegunDraft[]> => {
    if ((request.actor.kind === 'guest' && request.actor.unknown) || request.scope.kind === 'public' || request.actor.kind === 'officer') return [];
    const drafts = await deps.drafts.listOpen(scopeOf(request), SHOWN);
    const begun = await Promise.all(drafts.map(async (draft) => {
      const content = await deps.procedures.version(draft.version);
      return content ? [{ href: resumeAt(draft, pathOf(draft, content, request.now)).href, name: content.plainName, changedAt: draft.changedAt }] : [];
    }));
    return begun.flat();
  };
}
