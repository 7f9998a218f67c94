import { z } from 'zod';
import { json, page, route, type Route } from '../../../platform/http/route.ts';
import { showMoment, showShortDate, vietnamDate, vietnamIso } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { FilterBar } from '../../../ui/components/filter-bar/filter-bar.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { workingDaysBetween } from '../../calendar/domain/index.ts';
import { agencyOn, type Agency } from '../../organisation/domain/index.ts';
import { isUnit, type Cause } from '../domain/index.ts';
import type { LateRow } from '../ports.ts';
import { CSV } from './form-files.ts';
import { Definitions, Downloads } from './openness-pages.tsx';
import { O } from './openness-words.ts';
import { address, procedureNames, type ProcedureNames, type ReportWebDeps } from './report-deps.ts';
import { CAUSES } from './words.ts';

const HOME = '/minh-bach';
/** Rows of the public list of late dossiers on one page; the file holds as many. */
const LATE_ROWS = 500;
const agencyParam = z.string().regex(/^\d{1,9}$/u).optional().catch(undefined);
const dang = z.enum(['csv', 'json']).catch('csv');
const levels = { 'co-quan': agencyParam, muc: z.enum(['1', '2', '3', '4']).optional().catch(undefined), trinh: z.enum(['full', 'partial', 'information']).optional().catch(undefined), 'linh-vuc': z.string().max(200).optional().catch(undefined) };
type Levelled = ProcedureNames['levels'][number];

