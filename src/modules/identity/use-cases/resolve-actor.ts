import type { Actor } from '../../../shared/actor.ts';
import type { ActorScope, CookieChange, CookieNames, CookieSecrets, Guestbook, ResolvedActor, SessionFound, SessionStore } from '../ports.ts';
import { clearCookie, guestCookie } from './cookies.ts';

export interface ResolveActorDeps {
  readonly sessions: Pick<SessionStore, 'find' | 'touch'>; readonly secrets: CookieSecrets; readonly cookieNames: CookieNames;
  /** last_seen could not be written */ readonly onTouchFailed?: (error: Error) => void;
}
export interface AskedWho { cookie(name: string): string | undefined; readonly now: Date }

/**
 * Who sends this request, from its cookies: one statement for a session, none for a guest. Rights come from the tables
 * each time, so that a role taken back or an account closed counts at the next click.
 */
export async function resolveActor(deps: ResolveActorDeps, request: AskedWho): Promise<ResolvedActor> {
  const { secrets, cookieNames: names } = deps;
  const token = request.cookie(names.session);
  const tokenHash = token === undefined ? null : secrets.hashToken(token);
  const found = tokenHash === null ? null : await deps.sessions.find(tokenHash, request.now);
  if (found !== null && tokenHash !== null && found.state === 'live') {
    if (found.touchDue) {
      // A page that is only read must not fail because this could not be kept; the cost is an earlier idle end.
      await deps.sessions.touch(tokenHash, request.now).catch((error: Error) => deps.onTouchFailed?.(error));
    }
    return { ...actorOf(found), csrf: secrets.csrf(`session:${tokenHash}`), cookies: [], session: 'live' };
  }
  if (token === undefined && request.cookie(names.guest) === undefined) return newVisitor(deps, request.now);
  const cookies: CookieChange[] = token === undefined ? [] : [clearCookie(names.session)];
  const known = secrets.readGuest(request.cookie(names.guest) ?? '', request.now);
  const guest = known ?? secrets.newGuest(request.now);
  if (known === null || known.renewed) cookies.push(guestCookie(names, guest.cookie));
  return {
    actor: { kind: 'guest', guestKey: guest.guestKey }, scope: { kind: 'guest', guestKey: guest.guestKey },
    csrf: secrets.csrf(`guest:${guest.guestKey}`), cookies, session: token === undefined ? 'none' : (found?.state ?? 'ended'), ...(found?.kind === 'officer' ? { lastOfficer: found.subjectId } : {}),
  };
}

/**
 * Somebody without any cookie of ours gets one when something is to be theirs (a form's token, a draft, a file), not for a page
 * that is only read: nothing is put on a device that need not be there, and the page costs a tenth less.
 */
function newVisitor({ secrets, cookieNames }: ResolveActorDeps, now: Date): ResolvedActor {
  let guest: Guestbook | null = null;
  const key = (): string => (guest ??= secrets.newGuest(now)).guestKey;
  return {
    actor: { kind: 'guest', unknown: true, get guestKey() { return key(); } }, scope: { kind: 'guest', get guestKey() { return key(); } },
    get csrf() { return secrets.csrf(`guest:${key()}`); }, get cookies() { return guest === null ? [] : [guestCookie(cookieNames, guest.cookie)]; }, session: 'none',
  };
}

function actorOf(found: SessionFound): { readonly actor: Actor; readonly scope: ActorScope } {
  if (found.kind === 'citizen') {
    return {
      actor: { kind: 'citizen', citizenId: found.subjectId, name: found.name ?? '', assurance: found.assurance ?? 'none' },
      scope: { kind: 'citizen', citizenId: found.subjectId },
    };
  }
  const agencyIds = found.agencyIds ?? [];
  return {
    actor: { kind: 'officer', officerId: found.subjectId, name: found.name ?? '', title: found.title ?? '', agencyId: found.agencyId ?? 0, agencyIds, roles: found.roles ?? [] },
    scope: { kind: 'officer', officerId: found.subjectId, agencyIds },
  };
}
