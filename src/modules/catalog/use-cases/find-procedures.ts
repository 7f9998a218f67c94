import { buildSearchIndex, search, serviceLevel, type AgencyCapabilities, type SearchIndex, type SearchVocabulary, type ServiceLevel } from '../domain/index.ts';
import type { CatalogReader, CatalogVersion, Offering, UnansweredLog } from '../ports.ts';

export interface FoundProcedure { readonly version: CatalogVersion; readonly level: ServiceLevel }
export interface Finder {
  /** Best first; an empty query gives nothing. A query without an answer is noted. */
  find(query: string, limit?: number): Promise<readonly FoundProcedure[]>;
  /** All published procedures by name, with what can be done with each today. */
  list(): Promise<readonly FoundProcedure[]>;
  /** One published procedure by code or slug. */
  one(codeOrSlug: string): Promise<FoundProcedure | null>;
}
export interface FinderDeps {
  readonly catalog: CatalogReader;
  readonly vocabulary: SearchVocabulary;
  /** a payment way is connected in this installation */ readonly onlinePayment: () => boolean;
  /** declarations can be filled in on the screen and printed; false when absent */ readonly fillAndPrint?: boolean;
  /** how results leave this installation; as each procedure says when absent */ readonly resultWays?: () => readonly ('counter' | 'electronic' | 'post')[];
  readonly unanswered?: UnansweredLog;
}

/** Searches the published catalogue in memory; the index is built anew when the catalogue's counter has moved. */
export function procedureFinder(deps: FinderDeps): Finder {
  let built: { n: number; ways: string; index: SearchIndex; all: readonly FoundProcedure[]; byCode: ReadonlyMap<string, FoundProcedure>; payment: boolean } | null = null;
  async function current(): Promise<NonNullable<typeof built>> {
    const n = await deps.catalog.counter();
    const payment = deps.onlinePayment();
    const ways = deps.resultWays?.();
    if (built && built.n === n && built.payment === payment && built.ways === String(ways)) return built;
    const versions = await deps.catalog.listPublished();
    const all = await Promise.all(versions.map(async (version) => ({ version, level: serviceLevel(version.content, capabilitiesFor(await deps.catalog.offeringsOf(version.code), payment, deps.fillAndPrint ?? false, ways)) })));
    built = {
      n, all, payment, ways: String(ways),
      index: buildSearchIndex(versions.map((version) => version.content), deps.vocabulary),
      byCode: new Map(all.map((found) => [found.version.code, found])),
    };
    return built;
  }
  return {
    async find(query, limit) {
      const now = await current();
      const hits = search(now.index, query, limit).flatMap((hit) => now.byCode.get(hit.code) ?? []);
      if (hits.length === 0 && query.trim() !== '') deps.unanswered?.note(query);
      return hits;
    },
    async list() { return (await current()).all; },
    async one(codeOrSlug) {
      const version = await deps.catalog.findPublished(codeOrSlug);
      return version ? (await current()).byCode.get(version.code) ?? null : null;
    },
  };
}

/** Over all agencies: what at least one of them can do. Agencies without a row offer the procedure as announced. */
export function capabilitiesFor(offerings: readonly Offering[], onlinePayment: boolean, fillAndPrint = false, resultDelivery?: AgencyCapabilities['resultDelivery']): AgencyCapabilities {
  const offered = offerings.filter((offering) => offering.offered);
  return { online: offerings.length === 0 || offered.some((offering) => offering.online), onlinePayment, fillAndPrint, ...(resultDelivery ? { resultDelivery } : {}) };
}
