import { vietnamDate } from '../../../shared/plain-date.ts';
import { orderPostAgain, type Command, type CommandOutcome, type DossierDeps, type LoadedDossier } from '../../dossier/index.ts';
import { mayDo, type PostAddress } from '../../dossier/domain/index.ts';
import { againPostage } from '../domain/index.ts';
import type { Parcel } from '../ports.ts';
import { priceTo, pricesAt, type OfferDeps } from './offer-post.ts';

export interface AgainDeps { readonly offer: OfferDeps; readonly dossier: DossierDeps }
export interface Quote { readonly fault: 'person' | 'post'; /** đồng, paid to the postman at the door */ readonly postage: number }

/** May this result go out once more, and the prices for it; null when not. `parcel` is the one that came back. */
export async function offerAgain(deps: AgainDeps, loaded: LoadedDossier, parcel: Parcel | null, actor: Command['actor'], owner: boolean, at: Date) {
  if (parcel?.state !== 'returned' || !mayDo('post-again', loaded.state, actor, owner)) return null;
  const content = await deps.dossier.procedures.version(loaded.state.version);
  const prices = content && (await pricesAt(deps.offer, loaded.state.competentAgency, content, 'return', vietnamDate(at)));
  return prices ? { prices, free: againPostage(parcel, 0).fault === 'post' } : null;
}
/** What it costs to this address; null where the post does not go. */
export async function quoteAgain(deps: AgainDeps, loaded: LoadedDossier, parcel: Parcel, to: PostAddress, at: Date): Promise<Quote | null> {
  const content = await deps.dossier.procedures.version(loaded.state.version);
  const price = content && (await priceTo(deps.offer, loaded.state.competentAgency, content, 'return', to, vietnamDate(at)));
  return price ? againPostage(parcel, price.rule.amount) : null;
}
/** Orders it at the price that was said: another parcel, with another number, follows by itself. */
export const postAgain = (deps: AgainDeps, command: Command, to: PostAddress, quote: Quote): Promise<CommandOutcome<{ readonly kind: 'too-often' }>> => orderPostAgain(deps.dossier, command, to, quote);
