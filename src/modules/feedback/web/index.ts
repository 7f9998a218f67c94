export { feedbackRoutes } from './routes.ts';
export type { FeedbackWebDeps } from './feedback-deps.ts';
