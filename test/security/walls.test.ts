import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql, type Scope } from '../../src/platform/postgres/database.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { aCitizen, aCounterDossier, aDossier, aDraft, aGuest, anOfficer, type Someone } from '../support/people.ts';

/**
 * Two walls, each without the other. Behind the first: every table with row-level security, read whole, as a query whose
 * predicate was forgotten would read it. Behind the second: the main lists of the program on a login that row-level
 * security does not bind.
 */
interface Arranged { readonly app: TestApp; readonly guest: Someone; readonly stranger: Someone; readonly hoa: Someone; readonly binh: Someone; readonly receptionA: Someone; readonly receptionB: Someone; readonly adminA: Someone; readonly dossiers: { readonly guestA: string; readonly hoaA: string; readonly binhB: string; readonly counterB: string } }
async function arrange(withoutRowSecurity: boolean): Promise<Arranged> {
  const app = await startTestApp({ withoutRowSecurity, simulators: true });
  // What is half arranged is taken away here: the suite has nothing to close yet, and open servers would keep the file from ending.
  try { return await arrangeIn(app); } catch (error) { await app.close(); throw error; }
}
async function arrangeIn(app: TestApp): Promise<Arranged> {
  const [guest, stranger] = [await aGuest(app), await aGuest(app)];
  const [hoa, binh] = [await aCitizen(app, 'demo-hoa'), await aCitizen(app, 'demo-binh')];
  const [receptionA, receptionB, adminA] = [await anOfficer(app, 'tiepnhan.hamliem'), await anOfficer(app, 'tiepnhan.thanhha'), await anOfficer(app, 'quantri.hamliem')];
  const dossiers = { guestA: await aDossier(app, guest), hoaA: await aDossier(app, hoa), binhB: await aDossier(app, binh, { agencyId: 12, owner: { name: 'Vũ Đình Long', personalId: '030091900007', phone: '0900000007' } }), counterB: await aCounterDossier(app, receptionB) };
  for (const someone of [guest, hoa, binh]) await aDraft(app, someone, { agencyId: someone === binh ? 12 : 2 });
  await app.drainJobs();
  for (const [someone, id] of [[receptionA, dossiers.hoaA], [receptionB, dossiers.counterB]] as const) await someone.visitor.go(`${app.url}/ban/ho-so/${id}`);
  return { app, guest, stranger, hoa, binh, receptionA, receptionB, adminA, dossiers };
}

describe('row-level security alone: every guarded table, read whole in every scope', () => {
  let it: Arranged;
  before(async () => { it = await arrange(false); });
  after(() => it.app.close());

  test('nobody is given a row of somebody else', async (t) => {
    const { app, dossiers } = it;
    const owner = app.database.owner;
    // Which people and agencies a row belongs to, found out as the owner of the database: by its own columns, or by its dossier.
    const tables = (await owner.query<{ name: string; columns: string[] }>(
      `SELECT c.relname AS name, array_agg(a.attname::text) AS columns FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity GROUP BY c.relname ORDER BY c.relname`)).rows;
    assert.ok(tables.length >= 10, `${tables.length} guarded tables`);
    const all = Object.values(dossiers);
    const scopes: readonly (readonly [string, Scope, readonly string[]])[] = [
      ['nobody', { kind: 'public' }, []], ['a stranger', it.stranger.scope as Scope, []], ['a guest', it.guest.scope as Scope, [dossiers.guestA]], ['citizen Hoa', it.hoa.scope as Scope, [dossiers.hoaA]], ['citizen Bình', it.binh.scope as Scope, [dossiers.binhB]],
      ['reception of A', it.receptionA.scope as Scope, [dossiers.guestA, dossiers.hoaA]], ['reception of B', it.receptionB.scope as Scope, [dossiers.binhB, dossiers.counterB]], ['an administrator', it.adminA.scope as Scope, []],
    ];
    // Messages that were not delivered are the administrator's task, for the own authority alone: the recipient is masked there.
    const byTask: Readonly<Record<string, readonly string[]>> = { 'an administrator notice_message': [dossiers.guestA, dossiers.hoaA] };
    let rows = 0;
    const foreign: string[] = [];
    const seen = new Set<string>();
    for (const { name, columns } of tables) {
      const granted = await owner.query<{ may: boolean }>("SELECT has_table_privilege('motcua_app', $1, 'SELECT') OR has_any_column_privilege('motcua_app', $1, 'SELECT') AS may", [name]);
      if (!granted.rows[0]?.may) continue;
      const link = columns.includes('dossier_id') ? 'dossier_id' : name === 'dossier' ? 'id' : null;
      const people = columns.filter((column) => ['citizen_id', 'guest_key'].includes(column));
      for (const [who, scope, theirs] of scopes) {
        // The table is read without any predicate, by the columns that the role may read at all.
        const readable = (await owner.query<{ column: string }>("SELECT a.attname AS column FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege('motcua_app', a.attrelid, a.attnum, 'SELECT')", [name])).rows.map((row) => row.column);
        const found = await app.core.db.inScope(scope, 'reads', (tx) => tx.query<Record<string, unknown>>(sql(`SELECT ${readable.map((column) => `"${column}"`).join(', ')} FROM "${name}"`)));
        rows += found.length;
        if (found.length > 0) seen.add(name);
        for (const row of found) {
          const dossier = link ? (row[link] as string | null) : null;
          if (dossier !== null && all.includes(dossier) && !theirs.includes(dossier) && !byTask[`${who} ${name}`]?.includes(dossier)) foreign.push(`${who} reads ${name} of a dossier that is not theirs`);
          for (const column of people) {
            const value = row[column];
            if (scope.kind === 'officer' || value === null || value === undefined) continue;
            if ((scope.kind === 'citizen' && column === 'citizen_id' && value === scope.citizenId) || (scope.kind === 'guest' && column === 'guest_key' && value === scope.guestKey)) continue;
            foreign.push(`${who} reads ${name} with another’s ${column}`);
          }
        }
        if (scope.kind === 'public' && found.length > 0 && (link || people.length > 0)) foreign.push(`nobody’s scope reads ${found.length} rows of ${name}`);
      }
    }
    t.diagnostic(`${tables.length} tables × ${scopes.length} scopes, ${rows} rows looked at, in ${[...seen].join(', ')}`);
    assert.deepEqual([...new Set(foreign)], []);
    for (const name of ['dossier', 'dossier_event', 'dossier_draft', 'document_file', 'dossier_paper', 'dossier_access']) assert.ok(seen.has(name), `${name} has rows that somebody may read: the test looks at something`);
  });

  test('events are never changed or removed by the roles of the program, whatever the scope', async () => {
    for (const [role, db] of [['web', it.app.core.db], ['worker', it.app.database.worker]] as const) {
      for (const statement of ["UPDATE dossier_event SET body = body || ' '", 'DELETE FROM dossier_event', 'TRUNCATE dossier_event']) await assert.rejects(db.write.query(sql(statement)), /permission denied/u, `${role}: ${statement}`);
    }
  });

  test('a scope does not outlast its transaction, however the requests interleave', async () => {
    const { app, hoa, binh, receptionA, receptionB, dossiers } = it;
    const asked: readonly (readonly [Someone, string])[] = [[hoa, dossiers.hoaA], [binh, dossiers.binhB], [receptionA, dossiers.guestA], [receptionB, dossiers.counterB]];
    const answers = await Promise.all(Array.from({ length: 400 }, async (_, n) => {
      const [someone, own] = asked[n % asked.length] as (typeof asked)[number];
      const rows = await app.core.db.inScope(someone.scope as Scope, 'reads', (tx) => tx.query<{ id: string }>(sql('SELECT id FROM dossier')));
      return rows.some((row) => row.id === own) && rows.every((row) => (someone.scope.kind === 'officer' ? true : row.id === own));
    }));
    assert.ok(answers.every(Boolean));
    assert.deepEqual(await app.core.db.read.query(sql('SELECT id FROM dossier')), []);
  });
});

