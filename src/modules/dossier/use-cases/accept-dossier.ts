import { booksOf, planReception, type ReceiveRefusal } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';
import { changeDossier, type Command, type CommandOutcome } from './change-dossier.ts';

export type AcceptRefusal = ReceiveRefusal | { readonly kind: 'procedure-withdrawn' } | { readonly kind: 'agency-closed' };

/** Official reception of an online or postal dossier: code, register number, promised date (Mẫu 01 follows). */
export function acceptDossier(deps: DossierDeps, command: Command): Promise<CommandOutcome<AcceptRefusal>> {
  return changeDossier<AcceptRefusal>(deps, command, 'accept', async ({ state }, numbers) => {
    const [content, agency, deadlines] = await Promise.all([deps.procedures.version(state.version), deps.agencies.find(state.receivingAgency), deps.deadlinesOf(state.receivingAgency)]);
    if (!content) return { ok: false, refusal: { kind: 'procedure-withdrawn' } };
    if (!agency) return { ok: false, refusal: { kind: 'agency-closed' } };
    const reception = { at: command.at, agencyCode: agency.code, content, caseKey: state.caseKey, channel: state.channel };
    const plan = planReception(reception, deadlines);
    if (!plan.ok) return plan;
    const books = booksOf(reception);
    const event = plan.value.event({ order: await numbers.next(books.code), register: await numbers.next(books.register) });
    return { ok: true, events: [event], result: { code: event.data.code, dueAt: plan.value.dueAt } };
  });
}
