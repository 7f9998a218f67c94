import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readOrganisationSeed } from '../modules/organisation/index.ts';
import { DEMO_LINKED, DEMO_POST_CUSTOMER, DEMO_REFERENCE_TLV, DEMO_SHORT_NUMBER, DEMO_TMN_CODE, places, readConfig, type Config } from './config.ts';
import { refusalWords, takeFolder } from './one-start.ts';
import { openInstallation, type Installation } from './installation.ts';
import { seedInstallation } from './seed.ts';
import { SERVING_ENVIRONMENT, SERVING_FLAGS, WORKING_ENVIRONMENT, WORKING_FLAGS } from './serving-flags.ts';
import type { SimulatorPorts } from './demo-services.ts';

/** How long a part may take to stop by itself before it is ended. */
const STOP_MS = 10_000;
const FIRST_RESTART_MS = 200;
const LONGEST_RESTART_MS = 10_000;
/** A part that has served for so long was in order: what ended it is no reason to wait before the next. */
const STEADY_MS = 5_000;
/** How often the embedded database is looked at. */
const DATABASE_WATCH_MS = 500;

/** `mot-cua start`: database, migrations, first-run data, then web, worker and (in the demo) simulators as processes of their own. */
export async function start(env: NodeJS.ProcessEnv): Promise<number> {
  // What the parts will read is what is checked here; else a setting that only they refuse would let them start for ever.
  const serving: NodeJS.ProcessEnv = { ...env, NODE_ENV: env['NODE_ENV'] ?? 'production' };
  const config = readConfig(serving);
  const mark = await takeFolder(config.dataDir, config.publicUrl, new Date());
  if ('kind' in mark) { process.stderr.write(refusalWords(mark, config.dataDir)); return 1; }
  try { return await runAlone(config, serving, mark.afterAKill); } finally { mark.end(); }
}

