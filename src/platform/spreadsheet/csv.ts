/**
 * Comma-separated values (RFC 4180) in UTF-8 with its mark, so that spreadsheets read Vietnamese. Text that a spreadsheet
 * would take for a formula gets an apostrophe in front; numbers stay numbers.
 */
export function csv(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const line = (cells: readonly (string | number | null)[]): string => cells.map(cell).join(',');
  return `\ufeff${[columns, ...rows].map(line).join('\r\n')}\r\n`;
}
const STARTS_FORMULA = /^[\s\u00a0]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('no number');
    return String(value);
  }
  const safe = STARTS_FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replace(/"/gu, '""')}"` : safe;
}
