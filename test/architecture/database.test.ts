import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { packageRoot } from '../../src/platform/package-root.ts';
import { sql } from '../../src/platform/postgres/database.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { openTestDatabase, testCluster, type TestDatabase } from '../support/database.ts';

/** Functions that run with the rights of the tables' owner, each with its reason. Anything else runs with the caller's. */
const DEFINERS: Readonly<Record<string, string>> = {
  platform_add_jobs: 'the web role may add jobs and do nothing else with the queue',
  catalog_count_change: 'a trigger that counts; nobody may write the counter itself',
  dossier_adopt_drafts: 'a guest who signs in keeps the drafts: the new owner fails the guest\'s own policy',
  dossier_told_draft: 'a person tells the desk the code of a draft: its files are the person\'s, and the desk may see and bind them from then on',
  dossier_hand_over: 'the link in the message of whoever was helped: the new owner fails the policy of the link\'s own key',
  dossier_claim: 'a guest who signs in keeps the dossiers: the new owner fails the guest\'s own policy',
  payment_wake: 'a trigger: an accepted callback wakes the worker, whose jobs the callback\'s role may not add itself',
  payment_order_facts: 'a callback is nobody\'s session: it learns of one order what deciding needs, and no more',
  delivery_wake: 'a trigger: a stored message of the carrier wakes the worker, whose jobs the callback\'s role may not add itself',
  delivery_knows: 'a callback is nobody\'s session: it learns whether a parcel is there, and no more',
};
/** Tables without forced row-level security: nothing in them belongs to one person. A new table stands here with its reason or is protected. */
const OPEN_TABLES: Readonly<Record<string, string>> = {
  calendar_version: 'law', calendar_year: 'law', calendar_day: 'law', calendar_office_hours: 'law',
  place_release: 'reference data', place_province: 'reference data', place_commune: 'reference data', place_former_commune: 'reference data', place_successor: 'reference data',
  catalog_procedure: 'public', catalog_version: 'public', catalog_offering: 'public', catalog_counter: 'a number', catalog_unanswered: 'searches without their sender, long numbers cut out',
  organisation_agency: 'public', organisation_officer: 'the list of officers is public (NĐ 61/2018 Đ.9)', organisation_credential: 'argon2id hashes, read before it is known who signs in',
  organisation_signing: 'who signs for whom; writing is bound by policies',
  organisation_second_factor_rule: 'from when an agency asks a second factor of a role; writing is bound by policies',
  organisation_assignment: 'who holds which post; writing is bound by policies', organisation_change: 'record of grants; append only, bound by policies',
  identity_account: 'keyed hashes, read before it is known who signs in', identity_attempt: 'counters under keyed hashes',
  dossier_effect: 'results of effects under the key of their sender, read inside dossier_append', dossier_book: 'the last number of each book', dossier_issued: 'what anybody may check by its code; names no citizen',
  notice_spending: 'counts by the hour', notice_guess: 'counters under keyed hashes',
  delivery_tariff: 'public prices', delivery_decision: 'public lists of procedures', delivery_statement: 'days whose statement of the carrier is there',
  platform_setting: 'facts of the installation', platform_migration: 'which migrations ran',
};
/** What the web role may delete: things that are not yet, or no longer, anybody's dossier. */
const APP_DELETES = ['document_file', 'dossier_draft', 'dossier_parked', 'feedback_photo', 'identity_attempt'];

