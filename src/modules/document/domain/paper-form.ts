import { type PlainDate, plainDate } from '../../../shared/plain-date.ts';

export type FormRegime = 'TT 01/2018/TT-VPCP' | 'TT 03/2025/TT-VPCP';
/** A prescribed form: its number alone says nothing, since «Mẫu số 05» was the control slip before 15/9/2025 and is the notice of stopping after. */
export interface PaperForm { readonly regime: FormRegime; readonly number: string; readonly title: string }
export type OneStopPaper =
  | 'mau-01-giay-tiep-nhan' | 'mau-02-yeu-cau-bo-sung' | 'mau-03-tu-choi' | 'mau-04-xin-loi' | 'mau-05-dung-giai-quyet' | 'mau-06-phieu-kiem-soat' | 'mau-07-so-theo-doi';

const FORMS_2018: Readonly<Record<OneStopPaper, readonly [number: string, title: string] | null>> = {
  'mau-01-giay-tiep-nhan': ['01', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả'],
  'mau-02-yeu-cau-bo-sung': ['02', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ'],
  'mau-03-tu-choi': ['03', 'Phiếu từ chối tiếp nhận giải quyết hồ sơ'],
  'mau-04-xin-loi': ['04', 'Phiếu xin lỗi và hẹn lại ngày trả kết quả'],
  'mau-05-dung-giai-quyet': null,
  'mau-06-phieu-kiem-soat': ['05', 'Phiếu kiểm soát quá trình giải quyết hồ sơ'],
  'mau-07-so-theo-doi': ['06', 'Sổ theo dõi hồ sơ'],
};
const FORMS_2025: typeof FORMS_2018 = {
  ...FORMS_2018,
  'mau-04-xin-loi': ['04', 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết'],
  'mau-05-dung-giai-quyet': ['05', 'Thông báo dừng giải quyết hồ sơ'],
  'mau-06-phieu-kiem-soat': ['06', 'Phiếu kiểm soát quá trình giải quyết hồ sơ'],
  'mau-07-so-theo-doi': ['07', 'Sổ theo dõi hồ sơ'],
};
const FORCE_2018 = plainDate('2019-01-06');
const FORCE_2025 = plainDate('2025-09-15');

/**
 * The form in force on the day a paper is issued: TT 01/2018/TT-VPCP from 06/01/2019, TT 03/2025/TT-VPCP from 15/9/2025.
 * Nothing when that regime has no such form (the notice of stopping is new in 2025) or for earlier days.
 */
export function findPaperForm(paper: OneStopPaper, issued: PlainDate): PaperForm | undefined {
  if (issued < FORCE_2018) return undefined;
  const [regime, forms] = issued < FORCE_2025 ? (['TT 01/2018/TT-VPCP', FORMS_2018] as const) : (['TT 03/2025/TT-VPCP', FORMS_2025] as const);
  const form = forms[paper];
  return form ? { regime, number: form[0], title: form[1] } : undefined;
}
