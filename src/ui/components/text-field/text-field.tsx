import type { VNode } from 'preact';
import { Field, described, fieldId, type FieldProps } from '../field/field.tsx';

export interface TextFieldProps extends FieldProps {
  readonly value?: string | undefined;
  /** keyboard and meaning; never `number`, whose arrows change what people typed */
  readonly kind?: 'text' | 'email' | 'tel' | 'password' | undefined;
  /** `numeric` for codes and amounts */
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | undefined;
  readonly autocomplete?: string | undefined;
  /** expected length in characters, for the width only */
  readonly width?: 4 | 8 | 12 | 20 | undefined;
  /** hard limit of the browser; keep it well above the checked limit, so that a pasted text is refused with words, not cut */
  readonly maxLength?: number | undefined;
  /** short words before or after the box: «đ», «m²» */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly readOnly?: boolean | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly dataKey?: string | undefined;
}

export function TextField(props: TextFieldProps): VNode {
  const id = props.id ?? fieldId(props.name);
  const input = (
    <input
      class={props.width ? `mc-input mc-w${props.width}` : 'mc-input'} id={id} name={props.name} type={(props.kind ?? 'text') as 'text'} value={props.value ?? ''}
      inputMode={props.inputMode} autocomplete={props.autocomplete} maxLength={props.maxLength} readOnly={props.readOnly}
      spellcheck={props.spellcheck} data-key={props.dataKey} {...described(id, props)}
    />
  );
  return (
    <Field {...props} id={id}>
      {props.prefix || props.suffix
        ? <div class="mc-affix">{props.prefix && <span class="mc-affix-word">{props.prefix}</span>}{input}{props.suffix && <span class="mc-affix-word">{props.suffix}</span>}</div>
        : input}
    </Field>
  );
}