describe('what the database itself forbids', () => {
  let database: TestDatabase;
  /** every group role of the program, present and future */
  let serving: readonly string[] = [];
  const rows = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => (await database.owner.query<Row>(text, [...values])).rows;
  before(async () => {
    database = await openTestDatabase();
    serving = (await rows<{ name: string }>("SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'motcua\\_%' AND NOT rolcanlogin ORDER BY 1")).map((row) => row.name);
    for (const role of ['motcua_app', 'motcua_worker', 'motcua_report']) assert.ok(serving.includes(role), role);
  });
  after(async () => { await database.close(); });

  test('every table is protected row by row, or stands in the list of those that need not be', async () => {
    const tables = await rows<{ name: string; guarded: boolean }>("SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS guarded FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1");
    assert.ok(tables.length > 30);
    assert.deepEqual(tables.filter((table) => !table.guarded && !(table.name in OPEN_TABLES)).map((table) => table.name), [], 'ENABLE and FORCE ROW LEVEL SECURITY, or give the reason here');
    assert.deepEqual(Object.keys(OPEN_TABLES).filter((name) => !tables.some((table) => table.name === name && !table.guarded)), [], 'listed as open but protected, or gone');
  });
  test('no policy of a protected table lets the web role see every row', async () => {
    const wide = await rows<{ name: string }>(`SELECT c.relname || '.' || p.polname AS name FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relforcerowsecurity AND (pg_get_expr(p.polqual, p.polrelid) = 'true' OR pg_get_expr(p.polwithcheck, p.polrelid) = 'true')
        AND (p.polroles = '{0}' OR p.polroles && ARRAY(SELECT oid FROM pg_roles WHERE rolname = 'motcua_app'))`);
    assert.deepEqual(wide, []);
  });
  test('nobody who serves may change, delete or empty the events', async () => {
    for (const role of serving) {
      const found = await rows<{ may: boolean; column: boolean }>(`SELECT has_table_privilege($1, 'dossier_event', 'UPDATE, DELETE, TRUNCATE') AS may, has_any_column_privilege($1, 'dossier_event', 'UPDATE') AS column`, [role]);
      assert.deepEqual(found, [{ may: false, column: false }], role);
    }
    for (const session of [database.app, database.worker]) {
      for (const text of ["UPDATE dossier_event SET body = ''", 'DELETE FROM dossier_event', 'TRUNCATE dossier_event']) await assert.rejects(session.write.query(sql(text)), /permission denied/u, text);
    }
  });
  test('the web role deletes only what is not yet a dossier, and truncates nothing', async () => {
    const deletes = await rows<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND has_table_privilege('motcua_app', oid, 'DELETE') ORDER BY 1");
    assert.deepEqual(deletes.map((row) => row.name), APP_DELETES);
    for (const role of serving) assert.deepEqual(await rows("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND has_table_privilege($1, oid, 'TRUNCATE, TRIGGER, REFERENCES')", [role]), [], role);
  });
  test('what a person filed can never be rewritten: its columns are not the web role\'s to change', async () => {
    for (const column of ['id', 'reference', 'procedure_code', 'version_id', 'channel', 'owner_name', 'owner_key', 'phone_key', 'tracking_hash', 'submitted_at', 'receiving_agency', 'guest_key', 'demo']) {
      assert.deepEqual(await rows("SELECT has_column_privilege('motcua_app', 'dossier', $1, 'UPDATE') AS may", [column]), [{ may: false }], column);
    }
    for (const column of ['sha256', 'kept_sha256', 'mime', 'size', 'pages', 'state', 'scan', 'received_at']) assert.deepEqual(await rows("SELECT has_column_privilege('motcua_app', 'document_file', $1, 'UPDATE') AS may", [column]), [{ may: false }], column);
  });
  test('figures need no names: the report role reads nobody\'s name, number, telephone or secret', async () => {
    const readable = await rows<{ name: string }>(`SELECT c.relname || '.' || a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege('motcua_report', c.oid, a.attnum, 'SELECT')
        AND a.attname = ANY ($1) ORDER BY 1`, [['owner_name', 'owner_fold', 'owner_key', 'phone_key', 'citizen_id', 'guest_key', 'tracking_hash', 'sealed', 'personal_id', 'phone_index', 'recipient_sealed', 'recipient_key', 'body_sealed', 'body', 'password_hash', 'token_hash']]);
    assert.deepEqual(readable, []);
  });
  test('functions run with the caller\'s rights, but for a few with reasons; those have a fixed path and are not for everybody', async () => {
    const found = await rows<{ name: string; path: string | null; anybody: boolean; trigger: boolean }>(`SELECT p.proname AS name, array_to_string(p.proconfig, ',') AS path, p.prorettype = 'trigger'::regtype AS trigger,
      EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE') AS anybody
      FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY 1`);
    assert.deepEqual(found.map((one) => one.name).sort(), Object.keys(DEFINERS).sort());
    for (const one of found) {
      assert.match(one.path ?? '', /search_path=/u, `${one.name} looks things up wherever the caller says`);
      // A trigger function cannot be called at all outside its trigger.
      assert.ok(one.trigger || !one.anybody, `${one.name} may be called by everybody`);
    }
  });
  test('the roles that serve own nothing and have no power beyond their grants', async () => {
    const roles = await rows<{ name: string; power: boolean }>("SELECT rolname AS name, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS power FROM pg_roles WHERE rolname LIKE 'motcua%' ORDER BY 1");
    assert.deepEqual(roles.filter((role) => role.power), []);
    assert.deepEqual(await rows("SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.relnamespace = 'public'::regnamespace AND r.rolname LIKE 'motcua%'"), []);
    assert.deepEqual(await rows("SELECT p.proname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE r.rolname LIKE 'motcua%'"), []);
    for (const role of [...serving, 'public']) assert.deepEqual(await rows("SELECT has_schema_privilege($1, 'public', 'CREATE') AS may", [role]), [{ may: false }], role);
    for (const session of [database.app, database.worker]) await assert.rejects(session.write.query(sql('CREATE TABLE sneaked_in (a int)')), /permission denied/u);
  });
  test('published views show what their reader may see, not what their owner may', async () => {
    const views = await rows<{ name: string; invoker: boolean }>("SELECT relname AS name, coalesce('security_invoker=true' = ANY (reloptions), false) AS invoker FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v' AND relname LIKE 'v\\_%'");
    assert.ok(views.length >= 2);
    assert.deepEqual(views.filter((view) => !view.invoker), []);
  });
});

