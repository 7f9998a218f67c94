/** The order of the modules: imports go from a higher number to a lower one, never sideways, never up. */
export const RANKS: Readonly<Record<string, number>> = {
  calendar: 1, eform: 1, fee: 1, place: 1,
  catalog: 2, organisation: 2, identity: 2, document: 2,
  dossier: 3,
  workflow: 4, payment: 4, delivery: 4, notice: 4, linkage: 4,
  report: 5, portal: 5, feedback: 5,
};
export const MODULE_FOLDERS = ['domain', 'use-cases', 'store', 'web', 'jobs'] as const;
export const MODULE_FILES = ['README.md', 'index.ts', 'ports.ts'] as const;

/** The files of a module that others may import: everything but its pages, its pages, its rules. */
const DOORS: readonly string[] = ['index.ts', 'web/index.ts', 'domain/index.ts'];

export type Layer = 'domain' | 'ports' | 'use-cases' | 'store' | 'jobs' | 'web' | 'door';
export type Place =
  | { readonly kind: 'module'; readonly module: string; readonly layer: Layer; /** may be imported from outside the module */ readonly door: boolean }
  | { readonly kind: 'adapter' | 'platform'; readonly part: string }
  | { readonly kind: 'shared' | 'ui' | 'island' | 'wiring' | 'entry' | 'simulators' | 'test' | 'bench' | 'demo' | 'fixtures' | 'bin' | 'elsewhere' };

/** Where a file stands in the house. */
export function placeOf(path: string): Place {
  const [top, second, third, fourth] = path.split('/');
  if (top === 'simulators' || top === 'test' || top === 'bench' || top === 'demo' || top === 'fixtures' || top === 'bin') return { kind: top };
  if (top !== 'src' || second === undefined) return { kind: 'elsewhere' };
  if (third === undefined) return { kind: 'entry' };
  if (second === 'shared' || second === 'wiring') return { kind: second };
  if (second === 'ui') return { kind: third === 'islands' ? 'island' : 'ui' };
  if (second === 'adapters' || second === 'platform') return { kind: second === 'adapters' ? 'adapter' : 'platform', part: third };
  if (second === 'modules' && fourth !== undefined) {
    const door = DOORS.includes(path.split('/').slice(3).join('/'));
    if (fourth === 'index.ts') return { kind: 'module', module: third, layer: 'door', door };
    if (fourth === 'ports.ts') return { kind: 'module', module: third, layer: 'ports', door: false };
    if ((MODULE_FOLDERS as readonly string[]).includes(fourth)) return { kind: 'module', module: third, layer: fourth as Layer, door };
  }
  return { kind: 'elsewhere' };
}
