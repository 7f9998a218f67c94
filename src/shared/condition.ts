/**
 * Conditions in forms, cases, papers and fees are data: a small tree over the answers, never code.
 * `field` names an answer; inside a repeated row it names a column of that row.
 */
export type Scalar = string | number | boolean;
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly is: Scalar }
  | { readonly field: string; readonly in: readonly Scalar[] }
  | { readonly field: string; readonly answered: boolean }
  | { readonly field: string; readonly atLeast: number }
  | { readonly field: string; readonly atMost: number }
  /** Days from the date answered in `daysSince` to the facts' `today`; used for «đăng ký đúng hạn» (60 and 15 days, Luật Hộ tịch 2014 Đ.15, Đ.33). */
  | { readonly daysSince: string; readonly atMost: number }
  | { readonly channel: readonly Channel[] };

/** How a dossier came in (NĐ 61/2018 Đ.16): all are channels of the same dossier. */
export type Channel = 'online' | 'counter' | 'post' | 'assisted';

export type Answer = string | number | boolean | null | readonly string[] | AddressAnswer | readonly Answers[];
export interface Answers { readonly [field: string]: Answer | undefined }
/** Codes are those of the General Statistics Office, valid on the day of answering; `declaredText` keeps an address as the person says it. */
export interface AddressAnswer { readonly country: string; readonly province?: string; readonly commune?: string; readonly detail?: string; readonly declaredText?: string }

export interface Facts { readonly answers: Answers; readonly channel: Channel; /** date of reception, or today while it is not received */ readonly today: string }

const answered = (value: Answer | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Evaluates a condition; an unanswered field satisfies nothing but `answered: false` and `not`. */
export function holds(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts));
  if ('not' in condition) return !holds(condition.not, facts);
  if ('channel' in condition) return condition.channel.includes(facts.channel);
  if ('daysSince' in condition) {
    const value = facts.answers[condition.daysSince];
    if (typeof value !== 'string') return false;
    const from = Date.parse(`${value}T00:00:00Z`);
    const to = Date.parse(`${facts.today}T00:00:00Z`);
    return Number.isFinite(from) && Number.isFinite(to) && (to - from) / 86_400_000 <= condition.atMost;
  }
  const value = facts.answers[condition.field];
  if ('answered' in condition) return answered(value) === condition.answered;
  if ('is' in condition) return value === condition.is;
  if ('in' in condition) return Array.isArray(value) ? value.some((item) => condition.in.includes(item as Scalar)) : condition.in.includes(value as Scalar);
  const size = typeof value === 'number' ? value : Array.isArray(value) ? value.length : Number.NaN;
  if ('atLeast' in condition) return size >= condition.atLeast;
  return size <= condition.atMost;
}

/** Names of every answer that a condition reads: for checking a form before it is published. */
export function fieldsOf(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsOf);
  if ('any' in condition) return condition.any.flatMap(fieldsOf);
  if ('not' in condition) return fieldsOf(condition.not);
  if ('channel' in condition) return [];
  if ('daysSince' in condition) return [condition.daysSince];
  return [condition.field];
}

/** What is left of «all of these» once each part is either decided or not: the undecided parts, on one level. */
export function leftOfAll(parts: readonly Condition[], leftOf: (part: Condition) => Condition | boolean): Condition | boolean {
  const open: Condition[] = [];
  for (const part of parts) {
    const left = leftOf(part);
    if (left === false) return false;
    if (left !== true) open.push(...('all' in left ? left.all : [left]));
  }
  const [first] = open;
  return first === undefined ? true : open.length === 1 ? first : { all: open };
}
