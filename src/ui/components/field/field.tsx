import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';

/** What every field takes. Anatomy after GOV.UK Frontend (MIT): label → hint → error → control. */
export interface FieldProps {
  /** of the first control; made from the name when absent */
  readonly id?: string | undefined;
  readonly name: string;
  readonly label: Words;
  readonly hint?: Words | undefined;
  readonly error?: Words | undefined;
  /** `false` writes «không bắt buộc» after the label; nothing is written for compulsory questions */
  readonly required?: boolean | undefined;
  /** words of the official form, shown once beside the plain ones */
  readonly officialLabel?: string | undefined;
  /** keeps the label for screen readers only, when the page's title already asks the question */
  readonly labelHidden?: boolean | undefined;
}

/** Identifier of a field's first control: what an error summary links to. */
export const fieldId = (name: string): string => name.replace(/[^\w-]+/gu, '-');

/** Values of `aria-describedby` and `aria-invalid` for a control. */
export function described(id: string, props: Pick<FieldProps, 'hint' | 'error'>, also?: string): { 'aria-describedby'?: string; 'aria-invalid'?: 'true' } {
  const ids = [props.hint === undefined ? '' : `${id}-hint`, props.error === undefined ? '' : `${id}-error`, also ?? ''].filter(Boolean).join(' ');
  return { ...(ids ? { 'aria-describedby': ids } : {}), ...(props.error === undefined ? {} : { 'aria-invalid': 'true' as const }) };
}

export function LabelWords({ label, required, officialLabel }: Pick<FieldProps, 'label' | 'required' | 'officialLabel'>): VNode {
  const words = useWords();
  return (
    <>
      <Say words={label} />
      {required === false && <span class="mc-optional"> ({words.optional})</span>}
      {officialLabel && <span class="mc-official"><span class="mc-vh"> – </span>{words.onForm}: <span lang="vi">{officialLabel}</span></span>}
    </>
  );
}
export function Hint({ id, hint }: { id: string; hint: Words | undefined }): VNode | null {
  return hint === undefined ? null : <div class="mc-hint" id={`${id}-hint`}><Say words={hint} /></div>;
}
export function FieldError({ id, error }: { id: string; error: Words | undefined }): VNode | null {
  const words = useWords();
  return error === undefined ? null : <p class="mc-error" id={`${id}-error`}><span class="mc-vh">{words.errorPrefix}</span><Say words={error} /></p>;
}

/** A field with one control. */
export function Field({ id, children, ...props }: FieldProps & { id: string; children: ComponentChildren }): VNode {
  return (
    <div class={props.error === undefined ? 'mc-field' : 'mc-field mc-field-wrong'}>
      <label class={props.labelHidden ? 'mc-vh' : props.required === false ? 'mc-label mc-label-optional' : 'mc-label'} for={id}><LabelWords {...props} /></label>
      <Hint id={id} hint={props.hint} />
      <FieldError id={id} error={props.error} />
      {children}
    </div>
  );
}

/** A field of several controls: the label is a legend. */
export function FieldGroup({ id, children, ...props }: FieldProps & { id: string; children: ComponentChildren }): VNode {
  const { 'aria-describedby': by } = described(id, props);
  return (
    <fieldset class={props.error === undefined ? 'mc-field' : 'mc-field mc-field-wrong'} aria-describedby={by}>
      <legend class={props.labelHidden ? 'mc-vh' : props.required === false ? 'mc-label mc-label-optional' : 'mc-label'}><LabelWords {...props} /></legend>
      <Hint id={id} hint={props.hint} />
      <FieldError id={id} error={props.error} />
      {children}
    </fieldset>
  );
}
