import type { PaperHead, PaperSigner } from './papers.ts';
import type { PaperDate, PaperMoment, PaperShortMoment } from './paper-time.ts';

/** Mẫu 06 of 2025 (Mẫu 05 of 2018): one row for each hand-over, both sides named. */
export interface ControlSlip extends PaperHead {
  readonly code: string;
  readonly procedureCode: string;
  readonly request: string;
  readonly applicantName: string;
  readonly leadAgency: string;
  readonly coordinatingAgencies: readonly string[];
  readonly receivedAt: PaperMoment;
  readonly dueAt: PaperMoment;
  readonly handovers: readonly Handover[];
}
export interface Handover {
  readonly agency: string;
  readonly handedOver: { readonly at: PaperShortMoment; readonly by: string };
  readonly received?: { readonly at: PaperShortMoment; readonly by: string };
  readonly stepDue?: PaperShortMoment;
  readonly outcome: 'early' | 'on-time' | 'late' | 'open';
  readonly note?: string;
}

/** Mẫu 07 of 2025 (Mẫu 06 of 2018): one book a year, numbered from 01 without gaps (TT 01/2018 Đ.10 k.2). */
export interface RegisterBook extends Omit<PaperHead, 'qr'> {
  readonly qr?: string;
  readonly year: number;
  readonly volume: string;
  readonly unit: string;
  readonly rows: readonly RegisterRow[];
  readonly closed?: { readonly on: PaperDate; readonly count: number; readonly sha256: string; readonly signer: PaperSigner };
}
export interface RegisterRow {
  readonly number: string;
  readonly code: string;
  readonly procedure: string;
  readonly sets: number;
  readonly applicant: string;
  readonly contact: string;
  readonly agency: string;
  readonly receivedAt: PaperShortMoment;
  readonly dueAt: PaperShortMoment;
  readonly returnedAt?: PaperShortMoment;
  readonly delivery: string;
  /** who signed for the result, or how its delivery is proved */
  readonly handedTo?: string;
  readonly note?: string;
}
