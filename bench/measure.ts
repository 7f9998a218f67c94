import { readFileSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { LoadOrder, LoadReport } from './load.ts';
import type { Part } from './part.ts';

export interface Contender { readonly name: string; readonly part: Part; readonly order: Omit<LoadOrder, 'connections' | 'seconds' | 'from'>; /** the only statuses that count as done */ readonly expects: string }
export interface Measured {
  readonly name: string; readonly rates: readonly number[]; readonly rate: number; readonly p50: number; readonly p95: number; readonly p99: number;
  /** processor milliseconds for one request: of the server's own process, and of PostgreSQL with all its backends */ readonly cpuMs: number; readonly databaseCpuMs: number; readonly rssMb: number; readonly kbytes: number;
}
export interface Plan { readonly load: Part; readonly postmaster: number; readonly connections: number; readonly seconds: number; readonly rounds: number; readonly warmSeconds: number }

/** Rounds in turn (a, b, a, b …), so that whatever else the machine does strikes all alike. */
export async function interleave(plan: Plan, contenders: readonly Contender[]): Promise<readonly Measured[]> {
  const from = contenders.map(() => 0);
  const round = async (at: number, seconds: number): Promise<LoadReport> => {
    const one = contenders[at]!;
    const report = await plan.load.ask<LoadReport>({ ...one.order, connections: plan.connections, seconds, from: from[at] });
    from[at] = report.used;
    const wrong = Object.keys(report.statuses).filter((status) => status !== one.expects);
    if (wrong.length > 0 || report.answered === 0) throw new Error(`${one.name} answered ${JSON.stringify(report.statuses)}, not only ${one.expects}:\n${report.odd ?? 'nothing'}`);
    if (one.order.once && report.seconds < seconds * 0.9) process.stderr.write(`  (${one.name}: requests ran out after ${report.seconds.toFixed(1)} s)\n`);
    return report;
  };
  for (const at of contenders.keys()) if (plan.warmSeconds > 0) await round(at, plan.warmSeconds);
  const taken = contenders.map(() => ({ rates: [] as number[], latencies: [] as number[], cpu: 0, database: 0, answered: 0, rss: 0, bytes: 0 }));
  for (let n = 0; n < plan.rounds; n++) {
    await quiet();
    for (const at of contenders.keys()) {
      const sum = taken[at]!;
      const { part } = contenders[at]!;
      const [before, databaseBefore] = [await part.usage(), postgresClocks(plan.postmaster)];
      const report = await round(at, plan.seconds);
      const [after, databaseAfter] = [await part.usage(), postgresClocks(plan.postmaster)];
      sum.rates.push(report.answered / report.seconds);
      sum.latencies.push(...report.latenciesUs);
      sum.cpu += after.cpuMs - before.cpuMs;
      sum.database += usedSince(databaseBefore, databaseAfter);
      sum.answered += report.answered;
      sum.bytes += report.bytes;
      sum.rss = after.rssMb;
    }
  }
  return contenders.map(({ name }, at) => {
    const { rates, latencies, cpu, database, answered, rss, bytes } = taken[at]!;
    latencies.sort((a, b) => a - b);
    const share = (p: number): number => (latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * p))] ?? 0) / 1000;
    return { name, rates, rate: median(rates), p50: share(0.5), p95: share(0.95), p99: share(0.99), cpuMs: cpu / answered, databaseCpuMs: database / answered, rssMb: rss, kbytes: bytes / answered / 1024 };
  });
}

const QUIET = { idle: 0.75, waitMs: 12_000, lookMs: 250 };
/** Waits, not for long, until little else runs here: on a shared machine absolute figures move several times over. */
async function quiet(): Promise<void> {
  const look = (): { idle: number; all: number } => cpus().reduce((sum, { times }) => ({ idle: sum.idle + times.idle, all: sum.all + times.idle + times.user + times.sys + times.nice + times.irq }), { idle: 0, all: 0 });
  for (let waited = 0; waited < QUIET.waitMs; waited += QUIET.lookMs) {
    const before = look();
    await pause(QUIET.lookMs);
    const after = look();
    if ((after.idle - before.idle) / Math.max(1, after.all - before.all) >= QUIET.idle) return;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function table(measured: readonly Measured[]): string {
  const rows = [['', 'requests/s', 'rounds', 'p50 ms', 'p95 ms', 'p99 ms', 'cpu ms/request', 'PostgreSQL', 'RSS MB', 'KB'],
    ...measured.map((one) => [one.name, one.rate.toFixed(0), one.rates.map((rate) => rate.toFixed(0)).join(' '), one.p50.toFixed(1), one.p95.toFixed(1), one.p99.toFixed(1), one.cpuMs.toFixed(3), one.databaseCpuMs.toFixed(3), one.rssMb.toFixed(0), one.kbytes.toFixed(1)])];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 || column === 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')).join('\n');
}

/** Rounds stand side by side, so their ratios are less disturbed than the rates. */
export function ratio(app: Measured, bare: Measured): { readonly median: number; readonly from: number; readonly to: number } {
  const each = app.rates.map((rate, n) => rate / bare.rates[n]!);
  return { median: median(each), from: Math.min(...each), to: Math.max(...each) };
}

export interface Goal { readonly what: string; readonly value: number; readonly bound: 'at least' | 'at most'; readonly goal: number; readonly digits?: number; readonly unit?: string }
/** Prints each figure with its goal; answers how many are missed. */
export function judge(goals: readonly Goal[]): number {
  let missed = 0;
  for (const { what, value, bound, goal, digits = 2, unit = '' } of goals) {
    const good = bound === 'at least' ? value >= goal : value <= goal;
    if (!good) missed += 1;
    process.stdout.write(`${good ? 'reached' : 'MISSED '}  ${what}: ${value.toFixed(digits)}${unit} (${bound} ${goal}${unit})\n`);
  }
  return missed;
}

const TICK_MS = 10;
export type Clocks = ReadonlyMap<number, number>;
/** Processor time of the postmaster and each of its children, where /proc tells it. */
export function postgresClocks(postmaster: number): Clocks {
  const clocks = new Map<number, number>();
  let names: readonly string[] = [];
  try { names = readdirSync('/proc'); } catch { return clocks; }
  for (const pid of names) {
    if (!/^\d+$/u.test(pid)) continue;
    let stat: string;
    try { stat = readFileSync(`/proc/${pid}/stat`, 'latin1'); } catch { continue; }
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(pid) === postmaster || Number(fields[1]) === postmaster) clocks.set(Number(pid), (Number(fields[11]) + Number(fields[12])) * TICK_MS);
  }
  return clocks;
}
/** What those that still live have used since; a child that ended in between takes its share with it. */
export function usedSince(before: Clocks, after: Clocks): number {
  let used = 0;
  for (const [pid, ms] of after) used += ms - (before.get(pid) ?? 0);
  return used;
}
