import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWorkbook, type ReadCell } from '../../../../test/support/read-workbook.ts';
import { csv, workbook } from '../../../platform/spreadsheet/index.ts';
import { nationalCalendar } from '../../calendar/index.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { COLUMNS, imbalances, NO_FIGURES, NO_TALLY, quarter, sumFigures, type Figures } from '../domain/index.ts';
import type { ReportRow } from '../ports.ts';
import { formLines } from './form-06a.tsx';
import { formFile } from './form-files.ts';
import type { ReportWebDeps } from './report-deps.ts';
import { targetFile } from './target-file.ts';

const sheets = { workbook, csv };
const bytesOf = (reply: { readonly kind: string; readonly body?: unknown }): Buffer => { assert.equal(reply.kind, 'file'); return reply.body as Buffer; };
const text = (cell: ReadCell | null | undefined): string | null => (cell?.type === 'text' ? cell.value : null);
const figures = (over: Partial<Figures>): Figures => ({ ...NO_FIGURES, ...over });
const ROWS: readonly ReportRow[] = [
  { agencyId: 2, field: 'Hộ tịch', procedure: '1.001193', figures: figures({ received: 12, online: 7, other: 3, opening: 2, settled: 9, early: 5, 'on-time': 3, late: 1, pending: 2, 'in-time': 1, overdue: 1, stopped: 1 }) },
  { agencyId: 2, field: '=Chứng thực', procedure: '2.000815', figures: figures({ received: 4, other: 4, settled: 4, 'on-time': 4 }) },
];
const names = { levels: [], plain: (code: string | null) => code ?? '', official: (code: string) => code } as unknown as Parameters<typeof formLines>[2];

test('Biểu II.06a as a file: the columns of the form in their order, numbers as numbers, days as days, the head stays in view, sums close', () => {
  const file = formFile(sheets, { unit: 'xã Hàm Liêm', period: quarter(2026, 3), asOf: new Date('2026-09-30T17:00:00Z'), frozen: { version: 2, at: new Date('2026-10-02T02:00:00Z'), by: 'Kiểm soát' }, notAccepted: 1, lines: formLines(ROWS, 'linh-vuc', names, new Map(), 'vi') }, 'xlsx', 'vi');
  const [sheet] = readWorkbook(bytesOf(file));
  assert.ok(sheet);
  const head = sheet.row(sheet.frozen).map(text).filter((one) => one !== null);
  // TT 01/2020/TT-VPCP, Biểu II.06a: TT, lĩnh vực; tiếp nhận; đã giải quyết; đang giải quyết. What was stopped stands outside the form and closes the sum.
  assert.deepEqual(head, ['STT', 'Lĩnh vực, công việc giải quyết theo cấp', 'Tiếp nhận: tổng số', 'Tiếp nhận: trực tuyến', 'Tiếp nhận: trực tiếp, bưu chính', 'Tiếp nhận: từ kỳ trước', 'Đã giải quyết: tổng số', 'Đã giải quyết: trước hạn', 'Đã giải quyết: đúng hạn', 'Đã giải quyết: quá hạn', 'Đang giải quyết: tổng số', 'Đang giải quyết: trong hạn', 'Đang giải quyết: quá hạn', 'Ngoài biểu: dừng, rút']);
  assert.ok(sheet.row(sheet.frozen).slice(0, head.length).every((cell) => cell?.type === 'text' && cell.bold));
  const lines = Array.from({ length: 5 }, (_, at) => sheet.row(sheet.frozen + 1 + at));
  for (const [at, line] of lines.entries()) {
    assert.deepEqual(line[0], { type: 'number', value: at + 1 });
    assert.ok(line.slice(2, 14).every((cell) => cell?.type === 'number' && Number.isInteger(cell.value)), `line ${at + 1}`);
  }
  const read = (line: readonly (ReadCell | null)[]): Figures => Object.fromEntries(COLUMNS.map((column, at) => [column, (line[at + 2] as { readonly value: number }).value])) as unknown as Figures;
  assert.deepEqual(read(lines[4] ?? []), sumFigures(ROWS.map((row) => row.figures)));
  for (const line of lines) assert.deepEqual(imbalances(read(line)), []);
  assert.ok(lines.some((line) => text(line[1])?.startsWith('Cộng') || text(line[1])?.includes('=Chứng thực')), 'a name that looks like a formula is text');
  const days = [...sheet.cells].filter(([, cell]) => cell.type === 'date').map(([, cell]) => cell.value);
  assert.deepEqual(days, ['2026-07-01', '2026-09-30', '2026-10-02'], 'first and last day of the period, and the day on which it was frozen');
});

test('targets as a file: shares per cent, counts numbers, days days; what did not arise has no figure', async () => {
  const decision = { id: 'd', agencyId: 1, number: '431/CV-UBND', issuedOn: plainDate('2026-07-06'), issuer: 'Ủy ban nhân dân tỉnh', title: '', online: 'submitted-online', enteredAt: new Date(), enteredBy: 'x', endedAt: null, endedReason: null, targets: 2 };
  const target = (id: string, measure: string, value: number) => ({ id, decisionId: 'd', decisionNumber: decision.number, unitId: 2, measure, group: 'all', period: quarter(2026, 3), value });
  const agency = { id: 2, code: 'H36.2', name: 'Ủy ban nhân dân xã Hàm Liêm', shortName: 'xã Hàm Liêm', kind: 'commune', parentId: null, bodyId: 2, validFrom: '2025-07-01', validTo: null, successorId: null };
  const deps = {
    sheets, agencies: { all: async () => new Map([[2, agency]]) }, finder: { list: async () => [] }, calendars: { of: async () => nationalCalendar() },
    targets: { decision: async () => decision, targetsOf: async () => [target('a', 'online-share', 60), target('b', 'received-count', 40), target('c', 'on-time-share', 95)], tallies: async () => [{ agencyId: 2, procedure: '1', tally: { ...NO_TALLY, received: { self: 6, assisted: 1, counter: 2, post: 1 } } }] },
  } as unknown as ReportWebDeps;
  const officer = { kind: 'officer', officerId: 'o', name: 'x', title: '', agencyId: 2, agencyIds: [2], roles: ['control'] };
  const reply = await targetFile(deps, { actor: officer, scope: { kind: 'officer', officerId: 'o', agencyIds: [2] }, now: new Date('2026-10-05T02:00:00Z'), lang: 'vi' } as unknown as Parameters<typeof targetFile>[1], 'd');
  const [sheet] = readWorkbook(bytesOf(reply));
  assert.ok(sheet);
  assert.ok([...sheet.cells.values()].some((cell) => cell.type === 'date' && cell.value === '2026-07-06'), 'the day of the decision');
  assert.ok(sheet.row(sheet.frozen).slice(0, 18).every((cell) => cell?.type === 'text' && cell.bold));
  const [online, count, none] = [1, 2, 3].map((at) => sheet.row(sheet.frozen + at));
  assert.deepEqual(online?.slice(5, 11), [{ type: 'date', value: '2026-07-01' }, { type: 'date', value: '2026-09-30' }, { type: 'share', value: 0.6 }, { type: 'number', value: 7 }, { type: 'number', value: 10 }, { type: 'share', value: 0.7 }]);
  assert.deepEqual(count?.slice(7, 11), [{ type: 'number', value: 40 }, { type: 'number', value: 10 }, null, { type: 'number', value: 10 }]);
  assert.deepEqual([none?.[8], none?.[9], none?.[10]], [{ type: 'number', value: 0 }, { type: 'number', value: 0 }, null], 'nothing was settled: neither 0 nor 100 per cent');
});
