import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../platform/package-root.ts';
import { resolveLists } from '../domain/index.ts';
import type { FormDefinition, SharedLists } from '../domain/index.ts';

/** The forms that come with the program, from `procedures/forms/`, with their lists in place. Read once, when seeding. */
export function readStarterForms(folder = join(packageRoot(), 'procedures', 'forms')): { readonly forms: readonly FormDefinition[]; readonly lists: SharedLists } {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const lists = read('lists.json') as SharedLists;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'lists.json').sort();
  return { forms: files.map((file) => resolveLists(read(file) as FormDefinition, lists)), lists };
}
