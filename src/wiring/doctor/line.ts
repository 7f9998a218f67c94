/** One line of the examination. `note`: in order here, but not how a real installation should run. */
export interface Line { readonly about: string; readonly state: 'ok' | 'note' | 'bad'; readonly found: string; /** what to do about it */ readonly mend?: string }
/** A check that throws is a line too, with what it threw. */
export interface Check { readonly about: string; run(): Promise<Line | readonly Line[]> }
export const good = (about: string, found: string): Line => ({ about, state: 'ok', found });
export const bad = (about: string, found: string, mend: string): Line => ({ about, state: 'bad', found, mend });
export const advice = (about: string, found: string, mend: string): Line => ({ about, state: 'note', found, mend });
