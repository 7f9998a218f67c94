import type { VNode } from 'preact';
import type { RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { FactList } from '../../../ui/components/fact-list/fact-list.tsx';
import { Tabs } from '../../../ui/components/tabs/tabs.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { namePeriod, WAYS, type Way } from '../domain/index.ts';
import type { GapGroup } from '../ports.ts';
import { countedFor, measureTarget } from '../use-cases/measure-target.ts';
import { DossierList } from './dossier-list.tsx';
import { address, officerOf, procedureNames, scopeOf, type ReportWebDeps } from './report-deps.ts';
import { measuringFacts } from './target-file.ts';
import { fractionText, showFigure } from './target-views.tsx';
import { T } from './target-words.ts';
import { GAP_WORDS, groupWords, MEASURE_WORDS, ONLINE_WORDS, STATE_WORDS, WAYS as WAY_WORDS } from './words.ts';

const GROUPS: readonly GapGroup[] = ['would-close', 'counted', 'base'];
type Asked = RouteRequest<unknown, { readonly nhom: GapGroup; readonly cach?: Way | undefined; readonly sau?: string | undefined; readonly 'sau-id'?: string | undefined }, unknown>;

/** One target: numerator and denominator, how they came in, the forecast, and the dossiers behind all of it. */
export async function targetDetailPage(deps: ReportWebDeps, request: Asked, id: string): Promise<VNode> {
  const { lang, view, now, query } = request;
  const scope = scopeOf(request);
  const target = (await deps.targets.target(scope, id)) ?? notFound();
  const decision = (await deps.targets.decision(scope, target.decisionId)) ?? notFound();
  const [facts, names] = await Promise.all([measuringFacts(deps, request), procedureNames(deps)]);
  const one = (await measureTarget(deps, scope, target, decision.online, facts)) ?? notFound();
  const counted = countedFor(target, scope, facts);
  const list = await deps.targets.behind(scope, {
    agencies: counted.agencies, procedures: counted.procedures, onlineProcedures: names.levels.filter((level) => level.legacy >= 3).map((level) => level.code), period: target.period, asOf: now, measure: target.measure, online: decision.online, group: query.nhom, way: query.cach ?? null,
  }, { after: query.sau ?? null, afterId: query['sau-id'] ?? null, limit: LIMITS.pageRows });
  const here = (more: Readonly<Record<string, string | undefined>>): string => address(`/ban/chi-tieu/dong/${id}`, { nhom: query.nhom, cach: query.cach, ...more });
  const { progress, tally } = one;
  const own = scope.agencyIds.includes(decision.agencyId) && officerOf(request).roles.some((role) => role === 'control' || role === 'desk-head');
  return (
    <DeskLayout view={view} title={MEASURE_WORDS[target.measure]} active="targets" wide back={{ href: `/ban/chi-tieu/${decision.id}`, label: decision.number }} lead={`${one.unit.name}. ${groupWords(target.group)[lang]}. ${namePeriod(target.period)[lang]}. ${T.asOf(showMoment(now, lang))[lang]}.`}>
      <p><Tag colour={STATE_WORDS[progress.state].colour}>{STATE_WORDS[progress.state].words}</Tag> {one.next && <Tag colour="grey">{T.next(one.next.shortName)}</Tag>}</p>
      <FactList facts={[
        { term: T.value, value: showFigure(target.measure, target.value, lang) },
        { term: T.now, value: progress.state === 'none' ? T.none0[lang] : progress.now === null ? '–' : `${showFigure(target.measure, progress.now, lang)} (${fractionText(one)})` },
        { term: T.gap, value: progress.state === 'none' || progress.state === 'not-begun' ? '–' : progress.short > 0 ? T.short(progress.short)[lang] : T.enough[lang] },
        { term: T.forecast, value: progress.forecast ? <>{T.pace(progress.forecast.numerator, progress.forecast.denominator, showFigure(target.measure, progress.forecast.value, lang))[lang]}{progress.ahead && progress.ahead.needed > 0 && <>. {T.ahead(progress.ahead.needed, progress.ahead.of)[lang]}</>}. {T.elapsed(one.elapsed.days, one.elapsed.of)[lang]}</> : '–' },
        ...WAYS.map((way) => ({ term: WAY_WORDS[way], value: tally.received[way] > 0 ? <a href={here({ nhom: 'received', cach: way })}>{tally.received[way]}</a> : '0' })),
        { term: T.how, value: `${T.onlineIs(ONLINE_WORDS[decision.online])[lang]} ${T.levelNote[lang]}.` },
      ]} />
      <Tabs label={T.title[lang]} tabs={GROUPS.map((group) => ({ href: here({ nhom: group, cach: undefined }), words: GAP_WORDS[group], active: group === query.nhom }))} />
      {query.nhom === 'would-close' && <p class="mc-quiet">{T.wouldClose[target.measure][lang]}</p>}
      {query.nhom === 'received' && !query.cach && <p>{GAP_WORDS.received[lang]}</p>}
      {query.cach && <p>{WAY_WORDS[query.cach][lang]} · <a href={here({ cach: undefined })}>{T.all[lang]}</a></p>}
      <DossierList page={list} names={names} agencies={facts.agencies} lang={lang} now={now} caption={GAP_WORDS[query.nhom][lang]} manyUnits={counted.agencies.length > 1} firstHref={here({})} later={query.sau !== undefined} nextHref={(after, next) => here({ sau: after, 'sau-id': next })} />
      {own && !decision.endedAt && <form method="post" action={`/ban/chi-tieu/dong/${id}/bo`}><CsrfFields view={view} /><ButtonGroup><Button kind="danger">{T.remove[lang]}</Button></ButtonGroup></form>}
    </DeskLayout>);
}
