import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, runOnce, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { startIdentityProvider, type RunningIdentityProvider } from '../../simulators/identity-provider/identity-provider.ts';
import { startMailSink, type MailSink } from '../../simulators/mail-sink/mail-sink.ts';
import { startLinkedAgencies, type LinkedAgenciesSimulator } from '../../simulators/linked-agencies/linked-agencies.ts';
import { startPaymentGateway, type PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import { startPostOffice, type PostOfficeSimulator } from '../../simulators/post-office/post-office.ts';
import { startSmsCentre, type SmsCentre } from '../../simulators/sms-centre/sms-centre.ts';
import { readOrganisationSeed } from '../../src/modules/organisation/index.ts';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import type { Keyring } from '../../src/platform/crypto/seal.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { packageRoot } from '../../src/platform/package-root.ts';
import { openDatabase } from '../../src/platform/postgres/pools.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { DEMO_LINKED, DEMO_POST_CUSTOMER, DEMO_REFERENCE_TLV, DEMO_SHORT_NUMBER, DEMO_TMN_CODE, places, type Config } from '../../src/wiring/config.ts';
import { buildCore, type Core } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import { seedReference } from '../../src/wiring/seed.ts';
import { buildWeb } from '../../src/wiring/web-process.ts';
import { buildJobs } from '../../src/wiring/worker-process.ts';
import { Visitor } from './browse.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { freePort } from './free-port.ts';

export interface TestAppOptions {
  /** where the movable clock stands at the start; a Monday morning by default */ readonly at?: string;
  /** mail sink, SMS centre and identity provider, each on a free port */ readonly simulators?: boolean;
  /** a payment gateway that calls back by itself, with short pauses */ readonly payments?: boolean;
  /** other agencies for linked parts, which call back by themselves */ readonly linked?: boolean;
  /** a carrier that calls back by itself, with short pauses */ readonly post?: boolean;
  /** lines of the web process's log are kept, at the level that says most */ readonly log?: boolean;
  /** the program stands behind a proxy: an address is what `X-Forwarded-For` says */ readonly trustProxy?: boolean;
  /** the web process logs in as a role that row-level security does not bind: what still holds is the program's own doing */ readonly withoutRowSecurity?: boolean;
}
export interface MovableClock extends Clock { set(iso: string): void; forward(milliseconds: number): void }
export interface TestApp {
  readonly url: string; readonly clock: MovableClock; readonly database: TestDatabase; readonly core: Core; readonly routes: readonly Route[]; readonly config: Config; readonly keyring: Keyring;
  readonly mail: MailSink | null; readonly sms: SmsCentre | null; readonly identity: RunningIdentityProvider | null;
  readonly gateway: PaymentGatewaySimulator | null;
  readonly linked: LinkedAgenciesSimulator | null;
  readonly post: PostOfficeSimulator | null;
  /** lines of the web log so far */ readonly log: readonly string[];
  /** a person with a browser of their own; nothing is shared with anybody else's */ visitor(name?: string): Visitor;
  /** Runs every job that is due at the clock's time, until none is left; answers the names of those that ran. Throws when one fails. */
  drainJobs(options?: { readonly mayFail?: boolean }): Promise<readonly string[]>;
  /** Somebody writes to the short number from this telephone; resolves once the worker has taken it. */
  writeSms(from: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export const DEMO_PASSWORD = readOrganisationSeed().password;
export const MONDAY_MORNING = '2026-03-02T08:30:00+07:00';
/** Catalogue and places are there before any test's clock, whatever it is set to. */
const SEEDED_AT = '2025-12-01T08:00:00+07:00';
/** One ring for all test applications: what lies in it is random bytes that protect nothing. */
const TEST_KEYRING = { current: 'k1', keys: { k1: createHash('sha256').update('một cửa: khóa của kiểm thử').digest('base64') }, lookup: createHash('sha256').update('một cửa: khóa tra cứu của kiểm thử').digest('base64') };
const GATEWAY_SECRET = 'gateway-secret-of-the-tests-only';
const LINKED_SECRET = 'linked-secret-of-the-tests-only';
const POST_SECRET = 'post-secret-of-the-tests-only';
const PORT_TRIES = 5;

export function movableClock(iso: string): MovableClock {
  let now = new Date(iso).getTime();
  return { now: () => new Date(now), set(to) { now = new Date(to).getTime(); }, forward(milliseconds) { now += milliseconds; } };
}

/** Database with places, calendar, catalogue and the demo's agencies and officers, copied from a template that is filled once. */
export const openSeededDatabase = (): Promise<TestDatabase> =>
  openTestDatabase({ key: seedKey(), async fill(ownerUrl) {
    await seedReference({ ownerUrl, organisation: true, clock: { now: () => new Date(SEEDED_AT) } }, () => undefined);
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query(TEST_TIME);
    await owner.end();
  } });

/** Changes with the data that is seeded and with the code that seeds it. */
function seedKey(): string {
  const hash = createHash('sha256').update(SEEDED_AT);
  const root = packageRoot();
  const compiled = join(import.meta.dirname, '..', '..', 'src');
  const add = (folder: string, wanted: RegExp): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }).filter((one) => one.isFile() && wanted.test(one.name) && !/\.test\./u.test(one.name)).map((one) => join(one.parentPath, one.name)).sort()) hash.update(entry.slice(root.length)).update(readFileSync(entry));
  };
  add(join(root, 'procedures'), /\.(json|tsv)$/u);
  hash.update(readFileSync(join(root, 'demo', 'organisation.json')));
  for (const module of ['calendar', 'place', 'catalog', 'organisation', 'eform', 'fee', 'delivery']) for (const part of ['domain', 'store', 'use-cases']) { try { add(join(compiled, 'modules', module, part), /\.js$/u); } catch { /* a module without this folder */ } }
  return hash.digest('hex');
}

