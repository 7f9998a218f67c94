import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trackingHash } from '../src/modules/dossier/index.ts';
import type { Plan as BarePlan } from './bare-server.ts';
import { fillDossiers, takeSlips, type Slip } from './dossiers.ts';
import { planOf } from './explain.ts';
import type { House } from './house.ts';
import { interleave, judge, ratio, table, type Goal } from './measure.ts';
import { freePort, startPart } from './part.ts';

const ROUNDS = 5;
const SECONDS = 2;
const SLIPS = 4_000;
const STATEMENT = 'SELECT * FROM dossier_look_up($1, $2)';
export const FEW = 10_000;
export const MANY = 1_000_000;

/** The public look-up by code and secret, as page and as JSON, against a server with that one statement; then the same with a hundred times the dossiers. */
export async function benchTrack(house: House, port: number): Promise<number> {
  const goals: Goal[] = [];
  const rates = new Map<string, number>();
  const p50 = new Map<string, number>();
  for (const total of [FEW, MANY]) {
    const begun = performance.now();
    await fillDossiers(house, total);
    const slips = await takeSlips(house, SLIPS);
    process.stderr.write(`${total} dossiers ready after ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
    const files = { page: join(house.config.dataDir, 'track-page.json'), zipped: join(house.config.dataDir, 'track-zipped.json'), api: join(house.config.dataDir, 'track-api.json'), bare: join(house.config.dataDir, 'track-bare.json'), plan: join(house.config.dataDir, 'track-plan.json') };
    const barePort = await freePort();
    const get = (at: number, path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${at}\r\nUser-Agent: bench\r\nAccept: */*\r\n${more}\r\n`;
    const pagePath = (slip: Slip): string => `/tra-cuu?ma=${encodeURIComponent(slip.code)}&bi-mat=${slip.secret}`;
    writeFileSync(files.page, JSON.stringify(slips.map((slip) => get(port, pagePath(slip)))));
    writeFileSync(files.zipped, JSON.stringify(slips.map((slip) => get(port, pagePath(slip), 'Accept-Encoding: gzip, br\r\n'))));
    writeFileSync(files.api, JSON.stringify(slips.map((slip) => get(port, `/api/v1/dossiers/${encodeURIComponent(slip.code)}?secret=${slip.secret}`))));
    writeFileSync(files.bare, JSON.stringify(slips.map((slip) => get(barePort, `/?ma=${encodeURIComponent(slip.code)}&hash=${trackingHash(house.keyring, slip.secret).toString('hex')}`))));
    const plan: BarePlan = { steps: [{ pool: 'readers', statements: [{ text: STATEMENT, name: 'dossier-look-up', values: [{ query: 'ma', as: 'text' }, { query: 'hash', as: 'hex' }] }] }], records: [] };
    writeFileSync(files.plan, JSON.stringify(plan));
    const [web, bare, load] = await Promise.all([startPart('web-child', house.env, { execArgv: house.servingFlags }), startPart('bare-server', process.env), startPart('load', process.env)]);
    try {
      await bare.ask({ port: barePort, url: house.installation.urls.app, file: files.plan });
      const [page, only, api, zipped] = await interleave({ load, postmaster: house.postmaster, connections: 32, seconds: SECONDS, rounds: ROUNDS, warmSeconds: 1.5 }, [
        { name: 'page', part: web, order: { port, file: files.page, once: false }, expects: '200' },
        { name: 'same query only', part: bare, order: { port: barePort, file: files.bare, once: false }, expects: '200' },
        { name: 'API', part: web, order: { port, file: files.api, once: false }, expects: '200' },
        { name: 'page, compressed', part: web, order: { port, file: files.zipped, once: false }, expects: '200' },
      ]);
      const [pages, apis, small] = [ratio(page!, only!), ratio(api!, only!), ratio(zipped!, only!)];
      process.stdout.write(`\nlook-up, ${total} dossiers, 32 connections, ${ROUNDS} rounds of ${SECONDS} s in turn\n${table([page!, only!, api!, zipped!])}\nratio: page ${pages.median.toFixed(2)} (rounds ${pages.from.toFixed(2)}–${pages.to.toFixed(2)}), API ${apis.median.toFixed(2)}, page compressed here ${small.median.toFixed(2)}\n`);
      goals.push({ what: `look-up as a page against the query alone, ${total} dossiers`, value: pages.median, bound: 'at least', goal: 0.4 }, { what: `look-up by the API, ${total} dossiers`, value: apis.median, bound: 'at least', goal: 0.4 });
      rates.set(`page ${total}`, page!.rate); rates.set(`bare ${total}`, only!.rate); p50.set(`bare ${total}`, only!.databaseCpuMs); p50.set(`page ${total}`, page!.databaseCpuMs + page!.cpuMs);
      if (total === MANY) goals.push({ what: 'look-ups a second as a page (twenty times Directus on the reference machine)', value: page!.rate, bound: 'at least', goal: 2_520, digits: 0 });
    } finally {
      await Promise.all([web.stop(), bare.stop(), load.stop()]);
    }
  }
  goals.push(
    { what: `processor time of one look-up, ${MANY} dossiers against ${FEW}`, value: p50.get(`page ${MANY}`)! / p50.get(`page ${FEW}`)!, bound: 'at most', goal: 1.3 },
    { what: `look-ups a second, ${FEW} dossiers against ${MANY}`, value: rates.get(`page ${FEW}`)! / rates.get(`page ${MANY}`)!, bound: 'at most', goal: 1.3 },
  );
  const plans = await planOf(house, { kind: 'public' }, STATEMENT, ['H36.B5001-261122-0000001', Buffer.alloc(32)]);
  process.stdout.write(`plan of the look-up: ${plans.summary}\n`);
  goals.push({ what: 'whole-table reads of dossier in the look-up', value: plans.wholeTable, bound: 'at most', goal: 0, digits: 0 });
  return judge(goals);
}
