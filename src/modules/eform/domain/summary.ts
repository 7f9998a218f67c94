import type { Answer, Answers, Facts } from '../../../shared/condition.ts';
import type { Lang } from '../../../shared/text.ts';
import { completeAnswers } from './complete-answers.ts';
import { kindOf } from './field-types/index.ts';
import { headOf } from './field-types/words.ts';
import type { DerivedField, FormDefinition, FormField, Lookups } from './form.ts';
import { prepareForm } from './prepare.ts';
import { isAnswered, walk } from './relevance.ts';

export interface SummaryPage { readonly key: string; readonly title: string; readonly rows: readonly SummaryRow[] }
export interface SummaryRow {
  readonly field: string;
  readonly label: string;
  readonly officialLabel?: string;
  /** empty when an optional question was passed over */
  readonly value: string;
  /** worked out from other answers, so there is nothing to change here */
  readonly derived?: boolean;
  /** `rows`: one list of cells for each row, titled «Giấy tờ 1» */
  readonly table?: readonly { readonly title: string; readonly cells: readonly { readonly label: string; readonly value: string }[] }[];
}

/** One answer in words; an unanswered field is the empty string. */
export function showAnswer(field: Pick<FormField, 'type' | 'options' | 'columns'>, value: Answer | undefined, lang: Lang, lookups?: Lookups): string {
  return isAnswered(value) ? kindOf(field.type).show(field as FormField, value, lang, lookups) : '';
}

/** What was answered, page by page along the relevant path: for checking before submission, for reading and for print. */
export function summarise(form: FormDefinition, facts: Facts, lang: Lang, lookups?: Lookups): readonly SummaryPage[] {
  const complete = completeAnswers(form, facts);
  const asked = new Set<string>();
  const shown = new Set<string>();
  walk(prepareForm(form), facts, (page) => { shown.add(page.key); }, ({ key }) => { asked.add(key); });
  return form.pages.filter((page) => shown.has(page.key)).map((page) => {
    const rows: SummaryRow[] = [];
    for (const field of page.fields) {
      if (field.type === 'note') continue;
      if (asked.has(field.key)) rows.push(rowOf(field, complete[field.key], lang, lookups));
      else if (field.otherwise && isAnswered(complete[field.key])) rows.push({ ...rowOf(field, complete[field.key], lang, lookups), derived: true });
    }
    for (const derived of form.derived ?? []) {
      if (derived.page === page.key && isAnswered(complete[derived.key])) rows.push({ ...rowOf(derived, complete[derived.key], lang, lookups), derived: true });
    }
    return { key: page.key, title: page.title[lang], rows };
  });
}

function rowOf(field: FormField | DerivedField, value: Answer | undefined, lang: Lang, lookups?: Lookups): SummaryRow {
  const row = { field: field.key, label: headOf(field)[lang], ...(field.officialLabel === undefined ? {} : { officialLabel: field.officialLabel }), value: showAnswer(field as FormField, value, lang, lookups) };
  const { columns, rowName } = field as FormField;
  if (field.type !== 'rows' || !Array.isArray(value)) return row;
  const name = rowName?.[lang] ?? (lang === 'vi' ? 'Dòng' : 'Row');
  return {
    ...row,
    table: (value as readonly Answers[]).map((cells, index) => ({
      title: `${name} ${index + 1}`,
      cells: (columns ?? []).filter((column) => isAnswered(cells[column.key])).map((column) => ({ label: headOf(column)[lang], value: showAnswer(column, cells[column.key], lang, lookups) })),
    })),
  };
}
