import type { Job } from '../shared/job.ts';

/** What the submission of a helper's filing stores beside its event. Apart, so that the list of reactions needs nothing else. */
export const tellAssistedJob = ({ dossierId, seq }: { readonly dossierId: string; readonly seq: number }): Job => ({ task: 'tell-assisted', payload: { dossierId, seq }, key: `notices:${dossierId}:${seq}`, maxAttempts: 25 });
