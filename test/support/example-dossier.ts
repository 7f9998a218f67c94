import type { Answers } from '../../src/shared/condition.ts';
import { nationalCalendar } from '../../src/modules/calendar/index.ts';
import { officeDeadlines, STANDARD_RULE } from '../../src/modules/calendar/domain/index.ts';
import type { ProcedureContent } from '../../src/modules/catalog/domain/index.ts';
import type { Deadlines } from '../../src/modules/dossier/domain/index.ts';
import type { DossierEvent, NewEvent, ReceivedFile } from '../../src/modules/dossier/domain/index.ts';
import type { Submission } from '../../src/modules/dossier/domain/index.ts';

/** Material for tests: one small procedure with a form, two papers, four steps and a result. */
export const deadlines: Deadlines = officeDeadlines(nationalCalendar(), STANDARD_RULE);

export const content: ProcedureContent = {
  code: '9.999999', officialName: 'Thủ tục ví dụ', plainName: { vi: 'Việc ví dụ', en: 'Example' }, aliases: [], lifeEvents: [], field: 'Ví dụ', ministry: 'Ví dụ', order: ['Nộp', 'Nhận'], manner: [{ channel: 'online' }, { channel: 'counter' }],
  papers: [
    { key: 'ban-chinh', name: 'Bản chính', shortName: { vi: 'Bản chính', en: 'Original' }, kind: 'submit', originals: 1, copies: 0 },
    { key: 'uy-quyen', name: 'Văn bản ủy quyền', shortName: { vi: 'Ủy quyền', en: 'Authority' }, kind: 'submit', originals: 1, copies: 0, requiredWhen: { field: 'acts', is: 'khac' } },
    { key: 'the', name: 'Căn cước', shortName: { vi: 'Căn cước', en: 'Card' }, kind: 'present', originals: 1, copies: 0 },
  ],
  copiesOfDossier: 1, terms: [{ term: { value: 3, unit: 'working-day' }, sourceText: '3 ngày làm việc' }], applicants: ['Công dân'], authority: 'Ủy ban nhân dân xã', results: [{ name: 'Giấy ví dụ', template: { title: 'GIẤY VÍ DỤ', lines: [{ label: 'Họ tên', value: '{name}' }], draftFields: [], book: 'VD', signerTitle: 'CHỦ TỊCH' } }],
  conditions: null, feeText: null, fees: [{ id: 'phi', kind: 'phi', name: { vi: 'Phí ví dụ', en: 'Charge' }, amount: { fixed: 15000 }, validFrom: '2020-01-01', legalBasis: 'ví dụ' }], legalBasis: ['ví dụ'],
  form: { id: 'vi-du', version: 1, title: { vi: 'Tờ khai', en: 'Form' }, source: {}, pages: [{ key: 'mot', title: { vi: 'Trang', en: 'Page' }, fields: [
    { key: 'name', type: 'person-name', label: { vi: 'Họ tên', en: 'Name' }, required: true },
    { key: 'acts', type: 'radio', label: { vi: 'Ai khai', en: 'Who' }, required: true, options: [{ value: 'toi', label: { vi: 'Tôi', en: 'I' } }, { value: 'khac', label: { vi: 'Người khác', en: 'Other' } }] },
  ] }] },
  cases: [{ key: 'thuong', name: { vi: 'Thường', en: 'Ordinary' } }],
  process: { approvedBy: 'ví dụ', decisionNo: '1', decisionDate: '2026-01-01', demo: true, steps: [
    { key: 'nhan', name: { vi: 'Nhận', en: 'Receive' }, kind: 'receive', role: 'reception', hours: 1 }, { key: 'tham-tra', name: { vi: 'Thẩm tra', en: 'Check' }, kind: 'process', role: 'specialist', hours: 12 },
    { key: 'ky', name: { vi: 'Ký', en: 'Sign' }, kind: 'sign', role: 'leader', hours: 4 }, { key: 'tra', name: { vi: 'Trả', en: 'Return' }, kind: 'return', role: 'reception', hours: 1 }] },
  supplement: { maxRoundsPerStage: 1, requestWithinWorkingDays: 3, waitDays: 30, effect: 'restart', legalBasis: 'NĐ 61/2018 Đ.19 k.4' }, resultDelivery: ['electronic', 'counter'], onlinePayment: false, flags: [], sources: [],
};
export const file = (paper: string, over: Partial<ReceivedFile> = {}): ReceivedFile => ({ id: `f-${paper}`, paper, name: 'a.pdf', mime: 'application/pdf', size: 1000, pages: 1, sha256: '0'.repeat(64), ...over });
export const answers: Answers = { name: 'Nguyễn Thị Mẫu', acts: 'toi' };
export const submission = (over: Partial<Submission> = {}): Submission => ({
  content, versionId: 'v1', reference: 'T-AAAA-BBBB', channel: 'online', filedBy: 'self', assurance: 'level-2', receivingAgency: 2, competentAgency: 2, owner: { name: 'Nguyễn Thị Mẫu', phone: '0912345678' }, answers, files: [file('ban-chinh')], ticks: [],
  delivery: { methods: ['electronic'], copies: 0 }, at: new Date('2026-08-26T08:00:00+07:00'), demo: false, ...over,
});
/** Numbers decided events as the store does. */
export function numbered(events: readonly NewEvent[], at: string, from = 1): DossierEvent[] {
  return events.map((event, index) => ({ seq: from + index, kind: event.kind, at, by: { kind: 'system', id: 'test' }, data: event.data, ...(event.personal ? { personal: event.personal } : {}) }));
}