/** The whole program on real sockets: web routes, stores and jobs as they are wired, a database of its own, a clock that tests move. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mc-app-'));
  const clock = movableClock(options.at ?? MONDAY_MORNING);
  const log: string[] = [];
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const closeAll = async (): Promise<void> => { for (const close of closing.splice(0).reverse()) await close(); };
  try {
    writeFileSync(places({ dataDir }).keyring, JSON.stringify(TEST_KEYRING), { mode: 0o600 });
    mkdirSync(places({ dataDir }).files, { recursive: true });
    const database = await openSeededDatabase();
    closing.push(() => database.close());
    const mail = options.simulators ? await startMailSink({ port: 0, now: () => clock.now() }) : null;
    const sms = options.simulators ? await startSmsCentre({ port: 0, referenceTlv: DEMO_REFERENCE_TLV, now: () => clock.now() }) : null;
    if (mail) closing.push(() => mail.close());
    if (sms) closing.push(() => sms.close());
    const gateway = options.payments ? await startPaymentGateway({ port: 0, tmnCode: DEMO_TMN_CODE, secret: GATEWAY_SECRET, now: () => clock.now(), behaviour: { lateMs: 50, retryMs: 20, retries: 3 } }) : null;
    if (gateway) closing.push(() => gateway.close());
    const linked = options.linked ? await startLinkedAgencies({ port: 0, secrets: Object.fromEntries(DEMO_LINKED.map((partner) => [partner, LINKED_SECRET])), now: () => clock.now(), pauseMs: 20, lateMs: 200, retryMs: 20 }) : null;
    if (linked) closing.push(() => linked.close());
    const post = options.post ? await startPostOffice({ port: 0, customerCode: DEMO_POST_CUSTOMER, secret: POST_SECRET, now: () => clock.now(), behaviour: { retryMs: 20, retries: 3 } }) : null;
    if (post) closing.push(() => post.close());

    const unbound = options.withoutRowSecurity ? await unboundLogin(database) : null;
    if (unbound) closing.push(() => unbound.drop());
    for (let attempt = 1; ; attempt++) {
      const [port, identityPort] = [await freePort(), await freePort()];
      const url = `http://127.0.0.1:${port}`;
      const identity = options.simulators ? await startIdentityProvider({ port: identityPort, issuer: `http://localhost:${identityPort}`, clientId: 'mot-cua', clientSecret: 'secret-of-the-tests-only', redirectUris: [`${url}/dang-nhap/ve`], keysDir: join(dataDir, 'identity-provider') }) : null;
      const config: Config = {
        port, host: '127.0.0.1', dataDir, databaseUrl: database.urls.owner, demo: true, publicUrl: url, trustProxy: options.trustProxy ?? false, production: false, siteName: 'Cổng dịch vụ công', helpPhone: '',
        identityProvider: identity ? { issuer: identity.url, clientId: 'mot-cua', clientSecret: 'secret-of-the-tests-only' } : null,
        smtp: mail ? { host: '127.0.0.1', port: mail.port, from: 'Mot Cua demo <khong-tra-loi@motcua.invalid>', secure: false } : null,
        smpp: sms ? { host: '127.0.0.1', port: sms.port, systemId: 'motcua', password: 'demo', sender: 'UBNDXA', shortNumber: DEMO_SHORT_NUMBER, referenceTlv: DEMO_REFERENCE_TLV } : null, clamd: null,
        linked: linked ? Object.fromEntries(DEMO_LINKED.map((partner) => [partner, { url: linked.urlOf(partner), secret: LINKED_SECRET }])) : {},
        vnpay: gateway ? { payUrl: gateway.payUrl, apiUrl: gateway.apiUrl, tmnCode: gateway.tmnCode, secret: gateway.secret } : null,
        post: post ? { url: post.url, customerCode: post.customerCode, secret: post.secret, title: 'Bưu điện thử' } : null,
      };
      let answering = identity;
      closing.push(async () => answering?.close());
      const web = await buildWeb(config, unbound?.url ?? database.urls.app, { log: options.log ? { write: (line: string) => { log.push(line); } } : false, clock });
      try {
        await web.server.listen({ port, host: '127.0.0.1' });
      } catch (error) {
        await web.close();
        await answering?.close();
        answering = null;
        if ((error as { code?: string }).code !== 'EADDRINUSE' || attempt >= PORT_TRIES) throw error;
        await pause(20 * attempt);
        continue;
      }
      linked?.callTo(`${url}/lien-thong/tin/{partner}`);
      gateway?.callTo(`${url}/thong-bao/vnpay`);
      post?.callTo(`${url}/thong-bao/buu-chinh`);
      closing.push(() => web.close());
      const keyring = loadKeyring(places(config).keyring, false);
      const worker = jobRunner(config, database, keyring, clock);
      closing.push(() => worker.close());
      return {
        url, clock, database, core: web.core, routes: web.routes, config, keyring, mail, sms, identity, gateway, linked, post, log,
        visitor: (name) => new Visitor(url, name), drainJobs: (how) => worker.drain(how?.mayFail ?? false), close: closeAll,
        async writeSms(from, text) {
          await worker.start();
          const said = await sms?.say({ from: from.replace(/^0/u, '84'), to: DEMO_SHORT_NUMBER, text });
          if (said?.status !== 0) throw new Error(`the short number did not take the message (${said?.status})`);
        },
      };
    }
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Roles belong to the whole cluster, so each run has its own; a name that does not begin like the program's says that it is none of them. */
const UNBOUND = 'mc_unbound_';
/** An interrupted run leaves its role behind; the next run takes away what is older than any run lasts. */
const UNBOUND_LASTS_MS = 3_600_000;
/** A login with the web role's rights and no row-level security. `drop` once nothing is connected by it any more. */
async function unboundLogin({ owner, urls }: TestDatabase): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const drop = async (role: string): Promise<void> => { await owner.query(`DROP ROLE IF EXISTS ${role}`).catch(() => undefined); };
  const there = await owner.query<{ role: string }>("SELECT rolname AS role FROM pg_roles WHERE (rolname ~ $1 OR rolname = 'motcua_app_unbound_test') AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = rolname)", [`^${UNBOUND}[0-9a-z]+_[0-9a-f]+$`]);
  for (const { role } of there.rows) if (!role.startsWith(UNBOUND) || Date.now() - Number.parseInt(role.slice(UNBOUND.length), 36) > UNBOUND_LASTS_MS) await drop(role);
  const login = `${UNBOUND}${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  await owner.query(`CREATE ROLE ${login} LOGIN BYPASSRLS PASSWORD 'test-only'`);
  // Two grants of one role at the same moment may meet in the catalogue.
  for (let tried = 0; ; tried++) { try { await owner.query(`GRANT motcua_app TO ${login}`); break; } catch (error) { if (tried > 5) throw error; await pause(20); } }
  return { url: urls.owner.replace(/\/\/[^@]*@/u, `//${login}:test-only@`), drop: () => drop(login) };
}

