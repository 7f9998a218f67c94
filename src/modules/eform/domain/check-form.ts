import type { Condition } from '../../../shared/condition.ts';
import { fieldsOf } from '../../../shared/condition.ts';
import type { Text } from '../../../shared/text.ts';
import { FIELD_TYPES } from './field-types/index.ts';
import type { FormDefinition, FormField } from './form.ts';

/** `where` is the place in the definition, such as `be.childName`. */
export interface FormProblem { readonly where: string; readonly problem: Text }

const KEY = /^[A-Za-z][A-Za-z0-9_]*$/u;
const PAGE_KEY = /^[a-z][a-z0-9-]*$/u;
const CHOICES: readonly string[] = ['radio', 'select', 'checkboxes', 'country', 'ethnicity'];
/** More pages are more time on a bad network; the counted ones exclude papers and delivery. */
const MOST_PAGES = 12;
const FORBIDDEN = /không hợp lệ|lỗi hệ thống|quý khách|!/iu;
const ME = /^(?:me|answer|shown)\.[A-Za-z][A-Za-z0-9_]*$/u;

/** What must be mended before a form may be published; an empty list lets it pass. `outside` names answers from elsewhere (quick check). */
export function checkForm(form: FormDefinition, outside: readonly string[] = []): readonly FormProblem[] {
  const problems: FormProblem[] = [];
  const add = (where: string, vi: string, en: string): void => { problems.push({ where, problem: { vi, en } }); };
  const known = new Set<string>(outside);
  const pageKeys = new Set<string>();

  words(form.id, form.title, add);
  if (form.pages.length === 0) add(form.id, 'Tờ khai chưa có trang nào', 'The form has no page');
  if (form.pages.length > MOST_PAGES) add(form.id, `Tờ khai có ${form.pages.length} trang – gộp lại còn nhiều nhất ${MOST_PAGES}`, `The form has ${form.pages.length} pages – bring it down to ${MOST_PAGES}`);
  const all = new Map<string, FormField>();
  for (const page of form.pages) for (const field of page.fields) all.set(field.key, field);

  for (const page of form.pages) {
    if (!PAGE_KEY.test(page.key)) add(page.key, 'Tên trang trong địa chỉ chỉ gồm chữ thường không dấu, số, gạch nối', 'A page key has plain lower-case letters, digits and hyphens');
    if (pageKeys.has(page.key)) add(page.key, 'Hai trang trùng tên', 'Two pages have the same key');
    pageKeys.add(page.key);
    words(page.key, page.title, add);
    if (page.intro) words(page.key, page.intro, add);
    if (page.showWhen) reads(page.key, page.showWhen, known, add);
    if (!page.fields.some((field) => field.type !== 'note')) add(page.key, 'Trang này chưa có câu hỏi', 'This page asks nothing');
    for (const field of page.fields) {
      const where = `${page.key}.${field.key}`;
      if (known.has(field.key)) add(where, 'Mã câu hỏi đã dùng ở chỗ khác', 'The field key is used elsewhere');
      checkField(where, field, known, add, false);
      if (field.type !== 'note') known.add(field.key);
      for (const rule of field.prefillFrom ?? []) if (rule.when) reads(where, rule.when, known, add);
      for (const other of Object.values(field.compareWith ?? {})) if (other !== undefined && !all.has(other)) add(where, `Câu được so sánh «${other}» không có`, `The compared field “${other}” does not exist`);
    }
  }
  for (const page of form.pages) for (const field of page.fields) for (const rule of field.otherwise ?? []) checkRule(`${page.key}.${field.key}`, rule, known, add);
  for (const derived of form.derived ?? []) {
    const where = `derived.${derived.key}`;
    if (known.has(derived.key)) add(where, 'Mã câu hỏi đã dùng ở chỗ khác', 'The field key is used elsewhere');
    if (!KEY.test(derived.key)) add(where, 'Mã gồm chữ không dấu, số, gạch dưới', 'A key has plain letters, digits and underscores');
    words(where, derived.label, add);
    for (const rule of derived.rules) checkRule(where, rule, known, add);
    if (derived.page !== undefined && !pageKeys.has(derived.page)) add(where, `Trang «${derived.page}» không có`, `Page “${derived.page}” does not exist`);
    known.add(derived.key);
  }
  return problems;
}

type Add = (where: string, vi: string, en: string) => void;