test('an owner without superuser\'s rights can migrate, and what runs with the owner\'s rights finds its rows', async () => {
  const cluster = await testCluster();
  const admin = new pg.Client({ connectionString: cluster });
  await admin.connect();
  try {
    await admin.query("DO $$ BEGIN CREATE ROLE mc_plain_owner LOGIN CREATEROLE CREATEDB PASSWORD 'only-in-tests'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
    await admin.query('DROP DATABASE IF EXISTS mc_plain WITH (FORCE)');
    await admin.query('CREATE DATABASE mc_plain OWNER mc_plain_owner');
    const url = cluster.replace(/\/\/[^@]*@/u, '//mc_plain_owner:only-in-tests@').replace(/(\/\/[^/]*\/)[^?]*/u, '$1mc_plain');
    const { applied } = await migrate(url, join(packageRoot(), 'migrations'));
    assert.ok(applied.length >= 9);
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    try {
      // FORCE binds the owner too: without a policy for him a guest who signs in would keep nothing, and nobody would be told.
      await owner.query("INSERT INTO dossier (id, reference, procedure_code, version_id, channel, filed_by, receiving_agency, competent_agency, status, owner_name, owner_fold, guest_key, tracking_hash, submitted_at, next_due, national, head_seq, head_hash) VALUES ('00000000-0000-7000-8000-0000000000d1', 'T-1', '1.001193', '00000000-0000-7000-8000-0000000000d2', 'online', 'self', 1, 1, 'submitted', 'A', 'a', 'guest', '\\x00', now(), now(), 1, 1, '\\x00')");
      const claim = "SELECT dossier_claim('guest', '00000000-0000-7000-8000-0000000000c1', NULL) AS n";
      await assert.rejects(owner.query(claim), /only the guest of this session/u);
      await owner.query("BEGIN; SELECT set_config('mc.kind', 'guest', true), set_config('mc.guest', 'guest', true)");
      assert.deepEqual((await owner.query(claim)).rows, [{ n: 1 }]);
      await owner.query('COMMIT');
    } finally {
      await owner.end();
    }
  } finally {
    await admin.query('DROP DATABASE IF EXISTS mc_plain WITH (FORCE)');
    await admin.end();
  }
});
