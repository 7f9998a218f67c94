import type { Ids } from '../../../shared/id.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { CLOSED, owed } from '../../dossier/domain/index.ts';
import type { LoadedDossier } from '../../dossier/index.ts';
import { decideStart, PAYMENT_LIMITS, payLines, type StartRefusal } from '../domain/index.ts';
import type { PaymentGateway, PaymentScope, PaymentStore } from '../ports.ts';

export interface StartPaymentDeps { readonly payments: PaymentStore; readonly gateway: PaymentGateway; readonly ids: Ids; readonly siteUrl: string }
export interface StartPayment { readonly scope: PaymentScope; readonly dossier: LoadedDossier; readonly ip: string; readonly lang: 'vi' | 'en'; readonly at: Date }
export type StartPaymentRefusal = StartRefusal | { readonly kind: 'dossier-closed' };

/** Stores the order and answers the address of the gateway. Nothing has been said to anybody yet: the person's own browser goes there. */
export async function startPayment(deps: StartPaymentDeps, command: StartPayment): Promise<Result<{ readonly url: string }, StartPaymentRefusal>> {
  const { dossier, at } = command;
  const { state } = dossier;
  if (CLOSED.includes(state.status)) return refuse({ kind: 'dossier-closed' } as const);
  const amount = owed(state);
  if (amount <= 0) return refuse({ kind: 'nothing-owed' } as const);
  const attempt = {
    intentId: deps.ids.uuid(), attemptId: deps.ids.uuid(), dossierId: dossier.id, agencyId: state.competentAgency, reference: state.code ?? state.reference, lines: payLines(state.fees), amount, gateway: deps.gateway.name,
    txnRef: `MC${deps.ids.secret(14)}`, at, expiresAt: new Date(at.getTime() + PAYMENT_LIMITS.orderMinutes * 60_000), nextQueryAt: new Date(at.getTime() + PAYMENT_LIMITS.sweepMinutes * 60_000),
  };
  const decision = await deps.payments.start(command.scope, attempt, (view) => decideStart({ intent: view?.intent ?? null, attempts: view?.attempts ?? [], owed: amount, surplusOpen: view?.surplus.some((one) => one.state === 'open') ?? false, now: at }));
  if (decision.kind === 'refused') return refuse(decision.refusal);
  const order = decision.kind === 'reopen' ? decision.attempt : { txnRef: attempt.txnRef, amount, createdAt: at, expiresAt: attempt.expiresAt };
  return ok({ url: deps.gateway.payUrl({ txnRef: order.txnRef, amount: order.amount, info: `Thu phi ho so ${attempt.reference}`, returnUrl: `${deps.siteUrl}/tra-tien/${dossier.id}/ve`, createdAt: order.createdAt, expiresAt: order.expiresAt, ip: command.ip, lang: command.lang }) });
}
