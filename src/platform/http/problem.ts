/** The plain endings of a request: each has its status here and its words where pages are drawn. */
export type ProblemKind = 'not-found' | 'forbidden' | 'csrf' | 'unknown-keys' | 'wrong-shape' | 'too-long' | 'bad-input' | 'too-large' | 'too-many' | 'busy' | 'broken' | 'method';
/** What somebody had typed into a form of ours that ended badly: it is shown again, so that nothing is lost with the request. */
export interface Typed { readonly fields: readonly (readonly [name: string, value: string])[]; /** where the very same form may be sent once more; null: its boxes have to be mended first */ readonly again: { readonly action: string; readonly key: string | null } | null }
export interface Problem { readonly kind: ProblemKind; readonly status: number; readonly reference?: string; readonly details?: readonly string[]; readonly typed?: Typed; /** where somebody may sign in whose it may be */ readonly signIn?: string }

/** RFC 9110 §15. */
export const STATUS: Readonly<Record<ProblemKind, number>> = { 'not-found': 404, forbidden: 403, csrf: 403, 'unknown-keys': 422, 'wrong-shape': 422, 'too-long': 422, 'bad-input': 400, 'too-large': 413, 'too-many': 429, busy: 503, broken: 500, method: 405 };
/** Thrown by handlers for the plain endings that need no page of their own. */
export class HttpProblem extends Error {
  readonly problem: ProblemKind;
  readonly details: readonly string[] | undefined;
  constructor(problem: ProblemKind, details?: readonly string[]) { super(problem); this.problem = problem; this.details = details; }
}
export const notFound = (): never => { throw new HttpProblem('not-found'); };
