import type { Reply, RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { showMoment, vietnamDate } from '../../../shared/plain-date.ts';
import { isShare, namePeriod, WAYS } from '../domain/index.ts';
import type { SheetCell } from '../ports.ts';
import { measureTargets, type MeasuringFacts } from '../use-cases/measure-target.ts';
import { XLSX } from './form-files.ts';
import { officerOf, procedureNames, scopeOf, type ReportWebDeps } from './report-deps.ts';
import { T } from './target-words.ts';
import { groupWords, MEASURE_WORDS, ONLINE_WORDS, STATE_WORDS, WAYS as WAY_WORDS } from './words.ts';

type Asked = Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'scope' | 'now' | 'lang'>;
export async function measuringFacts(deps: ReportWebDeps, request: Asked): Promise<MeasuringFacts> {
  const [agencies, names, calendar] = await Promise.all([deps.agencies.all(), procedureNames(deps), deps.calendars.of(officerOf(request).agencyId)]);
  return { agencies, procedures: names.levels, calendar, today: vietnamDate(request.now), now: request.now };
}

const heading = (value: string): SheetCell => ({ kind: 'heading', value });
const number = (value: number | null): SheetCell => (value === null ? null : { kind: 'number', value });
const share = (value: number | null): SheetCell => (value === null ? null : { kind: 'share', value: value / 100 });

/** All targets of a decision with their progress, as a workbook: shares are per cent, days are days, counts are numbers. */
export async function targetFile(deps: ReportWebDeps, request: Asked, id: string): Promise<Reply> {
  const { lang, now } = request;
  const scope = scopeOf(request);
  const decision = (await deps.targets.decision(scope, id)) ?? notFound();
  const facts = await measuringFacts(deps, request);
  const measured = await measureTargets(deps, scope, await deps.targets.targetsOf(scope, id), decision.online, facts);
  const rows: SheetCell[][] = [
    [heading(`${T.title[lang]}: ${decision.number}`)], [`${T.issuer[lang]}: ${decision.issuer}`], [T.issuedOn[lang], { kind: 'date', value: decision.issuedOn }], ...(decision.title ? [[decision.title]] : []), [T.onlineIs(ONLINE_WORDS[decision.online])[lang]], [T.asOf(showMoment(now, lang))[lang]], [],
    ['STT', T.unit[lang], T.measure[lang], T.group[lang], T.period[lang], lang === 'vi' ? 'Từ ngày' : 'From', lang === 'vi' ? 'Đến ngày' : 'To', T.value[lang], lang === 'vi' ? 'Tử số' : 'Numerator', lang === 'vi' ? 'Mẫu số' : 'Denominator', T.now[lang], T.forecast[lang], T.state[lang], T.gap[lang], ...WAYS.map((way) => WAY_WORDS[way][lang])].map(heading),
  ];
  const top = rows.length;
  measured.forEach(({ target, unit, fraction, progress, tally }, at) => {
    const figure = isShare(target.measure) ? share : number;
    rows.push([number(at + 1), unit.shortName, MEASURE_WORDS[target.measure][lang], groupWords(target.group)[lang], namePeriod(target.period)[lang], { kind: 'date', value: target.period.from }, { kind: 'date', value: target.period.to }, figure(target.value), number(fraction.numerator), number(fraction.denominator), figure(progress.now), figure(progress.forecast?.value ?? null), STATE_WORDS[progress.state].words[lang], number(progress.now === null ? null : progress.short), ...WAYS.map((way) => number(tally.received[way]))]);
  });
  return { kind: 'file', contentType: XLSX, filename: `Chi tieu ${decision.number}.xlsx`, body: deps.sheets.workbook([{ name: T.title[lang], widths: [6, 24, 36, 28, 20, 12, 12, 12, 10, 10, 12, 14, 18, 10, 14, 14, 14, 14], rows, frozenRows: top }]) };
}
