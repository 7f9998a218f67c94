export { makePaper, signResult, type PaperJobDeps } from './jobs/make-papers.ts';
export { workQueue } from './store/work-queue.ts';
export { workflowRoutes } from './web/routes.ts';
export type { DeskDeps } from './web/desk-deps.ts';
export type * from './ports.ts';
