import { textOf, type Job, type JobHandler } from '../../../shared/job.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { PARCEL_LIMITS } from '../domain/index.ts';
import { cancelParcel, orderParcel, planResultParcel } from '../use-cases/order-parcel.ts';
import { printMinutes, type PrintDeps } from '../use-cases/print-minutes.ts';
import { printSlip } from '../use-cases/print-slip.ts';
import { recordParcel, sweepUnrecorded, type RecordDeps } from '../use-cases/record-parcel.ts';
import { fetchMissingStatements, fetchStatement, type StatementDeps } from '../use-cases/fetch-statement.ts';
import { settlePostReport, sweepPost } from '../use-cases/settle-report.ts';

export type PostJobDeps = RecordDeps & PrintDeps & StatementDeps;

/** Tasks by name. Each may run twice and comes out once. */
export function postJobs(deps: PostJobDeps): Readonly<Record<string, JobHandler>> {
  return {
    'plan-parcel': (payload) => planResultParcel(deps, textOf(payload, 'dossierId')),
    'order-post': async (payload) => { await orderParcel(deps, textOf(payload, 'parcelId')); await printSlip(deps, textOf(payload, 'parcelId')); },
    'cancel-post': (payload) => cancelParcel(deps, textOf(payload, 'parcelId')),
    'settle-post-report': (payload) => settlePostReport(deps, textOf(payload, 'inboxId')),
    'record-post': (payload) => recordParcel(deps, textOf(payload, 'parcelId')),
    'print-post-minutes': (payload) => printMinutes(deps, textOf(payload, 'minutesId')),
    'fetch-post-statement': (payload) => fetchStatement(deps, plainDate(textOf(payload, 'day'))),
    'fetch-post-statements': async () => { await fetchMissingStatements(deps); },
    'sweep-post': async () => { await sweepUnrecorded(deps, PARCEL_LIMITS.sweepBatch); await sweepPost({ ...deps, reorder: (parcelId) => orderParcel(deps, parcelId) }); },
    'forget-forged-post': async () => { await deps.ledger.forgetForged(new Date(deps.clock.now().getTime() - PARCEL_LIMITS.forgedDays * 86_400_000)); },
  };
}
export const POST_CRONTAB = ['*/5 * * * * sweep-post ?max=1', '37 2 * * * forget-forged-post ?max=3', '20 3 * * * fetch-post-statements ?max=10'] as const;

/** After a result is signed or a dossier refused: the parcel, where the person chose the post. */
export const planParcelJob = (dossierId: string, seq: number): Job => ({ task: 'plan-parcel', payload: { dossierId }, key: `parcel:${dossierId}:${seq}`, maxAttempts: 25 });
