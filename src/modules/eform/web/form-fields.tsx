import type { VNode } from 'preact';
import type { Answers, Condition, Facts } from '../../../shared/condition.ts';
import type { Lang } from '../../../shared/text.ts';
import { KnownAnswers } from '../../../ui/components/known-answers/known-answers.tsx';
import type { Source } from '../../../ui/components/source-chip/source-chip.tsx';
import { Say } from '../../../ui/language.tsx';
import { describeCondition, isRequired, layOutPage, NO, showAnswer, YES } from '../domain/index.ts';
import type { Body, FieldError, FormField, FormPage, Lookups, PageBlock } from '../domain/index.ts';
import { FieldInput, type FormPlaces, type InputContext } from './field-input.tsx';
import { typedFrom, typedIn } from './input-values.ts';
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
  /** lists to choose from; with names of places, known addresses are read out in words */
  readonly places: FormPlaces & Partial<Lookups>;
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
  return <>{inRuns(blocks, props).map((run, at) => (run.known ? <Known key={at} blocks={run.blocks} props={props} context={context} /> : <Asked key={at} blocks={run.blocks} props={props} context={context} />))}</>;
}

/** Questions whose answer is the person's own data as it is known already stand together, those to be asked do too. */
function inRuns(blocks: readonly PageBlock[], props: FormFieldsProps): readonly { readonly known: boolean; readonly blocks: PageBlock[] }[] {
  const runs: { readonly known: boolean; readonly blocks: PageBlock[] }[] = [];
  for (const block of blocks) {
    const known = block.kind === 'field' && (props.sources[block.field.key] ?? '').startsWith('me.') && asStored(block.field, props);
    const last = runs.at(-1);
    if (last && last.known === known) last.blocks.push(block); else runs.push({ known, blocks: [block] });
  }
  return runs;
}
/** After a post: what was typed is still what is known. */
function asStored(field: FormField, { body, values }: FormFieldsProps): boolean {
  if (!body) return true;
  const typed = typedIn(body);
  return Object.entries(typedFrom(field, values[field.key], field.key)).every(([name, value]) => typed(name) === value);
}

function Known({ blocks, props, context }: { blocks: readonly PageBlock[]; props: FormFieldsProps; context: InputContext }): VNode {
  const fields = blocks.flatMap((block) => (block.kind === 'field' ? [block.field] : []));
  return (
    <KnownAnswers source={context.meSource} open={props.errors.some((error) => fields.some((field) => field.key === error.field))} answers={fields.map((field) => ({ label: field.label, value: showAnswer(field, props.values[field.key], props.lang, namesOf(props.places)) }))}>
      <Asked blocks={blocks} props={{ ...props, sources: {} }} context={context} />
    </KnownAnswers>
  );
}

const namesOf = ({ provinceName, communeName, communeBelongsTo, countryName }: Partial<Lookups>): Lookups | undefined =>
  (provinceName && communeName && communeBelongsTo && countryName ? { provinceName, communeName, communeBelongsTo, countryName } : undefined);

/** Something to read is not something to answer. */
const isNote = (block: PageBlock): boolean => block.kind === 'field' ? block.field.type === 'note' : block.blocks.every(isNote);

function Asked({ blocks, props, context }: { blocks: readonly PageBlock[]; props: FormFieldsProps; context: InputContext }): VNode {
  const { page, body, values, errors, facts, sources } = props;
  return (
    <>
      {blocks.map((block, at) => {
        if (block.kind === 'dependent') {
          const words = { vi: describeCondition(block.when, page.fields, 'vi'), en: describeCondition(block.when, page.fields, 'en') };
          return (
            <div key={at} class="mc-dependent" data-show-when={switchOf(block.when)}>
              <noscript><p class="mc-hint"><Say words={block.blocks.every(isNote) ? WORDS.appliesWhen(words) : WORDS.onlyWhen(words)} /></p></noscript>
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
export const formFieldsWith = (fixed: Pick<FormFieldsProps, 'places' | 'communesUrl'>) => (props: Omit<FormFieldsProps, keyof typeof fixed>): VNode => <FormFields {...fixed} {...props} />;

/** The condition as the `toggle-when` island reads it, `name=a|b`; one that it cannot read stays always in sight. */
function switchOf(when: Condition): string | undefined {
  const typed = (value: string | number | boolean): string => (value === true ? YES : value === false ? NO : String(value));
  if ('is' in when) return `${when.field}=${typed(when.is)}`;
  if ('in' in when) return `${when.field}=${when.in.map(typed).join('|')}`;
  return undefined;
}
