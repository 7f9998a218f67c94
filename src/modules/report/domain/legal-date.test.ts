import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { content, deadlines, file, numbered, answers, submission } from '../../../../test/support/example-dossier.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import { vietnamIso } from '../../../shared/plain-date.ts';
import { nationalCalendar } from '../../calendar/index.ts';
import type { Term } from '../../calendar/domain/index.ts';
import { decideAnswer, decideExtension, decideSigned, decideSubmission, foldDossier, isOnTime, newEvent, planReception, type DossierEvent, type NewEvent } from '../../dossier/domain/index.ts';
import { factOf } from './dossier-fact.ts';

interface Step { readonly extend?: string; readonly until?: string; readonly ask?: string; readonly answer?: string }
interface Case { readonly name: string; readonly steps: readonly Step[]; readonly legal: string; readonly signed: string; readonly onTime: boolean; readonly settled: string }
const golden = JSON.parse(readFileSync(join(packageRoot(), 'fixtures/dossiers/legal-date.json'), 'utf8')) as { law: string; received: string; term: Term; cases: readonly Case[] };
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => { assert.ok(result.ok, JSON.stringify(result)); return result.value; };

/** One rule in one place: what the signature is judged by is what the statistics count. */
for (const one of golden.cases) {
  test(`${one.name} (${golden.law.split(' (')[0]})`, () => {
    const events: DossierEvent[] = [];
    const add = (at: string, added: readonly NewEvent[]): void => { events.push(...numbered(added, new Date(at).toISOString(), events.length + 1)); };
    const procedure = { ...content, terms: [{ term: golden.term, sourceText: 'thời hạn' }] };
    add(golden.received, value(decideSubmission(submission({ content: procedure, at: new Date(golden.received) }), deadlines)).events);
    add(golden.received, [value(planReception({ at: new Date(golden.received), agencyCode: 'H36.1', content: procedure, caseKey: null, channel: 'online' }, deadlines)).event({ order: 1, register: 1 })]);
    for (const step of one.steps) {
      if (step.extend && step.until) add(step.extend, value(decideExtension(foldDossier(events), new Date(step.extend), { reason: 'chờ xác minh', newDue: new Date(step.until) }, deadlines)));
      if (step.ask && step.answer) {
        add(step.ask, [newEvent('supplement-requested', { stage: 'appraisal', round: 1, verdicts: [{ item: { type: 'paper', key: 'ban-chinh', label: 'Bản chính' }, verdict: 'wrong', reason: 'mờ' }], respondBy: '2026-10-01' as never })]);
        add(step.answer, value(decideAnswer(foldDossier(events), { at: new Date(step.answer), files: [file('ban-chinh')], replaced: [], answers, changed: [] }, procedure, deadlines)));
      }
    }
    const state = foldDossier(events);
    assert.equal(vietnamIso(new Date(state.legalDue ?? '')), one.legal);
    assert.equal(isOnTime(state, new Date(one.signed)), one.onTime);
    const [signed] = decideSigned(state, new Date(one.signed), { file: 'f', sha256: 's', certificate: 'c', trial: true }) as readonly [NewEvent<'result-signed'>];
    add(one.signed, [signed]);
    const fact = factOf(events, { dossierId: 'd', calendar: nationalCalendar(), field: 'Ví dụ', term: golden.term });
    assert.deepEqual([signed.data.onTime, fact.settled, fact.legalDue], [one.onTime, one.settled, state.legalDue]);
    assert.equal(fact.settled !== 'late', one.onTime);
  });
}
