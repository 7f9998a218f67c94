import type { Dong } from '../../../shared/money.ts';
import type { PaperHead, PaperPerson, PaperSigner } from './papers.ts';
import type { PaperMoment } from './paper-time.ts';

/** Biên lai thu phí, lệ phí: the contents of NĐ 254/2026/NĐ-CP Đ.23 k.2. Neither phí nor lệ phí carries VAT, so there is no line for it. */
export interface FeeReceiptPaper extends Omit<PaperHead, 'form'> {
  /** «Biên lai thu phí» */
  readonly title: string;
  /** mẫu số, ký hiệu, số */
  readonly formNo: string;
  readonly symbol: string;
  readonly receiptNumber: string;
  /** the office has not entered the series that it registered with the tax authority: said on the page, in red */
  readonly trialSeries: boolean;
  /** «Thay thế biên lai ký hiệu AA-26E số 00000012 lập ngày 21 tháng 11 năm 2026. Lý do: …» */
  readonly replaces?: string;
  readonly collector: string;
  readonly collectorAddress?: string;
  readonly collectorTaxCode?: string;
  readonly payer: PaperPerson;
  readonly code: string;
  readonly request: string;
  readonly lines: readonly { readonly name: string; readonly amount: Dong; readonly legalBasis: string; /** how the sum came about: «3 bản × 8.000 đ = 24.000 đ» */ readonly detail?: string }[];
  readonly total: Dong;
  readonly totalInWords: string;
  /** «Tiền mặt», «Trả qua mạng, cổng VNPAY, giao dịch số 14226112» */
  readonly how: string;
  readonly collectedAt: PaperMoment;
  readonly signer: PaperSigner;
}