/** Public lists: dossiers that are late, and how far every procedure can be done online. */
export function opennessListRoutes(deps: ReportWebDeps): Route[] {
  const units = async (now: Date): Promise<readonly Agency[]> => [...(await deps.agencies.all()).values()].filter((agency) => isUnit(agency) && agency.kind === 'commune' && agencyOn(agency, vietnamDate(now)) === 'open');
  const lateDays = async (row: LateRow, now: Date): Promise<number> => { const counted = workingDaysBetween(await deps.calendars.of(row.agencyId), row.legalDue, now); return counted.ok ? counted.value : 0; };
  const late = async (agencyId: string | undefined, now: Date): Promise<readonly (LateRow & { readonly days: number })[]> => Promise.all((await deps.openness.late(agencyId === undefined ? null : Number(agencyId), LATE_ROWS)).map(async (row) => ({ ...row, days: await lateDays(row, now) })));
  const levelled = async (agencyId: string | undefined): Promise<readonly Levelled[]> => {
    const all = (await procedureNames(deps)).levels;
    if (agencyId === undefined) return all;
    const own = await deps.levelsAt(Number(agencyId));
    return all.flatMap((one) => { const level = own.get(one.code); return level ? [{ ...one, level, legacy: level.legacy, modern: level.modern }] : []; });
  };
  return [
    route({
      method: 'GET', path: `${HOME}/dang-tre`, permission: 'public.read', audit: 'openness.late', query: z.object({ 'co-quan': agencyParam }),
      async handle(request) {
        const { lang, view, now, query } = request;
        const [rows, names, agencies, choice] = await Promise.all([late(query['co-quan'], now), procedureNames(deps), deps.agencies.all(), units(now)]);
        return page(
          <CitizenLayout view={view} title={O.lateTitle} lead={O.lateLead} wide back={{ href: HOME, label: O.title }}>
            <FilterBar action={`${HOME}/dang-tre`} button={O.show}><Select name="co-quan" label={O.unit} value={query['co-quan'] ?? ''} empty={O.any[lang]} options={choice.map((one) => ({ value: String(one.id), label: one.name }))} /></FilterBar>
            <DataTable cards caption={O.lateTitle} captionHidden rows={rows} rowKey={(row) => `${row.agencyId}${row.maskedCode}${row.legalDue.getTime()}`} empty={O.lateNone} columns={[
              { key: 'ma', title: O.code, head: true, cell: (row) => <><span class="mc-nowrap">{row.maskedCode}</span> {row.procedure === null ? O.otherProcedure[lang] : names.plain(row.procedure, lang)}<br /><span class="mc-quiet">{agencies.get(row.agencyId)?.shortName ?? ''}</span></> },
              { key: 'han', title: O.dueStanding, cell: (row) => <>{showMoment(row.legalDue, lang)} <Tag colour="red">{O.lateBy(row.days)}</Tag><br />{row.apologisedAt && row.newDue ? O.apologyOn(showShortDate(vietnamDate(row.apologisedAt)), showMoment(row.newDue, lang))[lang] : O.noApology[lang]}<br /><span class="mc-quiet">{[row.stepName?.[lang], row.cause === null ? undefined : causeOf(row, lang)].filter(Boolean).join('. ')}</span></> },
            ]} />
            {rows[0] && <p class="mc-quiet">{O.generated(showMoment(rows[0].generatedAt, lang))[lang]}</p>}
            <Downloads path={`${HOME}/dang-tre/so-lieu`} keep={{ 'co-quan': query['co-quan'] }} lang={lang} />
            <Definitions lang={lang} />
          </CitizenLayout>, 200, { cache: 'public' });
      },
    }),
    route({
      method: 'GET', path: `${HOME}/dang-tre/so-lieu`, permission: 'public.read', audit: 'openness.late-data', query: z.object({ 'co-quan': agencyParam, dang }),
      async handle(request) {
        const [rows, names, agencies] = await Promise.all([late(request.query['co-quan'], request.now), procedureNames(deps), deps.agencies.all()]);
        const list = rows.map((row) => ({ code: row.maskedCode, agency: agencies.get(row.agencyId)?.name ?? '', procedure: row.procedure === null ? null : names.official(row.procedure), step: row.stepName?.vi ?? null, due: vietnamIso(row.legalDue), workingDaysLate: row.days, cause: row.cause, apologisedAt: row.apologisedAt ? vietnamIso(row.apologisedAt) : null, newDue: row.newDue ? vietnamIso(row.newDue) : null }));
        if (request.query.dang === 'json') return json({ licence: 'CC BY 4.0', generatedAt: rows[0] ? vietnamIso(rows[0].generatedAt) : null, rows: list });
        return { kind: 'file', contentType: CSV, filename: 'dang-tre.csv', body: Buffer.from(deps.sheets.csv(['code', 'agency', 'procedure', 'step', 'due', 'workingDaysLate', 'cause', 'apologisedAt', 'newDue'], list.map((row) => Object.values(row))), 'utf8') };
      },
    }),
    route({
      method: 'GET', path: `${HOME}/muc-do`, permission: 'public.read', audit: 'openness.levels', query: z.object(levels),
      async handle(request) {
        const { lang, view, query } = request;
        const [all, choice] = await Promise.all([levelled(query['co-quan']), units(request.now)]);
        const rows = chosen(all, query);
        const fields = [...new Set(all.map((one) => one.field))].sort(inVietnameseOrder);
        return page(
          <CitizenLayout view={view} title={O.levelTitle} lead={O.levelLead} wide back={{ href: HOME, label: O.title }}>
            <p>{([4, 3, 2, 1] as const).map((level) => <span key={level}><a href={address(`${HOME}/muc-do`, { muc: level, 'co-quan': query['co-quan'] })}>{O.legacyWords(level)[lang]}</a>: <b>{all.filter((one) => one.legacy === level).length}</b> · </span>)}{(['full', 'partial'] as const).map((one, at) => <span key={one}>{at > 0 && ' · '}<a href={address(`${HOME}/muc-do`, { trinh: one, 'co-quan': query['co-quan'] })}>{MODERN[one][lang]}</a>: <b>{all.filter((row) => row.modern === one).length}</b></span>)}</p>
            <FilterBar action={`${HOME}/muc-do`} button={O.show}>
              <Select name="co-quan" label={O.atAgency} value={query['co-quan'] ?? ''} empty={O.anyAgency[lang]} options={choice.map((one) => ({ value: String(one.id), label: one.name }))} />
              <Select name="muc" label={O.level} value={query.muc ?? ''} empty={O.any[lang]} options={[1, 2, 3, 4].map((level) => ({ value: String(level), label: O.legacyWords(level) }))} />
              <Select name="trinh" label={O.modern} value={query.trinh ?? ''} empty={O.any[lang]} options={(['full', 'partial', 'information'] as const).map((one) => ({ value: one, label: MODERN[one] }))} />
              <Select name="linh-vuc" label={O.field} value={query['linh-vuc'] ?? ''} empty={O.any[lang]} options={fields.map((field) => ({ value: field, label: field }))} />
            </FilterBar>
            <p>{O.countOf(rows.length, all.length)[lang]}</p>
            <DataTable<Levelled> cards caption={O.levelTitle} captionHidden rows={rows} rowKey={(row) => row.code} empty={O.none} columns={[
              { key: 'viec', title: O.procedure, head: true, cell: (row) => <a href={`/thu-tuc/${row.slug}`}>{row.plain[lang]}</a> }, { key: 'ma', title: O.code2, tight: true, cell: (row) => row.code }, { key: 'linh-vuc', title: O.field, cell: (row) => row.field },
              { key: 'muc', title: O.level, numeric: true, named: true, cell: (row) => row.legacy }, { key: 'moi', title: O.modern, cell: (row) => MODERN[row.modern][lang] }, { key: 'vi', title: O.reason, cell: (row) => row.level.reasons.map((reason) => reason[lang]).join('; ') || '–' },
            ]} />
            <Downloads path={`${HOME}/muc-do/so-lieu`} keep={query} lang={lang} />
          </CitizenLayout>, 200, { cache: 'public' });
      },
    }),
    route({
      method: 'GET', path: `${HOME}/muc-do/so-lieu`, permission: 'public.read', audit: 'openness.levels-data', query: z.object({ ...levels, dang }),
      async handle(request) {
        const rows = chosen(await levelled(request.query['co-quan']), request.query).map((one) => ({ code: one.code, name: one.official, field: one.field, level: one.legacy, modern: MODERN[one.modern].vi, reasons: one.level.reasons.map((reason) => reason.vi).join('; ') }));
        if (request.query.dang === 'json') return json({ licence: 'CC BY 4.0', rows });
        return { kind: 'file', contentType: CSV, filename: 'thu-tuc-theo-muc-do.csv', body: Buffer.from(deps.sheets.csv(['code', 'name', 'field', 'level', 'modern', 'reasons'], rows.map((row) => Object.values(row))), 'utf8') };
      },
    }),
  ];
}
const MODERN: Readonly<Record<Levelled['modern'], Text>> = { full: O.full, partial: O.partial, information: O.information };
const chosen = (all: readonly Levelled[], asked: { readonly muc?: string | undefined; readonly trinh?: string | undefined; readonly 'linh-vuc'?: string | undefined }): readonly Levelled[] => all.filter((one) => (!asked.muc || String(one.legacy) === asked.muc) && (!asked.trinh || one.modern === asked.trinh) && (!asked['linh-vuc'] || one.field === asked['linh-vuc']));
const causeOf = (row: LateRow, lang: Lang): string => (row.cause === null ? '–' : CAUSES[row.cause as Cause]?.[lang] ?? '–');
