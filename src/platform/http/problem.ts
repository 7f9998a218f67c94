/** The plain endings of a request: each has its status here and its words where pages are drawn. */
export type ProblemKind = 'not-found' | 'forbidden' | 'csrf' | 'unknown-keys' | 'bad-input' | 'too-large' | 'too-many' | 'busy' | 'broken' | 'method';
export interface Problem { readonly kind: ProblemKind; readonly status: number; readonly reference?: string; readonly details?: readonly string[] }

/** RFC 9110 §15. */
export const STATUS: Readonly<Record<ProblemKind, number>> = { 'not-found': 404, forbidden: 403, csrf: 403, 'unknown-keys': 422, 'bad-input': 400, 'too-large': 413, 'too-many': 429, busy: 503, broken: 500, method: 405 };
/** Thrown by handlers for the plain endings that need no page of their own. */
export class HttpProblem extends Error {
  readonly problem: ProblemKind;
  readonly details: readonly string[] | undefined;
  constructor(problem: ProblemKind, details?: readonly string[]) { super(problem); this.problem = problem; this.details = details; }
}
export const notFound = (): never => { throw new HttpProblem('not-found'); };
