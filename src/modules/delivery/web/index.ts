export { deliveryRoutes } from './routes.ts';
export type { PostWebDeps } from './web-deps.ts';
