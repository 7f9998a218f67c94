import { z } from 'zod';
import { redirect, route, type Reply, type Route, type RouteRequest, type View } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { showDong } from '../../../shared/money.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { ownsDossier, type Command, type LoadedDossier } from '../../dossier/index.ts';
import { readAddress, ZONE_WORDS, type PostAddress } from '../domain/index.ts';
import type { Parcel, PostScope } from '../ports.ts';
import { offerAgain, postAgain, quoteAgain } from '../use-cases/post-again.ts';
import { AddressFields, ADDRESS_BODY, addressIn } from './address-fields.tsx';
import { officerAt, personScope, type PostWebDeps } from './web-deps.ts';
import { ADDRESS_FAULTS, AGAIN, FOLLOW } from './words.ts';

/** the price that stood on the page when the button was pressed */
const SAID = 'cuoc';
export const AGAIN_BODY = { ...ADDRESS_BODY, [SAID]: z.string().max(20).optional() } as const;
export interface AgainTyped { readonly value: PostAddress; /** đồng for that address, when it could be told */ readonly said: number | null; readonly problems: readonly { readonly name: string; readonly message: Text }[] }
type Asking = Pick<RouteRequest<{ id: string }, unknown, unknown>, 'actor' | 'now' | 'key' | 'params'>;

/** The form under a parcel that came back: where to, what it costs, said before it is ordered; null where it is not for this reader. */
export async function againForm(deps: PostWebDeps, request: { readonly actor: Command['actor']; readonly now: Date; readonly lang: Lang; readonly view: View }, loaded: LoadedDossier, parcel: Parcel | null, action: string, typed: AgainTyped | null) {
  const { lang, view } = request;
  const offer = deps.carrier && (await offerAgain(deps, loaded, parcel, request.actor, ownsDossier(request.actor, loaded), request.now));
  if (!offer || !parcel) return null;
  const prices = offer.prices.map(({ zone, rule }) => `${showDong(rule.amount, lang)} ${ZONE_WORDS[zone][lang]}`).join(', ');
  const list = offer.prices.every(({ rule }) => rule.verified) ? prices : `${prices} (${AGAIN.unverified[lang]})`;
  const said = typed?.said ?? (offer.free ? 0 : null);
  return (
    <>
      <h2>{AGAIN.title[lang]}</h2>
      <p>{(offer.free ? AGAIN.free : AGAIN.price(list))[lang]}</p>
      <form id="gui-lai" tabIndex={-1} method="post" action={`${action}#gui-lai`} noValidate>
        <CsrfFields view={view} />
        {said !== null && said > 0 && <Notice kind="info" role="status"><p>{AGAIN.said(showDong(said, lang))[lang]}</p></Notice>}
        {said !== null && <input type="hidden" name={SAID} value={String(said)} />}
        <AddressFields value={typed?.value ?? parcel.address} provinces={deps.provinces()} errorOf={(name) => { const one = typed?.problems.find((problem) => problem.name === name); return one ? { error: one.message } : {}; }} />
        <ButtonGroup><Button>{(said === null ? AGAIN.ask : said > 0 ? AGAIN.go(showDong(said, lang)) : AGAIN.goFree)[lang]}</Button></ButtonGroup>
      </form>
    </>);
}

type Show = (loaded: LoadedDossier, typed: AgainTyped, status: number) => Promise<Reply>;
/** Quotes, and once the same price has been said, orders. */
async function answerAgain(deps: PostWebDeps, request: Asking, scope: PostScope, body: Readonly<Record<string, unknown>>, found: { readonly loaded: LoadedDossier; readonly parcel: Parcel | null }, routeName: string, done: string, show: Show): Promise<Reply> {
  const { loaded, parcel } = found;
  const { value, faults } = readAddress(addressIn(body), deps.offer.provinces);
  const typed: AgainTyped = { value, said: null, problems: faults.map((fault) => ({ name: `noi.${fault}`, message: ADDRESS_FAULTS[fault] })) };
  if (faults.length > 0) return show(loaded, typed, 400);
  const offer = deps.carrier && (await offerAgain(deps, loaded, parcel, request.actor, ownsDossier(request.actor, loaded), request.now));
  const quote = offer && parcel ? await quoteAgain(deps, loaded, parcel, value, request.now) : null;
  if (!offer) return show(loaded, { ...typed, problems: [{ name: 'gui-lai', message: AGAIN.notNow }] }, 409);
  if (!quote) return show(loaded, { ...typed, problems: [{ name: 'noi.province', message: AGAIN.otherPlace }] }, 400);
  if (body[SAID] !== String(quote.postage)) return show(loaded, { ...typed, said: quote.postage }, 200);
  const outcome = await postAgain(deps, { scope, actor: request.actor, id: loaded.id, at: request.now, key: request.key, route: routeName, body: value }, value, quote);
  if (outcome.ok) return redirect(done);
  return outcome.refusal.kind === 'not-found' ? notFound() : show(loaded, { ...typed, problems: [{ name: 'gui-lai', message: outcome.refusal.kind === 'too-often' ? AGAIN.tooOften : AGAIN.notNow }] }, 409);
}

const params = z.object({ id: z.uuid() });
/** After a return: the result goes out once more, ordered by the person, or by the desk for somebody who calls. */
export function againRoutes(deps: PostWebDeps, pages: { readonly follow: (request: RouteRequest<{ id: string }, unknown, unknown>, loaded: LoadedDossier, typed: AgainTyped, status: number) => Promise<Reply>; readonly parcel: (request: RouteRequest<{ id: string }, unknown, unknown>, parcel: Parcel, typed: AgainTyped, status: number) => Promise<Reply> }): Route[] {
  return [
    route({
      method: 'POST', path: '/ho-so/:id/buu-dien/gui-lai', permission: 'dossier.own', audit: 'delivery.post-again', params, body: z.strictObject(AGAIN_BODY),
      async handle(request) {
        const scope = personScope(request);
        const loaded = (await deps.dossier.store.find(scope, request.params.id)) ?? notFound();
        const [last] = await deps.parcels.ofDossier(scope, loaded.id);
        return answerAgain(deps, request, scope, request.body, { loaded, parcel: last?.parcel ?? null }, 'delivery.post-again', `/ho-so/${loaded.id}/buu-dien?bao=lai`, (found, typed, status) => pages.follow(request as unknown as RouteRequest<{ id: string }, unknown, unknown>, found, typed, status));
      },
    }),
    route({
      method: 'POST', path: '/ban/buu-dien/buu-gui/:id/gui-lai', permission: 'delivery.desk', audit: 'delivery.post-again-at-desk', params, body: z.strictObject(AGAIN_BODY),
      async handle(request) {
        const { scope } = officerAt(request);
        const parcel = (await deps.desk.parcel(scope, request.params.id)) ?? notFound();
        const loaded = (parcel.dossierId ? await deps.dossier.store.find(scope, parcel.dossierId) : null) ?? notFound();
        return answerAgain(deps, request, scope, request.body, { loaded, parcel }, 'delivery.post-again-at-desk', '/ban/buu-dien', (_, typed, status) => pages.parcel(request as unknown as RouteRequest<{ id: string }, unknown, unknown>, parcel, typed, status));
      },
    }),
  ];
}
export const againErrors = (typed: AgainTyped | null): AgainTyped['problems'] => typed?.problems ?? [];
export const toldAgain = (lang: Lang): string => `${AGAIN.done[lang]} ${FOLLOW.atOffice[lang]}`;
