import { fillFacts } from './facts.ts';
import { COMMUNES, FIRST_COMMUNE, type House } from './house.ts';
import { judge, median, postgresClocks, usedSince, type Goal } from './measure.ts';
import { publishMonth, opennessCounter, opennessReader, overviewStore, reportStore, targetStore, type OfficerScope } from '../src/modules/report/index.ts';
import { monthOf, sumFigures, wholeYear } from '../src/modules/report/domain/index.ts';
import { sql } from '../src/platform/postgres/database.ts';
import { openDatabase } from '../src/platform/postgres/pools.ts';
import { addDays, plainDate } from '../src/shared/plain-date.ts';

const FACTS = 1_000_000;
const RUNS = 7;
/** Every question about a whole province. */
const MOST_MS = 300;
const PAGE = { after: null, afterId: null, limit: 50 };

/**
 * Figures of a province at a million dossiers in a year: the form, its lists, targets, the leader's overview, the public
 * pages. What was counted dossier by dossier before is counted beside it, turn by turn, and must say the same.
 */
export async function benchReport(house: House): Promise<number> {
  const year = new Date().getUTCFullYear() - 1;
  const now = new Date(`${year + 1}-01-08T10:00:00+07:00`);
  const begun = performance.now();
  await fillFacts(house.owner, FACTS, COMMUNES, now, 373);
  process.stderr.write(`${FACTS} facts ready after ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  const agencies = Array.from({ length: COMMUNES }, (_, n) => FIRST_COMMUNE + n);
  const scope: OfficerScope = { kind: 'officer', officerId: '01920000-0000-7000-8000-000000000008', agencyIds: agencies };
  const [reports, targets, overview] = [reportStore(house.app), targetStore(house.app), overviewStore(house.app)];
  const worker = openDatabase({ url: house.installation.urls.worker, application: 'bench', readers: 1, writers: 1 });
  const counter = opennessCounter(worker);
  const period = wholeYear(year);
  const [from, to] = [new Date(`${year}-01-01T00:00:00+07:00`), new Date(`${year + 1}-01-01T00:00:00+07:00`)];
  // Biểu II.06a as it was counted before, over every dossier of the period.
  const counted = (): Promise<{ received: number; late: number }[]> => house.app.inScope(scope, 'reads', (tx) => tx.query<{ received: number; late: number }>(sql("SELECT sum(n)::int AS received, (sum(n) FILTER (WHERE ending = 'late'))::int AS late FROM report_figures($1, $2, $3)", [agencies, from, to])));
  const live = () => reports.live(scope, agencies, period, now);
  const tallied = () => targets.tallies(scope, agencies, period, now);
  const behind = (column: 'received' | 'late' | 'opening' | 'pending' | 'overdue') => () => reports.behind(scope, agencies, period, now, { column }, PAGE);
  const moments = { now, endOfToday: new Date(now.getTime() + 8 * 3_600_000), soon: new Date(now.getTime() + 2 * 86_400_000) };
  const one = FIRST_COMMUNE + 7;
  const questions: readonly { readonly name: string; readonly ask: () => Promise<unknown>; readonly most?: number }[] = [
    { name: 'Biểu II.06a of the year', ask: live, most: MOST_MS }, { name: '  counted dossier by dossier', ask: counted },
    { name: 'Biểu II.06a, 15/12 to 14/12', ask: () => reports.live(scope, agencies, { from: addDays(plainDate(`${year}-01-01`), 13), to: plainDate(`${year}-12-14`) }, now), most: MOST_MS },
    { name: 'Biểu II.06a of one commune', ask: () => reports.live(scope, [one], period, now), most: MOST_MS },
    ...(['received', 'late', 'opening', 'pending', 'overdue'] as const).map((column) => ({ name: `  first page behind «${column}»`, ask: behind(column), most: MOST_MS })),
    { name: 'targets of the year', ask: tallied, most: MOST_MS },
    { name: 'overview', ask: () => overview.counts(scope, agencies, moments), most: MOST_MS }, { name: 'overview by unit', ask: () => overview.byUnit(scope, agencies, moments), most: MOST_MS }, { name: 'overview by step', ask: () => overview.byStep(scope, agencies, now), most: MOST_MS },
    { name: 'overview, list of late ones', ask: () => overview.list(scope, agencies, 'late', moments, PAGE), most: MOST_MS },
    { name: 'public figures of a commune counted', ask: () => publishMonth({ counter }, one, monthOf(plainDate(`${year}-11-01`)), now), most: MOST_MS }, { name: 'public list of late ones made', ask: () => counter.storeLate(one, now), most: MOST_MS },
    { name: 'public month read', ask: () => opennessReader(house.app).month(plainDate(`${year}-11-01`)), most: MOST_MS },
  ];
  try {
    const [figures, [all]] = [sumFigures((await live()).rows.map((row) => row.figures)), await counted()];
    if (figures.received !== all?.received || figures.late !== all.late) throw new Error(`the sums say ${figures.received} and ${figures.late}, counting says ${all?.received} and ${all?.late}`);
    const times = questions.map((): number[] => []);
    const spent = questions.map(() => 0);
    for (let run = 0; run <= RUNS; run++) for (const [at, { ask }] of questions.entries()) {
      const [started, clocks] = [performance.now(), postgresClocks(house.postmaster)];
      await ask();
      if (run === 0) continue;
      times[at]?.push(performance.now() - started);
      spent[at] = (spent[at] ?? 0) + usedSince(clocks, postgresClocks(house.postmaster));
    }
    const medians = times.map(median);
    process.stdout.write(`\n${figures.received} dossiers in the year, ${COMMUNES} communes; median of ${RUNS}, ms (least–most), processor time of PostgreSQL\n${questions.map(({ name }, at) => `${name.padEnd(40)} ${medians[at]!.toFixed(0).padStart(6)}  (${Math.min(...times[at]!).toFixed(0)}–${Math.max(...times[at]!).toFixed(0)})  ${(spent[at]! / RUNS).toFixed(0)}`).join('\n')}\n`);
    process.stdout.write(`sums against counting: ${(medians[1]! / medians[0]!).toFixed(1)} times as fast, ${(spent[1]! / spent[0]!).toFixed(1)} times less work\n`);
    return judge(questions.flatMap(({ name, most }, at): Goal[] => (most ? [{ what: name.trim(), value: medians[at]!, bound: 'at most', goal: most, digits: 0, unit: ' ms' }] : [])));
  } finally {
    await worker.close();
  }
}
