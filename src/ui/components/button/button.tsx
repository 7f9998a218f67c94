import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Icon, type IconName } from '../icon/icon.tsx';

export interface ButtonProps {
  readonly children: ComponentChildren;
  /** one primary button a page */
  readonly kind?: 'primary' | 'secondary' | 'danger' | 'quiet' | undefined;
  /** makes a link that looks like a button: only for going somewhere, never for an effect */
  readonly href?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: 'submit' | 'button' | undefined;
  readonly id?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly formAction?: string | undefined;
  /** id of a form elsewhere on the page */
  readonly form?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** keyboard shortcut of the desk: `F4`, `Ctrl+Enter` */
  readonly dataKey?: string | undefined;
  /** hooks for islands, such as `data-print` */
  readonly data?: Readonly<Record<`data-${string}`, string>> | undefined;
}

export function Button(props: ButtonProps): VNode {
  const kind = props.kind ?? 'primary';
  const classes = kind === 'primary' ? 'mc-button' : `mc-button mc-button-${kind}`;
  const inside = <>{props.icon && <Icon name={props.icon} />}<span>{props.children}</span></>;
  const key = props.dataKey ? { 'data-key': props.dataKey, 'aria-keyshortcuts': props.dataKey.replace('Ctrl', 'Control') } : {};
  if (props.href !== undefined) return <a class={classes} id={props.id} href={props.href} {...key} {...props.data}>{inside}</a>;
  return (
    <button class={classes} id={props.id} type={props.type ?? 'submit'} name={props.name} value={props.value} formAction={props.formAction} form={props.form} disabled={props.disabled} {...key} {...props.data}>
      {inside}
    </button>
  );
}

/** Prints the page. Hidden until the `print-now` island is there to do it. */
export function PrintButton({ children }: { children?: Words | undefined }): VNode {
  const words = useWords();
  return <button class="mc-button mc-button-secondary" type="button" hidden data-print><Icon name="print" /><span><Say words={children ?? words.print} /></span></button>;
}
