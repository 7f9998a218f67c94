import type { Officer } from '../../../shared/actor.ts';
import type { Answers, Channel } from '../../../shared/condition.ts';
import { refuse } from '../../../shared/result.ts';
import { booksOf, decideSubmission, newEvent, planReception, temporaryReference, owed, type Delivery, type NewEvent, type PaperTick, type Person, type PostAddress, type ReceiveRefusal, type SubmitRefusal } from '../domain/index.ts';
import type { DossierDeps, DossierScope, Draft, NewDossier } from '../ports.ts';
import { outcomeOf, principalOf, type CommandOutcome } from './change-dossier.ts';

export interface CounterIntake {
  readonly scope: DossierScope; readonly officer: Officer; readonly at: Date; readonly key: string | null;
  readonly procedure: string; readonly owner: Person; readonly submitter?: Person; readonly answers: Answers; readonly ticks: readonly PaperTick[]; readonly fileIds: readonly string[]; readonly delivery: Delivery; /** with the way by post: whither */ readonly postTo?: PostAddress;
  /** of papers that came by post: when both had signed the minutes */ readonly handedOverAt?: Date;
  readonly channel: Extract<Channel, 'counter' | 'post'>; readonly collectNow: 'cash' | 'transfer' | null;
  /** what the person declared at home and told the code of: its files come along, it is closed by this act, and the dossier is the person's */
  readonly draft?: Pick<Draft, 'id' | 'revision' | 'citizenId' | 'guestKey'>;
}
export type CounterRefusal = SubmitRefusal | ReceiveRefusal | { readonly kind: 'procedure-withdrawn' } | { readonly kind: 'agency-closed' };

/** A person stands at the counter: filed and received in one act, one transaction, one receipt. */
export async function receiveAtCounter(deps: DossierDeps, intake: CounterIntake): Promise<CommandOutcome<CounterRefusal>> {
  const [current, agency, deadlines, scanned, sent] = await Promise.all([deps.procedures.current(intake.procedure), deps.agencies.find(intake.officer.agencyId), deps.deadlinesOf(intake.officer.agencyId), deps.files.uploadedBy(intake.scope, intake.fileIds), intake.draft ? deps.files.ofDraft(intake.scope, intake.draft.id) : []]);
  const files = [...sent, ...scanned.filter((file) => !sent.some((one) => one.id === file.id))];
  if (!current) return refuse({ kind: 'procedure-withdrawn' } as const);
  if (!agency?.open) return refuse({ kind: 'agency-closed' } as const);
  const id = deps.ids.uuid();
  const postTo = intake.delivery.methods.includes('post') ? intake.postTo : undefined;
  const postage = postTo ? await deps.post?.price(agency.id, current.content, postTo, intake.at) : null;
  const decided = decideSubmission({
    content: current.content, versionId: current.versionId, reference: temporaryReference(deps.ids.secret(8)), channel: intake.channel, filedBy: 'counter', assurance: 'desk', receivingAgency: agency.id, competentAgency: agency.id,
    owner: intake.owner, ...(intake.submitter ? { submitter: intake.submitter } : {}), answers: intake.answers, files, ticks: intake.ticks, delivery: intake.delivery, post: postTo && postage ? { to: postTo, postage } : null, at: intake.at, demo: deps.demo, lookups: deps.lookups,
  }, deadlines);
  if (!decided.ok) return decided;
  const reception = { at: intake.at, agencyCode: agency.code, content: current.content, caseKey: decided.value.caseKey, channel: intake.channel, ...(intake.handedOverAt ? { handedOverAt: intake.handedOverAt } : {}) };
  const plan = planReception(reception, deadlines);
  if (!plan.ok) return plan;
  const submitted = decided.value.events[0] as NewEvent<'submitted'>;
  const due = owed({ fees: submitted.data.fees, collected: 0 });
  const committed = await deps.store.createNumbered(intake.scope, async (numbers): Promise<NewDossier> => {
    const books = booksOf(reception);
    const received = plan.value.event({ order: await numbers.next(books.code), register: await numbers.next(books.register) });
    const money = intake.collectNow && due > 0 ? [newEvent('fee-collected', { amount: due, lines: submitted.data.fees, how: intake.collectNow })] : [];
    return {
      id, at: intake.at, actor: intake.officer, onBehalfOf: 'owner', events: [...decided.value.events, received, ...money], citizenId: intake.draft?.citizenId ?? null, guestKey: intake.draft?.guestKey ?? null, trackingSecret: deps.trackingSecret(id), owner: intake.owner, demo: deps.demo, fileIds: files.map((file) => file.id), ...(intake.draft ? { draft: { id: intake.draft.id, revision: intake.draft.revision } } : {}),
      effect: intake.key === null ? null : { principal: principalOf(intake.officer), key: intake.key, route: 'dossier.receive-at-counter', requestHash: deps.hash(JSON.stringify([intake.procedure, intake.owner, intake.answers, intake.ticks, files.map((file) => [file.paper, file.sha256])])) },
      result: { dossierId: id, code: received.data.code, dueAt: plan.value.dueAt, amount: due },
    };
  });
  return outcomeOf(committed);
}
