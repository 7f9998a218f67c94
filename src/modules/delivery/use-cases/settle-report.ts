import { vietnamDate, yearOf } from '../../../shared/plain-date.ts';
import { judgeReport, minutesText, PARCEL_LIMITS, secondTryFrom, type CarrierReport } from '../domain/index.ts';
import type { PostCarrier, SettledReport } from '../ports.ts';
import type { OrderDeps } from './order-parcel.ts';

export interface SettleDeps extends OrderDeps { hash(text: string): string }

/** Does what a stored message says; what it may not do is written beside it. Run twice it changes nothing. */
export async function settlePostReport(deps: SettleDeps, inboxId: string): Promise<void> {
  const evidence = await deps.ledger.evidence(inboxId);
  if (!evidence) return;
  const message = carrierOf(deps, evidence.carrier).readStored(evidence.raw);
  if (!message) throw new Error(`message ${inboxId} cannot be read any more`);
  const now = deps.clock.now();
  if (message.kind === 'report') { await settle(deps, inboxId, message.report); return; }
  const { signature } = message;
  await deps.ledger.signByCarrier(inboxId, signature, now, yearOf(vietnamDate(now)), (minutes) => deps.hash(minutesText({ reference: minutes.reference, kind: minutes.kind, lines: minutes.lines.map((line) => ({ carrierNumber: line.parcel.carrierNumber ?? '', complete: line.complete })) })) === signature.digest);
}
async function settle(deps: SettleDeps, inboxId: string, report: CarrierReport): Promise<SettledReport | null> {
  const parcel = await deps.ledger.find(report.parcel);
  const isWorking = parcel ? await deps.offices.workingDays(parcel.agencyId) : null;
  return deps.ledger.settle(inboxId, report, deps.clock.now(), (facts) => judgeReport(report, facts, (first, second) => {
    const from = isWorking ? secondTryFrom(first, isWorking) : null;
    // A year whose calendar is not entered accuses nobody.
    return from?.ok === true && vietnamDate(second) < from.value;
  }));
}

/** The carrier has been silent for a day: it is asked, and what it answers is evidence like a callback. */
export async function askCarrier(deps: SettleDeps, parcelId: string): Promise<number> {
  const parcel = await deps.ledger.find(parcelId);
  if (!parcel) return 0;
  const carrier = carrierOf(deps, parcel.carrier);
  const now = deps.clock.now();
  await deps.ledger.noteQuery(parcelId, new Date(now.getTime() + PARCEL_LIMITS.silenceHours * 3_600_000));
  const answer = await carrier.track(parcelId);
  if (answer.kind !== 'reports') return 0;
  let fresh = 0;
  for (const { raw, report } of answer.messages.toSorted((a, b) => a.report.at.getTime() - b.report.at.getTime())) {
    if (report.parcel !== parcelId) continue;
    const id = deps.ids.uuid();
    if (!(await deps.ledger.keepAnswer({ id, carrier: carrier.name, raw, receivedAt: now }, report))) continue;
    await settle(deps, id, report);
    fresh += 1;
  }
  return fresh;
}

/** Once an hour: parcels of which nothing was heard, orders and messages whose job died with its process. */
export async function sweepPost(deps: SettleDeps & { readonly reorder: (parcelId: string) => Promise<void> }): Promise<void> {
  if (!deps.carrier) return;
  const now = deps.clock.now();
  const minuteAgo = new Date(now.getTime() - 60_000);
  for (const id of await deps.ledger.unsettled(minuteAgo, PARCEL_LIMITS.sweepBatch)) await settlePostReport(deps, id);
  for (const id of await deps.ledger.unordered(minuteAgo, PARCEL_LIMITS.sweepBatch)) await deps.reorder(id);
  for (const id of await deps.ledger.silent(now, PARCEL_LIMITS.sweepBatch)) await askCarrier(deps, id);
}
export function carrierOf(deps: Pick<OrderDeps, 'carrier'>, name: string): PostCarrier {
  if (deps.carrier?.name !== name) throw new Error(`the carrier ${name} is not configured`);
  return deps.carrier;
}
