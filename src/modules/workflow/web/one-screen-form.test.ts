import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answers, Condition, Facts } from '../../../shared/condition.ts';
import { readStarterForms } from '../../eform/index.ts';
import { parsePage, validateAnswers, type FormDefinition } from '../../eform/domain/index.ts';
import { askedNow, asTyped, countable, fillEmpty, oneScreen, sectionsOf, switchable, switchWords } from './one-screen-form.ts';

const { forms } = readStarterForms();
const form = (id: string): FormDefinition => { const found = forms.find((one) => one.id === id); assert.ok(found); return found; };
const birth = form('khai-sinh');
const copies = form('chung-thuc-ban-sao');
const facts = (answers: Answers = {}): Facts => ({ answers, channel: 'counter', today: '2026-03-02' });
const blockOf = (definition: FormDefinition, key: string, answers: Answers = {}) => sectionsOf(definition, facts(answers)).flatMap((section) => section.blocks).find((block) => block.fields.some((field) => field.key === key));

describe('all questions on one screen', () => {
  it('nothing is asked that the pages would not ask, and nothing is left out that they might', () => {
    for (const definition of forms) {
      const page = oneScreen(definition);
      assert.deepEqual(page.fields.map((field) => field.key), definition.pages.flatMap((one) => one.fields.map((field) => field.key)));
      const drawn = new Set(sectionsOf(definition, facts()).flatMap((section) => section.blocks).flatMap((block) => block.fields.map((field) => field.key)));
      for (const field of page.fields) if (!field.showWhen) assert.ok(drawn.has(field.key), `${definition.id}: ${field.key}`);
      for (const section of sectionsOf(definition, facts())) for (const block of section.blocks) for (const one of block.switches) assert.ok(switchWords(one), `${definition.id}: ${JSON.stringify(one)} is a switch`);
    }
  });
  it('what is read from the one screen is judged as the pages judge it', () => {
    const body = { requesterName: 'Nguyễn Thị Mẫu', requesterPaperType: '9', requesterPersonalId: '068196012345', 'documents.0.name': 'Bằng', 'documents.0.pages': '3', 'documents.0.copies': '2', requesterPaperNumber: 'B123' };
    const read = parsePage(oneScreen(copies), body, facts());
    assert.deepEqual(read.errors, []);
    assert.equal(read.answers['requesterPaperNumber'], undefined, 'an answer off the path falls away');
    assert.deepEqual(validateAnswers(copies, facts(read.answers)), { answers: read.answers, pages: [] });
  });
  it('«not this answer» becomes «one of the others», which the browser can switch', () => {
    const mother = blockOf(birth, 'motherName');
    assert.deepEqual(mother?.switches.map(switchWords), ['birthCase=thuong|mang-thai-ho', 'relation=ChaDe|Khac|BanThan']);
  });
  it('what the browser cannot switch stands there while open and goes when it is answered', () => {
    assert.ok(blockOf(birth, 'fatherBirth'), 'relation and fatherDeclared are open');
    assert.equal(blockOf(birth, 'fatherBirth', { relation: 'MeDe', fatherDeclared: 'khong-khai' }), undefined);
    assert.equal(blockOf(birth, 'feeGroup'), undefined, 'only for a late registration');
    assert.ok(blockOf(birth, 'feeGroup', { birthDate: '2025-01-01' }));
  });
  it('settles conditions like the form itself', () => {
    const fields = new Map(oneScreen(birth).fields.map((field) => [field.key, field]));
    const late: Condition = { not: { daysSince: 'birthDate', atMost: 60 } };
    assert.equal(switchable(late, fields, facts({ birthDate: '2026-03-01' })), false);
    assert.equal(switchable({ all: [late, { channel: ['counter'] }] }, fields, facts({ birthDate: '2025-01-01' })), true);
    assert.deepEqual(switchable({ all: [{ field: 'relation', is: 'MeDe' }, { channel: ['counter'] }] }, fields, facts()), { field: 'relation', is: 'MeDe' });
  });
});

describe('what is asked for', () => {
  it('a question that stands hidden until a choice is made is asked for after the choice, not before', () => {
    const page = oneScreen(birth);
    const asked = (body: Record<string, string>): readonly string[] => { const read = parsePage(page, body, facts()); return askedNow(page, body, read.answers, read.errors).map((error) => error.field); };
    const nothing = asked({});
    assert.ok(nothing.includes('relation') && nothing.includes('childName'));
    for (const hidden of ['fatherDeclared', 'motherName', 'birthProof']) assert.ok(!nothing.includes(hidden), hidden);
    assert.ok(asked({ relation: 'MeDe', birthCase: 'thuong' }).includes('fatherDeclared'), 'once it is seen it is asked for');
    assert.ok(asked({ motherName: 'Mẹ 2' }).includes('motherName'), 'what was typed wrongly is always said');
  });
  it('never lets anything pass that the form would refuse', () => {
    for (const definition of forms) {
      const page = oneScreen(definition);
      const read = parsePage(page, {}, facts());
      assert.equal(askedNow(page, {}, read.answers, read.errors).length === 0, read.errors.length === 0, definition.id);
    }
  });
});

describe('what is known is not typed again', () => {
  const me = { name: 'Nguyễn Thị Mẫu', personalId: '068196012345', birthDate: '1996-02-07' };
  it('fills empty boxes from the person and leaves typed ones, wrong ones too', () => {
    const page = oneScreen(copies);
    const filled = fillEmpty(page, { requesterName: 'Trần 2' }, facts(), me);
    assert.equal(filled['requesterName'], 'Trần 2');
    assert.equal(filled['requesterPaperType'], '9');
    const again = fillEmpty(page, filled, facts({ requesterPaperType: '9' }), me);
    assert.equal(again['requesterPersonalId'], '068196012345');
  });
  it('a date stands in its three boxes', () => {
    assert.deepEqual(asTyped({ key: 'd', type: 'date' }, '1996-02-07'), { 'd.day': '7', 'd.month': '2', 'd.year': '1996' });
    assert.deepEqual(asTyped({ key: 'd', type: 'partial-date' }, '1996'), { 'd.day': '', 'd.month': '', 'd.year': '1996' });
    assert.deepEqual(asTyped({ key: 'a', type: 'address' }, { country: 'VN', declaredText: 'Thôn 3' }), { 'a.country': 'VN', 'a.declaredText': 'Thôn 3' });
    assert.deepEqual(asTyped({ key: 'y', type: 'yes-no' }, false), { y: 'khong' });
  });
  it('an unfinished row counts with what is in it', () => {
    const page = oneScreen(copies);
    const body = { 'documents.0.name': 'Bằng', 'documents.0.pages': '3', 'documents.0.copies': '4', 'documents.1.name': 'Học bạ' };
    const read = parsePage(page, body, facts());
    assert.equal(read.answers['documents'], undefined);
    assert.deepEqual(countable(page, body, read.answers)['documents'], [{ name: 'Bằng', pages: 3, copies: 4 }, { name: 'Học bạ' }]);
  });
});
