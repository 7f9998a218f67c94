import type { PlainDate } from '../../../shared/plain-date.ts';

/**
 * province and commune are authorities (Ủy ban nhân dân); departments and desks (Trung tâm Phục vụ hành chính công)
 * work inside one. There has been no district since 1/7/2025 (NĐ 118/2025 Đ.2).
 */
export type AgencyKind = 'province' | 'commune' | 'department' | 'desk';
export const AGENCY_KINDS: readonly AgencyKind[] = ['province', 'commune', 'department', 'desk'];

export interface Agency {
  readonly id: number;
  /** identifier by QĐ 20/2020/QĐ-TTg: ≤ 35 of A–Z, 0–9 and dots, root first */ readonly code: string;
  /** the code was formed by us because none is announced yet */ readonly codeProvisional: boolean;
  readonly name: string;
  readonly shortName: string;
  readonly kind: AgencyKind;
  readonly parentId: number | null;
  /** the authority it belongs to; itself when it is one */ readonly bodyId: number;
  /** null: since before anything kept here */ readonly validFrom: PlainDate | null;
  /** last day of work; null while it works */ readonly validTo: PlainDate | null;
  readonly successorId: number | null;
  /** code of the General Statistics Office: 2 digits for a province, 5 for a commune */ readonly communeCode: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  /** hours, floor, how to find it: shown to people */ readonly officeNote: string | null;
  /** what in this row no document backs yet: shown to administrators */ readonly sourceNote: string | null;
}

export const AGENCY_CODE_LENGTH = 35;
const CODE = /^[A-Z0-9]+(?:\.[A-Z0-9]+)*$/u;

/** QĐ 20/2020/QĐ-TTg Đ.4: at most 35 characters, groups of capitals and digits parted by dots. */
export const isAgencyCode = (code: string): boolean => code.length <= AGENCY_CODE_LENGTH && CODE.test(code);

export type AgencyNow = 'open' | 'not-yet' | 'closed';

/** Whether it works on a day. Both limits are inclusive. */
export function agencyOn(agency: Pick<Agency, 'validFrom' | 'validTo'>, day: PlainDate): AgencyNow {
  if (agency.validFrom !== null && day < agency.validFrom) return 'not-yet';
  if (agency.validTo !== null && day > agency.validTo) return 'closed';
  return 'open';
}

/** The agency that does the work on a day: itself, or the last of its successors; null when nobody took over. */
export function successorOn(start: Agency, agencies: ReadonlyMap<number, Agency>, day: PlainDate): Agency | null {
  const passed = new Set<number>();
  for (let at: Agency | undefined = start; at && !passed.has(at.id); at = at.successorId === null ? undefined : agencies.get(at.successorId)) {
    if (agencyOn(at, day) === 'open') return at;
    passed.add(at.id);
  }
  return null;
}

/** The agency and everything below it, in any depth. */
export function withAllBelow(top: number, agencies: readonly Agency[]): readonly number[] {
  const found = new Set([top]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const agency of agencies) if (agency.parentId !== null && found.has(agency.parentId)) found.add(agency.id);
  }
  return [...found].sort((a, b) => a - b);
}

/** From the root down to the agency itself. */
export function lineOf(agency: Agency, agencies: ReadonlyMap<number, Agency>): readonly Agency[] {
  const line: Agency[] = [];
  for (let at: Agency | undefined = agency; at && !line.includes(at); at = at.parentId === null ? undefined : agencies.get(at.parentId)) line.unshift(at);
  return line;
}

export type AgencyRefusal = 'code-shape' | 'name-missing' | 'parent-missing' | 'parent-not-authority' | 'code-taken' | 'commune-code-shape';
export interface AgencyDraft { readonly code: string; readonly codeProvisional: boolean; readonly name: string; readonly shortName: string; readonly kind: AgencyKind; readonly parentId: number | null; readonly validFrom: PlainDate; readonly communeCode: string | null; readonly address: string | null; readonly phone: string | null; readonly officeNote: string | null }

/** What is wrong with a new agency; the first thing only. `open` are the agencies that work today. */
export function checkAgency(draft: AgencyDraft, open: readonly Agency[]): AgencyRefusal | null {
  if (draft.name.length < 2 || draft.shortName.length < 2) return 'name-missing';
  if (!isAgencyCode(draft.code)) return 'code-shape';
  if (draft.communeCode !== null && !/^(?:\d{2}|\d{5})$/u.test(draft.communeCode)) return 'commune-code-shape';
  if (open.some((agency) => agency.code === draft.code)) return 'code-taken';
  const parent = draft.parentId === null ? undefined : open.find((agency) => agency.id === draft.parentId);
  if (draft.kind === 'province') return draft.parentId === null ? null : 'parent-not-authority';
  // A commune that runs the program for itself stands alone; a unit never does.
  if (draft.kind === 'commune') return draft.parentId === null || parent?.kind === 'province' ? null : 'parent-not-authority';
  if (!parent) return 'parent-missing';
  return parent.kind === 'desk' ? 'parent-not-authority' : null;
}
