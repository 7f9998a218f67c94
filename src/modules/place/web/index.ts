export { placeRoutes, placesAnswer } from './routes.tsx';
export type { PlaceRouteDeps } from './routes.tsx';