/** The worker's own tasks, run in this process when a test says so; built when first needed. */
function jobRunner(config: Config, database: TestDatabase, keyring: Keyring, clock: Clock) {
  let built: Promise<{ readonly tasks: TaskList; readonly pool: pg.Pool; readonly ran: string[]; close(): Promise<void> }> | null = null;
  const build = async () => {
    const db = openDatabase({ url: database.urls.worker, application: 'mot-cua worker', readers: 2, writers: 2 });
    const core = await buildCore(config, db, keyring, reactions, clock);
    const jobs = await buildJobs(config, core, database.urls.worker);
    const pool = new pg.Pool({ connectionString: database.urls.worker, max: 4 });
    pool.on('error', () => undefined);
    pool.on('connect', (connection) => connection.on('error', () => undefined));
    const ran: string[] = [];
    const tasks: TaskList = Object.fromEntries(Object.entries(jobs.tasks).map(([name, handle]) => [name, async (payload: unknown, helpers: { readonly job: { readonly id: string; readonly attempts: number } }) => {
      ran.push(name);
      await handle((payload ?? {}) as Readonly<Record<string, unknown>>, { attempt: helpers.job.attempts, jobId: helpers.job.id });
    }]));
    return { tasks, pool, ran, async close() { await jobs.close(); await pool.end(); await db.close(); } };
  };
  return {
    async start(): Promise<void> { built ??= build(); await built; },
    async drain(mayFail: boolean): Promise<readonly string[]> {
      built ??= build();
      const { tasks, pool, ran } = await built;
      const from = ran.length;
      for (let round = 0; round < 50; round++) {
        if ((await makeDue(database.owner, clock.now(), mayFail)) === 0) break;
        await runOnce({ pgPool: pool, taskList: tasks, noHandleSignals: true, logger: new Logger(() => () => undefined), concurrency: 2 });
        if (mayFail) await failuresWritten(database.owner);
        const failed = await database.owner.query<{ task_identifier: string; last_error: string }>('SELECT task_identifier, last_error FROM graphile_worker.jobs WHERE last_error IS NOT NULL AND NOT starts_with(last_error, $1)', [NOT_YET]);
        if (!mayFail && failed.rows[0]) throw new Error(`job ${failed.rows[0].task_identifier} failed: ${failed.rows[0].last_error}`);
      }
      return ran.slice(from);
    },
    async close() { if (built) await (await built).close(); },
  };
}

