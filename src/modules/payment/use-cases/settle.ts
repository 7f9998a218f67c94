import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { judgeQuery, judgeReport, lateQueryAt, nextQueryAt, PAYMENT_LIMITS, type Verdict } from '../domain/index.ts';
import type { OpenQuestion, PaymentGateway, PaymentLedger, Settled } from '../ports.ts';

export interface SettleDeps { readonly ledger: PaymentLedger; /** null while this installation has no gateway */ readonly gateway: PaymentGateway | null; readonly ids: Ids; readonly clock: Clock }

/** Does what a stored callback says. Its signature is checked again on the stored bytes: what is not evidence changes nothing. */
export async function settleCallback(deps: SettleDeps, inboxId: number): Promise<Settled | null> {
  const evidence = await deps.ledger.evidence(inboxId);
  if (!evidence) return null;
  const gateway = gatewayOf(deps, evidence.gateway);
  const report = evidence.source === 'callback' ? gateway.readCallback(evidence.raw) : gateway.readAnswer(evidence.raw);
  if (!report) throw new Error(`inbox line ${inboxId} does not verify: was the gateway's secret changed?`);
  return deps.ledger.settle(inboxId, report, deps.clock.now(), (facts) => judgeReport(report, facts), deps.ids.uuid());
}

/** Asks the gateway about one open order and does what it says; its silence decides nothing. Answers what came of it. */
export async function queryPayment(deps: SettleDeps, attemptId: string): Promise<string> {
  const question = await deps.ledger.question(attemptId);
  if (!question) return 'settled';
  const gateway = gatewayOf(deps, question.attempt.gateway);
  const asked = deps.clock.now();
  const answer = await gateway.query({ requestId: deps.ids.secret(24), txnRef: question.attempt.txnRef, info: `Hoi ket qua ${question.reference}`, createdAt: question.attempt.createdAt, now: asked });
  const facts = await deps.ledger.factsOf(attemptId);
  if (!facts) return 'settled';
  const decision = judgeQuery(answer, facts, question.attempt.expiresAt, asked);
  await deps.ledger.noteQuery(attemptId, answer.kind === 'no-answer' ? `${answer.why} ${answer.detail}`.trim() : answer.kind, whenNext(question, answer.kind === 'no-answer', asked));
  if (decision.kind === 'expire') { await deps.ledger.expire(attemptId, asked, lateQueryAt(question.attempt.expiresAt, asked)); return 'expired'; }
  if (decision.kind === 'ask-again' || answer.kind !== 'report') return answer.kind;
  const { report } = answer;
  const inboxId = await deps.ledger.keepAnswer(gateway.name, answer.raw, report, asked);
  // Judged again under the lock: a callback may have come while the question was on its way.
  const settled = await deps.ledger.settle(inboxId, report, asked, (now): Verdict => {
    if (!now) return { kind: 'unknown-order' };
    const again = judgeQuery(answer, now, question.attempt.expiresAt, asked);
    return again.kind === 'judge' ? again.verdict : { kind: 'already-final' };
  }, deps.ids.uuid());
  return settled.verdict;
}

/** An order that ran out is asked about a few times more; silence is never taken for an answer. */
function whenNext({ attempt, queries }: OpenQuestion, silent: boolean, asked: Date): Date | null {
  return attempt.state === 'expired' && !silent ? lateQueryAt(attempt.expiresAt, asked) : nextQueryAt(queries, asked);
}

/** Asks about every order that has been open for longer than it may; run every minute. */
export async function sweepPayments(deps: SettleDeps): Promise<number> {
  if (!deps.gateway) return 0;
  const due = await deps.ledger.due(deps.clock.now(), PAYMENT_LIMITS.sweepBatch);
  for (const attemptId of due) await queryPayment(deps, attemptId);
  return due.length;
}

export function gatewayOf(deps: Pick<SettleDeps, 'gateway'>, name: string): PaymentGateway {
  if (deps.gateway?.name !== name) throw new Error(`the gateway ${name} is not configured`);
  return deps.gateway;
}
