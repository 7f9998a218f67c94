import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Guest, Officer } from '../src/shared/actor.ts';
import { packageRoot } from '../src/platform/package-root.ts';
import { vietnamDate, vietnamInstant } from '../src/shared/plain-date.ts';
import { receiveUpload, type DocumentDeps, type FileScope } from '../src/modules/document/index.ts';
import {
  acceptDossier, answerSupplement, approveResult, approveSupplement, askSupplement, collectFee, draftResult, extendDossier, forwardStep, labels, personalOf, receiveAtCounter, refuseDossier, requestWithdrawal, resumeDossier, returnResult,
  stopDossier, submitDraft, suspendDossier, takeStep, type Command, type CommandOutcome, type Draft, type DossierDeps, type DossierScope, type LoadedDossier,
} from '../src/modules/dossier/index.ts';
import { itemsToJudge, type Verdict } from '../src/modules/dossier/domain/index.ts';
import type { DemoLinked } from './link-demo-parts.ts';
import { asOwner, fillAnswers, personOf, type Script, type ScriptedDossier, type ScriptedPaper, type ScriptedStep, type SuspendReason } from './dossier-script.ts';

export interface DemoOfficers { readonly reception: Officer; readonly specialist: Officer; readonly leader: Officer }
export interface StepDeps {
  readonly dossier: DossierDeps; readonly documents: DocumentDeps; readonly script: Script;
  /** signs at the moment of the script; without it results wait for the worker */ readonly sign?: (dossierId: string, at: Date) => Promise<void>;
  /** chooses and moves linked parts; without it nothing is linked, and the dossier itself goes on */ readonly linked?: DemoLinked;
}
export interface Subject { readonly scripted: ScriptedDossier; readonly guest: Guest; readonly officers: DemoOfficers; readonly agencyId: number; readonly agencyShortName: string; readonly order: number; /** set once it is filed */ dossierId: string | null }
/** `ok` with nothing done: the step needs the worker, so the dossier stays where it is. */
export type StepOutcome = { readonly ok: true; readonly went: boolean } | { readonly ok: false; readonly refusal: unknown };

const DAY_MS = 86_400_000;
const WENT: StepOutcome = { ok: true, went: true };
const went = (outcome: CommandOutcome<unknown>): StepOutcome => (outcome.ok ? WENT : outcome);
const guestScope = (guest: Guest): DossierScope & FileScope => ({ kind: 'guest', guestKey: guest.guestKey });
const officerScope = (officer: Officer): DossierScope & FileScope => ({ kind: 'officer', officerId: officer.officerId, agencyIds: officer.agencyIds });

