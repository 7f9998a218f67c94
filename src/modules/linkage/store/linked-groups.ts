import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../platform/package-root.ts';
import type { LinkedGroup } from '../domain/index.ts';

/** The groups of `procedures/linkage/`, read once. */
export function readLinkedGroups(): readonly LinkedGroup[] {
  const folder = join(packageRoot(), 'procedures', 'linkage');
  return readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as LinkedGroup);
}
