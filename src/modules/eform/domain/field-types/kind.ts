import type { Answer, Facts } from '../../../../shared/condition.ts';
import type { Lang, Text } from '../../../../shared/text.ts';
import type { Body, FormField, Lookups } from '../form.ts';

/** Everything the program knows about one type of field. One type, one file. */
export interface FieldKind {
  /** endings of the input names that belong to it: `['']`, or `['.day', '.month', '.year']` */
  readonly parts: readonly string[];
  /** Reads the typed values; an empty field gives `answer: undefined`. */
  read(field: FormField, body: Body, name: string): Reading;
  /** Judges an answer wherever it came from (page, card, other system); undefined means it is fine. */
  check(field: FormField, answer: Answer, facts: Facts, lookups?: Lookups): Problem | undefined;
  /** Words for a compulsory field without an answer. */
  missing(field: FormField): Text;
  /** The answer as people read it. */
  show(field: FormField, answer: Answer, lang: Lang, lookups?: Lookups): string;
  /** JSON Schema of the answer. */
  schema(field: FormField): JsonSchema;
}
export type Reading = { readonly answer: Answer | undefined } | { readonly problem: Problem };
/** `at` is the path of a cell inside a `rows` field; `more` the further problems of the same field. */
export interface Problem { readonly message: Text; readonly part?: string; readonly at?: string; readonly more?: readonly Problem[] }
export type JsonSchema = { readonly [key: string]: unknown };

export const answered = (answer: Answer): Reading => ({ answer });
export const nothing: Reading = { answer: undefined };
export const problem = (vi: string, en: string, part?: string): Problem => (part === undefined ? { message: { vi, en } } : { message: { vi, en }, part });
export const wrong = (vi: string, en: string, part?: string): { readonly problem: Problem } => ({ problem: problem(vi, en, part) });
