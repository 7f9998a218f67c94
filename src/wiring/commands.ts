import type { Text } from '../shared/text.ts';
import { programVersion } from './commands/this-program.ts';

// Every command loads only what it needs: `due` answers without a database, in the time that Node itself takes to start.

interface Command { readonly name: string; readonly takes: string; readonly what: Text; run(rest: readonly string[], env: NodeJS.ProcessEnv): Promise<number> }

const COMMANDS: readonly Command[] = [
  { name: 'start', takes: '', what: { vi: 'chạy: cơ sở dữ liệu, cổng, một cửa, việc nền', en: 'run everything: database, portal, desk, background work' }, run: async (_, env) => (await import('./supervise.ts')).start(env) },
  { name: 'migrate', takes: '', what: { vi: 'đưa cơ sở dữ liệu lên phiên bản của chương trình', en: 'bring the database to the version of the program' }, run: (_, env) => migrateCommand(env) },
  { name: 'seed', takes: '', what: { vi: 'nạp dữ liệu ban đầu; chạy lại không đổi gì', en: 'load first-run data; running it again changes nothing' }, run: (_, env) => seedCommand(env) },
  { name: 'add-admin', takes: '--agency-code MÃ --agency-name TÊN …', what: { vi: 'mở một bản cài trống: cơ quan và quản trị viên đầu tiên', en: 'open an empty installation: its authority and first administrator' }, run: async (rest, env) => (await import('./commands/add-admin.ts')).addAdminCommand(rest, env) },
  { name: 'drop-second-factor', takes: 'TÊN-ĐĂNG-NHẬP', what: { vi: 'gỡ xác thực hai lớp của một tài khoản, khi không còn quản trị viên nào gỡ được trên trang', en: 'take the second factor off an account, when no administrator is left who could do it on the pages' }, run: async (rest, env) => (await import('./commands/drop-second-factor.ts')).dropSecondFactorCommand(rest, env) },
  { name: 'verify', takes: '[--files none|sample|all] [--json]', what: { vi: 'tính lại mọi hồ sơ từ sự kiện, tìm dấu sửa chữa', en: 'recompute every dossier from its events, find tampering' }, run: async (rest, env) => (await import('./verify.ts')).verifyCommand(rest, env) },
  { name: 'doctor', takes: '[--json]', what: { vi: 'khám bản cài: mỗi dòng ✓ hoặc ✗ kèm cách chữa', en: 'examine the installation: each line ✓ or ✗ with its remedy' }, run: async (rest, env) => (await import('./doctor.ts')).doctorCommand(rest, env) },
  { name: 'due', takes: '--received LÚC --term "3 ngày làm việc"', what: { vi: 'tính ngày hẹn trả theo lịch cả nước; không cần cơ sở dữ liệu', en: 'compute a due date by the national calendar; needs no database' }, run: (rest) => dueCommand(rest) },
  { name: 'backup', takes: 'TỆP.tar.gz | THƯ-MỤC', what: { vi: 'sao lưu cơ sở dữ liệu và tệp (không gồm khóa)', en: 'back up database and files (never the keys)' }, run: async (rest, env) => (await import('./backup.ts')).backupCommand(rest, env) },
  { name: 'restore', takes: 'TỆP.tar.gz | THƯ-MỤC', what: { vi: 'phục hồi vào một cơ sở dữ liệu trống, rồi verify', en: 'restore into an empty database, then verify' }, run: async (rest, env) => (await import('./backup.ts')).restoreCommand(rest, env) },
];

/** Runs one command of `mot-cua` and returns the exit status: 0 well, 1 something is wrong, 2 asked in a way that cannot be answered. */
export async function runCommand(argv: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-v' || name === 'version') { process.stdout.write(`${programVersion()}\n`); return 0; }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') { process.stdout.write(helpText()); return 0; }
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) {
    process.stderr.write(`Không có lệnh «${name}». / There is no command “${name}”.\n\n${helpText()}`);
    return 2;
  }
  if (command.name !== 'due' && rest.some((word) => word === '--help' || word === '-h')) { process.stdout.write(`${helpOf(command)}\n`); return 0; }
  try {
    return await command.run(rest, env);
  } catch (error) {
    const { ConfigError } = await import('./config.ts');
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (env['MOTCUA_TRACE'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
}

const helpOf = (command: Command): string => `  mot-cua ${command.name}${command.takes ? ` ${command.takes}` : ''}\n      ${command.what.vi}\n      ${command.what.en}`;
const helpText = (): string => ['Một Cửa – cổng dịch vụ công và một cửa điện tử / public service portal and one-stop desk', '',
  ...COMMANDS.map(helpOf), '',
  'Môi trường / environment: PORT, HOST, DATA_DIR, DATABASE_URL, PUBLIC_URL, MOTCUA_DEMO=0 … → docs/operate/settings.md', ''].join('\n');

async function dueCommand(rest: readonly string[]): Promise<number> {
  const { answerDueQuestion, nationalCalendar } = await import('../modules/calendar/index.ts');
  const answer = answerDueQuestion(rest, nationalCalendar());
  process.stdout.write(answer.stdout);
  process.stderr.write(answer.stderr);
  return answer.exitCode;
}

async function migrateCommand(env: NodeJS.ProcessEnv): Promise<number> {
  const [{ readConfig }, { withInstallation }] = await Promise.all([import('./config.ts'), import('./installation.ts')]);
  return withInstallation(readConfig(env), { migrate: true }, async ({ migrated }) => {
    const applied = migrated?.applied ?? [];
    for (const name of applied) process.stdout.write(`✓ ${name}\n`);
    process.stdout.write(`${applied.length} bước mới, ${migrated?.already ?? 0} đã có / applied, already there\n`);
    return 0;
  });
}

async function seedCommand(env: NodeJS.ProcessEnv): Promise<number> {
  const [{ readConfig }, { withInstallation }, { seedInstallation }] = await Promise.all([import('./config.ts'), import('./installation.ts'), import('./seed.ts')]);
  return withInstallation(readConfig(env), { migrate: true }, async (installation) => {
    let said = 0;
    await seedInstallation(installation, (line) => { said++; process.stdout.write(`${line}\n`); });
    if (said === 0) process.stdout.write('Dữ liệu ban đầu đã có đủ / everything is there already\n');
    return 0;
  });
}
