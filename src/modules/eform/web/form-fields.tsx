import type { VNode } from 'preact';
import type { Answers, Condition, Facts } from '../../../shared/condition.ts';
import type { Lang } from '../../../shared/text.ts';
import type { Source } from '../../../ui/components/source-chip/source-chip.tsx';
import { Say } from '../../../ui/language.tsx';
import { describeCondition, isRequired, layOutPage, NO, YES } from '../domain/index.ts';
import type { Body, FieldError, FormPage, PageBlock } from '../domain/index.ts';
import { FieldInput, type FormPlaces, type InputContext } from './field-input.tsx';
import { RepeatRows } from './repeat-rows.tsx';
import { WORDS } from './words.ts';

export interface FormFieldsProps {
  readonly page: FormPage;
  readonly facts: Facts;
  readonly values: Answers;
  /** the post as it came, when the page is shown again */
  readonly body?: Body | undefined;
  readonly errors: readonly FieldError[];
  /** where proposals came from, as `prefill` gave them */
  readonly sources: Readonly<Record<string, string>>;
  readonly lang: Lang;
  readonly places: FormPlaces;
  readonly communesUrl?: string | undefined;
  readonly meSource?: Source | undefined;
}

/** The questions of one page with values and errors; complete without script. */
export function FormFields(props: FormFieldsProps): VNode {
  const { page, places, lang, communesUrl, meSource } = props;
  const context: InputContext = { places, lang, communesUrl, meSource };
  const buttonsInside = page.fields.some((field) => field.type === 'rows' || field.type === 'address');
  return (
    <>
      {/* Enter in a text box presses the first button of a form: it must go on, not load communes or remove a row. */}
      {buttonsInside && <button type="submit" class="mc-vh" tabIndex={-1} aria-hidden="true" />}
      <Blocks blocks={layOutPage(page, props.facts)} props={props} context={context} />
    </>
  );
}

function Blocks({ blocks, props, context }: { blocks: readonly PageBlock[]; props: FormFieldsProps; context: InputContext }): VNode {
  const { page, body, values, errors, facts, sources } = props;
  return (
    <>
      {blocks.map((block, at) => {
        if (block.kind === 'dependent') {
          const words = { vi: describeCondition(block.when, page.fields, 'vi'), en: describeCondition(block.when, page.fields, 'en') };
          return (
            <div key={at} class="mc-dependent" data-show-when={switchOf(block.when)}>
              <noscript><p class="mc-hint"><Say words={WORDS.onlyWhen(words)} /></p></noscript>
              <Blocks blocks={block.blocks} props={props} context={context} />
            </div>
          );
        }
        const { field } = block;
        if (field.type === 'rows') return <RepeatRows key={field.key} field={field} answer={values[field.key]} body={body} errors={errors} facts={facts} context={context} />;
        return <FieldInput key={field.key} field={field} name={field.key} required={isRequired(field, facts)} answer={values[field.key]} body={body} error={errors.find((error) => error.field === field.key)} source={body ? undefined : sources[field.key]} context={context} />;
      })}
    </>
  );
}

/** `FormFields` with its places fixed, for pages that know nothing of them. */
export const formFieldsWith = (fixed: Pick<FormFieldsProps, 'places' | 'communesUrl' | 'meSource'>) => (props: Omit<FormFieldsProps, keyof typeof fixed>): VNode => <FormFields {...fixed} {...props} />;

/** The condition as the `toggle-when` island reads it, `name=a|b`; one that it cannot read stays always in sight. */
function switchOf(when: Condition): string | undefined {
  const typed = (value: string | number | boolean): string => (value === true ? YES : value === false ? NO : String(value));
  if ('is' in when) return `${when.field}=${typed(when.is)}`;
  if ('in' in when) return `${when.field}=${when.in.map(typed).join('|')}`;
  return undefined;
}
