import { textOf, type Job, type JobHandler } from '../../../shared/job.ts';
import type { LinkageDeps } from '../use-cases/linkage-deps.ts';
import { advanceGroup, tellDossier } from '../use-cases/advance-group.ts';
import { applyMessage, sendLinked, sweepLinked } from '../use-cases/send-linked.ts';

/** Tasks by name. Each may run twice and comes out once. */
export function linkageJobs(deps: LinkageDeps): Readonly<Record<string, JobHandler>> {
  return {
    'advance-linkage': (payload) => advanceGroup(deps, textOf(payload, 'dossierId')),
    'send-linked': (payload) => sendLinked(deps, textOf(payload, 'taskId')),
    'apply-linked': (payload) => applyMessage(deps, textOf(payload, 'partner'), textOf(payload, 'messageId')),
    'tell-linked': (payload) => tellDossier(deps, textOf(payload, 'taskId')),
    'sweep-linked': () => sweepLinked(deps),
  };
}
export const LINKAGE_CRONTAB = ['* * * * * sweep-linked ?max=1'] as const;
/** After an event of a dossier that may lead a group. */
export const advanceLinkageJob = (dossierId: string): Job => ({ task: 'advance-linkage', payload: { dossierId }, key: `advance-linkage:${dossierId}`, maxAttempts: 25 });
