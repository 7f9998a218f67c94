import { ANSWERS, answerOf, judgeReport, type CallbackAnswer } from '../domain/index.ts';
import type { CallbackInbox, PaymentGateway } from '../ports.ts';

/**
 * A gateway's callback: signature, then order, amount, currency, state. It is stored before it is answered, and answered
 * before anything is done with it; the worker does that. Answers the code for the gateway, whatever happens.
 */
export async function takeCallback(deps: { readonly gateway: PaymentGateway; readonly inbox: CallbackInbox }, raw: string, at: Date): Promise<CallbackAnswer> {
  const report = deps.gateway.readCallback(raw);
  if (!report) {
    await deps.inbox.keepForged({ gateway: deps.gateway.name, raw, at });
    return ANSWERS.checksum;
  }
  const { answer } = await deps.inbox.take({ gateway: deps.gateway.name, raw, at, report }, (facts) => { const verdict = judgeReport(report, facts); return { verdict, answer: answerOf(verdict) }; });
  return answer;
}
