import { open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import type { Breach, MinutesKind, ParcelState, PostAddress, Receiver, Direction, Zone } from '../domain/index.ts';
import type { MinutesView, Parcel } from '../ports.ts';

/** Rows as PostgreSQL gives them, and what they mean. Addresses and receivers are sealed under the parcel's own id. */
export interface ParcelRow {
  readonly id: string; readonly direction: Direction; readonly dossier_id: string | null; readonly attempt: number; readonly draft_id: string | null; readonly citizen_id: string | null; readonly guest_key: string | null; readonly agency_id: number; readonly procedure_code: string; readonly reference: string;
  readonly address_sealed: string; readonly zone: Zone; readonly postage: number; readonly cod: number; readonly collected: number; readonly surplus: boolean; readonly state: ParcelState; readonly carrier: string; readonly carrier_number: string | null; readonly requested_at: Date; readonly handed_at: Date | null;
  readonly tries: readonly Date[]; readonly breach: Breach | null; readonly receiver_sealed: string | null; readonly ended_at: Date | null; readonly recorded: Parcel['recorded']; readonly missing: string | null; readonly changed_at: Date; readonly told: readonly string[]; readonly slip_file: string | null; readonly cancel_asked_at: Date | null; readonly cancel_refused_at: Date | null;
}
const COLUMNS = ['id', 'direction', 'dossier_id', 'attempt', 'draft_id', 'citizen_id', 'guest_key', 'agency_id', 'procedure_code', 'reference', 'address_sealed', 'zone', 'postage', 'cod', 'collected', 'surplus', 'state', 'carrier', 'carrier_number', 'requested_at', 'handed_at', 'tries', 'breach', 'receiver_sealed', 'ended_at', 'recorded', 'missing', 'changed_at', 'told', 'slip_file', 'cancel_asked_at', 'cancel_refused_at'] as const;
export const PARCEL = COLUMNS.join(', ');
export const parcelColumns = (alias: string): string => COLUMNS.map((name) => `${alias}.${name}`).join(', ');

export const sealAddress = (ring: Keyring, id: string, address: PostAddress): string => seal(ring, `delivery_parcel|address|${id}`, JSON.stringify(address));
export const sealReceiver = (ring: Keyring, id: string, receiver: Receiver): string => seal(ring, `delivery_parcel|receiver|${id}`, JSON.stringify(receiver));
export const sealMessage = (ring: Keyring, id: string, raw: string): string => seal(ring, `delivery_inbox|raw|${id}`, raw);
export const openMessage = (ring: Keyring, id: string, sealed: string): string => open(ring, `delivery_inbox|raw|${id}`, sealed);
export const parcelOf = (ring: Keyring) => (row: ParcelRow): Parcel => ({
  id: row.id, direction: row.direction, dossierId: row.dossier_id, attempt: row.attempt, draftId: row.draft_id, agencyId: row.agency_id, procedure: row.procedure_code, reference: row.reference,
  address: JSON.parse(open(ring, `delivery_parcel|address|${row.id}`, row.address_sealed)) as PostAddress, zone: row.zone, postage: row.postage, cod: row.cod, collected: row.collected, surplus: row.surplus, state: row.state, carrier: row.carrier, carrierNumber: row.carrier_number,
  requestedAt: row.requested_at, handedAt: row.handed_at, tries: row.tries, breach: row.breach, receiver: row.receiver_sealed ? (JSON.parse(open(ring, `delivery_parcel|receiver|${row.id}`, row.receiver_sealed)) as Receiver) : null,
  endedAt: row.ended_at, recorded: row.recorded, missing: row.missing, citizenId: row.citizen_id, guestKey: row.guest_key, changedAt: row.changed_at, told: row.told, slipFile: row.slip_file, cancelAskedAt: row.cancel_asked_at, cancelRefusedAt: row.cancel_refused_at,
});

export interface MinutesRow { readonly id: string; readonly agency_id: number; readonly kind: MinutesKind; readonly reference: string; readonly state: MinutesView['state']; readonly year: number | null; readonly number: number | null; readonly officer_name: string; readonly opened_at: Date; readonly clerk_name: string | null; readonly clerk_number: string | null; readonly signed_at: Date | null; readonly how: MinutesView['how']; readonly wrong_codes: number; readonly file_id: string | null }
export const MINUTES = 'id, agency_id, kind, reference, state, year, number, officer_name, opened_at, clerk_name, clerk_number, signed_at, how, wrong_codes, file_id';
export const minutesOf = (row: MinutesRow): Omit<MinutesView, 'lines'> => ({
  id: row.id, agencyId: row.agency_id, kind: row.kind, reference: row.reference, state: row.state, year: row.year, number: row.number, officerName: row.officer_name, openedAt: row.opened_at, clerkName: row.clerk_name, clerkNumber: row.clerk_number, signedAt: row.signed_at, how: row.how, wrongCodes: row.wrong_codes, fileId: row.file_id,
});
