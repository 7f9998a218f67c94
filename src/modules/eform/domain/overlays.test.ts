import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Answers, Condition, Facts } from '../../../shared/condition.ts';
import { fieldsOf, holds } from '../../../shared/condition.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import { readStarterForms } from '../store/form-files.ts';
import { checkForm, completeAnswers, resolveFields } from './index.ts';
import type { FormDefinition, FormField } from './index.ts';

/** The parts of an overlay that lean on its form. */
interface Overlay {
  code: string; form: string;
  cases: { key: string; when?: Condition }[]; terms: { caseKey?: string; term: { value: number; unit: string } | null; legalBasis?: string }[];
  papers: { key: string; kind: string; requiredWhen?: Condition; optional?: boolean }[];
  fees: { id: string; when?: Condition; legalBasis: string; amount: Record<string, unknown>; reliefs?: { when: Condition; legalBasis: string }[] }[];
  screening: { questions: FormField[]; outcomes: { when: Condition; route: string }[]; settles?: { field: string; value: string | null; when: Condition }[] };
  process: { demo?: boolean; steps: { hours: number; kind: string }[] };
  results: { template: { lines: { value: string; showWhen?: Condition }[]; draftFields: FormField[] } }[];
}
const { forms, lists } = readStarterForms();
const folder = join(packageRoot(), 'procedures/overlays');
const overlays = readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Overlay);
const formOf = (overlay: Overlay): FormDefinition => { const form = forms.find((one) => one.id === overlay.form); assert.ok(form, overlay.form); return form; };

describe('overlays lean on answers that their forms give', () => {
  for (const overlay of overlays) {
    it(overlay.code, () => {
      const form = formOf(overlay);
      assert.ok(form.procedures?.includes(overlay.code));
      const fields = [...form.pages.flatMap((page) => page.fields), ...(form.derived ?? [])];
      const answers = new Set(fields.map((field) => field.key));
      const reads = (where: string, condition: Condition | undefined, also: readonly string[] = []): void => {
        for (const name of condition ? fieldsOf(condition) : []) assert.ok(answers.has(name) || also.includes(name), `${where} reads «${name}»`);
      };
      for (const one of overlay.cases) reads(`case ${one.key}`, one.when);
      for (const paper of overlay.papers) reads(`paper ${paper.key}`, paper.requiredWhen);
      for (const fee of overlay.fees) {
        reads(`fee ${fee.id}`, fee.when);
        for (const relief of fee.reliefs ?? []) { reads(`relief of ${fee.id}`, relief.when); assert.ok(relief.legalBasis); }
        for (const name of [fee.amount['quantity'], fee.amount['pagesOf']]) if (name !== undefined) assert.ok(answers.has(String(name)), `${fee.id}: ${String(name)}`);
        if (fee.amount['pagesOf']) { const rows = fields.find((field) => field.key === fee.amount['pagesOf']) as FormField; for (const column of ['pages', 'copies']) assert.ok(rows.columns?.some((one) => one.key === fee.amount[column]), column); }
        assert.ok(fee.legalBasis);
      }
      const questions = overlay.screening.questions.map((question) => question.key);
      assert.deepEqual(questions.filter((key) => answers.has(key)), [], 'a quick check shares no key with the form');
      for (const outcome of overlay.screening.outcomes) for (const name of fieldsOf(outcome.when)) assert.ok(questions.includes(name), name);
      for (const rule of overlay.screening.settles ?? []) {
        for (const name of fieldsOf(rule.when)) assert.ok(questions.includes(name), `${rule.field}: ${name}`);
        const field = resolveFields(form.pages.flatMap((page) => page.fields).filter((one) => one.key === rule.field), lists)[0];
        assert.ok(field, `the quick check settles «${rule.field}», which the form does not ask`);
        if (rule.value !== null) assert.ok(field.options?.some((option) => option.value === rule.value), `${rule.field} has no answer «${rule.value}»`);
      }
      const { template } = overlay.results[0] as Overlay['results'][number];
      const drafted = template.draftFields.map((field) => field.key);
      for (const line of template.lines) {
        reads('template', line.showWhen, drafted);
        for (const [, name] of line.value.matchAll(/\{(\w+)\}/gu)) assert.ok(answers.has(name as string) || drafted.includes(name as string), `template: {${name}}`);
      }
      for (const [name, asked] of [['quick check', overlay.screening.questions], ['draft', template.draftFields]] as const) {
        const page = { key: 'p', title: { vi: 'Trang', en: 'Page' }, fields: resolveFields(asked, lists) };
        assert.deepEqual(checkForm({ id: 'f', version: 1, title: page.title, source: {}, pages: [page] }).filter((one) => !one.problem.vi.includes('được so sánh')), [], name);
      }
    });
    it(`${overlay.code}: each paper, case and term has its own key, and steps fit the ordinary term`, () => {
      for (const keys of [overlay.papers.map((one) => one.key), overlay.cases.map((one) => one.key)]) assert.equal(new Set(keys).size, keys.length);
      for (const term of overlay.terms) { assert.ok(term.legalBasis); if (term.caseKey !== undefined) assert.ok(overlay.cases.some((one) => one.key === term.caseKey), term.caseKey); }
      const ordinary = overlay.terms.find((term) => term.caseKey === undefined)?.term;
      const hours = ordinary?.unit === 'same-day' ? 8 : (ordinary?.value ?? 0) * 8;
      assert.ok(overlay.process.steps.reduce((sum, step) => sum + step.hours, 0) <= hours);
      assert.equal(overlay.process.demo, true, 'hours of steps are a sample and say so');
      assert.equal(overlay.cases.filter((one) => !one.when).length, 1, 'one case takes what no condition takes');
    });
  }
});

