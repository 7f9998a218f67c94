import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createDiskFiles } from '../adapters/files-disk/index.ts';
import { loadKeyring } from '../platform/crypto/keyring-file.ts';
import { packageRoot } from '../platform/package-root.ts';
import { startEmbedded } from '../platform/postgres/embedded.ts';
import { ensureLogins } from '../platform/postgres/migrate.ts';
import { BackupRefused } from './backup/archive.ts';
import { lastBackupFile } from './backup/last-backup.ts';
import { makeBackup } from './backup/make-backup.ts';
import type { Manifest } from './backup/manifest.ts';
import { checkBackup, restoreBackup } from './backup/restore-backup.ts';
import { readOptions } from './commands/options.ts';
import { missingInstallation, programVersion } from './commands/this-program.ts';
import { places, readConfig, type Config } from './config.ts';
import { printReport } from './verify/report.ts';
import { verifyInstallation } from './verify.ts';

/** `mot-cua backup PLACE`: a name that ends in .tar.gz makes one file, any other a folder. Works beside a running installation. */
export async function backupCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const read = readOptions(argv, {});
  const path = read.ok ? read.rest[0] : undefined;
  if (!read.ok || path === undefined || read.rest.length > 1) return usage(read.ok ? null : read.problem, 'mot-cua backup TỆP.tar.gz | THƯ-MỤC');
  const config = readConfig(env);
  const at = places(config);
  const missing = missingInstallation(at, config.dataDir);
  if (missing) { process.stderr.write(missing); return 1; }
  return refusing(() => withOwner(config, async (ownerUrl) => {
    const target = resolve(path);
    const manifest = await makeBackup({ ownerUrl, keyring: loadKeyring(at.keyring, false), files: createDiskFiles({ dir: at.files }), program: programVersion() }, target);
    writeFileSync(lastBackupFile(config), `${JSON.stringify({ at: manifest.createdAt, path: target, dossiers: manifest.dossiers }, null, 2)}\n`, { mode: 0o600 });
    process.stdout.write(`✓ ${target}\n  ${describe(manifest)}\n\n`
      + `KHÔNG có khóa trong bản sao này. Khóa nằm ở ${at.keyring}: cất một bản ở nơi khác, tách khỏi bản sao lưu. Mất khóa thì không ai mở được dữ liệu niêm phong.\n`
      + `The keys are NOT in this backup. They lie in ${at.keyring}: keep a copy elsewhere, apart from the backups. Without them nobody can open what is sealed.\n`);
    if (manifest.files.missing.length === 0) return 0;
    process.stderr.write(`✗ ${manifest.files.missing.length} tệp của hồ sơ không còn trên đĩa, nên không có trong bản sao: chạy mot-cua verify --files all\n  ${manifest.files.missing.length} files of dossiers were not on the disk and are not in the backup: run mot-cua verify --files all\n`);
    return 1;
  }));
}

/** `mot-cua restore PLACE [--check] [--files none|sample|all]`: `--check` only reads the backup. */
export async function restoreCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const read = readOptions(argv, { values: ['files'], flags: ['check'] });
  const path = read.ok ? read.rest[0] : undefined;
  const files = (read.ok && read.values['files']) || 'sample';
  if (!read.ok || path === undefined || read.rest.length > 1 || !['none', 'sample', 'all'].includes(files)) return usage(read.ok ? null : read.problem, 'mot-cua restore TỆP.tar.gz | THƯ-MỤC [--check] [--files none|sample|all]');
  const config = readConfig(env);
  const at = places(config);
  return refusing(async () => {
    if (!existsSync(at.keyring)) throw new BackupRefused(`Thiếu tệp khóa ${at.keyring}. Chép tệp khóa từ nơi cất giữ vào đó (chmod 600) rồi chạy lại: không có khóa thì dữ liệu phục hồi không mở được.\nThe keyring ${at.keyring} is missing. Bring it from where it is kept (chmod 600) and run this again: without it what is restored cannot be opened.`);
    const keyring = loadKeyring(at.keyring, false);
    if (read.flags.has('check')) {
      const manifest = await checkBackup(resolve(path), keyring);
      process.stdout.write(`✓ ${describe(manifest)}\n`);
      return 0;
    }
    return withOwner(config, async (ownerUrl) => {
      const manifest = await restoreBackup({ ownerUrl, keyring, files: createDiskFiles({ dir: at.files }), migrationsFolder: join(packageRoot(), 'migrations') }, resolve(path), (line) => process.stdout.write(`${line}\n`));
      process.stdout.write(`✓ ${describe(manifest)}\n\n`);
      const urls = await ensureLogins(ownerUrl, at.secrets);
      const report = await verifyInstallation({ config, urls, keyring }, files as 'none' | 'sample' | 'all');
      process.stdout.write(printReport(report));
      return report.ok ? 0 : 1;
    });
  });
}

function describe(manifest: Manifest): string {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return `${manifest.createdAt}, Một Cửa ${manifest.program}: ${manifest.dossiers} hồ sơ / dossiers, ${rows} dòng / rows, ${manifest.files.count} tệp / files (${(manifest.files.bytes / 1024 / 1024).toFixed(1)} MB), khóa / keyring ${manifest.keyring.id}`;
}
function usage(problem: string | null, line: string): number {
  process.stderr.write(`${problem ? `${problem}\n\n` : ''}${line}\n`);
  return 2;
}
async function refusing(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** The owner's connection, without roles or keys being made on the way: the database may be empty. */
async function withOwner<T>(config: Config, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir });
  try {
    return await work(config.databaseUrl ?? embedded?.ownerUrl ?? '');
  } finally {
    await embedded?.leave();
  }
}
