import type { VNode } from 'preact';
import type { RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkboxes } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { GROUPS, isShare, MEASURES, namePeriod, ONLINE_DEFINITIONS, type Measure } from '../domain/index.ts';
import type { StoredDecision } from '../ports.ts';
import { measureTargets, type Measured } from '../use-cases/measure-target.ts';
import { address, closedOn, officerOf, procedureNames, scopeOf, unitsOf, type ReportWebDeps } from './report-deps.ts';
import { measuringFacts } from './target-file.ts';
import type { PERIOD_KEYS, TypedTargetForm } from './target-pages.tsx';
import { T } from './target-words.ts';
import { groupWords, GROUP_WORDS, MEASURE_WORDS, ONLINE_WORDS, STATE_WORDS } from './words.ts';

const HOME = '/ban/chi-tieu';
type Asked = Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'scope' | 'now' | 'lang' | 'view'>;
export type Problems = readonly { readonly name: string; readonly message: Text }[];
const errorOf = (problems: Problems) => (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
const mayManage = (request: Asked): boolean => officerOf(request).roles.some((role) => role === 'control' || role === 'desk-head');

/** `62,5 %` or `1.200` */
export function showFigure(measure: Measure, value: number, lang: Lang): string {
  const digits = value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 2 });
  return isShare(measure) ? `${digits} %` : digits;
}
export const fractionText = (one: Pick<Measured, 'fraction'>): string => (one.fraction.denominator === null ? String(one.fraction.numerator) : `${one.fraction.numerator}/${one.fraction.denominator}`);

export async function decisionsPage(deps: ReportWebDeps, request: Asked): Promise<VNode> {
  const { lang, view } = request;
  const decisions = await deps.targets.decisions(scopeOf(request), LIMITS.pageRows);
  return (
    <DeskLayout view={view} title={T.title} active="targets" lead={T.lead} wide actions={mayManage(request) ? <Button href={`${HOME}/moi`}>{T.enter[lang]}</Button> : undefined}>
      <h2>{T.decisions[lang]}</h2>
      <DataTable<StoredDecision> cards caption={T.decisions} captionHidden rows={decisions} rowKey={(row) => row.id} empty={T.none} columns={[
        { key: 'so', title: T.number, head: true, cell: (row) => <a href={`${HOME}/${row.id}`} data-key-open>{row.number}</a> }, { key: 'ngay', title: T.issuedOn, numeric: true, named: true, cell: (row) => showShortDate(row.issuedOn) }, { key: 'co-quan', title: T.issuer, cell: (row) => row.issuer }, { key: 've', title: T.about, cell: (row) => row.title || '–' },
        { key: 'dong', title: T.rows, numeric: true, named: true, cell: (row) => row.targets }, { key: 'the', title: T.state, cell: (row) => <Tag colour={row.endedAt ? 'grey' : 'green'}>{row.endedAt ? T.ended : T.inForce}</Tag> },
      ]} />
    </DeskLayout>);
}

export function newDecisionPage(request: Asked, typed: Readonly<Record<string, string | undefined>>, problems: Problems): VNode {
  const { lang, view } = request;
  const error = errorOf(problems);
  return (
    <DeskLayout view={view} title={T.enter} active="targets" back={{ href: HOME, label: T.back }} errors={problems}>
      <form method="post" action={HOME} noValidate>
        <CsrfFields view={view} />
        <TextField name="so" label={T.number} hint={T.numberHint} value={typed['so']} width={20} {...error('so')} />
        <DateField name="ngay" label={T.issuedOn} value={{ day: typed['ngay.day'], month: typed['ngay.month'], year: typed['ngay.year'] }} {...error('ngay')} />
        <TextField name="co-quan" label={T.issuer} value={typed['co-quan']} {...error('co-quan')} />
        <TextArea name="trich-yeu" label={T.about} rows={2} required={false} value={typed['trich-yeu']} {...error('trich-yeu')} />
        <Radios name="truc-tuyen" label={T.online} hint={T.onlineHint} value={typed['truc-tuyen'] ?? 'submitted-online'} options={ONLINE_DEFINITIONS.map((value) => ({ value, label: ONLINE_WORDS[value] }))} />
        <ButtonGroup><Button>{T.save[lang]}</Button></ButtonGroup>
      </form>
    </DeskLayout>);
}

