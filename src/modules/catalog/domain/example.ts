import type { ProcedureContent } from './procedure.ts';

/** A small complete procedure for tests of several modules: nothing in it is taken for law. */
export const exampleProcedure = (changes: Partial<ProcedureContent> = {}): ProcedureContent => ({
  code: '9.000001', officialName: 'Thủ tục thử', plainName: { vi: 'Làm thử', en: 'Try' }, aliases: [], lifeEvents: [], field: 'Thử', ministry: 'Bộ Thử',
  order: ['Nộp hồ sơ', 'Trả kết quả'], manner: [{ channel: 'counter' }],
  papers: [{ key: 'don', name: 'Đơn', shortName: { vi: 'Đơn', en: 'Application' }, kind: 'submit', originals: 1, copies: 0 }],
  copiesOfDossier: 1, terms: [{ term: { value: 2, unit: 'working-day' }, sourceText: '2 ngày làm việc' }], applicants: ['Công dân Việt Nam'], authority: 'Ủy ban nhân dân cấp xã',
  results: [{ name: 'Giấy thử' }], conditions: null, feeText: 'Miễn phí', fees: [], legalBasis: ['Luật thử'], cases: [],
  supplement: { maxRoundsPerStage: 1, requestWithinWorkingDays: 3, waitDays: 30, effect: 'restart', legalBasis: 'Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4' },
  resultDelivery: ['counter'], onlinePayment: false, flags: [], sources: [], ...changes,
});
