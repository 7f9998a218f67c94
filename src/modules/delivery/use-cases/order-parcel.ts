import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { attemptOf, lastOrder, postAddressOf, type DossierDeps } from '../../dossier/index.ts';
import type { DossierEvent } from '../../dossier/domain/index.ts';
import { NOT_TAKEN, postageIn, zoneOf } from '../domain/index.ts';
import type { PostCarrier, PostLedger, PostOffices } from '../ports.ts';

export interface OrderDeps { readonly ledger: PostLedger; /** null while this installation has none */ readonly carrier: PostCarrier | null; readonly offices: PostOffices; readonly dossier: DossierDeps; readonly ids: Ids; readonly clock: Clock }
const WORKER = { kind: 'worker' } as const;

/** After the result is signed (or the refusal written): its parcel, where the person chose the post. Run twice it makes one. */
export async function planResultParcel(deps: OrderDeps, dossierId: string): Promise<void> {
  const loaded = await deps.dossier.store.find(WORKER, dossierId);
  const handedOver = loaded?.events.findLast((event): event is DossierEvent<'result-returned'> => event.kind === 'result-returned');
  // Whoever comes to the counter while the parcel still lies there takes it along.
  if (handedOver?.data.method === 'counter') await deps.ledger.callOff(dossierId, deps.clock.now());
  if (!loaded || !deps.carrier || loaded.state.cameBack || !['done', 'refused'].includes(loaded.state.status) || !loaded.state.delivery.methods.includes('post')) return;
  const to = postAddressOf(loaded.events);
  const office = await deps.offices.province(loaded.state.competentAgency);
  if (!to || !office) return;
  const again = lastOrder(loaded.events);
  await deps.ledger.orderResult({
    id: deps.ids.uuid(), direction: 'return', dossierId, attempt: attemptOf(loaded.events), draftId: null, citizenId: loaded.citizenId, guestKey: loaded.guestKey, agencyId: loaded.state.competentAgency, procedure: loaded.state.procedure, reference: loaded.state.code ?? loaded.state.reference,
    address: to, zone: zoneOf(office.code, to.province), postage: again?.postage ?? postageIn(loaded.state.fees), carrier: deps.carrier.name, at: deps.clock.now(),
  });
}

/** Tells the carrier of a parcel, and again of a new address or of the sum to collect; its id is the carrier's idempotency key. Silence and a server's fault are tried again; what it refuses is cancelled. */
export async function orderParcel(deps: OrderDeps, parcelId: string): Promise<void> {
  const parcel = await deps.ledger.find(parcelId);
  if (!parcel || !deps.carrier || !['handed-over', ...NOT_TAKEN].includes(parcel.state)) return;
  const [agency, office, content] = await Promise.all([deps.dossier.agencies.find(parcel.agencyId), deps.offices.province(parcel.agencyId), deps.dossier.procedures.current(parcel.procedure)]);
  if (!agency || !office) throw new Error(`parcel ${parcelId} has no office`);
  const answer = await deps.carrier.order({
    id: parcel.id, direction: parcel.direction, cod: parcel.cod, person: parcel.address, office: { code: agency.code, name: agency.name, address: agency.address, phone: agency.phone, province: office.code },
    reference: parcel.reference, description: content?.content.officialName ?? parcel.procedure,
  });
  if (answer.kind === 'no-answer') throw new Error(`the carrier did not take parcel ${parcelId}: ${answer.detail}`);
  if (answer.kind === 'accepted') {
    await deps.ledger.accepted(parcel.id, answer.carrierNumber, deps.clock.now());
    // Called off while the order was on its way.
    if ((await deps.ledger.find(parcel.id))?.state === 'cancelled') await cancelParcel(deps, parcel.id);
  } else if (parcel.state === 'requested') await deps.ledger.refused(parcel.id, deps.clock.now());
  // It goes on to the old place: somebody must ring the carrier, so it is left where failed work is seen.
  else throw new Error(`the carrier refused the change of parcel ${parcelId}: ${answer.detail}`);
}
/** The carrier is told that a parcel was called off; whether that was in time, its answer says. */
export async function cancelParcel(deps: OrderDeps, parcelId: string): Promise<void> {
  const answer = await deps.carrier?.cancel(parcelId);
  if (!answer) return;
  if (answer.kind === 'no-answer') throw new Error(`the carrier did not hear that parcel ${parcelId} is called off: ${answer.detail}`);
  await deps.ledger.cancelAnswered(parcelId, answer.kind === 'accepted' ? 'cancelled' : 'too-late', deps.clock.now());
}
