export type { Job, JobHandler } from '../../shared/job.ts';
