import pg from 'pg';
import { BackupRefused } from './archive.ts';

export interface TableShape { /** `schema.name` */ readonly name: string; readonly columns: readonly string[]; readonly forced: boolean }
export interface SequenceState { readonly name: string; readonly value: string; readonly called: boolean }

const SCHEMAS = ['public', 'graphile_worker'];
/**
 * Tables whose rows are not carried over. Migrations are made anew; a session that was ended after the backup must not
 * come to life again, so everybody signs in once more; attempts are counted from zero.
 */
const LEFT_OUT = new Set(['public.platform_migration', 'graphile_worker.migrations', 'public.identity_session', 'public.identity_attempt']);
export const quoted = (name: string): string => name.split('.').map((part) => pg.escapeIdentifier(part)).join('.');

/** Every table of the program and of its job queue, those that are referred to before those that refer. */
export async function tablesInOrder(client: pg.ClientBase): Promise<readonly TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; forced: boolean; refers: string[] }>(`
    SELECT n.nspname || '.' || c.relname AS name, c.relforcerowsecurity AS forced,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      coalesce((SELECT array_agg(DISTINCT fn.nspname || '.' || f.relname) FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid), '{}') AS refers
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = ANY ($1) AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1`, [SCHEMAS]);
  const waiting = new Map(rows.filter((row) => !LEFT_OUT.has(row.name)).map((row) => [row.name, row]));
  const ordered: TableShape[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((row) => !row.refers.some((name) => waiting.has(name)));
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const { name, columns, forced } of ready) { ordered.push({ name, columns, forced }); waiting.delete(name); }
  }
  return ordered;
}

/** Row-level security must not hide rows from a backup. Superusers and BYPASSRLS see all; else each forced table needs a policy that lets its owner see everything. */
export async function requireSightOfAll(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; who: string }>(`
    SELECT n.nspname || '.' || c.relname AS name, current_user::text AS who FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = ANY ($1) AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
      AND ((c.relrowsecurity AND c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user))
        OR (c.relforcerowsecurity AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('*', 'r') AND pg_get_expr(p.polqual, p.polrelid) = 'true'
          AND (p.polroles = '{0}' OR (SELECT oid FROM pg_roles WHERE rolname = current_user) = ANY (p.polroles)))))`, [SCHEMAS]);
  const hidden = rows.filter((row) => !LEFT_OUT.has(row.name));
  if (hidden.length === 0) return;
  const who = pg.escapeIdentifier(hidden[0]?.who ?? '');
  const some = `${hidden.slice(0, 3).map((row) => row.name).join(', ')}${hidden.length > 3 ? ` … (${hidden.length})` : ''}`;
  throw new BackupRefused(`Tài khoản cơ sở dữ liệu ${who} không thấy hết các bảng ${some}. Nhờ người quản trị PostgreSQL chạy: ALTER ROLE ${who} BYPASSRLS\nThe database account ${who} does not see every row of ${some}. Ask the administrator of PostgreSQL to run: ALTER ROLE ${who} BYPASSRLS`);
}

export async function sequences(client: pg.ClientBase): Promise<readonly SequenceState[]> {
  const { rows } = await client.query<{ name: string }>("SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND n.nspname = ANY ($1) ORDER BY 1", [SCHEMAS]);
  const found: SequenceState[] = [];
  for (const { name } of rows) {
    const state = (await client.query<{ value: string; called: boolean }>(`SELECT last_value::text AS value, is_called AS called FROM ${quoted(name)}`)).rows[0];
    if (state) found.push({ name, ...state });
  }
  return found;
}

/** Whether anything of ours, or anybody's, is in the database already; extensions do not count. */
export async function isEmpty(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ n: string | number }>(`
    SELECT count(*) AS n FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname = ANY ($1) AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`, [SCHEMAS]);
  return Number(rows[0]?.n ?? 0) === 0;
}

/** Text that comes out of COPY must go in again whatever the settings of the servers. */
export const PORTABLE_SETTINGS = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'";
