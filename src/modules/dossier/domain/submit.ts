import { ok, refuse, type Result } from '../../../shared/result.ts';
import { holds, type Answers, type Channel, type Facts } from '../../../shared/condition.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import type { Assurance } from '../../../shared/actor.ts';
import type { Paper, ProcedureCase, ProcedureContent } from '../../catalog/domain/index.ts';
import { computeFee, type FeeLine } from '../../fee/domain/index.ts';
import { validateAnswers, type Lookups } from '../../eform/domain/index.ts';
import type { CalendarMissing, Deadlines } from './deadlines.ts';
import type { Assisted } from './consent.ts';
import { namesOf, newEvent, withoutNames, type Delivery, type NewEvent, type PaperTick, type Person, type PostAddress, type ReceivedFile } from './event.ts';

export interface Submission {
  readonly content: ProcedureContent; readonly versionId: string; readonly reference: string;
  readonly channel: Channel; readonly filedBy: 'self' | 'counter' | 'helper'; readonly assurance: Assurance;
  readonly receivingAgency: number; readonly competentAgency: number;
  readonly owner: Person; readonly submitter?: Person; readonly answers: Answers;
  readonly files: readonly ReceivedFile[]; readonly ticks: readonly PaperTick[]; readonly delivery: Delivery; /** with the way by post: whither, and its price */ readonly post?: { readonly to: PostAddress; readonly postage: FeeLine } | null; readonly at: Date; readonly demo: boolean;
  readonly lookups?: Lookups;
  /** who filed for the owner, and how the owner agreed; compulsory when a helper did */ readonly assisted?: Assisted;
}
export type SubmitRefusal =
  | { readonly kind: 'answers'; readonly errors: readonly { readonly page: string; readonly field: string; readonly message: { readonly vi: string; readonly en: string } }[] }
  /** a compulsory paper is missing or arrived empty: such a dossier cannot be submitted */
  | { readonly kind: 'papers'; readonly missing: readonly Paper[] }
  | { readonly kind: 'owner'; readonly missing: readonly ('name' | 'contact')[] }
  | { readonly kind: 'not-here'; readonly channel: Channel }
  /** the way by post without an address, or without a price today */
  | { readonly kind: 'post' }
  | CalendarMissing;

export interface Submitted { readonly events: readonly NewEvent[]; readonly answers: Answers; readonly caseKey: string | null }

/** Decides whether what the person filled in is a dossier, and what it then is. Only answers on the relevant path count. */
export function decideSubmission(submission: Submission, deadlines: Deadlines): Result<Submitted, SubmitRefusal> {
  const { content, at } = submission;
  const facts: Facts = { answers: submission.answers, channel: submission.channel, today: vietnamDate(at) };
  if (submission.channel === 'online' && !content.manner.some((manner) => manner.channel === 'online')) return refuse({ kind: 'not-here', channel: 'online' });
  let answers: Answers = submission.answers;
  if (content.form) {
    const judged = validateAnswers(content.form, facts, submission.lookups);
    if (judged.pages.length > 0) return refuse({ kind: 'answers', errors: judged.pages.flatMap(({ page, errors }) => errors.map((error) => ({ page, field: error.field, message: error.message }))) });
    answers = judged.answers;
  }
  const relevant: Facts = { ...facts, answers };
  const missing = missingPapers(content, relevant, submission.files, submission.ticks);
  if (missing.length > 0) return refuse({ kind: 'papers', missing });
  if (!submission.owner.name) return refuse({ kind: 'owner', missing: ['name'] });
  if ((submission.channel === 'online' || submission.channel === 'assisted') && !submission.owner.phone && !submission.owner.email) return refuse({ kind: 'owner', missing: ['contact'] });
  const byPost = submission.delivery.methods.includes('post');
  if (byPost && !submission.post) return refuse({ kind: 'post' });
  const acknowledgeBy = deadlines.acknowledgeBy(at);
  if (!acknowledgeBy.ok) return acknowledgeBy;
  const fees = [...computeFee(content.fees, { answers, channel: submission.channel, receptionDate: facts.today }), ...(byPost && submission.post ? [submission.post.postage] : [])];
  const caseKey = chooseCase(content.cases, relevant)?.key ?? null;
  const event = newEvent('submitted', {
    reference: submission.reference, channel: submission.channel, filedBy: submission.filedBy, assurance: submission.assurance, procedure: content.code, version: submission.versionId, caseKey,
    receivingAgency: submission.receivingAgency, competentAgency: submission.competentAgency, ownerName: submission.owner.name, files: withoutNames(submission.files), ticks: submission.ticks, fees, delivery: submission.delivery,
    acknowledgeBy: acknowledgeBy.value, ...(submission.demo ? { demo: true } : {}), ...(submission.assisted ? { assisted: submission.assisted } : {}),
  }, { ...(byPost && submission.post ? { postTo: submission.post.to } : {}), owner: submission.owner, answers, fileNames: namesOf(submission.files), ...(submission.submitter ? { submitter: submission.submitter } : {}) });
  return ok({ events: [event], answers, caseKey });
}

export const chooseCase = (cases: readonly ProcedureCase[], facts: Facts): ProcedureCase | undefined =>
  cases.find((one) => one.when && holds(one.when, facts)) ?? cases.find((one) => !one.when);

/** Is this paper demanded for these answers? Papers whose condition is only words are offered, never demanded. */
export function paperRequired(paper: Paper, facts: Facts): boolean {
  if (paper.kind !== 'submit' || paper.optional) return false;
  if (paper.requiredWhen) return holds(paper.requiredWhen, facts);
  return paper.whenText === undefined;
}
/** Should this paper be shown at all? */
export const paperOffered = (paper: Paper, facts: Facts): boolean =>
  paper.kind === 'submit' && (paper.requiredWhen === undefined || paper.optional === true || holds(paper.requiredWhen, facts));

export function missingPapers(content: ProcedureContent, facts: Facts, files: readonly ReceivedFile[], ticks: readonly PaperTick[]): readonly Paper[] {
  return content.papers.filter((paper) => paperRequired(paper, facts)
    && !files.some((file) => file.paper === paper.key && file.size > 0 && file.pages > 0)
    && !ticks.some((tick) => tick.paper === paper.key && tick.originals + tick.copies > 0));
}
