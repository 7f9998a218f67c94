import { describeCondition } from './describe-condition.ts';
import { fieldsOf } from '../../../shared/condition.ts';
import type { FormDefinition, FormField } from './form.ts';

/** A form as an empty sheet: what to write and how much room it takes. For paper, so in Vietnamese only. */
export interface OutlineSection { readonly title: string; /** «chỉ khai khi …» */ readonly when?: string; readonly rows: readonly OutlineRow[] }
export interface OutlineRow {
  readonly label: string;
  readonly when?: string;
  readonly optional?: boolean;
  readonly hint?: string;
  readonly kind: 'line' | 'lines' | 'date' | 'partial-date' | 'id' | 'choice' | 'address' | 'table' | 'pledge';
  /** `choice`: what to tick, when there are few enough to print */
  readonly options?: readonly string[];
  /** `table` */
  readonly columns?: readonly string[];
}
/** Longer lists are written by hand: 54 peoples and 250 countries do not fit on a sheet. */
const MOST_OPTIONS = 12;

export function outlineOf(form: FormDefinition): readonly OutlineSection[] {
  const all = form.pages.flatMap((page) => page.fields);
  const known = new Set(all.map((field) => field.key));
  // A condition over answers that are not on this sheet cannot be judged by who writes on it.
  const whenOf = (condition: FormField['showWhen']): { when?: string } => (condition && fieldsOf(condition).every((key) => known.has(key)) ? { when: describeCondition(condition, all, 'vi') } : {});
  return form.pages.map((page) => ({
    title: page.title.vi, ...whenOf(page.showWhen),
    rows: page.fields.filter((field) => field.type !== 'note').map((field) => ({ ...rowOf(field), ...whenOf(field.showWhen) })),
  }));
}
function rowOf(field: FormField): OutlineRow {
  const label = (field.officialLabel ?? field.label.vi).replace(/\s*[:：]\s*$/u, '');
  const base = { label, ...(field.required === false ? { optional: true } : {}) };
  switch (field.type) {
    case 'long-text': return { ...base, kind: 'lines' };
    case 'date': return { ...base, kind: 'date' };
    case 'partial-date': return { ...base, kind: 'partial-date' };
    case 'personal-id': return { ...base, kind: 'id' };
    case 'yes-no': return { ...base, kind: 'choice', options: ['Có', 'Không'] };
    case 'declaration': return { ...base, kind: 'pledge' };
    case 'address': return { ...base, kind: 'address' };
    case 'rows': return { ...base, kind: 'table', columns: (field.columns ?? []).map((column) => column.officialLabel ?? column.label.vi) };
    case 'radio': case 'select': case 'checkboxes': case 'country': case 'ethnicity': {
      const options = field.options ?? [];
      return options.length > 0 && options.length <= MOST_OPTIONS ? { ...base, kind: 'choice', options: options.map((option) => option.label.vi) } : { ...base, kind: 'line' };
    }
    default: return { ...base, kind: 'line' };
  }
}
