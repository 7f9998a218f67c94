import { LIMITS } from '../../../shared/limits.ts';
import { tidy } from '../../../shared/text.ts';
import { isSubject, type Subject } from './case.ts';

/** Who writes: a name and a way to answer (NĐ 20/2008/NĐ-CP Đ.7). Sealed, and never shown to whoever is complained of. */
export interface Writer { readonly name: string; readonly phone: string | null; readonly email: string | null; readonly address: string | null }
export interface TypedFeedback { readonly subject: string; readonly text: string; readonly name: string; readonly phone: string; readonly email: string; readonly address: string; readonly dossierCode: string }
export type FeedbackProblem = { readonly kind: 'subject-missing' | 'text-missing' | 'text-long' | 'name-missing' | 'reach-missing' | 'phone-shape' | 'email-shape' };
/** Shorter than this nobody can act on it. */
export const TEXT_LIMITS = { least: 10, most: LIMITS.longText } as const;

export function readFeedback(typed: TypedFeedback): { readonly problems: readonly FeedbackProblem[]; readonly subject: Subject | null; readonly text: string; readonly writer: Writer; readonly dossierCode: string | null } {
  const text = typed.text.normalize('NFC').trim();
  const phone = typed.phone.replace(/[\s.-]/gu, '');
  const email = typed.email.trim();
  const writer: Writer = { name: tidy(typed.name), phone: phone || null, email: email || null, address: tidy(typed.address) || null };
  const problems: FeedbackProblem[] = [];
  if (!isSubject(typed.subject)) problems.push({ kind: 'subject-missing' });
  if ([...text].length < TEXT_LIMITS.least) problems.push({ kind: 'text-missing' });
  if ([...text].length > TEXT_LIMITS.most) problems.push({ kind: 'text-long' });
  if (writer.name.length < 2 || writer.name.length > LIMITS.personName) problems.push({ kind: 'name-missing' });
  if (writer.phone && !/^0\d{9}$/u.test(writer.phone)) problems.push({ kind: 'phone-shape' });
  if (writer.email && !/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/u.test(writer.email)) problems.push({ kind: 'email-shape' });
  if (!writer.phone && !writer.email && !writer.address) problems.push({ kind: 'reach-missing' });
  return { problems, subject: isSubject(typed.subject) ? typed.subject : null, text, writer, dossierCode: tidy(typed.dossierCode).slice(0, 60) || null };
}
