import type { AddressAnswer, Answer, Answers } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Body, FormField, FormPage } from './form.ts';
import { NO, YES } from './field-types/yes-no.ts';
import { isAddress } from './field-types/address.ts';

/** What a read sheet gives to a form's inputs. */
export interface TakenSheet {
  /** values under the names of the inputs, as if they had been typed; the page judges them like typing */ readonly body: Body;
  /** fields that got a value, in the form's order */ readonly fields: readonly FormField[];
  /** answers for which this form has no place any more, or that are no answer of its kind: shown, so that nothing vanishes */ readonly leftOver: readonly { readonly name: string; readonly value: string }[];
}

/** Spreads the answers over the form as it is today: what still has its field goes there, the rest is listed. */
export function takeSheet(page: FormPage, answers: Answers): TakenSheet {
  const body: Record<string, string | readonly string[]> = {};
  const fields: FormField[] = [];
  const known = new Set<string>();
  const leftOver: { name: string; value: string }[] = [];
  for (const field of page.fields) {
    const answer = answers[field.key];
    if (answer === undefined || answer === null) continue;
    known.add(field.key);
    const typed = typedAnswer(field, answer, field.key);
    if (typed && Object.keys(typed).length > 0) { Object.assign(body, typed); fields.push(field); } else leftOver.push({ name: field.officialLabel ?? field.label.vi, value: inWords(answer) });
  }
  for (const [key, answer] of Object.entries(answers)) if (!known.has(key) && answer !== undefined && answer !== null) leftOver.push({ name: key, value: inWords(answer) });
  return { body, fields, leftOver };
}

/** An answer as it would stand in the inputs of its field; null when it cannot stand there. */
export function typedAnswer(field: FormField, answer: Answer, name: string): Readonly<Record<string, string | readonly string[]>> | null {
  switch (field.type) {
    case 'note': return null;
    case 'rows': {
      if (!Array.isArray(answer) || answer.length > LIMITS.repeatRows) return null;
      const typed: Record<string, string | readonly string[]> = {};
      for (const [at, row] of (answer as readonly unknown[]).entries()) {
        if (typeof row !== 'object' || row === null || Array.isArray(row)) return null;
        for (const column of field.columns ?? []) {
          const cell = (row as Answers)[column.key];
          const one = cell === undefined || cell === null ? {} : typedAnswer(column, cell, `${name}.${at}.${column.key}`);
          if (!one) return null;
          Object.assign(typed, one);
        }
      }
      return typed;
    }
    case 'address': return isAddress(answer) && Object.values(answer).every(short) ? Object.fromEntries(Object.entries(answer as AddressAnswer).map(([part, value]) => [`${name}.${part}`, String(value)])) : null;
    case 'checkboxes': return Array.isArray(answer) && answer.length <= 200 && answer.every((one) => typeof one === 'string' && short(one)) ? { [name]: answer as readonly string[] } : null;
    case 'yes-no': return typeof answer === 'boolean' ? { [name]: answer ? YES : NO } : null;
    case 'declaration': return answer === true ? { [name]: YES } : null;
    case 'date':
    case 'partial-date': {
      if (typeof answer !== 'string' || !/^\d{4}(?:-\d{2}){0,2}$/u.test(answer)) return null;
      const [year = '', month = '', day = ''] = answer.split('-');
      const plain = (digits: string): string => (digits === '' ? '' : String(Number(digits)));
      return { [`${name}.day`]: plain(day), [`${name}.month`]: plain(month), [`${name}.year`]: year };
    }
    default: return (typeof answer === 'string' || typeof answer === 'number') && short(String(answer)) ? { [name]: String(answer) } : null;
  }
}
const short = (text: string): boolean => text.length <= LIMITS.longText * 2;
function inWords(answer: Answer): string {
  const text = typeof answer === 'object' ? JSON.stringify(answer) : String(answer);
  const signs = [...text];
  return signs.length > LIMITS.lineText ? `${signs.slice(0, LIMITS.lineText).join('')}…` : text;
}
