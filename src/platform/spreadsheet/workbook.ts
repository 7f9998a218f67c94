import { zip } from './zip.ts';

/** A cell with its type. Text is always text: a value that begins with «=» never becomes a formula. */
export type Cell =
  | string | null
  | { readonly kind: 'number'; readonly value: number }
  /** a share between 0 and 1, shown as per cent with two decimals */ | { readonly kind: 'share'; readonly value: number }
  /** `YYYY-MM-DD` */ | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'heading'; readonly value: string };
export interface Sheet {
  readonly name: string;
  /** widths in characters, by column */ readonly widths?: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  /** rows at the top that stay in view */ readonly frozenRows?: number;
}
export const number = (value: number): Cell => ({ kind: 'number', value });
export const share = (value: number | null): Cell => (value === null ? null : { kind: 'share', value });
export const date = (value: string): Cell => ({ kind: 'date', value });
export const heading = (value: string): Cell => ({ kind: 'heading', value });

export const WORKBOOK_LIMITS = { /** rows that a sheet of this format has room for */ rows: 1_048_576, /** characters in one cell */ text: 32_767, /** letters of a sheet's name */ name: 31 } as const;
const STYLE = { plain: 0, heading: 1, date: 2, share: 3 } as const;

/** A workbook in Office Open XML (ECMA-376), strings inline, no macro, no formula, no link. */
export function workbook(sheets: readonly Sheet[]): Buffer {
  if (sheets.length === 0) throw new Error('a workbook has at least one sheet');
  const names = sheetNames(sheets);
  return zip([
    part('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`),
    part('_rels/.rels', `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    part('xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.map((name, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`),
    part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${RELATIONS}">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`),
    part('xl/styles.xml', STYLES),
    ...sheets.map((sheet, at) => part(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet))),
  ]);
}
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="center"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

const part = (name: string, content: string): { readonly name: string; readonly bytes: Buffer } => ({ name, bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`, 'utf8') });

function sheetXml(sheet: Sheet): string {
  if (sheet.rows.length > WORKBOOK_LIMITS.rows) throw new Error(`a sheet has room for ${WORKBOOK_LIMITS.rows} rows, not ${sheet.rows.length}`);
  const frozen = sheet.frozenRows ?? 0;
  const view = frozen > 0 ? `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` : '';
  const widths = sheet.widths?.length ? `<cols>${sheet.widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>` : '';
  const rows = sheet.rows.map((row, at) => `<row r="${at + 1}">${row.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`)).join('')}</row>`).join('');
  return `<worksheet xmlns="${MAIN}">${view}${widths}<sheetData>${rows}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return textCell(cell, place, STYLE.plain);
  switch (cell.kind) {
    case 'heading': return textCell(cell.value, place, STYLE.heading);
    case 'number': return numberCell(cell.value, place, STYLE.plain);
    case 'share': return numberCell(cell.value, place, STYLE.share);
    case 'date': return numberCell(serialDay(cell.value), place, STYLE.date);
  }
}
function textCell(value: string, place: string, style: number): string {
  return `<c r="${place}" t="inlineStr"${style ? ` s="${style}"` : ''}><is><t xml:space="preserve">${xml([...value].slice(0, WORKBOOK_LIMITS.text).join(''))}</t></is></c>`;
}
function numberCell(value: number, place: string, style: number): string {
  if (!Number.isFinite(value)) throw new Error(`${place} holds no number`);
  return `<c r="${place}"${style ? ` s="${style}"` : ''}><v>${value}</v></c>`;
}
/** Days since 30 December 1899, as spreadsheets count them (for days after 1 March 1900). */
function serialDay(value: string): number {
  const day = Math.round((Date.parse(`${value}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
  if (!Number.isInteger(day) || day < 61) throw new Error(`not a day that a spreadsheet knows: ${value}`);
  return day;
}
/** 0 → A, 25 → Z, 26 → AA */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
/** Characters that XML 1.0 cannot hold are dropped: a spreadsheet with one of them does not open. `_x0041_` would be read as an escape (ECMA-376 22.4.2.4). */
const xml = (text: string): string => text.toWellFormed().replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '').replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;').replace(/\r/gu, '&#13;');

/** Names that spreadsheets take: without `[]:*?/\`, at most 31 letters, each once. */
function sheetNames(sheets: readonly Sheet[]): readonly string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }, at) => {
    let clean = name.replace(/[[\]:*?/\\']/gu, ' ').replace(/\s+/gu, ' ').trim().slice(0, WORKBOOK_LIMITS.name) || `${at + 1}`;
    if (taken.has(clean.toLowerCase())) clean = `${clean.slice(0, WORKBOOK_LIMITS.name - 4)} ${at + 1}`;
    taken.add(clean.toLowerCase());
    return clean;
  });
}
