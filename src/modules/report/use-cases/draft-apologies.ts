import { proposedDue } from '../domain/index.ts';
import type { ApologyStore, CalendarBook } from '../ports.ts';

/** Drafts Mẫu 04 for every dossier without a result whose date is a working day away, for the leader to sign. Answers how many are new. */
export async function draftApologies(deps: { readonly apologies: ApologyStore; readonly calendars: CalendarBook }, now: Date): Promise<number> {
  return deps.apologies.draftDue(now, async (agencyId, due) => proposedDue(await deps.calendars.of(agencyId), due, now));
}
