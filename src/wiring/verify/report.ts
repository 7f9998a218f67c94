import type { Text } from '../../shared/text.ts';

/** The invariants of a sound installation that `verify` looks at; the numbers are those of docs/operate/verify.md. */
export const INVARIANTS = {
  'I-01': { vi: 'Hồ sơ đã nhận còn nguyên, đủ tệp', en: 'Submissions acknowledged are there, whole, with every file' },
  'I-02': { vi: 'Mã hồ sơ, số sổ, số văn bản, số biên lai: không trùng, không hổng, từ 1', en: 'Dossier codes, register, document and receipt numbers: no twin, no gap, from 1' },
  'I-03': { vi: 'Một lần bấm, một kết quả; một bản nháp, một hồ sơ', en: 'One key, one effect; one draft, one dossier' },
  'I-04': { vi: 'Tiền đã thu không quá tiền phải thu', en: 'Money collected is never more than what was due' },
  'I-05': { vi: 'Đã trả qua cổng thì có lời có chữ ký của cổng', en: 'What is paid through a gateway has its signed message' },
  'I-06': { vi: 'Dòng hồ sơ khớp với sự kiện', en: 'The row of each dossier is what its events say' },
  'I-07': { vi: 'Chuỗi sự kiện liền mạch, đúng mã băm, đúng điểm cuối', en: 'The chain of events is unbroken, hashes right, head right' },
  'I-08': { vi: 'Chỉ có bước chuyển mà quy trình cho phép', en: 'Only transitions that the rules and the process allow' },
  'I-09': { vi: 'Ngày hẹn bằng ngày tính lại từ lịch', en: 'Due dates equal a recomputation from the calendar' },
  'I-10': { vi: 'Khoảng dừng không chồng nhau, hồ sơ đóng không còn dừng', en: 'Pauses do not overlap; none is open on a closed dossier' },
  'I-11': { vi: 'Thời gian chỉ đi tới', en: 'Time only goes forward' },
  'I-12': { vi: 'Thông báo, giấy tờ, biên lai, chữ ký còn nợ đều có việc đang chờ', en: 'Messages, papers, receipts and signatures owed are made or still queued' },
  'I-13': { vi: 'Tệp cùng chủ, cùng cơ quan với hồ sơ', en: 'Files have the scope of their dossier' },
  'I-14': { vi: 'Tệp trên đĩa khớp với sổ tệp', en: 'Bytes on the disk and rows of files agree' },
  'I-16': { vi: 'Kết quả đã phát hành đúng là bản đã ký', en: 'Issued results are the signed bytes' },
  'I-17': { vi: 'Không còn phiên của cán bộ đã khóa', en: 'No live session of a disabled officer' },
  'I-18': { vi: 'Bưu gửi có hồ sơ; đã rời quầy thì có biên bản hai chữ ký', en: 'Parcels have their dossiers; none left without minutes signed by both' },
  'I-19': { vi: 'Mọi giá trị niêm phong mở được bằng khóa hiện có', en: 'Every sealed value opens with the present keyring' },
  'I-20': { vi: 'Số liệu báo cáo bằng kết quả tính từ sự kiện', en: 'Figures of reports are what the events say' },
  'I-21': { vi: 'Phần liên thông khớp với hồ sơ, sổ trao đổi và lịch', en: 'Linked parts agree with their dossier, what was exchanged and the calendar' },
  'I-22': { vi: 'Phản ánh đúng trạng thái, đúng hạn xử lý', en: 'Feedback has the state and the date that its events give' },
  'I-23': { vi: 'Sổ theo dõi: mỗi hồ sơ đã nhận một dòng, đúng như sự kiện, số liền từ 1', en: 'The register has one line for each dossier received, as its event says, numbers from 1 without a gap' },
  'I-24': { vi: 'Hồ sơ được đánh dấu liên thông đúng khi có nhóm liên thông', en: 'Dossiers are marked as linked exactly where they have a group' },
} as const satisfies Readonly<Record<string, Text>>;
export type InvariantId = keyof typeof INVARIANTS;