export interface DecisionState { readonly page: number; readonly added: number | null; readonly typed: TypedTargetForm | null; readonly problems: Problems }
export async function decisionPage(deps: ReportWebDeps, request: Asked, id: string, state: DecisionState): Promise<VNode> {
  const { lang, view, now } = request;
  const scope = scopeOf(request);
  const decision = (await deps.targets.decision(scope, id)) ?? notFound();
  const [targets, facts] = await Promise.all([deps.targets.targetsOf(scope, id), measuringFacts(deps, request)]);
  const from = (state.page - 1) * LIMITS.pageRows;
  const rows = await measureTargets(deps, scope, targets.slice(from, from + LIMITS.pageRows), decision.online, facts);
  const own = mayManage(request) && scope.agencyIds.includes(decision.agencyId);
  const href = (trang: number): string => address(`${HOME}/${id}`, { trang: trang > 1 ? trang : null });
  return (
    <DeskLayout view={view} title={{ vi: `Chỉ tiêu theo ${decision.number}`, en: `Targets of ${decision.number}` }} active="targets" wide back={{ href: HOME, label: T.back }} errors={state.problems} lead={T.asOf(showMoment(now, lang))}
      actions={<Button href={`${HOME}/${id}/tep`} kind="secondary" icon="download">{T.xlsx[lang]}</Button>}>
      {state.added !== null && <Notice kind="ok" role="status"><p>{T.added(state.added)[lang]}</p></Notice>}
      <SummaryList rows={[{ term: T.issuer, value: `${decision.issuer}, ${showShortDate(decision.issuedOn)}` }, ...(decision.title ? [{ term: T.about, value: decision.title }] : []), { term: T.online, value: ONLINE_WORDS[decision.online][lang] }, ...(decision.endedAt ? [{ term: T.ended, value: `${showShortDate(vietnamDate(decision.endedAt))}: ${decision.endedReason ?? ''}` }] : [])]} />
      <DataTable<Measured> id="chi-tieu" cards caption={T.title} captionHidden rows={rows} rowKey={(one) => one.target.id} group={(one) => one.unit.shortName} empty={T.noTargets} columns={[
        { key: 'do', title: T.measure, head: true, cell: (one) => <><a href={`${HOME}/dong/${one.target.id}`} data-key-open>{MEASURE_WORDS[one.target.measure][lang]}</a><br /><span class="mc-quiet">{groupWords(one.target.group)[lang]}{one.next && `. ${T.next(one.next.shortName)[lang]}`}</span></> },
        { key: 'ky', title: T.period, named: true, cell: (one) => namePeriod(one.target.period)[lang] },
        { key: 'muc', title: T.value, named: true, numeric: true, cell: (one) => <span class="mc-nowrap">{showFigure(one.target.measure, one.target.value, lang)}</span> },
        { key: 'nay', title: T.now, named: true, numeric: true, cell: (one) => (one.progress.now === null ? '–' : <span class="mc-nowrap">{showFigure(one.target.measure, one.progress.now, lang)}</span>) },
        { key: 'tu-so', title: T.of, named: true, numeric: true, cell: (one) => <a class="mc-nowrap" href={`${HOME}/dong/${one.target.id}?nhom=counted`}>{fractionText(one)}</a> },
        { key: 'du-bao', title: T.forecast, named: true, numeric: true, cell: (one) => (one.progress.forecast ? <span class="mc-nowrap">{showFigure(one.target.measure, one.progress.forecast.value, lang)}</span> : '–') },
        { key: 'the', title: T.state, cell: (one) => <Tag colour={STATE_WORDS[one.progress.state].colour}>{STATE_WORDS[one.progress.state].words}</Tag> },
        { key: 'thieu', title: T.gap, named: true, numeric: true, cell: (one) => (one.progress.short > 0 ? <a href={`${HOME}/dong/${one.target.id}`}>{one.progress.short}</a> : one.progress.now === null ? '–' : '0') },
      ]} />
      <Pagination {...(state.page > 1 ? { previousHref: href(state.page - 1) } : {})} {...(targets.length > from + LIMITS.pageRows ? { nextHref: href(state.page + 1) } : {})} />
      {own && !decision.endedAt && <>
        <Details summary={T.add} open={targets.length === 0 || (state.problems.length > 0 && state.typed !== null)}>{await addForm(deps, request, decision, state)}</Details>
        <Details summary={T.end} open={state.problems.some((one) => one.name === 'ly-do')}><form method="post" action={`${HOME}/${id}/ngung`} noValidate><CsrfFields view={view} /><p>{T.endHint[lang]}</p><TextArea name="ly-do" label={T.endReason} rows={2} {...errorOf(state.problems)('ly-do')} /><ButtonGroup><Button kind="danger">{T.end[lang]}</Button></ButtonGroup></form></Details>
      </>}
      {!own && <p class="mc-quiet">{T.readOnly[lang]}</p>}
    </DeskLayout>);
}

