import type { VNode } from 'preact';
import { useWords } from '../../language.tsx';
import { FieldGroup, fieldId, type FieldProps } from '../field/field.tsx';

export type DatePart = 'day' | 'month' | 'year';
export interface DateFieldProps extends FieldProps {
  /** as typed, kept even when wrong; posted as `name.day`, `name.month`, `name.year` */
  readonly value?: { readonly day?: string | undefined; readonly month?: string | undefined; readonly year?: string | undefined } | undefined;
  /** day and month may stay empty (`partial`), or only the year is asked (`year`) */
  readonly precision?: 'full' | 'partial' | 'year' | undefined;
  /** boxes that the error is about; all of them when absent */
  readonly wrongParts?: readonly DatePart[] | undefined;
  /** `bday` lets the device fill the person's own birth date */
  readonly autocomplete?: 'bday' | undefined;
}

/** Three boxes, never a calendar: dates of papers are copied, not picked. */
export function DateField(props: DateFieldProps): VNode {
  const words = useWords();
  const id = props.id ?? fieldId(props.name);
  const parts: readonly DatePart[] = props.precision === 'year' ? ['year'] : ['day', 'month', 'year'];
  const hint = props.hint ?? (props.precision === 'year' ? words.yearHint : words.dateHint);
  return (
    <FieldGroup {...props} hint={hint} id={id}>
      <div class="mc-date">
        {parts.map((part, at) => {
          const partId = at === 0 ? id : `${id}-${part}`;
          const wrong = props.error !== undefined && (props.wrongParts?.includes(part) ?? true);
          return (
            <div key={part}>
              <label for={partId}>{words[part]}{props.precision === 'partial' && part !== 'year' && <span class="mc-vh"> ({words.optional})</span>}</label>
              <input
                class={part === 'year' ? 'mc-input mc-w4' : 'mc-input mc-w2'} id={partId} name={`${props.name}.${part}`} type="text" inputMode="numeric"
                value={props.value?.[part] ?? ''} autocomplete={props.autocomplete ? `${props.autocomplete}-${part}` : 'off'}
                aria-invalid={wrong ? 'true' : undefined} aria-describedby={wrong ? `${id}-error` : undefined}
              />
            </div>
          );
        })}
      </div>
    </FieldGroup>
  );
}