/** One step of one dossier, by the use-case that the pages call. */
export async function takeDemoStep(deps: StepDeps, subject: Subject, index: number, step: ScriptedStep, at: Date): Promise<StepOutcome> {
  const { dossier } = deps;
  const { officers, guest } = subject;
  const key = `demo:${subject.scripted.key}:${index}`;
  if (step.do === 'submit') return file(deps, subject, key, at);
  if (step.do === 'receive' || step.do === 'receive-and-pay') return receive(deps, subject, key, step.do === 'receive-and-pay', at);
  const id = subject.dossierId;
  if (id === null) return { ok: false, refusal: 'not filed yet' };
  const by = (actor: Officer | Guest): Command => ({ scope: actor.kind === 'officer' ? officerScope(actor) : guestScope(actor), actor, id, at, key, route: `demo.${step.do}`, body: step });
  const load = async (): Promise<LoadedDossier> => {
    const loaded = await dossier.store.find(officerScope(officers.leader), id);
    if (!loaded) throw new Error(`demo dossier ${subject.scripted.key} is not there`);
    return loaded;
  };
  switch (step.do) {
    case 'accept': return went(await acceptDossier(dossier, by(officers.reception)));
    case 'ask': return ask(deps, await load(), officers, step, by);
    case 'answer': return answer(deps, subject, id, step, by(guest));
    case 'take': case 'forward': {
      const { state } = await load();
      const role = state.steps.find((one) => one.key === state.step)?.role;
      const officer = role === 'leader' ? officers.leader : role === 'specialist' ? officers.specialist : officers.reception;
      return went(step.do === 'take' ? await takeStep(dossier, by(officer)) : await forwardStep(dossier, by(officer)));
    }
    case 'draft': return went(await draftResult(dossier, by(officers.specialist), fillAnswers(deps.script, subject.scripted, deps.script.drafts[subject.scripted.procedure] ?? {}, at, childId(at, subject.order))));
    case 'approve': return went(await approveResult(dossier, by(officers.leader)));
    case 'sign':
      if (!deps.sign) return { ok: true, went: false };
      await deps.sign(id, at);
      return WENT;
    case 'collect': return went(await collectFee(dossier, by(officers.reception), 'cash'));
    case 'hand-over': return went(await returnResult(dossier, by(officers.reception), { method: 'counter', checkedIdentity: true, receiver: receiverOf(deps, subject) }));
    case 'take-away': return went(await returnResult(dossier, by(guest), { method: 'electronic', checkedIdentity: false, receiver: receiverOf(deps, subject) }));
    case 'refuse': {
      const { state } = await load();
      return went(await refuseDossier(dossier, by(state.status === 'submitted' ? officers.reception : officers.leader), { ground: step.ground ?? '', legalBasis: step.legalBasis ?? '', reason: step.reason ?? '', ...(step.insteadGo ? { insteadGo: step.insteadGo } : {}) }));
    }
    case 'suspend': return went(await suspendDossier(dossier, by(officers.leader), { reason: step.reason as SuspendReason, note: step.note ?? '', legalBasis: step.legalBasis ?? '' }));
    case 'resume': return went(await resumeDossier(dossier, by(officers.leader)));
    case 'extend': {
      const later = (await dossier.deadlinesOf(subject.agencyId)).afterWorkingHours(at, step.hours ?? 40);
      if (!later.ok) return later;
      // an appointment at the end of that working day
      return went(await extendDossier(dossier, by(officers.leader), { reason: step.reason ?? '', newDue: vietnamInstant(vietnamDate(later.value), 17 * 60) }));
    }
    case 'withdraw': return went(await requestWithdrawal(dossier, by(guest), step.reason ?? ''));
    case 'link': return (await deps.linked?.choose({ kind: 'guest', guestKey: guest.guestKey }, await load(), step.parts ?? [], at).then((chosen): StepOutcome => (chosen.ok ? WENT : { ok: false, refusal: chosen.refusal }))) ?? WENT;
    case 'linked': await deps.linked?.proceed(id, at, step.says ?? []); return WENT;
    case 'stop': return went(await stopDossier(dossier, by(officers.leader), step.reason ?? ''));
  }
}

const receiverOf = (deps: StepDeps, subject: Subject): { readonly name: string; readonly personalId: string } => {
  const owner = personOf(deps.script, subject.scripted.owner);
  return { name: owner.name, personalId: owner.id };
};
/** Twelve digits of the right shape for a child of this century, made up. */
const childId = (at: Date, order: number): string => `060${3}${vietnamDate(at).slice(2, 4)}98${String(order).padStart(4, '0')}`;

async function file(deps: StepDeps, subject: Subject, key: string, at: Date): Promise<StepOutcome> {
  const { dossier, script } = deps;
  const { scripted, guest } = subject;
  const current = await dossier.procedures.current(scripted.procedure);
  if (!current) return { ok: false, refusal: 'procedure not published' };
  const person = personOf(script, scripted.owner);
  const owner = asOwner(person, subject.agencyShortName);
  const answers = fillAnswers(script, scripted, { ...script.templates[scripted.template], ...scripted.answers }, at, '');
  const begun = new Date(at.getTime() - 12 * 60_000);
  const draft: Draft = {
    id: dossier.ids.uuid(), citizenId: null, guestKey: guest.guestKey, officerId: null, procedure: scripted.procedure, version: current.versionId, agencyId: subject.agencyId, channel: 'online',
    shortCode: `${dossier.ids.secret(3)}-${dossier.ids.secret(3)}`, revision: 1, changedAt: begun, expiresAt: new Date(begun.getTime() + 30 * DAY_MS), dossierId: null, supplements: null,
    content: { answers, owner, delivery: { methods: scripted.delivery ?? ['electronic'], copies: scripted.delivery ? 1 : 0 }, contact: { phone: person.phone, ...(person.email ? { email: person.email } : {}) }, visited: [], assurance: 'none', filedBy: 'self' },
  };
  await dossier.drafts.create(guestScope(guest), draft);
  const refused = await upload(deps, subject, draft.id, scripted.papers ?? [], begun);
  if (refused) return refused;
  const outcome = await submitDraft(dossier, { scope: guestScope(guest), actor: guest, draftId: draft.id, key, at });
  if (outcome.ok) subject.dossierId = String(outcome.result['dossierId']);
  return went(outcome);
}

