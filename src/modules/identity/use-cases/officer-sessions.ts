import type { SessionStore } from '../ports.ts';

/** For the organisation: an account that is closed, or whose password was reset, takes its sessions along. */
export function officerSessions(deps: { readonly sessions: SessionStore }) {
  return {
    async endSessions(officerId: string, why: 'disabled' | 'password', now: Date): Promise<void> {
      await deps.sessions.endAll(officerId, now, why, null);
    },
  };
}
