import type { Officer } from '../../shared/actor.ts';
import type { Scope } from '../postgres/database.ts';
import { HttpProblem } from './problem.ts';
import type { RouteRequest } from './route.ts';

type Asking = Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'scope'>;

// The policy lets only its own people through to a page: one that got somebody else is wired wrongly and must not go on.
export function officerOf({ actor }: Pick<Asking, 'actor'>): Officer {
  if (actor.kind !== 'officer') throw new HttpProblem('forbidden');
  return actor;
}
export function officerScope({ scope }: Pick<Asking, 'scope'>): Extract<Scope, { kind: 'officer' }> {
  if (scope.kind !== 'officer') throw new HttpProblem('forbidden');
  return scope;
}
export const officerAt = (request: Asking): { readonly officer: Officer; readonly scope: Extract<Scope, { kind: 'officer' }> } => ({ officer: officerOf(request), scope: officerScope(request) });
/** Whoever came as a person: signed in, or known by a cookie only. */
export function personScope({ scope }: Pick<Asking, 'scope'>): Extract<Scope, { kind: 'guest' | 'citizen' }> {
  if (scope.kind !== 'guest' && scope.kind !== 'citizen') throw new HttpProblem('forbidden');
  return scope;
}
