import type { Condition, Scalar } from '../../../shared/condition.ts';
import type { Text } from '../../../shared/text.ts';

/** A form is data: pages of one topic each, fields of known types, conditions as trees. No form has code of its own. */
export interface FormDefinition {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** national codes of the procedures that use it */
  readonly procedures?: readonly string[];
  /** where the official form comes from: paper template, legal basis, date of capture, whether labels are ours */
  readonly source: { readonly eformId?: string; readonly paperTemplate?: string; readonly legalBasis?: string; readonly capturedAt?: string; readonly note?: string };
  readonly pages: readonly FormPage[];
  /** what the official form needs and nobody has to be asked: worked out from the answers, in this order */
  readonly derived?: readonly DerivedField[];
  /** the sentence of the official form that the person confirms before submitting */
  readonly declaration?: Text;
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

export interface Option {
  readonly value: string;
  readonly label: Text;
  readonly hint?: Text;
  /** the same thing in other code lists, such as `{ gso: '01' }` */
  readonly codes?: Readonly<Record<string, string>>;
}

export interface FormField {
  readonly key: string;
  readonly type: FieldType;
  /** plain words, as a question or a name of a thing */
  readonly label: Text;
  /** what the question is about, written as in the middle of a sentence («giới tính của bé»): for messages and summaries */
  readonly subject?: Text;
  /** the words of the official form, shown beside the plain ones and used on paper */
  readonly officialLabel?: string;
  /** the field's id in the ministry's e-form, for sending it on */
  readonly officialId?: string;
  /** an address is several fields of the ministry's e-form */
  readonly officialIds?: AddressOfficialIds;
  /** doubt about the official counterpart, for whoever sends answers on */
  readonly officialNote?: string;
  readonly hint?: Text;
  readonly required: boolean | Condition;
  readonly showWhen?: Condition;
  /** name of a shared list; `resolveLists` puts its items into `options` */
  readonly list?: string;
  readonly options?: readonly Option[];
  /** limits: characters for texts, value for numbers, rows for `rows` */
  readonly min?: number;
  readonly max?: number;
  /** for dates */
  readonly notAfterToday?: boolean;
  /** `address`: offers other countries */
  readonly abroad?: boolean;
  /** what is missing or wrong, in words that say how to mend it; the type's own words serve when absent */
  readonly whenMissing?: Text;
  /** where an answer may come from without asking: `me.name`, `me.personalId`, `me.birthDate`, `me.phone`, … */
  readonly prefill?: string;
  /** like `prefill`, but depending on answers; the first rule that holds and has a value wins */
  readonly prefillFrom?: readonly PrefillRule[];
  readonly initial?: Scalar;
  /** the value when the field is not on the person's path, so that nobody types the same thing twice */
  readonly otherwise?: readonly DerivedRule[];
  /** `personal-id`: fields to compare the number with; differences are only warnings, the register may have been corrected */
  readonly compareWith?: { readonly birth?: string; readonly sex?: string };
  /** columns of a `rows` field */
  readonly columns?: readonly FormField[];
  /** `rows`: name of one row («Giấy tờ») */
  readonly rowName?: Text;
}

/** `kind` is 1 for an address in Vietnam and 2 for one abroad. */
export interface AddressOfficialIds { readonly kind?: string; readonly country?: string; readonly province?: string; readonly commune?: string; readonly detail?: string }

/** `from` is `me.<thing>` (the person's account or card) or `answer.<field>`. */
export interface PrefillRule { readonly from: string; readonly when?: Condition }

/** The first rule whose condition holds (or that has none) gives the value. */
export interface DerivedRule {
  readonly when?: Condition;
  readonly value?: Scalar;
  /** takes over another answer as it is */
  readonly copy?: string;
  /** a date answer read out in Vietnamese words, as civil-status papers do */
  readonly dateInWords?: string;
}
export interface DerivedField {
  readonly key: string;
  readonly type: FieldType;
  readonly label: Text;
  readonly subject?: Text;
  readonly officialLabel?: string;
  readonly officialId?: string;
  readonly officialIds?: AddressOfficialIds;
  readonly officialNote?: string;
  readonly list?: string;
  readonly options?: readonly Option[];
  /** page under which a summary shows it; not shown when absent */
  readonly page?: string;
  readonly rules: readonly DerivedRule[];
}

/** A form post as it arrives: flat, a name sent twice gives an array. */
export type Body = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `field` is the answer's key, for rows with its place: `giayTo.0.soTrang`; `part` the input to go to, such as `month`. */
export interface FieldError { readonly field: string; readonly part?: string; readonly message: Text }

/** Names of places and countries, passed in: the form does not know where they are kept. */
export interface Lookups {
  provinceName(code: string): string | undefined;
  communeName(code: string): string | undefined;
  communeBelongsTo(commune: string, province: string): boolean;
  countryName(code: string, lang: 'vi' | 'en'): string | undefined;
}
