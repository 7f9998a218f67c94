import pg from 'pg';
import { refuseWrites } from './read-only.ts';
import type { Database, Queryable, Scope, Statement } from './database.ts';

// Amounts and counts fit in a double; dates stay text (never instants), see plain-date.ts.
pg.types.setTypeParser(20, (value) => Number(value));
pg.types.setTypeParser(1700, (value) => Number(value));
pg.types.setTypeParser(1082, (value) => value);
const anyTimestamp = pg.types.getTypeParser(1184) as (value: string) => unknown;
pg.types.setTypeParser(1184, (value) => utcTimestamp(value) ?? anyTimestamp(value));

/**
 * `2026-11-21 02:00:00.123456+00`, the only shape that our sessions (TimeZone=UTC) send for an ordinary moment; null for
 * any other. A list page has hundreds: the driver’s own reader takes three times as long.
 */
export function utcTimestamp(value: string): Date | null {
  if (value.charCodeAt(4) !== 45 || value.charCodeAt(10) !== 32 || !value.endsWith('+00')) return null;
  const digit = (at: number): number => value.charCodeAt(at) - 48;
  const two = (at: number): number => digit(at) * 10 + digit(at + 1);
  const year = two(0) * 100 + two(2);
  // Microseconds are cut to milliseconds; trailing zeros are not sent, so the zone may stand anywhere behind the point.
  let thousandths = 0;
  if (value.charCodeAt(19) === 46) for (let at = 20, worth = 100; worth >= 1 && value.charCodeAt(at) !== 43; at++, worth /= 10) thousandths += digit(at) * worth;
  const ms = year < 100 ? Number.NaN : Date.UTC(year, two(5) - 1, two(8), two(11), two(14), two(17), thousandths);
  return Number.isNaN(ms) ? null : new Date(ms);
}

export interface PoolOptions {
  readonly url: string;
  readonly readers?: number;
  readonly writers?: number;
  readonly application?: string;
}
export const DATABASE_LIMITS = {
  /** a statement that runs longer is ended by the server */ statementMs: 15_000,
  /** waiting for a row held by somebody else */ lockMs: 5_000,
  /** a transaction left open by a fault */ idleInTransactionMs: 20_000,
  /** waiting for a free connection before the request is answered «đang bận» */ acquireMs: 8_000,
} as const;

/**
 * Two pools: one whose sessions are read-only by default, so that whatever a GET runs cannot write even by mistake,
 * and one that may write. A single statement needs no BEGIN: it is a transaction of its own.
 */
export function openDatabase(options: PoolOptions): Database {
  const shared = {
    connectionString: options.url, connectionTimeoutMillis: DATABASE_LIMITS.acquireMs, idleTimeoutMillis: 60_000,
    application_name: options.application ?? 'mot-cua', keepAlive: true,
  };
  const settings = `-c statement_timeout=${DATABASE_LIMITS.statementMs} -c lock_timeout=${DATABASE_LIMITS.lockMs} -c idle_in_transaction_session_timeout=${DATABASE_LIMITS.idleInTransactionMs} -c TimeZone=UTC`;
  const readers = new pg.Pool({ ...shared, max: options.readers ?? 6, options: `${settings} -c default_transaction_read_only=on` });
  const writers = new pg.Pool({ ...shared, max: options.writers ?? 8, options: settings });
  // A connection that breaks while idle is replaced by the pool, one that breaks while it works fails its statement; without a
  // listener either would end the process.
  for (const pool of [readers, writers]) pool.on('error', () => undefined).on('connect', (connection) => connection.on('error', () => undefined));
  return {
    read: statements(readers),
    write: guarded(statements(writers)),
    async inScope(scope, access, work) {
      if (access === 'writes') refuseWrites();
      const pool = access === 'reads' ? readers : writers;
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query(`BEGIN ${access === 'reads' ? 'READ ONLY' : ''};${scopeSettings(scope)}`);
        const value = await work(statements(client));
        await client.query('COMMIT');
        return value;
      } catch (error) {
        await client.query('ROLLBACK').catch((failure: Error) => { broken = failure; });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async close() {
      await Promise.all([readers.end(), writers.end()]);
    },
  };
}

const guarded = (inner: Queryable): Queryable => ({ query: (statement) => { refuseWrites(); return inner.query(statement); } });

/** A class, because transactions make one each: closures in an object literal would be long-lived garbage. */
class Statements implements Queryable {
  readonly #on: pg.Pool | pg.PoolClient;
  constructor(on: pg.Pool | pg.PoolClient) { this.#on = on; }
  async query<Row>(statement: Statement): Promise<Row[]> {
    const { text, values = [], name } = statement;
    const result = await this.#on.query((name ? { text, values, name } : { text, values }) as pg.QueryConfig);
    return result.rows as Row[];
  }
}
const statements = (on: pg.Pool | pg.PoolClient): Queryable => new Statements(on);

/** The settings that row-level security reads. All values are checked shapes, quoted all the same. */
export function scopeSettings(scope: Scope): string {
  const set = (name: string, value: string): string => `SELECT set_config('mc.${name}',${pg.escapeLiteral(value)},true);`;
  switch (scope.kind) {
    case 'public': return set('kind', 'public');
    case 'guest': return set('kind', 'guest') + set('guest', scope.guestKey);
    case 'citizen': return set('kind', 'citizen') + set('citizen', scope.citizenId);
    case 'officer': return set('kind', 'officer') + set('officer', scope.officerId) + set('agencies', `{${scope.agencyIds.join(',')}}`);
  }
}
