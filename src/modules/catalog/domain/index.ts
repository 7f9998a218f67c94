export type * from './procedure.ts';
export { parseTermText, showTerm, workingHours } from './term-text.ts';
export { checkPublishable, blocking, type Lack, type Part } from './publishable.ts';
export { serviceLevel, nothingToPay, saysFree, type AgencyCapabilities, type ServiceLevel } from './service-level.ts';
export { decidePublish, resolveFlag, canonicalJson, doubtsOf, flagKey, type PublishRefusal, type ResolveRefusal, type VersionHead, type VersionState } from './version.ts';
export { mergeOverlay, type ProcedureOverlay } from './overlay.ts';
export { buildSearchIndex, search, SEARCH_LIMITS, type SearchIndex, type SearchHit, type SearchEntry, type SearchVocabulary } from './search.ts';
export { LIFE_EVENTS, lifeEvent, type LifeEvent } from './life-events.ts';
export { shortFacts, shortFee, shortTerm, sortPapers, addressOf, uncheckedParts, type ShortFact, type SortedPapers } from './short-facts.ts';