const PERIOD_WORDS: Readonly<Record<(typeof PERIOD_KEYS)[number], Text>> = { nam: T.wholeYear, '6T1': T.halfWords(1), '6T2': T.halfWords(2), Q1: T.quarterWords(1), Q2: T.quarterWords(2), Q3: T.quarterWords(3), Q4: T.quarterWords(4) };
async function addForm(deps: ReportWebDeps, request: Asked, decision: StoredDecision, state: DecisionState): Promise<VNode> {
  const { lang, view, now } = request;
  const [agencies, names] = await Promise.all([deps.agencies.all(), procedureNames(deps)]);
  const { typed, problems } = state;
  const error = errorOf(problems);
  const units = unitsOf(agencies, officerOf(request));
  const fields = [...new Set(names.levels.map((one) => one.field))].sort(inVietnameseOrder);
  return (
    <form method="post" action={`${HOME}/${decision.id}/them`} noValidate>
      <CsrfFields view={view} />
      <Checkboxes name="don-vi" label={T.units} values={typed?.['don-vi'] ?? []} options={units.map((unit) => ({ value: String(unit.id), label: closedOn(unit, now) ? `${unit.name} (${lang === 'vi' ? 'đã thôi hoạt động' : 'closed'})` : unit.name }))} {...error('don-vi')} />
      <TextField name="nam" label={T.year} inputMode="numeric" width={4} value={typed?.nam ?? vietnamDate(now).slice(0, 4)} {...error('nam')} />
      <Checkboxes name="ky" label={T.periods} values={typed?.ky ?? []} options={(Object.keys(PERIOD_WORDS) as (keyof typeof PERIOD_WORDS)[]).map((value) => ({ value, label: PERIOD_WORDS[value] }))} {...error('ky')} />
      <Details summary={T.custom} open={problems.some((one) => one.name === 'tu')}><DateField name="tu" label={{ vi: 'Từ ngày', en: 'From' }} required={false} value={{ day: typed?.['tu.day'], month: typed?.['tu.month'], year: typed?.['tu.year'] }} {...error('tu')} /><DateField name="den" label={{ vi: 'Đến hết ngày', en: 'To' }} required={false} value={{ day: typed?.['den.day'], month: typed?.['den.month'], year: typed?.['den.year'] }} /></Details>
      <Select name="do" label={T.measure} value={typed?.do} options={MEASURES.map((value) => ({ value, label: MEASURE_WORDS[value] }))} {...error('do')} />
      <Select name="nhom" label={T.group} hint={T.levelNote} value={typed?.nhom ?? 'all'} empty={null} options={[...GROUPS.map((value) => ({ value, label: GROUP_WORDS[value] })), ...fields.map((field) => ({ value: `field:${field}`, label: groupWords(`field:${field}`) }))]} {...error('nhom')} />
      <TextField name="muc" label={T.value} hint={T.valueHint} inputMode="decimal" width={8} value={typed?.muc} {...error('muc')} />
      <ButtonGroup><Button>{T.addGo[lang]}</Button></ButtonGroup>
    </form>);
}
