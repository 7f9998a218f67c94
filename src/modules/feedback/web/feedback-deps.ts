import type { RouteRequest } from '../../../platform/http/route.ts';
import type { Ids } from '../../../shared/id.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import type { WorkingCalendar } from '../../calendar/domain/index.ts';
import type { DossierStore } from '../../dossier/index.ts';
import { agencyOn, type Agency } from '../../organisation/domain/index.ts';
import type { PhotoWorkshop, VirusScanner } from '../../document/index.ts';
import type { CaseStore, LoadedCase, OfficerScope, PhotoStore, RatedDossier, RatingStore } from '../ports.ts';
import { normaliseSecret } from '../../../shared/id.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';
import { readCaseCode } from '../domain/index.ts';

export interface FeedbackWebDeps {
  readonly cases: CaseStore; readonly photos: PhotoStore; readonly intake: { readonly photos: PhotoWorkshop; readonly scanner: VirusScanner | null }; readonly ratings: RatingStore; readonly dossiers: Pick<DossierStore, 'find'>; readonly ids: Ids;
  /** a dossier by the code and secret of its slip, forgiving how they are typed */
  trackDossier(code: string, secret: string): Promise<RatedDossier | null>;
  /** officers who acted on a dossier, as far as this officer may see it */
  actedOn(scope: OfficerScope, dossierId: string): Promise<ReadonlySet<string>>;
  agencies(): Promise<ReadonlyMap<number, Agency>>;
  calendarOf(agencyId: number): Promise<WorkingCalendar>;
  /** the public list of an authority's officers (NĐ 61/2018 Đ.9) */
  officersOf(agencyId: number): Promise<readonly { readonly id: string; readonly name: string; readonly title: string }[]>;
  /** wrong look-ups, counted per device and per address */
  readonly guesses: { blocked(who: readonly string[]): boolean; wrong(who: readonly string[]): void };
}
/** The case with this code and secret, forgiving how they are typed; null for either being wrong. */
export async function trackedCase(deps: Pick<FeedbackWebDeps, 'cases'>, code: string, secret: string): Promise<LoadedCase | null> {
  const [readCode, readSecret] = [readCaseCode(code), normaliseSecret(secret)];
  if (!readCode || !/^[0-9A-HJKMNP-TV-Z]{8}$/u.test(readSecret)) return null;
  const id = await deps.cases.track(readCode, readSecret);
  return id ? deps.cases.find({ kind: 'tracking', code: readCode, secret: readSecret }, id) : null;
}
export { officerOf, officerScope, personScope } from '../../../platform/http/who-asks.ts';
export const guessers = (request: Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'ip'>): readonly string[] => [request.actor.kind === 'guest' ? `device:${request.actor.guestKey}` : request.actor.kind === 'citizen' ? `device:${request.actor.citizenId}` : `device:${request.ip}`, `ip:${request.ip}`];
/** Authorities that work today, by name. */
export async function openAgencies(deps: Pick<FeedbackWebDeps, 'agencies'>, now: Date): Promise<readonly Agency[]> {
  const today = vietnamDate(now);
  return [...(await deps.agencies()).values()].filter((agency) => (agency.kind === 'commune' || agency.kind === 'province') && agencyOn(agency, today) === 'open').sort((a, b) => inVietnameseOrder(a.name, b.name));
}
