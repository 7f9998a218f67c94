import type { ComponentChildren, VNode } from 'preact';
import type { Lang } from '../../../shared/text.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import type { Agency } from '../../organisation/domain/index.ts';
import { COLUMNS, sumFigures, type Column, type Figures } from '../domain/index.ts';
import type { ReportCell, ReportRow } from '../ports.ts';
import type { ProcedureNames } from './report-deps.ts';
import { W } from './words.ts';

/** A line of the form: a procedure in its field, a sum, or a unit. */
export interface FormLine { readonly key: string; readonly group: string; readonly name: string; readonly figures: Figures; readonly cell: Omit<ReportCell, 'column'>; readonly sum: boolean }
export type Arrangement = 'linh-vuc' | 'don-vi';

/** The lines of the form from counted rows: by field with its procedures and its sum, or one line a unit; the total comes last. */
export function formLines(rows: readonly ReportRow[], by: Arrangement, names: ProcedureNames, agencies: ReadonlyMap<number, Agency>, lang: Lang): readonly FormLine[] {
  const total: FormLine = { key: 'tong', group: '', name: W.form.total[lang], figures: sumFigures(rows.map((row) => row.figures)), cell: {}, sum: true };
  if (by === 'don-vi') {
    const ids = [...new Set(rows.map((row) => row.agencyId))];
    return [...ids.map((id): FormLine => ({ key: String(id), group: W.form.byUnit[lang], name: agencies.get(id)?.shortName ?? String(id), figures: sumFigures(rows.filter((row) => row.agencyId === id).map((row) => row.figures)), cell: { agencyId: id }, sum: false })).sort((a, b) => inVietnameseOrder(a.name, b.name)), total];
  }
  const fields = [...new Set(rows.map((row) => row.field))].sort(inVietnameseOrder);
  return [...fields.flatMap((field): FormLine[] => {
    const own = rows.filter((row) => row.field === field);
    const codes = [...new Set(own.map((row) => row.procedure))];
    const lines = codes.map((procedure): FormLine => ({ key: `${field}|${procedure}`, group: field, name: names.plain(procedure, lang), figures: sumFigures(own.filter((row) => row.procedure === procedure).map((row) => row.figures)), cell: { field, procedure }, sum: false })).sort((a, b) => inVietnameseOrder(a.name, b.name));
    return [...lines, { key: `${field}|cong`, group: field, name: W.form.sum(field)[lang], figures: sumFigures(own.map((row) => row.figures)), cell: { field }, sum: true }];
  }), total];
}

/** The form on the screen; every figure that is not nought opens its dossiers. */
export function FormTable({ lines, lang, cellHref }: { readonly lines: readonly FormLine[]; readonly lang: Lang; readonly cellHref: (cell: ReportCell) => string }): VNode {
  const figure = (line: FormLine, column: Column): ComponentChildren => {
    const value = line.figures[column];
    const shown = line.sum ? <b>{value}</b> : value;
    return value === 0 ? shown : <a href={cellHref({ ...line.cell, column })}>{shown}</a>;
  };
  return (
    <DataTable<FormLine> cards caption={W.form.unitOfCount} rows={lines} rowKey={(line) => line.key} group={(line) => line.group} empty={W.form.empty} columns={[
      { key: 'ten', title: W.form.field, head: true, cell: (line) => (line.sum ? <b>{line.name}</b> : line.name) },
      ...COLUMNS.map((column) => ({ key: column, title: W.columns[column][lang], numeric: true, named: true, cell: (line: FormLine) => figure(line, column) })),
    ]} />);
}
