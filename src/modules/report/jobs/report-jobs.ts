import type { Clock } from '../../../shared/clock.ts';
import { textOf, type Job, type JobHandler } from '../../../shared/job.ts';
import { catchUpFacts, recordFact, type FactDeps } from '../use-cases/record-fact.ts';
import { draftApologies } from '../use-cases/draft-apologies.ts';
import { publishOpenness } from '../use-cases/publish-openness.ts';
import type { ApologyStore, CalendarBook, OpennessCounter } from '../ports.ts';

export interface ReportJobDeps extends FactDeps { readonly apologies: ApologyStore; readonly calendars: CalendarBook; readonly counter: OpennessCounter; readonly clock: Clock }

/** Tasks by name; each may run twice and comes out once. */
export function reportJobs(deps: ReportJobDeps): Readonly<Record<'report-fact' | 'report-catch-up' | 'report-apologies' | 'report-publish', JobHandler>> {
  return {
    'report-fact': async (payload) => { await recordFact(deps, textOf(payload, 'dossierId')); },
    'report-catch-up': async () => { await catchUpFacts(deps, deps.clock.now()); },
    'report-apologies': async () => { await draftApologies(deps, deps.clock.now()); },
    'report-publish': async () => { await publishOpenness(deps, deps.clock.now()); },
  };
}
/**
 * Drafts every five minutes: the first in the morning are there before the leader is. The public figures every ten: a date that
 * has passed stands in the public list well within the hour.
 */
export const REPORT_CRONTAB = ['*/5 * * * * report-apologies ?max=1', '*/10 * * * * report-publish ?max=1', '*/10 * * * * report-catch-up ?max=1'] as const;

/** What the dossier's transaction stores for every event; several events that wait are one fact. */
export const factJob = (dossierId: string): Job => ({ task: 'report-fact', payload: { dossierId }, key: `report-fact:${dossierId}`, maxAttempts: 25 });
