export { linkageRoutes } from './routes.ts';
export { linkedBlocks } from './linked-block.tsx';
export type { LinkageWebDeps } from './web-deps.ts';
