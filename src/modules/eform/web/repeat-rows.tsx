import type { VNode } from 'preact';
import type { Answer, Answers, Facts } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { FieldGroup, fieldId } from '../../../ui/components/field/field.tsx';
import { Say } from '../../../ui/language.tsx';
import { ADD_ROW, isRequired, REMOVE_ROW, withoutRow } from '../domain/index.ts';
import type { Body, FieldError, FormField } from '../domain/index.ts';
import { FieldInput, type InputContext } from './field-input.tsx';
import { filledRows } from './input-values.ts';
import { WORDS } from './words.ts';

export interface RepeatRowsProps {
  readonly field: FormField;
  readonly answer: Answer | undefined;
  readonly body: Body | undefined;
  readonly errors: readonly FieldError[];
  readonly facts: Facts;
  readonly context: InputContext;
}

/** A table that grows: one fieldset a row, buttons that post the page again and keep everything. */
export function RepeatRows({ field, answer, body, errors, facts, context }: RepeatRowsProps): VNode {
  const shown = rowsToShow(field, answer, body);
  const name = field.rowName ?? field.label;
  const most = Math.min(field.max ?? LIMITS.repeatRows, LIMITS.repeatRows);
  const own = errors.find((error) => error.field === field.key);
  return (
    <FieldGroup id={`${fieldId(field.key)}-rows`} name={field.key} label={field.label} hint={field.hint} error={own?.message} officialLabel={field.officialLabel}>
      {shown.map((row, at) => (
        <fieldset key={at} class="mc-field mc-dependent">
          <legend class="mc-label"><Say words={{ vi: `${name.vi} ${at + 1}`, en: `${name.en} ${at + 1}` }} /></legend>
          {(field.columns ?? []).map((column) => {
            const cell = `${field.key}.${at}.${column.key}`;
            return <FieldInput key={column.key} field={column} name={cell} required={isRequired(column, facts)} answer={row.answers[column.key]} body={row.typed && retold(row.typed, field.key, at)} error={errors.find((error) => error.field === cell)} context={context} />;
          })}
          {shown.length > 1 && <button class="mc-button mc-button-quiet" type="submit" name={REMOVE_ROW} value={`${field.key}.${at}`} formNoValidate><Say words={WORDS.removeRow(name, at + 1)} /></button>}
        </fieldset>
      ))}
      {shown.length < most && <button class="mc-button mc-button-secondary" type="submit" name={ADD_ROW} value={field.key} formNoValidate><Say words={WORDS.addRow(name)} /></button>}
    </FieldGroup>
  );
}

interface ShownRow { readonly answers: Answers; readonly typed?: Body }
/** At least one row, and one more after «Thêm». */
function rowsToShow(field: FormField, answer: Answer | undefined, body: Body | undefined): readonly ShownRow[] {
  const empty: ShownRow = body ? { answers: {}, typed: {} } : { answers: {} };
  if (!body) {
    const rows = Array.isArray(answer) ? (answer as readonly Answers[]).map((answers): ShownRow => ({ answers })) : [];
    return rows.length > 0 ? rows : [empty];
  }
  const removed = typeof body[REMOVE_ROW] === 'string' && body[REMOVE_ROW].startsWith(`${field.key}.`) ? withoutRow(body, field.key, Number(body[REMOVE_ROW].slice(field.key.length + 1))) : body;
  const rows = filledRows(field, removed).map((typed): ShownRow => ({ answers: {}, typed }));
  return body[ADD_ROW] === field.key || rows.length === 0 ? [...rows, empty] : rows;
}
/** Typed cells under the names that they have in the redrawn table. */
const retold = (row: Body, key: string, at: number): Body => Object.fromEntries(Object.entries(row).map(([cell, value]) => [`${key}.${at}.${cell}`, value]));
