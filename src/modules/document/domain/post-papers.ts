import type { PaperHead, PaperPerson, PaperSigner } from './papers.ts';
import type { PaperMoment } from './paper-time.ts';

/** Biên bản bàn giao với bưu điện: what the desk and the post counted together and both signed (QĐ 45/2016/QĐ-TTg Đ.7, Đ.9). */
export interface PostMinutesPaper extends Omit<PaperHead, 'form'> {
  readonly title: string;
  /** «Quầy giao kết quả cho bưu điện» */
  readonly what: string;
  /** stood on the sheet before it had a number; what the clerk's code was made over */
  readonly reference: string;
  readonly carrier: string;
  readonly signedAt: PaperMoment;
  readonly total: string;
  /** head of the last column: «Thu hộ», «Đủ giấy tờ», «Số lần phát» */
  readonly lastColumn: string;
  readonly lines: readonly { readonly number: string; readonly code: string; readonly person: string; readonly what: string; readonly last: string }[];
  readonly note?: string;
  readonly legal: string;
  readonly officer: PaperSigner;
  readonly clerk: PaperSigner;
  readonly clerkNumber: string;
  /** «(Xác nhận bằng mã của bưu tá)» */
  readonly clerkHow?: string;
  readonly officerHow?: string;
}
/** Phiếu gửi hồ sơ: goes with the papers (TT 17/2017/TT-BTTTT Đ.9). */
export interface PostBundlePaper extends Omit<PaperHead, 'form' | 'parentAgency'> {
  readonly title: string;
  /** the carrier's number, or the draft's code until it has one */
  readonly number: string;
  readonly code: string;
  readonly request: string;
  readonly procedureCode: string;
  readonly sender: PaperPerson;
  readonly agencyAddress?: string;
  readonly agencyPhone?: string;
  readonly papers: readonly { readonly name: string; readonly originals: string; readonly copies: string }[];
  readonly postage: string;
}
