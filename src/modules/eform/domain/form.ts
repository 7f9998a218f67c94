import type { Condition, Scalar } from '../../../shared/condition.ts';
import type { Text } from '../../../shared/text.ts';

/** A form is data: pages of one topic each, fields of known types, conditions as trees. No form has code of its own. */
export interface FormDefinition {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** where the official form comes from: paper template, legal basis, date of capture, whether labels are ours */
  readonly source: { readonly eformId?: string; readonly paperTemplate?: string; readonly legalBasis?: string; readonly capturedAt?: string; readonly note?: string };
  readonly pages: readonly FormPage[];
}

export interface FormPage {
  /** part of the address: `be`, `me`, `cha` */
  readonly key: string;
  readonly title: Text;
  readonly intro?: Text;
  readonly showWhen?: Condition;
  readonly fields: readonly FormField[];
}

export type FieldType =
  | 'text' | 'long-text' | 'person-name' | 'date' | 'partial-date' | 'personal-id' | 'paper-number' | 'phone' | 'email'
  | 'radio' | 'select' | 'checkboxes' | 'yes-no' | 'number' | 'money' | 'country' | 'ethnicity' | 'address' | 'rows' | 'declaration' | 'note';

export interface Option { readonly value: string; readonly label: Text }

export interface FormField {
  readonly key: string;
  readonly type: FieldType;
  /** plain words, as a question or a name of a thing */
  readonly label: Text;
  /** the words of the official form, shown beside the plain ones and used on paper */
  readonly officialLabel?: string;
  /** the field's id in the ministry's e-form, for sending it on */
  readonly officialId?: string;
  readonly hint?: Text;
  readonly required: boolean | Condition;
  readonly showWhen?: Condition;
  readonly options?: readonly Option[];
  /** limits: characters for texts, value for numbers, rows for `rows` */
  readonly min?: number;
  readonly max?: number;
  /** for dates */
  readonly notAfterToday?: boolean;
  /** what is missing or wrong, in words that say how to mend it; the type's own words serve when absent */
  readonly whenMissing?: Text;
  /** where an answer may come from without asking: `me.name`, `me.personalId`, `me.birthDate`, `me.phone`, … */
  readonly prefill?: string;
  readonly initial?: Scalar;
  /** columns of a `rows` field */
  readonly columns?: readonly FormField[];
  /** `rows`: name of one row («Giấy tờ») */
  readonly rowName?: Text;
}
