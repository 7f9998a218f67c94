export { workflowRoutes } from './routes.ts';
export type { DeskDeps } from './desk-deps.ts';
