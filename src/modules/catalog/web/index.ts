export { catalogRoutes, type CatalogWebDeps } from './routes.ts';
export { serviceOf, byDemand, looseText } from './find-pages.tsx';
