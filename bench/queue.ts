import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan as BarePlan } from './bare-server.ts';
import { fillDossiers } from './dossiers.ts';
import { planOf } from './explain.ts';
import { OWN_AGENCY, type House } from './house.ts';
import { interleave, judge, ratio, table, type Goal } from './measure.ts';
import { freePort, startPart } from './part.ts';
import { signInOfficer } from './people.ts';
import { recordSql } from './record-sql.ts';
import { MANY } from './track.ts';
import { buildWeb } from '../src/wiring/web-process.ts';

const ROUNDS = 5;
const SECONDS = 2;
const DEEP_PAGE = 12;
/** thuly.hamliem, specialist of the demo's commune */
const OFFICER = '01920000-0000-7000-8000-000000000002';

/** The officer's list at a million dossiers: the first page and a deep one, with one client and with 32, against a server with the list's statement only. */
export async function benchQueue(house: House, port: number): Promise<number> {
  const begun = performance.now();
  await fillDossiers(house, MANY);
  process.stderr.write(`${MANY} dossiers ready after ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  const officer = await signInOfficer(house, OFFICER);
  const { deep, statement, values } = await walk(house, officer.cookie);
  const { rows: [size] } = await house.owner.query<{ open: number; all: number }>('SELECT count(*) FILTER (WHERE closed_at IS NULL)::int AS open, count(*)::int AS "all" FROM dossier WHERE competent_agency = $1', [OWN_AGENCY]);
  const barePort = await freePort();
  const get = (at: number, path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${at}\r\nUser-Agent: bench\r\nCookie: ${officer.cookie}\r\n${more}\r\n`;
  const file = (name: string, requests: readonly string[]): string => { const at = join(house.config.dataDir, `queue-${name}.json`); writeFileSync(at, JSON.stringify(requests)); return at; };
  const plan: BarePlan = { steps: [{ pool: 'readers', statements: [{ text: statement.text, name: 'work-queue', values: [{ plain: values[0] }, { plain: values[1] }, { plain: values[2] }, { query: 'sau', as: 'text' }, { query: 'id', as: 'text' }, { plain: values[5] }] }] }], records: [] };
  const planFile = file('plan', []);
  writeFileSync(planFile, JSON.stringify(plan));
  const firstFile = file('first', [get(port, '/ban')]);
  const deepFile = file('deep', [get(port, deep)]);
  const both = file('both', [get(port, '/ban'), get(port, deep)]);
  const zipped = file('zipped', [get(port, '/ban', 'Accept-Encoding: gzip, br\r\n'), get(port, deep, 'Accept-Encoding: gzip, br\r\n')]);
  const after = new URL(deep, 'http://x').searchParams;
  const bareBoth = file('bare', [get(barePort, '/?sau=-infinity&id=00000000-0000-0000-0000-000000000000'), get(barePort, `/?sau=${encodeURIComponent(after.get('sau') ?? '')}&id=${after.get('sau-id')}`)]);
  const [web, bare, load] = await Promise.all([startPart('web-child', house.env, { execArgv: house.servingFlags }), startPart('bare-server', process.env), startPart('load', process.env)]);
  const goals: Goal[] = [];
  try {
    await bare.ask({ port: barePort, url: house.installation.urls.app, file: planFile });
    const [first, far] = await interleave({ load, postmaster: house.postmaster, connections: 1, seconds: 1, rounds: 3, warmSeconds: 1 }, [
      { name: 'first page', part: web, order: { port, file: firstFile, once: false }, expects: '200' }, { name: `page ${DEEP_PAGE}`, part: web, order: { port, file: deepFile, once: false }, expects: '200' },
    ]);
    process.stdout.write(`\nwork list, one client (office with ${size?.open} open of ${size?.all}, ${MANY} in all)\n${table([first!, far!])}\n`);
    goals.push({ what: 'first page, p95, one client', value: first!.p95, bound: 'at most', goal: 50, digits: 1, unit: ' ms' }, { what: `page ${DEEP_PAGE}, p95, one client`, value: far!.p95, bound: 'at most', goal: 50, digits: 1, unit: ' ms' });
    const [app, only, small] = await interleave({ load, postmaster: house.postmaster, connections: 32, seconds: SECONDS, rounds: ROUNDS, warmSeconds: 1 }, [
      { name: 'Một Cửa', part: web, order: { port, file: both, once: false }, expects: '200' }, { name: 'same statement only', part: bare, order: { port: barePort, file: bareBoth, once: false }, expects: '200' },
      { name: 'Một Cửa, compressed', part: web, order: { port, file: zipped, once: false }, expects: '200' },
    ]);
    const [share, smallShare] = [ratio(app!, only!), ratio(small!, only!)];
    process.stdout.write(`\nwork list, 32 connections, first and deep page in turn, ${ROUNDS} rounds of ${SECONDS} s\n${table([app!, only!, small!])}\nratio ${share.median.toFixed(2)} (rounds ${share.from.toFixed(2)}–${share.to.toFixed(2)}), compressed here ${smallShare.median.toFixed(2)}\n`);
    goals.push({ what: 'work list against its statement alone', value: share.median, bound: 'at least', goal: 0.4 });
  } finally {
    await Promise.all([web.stop(), bare.stop(), load.stop()]);
  }
  const scope = { kind: 'officer', officerId: officer.subjectId, agencyIds: [OWN_AGENCY] } as const;
  const plans = await planOf(house, scope, statement.text, values);
  process.stdout.write(`plan of the list: ${plans.summary}\n`);
  goals.push({ what: 'whole-table reads of dossier in the list', value: plans.wholeTable, bound: 'at most', goal: 0, digits: 0 });
  return judge(goals);
}

/** Turns the pages as an officer does, to learn where the deep one is and which statement a page sends. */
async function walk(house: House, cookie: string) {
  const web = await buildWeb(house.config, house.installation.urls.app, { log: false });
  try {
    let path = '/ban';
    const page = async (): Promise<string | undefined> => {
      const answer = await web.server.inject({ method: 'GET', url: path, headers: { cookie } });
      if (answer.statusCode !== 200) throw new Error(`${path} was answered ${answer.statusCode} ${String(answer.headers.location ?? '')}`);
      return /href="(\/ban\?[^"]*sau=[^"]*)"/u.exec(answer.payload)?.[1]?.replaceAll('&amp;', '&');
    };
    for (let at = 1; at < DEEP_PAGE; at++) { const next = await page(); if (!next) throw new Error(`the list ends on page ${at}`); path = next; }
    const sent = await recordSql(async () => { await page(); });
    process.stdout.write(`one page is ${sent.length} statements: ${sent.map((one) => one.name ?? one.text.split(/[;(]/u)[0]?.slice(0, 40)).join(', ')}\n`);
    const list = sent.find((one) => /dossier_queue\(/u.test(one.text));
    if (!list) throw new Error('a page of the list sends no dossier_queue');
    return { deep: path, statement: { text: list.text }, values: list.values };
  } finally {
    await web.close();
  }
}
