export { csv } from './csv.ts';
export { readTable, TABLE_LIMITS, type ReadTable, type TableFault } from './read-table.ts';
export { workbook, WORKBOOK_LIMITS, type Cell, type Sheet } from './workbook.ts';
