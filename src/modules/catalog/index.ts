export { catalogStore, hashContent, CATALOG_CACHE } from './store/catalog-store.ts';
export { unansweredLog } from './store/unanswered-log.ts';
export { readStarterCatalogue, readSearchVocabulary } from './store/starter-files.ts';
export { seedCatalogue, type SeedReport } from './use-cases/seed-catalogue.ts';
export { resolveDoubt, type ResolveDoubtRefusal } from './use-cases/resolve-doubt.ts';
export { publishVersion, type PublishVersionRefusal } from './use-cases/publish-version.ts';
export { startDraft, type StartDraftRefusal } from './use-cases/start-draft.ts';
export { procedureFinder, capabilitiesFor, type Finder, type FoundProcedure } from './use-cases/find-procedures.ts';
export type { CatalogReader, CatalogStore, CatalogVersion, Offering, ManagedProcedure, UnansweredLog } from './ports.ts';
