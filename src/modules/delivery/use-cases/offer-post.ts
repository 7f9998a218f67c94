import { vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { PostAddress } from '../../dossier/domain/index.ts';
import type { PostOffer } from '../../dossier/index.ts';
import { decisionOn, postageLine, postageOn, readAddress, servedBy, ZONE_WORDS, zoneOf, ZONES, type Direction, type PostDecision } from '../domain/index.ts';
import type { PostOffices, PostRules } from '../ports.ts';

export interface OfferDeps { readonly rules: PostRules; readonly offices: PostOffices; readonly provinces: ReadonlySet<string> }

/** What of a procedure the post serves at one office on one day. */
export async function servedAt(deps: OfferDeps, agencyId: number, content: Pick<ProcedureContent, 'code' | 'manner' | 'resultDelivery'>, date: PlainDate): Promise<Readonly<Record<Direction, boolean>>> {
  return servedBy(content, await decisionAt(deps, agencyId, date));
}
export async function decisionAt(deps: OfferDeps, agencyId: number, date: PlainDate): Promise<PostDecision | null> {
  const province = await deps.offices.province(agencyId);
  return province?.agencyId ? decisionOn(await deps.rules.decisions(province.agencyId), date) : null;
}
/** Prices for both distances; null where the post does not serve this procedure that way, or has no price today. */
export async function pricesAt(deps: OfferDeps, agencyId: number, content: ProcedureContent, direction: Direction, date: PlainDate) {
  if (!(await servedAt(deps, agencyId, content, date))[direction] || !(await deps.offices.province(agencyId))) return null;
  const tariffs = await deps.rules.tariffs();
  const prices = ZONES.flatMap((zone) => { const rule = postageOn(tariffs, { direction, zone, date }); return rule ? [{ zone, rule }] : []; });
  return prices.length > 0 ? prices : null;
}
export async function priceTo(deps: OfferDeps, agencyId: number, content: ProcedureContent, direction: Direction, to: PostAddress, date: PlainDate) {
  const [prices, office] = await Promise.all([pricesAt(deps, agencyId, content, direction, date), deps.offices.province(agencyId)]);
  const zone = office && zoneOf(office.code, to.province);
  return prices?.find((one) => one.zone === zone) ?? null;
}

/** The way by post, as submitting a dossier needs it. */
export function postOffer(deps: OfferDeps): PostOffer {
  return {
    async prices(agencyId, procedure, at) { return (await pricesAt(deps, agencyId, procedure, 'return', vietnamDate(at)))?.map(({ zone, rule }) => ({ where: ZONE_WORDS[zone], amount: rule.amount, verified: rule.verified })) ?? null; },
    async price(agencyId, procedure, to, at) { const found = await priceTo(deps, agencyId, procedure, 'return', to, vietnamDate(at)); return found ? postageLine(found.rule) : null; },
    faults: (typed) => readAddress(typed, deps.provinces),
  };
}
