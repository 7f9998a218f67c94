import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../platform/package-root.ts';

export const programVersion = (): string => (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;

/** Whether a folder holds an installation at all: a mistyped DATA_DIR must not become a new, empty one. */
export function missingInstallation(at: { readonly keyring: string }, dataDir: string): string | null {
  if (existsSync(at.keyring)) return null;
  return `Không thấy bản cài nào trong ${dataDir} (thiếu ${at.keyring}). Đặt DATA_DIR đúng thư mục, hoặc lấy lại tệp khóa từ nơi cất giữ.\nThere is no installation in ${dataDir} (${at.keyring} is missing). Set DATA_DIR, or bring the keyring back from where it is kept.\n`;
}
