import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { DEMO_PASSWORD, startTestApp, type TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';
import { withDemoDossiers } from './with-demo-dossiers.ts';

/** A page asks the database a fixed number of things, however many rows it shows or looks through. */
const MOST_STATEMENTS = 20;

describe('what one page asks of the database', () => {
  let app: TestApp;
  let counted = 0;
  const { query } = pg.Client.prototype;
  before(async () => {
    app = await startTestApp({ at: '2026-03-31T08:30:00+07:00' });
    await withDemoDossiers(app);
    pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) { counted += 1; return (query as (...all: unknown[]) => unknown).apply(this, given); } as typeof query;
  });
  after(async () => { pg.Client.prototype.query = query; await app.close(); });
  const officer = async (username: string): Promise<Visitor> => {
    const visitor = app.visitor(username);
    await visitor.go('/can-bo/dang-nhap');
    await visitor.submit({ username, password: DEMO_PASSWORD });
    return visitor;
  };
  const asked = async (visit: () => Promise<unknown>): Promise<number> => { counted = 0; await visit(); return counted; };

  test('many dossiers come in two statements and are what each is by itself; another agency’s are not among them', async () => {
    const { rows } = await app.database.owner.query<{ id: string; competent_agency: number }>('SELECT id, competent_agency FROM dossier ORDER BY id');
    const scope = { kind: 'officer' as const, officerId: '01920000-0000-7000-8000-000000000002', agencyIds: [2, 3] };
    const { store } = app.core.dossier;
    const ids = [...rows.map((row) => row.id), '01920000-0000-7000-8000-0000000000ff'];
    counted = 0;
    const many = await store.findMany(scope, ids);
    assert.ok(counted <= 6, `${counted} statements, the transaction's own among them`);
    assert.ok(many.size > 20 && many.size < rows.length, `${many.size} of ${rows.length}`);
    for (const id of ids) assert.deepEqual(many.get(id) ?? null, await store.find(scope, id), id);
    assert.deepEqual(await store.findMany(scope, []), new Map());
  });
  test('no list of the desk asks once a row', async () => {
    const pages: Readonly<Record<string, readonly string[]>> = {
      'kiemsoat.lamdong': ['/quan-tri/lich/xem-truoc?change=remove-day&date=2026-04-27', '/quan-tri/thu-tuc', '/ban/bao-cao', '/ban/bao-cao/ii-06a'],
      'motcua.hamliem': ['/ban', '/ban/so-theo-doi', '/ban/so-theo-doi.xlsx', '/ban/lien-thong', '/ban/chi-tieu', '/ban/bao-cao'],
      'tiepnhan.hamliem': ['/ban', '/ban/buu-dien', '/ban/tiep-nhan'],
      'lanhdao.hamliem': ['/ban', '/ban/ky', '/ban/bao-cao'],
    };
    for (const [username, paths] of Object.entries(pages)) {
      const visitor = await officer(username);
      for (const path of paths) {
        await visitor.fetch(path);
        const n = await asked(async () => { const { status } = await visitor.fetch(path); assert.equal(status, 200, `${username} ${path}`); });
        assert.ok(n <= MOST_STATEMENTS, `${username} ${path}: ${n} statements`);
      }
    }
  });
  test('a leader who ticks every result to be signed is asked to confirm after as many statements as for one', async () => {
    const leader = await officer('lanhdao.hamliem');
    await leader.go('/ban/ky');
    const { rows } = await app.database.owner.query<{ id: string }>('SELECT id FROM dossier WHERE competent_agency IN (2, 3) ORDER BY id LIMIT 30');
    const all = rows.map((row) => row.id);
    const send = async (ids: readonly string[]): Promise<number> => {
      await leader.go('/ban/ky');
      const csrf = /name="_csrf" value="([^"]+)"/u.exec(leader.answer.bytes.toString('utf8'))?.[1] ?? assert.fail();
      return asked(async () => { await leader.post('/ban/ky', new URLSearchParams([['_csrf', csrf], ['_key', 'k'.repeat(16)], ...ids.map((id) => ['chon', id])])); });
    };
    await send(all.slice(0, 1));
    const one = await send(all.slice(0, 1));
    const many = await send(all);
    assert.ok(many <= one + 2, `${many} statements for ${all.length}, ${one} for one`);
  });
});
