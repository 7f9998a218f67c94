import type { SessionStore } from '../ports.ts';

/** For the organisation: an account that is closed, or whose password or second factor was taken off, takes its sessions along. */
export function officerSessions(deps: { readonly sessions: SessionStore }) {
  return {
    async endSessions(officerId: string, why: 'disabled' | 'password' | 'elsewhere', now: Date): Promise<void> {
      await deps.sessions.endAll(officerId, now, why, null);
    },
  };
}
