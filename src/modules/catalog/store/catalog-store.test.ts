import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase } from '../../../../test/support/database.ts';
import { sql } from '../../../platform/postgres/database.ts';
import { exampleProcedure } from '../domain/example.ts';
import { procedureFinder } from '../use-cases/find-procedures.ts';
import { publishVersion } from '../use-cases/publish-version.ts';
import { resolveDoubt } from '../use-cases/resolve-doubt.ts';
import { seedCatalogue } from '../use-cases/seed-catalogue.ts';
import { startDraft } from '../use-cases/start-draft.ts';
import { catalogStore, hashContent } from './catalog-store.ts';
import { unansweredLog } from './unanswered-log.ts';
import { readSearchVocabulary, readStarterCatalogue } from './starter-files.ts';

const clock = { now: () => new Date('2026-11-21T02:00:00Z') };
function counted() {
  let n = 0;
  return { uuid: () => `00000000-0000-7000-8000-${String((n += 1)).padStart(12, '0')}`, secret: () => 'X' };
}

test('the catalogue in PostgreSQL', async (t) => {
  const database = await openTestDatabase();
  let elapsed = 0;
  const store = catalogStore(database.app, { monotonic: () => elapsed });
  const other = catalogStore(database.worker, { monotonic: () => elapsed });
  const deps = { store, ids: counted(), clock };
  try {
    await t.test('seeding publishes the complete procedures, keeps the others as drafts, and a second run changes nothing', async () => {
      const contents = readStarterCatalogue();
      const report = await seedCatalogue(deps, contents);
      assert.equal(report.added, 148);
      assert.equal(report.published + report.drafts, 148);
      assert.ok(report.published >= 61);
      assert.deepEqual(await seedCatalogue(deps, contents), { added: 0, published: 0, drafts: 0, already: 148 });
      assert.equal((await store.listPublished()).length, report.published);
      const managed = await store.listManaged();
      assert.equal(managed.length, 148);
      for (const one of managed) assert.ok(one.published ? one.draft === null : (one.draft?.lacks.some((lack) => lack.blocks) ?? false), one.code);
    });

    await t.test('found by code, local long code and readable address; drafts are not', async () => {
      const birth = await store.publishedByCode('1.001193');
      assert.equal(birth?.content.plainName.vi, 'Làm khai sinh cho con');
      assert.equal((await store.findPublished('1.001193.000.00.00.H11'))?.id, birth?.id);
      assert.equal((await store.findPublished('khai-sinh'))?.id, birth?.id);
      assert.equal(await store.findPublished('2.001263'), null);
      assert.equal(await store.publishedByCode("1' OR '1'='1"), null);
      assert.equal(birth && hashContent(birth.content).toString('hex'), birth?.contentHash);
      assert.ok(birth && Object.isFrozen(birth.content.papers));
    });

    await t.test('a published version is never changed, deleted or taken back, not even by whoever writes SQL', async () => {
      const birth = await store.publishedByCode('1.001193');
      await assert.rejects(database.owner.query(`UPDATE catalog_version SET content = '{}' WHERE id = $1`, [birth?.id]), /never changed/u);
      await assert.rejects(database.owner.query('DELETE FROM catalog_version WHERE id = $1', [birth?.id]), /never deleted/u);
      await assert.rejects(database.owner.query(`UPDATE catalog_version SET state = 'draft', published_at = NULL, published_by = NULL WHERE id = $1`, [birth?.id]), /never changed|cannot become/u);
      await assert.rejects(database.app.write.query(sql('DELETE FROM catalog_version WHERE id = $1', [birth?.id])), /permission denied/u);
    });

    await t.test('the next version supersedes the former, which stays for its dossiers; two at once cannot both win', async () => {
      const before = await store.publishedByCode('1.000894');
      const started = await startDraft(deps, { code: '1.000894', by: 'control' });
      assert.ok(before && started.ok && started.value.versionNo === 2);
      assert.deepEqual(await startDraft(deps, { code: '1.000894', by: 'control' }), { ok: false, refusal: { kind: 'draft-exists', id: started.value.id } });
      const draft = await store.versionById(started.value.id);
      assert.ok(draft);
      const outcomes = await Promise.all([1, 2].map(() => publishVersion(deps, { versionId: draft.id, expectedHash: draft.contentHash, by: 'control' })));
      assert.ok(outcomes.some((outcome) => outcome.ok) && outcomes.every((outcome) => outcome.ok || outcome.refusal.kind === 'changed-meanwhile'));
      const again = await publishVersion(deps, { versionId: draft.id, expectedHash: draft.contentHash, by: 'somebody else' });
      assert.ok(again.ok && again.value.publishedBy === 'control', 'a repeated press finds it published by the first');
      const after = await store.publishedByCode('1.000894');
      assert.equal(after?.id, draft.id);
      const rows = await database.owner.query(`SELECT state FROM catalog_version WHERE id = $1`, [before.id]);
      assert.deepEqual(rows.rows, [{ state: 'superseded' }]);
      assert.deepEqual((await other.versionById(before.id))?.content, before.content);
    });

    await t.test('a doubt is answered on the draft only, with a basis; then the draft can be published', async () => {
      await store.addDraft({ id: deps.ids.uuid(), at: clock.now(), by: 'x', lacks: [], content: exampleProcedure({ terms: [{ term: null, sourceText: '3' }], flags: [{ key: 'terms', part: 'terms', sourceText: '3', doubt: 'không có đơn vị' }] }) });
      const [draft] = await store.versionsOf('9.000001');
      assert.ok(draft);
      const refused = await publishVersion(deps, { versionId: draft.id, expectedHash: draft.contentHash, by: 'x' });
      assert.ok(!refused.ok && refused.refusal.kind === 'lacks-parts');
      const base = { versionId: draft.id, key: 'terms', by: 'control', resolution: { value: '3 ngày làm việc', basis: 'Luật thử, Điều 1', unverified: true } };
      const stale = await resolveDoubt(deps, { ...base, expectedHash: '00'.repeat(32) });
      assert.deepEqual(stale, { ok: false, refusal: { kind: 'changed-meanwhile' } });
      const resolved = await resolveDoubt(deps, { ...base, expectedHash: draft.contentHash });
      assert.ok(resolved.ok && resolved.value.contentHash !== draft.contentHash);
      const done = await publishVersion(deps, { versionId: draft.id, expectedHash: resolved.value.contentHash, by: 'control' });
      assert.ok(done.ok && done.value.publishedBy === 'control');
      assert.deepEqual(await resolveDoubt(deps, { ...base, expectedHash: resolved.value.contentHash }), { ok: false, refusal: { kind: 'no-draft' } });
    });

    await t.test('another process sees a change within a second and asks only the counter while nothing changes', async () => {
      await other.listPublished();
      const started = await startDraft(deps, { code: '9.000001', by: 'x' });
      assert.ok(started.ok);
      const draft = await store.versionById(started.value.id);
      assert.ok(draft && (await publishVersion(deps, { versionId: draft.id, expectedHash: draft.contentHash, by: 'x' })).ok);
      assert.notEqual((await other.publishedByCode('9.000001'))?.id, draft.id);
      elapsed += 1_001;
      assert.equal((await other.publishedByCode('9.000001'))?.id, draft.id);
      const list = await other.listPublished();
      elapsed += 1_001;
      assert.equal(await other.listPublished(), list);
    });

    await t.test('an agency offers, switches off, shortens with a legal basis', async () => {
      const offering = { agencyId: 7, code: '1.001193', offered: true, online: false, office: null, term: { value: 4, unit: 'working-hour' as const }, fees: null, legalBasis: 'Quyết định 1/QĐ-UBND' };
      await store.saveOffering(offering, clock.now(), 'x');
      assert.deepEqual(await store.offering(7, '1.001193'), offering);
      assert.equal(await store.offering(8, '1.001193'), null);
      await assert.rejects(store.saveOffering({ ...offering, legalBasis: null }, clock.now(), 'x'), /violates check constraint/u);
      const finder = procedureFinder({ catalog: store, vocabulary: readSearchVocabulary(), onlinePayment: () => true });
      assert.deepEqual([(await finder.one('khai-sinh'))?.level.legacy, (await finder.one('xac-nhan-tinh-trang-hon-nhan'))?.level.legacy], [1, 4]);
      await store.saveOffering({ ...offering, online: true }, clock.now(), 'x');
      assert.equal((await finder.one('khai-sinh'))?.level.legacy, 4);
    });

    await t.test('searches without an answer are counted, folded and without long numbers', async () => {
      const log = unansweredLog(database.app);
      const finder = procedureFinder({ catalog: store, vocabulary: readSearchVocabulary(), onlinePayment: () => false, unanswered: log });
      for (const query of ['vé xem phim', 'Vé xem PHIM', 'cccd 079123456789 zzzz']) assert.deepEqual(await finder.find(query), []);
      assert.equal((await finder.find('khai sinh'))[0]?.version.code, '1.001193');
      const away = unansweredLog({ ...database.app, write: { query: () => Promise.reject(new Error('away')) } } as unknown as typeof database.app);
      away.note('vé xem phim');
      for (let n = 0; n < 2; n++) await assert.rejects(away.flush('2026-11-21'), /away/u, 'what could not be written is still there to be written');
      assert.equal(await log.flush('2026-11-21'), 2);
      assert.equal(await log.flush('2026-11-21'), 0);
      assert.deepEqual(await store.unanswered(10), [{ query: 've xem phim', times: 2, lastOn: '2026-11-21' }, { query: 'cccd # zzzz', times: 1, lastOn: '2026-11-21' }]);
    });

    await t.test('a failed read is not remembered as an empty catalogue', async () => {
      let fails = true;
      const flaky = { ...database.app, read: { query: (statement: Parameters<typeof database.app.read.query>[0]) => (fails ? Promise.reject(new Error('away')) : database.app.read.query(statement)) } } as typeof database.app;
      const shaky = catalogStore(flaky, { monotonic: () => elapsed });
      await assert.rejects(shaky.listPublished(), /away/u);
      fails = false;
      assert.ok((await shaky.listPublished()).length > 60);
    });
  } finally {
    await database.close();
  }
});
