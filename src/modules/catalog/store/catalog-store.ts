import { createHash } from 'node:crypto';
import type { Database, Queryable } from '../../../platform/postgres/database.ts';
import { sql } from '../../../platform/postgres/database.ts';
import { canonicalJson, type Lack, type ProcedureContent, type VersionState } from '../domain/index.ts';
import type { CatalogStore, CatalogVersion, ManagedProcedure, NewDraft, Offering } from '../ports.ts';
import type { FeeRule } from '../../fee/domain/index.ts';
import type { Term } from '../../calendar/domain/index.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';

export const CATALOG_CACHE = {
  /** for how long a process may go without asking whether the catalogue changed; a reader may see the former version that much longer */
  freshMs: 1_000,
  /** versions remembered by id; dossiers of older versions are few */
  versions: 600,
} as const;

export interface CatalogStoreOptions { /** milliseconds that only ever grow */ readonly monotonic?: () => number }

interface VersionRow {
  id: string; code: string; version_no: number; state: VersionState; content: ProcedureContent; content_hash: Buffer; lacks: Lack[];
  changed_at: Date; published_at: Date | null; published_by: string | null;
}
type ManagedRow = Pick<VersionRow, 'id' | 'code' | 'version_no' | 'state' | 'lacks' | 'changed_at' | 'published_at'> & { readonly name: string; readonly field: string; readonly open_flags: number; readonly unverified: number };
const COLUMNS = 'v.id, v.code, v.version_no, v.state, v.content, v.content_hash, v.lacks, v.changed_at, v.published_at, v.published_by';
const FROM = 'FROM catalog_version v';
const toVersion = (row: VersionRow): CatalogVersion => ({
  id: row.id, code: row.code, versionNo: row.version_no, state: row.state,
  content: deepFreeze(row.content), contentHash: row.content_hash.toString('hex'), lacks: row.lacks,
  changedAt: row.changed_at, publishedAt: row.published_at, publishedBy: row.published_by,
});
interface OfferingRow { agency_id: number; code: string; offered: boolean; online: boolean; office: string | null; term: Term | null; fees: FeeRule[] | null; legal_basis: string | null }
const toOffering = (row: OfferingRow): Offering => ({ agencyId: row.agency_id, code: row.code, offered: row.offered, online: row.online, office: row.office, term: row.term, fees: row.fees, legalBasis: row.legal_basis });

/** SHA-256 over the canonical JSON of a content. */
export const hashContent = (content: ProcedureContent): Buffer => createHash('sha256').update(canonicalJson(content), 'utf8').digest();

interface Snapshot {
  readonly n: number;
  readonly published: readonly CatalogVersion[];
  readonly byCode: ReadonlyMap<string, CatalogVersion>;
  readonly bySlug: ReadonlyMap<string, CatalogVersion>;
  readonly offerings: ReadonlyMap<string, readonly Offering[]>;
}

/**
 * The catalogue in PostgreSQL. Reads come from a snapshot of all published versions and offerings (150 procedures, some
 * 3 MB), taken anew when the counter has moved; the counter is read at most once a second. One process that writes sees
 * its own change at once.
 */
