import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';

/** When the last backup was made from this folder, for `doctor`. */
export const lastBackupFile = (config: Pick<Config, 'dataDir'>): string => join(config.dataDir, 'last-backup.json');
export function lastBackup(config: Pick<Config, 'dataDir'>): { readonly at: Date; readonly path: string } | null {
  if (!existsSync(lastBackupFile(config))) return null;
  const { at, path } = JSON.parse(readFileSync(lastBackupFile(config), 'utf8')) as { at: string; path: string };
  return { at: new Date(at), path };
}
