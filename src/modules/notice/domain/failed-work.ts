/** Why work of the worker does not get done: a closed list, told apart by what the program said when it failed. */
export type WorkCause =
  | 'partner-away'     // the other side could not be reached
  | 'partner-late'     // it answered too slowly
  | 'partner-refused'  // it answered, and would not
  | 'database'         // our own database was away, full or busy
  | 'disk'             // files could not be read or written
  | 'missing'          // something that the work needs is not there
  | 'fault';           // anything else: a fault of the program
export const WORK_CAUSES: readonly WorkCause[] = ['partner-away', 'partner-late', 'partner-refused', 'database', 'disk', 'missing', 'fault'];

const SIGNS: readonly (readonly [RegExp, WorkCause])[] = [
  [/\b(?:ENOSPC|EROFS|EMFILE|EIO|EDQUOT|no space left)\b/u, 'disk'],
  [/terminating connection|the database system|Connection terminated|timeout exceeded when trying to connect|statement timeout|lock timeout|deadlock|could not serialize|too many clients|idle-in-transaction/iu, 'database'],
  [/\b(?:ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|UND_ERR_SOCKET|fetch failed|socket hang up|unreachable)\b/u, 'partner-away'],
  [/\b(?:ETIMEDOUT|timed out|timeout|UND_ERR_[A-Z]+_TIMEOUT|TimeoutError|no answer)\b/iu, 'partner-late'],
  [/\b(?:answered|status|HTTP) (?:with )?[45]\d\d\b|\brefused\b|\brejected\b|\b(?:401|403|422|500|502|503)\b/iu, 'partner-refused'],
  [/\b(?:ENOENT|not found|is missing|does not exist|without a|no such|is not set|not configured)\b/iu, 'missing'],
];
export const causeOfWork = (said: string): WorkCause => SIGNS.find(([sign]) => sign.test(said))?.[1] ?? 'fault';

export const WORK_LIMITS = {
  /** failures before work is shown: the first may pass by themselves */ quietTries: 3,
  /** rows that one look into the queue copies */ noted: 5_000,
  /** letters of what the program said that are shown */ detail: 200,
} as const;

/** What the program said, fit for a screen: one line, without addresses, quoted values and long numbers, which may be somebody's. */
export function detailOfWork(said: string): string {
  return (said.split('\n')[0] ?? '').replace(/[^\s@<>]+@[^\s@<>]+/gu, '…').replace(/\d{6,}/gu, '…').replace(/"[^"]*"|'[^']*'|«[^»]*»/gu, '…').replace(/\p{Cc}/gu, ' ').slice(0, WORK_LIMITS.detail).trim();
}
