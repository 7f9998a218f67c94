import { unreachable } from '../../../shared/result.ts';
import type { AnswerKind } from './answers.ts';
import type { Question } from './read-question.ts';

/** Named limits of what comes in. What is over one is let go by in silence, and how often is counted. */
export const QUESTION_LIMITS = {
  /** answers to one number in 24 hours; the last of them says that it is the last */ answersPerDay: 10,
  /** messages of one number in 24 hours that are kept at all */ keptPerDay: 50,
  /** messages of everybody in a clock hour that are taken; the centre is told to keep the rest and come again */ takenPerHour: 3_000,
  /** the same words of the same number within this time are one question, when the centre gives messages no number of its own */ sameWithinSeconds: 300,
  /** an answer that has not left by then would tell of a state that may be past */ answerWithinSeconds: 3_600,
  /** letters of a message that are kept */ letters: 200,
  /** days that settled questions are kept, without words and number */ keptDays: 30,
} as const;

/** Why a message got no answer; a closed list, so that each has its words. */
export type Silence = 'not-a-person' | 'empty' | 'over-day' | 'told-to-wait';

export interface Asked {
  readonly question: Question;
  /** the sender is a Vietnamese mobile number: anything else is a machine, and machines answer answers */ readonly person: boolean;
  /** answers to this number in the last 24 hours */ readonly answeredToday: number;
  /** wrong codes or secrets from this number, over the limit */ readonly blocked: boolean;
  /** it has been told so since it was blocked */ readonly toldToWait: boolean;
}
export type Reply = { readonly say: AnswerKind } | { readonly silence: Silence } | { readonly lookUp: true };

/** Which answer is due before anything is looked up. A blocked or exhausted number learns nothing, right or wrong. */
export function replyTo(asked: Asked): Reply {
  if (!asked.person) return { silence: 'not-a-person' };
  if (asked.question.kind === 'empty') return { silence: 'empty' };
  if (asked.answeredToday >= QUESTION_LIMITS.answersPerDay) return { silence: 'over-day' };
  if (asked.answeredToday === QUESTION_LIMITS.answersPerDay - 1) return { say: 'answer-enough' };
  switch (asked.question.kind) {
    case 'how': return { say: 'answer-how' };
    case 'unreadable': return { say: 'answer-not-found' };
    case 'status': return asked.blocked ? (asked.toldToWait ? { silence: 'told-to-wait' } : { say: 'answer-wait' }) : { lookUp: true };
    default: return unreachable(asked.question);
  }
}
