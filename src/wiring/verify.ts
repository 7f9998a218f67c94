import { derivedSecret } from '../platform/crypto/ids.ts';
import { systemClock } from '../shared/clock.ts';
import { readOptions } from './commands/options.ts';
import { missingInstallation } from './commands/this-program.ts';
import { places, readConfig } from './config.ts';
import { withInstallation, type Installation } from './installation.ts';
import type { FileMode } from './verify/bytes.ts';
import { printReport, type VerifyReport } from './verify/report.ts';
import { runVerify } from './verify/run-verify.ts';

const MODES: readonly FileMode[] = ['none', 'sample', 'all'];

/** `mot-cua verify [--files none|sample|all] [--json]`: exit status 1 when anything is wrong. Works beside a running installation. */
export async function verifyCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const read = readOptions(argv, { values: ['files'], flags: ['json'] });
  const files = read.ok ? ((read.values['files'] ?? 'sample') as FileMode) : 'sample';
  if (!read.ok || read.rest.length > 0 || !MODES.includes(files)) {
    process.stderr.write(`${read.ok ? 'Chưa đọc được / not understood' : read.problem}\n\nmot-cua verify [--files none|sample|all] [--json]\n`);
    return 2;
  }
  const config = readConfig(env);
  const missing = missingInstallation(places(config), config.dataDir);
  if (missing) { process.stderr.write(missing); return 1; }
  return withInstallation(config, { migrate: false }, async (installation) => {
    const progress = process.stderr.isTTY ? (done: number): void => { process.stderr.write(`\r${done} …`); } : undefined;
    const report = await verifyInstallation(installation, files, progress);
    if (progress) process.stderr.write('\r');
    process.stdout.write(read.flags.has('json') ? `${JSON.stringify(report, null, 2)}\n` : printReport(report));
    return report.ok ? 0 : 1;
  });
}

export function verifyInstallation(installation: Pick<Installation, 'config' | 'urls' | 'keyring'>, files: FileMode, onProgress?: (dossiers: number) => void): Promise<VerifyReport> {
  const { config, urls, keyring } = installation;
  const at = places(config);
  return runVerify({ workerUrl: urls.worker, keyring, filesDir: at.files, signingDir: at.signing, now: systemClock.now(), trackingSecret: (id) => derivedSecret(keyring.lookup, 'tracking-secret', id, 8) }, { files, ...(onProgress ? { onProgress } : {}) });
}
