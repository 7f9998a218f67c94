/** One part at one agency. `sending`: not yet at the other agency; `failed`: a person must look at it; the last four lines are final but for `failed`. */
export type TaskState = 'waiting' | 'sending' | 'sent' | 'accepted' | 'verifying' | 'done' | 'refused' | 'failed' | 'ended';
export const isFinal = (state: TaskState): boolean => state === 'done' || state === 'refused' || state === 'ended';
export const isAtPartner = (state: TaskState): boolean => state === 'sent' || state === 'accepted' || state === 'verifying';

/** What can be wrong with a task; each has its words on the screen of failures. */
export type TaskProblem = 'unreachable' | 'timed-out' | 'busy' | 'bad-answer' | 'forbidden' | 'not-configured' | 'data-refused' | 'exists-elsewhere' | 'silent';

/** What another agency says of one part. `seq` grows with every message about it; `messageId` names the message itself. */
export interface PartnerMessage {
  readonly messageId: string; /** our task */ readonly key: string; readonly reference: string; readonly seq: number;
  readonly state: 'accepted' | 'verifying' | 'done' | 'refused'; readonly at: string;
  /** number of the entry or the card, when done */ readonly number: string; /** why, when refused; what is verified, when verifying */ readonly reason: string;
}
export type MessageVerdict = 'taken' | 'older' | 'after-end' | 'unknown' | 'without-reason' | 'without-number';
export interface TaskChange { readonly state: TaskState; readonly lastSeq: number; readonly verified: boolean; readonly reason: string | null; readonly result: string | null }

/**
 * What a message changes. Networks deliver twice, late and out of order: a message counts when its number is higher than that
 * of the last that counted, and nothing counts after the end. So «accepted» that arrives after «done» is only noted.
 */
export function judgeMessage(task: { readonly state: TaskState; readonly lastSeq: number } | null, message: PartnerMessage): { readonly verdict: MessageVerdict; readonly change: TaskChange | null } {
  if (!task) return { verdict: 'unknown', change: null };
  if (isFinal(task.state) || task.state === 'waiting') return { verdict: 'after-end', change: null };
  if (message.seq <= task.lastSeq) return { verdict: 'older', change: null };
  if (message.state === 'refused' && message.reason.trim() === '') return { verdict: 'without-reason', change: null };
  if (message.state === 'done' && message.number.trim() === '') return { verdict: 'without-number', change: null };
  return {
    verdict: 'taken',
    change: { state: message.state, lastSeq: message.seq, verified: message.state === 'verifying', reason: message.reason.trim() || null, result: message.state === 'done' ? message.number.trim() : null },
  };
}

export const LINKAGE_LIMITS = {
  /** minutes between tries, growing; the last holds on for as long as it takes */ pausesMinutes: [1, 2, 5, 10, 20, 40, 60],
  /** how long a part may lie at the other agency before it is asked */ askAfterMinutes: 60,
  /** hours without any answer before it stands on the screen of failures as silent */ silentHours: 24,
  /** tasks that one sweep takes */ sweepBatch: 50,
  /** seconds for one call */ callSeconds: 10,
  /** bytes of an answer */ answerBytes: 65_536,
  /** letters of a reason or a number in a message */ text: 500,
} as const;
/** The next try: soon at first, then every hour. `tries` counts those that failed. */
export function nextTryAt(tries: number, now: Date): Date {
  const { pausesMinutes } = LINKAGE_LIMITS;
  const minutes = pausesMinutes[Math.min(Math.max(tries, 1), pausesMinutes.length) - 1] ?? 60;
  return new Date(now.getTime() + minutes * 60_000);
}
export const isSilent = (askedAt: Date | null, now: Date): boolean => askedAt !== null && now.getTime() - askedAt.getTime() >= LINKAGE_LIMITS.silentHours * 3_600_000;

/** Problems that another try cannot mend: a person looks first. */
export const needsPerson = (problem: TaskProblem): boolean => problem === 'data-refused' || problem === 'exists-elsewhere';
