import type { Actor, Officer } from '../../../shared/actor.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';

/** The policy lets only administrators through; a page that got somebody else is wired wrongly and must not go on. */
export function adminOf(actor: Actor): Officer {
  if (actor.kind !== 'officer' || !actor.roles.includes('admin')) throw new HttpProblem('forbidden');
  return actor;
}
