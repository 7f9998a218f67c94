export { noticeRoutes } from './routes.tsx';
export type { NoticeRouteDeps } from './routes.tsx';
export type { WorkWords } from './words.ts';
