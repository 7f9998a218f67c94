import { worthRetrying, type FailureCause } from './message.ts';

/** After the first failure in 60 s, then 5 min, 1 h, 1 day, 2 days; after that a person has to look. */
export const RETRY_AFTER_SECONDS = [60, 300, 3600, 86_400, 172_800] as const;
/** How long one process may hold a message while it talks to the provider; longer than the senders' own deadline. */
export const SENDING_LEASE_MS = 120_000;

export type AfterFailure = { readonly state: 'queued'; readonly at: Date } | { readonly state: 'dead' };
/** `failures` counts this one. */
export function afterFailure(cause: FailureCause, failures: number, now: Date): AfterFailure {
  const seconds = RETRY_AFTER_SECONDS[failures - 1];
  if (!worthRetrying(cause) || seconds === undefined) return { state: 'dead' };
  return { state: 'queued', at: new Date(now.getTime() + seconds * 1000) };
}
