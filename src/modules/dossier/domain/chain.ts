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
  if (Array.isArray(value)) {
    let text = '[';
    for (let at = 0; at < value.length; at++) text += `${at === 0 ? '' : ','}${canonicalJson(value[at] ?? null)}`;
    return `${text}]`;
  }
  if (typeof value === 'object') {
    const members = value as Record<string, unknown>;
    let text = '';
    // The order of UTF-16 units, which is what `sort` and `<` mean.
    for (const key of Object.keys(members).sort()) {
      const member = members[key];
      if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
    }
    return `{${text}}`;
  }
  throw new Error(`a ${typeof value} has no canonical form`);
}
/** What stands before the first event. */
export const CHAIN_START = '0'.repeat(64);
