import type { VNode } from 'preact';
import { plain, useLang, useWords, type PlainWords } from '../../language.tsx';
import { Field, described, fieldId, type FieldProps } from '../field/field.tsx';

export interface SelectOption { readonly value: string; readonly label: PlainWords }
export interface SelectProps extends FieldProps {
  readonly options: readonly SelectOption[];
  readonly value?: string | undefined;
  /** first, empty line; «– Chọn –» when absent, none when `null` */
  readonly empty?: PlainWords | null | undefined;
}

export function Select(props: SelectProps): VNode {
  const lang = useLang();
  const words = useWords();
  const id = props.id ?? fieldId(props.name);
  const value = props.value ?? '';
  return (
    <Field {...props} id={id}>
      <select class="mc-input" id={id} name={props.name} {...described(id, props)}>
        {props.empty !== null && <option value="" selected={value === ''}>{props.empty === undefined ? words.choose : plain(props.empty, lang)}</option>}
        {/* a stored value that is no longer in the list stays visible: a lookup must never wipe an answer */}
        {value !== '' && !props.options.some((option) => option.value === value) && <option value={value} selected>{value}</option>}
        {props.options.map((option) => <option key={option.value} value={option.value} selected={option.value === value}>{plain(option.label, lang)}</option>)}
      </select>
    </Field>
  );
}
