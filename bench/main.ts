import { freePort } from './part.ts';
import { openHouse } from './house.ts';
import { benchMemory } from './memory.ts';
import { benchNotices } from './notices.ts';
import { benchPages } from './pages.ts';
import { benchPay } from './pay.ts';
import { benchQueue } from './queue.ts';
import { benchReport } from './report.ts';
import { benchSubmit } from './submit.ts';
import { benchTrack } from './track.ts';

const BENCHES: Readonly<Record<string, (house: Awaited<ReturnType<typeof openHouse>>, port: number) => Promise<number>>> = { submit: benchSubmit, track: benchTrack, queue: benchQueue, pages: benchPages, pay: benchPay, memory: benchMemory, notices: benchNotices, report: benchReport };
const asked = process.argv.slice(2);
const names = asked.length === 0 || asked.includes('all') ? Object.keys(BENCHES) : asked;
for (const name of names) if (!BENCHES[name]) { process.stderr.write(`No bench is called «${name}»: ${Object.keys(BENCHES).join(', ')}, all\n`); process.exit(2); }

let missed = 0;
const port = await freePort();
const begun = performance.now();
const house = await openHouse(port);
process.stderr.write(`installation for the bench ready after ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
let leaving = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {
  if (leaving) return;
  leaving = true;
  // The parts end with their channel to this process; the database server must be told.
  void house.close().finally(() => process.exit(130));
});
try {
  for (const name of names) {
    process.stdout.write(`\n# bench:${name}\n`);
    missed += await BENCHES[name]!(house, port);
  }
} finally {
  if (!leaving) await house.close();
}
process.exit(missed === 0 ? 0 : 1);