describe('the program’s own predicates alone: its lists on a login that row-level security does not bind', () => {
  let it: Arranged;
  before(async () => { it = await arrange(true); });
  after(() => it.app.close());

  test('row-level security is really off here', async () => {
    assert.equal((await it.app.core.db.read.query(sql('SELECT id FROM dossier'))).length, 4);
  });
  test('lists and searches show nothing of others', async () => {
    const { app, guest, stranger, hoa, binh, receptionA, receptionB, dossiers } = it;
    const pages: readonly (readonly [Someone, string, readonly string[], readonly string[]])[] = [
      [stranger, '/ho-so-cua-toi', [], Object.values(dossiers)], [guest, '/ho-so-cua-toi', [dossiers.guestA], [dossiers.hoaA, dossiers.binhB, dossiers.counterB]], [hoa, '/ho-so-cua-toi', [dossiers.hoaA], [dossiers.guestA, dossiers.binhB, dossiers.counterB]], [binh, '/ho-so-cua-toi', [dossiers.binhB], [dossiers.hoaA, dossiers.guestA, dossiers.counterB]],
      [receptionA, '/ban', [dossiers.guestA, dossiers.hoaA], [dossiers.binhB, dossiers.counterB]], [receptionA, '/ban?xem=tat-ca', [dossiers.guestA, dossiers.hoaA], [dossiers.binhB, dossiers.counterB]], [receptionB, '/ban?xem=tat-ca', [dossiers.binhB, dossiers.counterB], [dossiers.guestA, dossiers.hoaA]],
      [receptionA, 'tìm Phạm', [], [dossiers.counterB]], [receptionA, 'tìm 030194900006', [], [dossiers.counterB]], [receptionA, 'tìm 0900000007', [], [dossiers.binhB]], [receptionB, 'tìm 060302900001', [], [dossiers.guestA, dossiers.hoaA]], [receptionB, 'tìm Phạm', [dossiers.counterB], []],
    ];
    for (const [someone, address, shown, hidden] of pages) {
      // looked for by a form: names and numbers stand in no address
      const asked = /^tìm (?<words>.+)$/u.exec(address)?.groups?.['words'];
      const answer = asked === undefined ? await someone.visitor.fetch(app.url + address) : await someone.visitor.fetch(`${app.url}/ban/tim`, 'POST', new URLSearchParams({ _csrf: someone.csrf, q: asked }));
      assert.equal(answer.status, 200, address);
      for (const id of shown) assert.ok(answer.page.html.includes(id), `${someone.visitor.name} sees the own ${id} at ${address}`);
      for (const id of hidden) assert.ok(!answer.page.html.includes(id), `${someone.visitor.name} must not see ${id} at ${address}`);
    }
  });
  test('a code without its secret opens nothing', async () => {
    const code = (await it.app.database.owner.query<{ code: string }>('SELECT code FROM dossier WHERE id = $1', [it.dossiers.counterB])).rows[0]?.code ?? '';
    const answer = await it.stranger.visitor.fetch(`${it.app.url}/tra-cuu?ma=${code}&bi-mat=00000000`);
    assert.equal(answer.status, 404);
    assert.ok(!answer.page.html.includes('chứng thực'));
  });
});
