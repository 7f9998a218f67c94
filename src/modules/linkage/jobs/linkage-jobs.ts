import type { Job, JobHandler } from '../../../shared/job.ts';
import type { LinkageDeps } from '../use-cases/linkage-deps.ts';
import { advanceGroup, tellDossier } from '../use-cases/advance-group.ts';
import { applyMessage, sendLinked, sweepLinked } from '../use-cases/send-linked.ts';

/** Tasks by name. Each may run twice and comes out once. */
export function linkageJobs(deps: LinkageDeps): Readonly<Record<string, JobHandler>> {
  const text = (payload: Readonly<Record<string, unknown>>, name: string): string => {
    const value = payload[name];
    if (typeof value !== 'string') throw new Error(`job without ${name}`);
    return value;
  };
  return {
    'advance-linkage': (payload) => advanceGroup(deps, text(payload, 'dossierId')),
    'send-linked': (payload) => sendLinked(deps, text(payload, 'taskId')),
    'apply-linked': (payload) => applyMessage(deps, text(payload, 'partner'), text(payload, 'messageId')),
    'tell-linked': (payload) => tellDossier(deps, text(payload, 'taskId')),
    'sweep-linked': () => sweepLinked(deps),
  };
}
export const LINKAGE_CRONTAB = ['* * * * * sweep-linked ?max=1'] as const;
/** After an event of a dossier that may lead a group. */
export const advanceLinkageJob = (dossierId: string): Job => ({ task: 'advance-linkage', payload: { dossierId }, key: `advance-linkage:${dossierId}`, maxAttempts: 25 });
