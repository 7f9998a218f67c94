export type { FormerPlace, PlaceSearch, PlaceStore } from './ports.ts';
export { placeStore } from './store/place-store.ts';
export { placeFiles, seedPlaces } from './store/seed-places.ts';
export type { PlaceSeedReport } from './store/seed-places.ts';
