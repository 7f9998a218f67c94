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
  /** what of the book this print holds: «Kỳ 1/3/2026 – 31/3/2026: 52 hồ sơ, từ số 01 đến số 52» */
  readonly period?: string;
  /** a long period is printed in parts */
  readonly part?: { readonly nth: number; readonly of: number };
  /** day of number 01, on the print that holds it */
  readonly opened?: PaperDate;
  /** on the print that holds the last number: how the year ended, or up to where it has come */
  readonly ended?: { readonly on: PaperDate; readonly last: string; readonly over: boolean };
  readonly printed?: { readonly at: PaperShortMoment; readonly by: string };
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