export interface Finding {
  readonly invariant: InvariantId; readonly severity: 'wrong' | 'warning';
  /** dossier code, or its temporary reference while it has none; null for what belongs to no dossier */ readonly dossier: string | null;
  readonly seq: number | null; readonly what: Text;
}
export interface VerifyReport {
  readonly ok: boolean; readonly dossiers: number; readonly events: number; readonly files: number; readonly seconds: number;
  readonly invariants: readonly { readonly id: InvariantId; readonly name: Text; readonly checked: number; readonly wrong: number; readonly warnings: number }[];
  /** the first thing that is wrong, in the order of dossiers and events */ readonly first: Finding | null;
  readonly findings: readonly Finding[];
  /** one hash over every dossier's id, length and head, in order: written down elsewhere, it proves later that nothing was rewritten */ readonly heads: string;
}
/** Findings kept with their words; the counts go on. */
export const MOST_KEPT = 500;

export interface Notebook {
  checked(id: InvariantId, howMany?: number): void;
  wrong(id: InvariantId, where: { readonly dossier: string | null; readonly seq?: number | null }, vi: string, en: string): void;
  warn(id: InvariantId, where: { readonly dossier: string | null; readonly seq?: number | null }, vi: string, en: string): void;
  counts(): VerifyReport['invariants'];
  findings(): readonly Finding[];
}
export function openNotebook(): Notebook {
  const ids = Object.keys(INVARIANTS) as InvariantId[];
  const tally = new Map(ids.map((id) => [id, { checked: 0, wrong: 0, warnings: 0 }]));
  const kept: Finding[] = [];
  let warnings = 0;
  const note = (severity: Finding['severity']): Notebook['wrong'] => (invariant, { dossier, seq = null }, vi, en) => {
    const row = tally.get(invariant);
    if (row) { if (severity === 'wrong') row.wrong++; else row.warnings++; }
    // Warnings never crowd out what is wrong.
    if (severity === 'warning' && ++warnings > MOST_KEPT / 5) return;
    if (kept.length < MOST_KEPT) kept.push({ invariant, severity, dossier, seq, what: { vi, en } });
  };
  return {
    checked(id, howMany = 1) { const row = tally.get(id); if (row) row.checked += howMany; },
    wrong: note('wrong'), warn: note('warning'),
    counts: () => ids.map((id) => ({ id, name: INVARIANTS[id], ...(tally.get(id) ?? { checked: 0, wrong: 0, warnings: 0 }) })),
    findings: () => kept,
  };
}

/** `dossier H36.23095-261109-0001 event 4: …` */
export function sentenceOf({ dossier, seq, what }: Finding, lang: 'vi' | 'en'): string {
  const where = [dossier === null ? null : `${lang === 'vi' ? 'hồ sơ' : 'dossier'} ${dossier}`, seq === null ? null : `${lang === 'vi' ? 'sự kiện' : 'event'} ${seq}`].filter((part) => part !== null).join(' ');
  return where === '' ? what[lang] : `${where}: ${what[lang]}`;
}

export function printReport(report: VerifyReport): string {
  const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/gu, '.');
  const lines = report.invariants.filter((one) => one.checked > 0 || one.wrong > 0).map((one) =>
    `${one.wrong > 0 ? '✗' : one.warnings > 0 ? '!' : '✓'} ${one.id}  ${one.name.vi} / ${one.name.en}: ${number(one.checked)}${one.wrong > 0 ? `, sai / wrong: ${number(one.wrong)}` : ''}${one.warnings > 0 ? `, lưu ý / warnings: ${number(one.warnings)}` : ''}`);
  lines.push('', `${number(report.dossiers)} hồ sơ / dossiers, ${number(report.events)} sự kiện / events, ${number(report.files)} tệp / files, ${report.seconds.toFixed(1)} s`, `heads ${report.heads}`);
  if (report.first) lines.push('', sentenceOf(report.first, 'en'), sentenceOf(report.first, 'vi'));
  const others = report.findings.filter((finding) => finding !== report.first);
  for (const finding of others.slice(0, 20)) lines.push(`  ${finding.severity === 'wrong' ? '✗' : '!'} ${finding.invariant} ${sentenceOf(finding, 'en')}`);
  if (others.length > 20) lines.push(`  … --json: ${number(others.length - 20)} more`);
  if (report.ok) lines.push('', 'Không thấy gì sai. / Nothing is wrong.');
  return `${lines.join('\n')}\n`;
}
