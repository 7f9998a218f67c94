export { csv } from './csv.ts';
export { workbook, WORKBOOK_LIMITS, type Cell, type Sheet } from './workbook.ts';
