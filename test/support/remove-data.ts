import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Takes away the data of an installation; where PostgreSQL is another user's, its cluster may lie in a folder of its own. */
export function removeData(dataDir: string): void {
  const elsewhere = join(dataDir, 'postgres-is-at.txt');
  if (existsSync(elsewhere)) rmSync(readFileSync(elsewhere, 'utf8').trim(), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
