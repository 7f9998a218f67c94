import type { Condition, Scalar } from '../../../shared/condition.ts';
import type { Text } from '../../../shared/text.ts';
import type { FormDefinition, FormField } from '../../eform/domain/index.ts';
import type { FeeRule } from '../../fee/domain/index.ts';
import type { Term } from '../../calendar/domain/index.ts';

/**
 * Everything about one version of an administrative procedure (thủ tục hành chính), as data. Published versions never
 * change; a dossier keeps the version under which it was submitted. No procedure has code of its own.
 */
export interface ProcedureContent {
  /** national code `d.dddddd` */ readonly code: string;
  readonly officialName: string;
  readonly plainName: Text;
  /** other words by which people look for it */ readonly aliases: readonly string[];
  readonly lifeEvents: readonly string[];
  readonly field: string;
  readonly ministry: string;
  readonly decision?: string;
  /** The seven compulsory parts of NĐ 63/2010 Đ.8 k.2 (name is officialName). */
  readonly order: readonly string[];          // trình tự thực hiện
  readonly manner: readonly Manner[];         // cách thức thực hiện
  readonly papers: readonly Paper[];          // thành phần hồ sơ
  readonly copiesOfDossier: number | null;    // số lượng hồ sơ (bộ)
  readonly terms: readonly ProcedureTerm[];   // thời hạn giải quyết
  readonly applicants: readonly string[];     // đối tượng thực hiện
  readonly authority: string | null;          // cơ quan giải quyết
  /** The four that apply only to some (NĐ 63/2010 Đ.8). */
  readonly results: readonly ProcedureResult[];
  readonly conditions: string | null;
  readonly feeText: string | null;
  readonly fees: readonly FeeRule[];
  readonly legalBasis: readonly string[];
  /** what a person can do here; the level is computed from these and never typed */
  readonly form?: FormDefinition;
  readonly screening?: Screening;
  readonly cases: readonly ProcedureCase[];
  readonly process?: Process;
  readonly supplement: SupplementPolicy;
  readonly resultDelivery: readonly ('counter' | 'electronic' | 'post')[];
  readonly onlinePayment: boolean;
  /** why not every part is online, when it is not (NĐ 224/2026 Đ.14 asks for a published reason) */
  readonly partialReason?: Text;
  /** doubts that came with the source; unresolved ones are shown to the administrator */
  readonly flags: readonly SourceFlag[];
  readonly sources: readonly string[];
  /** readable end of the page's address: `khai-sinh` */
  readonly slug?: string;
  /** which office of the commune handles it */
  readonly handlerGroup?: HandlerGroup;
  /** names of the declaration templates that the ministry publishes with it */
  readonly publishedForms?: readonly string[];
  /** place among the procedures that people ask for most: 1 is the most common */
  readonly commonRank?: number;
  /** where the facts of one part come from, when not from the announcement itself */
  readonly provenance?: Readonly<Record<string, PartProvenance>>;
}
export type HandlerGroup = 'ubnd-xa' | 'cong-an-xa' | 'quan-su-xa' | 'bhxh';
export interface PartProvenance { readonly basis: string; readonly asOf?: string; readonly unverified?: boolean }
export interface Manner { readonly channel: 'online' | 'counter' | 'post'; readonly term?: string; readonly fee?: string; readonly note?: string }
export interface Paper {
  readonly key: string;
  readonly name: string;
  readonly shortName: Text;
  /** submit: handed in; present: shown and given back; form: the declaration, made by the program from the answers */
  readonly kind: 'submit' | 'present' | 'form';
  readonly originals: number;
  readonly copies: number;
  /** compulsory unless a condition says when; a paper whose condition is only words (`whenText`) is offered, not demanded */
  readonly requiredWhen?: Condition;
  readonly whenText?: string;
  readonly optional?: boolean;
  /** a result of an earlier procedure that makes it unnecessary */
  readonly resultCode?: string;
  readonly hint?: Text;
}
export interface ProcedureTerm {
  readonly caseKey?: string;
  readonly channel?: Manner['channel'];
  /** null while the source's unit is lost and nobody has resolved it */
  readonly term: Term | null;
  readonly sourceText: string;
  readonly legalBasis?: string;
}
export interface ProcedureCase { readonly key: string; readonly name: Text; readonly when?: Condition }
export interface ProcedureResult { readonly code?: string; readonly name: string; readonly template?: ResultTemplate; readonly retention?: string }
/** The result's paper as data: title, lines filled from answers by `{field}`, signer's block. Drawn by one general layout. */
export interface ResultTemplate {
  readonly title: string;
  readonly subtitle?: string;
  readonly basis?: string;
  readonly lines: readonly { readonly label: string; readonly value: string; readonly showWhen?: Condition }[];
  readonly closing?: string;
  /** fields that the specialist writes when drafting, such as the number in the register */
  readonly draftFields: readonly FormField[];
  /** yearly book from which the number comes when signed, such as `KS` */
  readonly book: string;
  readonly signerTitle: string;
}
export interface Screening {
  readonly questions: readonly FormField[];
  readonly outcomes: readonly { readonly when: Condition; readonly route: 'online' | 'counter'; readonly text: Text }[];
  /** what the answers say about questions of the form, so that nobody is asked twice */
  readonly settles?: readonly QuickCheckRule[];
}
export interface QuickCheckRule {
  /** a question of the form */ readonly field: string;
  /** its answer; null: nothing may be proposed there, not even what the form itself begins with */ readonly value: Scalar | null;
  /** reads the quick check only */ readonly when: Condition;
  /** what follows from it and by which article, shown where the question would stand */ readonly why?: Text;
}
export interface Process {
  readonly approvedBy: string; readonly decisionNo: string; readonly decisionDate: string;
  readonly demo?: boolean;
  readonly steps: readonly ProcessStep[];
}
export interface ProcessStep {
  readonly key: string; readonly name: Text;
  readonly kind: 'receive' | 'assign' | 'process' | 'review' | 'sign' | 'return';
  readonly role: 'reception' | 'specialist' | 'leader' | 'clerk';
  /** the step's own share of the total, in working hours; the sum may not exceed the total */
  readonly hours: number;
}
/** Sector law differs, so the policy is data (NĐ 61/2018 Đ.19 k.4: counted again from the start, asked within 3 working days). */
export interface SupplementPolicy {
  readonly maxRoundsPerStage: number; readonly requestWithinWorkingDays: number; readonly waitDays: number;
  readonly effect: 'restart' | 'pause'; readonly legalBasis: string;
}
/** A doubt about one part of the source. It stays with the version for ever; a resolution says by what it was answered. */
export interface SourceFlag {
  /** unique within the procedure: `terms`, `fees`, `papers-2` */
  readonly key?: string;
  readonly part: string; readonly sourceText: string; readonly doubt: string;
  /** what other sources say, each with its date; none is taken without somebody recording it as the resolution */
  readonly candidates?: readonly FlagCandidate[];
  readonly resolution?: FlagResolution;
}
export interface FlagCandidate { readonly value: string; readonly basis: string; readonly asOf?: string; readonly unverified?: boolean }
export interface FlagResolution { readonly value: string; readonly basis: string; readonly unverified?: boolean }
