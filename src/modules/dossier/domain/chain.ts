/**
 * The exact text of an event that is stored and hashed. Keys are sorted at every depth, absent values left out, so that
 * the same event always gives the same bytes. The first key names the version of this form; a later form gets a new one.
 */
export function canonicalEvent(event: { readonly dossier: string; readonly seq: number; readonly kind: string; readonly at: string; readonly by: unknown; readonly data: unknown; readonly sealed: string | null }): string {
  return canonicalJson({ v: 1, ...event });
}
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('a number that JSON cannot carry');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value as Record<string, unknown>).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  throw new Error(`a ${typeof value} has no canonical form`);
}
/** What stands before the first event. */
export const CHAIN_START = '0'.repeat(64);