function checkField(where: string, field: FormField, known: ReadonlySet<string>, add: Add, inRows: boolean): void {
  if (!KEY.test(field.key)) add(where, 'Mã câu hỏi gồm chữ không dấu, số, gạch dưới', 'A field key has plain letters, digits and underscores');
  if (!FIELD_TYPES.includes(field.type)) { add(where, `Không có loại câu hỏi «${String(field.type)}»`, `There is no field type “${String(field.type)}”`); return; }
  words(where, field.label, add);
  for (const text of [field.hint, field.subject, field.whenMissing]) if (text) words(where, text, add);
  if (field.required !== false && field.type === 'note') add(where, 'Lời dẫn không thể bắt buộc', 'A note cannot be compulsory');
  if (field.required !== false && !field.subject && !field.whenMissing && /\?\s*$/u.test(field.label.vi)) {
    add(where, 'Câu hỏi bắt buộc cần lời nhắc khi bỏ trống (subject hoặc whenMissing)', 'A compulsory question needs words for when it is left empty (subject or whenMissing)');
  }
  if (typeof field.required === 'object') reads(where, field.required, known, add);
  if (field.showWhen) reads(where, field.showWhen, known, add);
  if (CHOICES.includes(field.type)) checkOptions(where, field, add);
  else if (field.options) add(where, 'Loại câu hỏi này không có danh sách chọn', 'This field type has no options');
  if (field.min !== undefined && field.max !== undefined && field.min > field.max) add(where, `Mức ít nhất ${field.min} lớn hơn mức nhiều nhất ${field.max}`, `The minimum ${field.min} is above the maximum ${field.max}`);
  for (const from of [field.prefill, ...(field.prefillFrom ?? []).map((rule) => rule.from)]) if (from !== undefined && !ME.test(from)) add(where, `Nguồn điền sẵn «${from}» không rõ`, `The prefill source “${from}” is not understood`);
  if (field.type !== 'rows') { if (field.columns) add(where, 'Chỉ bảng mới có cột', 'Only rows have columns'); return; }
  if (inRows) { add(where, 'Bảng không thể nằm trong bảng', 'Rows cannot stand inside rows'); return; }
  if (!field.columns || field.columns.length === 0) { add(where, 'Bảng chưa có cột', 'The rows have no column'); return; }
  if (!field.rowName) add(where, 'Bảng cần tên của một dòng (rowName)', 'Rows need the name of one row (rowName)');
  const inner = new Set(known);
  for (const column of field.columns) {
    if (inner.has(column.key) && !known.has(column.key)) add(`${where}.${column.key}`, 'Hai cột trùng mã', 'Two columns have the same key');
    checkField(`${where}.${column.key}`, column, inner, add, true);
    inner.add(column.key);
  }
}
function checkOptions(where: string, field: FormField, add: Add): void {
  if (!field.options || field.options.length === 0) { add(where, 'Chưa có danh sách để chọn', 'There are no options to choose from'); return; }
  const values = new Set(field.options.map((option) => option.value));
  if (values.size !== field.options.length) add(where, 'Danh sách có hai mục trùng mã', 'Two options have the same value');
  for (const option of field.options) { words(`${where}=${option.value}`, option.label, add); if (option.value.trim() === '') add(where, 'Một mục trong danh sách chưa có mã', 'An option has no value'); }
  if (field.initial !== undefined && !values.has(String(field.initial))) add(where, `Giá trị ban đầu «${String(field.initial)}» không có trong danh sách`, `The initial value “${String(field.initial)}” is not an option`);
}
function checkRule(where: string, rule: { readonly when?: Condition; readonly copy?: string; readonly dateInWords?: string }, known: ReadonlySet<string>, add: Add): void {
  if (rule.when) reads(where, rule.when, known, add);
  for (const name of [rule.copy, rule.dateInWords]) if (name !== undefined && !known.has(name)) add(where, `Câu trả lời «${name}» không có`, `There is no answer “${name}”`);
}
/** A condition may only read what comes before it, else the path would depend on where one starts. */
function reads(where: string, condition: Condition, known: ReadonlySet<string>, add: Add): void {
  for (const name of fieldsOf(condition)) if (!known.has(name)) add(where, `Điều kiện đọc câu «${name}», câu đó không có hoặc đứng sau`, `The condition reads “${name}”, which does not exist or comes later`);
}
function words(where: string, text: Text, add: Add): void {
  if (!text.vi?.trim()) add(where, 'Thiếu lời tiếng Việt', 'The Vietnamese words are missing');
  if (!text.en?.trim()) add(where, 'Thiếu lời tiếng Anh', 'The English words are missing');
  const found = FORBIDDEN.exec(text.vi ?? '')?.[0];
  if (found) add(where, `Không dùng «${found}» trong lời viết cho dân`, `“${found}” is not used in words for citizens`);
}
