import type { Answer, Answers, Facts } from '../../../shared/condition.ts';
import { holds } from '../../../shared/condition.ts';
import { isRequired, rowNumbers } from './field-types/rows.ts';
import type { Body, FieldError, FormField, FormPage, Lookups } from './form.ts';
import { errorsOf, preparePage } from './prepare.ts';
import type { PreparedPage } from './prepare.ts';
import { isAnswered, withoutIdleCells } from './relevance.ts';

export interface ParsedPage {
  /** answers of this page's relevant fields that are in order; a field left empty is not in it */
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
  /** input names that belong to no field of the page: the post is refused (422) when there are any */
  readonly unknown: readonly string[];
  /** a button other than «go on»: keep what is in order, then draw the page again */
  readonly action?: PageAction;
}
/** Names of buttons that work without script: one more row, one row less, the communes of the chosen province. */
export type PageAction = { readonly kind: 'add-row'; readonly field: string } | { readonly kind: 'remove-row'; readonly field: string; readonly row: number } | { readonly kind: 'show-communes'; readonly field: string };
export const ADD_ROW = '_add';
export const REMOVE_ROW = '_remove';
export const SHOW_COMMUNES = '_communes';

/**
 * Reads one page's post. `facts.answers` are the draft's; this page's own old answers are not used. A field hidden by an
 * answer on the same page may be in the body (pages without script show it) and is then left out, not refused.
 */
export function parsePage(page: FormPage, body: Body, facts: Facts, lookups?: Lookups): ParsedPage {
  const prepared = preparePage(page);
  const answers: Record<string, Answer> = {};
  const errors: FieldError[] = [];
  const seen: Record<string, Answer | undefined> = {};
  for (const [key, value] of Object.entries(facts.answers)) if (!prepared.keys.has(key)) seen[key] = value;
  const here: Facts = { answers: seen, channel: facts.channel, today: facts.today };
  const action = actionOf(prepared, body);
  const removed = action?.kind === 'remove-row' ? withoutRow(body, action.field, action.row) : body;

  for (const { field, key, kind, showWhen, conditionalColumns } of prepared.fields) {
    if (field.type === 'note' || (showWhen && !holds(showWhen, here))) continue;
    const reading = kind.read(field, removed, key);
    if ('problem' in reading) { errors.push(...errorsOf(key, reading.problem)); continue; }
    let answer = reading.answer;
    if (answer !== undefined && conditionalColumns) answer = withoutIdleCells(field, answer, here);
    if (!isAnswered(answer)) {
      if (isRequired(field, here)) errors.push({ field: key, message: field.whenMissing ?? kind.missing(field) });
      continue;
    }
    // what depends on it is asked even while it is not in order
    seen[key] = answer;
    const problem = kind.check(field, answer, here, lookups);
    if (problem) errors.push(...errorsOf(key, problem));
    else answers[key] = answer;
  }
  const unknown = unknownNames(prepared, body);
  return action ? { answers, errors, unknown, action } : { answers, errors, unknown };
}

/** The draft's answers after a page was read: the page's old ones make way, so that an emptied field is empty. */
export function mergePage(page: FormPage, stored: Answers, parsed: Answers): Answers {
  const keys = preparePage(page).keys;
  const merged: Record<string, Answer> = {};
  for (const [key, value] of Object.entries(stored)) if (!keys.has(key) && value !== undefined) merged[key] = value;
  return { ...merged, ...(parsed as Record<string, Answer>) };
}

function unknownNames(page: PreparedPage, body: Body): readonly string[] {
  const unknown: string[] = [];
  for (const name of Object.keys(body)) {
    if (page.names.has(name) || name === ADD_ROW || name === REMOVE_ROW || name === SHOW_COMMUNES) continue;
    if (!page.rows.some(({ field }) => isCellName(field, name))) unknown.push(name);
  }
  return unknown;
}
function isCellName(field: FormField, name: string): boolean {
  const head = `${field.key}.`;
  if (!name.startsWith(head)) return false;
  const [row] = rowNumbers({ [name]: '' }, field.key);
  if (row === undefined) return false;
  const cell = name.slice(`${head}${row}.`.length);
  return cellNames(field).has(cell);
}
const cells = new WeakMap<FormField, ReadonlySet<string>>();
function cellNames(field: FormField): ReadonlySet<string> {
  let found = cells.get(field);
  if (!found) {
    const page = preparePage({ key: field.key, title: field.label, fields: field.columns ?? [] });
    cells.set(field, (found = page.names));
  }
  return found;
}

function actionOf(page: PreparedPage, body: Body): PageAction | undefined {
  const isRows = (key: string): boolean => page.rows.some((field) => field.key === key);
  const add = body[ADD_ROW], remove = body[REMOVE_ROW], communes = body[SHOW_COMMUNES];
  if (typeof add === 'string' && isRows(add)) return { kind: 'add-row', field: add };
  if (typeof remove === 'string') {
    const dot = remove.lastIndexOf('.');
    const field = remove.slice(0, dot), row = Number(remove.slice(dot + 1));
    if (isRows(field) && Number.isInteger(row) && row >= 0) return { kind: 'remove-row', field, row };
  }
  if (typeof communes === 'string' && page.names.has(`${communes}.province`)) return { kind: 'show-communes', field: communes };
  return undefined;
}
/** The post as if the row had never been there. */
export function withoutRow(body: Body, field: string, row: number): Body {
  const head = `${field}.${row}.`;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith(head)));
}
