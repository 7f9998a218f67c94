import type { Clock } from '../../../shared/clock.ts';
import { addDays, vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import type { PostCarrier, StatementBook } from '../ports.ts';

export interface StatementDeps { readonly carrier: PostCarrier | null; readonly statements: StatementBook; readonly clock: Clock }
/** days back that are looked at each night for a statement that never came */
export const STATEMENT_DAYS = 10;

/** The carrier's statement of one day, kept as it came. A day that has not ended has none. */
export async function fetchStatement(deps: StatementDeps, day: PlainDate): Promise<void> {
  const { carrier } = deps;
  if (!carrier || day >= vietnamDate(deps.clock.now())) return;
  const answer = await carrier.statement(day);
  if (answer.kind === 'no-answer') throw new Error(`the carrier gave no statement of ${day}: ${answer.detail}`);
  await deps.statements.keep(carrier.name, day, answer.lines, deps.clock.now());
}
/** Each night: yesterday, and days before it whose statement is not there yet. */
export async function fetchMissingStatements(deps: StatementDeps): Promise<number> {
  if (!deps.carrier) return 0;
  const today = vietnamDate(deps.clock.now());
  const from = addDays(today, -STATEMENT_DAYS);
  const kept = new Set(await deps.statements.kept(deps.carrier.name, from, today));
  const missing = Array.from({ length: STATEMENT_DAYS }, (_, at) => addDays(from, at)).filter((day) => !kept.has(day));
  const unanswered: string[] = [];
  // One day without an answer keeps no other day waiting.
  for (const day of missing) try { await fetchStatement(deps, day); } catch (error) { unanswered.push((error as Error).message); }
  if (unanswered.length > 0) throw new Error(unanswered[0]);
  return missing.length;
}
