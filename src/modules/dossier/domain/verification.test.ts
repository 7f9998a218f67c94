import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { content, deadlines, numbered, submission } from '../../../../test/support/example-dossier.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import { vietnamIso } from '../../../shared/plain-date.ts';
import type { Term } from '../../calendar/domain/index.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { availableActions, decideSubmission, decideSupplement, decideVerification, foldDossier, itemsToJudge, planReception, termFor, termsToChoose, type DossierState, type NewEvent } from './index.ts';

interface Case { readonly name: string; readonly received: string; readonly term: Term; readonly longer: Term; readonly firstDue: string; readonly chosen: string; readonly reason?: string; readonly due?: string; readonly refusal?: string; readonly explains?: readonly string[] }
const { law, cases } = JSON.parse(readFileSync(join(packageRoot(), 'fixtures/dossiers/verification.json'), 'utf8')) as { law: string; cases: readonly Case[] };
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => { assert.ok(result.ok, JSON.stringify(result)); return result.value; };

const withTerms = (term: Term, longer: Term): ProcedureContent => ({
  ...content, cases: [{ key: 'xac-minh', name: { vi: 'Phải xác minh (cán bộ chọn khi thẩm tra)', en: 'Needs verification (chosen by the officer)' }, when: { any: [] } }, ...content.cases],
  terms: [{ term, sourceText: 'thời hạn thường' }, { caseKey: 'xac-minh', term: longer, sourceText: 'thời hạn khi phải xác minh', legalBasis: law.split(' (')[0] ?? '' }],
});
function received(at: string, procedure: ProcedureContent): DossierState {
  const events = numbered(value(decideSubmission(submission({ content: procedure, at: new Date(at) }), deadlines)).events, new Date(at).toISOString());
  const plan = value(planReception({ at: new Date(at), agencyCode: 'H36.23095', content: procedure, caseKey: 'thuong', channel: 'online' }, deadlines));
  return foldDossier([...events, ...numbered([plan.event({ order: 1, register: 1 })], new Date(at).toISOString(), 2)]);
}

for (const one of cases) {
  test(`${one.name} (${law.split(';')[0]})`, () => {
    const procedure = withTerms(one.term, one.longer);
    const state = received(one.received, procedure);
    assert.equal(state.caseKey, 'thuong', 'no answer chooses this case');
    assert.equal(vietnamIso(new Date(state.due?.at ?? '')), one.firstDue);
    const decided = decideVerification(state, { at: new Date(one.chosen), caseKey: 'xac-minh', reason: one.reason ?? 'Nơi sinh ghi khác nhau, hỏi trạm y tế' }, procedure, deadlines);
    if (one.refusal) { assert.equal(decided.ok ? 'accepted' : decided.refusal.kind, one.refusal); return; }
    const [event] = value(decided) as readonly [NewEvent<'verification-chosen'>];
    assert.equal(vietnamIso(new Date(event.data.due.at)), one.due);
    for (const words of one.explains ?? []) assert.ok(event.data.due.explanation.vi.includes(words), event.data.due.explanation.vi);
    assert.ok(!event.data.due.explanation.vi.includes('cán bộ chọn'), 'what speaks to officers stays inside');
    const after = foldDossier([...numbered(value(decideSubmission(submission({ content: procedure, at: new Date(one.received) }), deadlines)).events, new Date(one.received).toISOString()),
      ...numbered([value(planReception({ at: new Date(one.received), agencyCode: 'H36.23095', content: procedure, caseKey: 'thuong', channel: 'online' }, deadlines)).event({ order: 1, register: 1 })], new Date(one.received).toISOString(), 2), ...numbered([event], new Date(one.chosen).toISOString(), 3)]);
    assert.deepEqual([after.due?.at, after.legalDue, after.firstDue], [event.data.due.at, event.data.due.at, state.firstDue]);
    assert.equal(value(termFor(procedure, after.caseKey, after.channel)).sourceText, 'thời hạn khi phải xác minh', 'whatever is counted later goes by the chosen term');
    assert.deepEqual(termsToChoose(procedure, after), [], 'once');
  });
}

test('only the specialist at the step of the check chooses it, not while a request waits for the leader, not after an apology', () => {
  const procedure = withTerms({ value: 3, unit: 'working-day' }, { value: 5, unit: 'working-day' });
  const state = received('2026-08-26T09:00:00+07:00', procedure);
  const may = (role: 'specialist' | 'leader' | 'reception', over: Partial<DossierState> = {}): boolean => availableActions({ ...state, ...over }, { kind: 'officer', officerId: 'o', name: '', title: '', agencyId: 2, agencyIds: [2], roles: [role] }, false).includes('choose-verification');
  assert.deepEqual([may('specialist'), may('leader'), may('reception'), may('specialist', { extended: true }), may('specialist', { step: 'ky' })], [true, false, false, false, false]);
  const items = itemsToJudge(procedure, state, { name: 'A' }, (key) => key);
  const [proposal] = value(decideSupplement({ ...state, rounds: { intake: 0, appraisal: 1 } }, { at: new Date('2026-08-27T09:00:00+07:00'), items, verdicts: items.map((item, at) => ({ item, verdict: at === 0 ? 'wrong' : 'ok', ...(at === 0 ? { reason: 'mờ' } : {}) })), why: 'giấy mới nộp vẫn mờ' }, procedure, deadlines)) as readonly [NewEvent<'supplement-proposed'>];
  assert.equal(proposal.kind, 'supplement-proposed');
  assert.equal(may('specialist', { proposedSupplement: { ...proposal.data, at: '', by: 'o', byName: 'A' } }), false);
  assert.deepEqual(termsToChoose(content, state), [], 'a procedure without such a case offers nothing');
});
