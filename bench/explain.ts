import pg from 'pg';
import type { Scope } from '../src/platform/postgres/database.ts';
import { scopeSettings } from '../src/platform/postgres/pools.ts';
import type { House } from './house.ts';

export interface Plans { /** every plan inside the statement, functions included */ readonly texts: readonly string[]; readonly indexes: readonly string[]; readonly wholeTable: number; readonly summary: string }

/** How PostgreSQL runs a statement for the web role under row-level security, down into the functions it calls. */
export async function planOf(house: House, scope: Scope, text: string, values: readonly unknown[]): Promise<Plans> {
  const client = new pg.Client({ connectionString: house.installation.ownerUrl });
  const texts: string[] = [];
  client.on('notice', (notice) => { if (/plan:/u.test(notice.message ?? '')) texts.push(notice.message ?? ''); });
  await client.connect();
  try {
    await client.query("LOAD 'auto_explain'");
    await client.query("SET auto_explain.log_min_duration = 0; SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off; SET auto_explain.log_nested_statements = on; SET client_min_messages = log");
    await client.query(`SET ROLE ${pg.escapeIdentifier(decodeURIComponent(/\/\/([^:@]+)/u.exec(house.installation.urls.app)?.[1] ?? ''))}`);
    await client.query(`BEGIN READ ONLY;${scopeSettings(scope)}`);
    await client.query({ text, values: [...values], name: 'warm' });
    texts.length = 0;
    await client.query({ text, values: [...values], name: 'warm' });
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
  const all = texts.join('\n');
  const indexes = [...new Set([...all.matchAll(/(?:Index (?:Only )?Scan(?: Backward)? using|Bitmap Index Scan on) (\w+)/gu)].map((found) => found[1]!))];
  const wholeTable = [...all.matchAll(/Seq Scan on dossier(?:_\w+)?\b/gu)].length;
  return { texts, indexes, wholeTable, summary: `${indexes.join(', ') || 'no index'}${wholeTable > 0 ? `, ${wholeTable} whole-table reads` : ''}` };
}
