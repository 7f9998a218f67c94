import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import type { View } from '../../view.ts';
import { CsrfFields } from '../csrf-fields/csrf-fields.tsx';
import { FieldError, Hint, described } from '../field/field.tsx';
import { Icon } from '../icon/icon.tsx';

export interface SearchBoxProps {
  /** where the question goes, by GET unless `post` is given */
  readonly action: string;
  /** sends the question as a form: for names and numbers that must not stand in an address, a history or a log */
  readonly post?: Pick<View, 'csrf' | 'newKey'> | undefined;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  readonly value?: string | undefined;
  readonly label?: Words | undefined;
  readonly hint?: Words | undefined;
  readonly error?: Words | undefined;
  readonly button?: Words | undefined;
  /** kept with the question, such as the page's filters */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
}

export function SearchBox(props: SearchBoxProps): VNode {
  const words = useWords();
  const id = props.id ?? 'tim';
  const hint = props.hint ?? words.searchHint;
  return (
    <form class={props.error === undefined ? 'mc-search' : 'mc-search mc-field-wrong'} role="search" aria-labelledby={`${id}-nhan`} method={props.post ? 'post' : 'get'} action={props.action}>
      {props.post && <CsrfFields view={props.post} />}
      {Object.entries(props.hidden ?? {}).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <label class="mc-label" id={`${id}-nhan`} for={id}><Say words={props.label ?? words.searchLabel} /></label>
      <Hint id={id} hint={hint} />
      <FieldError id={id} error={props.error} />
      <div class="mc-search-row">
        <input class="mc-input" id={id} name={props.name ?? 'q'} type="search" value={props.value ?? ''} autocomplete="off" {...described(id, { hint, error: props.error })} />
        <button class="mc-button" type="submit"><Icon name="search" /><span><Say words={props.button ?? words.search} /></span></button>
      </div>
    </form>
  );
}
