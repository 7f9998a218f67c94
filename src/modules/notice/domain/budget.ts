import type { NoticeChannel } from './message.ts';

/**
 * Named limits against bombing and toll fraud. A message over a limit waits, it is not lost.
 */
export interface Budget { readonly name: string; readonly per: 'recipient' | 'site'; readonly seconds: number; readonly most: number }
const MINUTE = 60, HOUR = 3600, DAY = 86_400;
/** Purses that a sending is paid from. Answers have one of their own: whoever asks a lot must not keep owed messages waiting. */
export type Purse = NoticeChannel | 'answer';
export type Budgets = Readonly<Record<Purse, readonly Budget[]>>;
export const NOTICE_BUDGETS: Budgets = {
  sms: [
    { name: 'sms.number.minute', per: 'recipient', seconds: MINUTE, most: 1 },
    { name: 'sms.number.hour', per: 'recipient', seconds: HOUR, most: 5 },
    { name: 'sms.number.day', per: 'recipient', seconds: DAY, most: 10 },
    { name: 'sms.site.hour', per: 'site', seconds: HOUR, most: 2000 },
  ],
  email: [
    { name: 'email.address.hour', per: 'recipient', seconds: HOUR, most: 20 },
    { name: 'email.address.day', per: 'recipient', seconds: DAY, most: 60 },
    { name: 'email.site.hour', per: 'site', seconds: HOUR, most: 5000 },
  ],
  answer: [
    { name: 'answer.number.minute', per: 'recipient', seconds: MINUTE, most: 2 },
    { name: 'answer.number.day', per: 'recipient', seconds: DAY, most: 10 },
    { name: 'answer.site.hour', per: 'site', seconds: HOUR, most: 1000 },
  ],
};
/** The same limits with another allowance of SMS an hour for the whole site, as an installation's contract has it. */
export const budgetsWith = (smsPerHour: number): Budgets => ({ ...NOTICE_BUDGETS, sms: NOTICE_BUDGETS.sms.map((one) => (one.per === 'site' ? { ...one, most: smsPerHour } : one)) });
/** For the demo's own SMS centre, behind which there is no telephone and no bill: the few demo people share their numbers with everything that the demo has seeded. */
export const DEMO_BUDGETS: Budgets = { ...NOTICE_BUDGETS, sms: NOTICE_BUDGETS.sms.map((one) => (one.per === 'recipient' ? { ...one, most: one.most * 20 } : one)) };
/** The furthest that a budget looks back, in seconds. */
export const BUDGET_MEMORY_SECONDS = DAY;

export interface Usage {
  /** moments of sendings to this recipient that left or may have left, within the memory, in any order */ readonly recipient: readonly Date[];
  /** sendings of the whole site on this channel in the current clock hour */ readonly siteThisHour: number;
}
export type BudgetAnswer = { readonly free: true } | { readonly free: false; readonly budget: string; readonly retryAt: Date };

/** Whether one more may leave now; when not, the earliest moment at which it may. */
export function withinBudget(budgets: readonly Budget[], usage: Usage, now: Date): BudgetAnswer {
  let held: { budget: string; at: number } | undefined;
  const hold = (budget: string, at: number): void => { if (!held || at > held.at) held = { budget, at }; };
  for (const budget of budgets) {
    if (budget.per === 'site') {
      // Counted by clock hours: one row to keep, and the next hour is when it frees.
      if (usage.siteThisHour >= budget.most) hold(budget.name, (Math.floor(now.getTime() / (HOUR * 1000)) + 1) * HOUR * 1000);
      continue;
    }
    const since = now.getTime() - budget.seconds * 1000;
    const inside = usage.recipient.map((at) => at.getTime()).filter((at) => at > since).sort((a, b) => b - a);
    const oldestThatCounts = inside[budget.most - 1];
    if (oldestThatCounts !== undefined) hold(budget.name, oldestThatCounts + budget.seconds * 1000);
  }
  return held ? { free: false, budget: held.budget, retryAt: new Date(held.at) } : { free: true };
}
