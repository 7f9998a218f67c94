import type { VNode } from 'preact';
import { Say, type Words } from '../../language.tsx';
import { FieldError, FieldGroup, described, fieldId, type FieldProps } from '../field/field.tsx';
import { ChoiceRow, type Choice } from '../radios/radios.tsx';

export interface CheckboxesProps extends FieldProps {
  readonly options: readonly Choice[];
  readonly values?: readonly string[] | undefined;
}

export function Checkboxes(props: CheckboxesProps): VNode {
  const id = props.id ?? fieldId(props.name);
  return (
    <FieldGroup {...props} id={id}>
      <div class="mc-choices">
        {props.options.map((option, at) => (
          <ChoiceRow key={option.value} kind="checkbox" id={at === 0 ? id : `${id}-${at + 1}`} name={props.name} option={option} checked={props.values?.includes(option.value) ?? false} wrong={props.error !== undefined} />
        ))}
      </div>
    </FieldGroup>
  );
}

export interface CheckboxProps {
  readonly id?: string | undefined;
  readonly name: string;
  readonly label: Words;
  readonly hint?: Words | undefined;
  readonly error?: Words | undefined;
  /** what is sent when ticked; `co` when absent */
  readonly value?: string | undefined;
  readonly checked?: boolean | undefined;
}

/** One box on its own: «Tôi cam đoan…». */
export function Checkbox(props: CheckboxProps): VNode {
  const id = props.id ?? fieldId(props.name);
  return (
    <div class={props.error === undefined ? 'mc-field' : 'mc-field mc-field-wrong'}>
      <FieldError id={id} error={props.error} />
      <div class="mc-choice">
        <input type="checkbox" id={id} name={props.name} value={props.value ?? 'co'} checked={props.checked ?? false} {...described(id, props)} />
        <label for={id}><Say words={props.label} /></label>
        {props.hint !== undefined && <div class="mc-hint" id={`${id}-hint`}><Say words={props.hint} /></div>}
      </div>
    </div>
  );
}