describe('which papers the answers ask for', () => {
  const birth = overlays.find((one) => one.code === '1.001193') as Overlay;
  const demanded = (answers: Answers, channel: Facts['channel'] = 'online'): string[] => {
    const facts: Facts = { answers, channel, today: '2026-11-21' };
    return birth.papers.filter((paper) => paper.kind === 'submit' && !paper.optional && (!paper.requiredWhen || holds(paper.requiredWhen, facts))).map((paper) => paper.key);
  };
  it('with a birth record: that one paper', () => assert.deepEqual(demanded({ relation: 'MeDe', birthCase: 'thuong', birthProof: 'giay-chung-sinh' }), ['giay-chung-sinh']));
  it('no record, no witness: the declaration', () => assert.deepEqual(demanded({ birthProof: 'cam-doan' }), ['giay-cam-doan']));
  it('authorised by the parents: the authorisation as well; a grandmother needs none', () => {
    assert.deepEqual(demanded({ relation: 'Khac', kin: 'uy-quyen', birthProof: 'giay-chung-sinh' }), ['giay-chung-sinh', 'van-ban-uy-quyen']);
    assert.deepEqual(demanded({ relation: 'Khac', kin: 'ong-ba', birthProof: 'giay-chung-sinh' }), ['giay-chung-sinh']);
  });
  it('an abandoned child: the record of the abandonment', () => assert.deepEqual(demanded({ birthCase: 'bo-roi' }), ['bien-ban-bo-roi']));
});

describe('the 60 days of a birth (Luật Hộ tịch 2014 Đ.15)', () => {
  const birth = overlays.find((one) => one.code === '1.001193') as Overlay;
  const form = formOf(birth);
  const relief = birth.fees[0]?.reliefs?.[0]?.when as Condition;
  for (const [today, kind, free] of [['2026-04-08', '1', true], ['2026-04-09', '4', false]] as const) {
    it(`born 7/2/2026, received ${today}: kind ${kind}, ${free ? 'no fee' : 'a fee'}`, () => {
      const facts: Facts = { answers: { birthDate: '2026-02-07' }, channel: 'online', today };
      assert.equal(completeAnswers(form, facts).registrationKind, kind);
      assert.equal(holds(relief, facts), free);
    });
  }
});
