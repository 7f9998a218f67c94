import { registerBook } from '../../modules/dossier/domain/index.ts';
import { vietnamDate } from '../../shared/plain-date.ts';
import type { Replayed } from './replay.ts';
import type { Notebook } from './report.ts';
import type { WholeCheck } from './whole-database.ts';

/** A line of the desk's register (Sổ theo dõi hồ sơ) as it stands in the database; the day as yyyy-mm-dd. */
export interface StoredEntry { readonly dossier_id: string; readonly agency_id: number; readonly year: number; readonly number: number; readonly entered_on: string }

/** I-23: a dossier has its line exactly when it was received, at the desk that received it, on that day, under the number of that event. */
export function checkRegister(notebook: Notebook, agencyCode: (id: number) => string | null, { name, events, state }: Replayed, entry: StoredEntry | null): void {
  const received = events.find((event) => event.kind === 'received');
  if (!received && !entry) return;
  notebook.checked('I-23');
  const where = { dossier: name, seq: received?.seq ?? null };
  if (!received || !state.register) { notebook.wrong('I-23', where, 'có dòng trong sổ theo dõi mà không có sự kiện tiếp nhận', 'has a line in the register, and no event received it'); return; }
  if (!entry) { notebook.wrong('I-23', where, 'đã tiếp nhận mà không có dòng trong sổ theo dõi', 'was received, and has no line in the register'); return; }
  const line = (agency: number, year: number, number: number, day: string): string => `${registerBook(agencyCode(agency) ?? String(agency), year)} ${number} (${day})`;
  const there = line(entry.agency_id, entry.year, entry.number, entry.entered_on);
  const should = line(state.receivingAgency, state.register.year, state.register.number, vietnamDate(new Date(received.at)));
  if (there !== should) notebook.wrong('I-23', where, `sổ theo dõi ghi ${there}, sự kiện tiếp nhận cho ra ${should}`, `the register says ${there}, the event of its reception ${should}`);
}

const FIRST_GAP = 'SELECT min(number) FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM dossier_register x WHERE x.agency_id = r.agency_id AND x.year = r.year) AS placed WHERE number <> place';
export const REGISTER_CHECKS: readonly WholeCheck[] = [
  { id: 'I-23', count: 'SELECT count(*) AS n FROM (SELECT DISTINCT agency_id, year FROM dossier_register) AS books', sql: `SELECT coalesce(a.code, r.agency_id::text) || '/' || r.year || ': ' || r.n || ' – ' || r.lowest || '…' || r.highest || ' – ' || (${FIRST_GAP}) AS what
      FROM (SELECT agency_id, year, count(*) AS n, min(number) AS lowest, max(number) AS highest, count(DISTINCT number) AS numbers FROM dossier_register GROUP BY 1, 2) AS r LEFT JOIN organisation_agency a ON a.id = r.agency_id
      WHERE r.n <> r.highest OR r.lowest <> 1 OR r.numbers <> r.n ORDER BY 1`,
    vi: 'sổ theo dõi {what}: số dòng, số nhỏ nhất và lớn nhất, số đầu tiên không đúng chỗ – hổng hoặc trùng', en: 'register {what}: lines, lowest and highest number, first number out of its place – a gap or a twin' },
  { id: 'I-23', count: 'SELECT 0 AS n', sql: 'SELECT r.dossier_id::text AS what FROM dossier_register r WHERE NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = r.dossier_id) ORDER BY 1',
    vi: 'sổ theo dõi có dòng của hồ sơ {what} nhưng hồ sơ không còn', en: 'the register has a line of dossier {what}, which is gone' },
  { id: 'I-24', count: 'SELECT count(*) AS n FROM dossier WHERE linked', sql: 'SELECT coalesce(d.code, d.reference) AS what FROM dossier d WHERE d.linked AND NOT EXISTS (SELECT 1 FROM linkage_group g WHERE g.dossier_id = d.id) ORDER BY 1',
    vi: 'hồ sơ {what} được đánh dấu có phần liên thông mà không có nhóm nào', en: 'dossier {what} is marked as one with linked parts, and has no group' },
  { id: 'I-24', count: 'SELECT count(*) AS n FROM linkage_group', sql: 'SELECT coalesce(d.code, d.reference) AS what FROM linkage_group g JOIN dossier d ON d.id = g.dossier_id WHERE NOT d.linked ORDER BY 1',
    vi: 'hồ sơ {what} có nhóm liên thông mà không được đánh dấu: tra cứu không thấy các phần đó', en: 'dossier {what} has a linked group and is not marked: its look-up does not show the parts' },
];
