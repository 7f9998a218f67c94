import { startEmbedded, type EmbeddedPostgres } from '../platform/postgres/embedded.ts';
import { systemClock } from '../shared/clock.ts';
import { missingInstallation } from './commands/this-program.ts';
import { readOptions } from './commands/options.ts';
import { places, readConfig, type Config } from './config.ts';
import { databaseChecks } from './doctor/database.ts';
import { bad, type Check, type Line } from './doctor/line.ts';
import { machineChecks, serviceChecks } from './doctor/surroundings.ts';

/** A check may not hold up the others. */
const CHECK_MS = 20_000;

/** `mot-cua doctor [--json]`: exit status 1 when a line is ✗. Works beside a running installation and on a stopped one. */
export async function doctorCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const read = readOptions(argv, { flags: ['json'] });
  if (!read.ok || read.rest.length > 0) {
    process.stderr.write(`${read.ok ? 'Chưa đọc được / not understood' : read.problem}\n\nmot-cua doctor [--json]\n`);
    return 2;
  }
  const config = readConfig(env);
  const missing = missingInstallation(places(config), config.dataDir);
  if (missing) { process.stderr.write(missing); return 1; }
  const lines = await examine(config);
  process.stdout.write(read.flags.has('json') ? `${JSON.stringify({ ok: lines.every((line) => line.state !== 'bad'), lines }, null, 2)}\n` : printLines(lines));
  return lines.some((line) => line.state === 'bad') ? 1 : 0;
}

export async function examine(config: Config): Promise<readonly Line[]> {
  const now = systemClock.now();
  const lines: Line[] = await runAll(machineChecks(config));
  let embedded: EmbeddedPostgres | null = null;
  try {
    embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir });
    lines.push(...await runAll(databaseChecks(config, config.databaseUrl ?? embedded?.ownerUrl ?? '', now)));
  } catch (error) {
    lines.push(bad('PostgreSQL', (error as Error).message, 'xem postgres.log trong DATA_DIR / see postgres.log in DATA_DIR'));
  } finally {
    await embedded?.leave();
  }
  lines.push(...await runAll(serviceChecks(config, now)));
  return lines;
}

async function runAll(checks: readonly Check[]): Promise<Line[]> {
  const lines: Line[] = [];
  for (const check of checks) {
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`không trả lời trong ${CHECK_MS / 1000} giây / no answer within ${CHECK_MS / 1000} s`)), CHECK_MS); });
      const found = await Promise.race([check.run(), late]);
      lines.push(...(Array.isArray(found) ? (found as readonly Line[]) : [found as Line]));
    } catch (error) {
      lines.push(bad(check.about, (error as Error).message, 'xem docs/operate/doctor.md / see docs/operate/doctor.md'));
    } finally {
      clearTimeout(timer);
    }
  }
  return lines;
}

const SIGN = { ok: '✓', note: '!', bad: '✗' } as const;
function printLines(lines: readonly Line[]): string {
  const said = lines.flatMap((line) => [`${SIGN[line.state]} ${line.about}: ${line.found}`, ...(line.mend === undefined ? [] : [`    → ${line.mend}`])]);
  const wrong = lines.filter((line) => line.state === 'bad').length;
  return `${said.join('\n')}\n\n${wrong === 0 ? 'Không có gì phải chữa ngay. / Nothing needs mending now.' : `${wrong} điều phải chữa / to mend: ✗`}\n`;
}