async function runAlone(config: Config, serving: NodeJS.ProcessEnv, afterAKill: boolean): Promise<number> {
  if (!(await portIsFree(config.port, config.host)) && !(afterAKill && (await portGetsFree(config.port, config.host)))) {
    process.stderr.write(`Cổng ${config.port} đang có chương trình khác dùng. Đặt cổng khác: PORT=3001 npm start\nPort ${config.port} is taken. Choose another: PORT=3001 npm start\n`);
    return 1;
  }
  const installation = await openInstallation(config, { migrate: true });
  await seedInstallation(installation, (line) => process.stderr.write(`${line}\n`));
  const ports = config.demo ? await simulatorPorts(places(config).ports) : null;
  const childEnv: NodeJS.ProcessEnv = { ...serving, DATA_DIR: config.dataDir, PORT: String(config.port), MOTCUA_OWNER_URL: '', MOTCUA_APP_URL: installation.urls.app, MOTCUA_WORKER_URL: installation.urls.worker, ...(ports ? demoEnvironment(config, ports) : {}) };
  const parts: Part[] = [];
  let stopping = false;
  const stopped = new Promise<number>((resolve) => {
    const stop = (code: number): void => {
      if (stopping) return;
      stopping = true;
      void stopAll(parts, installation).then(() => resolve(code), (error: Error) => { process.stderr.write(`${error.message}\n`); resolve(1); });
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  });
  if (ports) { const simulators = keepAlive('simulators', childEnv, () => stopping); parts.push(simulators); await simulators.ready; }
  watchDatabase(installation, () => stopping);
  const web = keepAlive('web', childEnv, () => stopping);
  const worker = keepAlive('worker', childEnv, () => stopping);
  parts.push(web, worker);
  await Promise.all([web.ready, worker.ready]);
  process.stdout.write(welcome(config, ports));
  return stopped;
}

/** Looks after the embedded server: committed work is on the disk, so starting it again is all that a kill asks for. */
function watchDatabase(installation: Installation, stopping: () => boolean): void {
  let busy = false;
  setInterval(() => {
    if (busy || stopping()) return;
    busy = true;
    installation.keepDatabase().then((found) => { if (found === 'restarted') process.stderr.write('PostgreSQL ended; it was started again\n'); }, (error: Error) => process.stderr.write(`${error.message}\n`)).finally(() => { busy = false; });
  }, DATABASE_WATCH_MS).unref();
}

interface Part { readonly name: string; readonly ready: Promise<void>; stop(): Promise<void> }

const FLAGS = { web: SERVING_FLAGS, worker: WORKING_FLAGS, simulators: [] } as const;
/** What is set for the whole program counts before these. */
const ENVIRONMENT = { web: SERVING_ENVIRONMENT, worker: WORKING_ENVIRONMENT, simulators: {} } as const;

/** Starts a part and starts it again when it dies: at once when it had served for a while, ever more slowly when it dies soon after it is there. */
function keepAlive(name: 'web' | 'worker' | 'simulators', env: NodeJS.ProcessEnv, stopping: () => boolean): Part {
  let child: ChildProcess;
  let exited: Promise<void> = Promise.resolve();
  let wait = FIRST_RESTART_MS;
  let announce: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => { announce = resolve; });
  const launch = (): void => {
    let servedSince: number | null = null;
    child = spawn(process.execPath, [...FLAGS[name], join(import.meta.dirname, '..', `${name}.js`)], { env: { ...ENVIRONMENT[name], ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('message', (message) => { if (message === 'ready') { servedSince = performance.now(); announce(); } });
    exited = new Promise((resolve) => {
      child.on('exit', (code, signal) => {
        resolve();
        if (stopping()) return;
        process.stderr.write(`${name} ended (${signal ?? code}); starting it again\n`);
        wait = servedSince !== null && performance.now() - servedSince > STEADY_MS ? FIRST_RESTART_MS : Math.min(wait * 2, LONGEST_RESTART_MS);
        setTimeout(() => { if (!stopping()) launch(); }, wait);
      });
    });
  };
  launch();
  return {
    name, ready,
    async stop() {
      child.kill('SIGTERM');
      const late = pause(STOP_MS, 'late', { ref: false });
      if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
    },
  };
}

async function stopAll(parts: readonly Part[], installation: Installation): Promise<void> {
  await Promise.all(parts.map((part) => part.stop()));
  await installation.close();
}

function demoEnvironment(config: Config, ports: SimulatorPorts): NodeJS.ProcessEnv {
  const own: NodeJS.ProcessEnv = { MOTCUA_SIMULATORS: JSON.stringify(ports), SITE_NAME: config.siteName };
  if (!config.identityProvider) Object.assign(own, { OIDC_ISSUER: `http://localhost:${ports.identity}`, OIDC_CLIENT_ID: 'mot-cua', OIDC_CLIENT_SECRET: ports.clientSecret });
  if (!config.smtp) Object.assign(own, { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(ports.smtp), SMTP_FROM: 'Mot Cua demo <khong-tra-loi@motcua.invalid>' });
  if (!config.smpp) Object.assign(own, { SMPP_HOST: '127.0.0.1', SMPP_PORT: String(ports.smpp), SMPP_SYSTEM_ID: 'motcua', SMPP_PASSWORD: 'demo', SMPP_SENDER: 'UBNDXA', SMPP_SHORT_NUMBER: DEMO_SHORT_NUMBER, SMPP_REFERENCE_TLV: String(DEMO_REFERENCE_TLV) });
  if (!config.vnpay) Object.assign(own, { VNPAY_PAY_URL: `http://localhost:${ports.gateway}/paymentv2/vpcpay.html`, VNPAY_API_URL: `http://127.0.0.1:${ports.gateway}/merchant_webapi/api/transaction`, VNPAY_TMN_CODE: DEMO_TMN_CODE, VNPAY_HASH_SECRET: ports.gatewaySecret });
  for (const partner of DEMO_LINKED) {
    const name = partner.toUpperCase().replaceAll('-', '_');
    if (!config.linked[partner]) Object.assign(own, { [`LINKED_${name}_URL`]: `http://127.0.0.1:${ports.linked}/${partner}`, [`LINKED_${name}_SECRET`]: ports.linkedSecret });
  }
  if (!config.post) Object.assign(own, { POST_API_URL: `http://127.0.0.1:${ports.post}`, POST_CUSTOMER_CODE: DEMO_POST_CUSTOMER, POST_SECRET: ports.postSecret, POST_NAME: 'Bưu điện (mô phỏng)' });
  return own;
}

/** Free ports, chosen once per installation and kept, so that two installations on one machine never collide. */
async function simulatorPorts(file: string): Promise<SimulatorPorts> {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SimulatorPorts) : null;
  const names = ['identity', 'smtp', 'smpp', 'mailbox', 'gateway', 'linked', 'post'] as const;
  const chosen: Record<string, number> = {};
  for (const name of names) {
    const before = known?.[name];
    chosen[name] = before && (await portIsFree(before, '127.0.0.1')) ? before : await freePort(Object.values(chosen));
  }
  const ports = { ...chosen, clientSecret: known?.clientSecret ?? crypto.randomUUID(), gatewaySecret: known?.gatewaySecret ?? crypto.randomUUID(), linkedSecret: known?.linkedSecret ?? crypto.randomUUID(), postSecret: known?.postSecret ?? crypto.randomUUID() } as unknown as SimulatorPorts;
  writeFileSync(file, JSON.stringify(ports, null, 2), { mode: 0o600 });
  return ports;
}
function portIsFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
/** The web process of a start that was killed answers what it has begun, then it ends. */
async function portGetsFree(port: number, host: string): Promise<boolean> {
  for (const until = performance.now() + STOP_MS; performance.now() < until;) {
    await pause(100);
    if (await portIsFree(port, host)) return true;
  }
  return false;
}
function freePort(taken: readonly number[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => { if (taken.includes(port)) freePort(taken).then(resolve, reject); else resolve(port); });
    });
  });
}

function welcome(config: Config, ports: SimulatorPorts | null): string {
  const lines = ['', `Một Cửa đang chạy: ${config.publicUrl}`, `Một Cửa is running: ${config.publicUrl}`, ''];
  if (ports) {
    lines.push('Bản trình diễn – dữ liệu không có thật / demo – no real data:', `  Người dân / citizen    ${config.publicUrl}/dang-nhap  → «VNeID (mô phỏng)», chọn một người / choose a person`,
      `  Cán bộ / staff         ${config.publicUrl}/can-bo/dang-nhap`, '      tiepnhan.hamliem (tiếp nhận) · thuly.hamliem (thụ lý) · lanhdao.hamliem (lãnh đạo) · kiemsoat.hamliem · quantri.hamliem',
      '      tiepnhan.thanhha · thuly.thanhha · lanhdao.thanhha · …', `      mật khẩu / password: ${readOrganisationSeed().password}`, `  Hộp thư và SMS         http://localhost:${ports.mailbox}`, `  Cổng thanh toán        http://localhost:${ports.gateway}  (mô phỏng / simulated)`, `  Cơ quan liên thông     http://localhost:${ports.linked}  (mô phỏng / simulated)`, `  Bưu điện               http://localhost:${ports.post}  (mô phỏng / simulated)`, '');
  }
  lines.push('Ctrl-C để dừng / to stop', '');
  return `${lines.join('\n')}\n`;
}
