import type { Dong } from '../../../shared/money.ts';
import type { BlankFormPaper } from './blank-form.ts';
import type { FeeReceiptPaper } from './fee-receipt.ts';
import type { PaperForm } from './paper-form.ts';
import type { PostBundlePaper, PostMinutesPaper } from './post-papers.ts';
import type { ControlSlip, RegisterBook } from './register-papers.ts';
import type { PaperDate, PaperMoment, PaperShortMoment } from './paper-time.ts';

export type { BlankFormPaper } from './blank-form.ts';
export type { FeeReceiptPaper } from './fee-receipt.ts';
export type { PostBundlePaper, PostMinutesPaper } from './post-papers.ts';
export type { ControlSlip, Handover, RegisterBook, RegisterRow } from './register-papers.ts';
export * from './paper-form.ts';
export * from './paper-qr.ts';
export * from './paper-time.ts';

/** What each paper of the one-stop desk says, as plain data. How it looks is the renderer's business. */

/** Head of every paper (NĐ 30/2020, annex I). */
export interface PaperHead {
  /** content of the QR code: `paperQr(…)` */
  readonly qr: string;
  /** superior agency, printed above: «Ủy ban nhân dân xã Hàm Liêm»; the paper writes it in capitals */
  readonly parentAgency?: string;
  readonly agency: string;
  readonly place: string;
  readonly date: PaperDate;
  /** «12/HDHS» */
  readonly number?: string;
  /** `findPaperForm(…)`; its title is printed */
  readonly form?: PaperForm;
  /** prints «MẪU» at the top right of each page, for fictional dossiers (TT 01/2018/TT-VPCP Đ.5) */
  readonly specimen?: boolean;
}
export interface PaperPerson {
  readonly name: string;
  /** «Số định danh cá nhân», «Mã số thuế», «Số hộ chiếu» */
  readonly idLabel?: string;
  readonly id?: string;
  readonly address?: string;
  readonly phone?: string;
  readonly email?: string;
  /** who acts for the applicant, when somebody does: «Trần Thị B, người được ủy quyền» */
  readonly actingFor?: string;
}
export interface PaperSigner {
  /** «TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH» */
  readonly authority?: string;
  /** «CHỦ TỊCH», «NGƯỜI TIẾP NHẬN HỒ SƠ» */
  readonly title: string;
  readonly name: string;
  /** printed over the name when the paper carries an electronic signature: «Ký số lúc 09:00, 3/9/2026» */
  readonly signedNote?: string;
  /** a trial signature says so on the page, in red, so that nobody takes it for a real one */
  readonly trial?: boolean;
}
/** What to write to which number to ask by SMS, for whoever has a telephone without internet. */
export interface PaperSms { readonly number: string; readonly text: string }
export interface PaperFee { readonly name: string; readonly amount: Dong; readonly note?: string }
interface DossierPaper extends PaperHead {
  readonly code: string;
  readonly procedureCode: string;
  /** official name of the procedure */
  readonly request: string;
  readonly applicant: PaperPerson;
}

/** Mẫu 01. */
export interface ReceiptPaper extends DossierPaper {
  readonly receivingUnit: string;
  readonly papers: readonly { readonly name: string; /** «Bản chính», «Bản sao», «Bản điện tử» */ readonly form: string; readonly quantity: number; readonly note?: string }[];
  readonly sets: number;
  /** «3 ngày làm việc» */
  readonly term: string;
  readonly receivedAt: PaperMoment;
  readonly dueAt: PaperMoment;
  /** how the due time was computed, in a sentence that can be checked by hand */
  readonly dueExplanation: string;
  /** «Trung tâm Phục vụ hành chính công xã Hàm Liêm», «Bưu điện, đến địa chỉ …», «Kho dữ liệu của anh/chị trên Cổng» */
  readonly delivery: string;
  readonly fees: readonly PaperFee[];
  readonly feeTotal: Dong;
  /** «Đã thu», «Nộp khi nhận kết quả» */
  readonly feeNote?: string;
  readonly register: { readonly volume: string; readonly number: string };
  /** the applicant signs only a paper made at the counter */
  readonly channel: 'counter' | 'online' | 'post';
  readonly receiver: PaperSigner;
  readonly lookup?: { readonly url: string; readonly secret: string; readonly sms?: PaperSms };
  /** «Liên 1: giao người nộp hồ sơ» */
  readonly copyNote?: string;
}

/** Mẫu 02. Everything that was judged, once: what is missing or wrong is listed and numbered, the rest confirmed in a table. */
export interface SupplementPaper extends DossierPaper {
  readonly stage: 'intake' | 'appraisal';
  readonly round: number;
  readonly judged: readonly JudgedItem[];
  /** overall reason, beside each item's own */
  readonly reason?: string;
  readonly respondBy?: PaperMoment | PaperDate;
  /** what happens to the time limit, and when nothing comes */
  readonly effect?: string;
  readonly howToAnswer: string;
  readonly contact: string;
  readonly guide: PaperSigner;
  /** at appraisal, and for a second request */
  readonly approver?: PaperSigner;
}
export interface JudgedItem {
  readonly kind: 'paper' | 'answer';
  readonly name: string;
  readonly verdict: 'accepted' | 'missing' | 'to-correct';
  /** what is wrong; not for accepted items */
  readonly reason?: string;
  /** how to mend it */
  readonly remedy?: string;
  readonly legalBasis?: string;
}
/** True when the request leaves something to do: a request in which all is accepted must not be sent. */
export const asksForSomething = (paper: Pick<SupplementPaper, 'judged'>): boolean => paper.judged.some((item) => item.verdict !== 'accepted');

