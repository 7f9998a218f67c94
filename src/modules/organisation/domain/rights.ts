import type { Role } from '../../../shared/actor.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { agencyOn, type Agency } from './agency.ts';

export const ROLES: readonly Role[] = ['reception', 'specialist', 'leader', 'clerk', 'accountant', 'desk-head', 'control', 'inspector', 'admin', 'helper'];
/** Roles that look over the communes when held at the province (người đứng đầu Một cửa, kiểm soát TTHC, thanh tra). */
export const SUPERVISING: readonly Role[] = ['desk-head', 'control', 'inspector'];

export interface Assignment {
  readonly id: string;
  readonly officerId: string;
  readonly agencyId: number;
  readonly role: Role;
  readonly from: PlainDate;
  /** last day, inclusive; null while it lasts */ readonly to: PlainDate | null;
  /** the officer whose place is taken while he is away; such an assignment always has an end */ readonly deputyFor: string | null;
  /** taken back at once, whatever the dates say */ readonly revoked: boolean;
}

export const heldOn = (assignment: Pick<Assignment, 'from' | 'to' | 'revoked'>, day: PlainDate): boolean =>
  !assignment.revoked && assignment.from <= day && (assignment.to === null || assignment.to >= day);

export interface Rights {
  /** the authority where the officer works that day */ readonly agencyId: number;
  readonly roles: readonly Role[];
  /** agencies whose dossiers may be seen, ascending */ readonly agencyIds: readonly number[];
}

/**
 * The roles of a day at one authority (or at all when none is named). Roles never mix across authorities: whoever
 * signs in one commune and only looks on in another must not sign there.
 */
export function rolesOn(assignments: readonly Assignment[], agencies: ReadonlyMap<number, Agency>, day: PlainDate, bodyId?: number): readonly Role[] {
  const held = assignments.filter((one) => heldOn(one, day) && (bodyId === undefined || agencies.get(one.agencyId)?.bodyId === bodyId));
  return ROLES.filter((role) => held.some((one) => one.role === role));
}

/** The authority of a day: the one asked for when the officer works there, else that of the oldest post of his own, else of a deputy's post. */
export function seatOn(assignments: readonly Assignment[], agencies: ReadonlyMap<number, Agency>, day: PlainDate, wanted: number | null): number | null {
  const held = assignments.filter((one) => heldOn(one, day) && agencies.has(one.agencyId));
  const body = (one: Assignment): number => (agencies.get(one.agencyId) as Agency).bodyId;
  const rank = (one: Assignment): string => `${body(one) === wanted ? 0 : 1}${one.deputyFor === null ? 0 : 1}${one.from}${one.id}`;
  const first = [...held].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
  return first ? body(first) : null;
}

/**
 * Agencies whose dossiers an officer may see: the authority with its departments and desks, closed agencies whose work
 * it took over, and — for desk head, control and inspector of a province — everything below it. Whoever is nothing
 * but administrator or helper sees none. The SQL twin is `v_officer_rights`.
 */
export function agenciesVisibleTo(seat: number, roles: readonly Role[], agencies: ReadonlyMap<number, Agency>, day: PlainDate): readonly number[] {
  if (roles.every((role) => role === 'admin' || role === 'helper')) return [];
  const supervises = agencies.get(seat)?.kind === 'province' && roles.some((role) => SUPERVISING.includes(role));
  const seen = new Set([seat]);
  for (let before = 0; before !== seen.size;) {
    before = seen.size;
    for (const agency of agencies.values()) {
      const inside = seen.has(agency.bodyId);
      const tookOver = agency.successorId !== null && seen.has(agency.successorId) && agencyOn(agency, day) === 'closed';
      const below = supervises && agency.parentId !== null && seen.has(agency.parentId);
      if (inside || tookOver || below) seen.add(agency.id);
    }
  }
  return [...seen].sort((a, b) => a - b);
}

/** null: no role that day, so no rights at all. */
export function rightsOn(assignments: readonly Assignment[], agencies: ReadonlyMap<number, Agency>, day: PlainDate, wanted: number | null = null): Rights | null {
  const seat = seatOn(assignments, agencies, day, wanted);
  if (seat === null) return null;
  const roles = rolesOn(assignments, agencies, day, seat);
  return { agencyId: seat, roles, agencyIds: agenciesVisibleTo(seat, roles, agencies, day) };
}

/** Whose place an act in a role is done in: null when the officer holds the role himself (ký thay is written only when it is so). */
export function onBehalfOf(assignments: readonly Assignment[], role: Role, day: PlainDate): string | null {
  const held = assignments.filter((one) => one.role === role && heldOn(one, day));
  return held.some((one) => one.deputyFor === null) ? null : (held[0]?.deputyFor ?? null);
}
