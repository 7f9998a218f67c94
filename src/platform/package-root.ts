import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;
/** The folder of the checkout or package, wherever the compiled code lies inside it. */
export function packageRoot(): string {
  if (found) return found;
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'mot-cua') return (found = folder);
    if (dirname(folder) === folder) throw new Error('package root not found');
  }
}
