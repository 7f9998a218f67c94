import { confirmedLately, confirmOfficer, confirmsWith } from '../modules/identity/index.ts';
import type { DeskDeps } from '../modules/workflow/web/index.ts';

type Asked = Parameters<DeskDeps['signer']['confirmedLately']>[0];

/** Before a signature the officer shows once more who he is: the desk asks, the identity module answers. */
export function signerOf(deps: Parameters<typeof confirmOfficer>[0]): DeskDeps['signer'] {
  const who = ({ actor, cookie }: Asked) => (actor.kind === 'officer' ? { officerId: actor.officerId, agencyId: actor.agencyId, sessionCookie: cookie(deps.cookieNames.session) } : null);
  return {
    async confirmedLately(request) { const officer = who(request); return officer !== null && confirmedLately(deps, officer, request.now); },
    async asks(request) { const officer = who(request); return officer === null ? 'password' : confirmsWith(deps, officer.officerId, request.now); },
    async confirm(request, typed) { const officer = who(request); return officer === null ? { ok: false, refusal: 'wrong' } : confirmOfficer(deps, officer, typed, request.key, request.now); },
  };
}
