export { reportRoutes } from './routes.ts';
export type { Deputy, FeedbackDue, ReportWebDeps } from './report-deps.ts';