async function upload(deps: StepDeps, subject: Subject, draftId: string, papers: readonly ScriptedPaper[], at: Date): Promise<StepOutcome | null> {
  for (const paper of papers) {
    const bytes = readFileSync(join(packageRoot(), 'demo', 'files', paper.file));
    const stored = await receiveUpload(deps.documents, guestScope(subject.guest), { draftId, paperKey: paper.paper, owner: { citizenId: null, guestKey: subject.guest.guestKey, officerId: null, agencyIds: [] }, source: 'citizen' },
      { filename: paper.name ?? paper.file, declaredType: paper.file.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg', stream: Readable.from([bytes]) }, at);
    if (!stored.ok) return stored;
  }
  return null;
}

async function receive(deps: StepDeps, subject: Subject, key: string, pays: boolean, at: Date): Promise<StepOutcome> {
  const { dossier, script } = deps;
  const { scripted, officers } = subject;
  const outcome = await receiveAtCounter(dossier, {
    scope: officerScope(officers.reception), officer: officers.reception, at, key, procedure: scripted.procedure, owner: asOwner(personOf(script, scripted.owner), subject.agencyShortName),
    answers: fillAnswers(script, scripted, { ...script.templates[scripted.template], ...scripted.answers }, at, ''), ticks: scripted.ticks ?? [], fileIds: [], delivery: { methods: scripted.delivery ?? ['counter'], copies: 1 }, channel: 'counter', collectNow: pays ? 'cash' : null,
  });
  if (outcome.ok) subject.dossierId = String(outcome.result['dossierId']);
  return went(outcome);
}

/** Every item is judged; what the script does not name is in order. */
async function ask(deps: StepDeps, loaded: LoadedDossier, officers: DemoOfficers, step: ScriptedStep, by: (actor: Officer) => Command): Promise<StepOutcome> {
  const content = await deps.dossier.procedures.version(loaded.state.version);
  if (!content) return { ok: false, refusal: 'procedure withdrawn' };
  const verdicts: Verdict[] = itemsToJudge(content, loaded.state, personalOf(loaded.events).answers, labels(content)).map((item) => {
    const asked = step.items?.find((one) => one.type === item.type && one.key === item.key);
    return asked ? { item, verdict: asked.verdict, reason: asked.reason } : { item, verdict: 'ok' };
  });
  const officer = loaded.state.status === 'submitted' ? officers.reception : officers.specialist;
  const asked = went(await askSupplement(deps.dossier, by(officer), { verdicts, ...(step.note ? { note: step.note } : {}), ...(step.byLeader ? { why: step.note ?? 'Lần trước chưa nói hết.' } : {}) }));
  if (!asked.ok || !step.byLeader) return asked;
  const approval = by(officers.leader);
  return went(await approveSupplement(deps.dossier, { ...approval, key: approval.key === null ? null : `${approval.key}.duyet` }));
}

async function answer(deps: StepDeps, subject: Subject, id: string, step: ScriptedStep, command: Command): Promise<StepOutcome> {
  const { dossier } = deps;
  const loaded = await dossier.store.find(command.scope, id);
  if (!loaded) return { ok: false, refusal: 'not there' };
  const draft: Draft = {
    id: dossier.ids.uuid(), citizenId: null, guestKey: subject.guest.guestKey, officerId: null, procedure: loaded.state.procedure, version: loaded.state.version, agencyId: loaded.state.competentAgency, channel: 'online',
    shortCode: `B-${dossier.ids.secret(6)}`, revision: 1, changedAt: command.at, expiresAt: new Date(command.at.getTime() + 30 * DAY_MS), dossierId: null, supplements: id, content: { answers: step.answers ?? {}, visited: [], assurance: loaded.state.assurance },
  };
  await dossier.drafts.create(command.scope, draft);
  const refused = await upload(deps, subject, draft.id, step.papers ?? [], command.at);
  return refused ?? went(await answerSupplement(dossier, { ...command, draft: { id: draft.id, revision: draft.revision } }));
}
