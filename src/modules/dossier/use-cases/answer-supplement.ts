import type { Answers } from '../../../shared/condition.ts';
import { askedItems, decideAnswer, type AnswerRefusal } from '../domain/index.ts';
import { FilesGone, type DossierDeps } from '../ports.ts';
import { changeDossier, personalOf, type Command, type CommandOutcome } from './change-dossier.ts';

export type AnswerSupplementRefusal = AnswerRefusal | { readonly kind: 'procedure-withdrawn' } | { readonly kind: 'files-gone' } | { readonly kind: 'draft-gone' };

/** The citizen gives what was asked; only those papers and answers can change. The new papers hang on a draft of their own. */
export async function answerSupplement(deps: DossierDeps, command: Command & { readonly draft: { readonly id: string; readonly revision: number } }): Promise<CommandOutcome<AnswerSupplementRefusal>> {
  const draft = await deps.drafts.find(command.scope, command.draft.id);
  if (!draft || draft.supplements !== command.id) return { ok: false, refusal: { kind: 'draft-gone' } };
  const files = await deps.files.ofDraft(command.scope, draft.id);
  try {
    return await changeDossier<AnswerSupplementRefusal>(deps, command, 'supplement', async (loaded) => {
      const [content, deadlines] = await Promise.all([deps.procedures.version(loaded.state.version), deps.deadlinesOf(loaded.state.competentAgency)]);
      if (!content) return { ok: false, refusal: { kind: 'procedure-withdrawn' } };
      const before = personalOf(loaded.events).answers;
      const asked = askedItems(loaded.state);
      const allowed = asked.filter((verdict) => verdict.item.type === 'answer').map((verdict) => verdict.item.key);
      const changed = allowed.filter((key) => draft.content.answers[key] !== undefined);
      const answers: Answers = { ...before, ...Object.fromEntries(changed.map((key) => [key, draft.content.answers[key]])) };
      const wanted = new Set(asked.filter((verdict) => verdict.item.type === 'paper').map((verdict) => verdict.item.key));
      const given = files.filter((file) => wanted.has(file.paper));
      const replaced = loaded.state.files.filter((file) => given.some((one) => one.paper === file.paper)).map((file) => file.id);
      const decided = decideAnswer(loaded.state, { at: command.at, files: given, replaced, answers, changed }, content, deadlines);
      return decided.ok ? { ok: true, events: decided.value, result: { dossierId: command.id }, fileIds: given.map((file) => file.id) } : decided;
    });
  } catch (error) {
    if (error instanceof FilesGone) return { ok: false, refusal: { kind: 'files-gone' } };
    throw error;
  }
}
