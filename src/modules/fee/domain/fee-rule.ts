import type { Condition } from '../../../shared/condition.ts';
import type { Dong } from '../../../shared/money.ts';
import type { Text } from '../../../shared/text.ts';

/**
 * A dated rule for money that a person owes. Phí and lệ phí are different things (Luật Phí và lệ phí 97/2015 Đ.3):
 * neither carries VAT. The rule valid on the day of reception applies; of several reliefs only the best one counts.
 */
export interface FeeRule {
  readonly id: string;
  readonly kind: 'phi' | 'le-phi' | 'other';
  readonly name: Text;
  readonly when?: Condition;
  readonly amount: FeeAmount;
  readonly reliefs?: readonly FeeRelief[];
  readonly validFrom: string;
  readonly validTo?: string;
  /** number and article of the text */
  readonly legalBasis: string;
  /** true where the source is not confirmed; shown so to the administrator */
  readonly unverified?: boolean;
}
export type FeeAmount =
  | { readonly fixed: Dong }
  | { readonly perUnit: Dong; /** numeric field that holds the number of units */ readonly quantity: string; readonly unit: Text }
  /** copies of documents: a `rows` field with pages and copies; each tier prices the pages up to `upToPage` (absent: all further pages) */
  | { readonly pagesOf: string; readonly pages: string; readonly copies: string; readonly tiers: readonly { readonly upToPage?: number; readonly price: Dong }[]; readonly capPerCopy?: Dong };
export interface FeeRelief {
  readonly id: string;
  readonly name: Text;
  readonly when: Condition;
  /** share of the base that is taken off, in percent; 100 = exempt */
  readonly percentOff: number;
  readonly legalBasis: string;
  readonly validFrom: string;
  readonly validTo?: string;
}
export interface FeeLine {
  readonly ruleId: string; readonly kind: FeeRule['kind']; readonly name: Text;
  readonly base: Dong; readonly relief?: { readonly id: string; readonly name: Text; readonly amount: Dong; readonly legalBasis: string };
  readonly payable: Dong; readonly legalBasis: string;
  /** how the base came about, checkable by hand: «3 trang: 2 × 2.000 đ + 1 × 1.000 đ = 5.000 đ; 4 bản = 20.000 đ» */
  readonly explanation: Text;
}
