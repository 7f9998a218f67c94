import type pg from 'pg';

/** One value for each table, which changes when any of its rows does. Tables that only note that somebody looked are left out by name. */
export async function fingerprint(owner: pg.Pool, except: readonly string[] = []): Promise<Readonly<Record<string, string>>> {
  const tables = await owner.query<{ name: string }>("SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('public', 'graphile_worker') AND c.relname <> 'mc_test_clock' ORDER BY 1");
  const wanted = tables.rows.map((row) => row.name).filter((name) => !except.includes(name.replace(/^.*\./u, '')));
  const values = await owner.query<{ name: string; value: string }>(wanted.map((name) => `SELECT '${name}' AS name, count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) AS value FROM ${name} t`).join(' UNION ALL '));
  return Object.fromEntries(values.rows.map((row) => [row.name, row.value]));
}
/** Names of the tables in which something changed between the two. */
export const changedTables = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] => Object.keys(after).filter((name) => before[name] !== after[name]);
