import type { Draft, DossierScope, LoadedDossier } from '../ports.ts';

/**
 * The program's own wall beside row-level security: what was read by its id is handed on only to whom it belongs. Each of
 * the two holds without the other; a test takes row-level security away and asks for everybody's everything.
 */
export function dossierWithin(scope: DossierScope, { citizenId, guestKey, state }: LoadedDossier): boolean {
  switch (scope.kind) {
    case 'worker': return true;
    case 'citizen': return citizenId === scope.citizenId;
    case 'guest': return scope.guestKey !== '' && guestKey === scope.guestKey;
    case 'officer': return scope.agencyIds.includes(state.competentAgency) || scope.agencyIds.includes(state.receivingAgency);
  }
}
export function draftWithin(scope: DossierScope, draft: Pick<Draft, 'citizenId' | 'guestKey' | 'officerId' | 'agencyId'>): boolean {
  switch (scope.kind) {
    case 'worker': return true;
    case 'citizen': return draft.citizenId === scope.citizenId;
    case 'guest': return scope.guestKey !== '' && draft.guestKey === scope.guestKey;
    case 'officer': return draft.officerId === scope.officerId || scope.agencyIds.includes(draft.agencyId);
  }
}
