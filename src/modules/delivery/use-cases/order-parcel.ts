import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { postAddressOf, type DossierDeps } from '../../dossier/index.ts';
import { postageIn, zoneOf } from '../domain/index.ts';
import type { PostCarrier, PostLedger, PostOffices } from '../ports.ts';

export interface OrderDeps { readonly ledger: PostLedger; /** null while this installation has none */ readonly carrier: PostCarrier | null; readonly offices: PostOffices; readonly dossier: DossierDeps; readonly ids: Ids; readonly clock: Clock }
const WORKER = { kind: 'worker' } as const;

/** After the result is signed (or the refusal written): its parcel, where the person chose the post. Run twice it makes one. */
export async function planResultParcel(deps: OrderDeps, dossierId: string): Promise<void> {
  const loaded = await deps.dossier.store.find(WORKER, dossierId);
  if (!loaded || !deps.carrier || !['done', 'refused'].includes(loaded.state.status) || !loaded.state.delivery.methods.includes('post')) return;
  const to = postAddressOf(loaded.events);
  const office = await deps.offices.province(loaded.state.competentAgency);
  if (!to || !office) return;
  await deps.ledger.orderResult({
    id: deps.ids.uuid(), direction: 'return', dossierId, attempt: 1, draftId: null, citizenId: loaded.citizenId, guestKey: loaded.guestKey, agencyId: loaded.state.competentAgency, procedure: loaded.state.procedure, reference: loaded.state.code ?? loaded.state.reference,
    address: to, zone: zoneOf(office.code, to.province), postage: postageIn(loaded.state.fees), carrier: deps.carrier.name, at: deps.clock.now(),
  });
}

/** Tells the carrier of a parcel, and again of a new address or of the sum to collect; its id is the carrier's idempotency key. Silence and a server's fault are tried again; what it refuses is cancelled. */
export async function orderParcel(deps: OrderDeps, parcelId: string): Promise<void> {
  const parcel = await deps.ledger.find(parcelId);
  if (!parcel || !deps.carrier || !['requested', 'accepted', 'handed-over'].includes(parcel.state)) return;
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
  } else await deps.ledger.refused(parcel.id, deps.clock.now());
}
/** A collection that the person called off before the carrier had answered. */
export async function cancelParcel(deps: OrderDeps, parcelId: string): Promise<void> {
  const answer = await deps.carrier?.cancel(parcelId);
  if (answer?.kind === 'no-answer') throw new Error(`the carrier did not hear that parcel ${parcelId} is called off: ${answer.detail}`);
}
