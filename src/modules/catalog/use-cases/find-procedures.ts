import { buildSearchIndex, search, serviceLevel, type AgencyCapabilities, type SearchIndex, type SearchVocabulary, type ServiceLevel } from '../domain/index.ts';
import type { CatalogReader, CatalogVersion, Offering, UnansweredLog } from '../ports.ts';

export interface FoundProcedure { readonly version: CatalogVersion; readonly level: ServiceLevel }
export interface Finder {
  /** Best first; an empty query gives nothing. A query without an answer is noted, unless an officer typed it. */
  find(query: string, limit?: number, who?: { readonly officer: true }): Promise<readonly FoundProcedure[]>;
  /** All published procedures by name, with what can be done with each today. */
  list(): Promise<readonly FoundProcedure[]>;
  /** Changes whenever anything that `list` and `one` answer may have changed. Asked before them, it is never newer than what they answer. */
  revision(): Promise<string>;
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
  let latest: { readonly key: string; readonly built: Promise<Built> } | null = null;
  const keyOf = async (): Promise<string> => `${await deps.catalog.counter()} ${deps.onlinePayment()} ${String(deps.resultWays?.())}`;
  async function current(): Promise<Built> {
    const key = await keyOf();
    const payment = deps.onlinePayment();
    const ways = deps.resultWays?.();
    if (latest?.key === key) return latest.built;
    // Who comes while it is built waits for the same one: a change in a busy hour is counted through once, not once for each of a hundred pages.
    const built = build(deps, payment, ways);
    latest = { key, built };
    built.catch(() => { if (latest?.built === built) latest = null; });
    return built;
  }
  return {
    async find(query, limit, who) {
      const now = await current();
      const hits = search(now.index, query, limit).flatMap((hit) => now.byCode.get(hit.code) ?? []);
      // What people look for in vain is a list of missing words; an officer's shorthand is none of them.
      if (hits.length === 0 && query.trim() !== '' && !who?.officer) deps.unanswered?.note(query);
      return hits;
    },
    async list() { return (await current()).all; },
    revision: keyOf,
    async one(codeOrSlug) {
      const version = await deps.catalog.findPublished(codeOrSlug);
      return version ? (await current()).byCode.get(version.code) ?? null : null;
    },
  };
}

interface Built { readonly index: SearchIndex; readonly all: readonly FoundProcedure[]; readonly byCode: ReadonlyMap<string, FoundProcedure> }
async function build(deps: FinderDeps, payment: boolean, ways: ReturnType<NonNullable<FinderDeps['resultWays']>> | undefined): Promise<Built> {
  const versions = await deps.catalog.listPublished();
  const all = await Promise.all(versions.map(async (version) => ({ version, level: serviceLevel(version.content, capabilitiesFor(await deps.catalog.offeringsOf(version.code), payment, deps.fillAndPrint ?? false, ways)) })));
  return { all, index: buildSearchIndex(versions.map((version) => version.content), deps.vocabulary), byCode: new Map(all.map((found) => [found.version.code, found])) };
}

/** Over all agencies: what at least one of them can do. Agencies without a row offer the procedure as announced. */
export function capabilitiesFor(offerings: readonly Offering[], onlinePayment: boolean, fillAndPrint = false, resultDelivery?: AgencyCapabilities['resultDelivery']): AgencyCapabilities {
  const offered = offerings.filter((offering) => offering.offered);
  return { online: offerings.length === 0 || offered.some((offering) => offering.online), onlinePayment, fillAndPrint, ...(resultDelivery ? { resultDelivery } : {}) };
}
