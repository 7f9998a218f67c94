import { z } from 'zod';
import { page, route, type Route } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import { showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import { fold, type Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { ServiceList } from '../../../ui/components/service-card/service-card.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { postageOn, servedBy, ZONE_WORDS, ZONES } from '../domain/index.ts';
import { decisionAt } from '../use-cases/offer-post.ts';
import type { PostWebDeps } from './web-deps.ts';
import { LIST } from './words.ts';

const query = z.object({ xa: z.coerce.number().int().positive().optional().catch(undefined), chieu: z.enum(['gui', 'nhan']).optional().catch(undefined), ten: z.string().max(LIMITS.lineText).optional().catch(undefined), sau: z.string().max(20).optional() });
type Ways = { readonly send: boolean; readonly return: boolean };
const wayWords = (ways: Ways): Text => (ways.send ? (ways.return ? LIST.both : LIST.sendOnly) : LIST.backOnly);

/** The public list: which procedures the post serves, each way, at one office (QĐ 45/2016/QĐ-TTg Đ.13 k.1–2). */
export function servedListRoutes(deps: PostWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/buu-dien', permission: 'public.read', audit: 'delivery.list', query,
      async handle({ lang, view, query: asked, now }) {
        const offices = await deps.offices();
        const office = offices.find((one) => one.id === asked.xa) ?? offices[0];
        const today = vietnamDate(now);
        const [published, decision, tariffs] = await Promise.all([deps.published(), office ? decisionAt(deps.offer, office.id, today) : null, deps.rules.tariffs()]);
        const served = published.map((one) => ({ ...one, ways: servedBy(one.content, decision) })).filter(({ ways }) => ways.send || ways.return);
        const chosen = served.filter(({ ways }) => (asked.chieu === 'gui' ? ways.send : asked.chieu === 'nhan' ? ways.return : true)).toSorted((a, b) => (a.content.code < b.content.code ? -1 : 1));
        const typed = asked.ten?.trim() ?? '';
        const named = typed === '' ? chosen : chosen.filter(({ content }) => fold(`${content.code} ${content.plainName.vi} ${content.plainName.en} ${content.officialName}`).includes(fold(typed)));
        const rest = asked.sau ? named.filter(({ content }) => content.code > (asked.sau ?? '')) : named;
        const shown = rest.slice(0, LIMITS.pageRows);
        const last = shown.at(-1);
        const at = (more: string): string => `/buu-dien?xa=${office?.id ?? ''}${asked.chieu ? `&chieu=${asked.chieu}` : ''}${typed ? `&ten=${encodeURIComponent(typed)}` : ''}${more}`;
        const prices = (['send', 'return'] as const).flatMap((direction) => { const list = ZONES.flatMap((zone) => { const rule = postageOn(tariffs, { direction, zone, date: today }); return rule ? [{ zone, rule }] : []; }); return list.length > 0 ? [{ direction, list }] : []; });
        // Whoever looks for one matter reads the answer first.
        const postage = prices.length > 0 && <SummaryList title={LIST.prices} rows={prices.map(({ direction, list }) => ({ term: LIST.ways[direction], value: list.map(({ zone, rule }) => `${showDong(rule.amount, lang)} ${ZONE_WORDS[zone][lang]}`).join(', '), ...(list.every(({ rule }) => rule.verified) ? {} : { note: LIST.unverified }) }))} />;
        return page(
          <CitizenLayout view={view} title={LIST.title} lead={LIST.lead}>
            <form method="get" action="/buu-dien" noValidate>
              <TextField name="ten" label={LIST.name} hint={LIST.nameHint} value={typed} required={false} autocomplete="off" />
              {offices.length > 1 && <Select name="xa" label={LIST.office} empty={null} value={String(office?.id ?? '')} options={offices.map((one) => ({ value: String(one.id), label: one.province ? `${one.name}, ${one.province}` : one.name }))} />}
              <Select name="chieu" label={LIST.way} empty={LIST.ways.all} value={asked.chieu ?? ''} options={[{ value: 'gui', label: LIST.ways.send }, { value: 'nhan', label: LIST.ways.return }]} required={false} />
              <ButtonGroup><Button kind="secondary">{LIST.show[lang]}</Button></ButtonGroup>
            </form>
            <p><strong>{LIST.counts(served.length, served.filter((one) => one.ways.send).length, served.filter((one) => one.ways.return).length)[lang]}</strong> {decision ? LIST.decision(decision.number, showShortDate(decision.validFrom))[lang] : LIST.noDecision[lang]}{decision && !decision.verified ? ` ${LIST.unverified[lang]}` : ''}</p>
            {!deps.carrier && <p>{LIST.closed[lang]}</p>}
            {typed === '' && postage}
            {typed !== '' && <p role="status">{LIST.named(typed, named.length)[lang]}</p>}
            {shown.length === 0 ? typed === '' && <p>{LIST.none[lang]}</p> : <ServiceList services={shown.map(({ content, slug, ways }) => ({ href: `/thu-tuc/${slug}`, name: content.plainName[lang], facts: [{ words: wayWords(ways) }, { words: content.code }] }))} />}
            {typed !== '' && postage}
            <Pagination {...(asked.sau ? { previousHref: at('') } : {})} {...(last && rest.length > shown.length ? { nextHref: at(`&sau=${encodeURIComponent(last.content.code)}`) } : {})} />
          </CitizenLayout>);
      },
    }),
  ];
}
