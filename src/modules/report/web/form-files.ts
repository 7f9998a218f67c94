import type { Reply } from '../../../platform/http/route.ts';
import { showMoment, vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import type { Lang } from '../../../shared/text.ts';
import { COLUMNS, namePeriod, type Period } from '../domain/index.ts';
import type { SheetCell, SheetWriter } from '../ports.ts';
import type { FormLine } from './form-06a.tsx';
import { periodKey } from './period-choice.ts';
import { W } from './words.ts';

const heading = (value: string): SheetCell => ({ kind: 'heading', value });
const number = (value: number): SheetCell => ({ kind: 'number', value });
const date = (value: PlainDate): SheetCell => ({ kind: 'date', value });
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV = 'text/csv; charset=utf-8';

export interface FormFile { readonly unit: string; readonly period: Period; readonly asOf: Date; /** null while it runs */ readonly frozen: { readonly version: number; readonly at: Date; readonly by: string } | null; readonly notAccepted: number; readonly lines: readonly FormLine[] }
/** The form as a file: the lines that the page shows, with typed cells, who asked and as of when. */
export function formFile(sheets: SheetWriter, form: FormFile, kind: 'xlsx' | 'csv', lang: Lang): Reply {
  const name = `II-06a ${form.unit} ${periodKey(form.period).replace('..', ' ')}${form.frozen ? ` ban ${form.frozen.version}` : ''}.${kind}`;
  if (kind === 'csv') {
    const body = sheets.csv([W.form.byField[lang], W.form.formField[lang], ...COLUMNS.map((column) => W.formColumns[column][lang])], form.lines.map((line) => [line.group, line.name, ...COLUMNS.map((column) => line.figures[column])]));
    return { kind: 'file', contentType: CSV, filename: name, body: Buffer.from(body, 'utf8') };
  }
  const rows: SheetCell[][] = [
    [heading(W.form.title[lang])], [`${W.overview.unit[lang]}: ${form.unit}`], [`${W.form.period[lang]}: ${namePeriod(form.period)[lang]}`],
    [null, W.form.fromDay[lang], date(form.period.from)], [null, W.form.toDay[lang], date(form.period.to)],
    [form.frozen ? `${W.form.version(form.frozen.version)[lang]}. ${W.form.frozenAt(showMoment(form.frozen.at, lang), form.frozen.by)[lang]}. ${W.form.asOf(showMoment(form.asOf, lang))[lang]}` : W.form.live(showMoment(form.asOf, lang))[lang]], [W.form.unitOfCount[lang]], [],
    ['STT', W.form.formField[lang], ...COLUMNS.map((column) => W.formColumns[column][lang])].map(heading),
  ];
  const top = rows.length;
  form.lines.forEach((line, at) => rows.push([number(at + 1), line.sum ? heading(line.name) : line.name, ...COLUMNS.map((column) => number(line.figures[column]))]));
  rows.push([], [W.form.notAccepted(form.notAccepted)[lang]], ...W.form.rules.map((rule): SheetCell[] => [rule[lang]]), [null, W.form.madeOn[lang], date(vietnamDate(form.frozen?.at ?? form.asOf))]);
  return { kind: 'file', contentType: XLSX, filename: name, body: sheets.workbook([{ name: 'II.06a', widths: [6, 48, ...COLUMNS.map(() => 12)], rows, frozenRows: top }]) };
}
