/** Faults that pass by themselves (a server restarting, no free connection, a lock or a time-out): the person may simply try again. */
const PASSING_CODES = /^(53|57P|08|55P03|40P01|40001)|^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ENOTCONN)$/u;
const PASSING_WORDS = /timeout exceeded when trying to connect|Connection terminated|not queryable|has encountered a connection error|Cannot use a pool after/u;
/** Whether the error, or one that it was caused by, is such a fault. */
export function isPassing(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (PASSING_CODES.test((at as { code?: string }).code ?? '') || PASSING_WORDS.test(at.message)) return true;
    if (at instanceof AggregateError && at.errors.some(isPassing)) return true;
  }
  return false;
}