export function catalogStore(db: Database, options: CatalogStoreOptions = {}): CatalogStore {
  const monotonic = options.monotonic ?? (() => performance.now());
  let snapshot: Promise<Snapshot> | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  const remembered = new Map<string, CatalogVersion>();

  const readCounter = async (): Promise<number> => (await db.read.query<{ n: number }>(sql('SELECT n FROM catalog_counter', [], 'catalog_counter')))[0]?.n ?? 0;
  async function take(): Promise<Snapshot> {
    // The counter is read first: a change that comes in between makes the snapshot newer than its number, never older.
    const n = await readCounter();
    const [versions, offers] = await Promise.all([
      db.read.query<VersionRow>(sql(`SELECT ${COLUMNS} ${FROM} WHERE v.state = 'published'`, [], 'catalog_published')),
      db.read.query<OfferingRow>(sql('SELECT agency_id, code, offered, online, office, term, fees, legal_basis FROM catalog_offering', [], 'catalog_offerings')),
    ]);
    const published = versions.map(toVersion).sort((a, b) => inVietnameseOrder(a.content.plainName.vi, b.content.plainName.vi));
    const offerings = new Map<string, Offering[]>();
    for (const row of offers) offerings.set(row.code, [...(offerings.get(row.code) ?? []), toOffering(row)]);
    for (const version of published) remember(version);
    return {
      n, published, offerings,
      byCode: new Map(published.map((version) => [version.code, version])),
      bySlug: new Map(published.flatMap((version) => (version.content.slug ? [[version.content.slug, version] as const] : []))),
    };
  }
  async function current(): Promise<Snapshot> {
    const now = monotonic();
    if (snapshot && now - checkedAt < CATALOG_CACHE.freshMs) return snapshot;
    checkedAt = now;
    const before = snapshot;
    const asked = (async () => {
      if (before) {
        const old = await before.catch(() => null);
        if (old && old.n === (await readCounter())) return old;
      }
      return take();
    })();
    snapshot = asked;
    // A failed read must not be remembered as the catalogue.
    asked.catch(() => { if (snapshot === asked) { snapshot = null; checkedAt = Number.NEGATIVE_INFINITY; } });
    return asked;
  }
  const forget = (): void => { checkedAt = Number.NEGATIVE_INFINITY; };
  function remember(version: CatalogVersion): void {
    if (version.state === 'draft') return;
    if (remembered.size >= CATALOG_CACHE.versions) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(version.id, version);
  }

  return {
    async listPublished() { return (await current()).published; },
    async publishedByCode(code) { return (await current()).byCode.get(code) ?? null; },
    async findPublished(codeOrSlug) {
      const now = await current();
      const code = /^\d\.\d{6}/u.exec(codeOrSlug)?.[0];
      return (code ? now.byCode.get(code) : now.bySlug.get(codeOrSlug)) ?? null;
    },
    async versionById(id) {
      const known = remembered.get(id);
      if (known) return known;
      const row = (await db.read.query<VersionRow>(sql(`SELECT ${COLUMNS} ${FROM} WHERE v.id = $1`, [id], 'catalog_version_by_id')))[0];
      if (!row) return null;
      const version = toVersion(row);
      remember(version);
      return version;
    },
    async offeringsOf(code) { return (await current()).offerings.get(code) ?? []; },
    async offering(agencyId, code) { return (await current()).offerings.get(code)?.find((one) => one.agencyId === agencyId) ?? null; },
    async counter() { return (await current()).n; },

    async listManaged() {
      // The head of each and its doubts: whole contents would be some 3 MB for one page.
      const rows = await db.read.query<ManagedRow>(sql(`SELECT v.id, v.code, v.version_no, v.state, v.lacks, v.changed_at, v.published_at, v.content ->> 'officialName' AS name, v.content ->> 'field' AS field,
          (SELECT count(*)::int FROM jsonb_array_elements(v.content -> 'flags') AS flag WHERE coalesce(flag -> 'resolution', 'null') = 'null') AS open_flags,
          (SELECT count(*)::int FROM jsonb_array_elements(v.content -> 'flags') AS flag WHERE flag -> 'resolution' -> 'unverified' = 'true') AS unverified
        ${FROM} WHERE v.state <> 'superseded' ORDER BY v.code, v.version_no`));
      const all = new Map<string, ManagedProcedure>();
      for (const row of rows) {
        const before = all.get(row.code) ?? { code: row.code, officialName: row.name, field: row.field, draft: null, published: null };
        const same = { id: row.id, versionNo: row.version_no, openFlags: row.open_flags };
        all.set(row.code, row.state === 'draft'
          ? { ...before, officialName: row.name, draft: { ...same, lacks: row.lacks, changedAt: row.changed_at } }
          : { ...before, published: { ...same, publishedAt: row.published_at ?? row.changed_at, unverified: row.unverified } });
      }
      return [...all.values()];
    },
    async versionsOf(code) {
      return (await db.read.query<VersionRow>(sql(`SELECT ${COLUMNS} ${FROM} WHERE v.code = $1 ORDER BY v.version_no DESC`, [code]))).map(toVersion);
    },
    async addDraft(draft) {
      const added = await db.inScope({ kind: 'public' }, 'writes', async (tx) => {
        const rows = await tx.query(sql('INSERT INTO catalog_procedure (code) VALUES ($1) ON CONFLICT (code) DO NOTHING RETURNING code', [draft.content.code]));
        if (rows.length === 0) return false;
        await insertDraft(tx, draft, 1);
        return true;
      });
      forget();
      return added;
    },
    async addNextDraft(draft) {
      const head = await db.inScope({ kind: 'public' }, 'writes', async (tx) => {
        const rows = await tx.query<{ last: number }>(sql('SELECT coalesce(max(version_no), 0) AS last FROM catalog_version WHERE code = $1', [draft.content.code]));
        const versionNo = (rows[0]?.last ?? 0) + 1;
        await insertDraft(tx, draft, versionNo);
        return { id: draft.id, code: draft.content.code, versionNo, state: 'draft' as const };
      });
      forget();
      return head;
    },
    async saveDraft(id, expectedHash, content, lacks, at) {
      const rows = await db.write.query(sql(
        `UPDATE catalog_version SET content = $3, content_hash = $4, lacks = $5, changed_at = $6 WHERE id = $1 AND state = 'draft' AND content_hash = decode($2, 'hex') RETURNING id`,
        [id, expectedHash, JSON.stringify(content), hashContent(content), JSON.stringify(lacks), at],
      ));
      forget();
      return rows.length === 1;
    },
    async publish(id, expectedHash, at, by) {
      const done = await db.inScope({ kind: 'public' }, 'writes', async (tx) => {
        const draft = (await tx.query<{ code: string }>(sql(`SELECT code FROM catalog_version WHERE id = $1 AND state = 'draft' AND content_hash = decode($2, 'hex') FOR UPDATE`, [id, expectedHash])))[0];
        if (!draft) return false;
        await tx.query(sql(`UPDATE catalog_version SET state = 'superseded', superseded_at = $2 WHERE code = $1 AND state = 'published'`, [draft.code, at]));
        await tx.query(sql(`UPDATE catalog_version SET state = 'published', published_at = $2, published_by = $3, changed_at = $2 WHERE id = $1`, [id, at, by]));
        return true;
      });
      forget();
      return done;
    },
    async saveOffering(offering, at, by) {
      await db.write.query(sql(
        `INSERT INTO catalog_offering (agency_id, code, offered, online, office, term, fees, legal_basis, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (agency_id, code) DO UPDATE SET offered = $3, online = $4, office = $5, term = $6, fees = $7, legal_basis = $8, changed_at = $9, changed_by = $10`,
        [offering.agencyId, offering.code, offering.offered, offering.online, offering.office, json(offering.term), json(offering.fees), offering.legalBasis, at, by],
      ));
      forget();
    },
    async unanswered(limit) {
      const rows = await db.read.query<{ query: string; times: number; last_on: string }>(sql('SELECT query, times, last_on FROM catalog_unanswered ORDER BY times DESC, query LIMIT $1', [limit]));
      return rows.map((row) => ({ query: row.query, times: row.times, lastOn: row.last_on }));
    },
  };
}
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

async function insertDraft(tx: Queryable, draft: NewDraft, versionNo: number): Promise<void> {
  await tx.query(sql(
    `INSERT INTO catalog_version (id, code, version_no, state, content, content_hash, lacks, created_at, created_by, changed_at) VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $7)`,
    [draft.id, draft.content.code, versionNo, JSON.stringify(draft.content), hashContent(draft.content), JSON.stringify(draft.lacks), draft.at, draft.by],
  ));
}

/** What every request shares must not be changed by one of them. */
function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
