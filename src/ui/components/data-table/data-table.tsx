import type { ComponentChildren, VNode } from 'preact';
import { Say, plain, useLang, useWords, type PlainWords, type Words } from '../../language.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly title: PlainWords;
  readonly cell: (row: Row) => ComponentChildren;
  /** a link in the header; the other direction when the list is already sorted by this column */
  readonly sortHref?: string | undefined;
  readonly sorted?: 'up' | 'down' | undefined;
  /** figures stand right, in tabular digits */
  readonly numeric?: boolean | undefined;
  /** this column names the row */
  readonly head?: boolean | undefined;
  /** keeps one line */
  readonly tight?: boolean | undefined;
}
export interface DataTableProps<Row> {
  readonly caption: Words;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** checkboxes that post `name=<rowKey>`; the table must stand in a form, or name one by `form` */
  readonly select?: { readonly name: string; readonly label: (row: Row) => string; readonly checked?: (row: Row) => boolean; readonly form?: string | undefined } | undefined;
  /** groups rows under a heading row: «Quá hạn 2»; rows must come grouped */
  readonly group?: ((row: Row) => string) | undefined;
  readonly empty?: Words | undefined;
  readonly id?: string | undefined;
}

/** Wide tables scroll inside a labelled region. `counter-keys` walks the rows (`j`, `k`), ticks (`x`) and opens the first link (`Enter`). */
export function DataTable<Row>(props: DataTableProps<Row>): VNode {
  const lang = useLang();
  const words = useWords();
  const id = props.id ?? 'bang';
  const span = props.columns.length + (props.select ? 1 : 0);
  let last: string | undefined;
  const body: VNode[] = [];
  for (const row of props.rows) {
    const key = props.rowKey(row);
    const group = props.group?.(row);
    if (group !== undefined && group !== last) body.push(<tr key={`nhom-${group}`} class="mc-table-group"><th scope="rowgroup" colSpan={span}>{group}</th></tr>);
    last = group;
    body.push(
      <tr key={key} data-row>
        {props.select && <td class="mc-table-select"><label><input type="checkbox" name={props.select.name} value={key} checked={props.select.checked?.(row) ?? false} form={props.select.form} /><span class="mc-vh">{words.selectRow} {props.select.label(row)}</span></label></td>}
        {props.columns.map((column) => {
          const classes = [column.numeric ? 'mc-numeric' : '', column.tight ? 'mc-tight' : ''].filter(Boolean).join(' ') || undefined;
          return column.head ? <th key={column.key} scope="row" class={classes}>{column.cell(row)}</th> : <td key={column.key} class={classes}>{column.cell(row)}</td>;
        })}
      </tr>,
    );
  }
  return (
    <div class="mc-table-box" role="region" aria-labelledby={`${id}-ten`} tabIndex={0}>
      <table class="mc-table" id={id}>
        <caption id={`${id}-ten`} class={props.captionHidden ? 'mc-vh' : undefined}><Say words={props.caption} /></caption>
        <thead>
          <tr>
            {props.select && <td class="mc-table-select"><span class="mc-vh">{words.selectRow}</span></td>}
            {props.columns.map((column) => (
              <th key={column.key} scope="col" class={column.numeric ? 'mc-numeric' : undefined} aria-sort={column.sorted === 'up' ? 'ascending' : column.sorted === 'down' ? 'descending' : undefined}>
                {column.sortHref
                  ? <a href={column.sortHref}>{plain(column.title, lang)}<span class="mc-vh">{column.sorted ? `, ${column.sorted === 'up' ? words.sortedUp : words.sortedDown}` : ''}</span><span aria-hidden="true" class="mc-sort">{column.sorted === 'up' ? '▲' : column.sorted === 'down' ? '▼' : '↕'}</span></a>
                  : plain(column.title, lang)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{body.length > 0 ? body : <tr><td colSpan={span} class="mc-table-empty"><Say words={props.empty ?? words.emptyTable} /></td></tr>}</tbody>
      </table>
    </div>
  );
}
