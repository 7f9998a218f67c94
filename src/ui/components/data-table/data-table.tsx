import type { ComponentChildren, VNode } from 'preact';
import type { Lang } from '../../../shared/text.ts';
import { alreadyMarkup, escapeText, isMarkup, type Markup } from '../../ready-made.ts';
import { Say, plain, useLang, useWords, type PlainWords, type Words } from '../../language.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly title: PlainWords;
  /** text, drawn components, or markup: a list whose cells are all text or markup is written without the renderer */
  readonly cell: (row: Row) => ComponentChildren | Markup;
  /** a link in the header; the other direction when the list is already sorted by this column */
  readonly sortHref?: string | undefined;
  readonly sorted?: 'up' | 'down' | undefined;
  /** figures stand right, in tabular digits */
  readonly numeric?: boolean | undefined;
  /** this column names the row */
  readonly head?: boolean | undefined;
  /** keeps one line */
  readonly tight?: boolean | undefined;
  /** on a card its title stands before it: for dates and figures that say nothing by themselves */
  readonly named?: boolean | undefined;
}
export interface DataTableProps<Row> {
  readonly caption: Words;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** checkboxes that post `name=<rowKey>`; the table must stand in a form, or name one by `form` */
  readonly select?: { readonly name: string; readonly label: (row: Row) => string; readonly checked?: (row: Row) => boolean; readonly form?: string | undefined } | undefined;
  /** groups rows under a heading row: «Quá hạn 2»; rows must come grouped, those of no name stand without a heading */
  readonly group?: ((row: Row) => string) | undefined;
  readonly empty?: Words | undefined;
  /** on a telephone every row is a card: for lists whose cells say by themselves what they are */
  readonly cards?: boolean | undefined;
  readonly id?: string | undefined;
}

/** Wide tables scroll inside a labelled region. `counter-keys` walks the rows (`j`, `k`), ticks (`x`) and opens the first link (`Enter`). */
export function DataTable<Row>(props: DataTableProps<Row>): VNode {
  const lang = useLang();
  const words = useWords();
  const id = props.id ?? 'bang';
  const span = props.columns.length + (props.select ? 1 : 0);
  const classes = props.columns.map((column) => [column.numeric ? 'mc-numeric' : '', column.tight ? 'mc-tight' : ''].filter(Boolean).join(' ') || undefined);
  const cells = props.rows.map((row) => props.columns.map((column) => column.cell(row)));
  const written = props.rows.length > 0 && !props.select ? writeRows(props, cells, classes, lang) : null;
  let last: string | undefined;
  const body: VNode[] = [];
  if (!written) for (const [at, row] of props.rows.entries()) {
    const key = props.rowKey(row);
    const group = props.group?.(row);
    if (group && group !== last) body.push(<tr key={`nhom-${group}`} class="mc-table-group"><th scope="rowgroup" colSpan={span}>{group}</th></tr>);
    last = group;
    body.push(
      <tr key={key} data-row="">
        {props.select && <td class="mc-table-select"><label><input type="checkbox" name={props.select.name} value={key} checked={props.select.checked?.(row) ?? false} form={props.select.form} /><span class="mc-vh">{words.selectRow} {props.select.label(row)}</span></label></td>}
        {props.columns.map((column, n) => {
          const content = cells[at]![n];
          const inside = isMarkup(content) ? { dangerouslySetInnerHTML: content } : { children: content };
          return column.head ? <th key={column.key} scope="row" class={classes[n]} {...inside} /> : <td key={column.key} class={classes[n]} {...(props.cards && column.named ? { 'data-ten': plain(column.title, lang) } : {})} {...inside} />;
        })}
      </tr>,
    );
  }
  return (
    <div class="mc-table-box" role="region" aria-labelledby={`${id}-ten`} tabIndex={0}>
      <table class={props.cards ? 'mc-table mc-table-cards' : 'mc-table'} id={id}>
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
        {written ? <tbody dangerouslySetInnerHTML={written} /> : <tbody>{body.length > 0 ? body : <tr><td colSpan={span} class="mc-table-empty"><Say words={props.empty ?? words.emptyTable} /></td></tr>}</tbody>}
      </table>
    </div>
  );
}

/** The rows as text, as the renderer would write them; null when a cell is a drawn component. */
function writeRows<Row>({ columns, rows, group: groupOf, cards }: DataTableProps<Row>, cells: readonly (readonly (ComponentChildren | Markup)[])[], classes: readonly (string | undefined)[], lang: Lang): Markup | null {
  // Joined once: strung together piece by piece, the text would have to be copied piece by piece again before it is sent.
  const html: string[] = [];
  let last: string | undefined;
  for (const [at, row] of rows.entries()) {
    const group = groupOf?.(row);
    if (group && group !== last) html.push('<tr class="mc-table-group"><th scope="rowgroup" colspan="', String(columns.length), '">', escapeText(group), '</th></tr>');
    last = group;
    html.push('<tr data-row>');
    for (const [n, column] of columns.entries()) {
      const content = cells[at]![n];
      const inside = typeof content === 'string' ? escapeText(content) : typeof content === 'number' ? String(content) : isMarkup(content) ? content.__html : null;
      if (inside === null) return null;
      html.push(column.head ? '<th scope="row"' : '<td', classes[n] === undefined ? '' : ` class="${classes[n]}"`, cards && column.named && !column.head ? ` data-ten="${escapeText(plain(column.title, lang))}"` : '', '>', inside, column.head ? '</th>' : '</td>');
    }
    html.push('</tr>');
  }
  return alreadyMarkup(html.join(''));
}
