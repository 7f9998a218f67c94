import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import type { Lang } from '../../../shared/text.ts';
import { ANSWER_VERSION, mobileNumber, QUESTION_LIMITS, readQuestion, replyTo, writeAnswer, writeStatusAnswer, type AnswerKind } from '../domain/index.ts';
import type { Guesses, KeptQuestion, NewNotice, QuestionInbox, StatusLookup } from '../ports.ts';

export interface AnswerDeps {
  readonly inbox: Pick<QuestionInbox, 'read' | 'answersTo' | 'settle'>; readonly lookup: StatusLookup; readonly guesses: Guesses; readonly ids: Ids; readonly clock: Clock;
  /** telephone of the site, for answers that name no agency */ readonly helpPhone: string;
}
const DAY_MS = 86_400_000;

/** Settles one question: at most one answer is stored for it, however often this runs. Answers what became of it. */
export async function answerQuestion(deps: AnswerDeps, id: string): Promise<'answered' | 'silent' | 'settled'> {
  const question = await deps.inbox.read(id);
  if (!question) return 'settled';
  const now = deps.clock.now();
  const to = mobileNumber(question.from);
  const asked = readQuestion(question.text, await deps.lookup.agencyCodes());
  const given = await deps.inbox.answersTo(question, new Date(now.getTime() - DAY_MS));
  const toldToWait = given.some((one) => one.outcome === 'answer-wait' && one.at.getTime() > now.getTime() - deps.guesses.windowMs);
  const facts = { question: asked, person: to !== null, answeredToday: given.length, toldToWait };
  const first = replyTo({ ...facts, blocked: false });
  // A code without its unit may be many: then the tries are counted under what they have in common.
  const code = asked.kind !== 'status' ? '' : asked.codes.length === 1 ? (asked.codes[0] ?? '') : (asked.codes[0] ?? '').replace(/^.*?(?=\d{6}-)/u, '');
  const reply = 'lookUp' in first && to !== null && !(await deps.guesses.take(to, code)) ? replyTo({ ...facts, blocked: true }) : first;
  if ('silence' in reply || to === null || asked.kind === 'empty') {
    const silence = 'silence' in reply ? reply.silence : 'empty';
    return (await deps.inbox.settle(question, { silence }, now)) ? 'silent' : 'settled';
  }
  const answer = (moment: AnswerKind, text: string, about: Pick<NewNotice, 'dossierId' | 'dossierCode' | 'agencyId'> = { dossierId: null, dossierCode: null, agencyId: null }): Promise<boolean> =>
    deps.inbox.settle(question, { answer: notice(deps, question, { moment, text, to, lang: asked.lang, ...about }, now) }, now);
  const short = { short: question.to, helpPhone: deps.helpPhone };
  if ('say' in reply) return (await answer(reply.say, writeAnswer(reply.say as Exclude<AnswerKind, 'answer-status'>, short, asked.lang))) ? 'answered' : 'settled';
  const found = asked.kind === 'status' ? await findFirst(deps.lookup, asked.codes, asked.secret) : null;
  if (!found) return (await answer('answer-not-found', writeAnswer('answer-not-found', short, asked.lang))) ? 'answered' : 'settled';
  await deps.guesses.right(to, code);
  return (await answer('answer-status', writeStatusAnswer(found, now, asked.lang), { dossierId: found.dossierId, dossierCode: found.code, agencyId: found.agencyId })) ? 'answered' : 'settled';
}

async function findFirst(lookup: StatusLookup, codes: readonly string[], secret: string): ReturnType<StatusLookup['find']> {
  for (const code of codes) {
    const found = await lookup.find(code, secret);
    if (found) return found;
  }
  return null;
}

function notice(deps: AnswerDeps, question: KeptQuestion, one: { moment: AnswerKind; text: string; to: string; lang: Lang; dossierId: string | null; dossierCode: string | null; agencyId: number | null }, now: Date): NewNotice {
  return {
    id: deps.ids.uuid(), cause: `question:${question.id}`, channel: 'sms', to: one.to, moment: one.moment, templateVersion: ANSWER_VERSION, lang: one.lang, subject: null, text: one.text,
    dossierId: one.dossierId, dossierCode: one.dossierCode, agencyId: one.agencyId, from: question.to, expiresAt: new Date(now.getTime() + QUESTION_LIMITS.answerWithinSeconds * 1000),
  };
}
