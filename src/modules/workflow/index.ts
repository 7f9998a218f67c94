export { makePaper, signResult, type PaperJobDeps } from './jobs/make-papers.ts';
export { workQueue } from './store/work-queue.ts';
export type * from './ports.ts';
