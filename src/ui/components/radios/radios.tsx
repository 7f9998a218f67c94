import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { FieldGroup, fieldId, type FieldProps } from '../field/field.tsx';

export interface Choice {
  readonly value: string;
  readonly label: Words;
  readonly hint?: Words | undefined;
  /** questions that belong to this choice only; shown below it always, hidden by the `toggle-when` island until chosen */
  readonly children?: ComponentChildren | undefined;
  /** writes «hoặc» before this choice */
  readonly orBefore?: boolean | undefined;
}
export interface RadiosProps extends FieldProps {
  readonly options: readonly Choice[];
  readonly value?: string | undefined;
  /** two short answers side by side: «Có», «Không» */
  readonly inline?: boolean | undefined;
}

export function Radios(props: RadiosProps): VNode {
  const id = props.id ?? fieldId(props.name);
  return (
    <FieldGroup {...props} id={id}>
      <div class={props.inline ? 'mc-choices mc-choices-inline' : 'mc-choices'}>
        {props.options.map((option, at) => (
          <ChoiceRow key={option.value} kind="radio" id={at === 0 ? id : `${id}-${at + 1}`} name={props.name} option={option} checked={props.value === option.value} wrong={props.error !== undefined} />
        ))}
      </div>
    </FieldGroup>
  );
}

/** One radio or checkbox whose whole row can be tapped; the control comes before its label so that CSS alone shows the choice. */
export function ChoiceRow({ kind, id, name, option, checked, wrong }: { kind: 'radio' | 'checkbox'; id: string; name: string; option: Choice; checked: boolean; wrong: boolean }): VNode {
  const words = useWords();
  // the first choice shares its id with the field, so its hint needs a name of its own
  const hintId = `${id}-chon-hint`;
  return (
    <>
      {option.orBefore && <div class="mc-or">{words.or}</div>}
      <div class="mc-choice">
        <input type={kind} id={id} name={name} value={option.value} checked={checked} aria-describedby={option.hint === undefined ? undefined : hintId} {...(wrong && kind === 'checkbox' ? { 'aria-invalid': 'true' as const } : {})} />
        <label for={id}><Say words={option.label} /></label>
        {option.hint !== undefined && <div class="mc-hint" id={hintId}><Say words={option.hint} /></div>}
      </div>
      {option.children && <div class="mc-dependent" data-show-when={`${name}=${option.value}`}>{option.children}</div>}
    </>
  );
}
