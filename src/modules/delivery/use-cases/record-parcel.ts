import { plainDate, showDate } from '../../../shared/plain-date.ts';
import { recordCameBack, recordDelivered, recordPosted } from '../../dossier/index.ts';
import { officeShare, secondTryFrom } from '../domain/index.ts';
import type { Parcel, PostMessages, PostMoment } from '../ports.ts';
import { settlePostReport, type SettleDeps } from './settle-report.ts';

export interface RecordDeps extends SettleDeps { readonly messages: PostMessages }

/**
 * Brings the dossier up to where its parcel is, and tells the person: handed over, delivered, back again. Whatever runs
 * twice or in another order comes out once: every step looks at what the dossier already says.
 */
export async function recordParcel(deps: RecordDeps, parcelId: string): Promise<void> {
  const parcel = await deps.ledger.find(parcelId);
  if (!parcel) return;
  if (parcel.direction === 'return') await recordResult(deps, parcel);
  await tellOf(deps, (await deps.ledger.find(parcelId)) ?? parcel);
  // What the carrier said before the minutes were signed may be true now.
  if (parcel.handedAt) for (const inboxId of await deps.ledger.heldFor(parcelId)) await settlePostReport(deps, inboxId);
}

async function recordResult(deps: RecordDeps, parcel: Parcel): Promise<void> {
  const { dossierId } = parcel;
  if (!dossierId || !parcel.handedAt || parcel.recorded === 'ended') return;
  const now = deps.clock.now();
  if (parcel.recorded === 'none') {
    const minutes = await deps.ledger.minutesOf(parcel.id, 'to-post');
    if (!minutes?.number || !minutes.year) throw new Error(`parcel ${parcel.id} left without minutes`);
    await recordPosted(deps.dossier, dossierId, now, { parcel: parcel.id, carrierNumber: parcel.carrierNumber ?? '', minutes: { year: minutes.year, number: minutes.number }, clerk: `${minutes.clerkName ?? ''} (${minutes.clerkNumber ?? ''})`, cod: parcel.cod });
    await deps.ledger.recorded(parcel.id, 'posted', false, now);
  }
  if (parcel.state === 'delivered' && parcel.receiver) {
    const done = await recordDelivered(deps.dossier, dossierId, now, {
      parcel: parcel.id, receiver: { name: parcel.receiver.name, personalId: parcel.receiver.idNumber }, collected: officeShare(parcel) > 0 ? { amount: officeShare(parcel), carrier: parcel.carrier, transaction: parcel.id } : null,
    });
    await deps.ledger.recorded(parcel.id, 'ended', done.surplus, now);
  }
  if (parcel.state === 'returned') {
    const minutes = await deps.ledger.minutesOf(parcel.id, 'back-from-post');
    if (!minutes?.number || !minutes.year) throw new Error(`parcel ${parcel.id} came back without minutes`);
    await recordCameBack(deps.dossier, dossierId, now, { parcel: parcel.id, carrierNumber: parcel.carrierNumber ?? '', minutes: { year: minutes.year, number: minutes.number }, tries: parcel.tries.length });
    await deps.ledger.recorded(parcel.id, 'ended', false, now);
  }
}

/** What the person should have heard by now of a result, from what the parcel is; told once each. Of papers on their way the postman himself tells. */
async function tellOf(deps: RecordDeps, parcel: Parcel): Promise<void> {
  const owed: { readonly what: string; readonly moment: PostMoment; readonly day?: string }[] = [];
  if (parcel.direction === 'return') {
    const open = parcel.state !== 'delivered' && parcel.state !== 'returned';
    if (parcel.handedAt && open && parcel.tries.length === 0) owed.push({ what: 'posted', moment: 'posted' });
    const last = parcel.tries.at(-1);
    if (last && open) owed.push({ what: `missed-${parcel.tries.length}`, moment: 'missed', ...(parcel.tries.length === 1 ? await nextTry(deps, parcel, last) : {}) });
    if (parcel.state === 'returned') owed.push({ what: 'came-back', moment: 'came-back' });
  }
  for (const one of owed) {
    if (parcel.told.includes(one.what)) continue;
    await deps.messages.tell({ parcel, moment: one.moment, cause: `${parcel.id}:${one.what}`, values: { number: parcel.carrierNumber ?? '', ...(one.day ? { day: one.day } : {}), } });
    await deps.ledger.told(parcel.id, one.what);
  }
}
async function nextTry(deps: RecordDeps, parcel: Parcel, first: Date): Promise<{ readonly day?: string }> {
  const from = secondTryFrom(first, await deps.offices.workingDays(parcel.agencyId));
  return from.ok ? { day: showDate(plainDate(from.value), 'vi') } : {};
}

/** Parcels whose dossier does not know of them yet: their job died with its process. */
export async function sweepUnrecorded(deps: RecordDeps, limit: number): Promise<number> {
  const left = await deps.ledger.unrecorded(new Date(deps.clock.now().getTime() - 60_000), limit);
  for (const id of left) await recordParcel(deps, id);
  return left.length;
}
