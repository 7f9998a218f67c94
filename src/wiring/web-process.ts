import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type DestinationStream } from 'pino';
import { packageRoot } from '../platform/package-root.ts';
import { loadKeyring } from '../platform/crypto/keyring-file.ts';
import { createServer } from '../platform/http/server.ts';
import { openDatabase } from '../platform/postgres/pools.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import { setAssets } from '../ui/assets.ts';
import { places, readConfig, type Config } from './config.ts';
import { buildCore } from './core.ts';
import { httpDeps } from './http-deps.ts';
import { reactions } from './reactions.ts';
import { buildRoutes } from './routes.ts';

/** Drain time for requests in flight when the process is asked to stop. */
const DRAIN_MS = 8_000;

/** How often searches without an answer and wrong look-ups are stored. */
const FLUSH_MS = 60_000;

/** Builds the web application on a database; tests call it with an address, a clock and a place for the log of their own. */
export async function buildWeb(config: Config, appUrl: string, options: { readonly log: boolean | DestinationStream; readonly clock?: Clock }) {
  const db = openDatabase({ url: appUrl, application: 'mot-cua web' });
  const keyring = loadKeyring(places(config).keyring, false);
  const core = await buildCore(config, db, keyring, reactions, options.clock ?? systemClock);
  const assetsDir = join(packageRoot(), 'dist', 'assets');
  setAssets(JSON.parse(readFileSync(join(assetsDir, 'manifest.json'), 'utf8')) as Record<string, string>, '/tai-san/');
  const migrationsKnown = readdirSync(join(packageRoot(), 'migrations')).filter((name) => /^\d{4}_.*\.sql$/u.test(name)).length;
  // At its most talkative level the multipart parser would write down every header, cookies among them.
  const logging = { level: process.env['LOG_LEVEL'] ?? 'warn', base: null, redact: { paths: ['busboyOptions', 'req', 'res', 'headers'], remove: true }, formatters: { level: (label: string) => ({ level: label }) } };
  const logger = options.log === false ? false : options.log === true ? pino(logging) : pino({ ...logging, level: 'trace' }, options.log);
  const { routes, identity, flushCounts } = await buildRoutes(core, migrationsKnown);
  // What could not be written waits for the next time; the last time there is none.
  const flush = (): Promise<void> => flushCounts().catch((error: Error) => { if (logger) logger.warn({ err: error.message }, 'counts not written'); });
  const flushing = setInterval(() => { void flush(); }, FLUSH_MS).unref();
  const server = await createServer(routes, httpDeps(core, identity, { assetsDir, logger }));
  return {
    server, routes, core,
    async close() { clearInterval(flushing); await server.close(); await flush(); await db.close(); },
  };
}

export async function serveWeb(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env);
  const appUrl = env['MOTCUA_APP_URL'];
  if (!appUrl) throw new Error('MOTCUA_APP_URL is not set: start the program with "mot-cua start"');
  if (!existsSync(places(config).keyring)) throw new Error('the keyring is missing: start the program with "mot-cua start"');
  const web = await buildWeb(config, appUrl, { log: true });
  await web.server.listen({ port: config.port, host: config.host });
  process.send?.('ready');
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    void web.close().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', () => undefined);
  process.on('disconnect', stop);
}
