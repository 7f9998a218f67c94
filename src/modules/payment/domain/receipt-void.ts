import type { Receipt, ReceiptPayer } from './receipt.ts';

export type VoidState = 'asked' | 'approved' | 'declined' | 'replaced';
/** A receipt that was found wrong, and what is to stand on the one that replaces it. */
export interface ReceiptVoid {
  readonly id: string; readonly receipt: Receipt; readonly reason: string; readonly payer: ReceiptPayer; readonly state: VoidState;
  readonly askedBy: string; readonly askedName: string; readonly askedAt: Date; readonly decidedName: string | null; readonly decidedAt: Date | null; readonly whyNot: string | null;
}
/** What is wrong with a request; every box at once. */
export type VoidProblem = 'reason-missing' | 'payer-missing' | 'id-shape';
const PERSONAL_ID = /^\d{12}$/u;
const TAX_CODE = /^\d{10}(?:-\d{3})?$/u;
export function checkVoid(asked: { readonly reason: string; readonly payer: ReceiptPayer }): readonly VoidProblem[] {
  const { payer, reason } = asked;
  return [
    ...(reason.trim() === '' ? ['reason-missing' as const] : []), ...(payer.name.trim().length < 2 ? ['payer-missing' as const] : []),
    ...(payer.id !== null && !PERSONAL_ID.test(payer.id) && !TAX_CODE.test(payer.id) ? ['id-shape' as const] : []),
  ];
}
/** What the payer's number is called on paper. */
export const idLabel = (id: string): string => (PERSONAL_ID.test(id) ? 'Số định danh cá nhân' : 'Mã số thuế');
