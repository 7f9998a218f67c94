import { z } from 'zod';
import { page, route, type Reply, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { daysInMonth, plainDate, showMoment, showShortDate, vietnamDate, yearOf, type PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { FilterBar } from '../../../ui/components/filter-bar/filter-bar.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { findPaperForm, type RegisterRow } from '../../document/domain/index.ts';
import { personalOf, type RegisterLine } from '../../dossier/index.ts';
import { PRINT_LINES, registerRow, twoDigits, type RegisterPart } from '../domain/index.ts';
import type { SheetCell } from '../ports.ts';
import { deskScope, officerOf, type DeskDeps } from './desk-deps.ts';
import { BOOK } from './register-words.ts';
import { INTAKE } from './words.ts';

export const REGISTER = '/ban/so-theo-doi';
/** Lines of one file: a busy commune's half year; more is asked for month by month. */
const FILE_LINES = 5_000;
/** Dossiers whose events are read at once while a file is made. */
export const FILE_PAGE = 200;
export const period = z.object({ nam: z.coerce.number().int().min(2000).max(2200).optional(), thang: z.union([z.literal(''), z.coerce.number().int().min(1).max(12)]).optional(), sau: z.coerce.number().int().min(0).max(9_999_999).optional() });
type Asked = z.infer<typeof period>;
type Request = RouteRequest<unknown, Asked, unknown>;
export interface Period { readonly year: number; readonly month: number | null; readonly from: PlainDate; readonly to: PlainDate }
export interface Shown { readonly line: RegisterLine; readonly row: RegisterRow; /** for the screen, in everyday words */ readonly plain: Text | null }

/** Sổ theo dõi hồ sơ of the officer's own desk: a year or a month of it, page by page, and as a file. */
export function registerRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: REGISTER, permission: 'desk.register', audit: 'desk.register', query: period,
      async handle(request) { return listPage(deps, request, periodOf(request.query, request.now), null); },
    }),
    route({
      method: 'GET', path: `${REGISTER}.xlsx`, permission: 'desk.register', audit: 'desk.register-file', query: period,
      async handle(request) {
        const asked = periodOf(request.query, request.now);
        const lines: Shown[] = [];
        let after: number | null = 0;
        while (after !== null && lines.length <= FILE_LINES) {
          const found: { readonly lines: readonly RegisterLine[]; readonly next: number | null } = await deps.register.page(deskScope(request), { ...bounds(request, asked), after, limit: FILE_PAGE });
          for (const line of found.lines) lines.push(await shownOf(deps, line));
          after = found.next;
        }
        if (lines.length > FILE_LINES) return listPage(deps, request, asked, BOOK.tooMany(FILE_LINES));
        return sheet(deps, request, asked, lines);
      },
    }),
  ];
}

