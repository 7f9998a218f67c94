import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fillDossiers, takeSlips } from './dossiers.ts';
import { readyDrafts } from './drafts.ts';
import type { House } from './house.ts';
import type { LoadReport } from './load.ts';
import { judge } from './measure.ts';
import { WORKING_ENVIRONMENT, WORKING_FLAGS } from '../src/wiring/serving-flags.ts';
import { startPart } from './part.ts';
import { signInCitizens, signInOfficer } from './people.ts';

const SECONDS = 4;
const MOST_MB = 300;
const PAPERS_SECONDS = 12;

/** The web process and the worker, started as the program starts them, after submissions, look-ups, lists and public pages at full load, with the worker making the papers meanwhile. */
export async function benchMemory(house: House, port: number): Promise<number> {
  const people = await signInCitizens(house, 100);
  const drafts = await readyDrafts(house, people, 4_000);
  await fillDossiers(house, 20_000);
  const slips = await takeSlips(house, 500);
  const officer = await signInOfficer(house, '01920000-0000-7000-8000-000000000002');
  const host = `127.0.0.1:${port}`;
  const get = (path: string, cookie = ''): string => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: gzip, br\r\n${cookie ? `Cookie: ${cookie}\r\n` : ''}\r\n`;
  const loads: readonly { readonly name: string; readonly requests: readonly string[]; readonly once: boolean }[] = [
    { name: 'submissions', once: true, requests: drafts.map((one) => { const body = new URLSearchParams({ _csrf: one.person.csrf, _key: `memory-${one.draftId}`, 'cam-doan': 'co' }).toString(); return `POST /nhap/${one.draftId}/nop HTTP/1.1\r\nHost: ${host}\r\nCookie: ${one.person.cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`; }) },
    { name: 'look-ups', once: false, requests: slips.map((slip) => get(`/tra-cuu?ma=${encodeURIComponent(slip.code)}&bi-mat=${slip.secret}`)) },
    { name: 'work list', once: false, requests: [get('/ban', officer.cookie), get('/ban?xem=tat-ca', officer.cookie)] },
    { name: 'public pages', once: false, requests: ['/', `/tim?q=${encodeURIComponent('làm khai sinh cho con')}`, '/thu-tuc/khai-sinh', '/thu-tuc/1.004873', '/tra-cuu', '/api/v1/procedures?q=khai%20sinh'].map((path) => get(path)) },
  ];
  const [web, worker, load] = await Promise.all([startPart('web-child', house.env, { execArgv: house.servingFlags }), startPart('worker-child', { ...house.env, ...WORKING_ENVIRONMENT }, { execArgv: WORKING_FLAGS }), startPart('load', process.env)]);
  try {
    const weigh = async (): Promise<Weight> => {
      const [a, b] = [(await web.usage()).rssMb, (await worker.usage()).rssMb];
      return { web: a, worker: b, together: a + b - Math.min(mappedMb(web.pid), mappedMb(worker.pid)), press: childrenMb(web.pid) + childrenMb(worker.pid) };
    };
    const line = (what: string, one: Weight): void => { process.stdout.write(`${what.padEnd(28)} web ${mb(one.web)}   worker ${mb(one.worker)}   sum ${mb(one.web + one.worker)}   shared pages once ${mb(one.together)}   press for papers ${mb(one.press)}\n`); };
    line('just started', await weigh());
    let most = 0;
    let mostRss = 0;
    const note = (one: Weight): void => { most = Math.max(most, one.together); mostRss = Math.max(mostRss, one.web + one.worker); };
    for (const { name, requests, once } of loads) {
      const file = join(house.config.dataDir, 'memory-load.json');
      writeFileSync(`${file}-${name}`, JSON.stringify(requests));
      const before = await web.usage();
      const report = await load.ask<LoadReport>({ port, connections: 32, seconds: SECONDS, file: `${file}-${name}`, from: 0, once });
      const after = await web.usage();
      const now = await weigh();
      note(now);
      line(`${name}, ${(report.answered / report.seconds).toFixed(0)}/s`, now);
      process.stdout.write(`${''.padEnd(28)} ${((after.cpuMs - before.cpuMs) / report.answered).toFixed(3)} ms of processor time a request; answers ${JSON.stringify(report.statuses)}\n`);
    }
    await pause(PAPERS_SECONDS * 1_000);
    const after = await weigh();
    const { rows: [made] } = await house.owner.query<{ papers: number; left: number }>('SELECT (SELECT count(*) FROM dossier_paper)::int AS papers, (SELECT count(*) FROM graphile_worker._private_jobs)::int AS left');
    line('papers made meanwhile', after);
    process.stdout.write(`papers made ${made?.papers ?? 0}, jobs left ${made?.left ?? 0}\n`);
    note(after);
    return judge([
      { what: 'memory of web and worker under and after load, pages that they share counted once', value: most, bound: 'at most', goal: MOST_MB, digits: 0, unit: ' MB' },
      { what: 'the same with shared pages counted twice', value: mostRss, bound: 'at most', goal: MOST_MB, digits: 0, unit: ' MB' },
    ]);
  } finally {
    await Promise.all([web.stop(), worker.stop(), load.stop()]);
  }
}

interface Weight { readonly web: number; readonly worker: number; readonly together: number; readonly press: number }
const mb = (value: number): string => `${value.toFixed(0).padStart(4)} MB`;
/** Pages of files that a process has mapped, the binary of Node above all: two processes hold them once. 0 where /proc does not tell. */
function mappedMb(pid: number): number {
  try { return Number(/^RssFile:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024; } catch { return 0; }
}
/** Resident memory of the processes that a process has started, where /proc tells it. */
function childrenMb(of: number): number {
  if (!existsSync('/proc/self/stat')) return 0;
  let total = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/u.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== of) continue;
      total += Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024 + childrenMb(Number(pid));
    } catch { /* it has ended meanwhile */ }
  }
  return total;
}