/** Mẫu 03. */
export interface RefusalPaper extends DossierPaper {
  readonly receivingUnit: string;
  /** after appraisal the refusal is the dossier's result (NĐ 61/2018 Đ.19 k.8) */
  readonly stage: 'intake' | 'appraisal';
  /** from the closed list of reasons */
  readonly reason: string;
  readonly explanation: string;
  readonly legalBasis: string;
  /** how to do it again, or where else to go */
  readonly whatNext?: string;
  /** right to complain, with its article */
  readonly remedies?: string;
  readonly channel: 'counter' | 'online' | 'post';
  readonly receiver: PaperSigner;
}

/** Mẫu 04. Signed by the head of the agency that causes the delay. */
export interface ApologyPaper extends DossierPaper {
  readonly receivedAt: PaperMoment;
  readonly dueAt: PaperMoment;
  readonly lateAgency: string;
  readonly reason: string;
  readonly newDueAt: PaperMoment;
  /** «Thời gian giải quyết chỉ được gia hạn một lần.» */
  readonly extensionLimit: string;
  readonly contact: string;
  readonly signer: PaperSigner;
  readonly recipients?: readonly string[];
}

/** Mẫu 05 of 2025: only before there is a result decision. */
export interface StopPaper extends DossierPaper {
  readonly receivedAt: PaperMoment;
  /** day of the applicant's request to withdraw; absent when the agency stops for another ground */
  readonly requestedOn?: PaperDate;
  readonly stoppedAt: PaperMoment;
  readonly reason: string;
  readonly legalBasis?: string;
  /** what happens to the originals handed in */
  readonly originals: string;
  /** what happens to money paid */
  readonly money: string;
  readonly whatNext?: string;
  readonly signer: PaperSigner;
  readonly recipients?: readonly string[];
}

/** What the portal got, minutes after the click: before reception there is no dossier code by law, only a reference. */
export interface SubmissionReceipt extends PaperHead {
  readonly reference: string;
  readonly secret: string;
  readonly trackUrl: string;
  readonly sms?: PaperSms;
  readonly submittedAt: PaperMoment;
  readonly procedureCode: string;
  readonly request: string;
  readonly applicant: PaperPerson;
  readonly files: readonly { readonly paper: string; readonly fileName: string; readonly pages: number | null; /** bytes */ readonly size: number; /** 64 hexadecimal digits */ readonly sha256: string }[];
  /** in order: who does what by when */
  readonly next: readonly { readonly what: string; readonly by?: PaperMoment }[];
  readonly contact: string;
}

/** The declaration, printed from any form's summary. */
export interface DeclarationPaper extends Omit<PaperHead, 'qr' | 'agency'> {
  readonly qr?: string;
  readonly title: string;
  readonly subtitle?: string;
  /** «Ủy ban nhân dân xã Hàm Liêm» */
  readonly addressee: string;
  readonly code?: string;
  readonly sections: readonly DeclarationSection[];
  readonly attachments?: readonly string[];
  readonly pledge: string;
  readonly declarant: string;
  /** «Khai điện tử lúc …, đăng nhập bằng …»; without it the block is left for a signature by hand */
  readonly signedNote?: string;
  /** texts of the square codes that hold all answers, in order; printed behind the declaration and kept in the file's keywords */
  readonly codes?: readonly string[];
  /** said above the codes, or in their place when the answers are too long for them */
  readonly codesNote?: string;
}
export interface DeclarationSection {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly answer: string }[];
  readonly tables?: readonly { readonly title: string; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }[];
}

/** The result of a procedure, from its template. */
export interface ResultPaper extends Omit<PaperHead, 'form'> {
  readonly number: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly basis?: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly closing?: string;
  readonly signer: PaperSigner;
  readonly trial: boolean;
  /** page where anyone checks this paper, printed beside the QR code at the bottom left */
  readonly verifyUrl: string;
  readonly recipients?: readonly string[];
}

/** Ticket of the waiting line, 80 mm roll. */
export interface QueueTicket { readonly agency: string; readonly number: string; readonly counter?: string; readonly subject: string; readonly issuedAt: PaperShortMoment; readonly ahead: number; readonly qr?: string; readonly note?: string }
/** Label on the paper folder, 62 × 29 mm. */
export interface FolderLabel { readonly code: string; readonly request: string; readonly applicantName: string; readonly dueAt: PaperShortMoment; readonly qr: string }

/** Template → its data. `printed('mau-03-tu-choi', data)` lets the compiler check that they belong together. */
export interface PaperData {
  'mau-01-giay-tiep-nhan': ReceiptPaper;
  'mau-02-yeu-cau-bo-sung': SupplementPaper;
  'mau-03-tu-choi': RefusalPaper;
  'mau-04-xin-loi': ApologyPaper;
  'mau-05-dung-giai-quyet': StopPaper;
  'mau-06-phieu-kiem-soat': ControlSlip;
  'mau-07-so-theo-doi': RegisterBook;
  'xac-nhan-da-nop': SubmissionReceipt;
  'to-khai': DeclarationPaper;
  'to-khai-trong': BlankFormPaper;
  'ket-qua': ResultPaper;
  'bien-lai': FeeReceiptPaper;
  'bien-ban-buu-dien': PostMinutesPaper;
  'phieu-gui-ho-so': PostBundlePaper;
  'phieu-so': QueueTicket;
  'nhan-ho-so': FolderLabel;
}
export type PaperName = keyof PaperData;
/** Arguments for `PaperRenderer.render`, checked: `renderer.render(...printed('ket-qua', data))`. */
export const printed = <Name extends PaperName>(template: Name, data: PaperData[Name]): readonly [Name, PaperData[Name]] => [template, data];