export function periodOf(asked: Asked, now: Date): Period {
  const today = vietnamDate(now);
  const year = asked.nam ?? yearOf(today);
  // Opened without a choice it shows this month; with a year alone, the whole of that year.
  const month = asked.thang === '' ? null : asked.thang ?? (asked.nam === undefined ? Number(today.slice(5, 7)) : null);
  const at = (of: number, day: number): PlainDate => plainDate(`${year}-${String(of).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
  return { year, month, from: at(month ?? 1, 1), to: at(month ?? 12, daysInMonth(year, month ?? 12)) };
}
export const bounds = (request: Request, asked: Period) => ({ agencyId: officerOf(request).agencyId, year: asked.year, from: asked.from, to: asked.to });
const queryOf = (asked: Period, more: Readonly<Record<string, string>> = {}): string => new URLSearchParams({ nam: String(asked.year), thang: asked.month === null ? '' : String(asked.month), ...more }).toString();

export async function shownOf(deps: DeskDeps, line: RegisterLine): Promise<Shown> {
  const [content, agency] = await Promise.all([deps.procedures.version(line.state.version), deps.agencies.find(line.state.competentAgency)]);
  return { line, plain: content?.plainName ?? null, row: registerRow({ ...line, owner: personalOf(line.events).owner, content: content ?? { officialName: line.state.procedure, copiesOfDossier: null }, agencyName: agency?.name ?? '' }) };
}

/** `parts`: what there is to choose from, when a period is printed in several. */
export async function listPage(deps: DeskDeps, request: Request, asked: Period, problem: Text | null, parts: { readonly lines: number; readonly list: readonly RegisterPart[] } | null = null): Promise<Reply> {
  const { lang, view } = request;
  const after = request.query.sau ?? 0;
  const scope = deskScope(request);
  const [found, years] = await Promise.all([deps.register.page(scope, { ...bounds(request, asked), after, limit: LIMITS.pageRows }), deps.register.years(scope, officerOf(request).agencyId)]);
  const shown = await Promise.all(found.lines.map((line) => shownOf(deps, line)));
  const last = Math.max(years?.last ?? asked.year, yearOf(vietnamDate(request.now)));
  const first = Math.min(years?.first ?? last, asked.year, last);
  const form = formOf(asked);
  return page(
    <DeskLayout view={view} title={BOOK.title} active="register" wide lead={BOOK.lead} {...(form ? { actions: <span class="mc-quiet">{BOOK.form(form.number, form.regime)[lang]}</span> } : {})} {...(problem ? { errors: [{ name: 'thang', message: problem }] } : {})}>
      <FilterBar action={REGISTER} button={BOOK.show}>
        <Select name="nam" label={BOOK.year} value={String(asked.year)} empty={null} options={Array.from({ length: last - first + 1 }, (_one, at) => ({ value: String(last - at), label: String(last - at) }))} />
        <Select name="thang" label={BOOK.month} value={asked.month === null ? '' : String(asked.month)} empty={BOOK.wholeYear} options={Array.from({ length: 12 }, (_one, at) => ({ value: String(at + 1), label: BOOK.monthOf(at + 1) }))} />
      </FilterBar>
      {parts && <Notice><p>{BOOK.inParts(parts.lines, PRINT_LINES)[lang]}</p><ul>{parts.list.map(({ nth, of, from, to }) => <li><a href={`${REGISTER}.pdf?${queryOf(asked, { phan: String(nth) })}`}>{BOOK.printPart(nth, of, twoDigits(from), twoDigits(to))[lang]}</a></li>)}</ul></Notice>}
      <DataTable<Shown> caption={BOOK.title} captionHidden rows={shown} rowKey={({ line }) => line.id} empty={BOOK.none} columns={[
        { key: 'stt', title: BOOK.number, numeric: true, cell: ({ row }) => row.number },
        { key: 'ma', title: BOOK.code, tight: true, cell: ({ line, row }) => <a href={`/ban/ho-so/${line.id}`} data-key-open>{row.code}</a> },
        { key: 'viec', title: BOOK.procedure, head: true, cell: ({ row, plain }) => plain?.[lang] ?? row.procedure },
        { key: 'nguoi', title: BOOK.person, cell: ({ row }) => row.applicant },
        { key: 'nhan', title: BOOK.received, tight: true, cell: ({ row }) => row.receivedAt },
        { key: 'hen', title: BOOK.due, tight: true, cell: ({ row }) => row.dueAt },
        { key: 'tra', title: BOOK.returned, tight: true, cell: ({ row }) => row.returnedAt ?? '–' },
        { key: 'cach', title: BOOK.delivery, cell: ({ line }) => line.state.delivery.methods.map((way) => INTAKE.methods[way]?.[lang] ?? way).join(', ') },
        { key: 'ghi-chu', title: BOOK.note, cell: ({ row }) => row.note ?? '' },
      ]} />
      <Pagination {...(after > 0 ? { previousHref: `${REGISTER}?${queryOf(asked)}` } : {})} {...(found.next !== null ? { nextHref: `${REGISTER}?${queryOf(asked, { sau: String(found.next) })}` } : {})} />
      {shown.length > 0 && <><ButtonGroup><Button kind="secondary" href={`${REGISTER}.pdf?${queryOf(asked)}`}>{BOOK.print[lang]}</Button><Button kind="secondary" href={`${REGISTER}.xlsx?${queryOf(asked)}`}>{BOOK.file[lang]}</Button></ButtonGroup><p class="mc-quiet">{BOOK.fileNote[lang]}</p></>}
    </DeskLayout>, problem ? 400 : 200);
}

/** The form in force on the last day of the period. */
const formOf = (asked: Period) => findPaperForm('mau-07-so-theo-doi', asked.to);

function sheet(deps: DeskDeps, request: Request, asked: Period, lines: readonly Shown[]): Reply {
  const { lang, now } = request;
  const officer = officerOf(request);
  const form = formOf(asked);
  const heading = (value: string): SheetCell => ({ kind: 'heading', value });
  const columns: readonly { readonly title: Text; readonly width: number; readonly of: (row: RegisterRow) => SheetCell }[] = [
    { title: BOOK.number, width: 6, of: (row) => row.number }, { title: BOOK.code, width: 22, of: (row) => row.code }, { title: BOOK.procedure, width: 40, of: (row) => row.procedure }, { title: BOOK.sets, width: 7, of: (row) => ({ kind: 'number', value: row.sets }) },
    { title: BOOK.person, width: 26, of: (row) => row.applicant }, { title: BOOK.contact, width: 40, of: (row) => row.contact }, { title: BOOK.agency, width: 28, of: (row) => row.agency }, { title: BOOK.received, width: 18, of: (row) => row.receivedAt },
    { title: BOOK.due, width: 18, of: (row) => row.dueAt }, { title: BOOK.returned, width: 18, of: (row) => row.returnedAt ?? null }, { title: BOOK.delivery, width: 26, of: (row) => row.delivery }, { title: BOOK.handedTo, width: 24, of: (row) => row.handedTo ?? null }, { title: BOOK.note, width: 28, of: (row) => row.note ?? null },
  ];
  const rows: SheetCell[][] = [
    [heading((form?.title ?? BOOK.title.vi).toLocaleUpperCase('vi'))], [`${BOOK.period[lang]}: ${showShortDate(asked.from)} – ${showShortDate(asked.to)}${form ? `. ${BOOK.form(form.number, form.regime)[lang]}` : ''}`], [BOOK.madeBy(officer.name, showMoment(now, lang))[lang]], [],
    columns.map((column) => heading(column.title[lang])),
  ];
  const top = rows.length;
  for (const { row } of lines) rows.push(columns.map((column) => column.of(row)));
  return {
    kind: 'file', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', filename: `So theo doi ho so ${asked.year}${asked.month === null ? '' : ` thang ${asked.month}`}.xlsx`,
    body: deps.workbook([{ name: String(asked.year), widths: columns.map((column) => column.width), rows, frozenRows: top }]),
    note: () => deps.register.noteAccesses(officer, lines.map(({ line }) => line.id), BOOK.purpose, now),
  };
}
