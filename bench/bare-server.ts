import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';
import { uuidV7 } from '../src/platform/crypto/ids.ts';
import '../src/platform/postgres/pools.ts';
import { answerQuestions } from './part.ts';

/**
 * What the machine could do at best: a Node server without framework that only sends the same statements, with values of
 * the same shape, over two pools of the same sizes as the program's, and answers with their rows.
 */
export interface BareOrder { readonly port: number; readonly url: string; /** JSON: `Plan` */ readonly file: string }
export type Piece = string | { readonly own: string } | { readonly fresh: 'uuid' | 'reference' };
export type Value = { readonly plain: unknown } | { readonly pieces: readonly Piece[] } | { readonly bytesOf: string } | { readonly query: string; readonly as: 'text' | 'hex' };
export interface Step { readonly pool: 'readers' | 'writers'; readonly statements: readonly { readonly text: string; readonly name: string | null; readonly values: readonly Value[] }[] }
export interface Plan { readonly steps: readonly Step[]; /** one record for each request, used in turn */ readonly records: readonly Readonly<Record<string, string>>[] }

const settings = '-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=20000 -c TimeZone=UTC';

async function serve(order: BareOrder): Promise<{ readonly ready: true }> {
  const { steps, records } = JSON.parse(readFileSync(order.file, 'utf8')) as Plan;
  const pools = {
    readers: new pg.Pool({ connectionString: order.url, max: 6, options: `${settings} -c default_transaction_read_only=on` }),
    writers: new pg.Pool({ connectionString: order.url, max: 8, options: settings }),
  };
  let at = 0;
  const server = createServer((request, response) => {
    const record = records[at % Math.max(1, records.length)] ?? {};
    at += 1;
    const fresh = { uuid: uuidV7(Date.now()), reference: `T-${(at + 0x100000).toString(16).toUpperCase().padStart(8, '0')}` };
    const query = new URL(request.url ?? '/', 'http://bare').searchParams;
    const valueOf = (value: Value): unknown => {
      if ('plain' in value) return value.plain;
      if ('bytesOf' in value) return Buffer.from(record[value.bytesOf] ?? '', 'hex');
      if ('query' in value) return value.as === 'hex' ? Buffer.from(query.get(value.query) ?? '', 'hex') : query.get(value.query);
      return value.pieces.map((piece) => (typeof piece === 'string' ? piece : 'own' in piece ? record[piece.own] ?? '' : fresh[piece.fresh])).join('');
    };
    const work = async (): Promise<unknown> => {
      let rows: unknown;
      for (const step of steps) {
        const pool = pools[step.pool];
        const client = step.statements.length > 1 ? await pool.connect() : pool;
        try {
          for (const { text, name, values } of step.statements) {
            const result = await client.query(values.length === 0 && !name ? text : { text, values: values.map(valueOf), ...(name ? { name } : {}) });
            rows = result.rows;
          }
        } finally {
          if (client !== pool) (client as pg.PoolClient).release();
        }
      }
      return rows;
    };
    const finish = (): void => {
      work().then((rows) => {
        const body = JSON.stringify(rows);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
        response.end(body);
      }, (error: Error) => {
        const body = error.message;
        response.writeHead(500, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) });
        response.end(body);
      });
    };
    if (request.method === 'GET') finish();
    else { request.resume(); request.on('end', finish); }
  });
  server.keepAliveTimeout = 20_000;
  await new Promise<void>((resolve) => server.listen(order.port, '127.0.0.1', resolve));
  return { ready: true };
}

answerQuestions((message) => serve(message as BareOrder));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