/**
 * The queue knows the database's clock only. A job for a moment that has passed by that clock but not by the test's is put a
 * thousand years ahead as it is stored, and comes back when the test's clock has reached its time.
 */
const TEST_TIME = `
CREATE TABLE mc_test_clock (now timestamptz NOT NULL);
INSERT INTO mc_test_clock VALUES ('2000-01-01');
CREATE FUNCTION mc_test_hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
  IF NEW.run_at < now() AND NEW.run_at > (SELECT c.now FROM mc_test_clock c) THEN NEW.run_at := NEW.run_at + interval '1000 years'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mc_test_hold BEFORE INSERT OR UPDATE ON graphile_worker._private_jobs FOR EACH ROW EXECUTE FUNCTION mc_test_hold();`;

const LOOKS = 200, LOOK_AGAIN_MS = 25;
/** The queue does not wait until a failure is written down: until then the job is held, and every further round would pass it by. */
async function failuresWritten(owner: pg.Pool): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks++) {
    if ((await owner.query('SELECT 1 FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL LIMIT 1')).rowCount === 0) return;
    await pause(LOOK_AGAIN_MS);
  }
}
/** A job that says so has come before what it waits for (a receipt before the commit of its message): it comes again, nothing has failed. */
const NOT_YET = 'not yet: ';

/** Makes due what is due at this time. Answers how many jobs are. */
async function makeDue(owner: pg.Pool, now: Date, retry: boolean): Promise<number> {
  await owner.query('UPDATE mc_test_clock SET now = $1', [now]);
  await owner.query("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE attempts < max_attempts AND (run_at - interval '1000 years' <= $1 AND run_at > '2900-01-01' OR run_at BETWEEN now() AND $1 AND last_error IS NULL OR $2 AND last_error IS NOT NULL OR starts_with(last_error, $3))", [now, retry, NOT_YET]);
  const due = await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts');
  return due.rows[0]?.n ?? 0;
}
