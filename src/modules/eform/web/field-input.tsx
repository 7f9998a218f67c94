import type { VNode } from 'preact';
import type { Answer } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { AddressField, type AddressPart } from '../../../ui/components/address-field/address-field.tsx';
import { Checkbox, Checkboxes } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { DateField, type DatePart } from '../../../ui/components/date-field/date-field.tsx';
import type { FieldProps } from '../../../ui/components/field/field.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { Select, type SelectOption } from '../../../ui/components/select/select.tsx';
import type { Source } from '../../../ui/components/source-chip/source-chip.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { Say } from '../../../ui/language.tsx';
import type { Lang } from '../../../shared/text.ts';
import { NO, SHOW_COMMUNES, YES } from '../domain/index.ts';
import type { Body, FieldError, FormField } from '../domain/index.ts';
import { chosenIn, typedFrom, typedIn, type Typed } from './input-values.ts';
import { offersCountries } from './problems.ts';
import { WORDS } from './words.ts';

/** Lists of places, passed in: this module does not know where they are kept. */
export interface FormPlaces {
  provinces(): readonly SelectOption[];
  communes(province: string): readonly SelectOption[];
  countries(lang: Lang): readonly SelectOption[];
}
export interface InputContext {
  readonly places: FormPlaces;
  readonly lang: Lang;
  /** address that answers the communes of a province, for the `address-pick` island */
  readonly communesUrl?: string | undefined;
  /** where the person's own data came from, for the chip on what is known */
  readonly meSource?: Source | undefined;
}
export interface FieldInputProps {
  readonly field: FormField;
  readonly name: string;
  /** compulsory in this situation */
  readonly required: boolean;
  readonly answer: Answer | undefined;
  readonly body: Body | undefined;
  readonly error: FieldError | undefined;
  /** where a proposal came from: `answer.requesterName`, `initial`; what is known of the person (`me.…`) is not asked */
  readonly source?: string | undefined;
  readonly context: InputContext;
}

/** One question with the input that fits its type. */
export function FieldInput(props: FieldInputProps): VNode {
  const { field, name, body, answer, error } = props;
  const stored = typedFrom(field, answer, name);
  const typed: Typed = body ? typedIn(body) : (input) => stored[input];
  const common: FieldProps = {
    name, label: field.label, officialLabel: officialWords(field), error: error?.message, required: props.required,
    hint: hintOf(props),
  };
  switch (field.type) {
    case 'note': return <Notice><p><Say words={field.label} /></p>{field.hint && <p><Say words={field.hint} /></p>}</Notice>;
    case 'long-text': return <TextArea {...common} value={typed(name)} max={field.max ?? LIMITS.longText} />;
    case 'date':
    case 'partial-date':
      return <DateField {...common} precision={field.type === 'date' ? 'full' : 'partial'} value={{ day: typed(`${name}.day`), month: typed(`${name}.month`), year: typed(`${name}.year`) }}
        wrongParts={error?.part === undefined ? undefined : [error.part as DatePart]} autocomplete={field.prefill === 'me.birthDate' ? 'bday' : undefined} />;
    case 'radio': return <Radios {...common} options={field.options ?? []} value={typed(name)} />;
    case 'yes-no': return <Radios {...common} inline options={[{ value: YES, label: WORDS.yes }, { value: NO, label: WORDS.no }]} value={typed(name)} />;
    case 'select':
    case 'country':
    case 'ethnicity': return <Select {...common} options={field.options ?? []} value={typed(name)} />;
    case 'checkboxes': return <Checkboxes {...common} options={field.options ?? []} values={chosenIn(body, answer, name)} />;
    case 'declaration': return <Checkbox name={name} label={field.label} hint={field.hint} error={error?.message} value={YES} checked={typed(name) === YES} />;
    case 'address': return <AddressInput {...props} common={common} typed={typed} />;
    case 'number':
    case 'money': return <TextField {...common} value={typed(name)} inputMode="numeric" width={field.type === 'number' ? 4 : 12} autocomplete="off" {...(field.type === 'money' ? { suffix: 'đ' } : {})} />;
    case 'personal-id': return <TextField {...common} value={typed(name)} inputMode="numeric" width={12} autocomplete="off" />;
    case 'phone': return <TextField {...common} value={typed(name)} kind="tel" width={12} autocomplete={field.prefill === 'me.phone' ? 'tel' : 'off'} />;
    case 'email': return <TextField {...common} value={typed(name)} kind="email" autocomplete={field.prefill === 'me.email' ? 'email' : 'off'} />;
    case 'person-name': return <TextField {...common} value={typed(name)} spellcheck={false} autocomplete={field.prefill === 'me.name' ? 'name' : 'off'} />;
    case 'paper-number': return <TextField {...common} value={typed(name)} spellcheck={false} width={20} autocomplete="off" />;
    case 'text':
    case 'rows': return <TextField {...common} value={typed(name)} autocomplete="off" />;
  }
}

function AddressInput({ field, name, context, common, typed, error }: FieldInputProps & { common: FieldProps; typed: Typed }): VNode {
  const province = typed(`${name}.province`);
  const country = typed(`${name}.country`);
  return (
    <AddressField
      {...common}
      value={{ country, province, commune: typed(`${name}.commune`), detail: typed(`${name}.detail`), declaredText: typed(`${name}.declaredText`) }}
      provinces={context.places.provinces()} communes={province ? context.places.communes(province) : []}
      countries={offersCountries(field) || (country !== undefined && country !== '' && country !== 'VN') ? context.places.countries(context.lang) : undefined}
      loadButton={{ name: SHOW_COMMUNES, value: name }} communesUrl={context.communesUrl} wrongParts={error?.part === undefined ? undefined : [error.part as AddressPart]}
    />
  );
}

/** The official words once beside the plain ones, and only where they say more: «Giới tính của bé» needs no «Giới tính» under it. */
function officialWords(field: FormField): string | undefined {
  const official = field.officialLabel;
  return official !== undefined && !bare(field.label.vi).includes(bare(official)) ? official : undefined;
}
const bare = (words: string): string => ` ${words.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')} `.replace(/ (?:của|người) /gu, ' ');
function hintOf({ field, source }: FieldInputProps): FieldProps['hint'] {
  if (!source?.startsWith('answer.')) return field.hint;
  return <>{field.hint && <><Say words={field.hint} /> </>}<span class="mc-source"><Say words={WORDS.prefilledAnswer} /></span></>;
}
