import type { VNode } from 'preact';
import { useWords } from '../../language.tsx';
import { Field, described, fieldId, type FieldProps } from '../field/field.tsx';

export interface TextAreaProps extends FieldProps {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  /** the limit that the server checks; written under the box, not enforced by the browser */
  readonly max?: number | undefined;
}

export function TextArea(props: TextAreaProps): VNode {
  const words = useWords();
  const id = props.id ?? fieldId(props.name);
  return (
    <Field {...props} id={id}>
      <textarea class="mc-input" id={id} name={props.name} rows={props.rows ?? 4} {...described(id, props, props.max ? `${id}-max` : undefined)}>{props.value ?? ''}</textarea>
      {props.max && <div class="mc-hint mc-below" id={`${id}-max`}>{words.charactersMax(props.max)}</div>}
    </Field>
  );
}
