import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answers, Facts } from '../../../shared/condition.ts';
import { readStarterCatalogue } from '../../catalog/index.ts';
import { relevantPages, type FormPage } from '../../eform/domain/index.ts';
import { allSettled, settledAnswers, settledIn, stillAsked } from './index.ts';

const birth = readStarterCatalogue().find((content) => content.code === '1.001193')!;
const form = birth.form!;
const when = { channel: 'online', today: '2026-03-02' } as const;
const QUICK = { qBirthPlace: 'viet-nam', qParents: 'viet-nam', qMarried: 'roi', qProof: 'co' };
const begun = (screening: Answers): { readonly screening: Answers; readonly answers: Answers } => ({ screening, answers: settledAnswers(birth, screening, when) });
const page = (key: string): FormPage => form.pages.find((one) => one.key === key)!;
const asked = (key: string, draft: ReturnType<typeof begun>): readonly string[] => stillAsked(page(key), settledIn(birth, draft, when)).fields.map((field) => field.key);
const facts = (draft: ReturnType<typeof begun>, more: Answers = {}): Facts => ({ ...when, answers: { ...draft.screening, ...draft.answers, ...more } });

describe('what the quick check of a birth says about its form', () => {
  it('married: the father is declared, and nobody is asked whether (Luật Hôn nhân và gia đình 2014 Đ.88 k.1)', () => {
    const draft = begun(QUICK);
    assert.equal(draft.answers['fatherDeclared'], 'khai');
    assert.ok(!asked('cha', draft).includes('fatherDeclared'));
    assert.ok(asked('cha', draft).includes('fatherName'));
    assert.equal(allSettled(page('cha'), settledIn(birth, draft, when), facts(draft, { relation: 'MeDe' })), false);
  });
  it('unmarried, the mother alone: the father’s part stays empty and its page is passed by (NĐ 123/2015/NĐ-CP Đ.15 k.2)', () => {
    const draft = begun({ ...QUICK, qMarried: 'chua-khong-cha' });
    assert.equal(draft.answers['fatherDeclared'], 'khong-khai');
    assert.equal(allSettled(page('cha'), settledIn(birth, draft, when), facts(draft, { relation: 'MeDe' })), true);
  });
  it('a father who files for himself is asked about himself all the same', () => {
    const draft = begun({ ...QUICK, qMarried: 'chua-khong-cha' });
    const filing = facts(draft, { relation: 'ChaDe' });
    assert.ok(relevantPages(form, filing).some((one) => one.key === 'cha'));
    assert.equal(allSettled(page('cha'), settledIn(birth, draft, when), filing), false);
  });
  it('with a birth record it is settled which paper; without one nothing is proposed', () => {
    assert.ok(!asked('ngay-sinh', begun(QUICK)).includes('birthProof'));
    const without = begun({ ...QUICK, qProof: 'khong' });
    assert.equal(without.answers['birthProof'], undefined);
    assert.ok(asked('ngay-sinh', without).includes('birthProof'));
    assert.deepEqual([...settledIn(birth, without, when).open], ['birthProof']);
  });
  it('whoever changed such an answer is asked from then on; without a quick check everything is asked', () => {
    assert.ok(asked('cha', { screening: QUICK, answers: { fatherDeclared: 'khong-khai' } }).includes('fatherDeclared'));
    assert.deepEqual(settledAnswers(birth, {}, when), {});
    assert.equal(stillAsked(page('cha'), settledIn(birth, { answers: {} }, when)), page('cha'));
  });
});
