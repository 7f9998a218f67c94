import type { Clock } from '../../../shared/clock.ts';
import { KEPT_DAYS } from '../domain/index.ts';
import type { IdentityPurge } from '../ports.ts';

export const PURGE_IDENTITY = 'identity.purge';

/** Once a day: sessions long over and counters of tries go. Who did what stays in the events of each dossier, not here. */
export function purgeIdentity(deps: { readonly purge: IdentityPurge; readonly clock: Clock }) {
  return async (): Promise<void> => {
    const days = (n: number): Date => new Date(deps.clock.now().getTime() - n * 86_400_000);
    await deps.purge.sessionsOverBefore(days(KEPT_DAYS.sessions));
    await deps.purge.triesBefore(days(KEPT_DAYS.tries));
  };
}
