import type { Condition, Scalar } from '../../../shared/condition.ts';
import type { Lang } from '../../../shared/text.ts';
import { optionsOf } from './field-types/choice.ts';
import { headOf } from './field-types/words.ts';
import type { FormField } from './form.ts';

const CHANNELS = { online: { vi: 'qua mạng', en: 'online' }, counter: { vi: 'tại quầy', en: 'at the counter' }, post: { vi: 'qua bưu điện', en: 'by post' }, assisted: { vi: 'nhờ khai giúp', en: 'with a helper' } } as const;

/** A condition as a sentence part: «Bé sinh ở đâu» là «Ở nhà». `fields` are the fields whose answers it may name. */
export function describeCondition(condition: Condition, fields: readonly FormField[], lang: Lang): string {
  const vi = lang === 'vi';
  const fieldOf = (key: string): FormField | undefined => fields.find((field) => field.key === key);
  const name = (key: string): string => { const field = fieldOf(key); return `«${(field ? headOf(field)[lang] : key).replace(/\s*\?$/u, '')}»`; };
  const value = (key: string, scalar: Scalar): string => {
    if (typeof scalar === 'boolean') return vi ? (scalar ? '«Có»' : '«Không»') : scalar ? '“Yes”' : '“No”';
    const field = fieldOf(key);
    return `«${(field && optionsOf(field).get(String(scalar))?.label[lang]) ?? String(scalar)}»`;
  };
  const tell = (one: Condition): string => {
    if ('all' in one) return one.all.map(tell).join(vi ? ' và ' : ' and ');
    if ('any' in one) return one.any.map(tell).join(vi ? ' hoặc ' : ' or ');
    if ('not' in one) {
      if ('is' in one.not) return vi ? `${name(one.not.field)} không phải là ${value(one.not.field, one.not.is)}` : `${name(one.not.field)} is not ${value(one.not.field, one.not.is)}`;
      return vi ? `không phải (${tell(one.not)})` : `not (${tell(one.not)})`;
    }
    if ('channel' in one) return one.channel.map((channel) => (vi ? `nộp ${CHANNELS[channel].vi}` : `submitted ${CHANNELS[channel].en}`)).join(vi ? ' hoặc ' : ' or ');
    if ('daysSince' in one) return vi ? `từ ${name(one.daysSince)} chưa quá ${one.atMost} ngày` : `at most ${one.atMost} days since ${name(one.daysSince)}`;
    if ('is' in one) return `${name(one.field)} ${vi ? 'là' : 'is'} ${value(one.field, one.is)}`;
    if ('in' in one) return `${name(one.field)} ${vi ? 'là' : 'is'} ${one.in.map((item) => value(one.field, item)).join(vi ? ' hoặc ' : ' or ')}`;
    if ('answered' in one) return vi ? `${name(one.field)} ${one.answered ? 'đã khai' : 'chưa khai'}` : `${name(one.field)} is ${one.answered ? '' : 'not '}answered`;
    if ('atLeast' in one) return vi ? `${name(one.field)} từ ${one.atLeast} trở lên` : `${name(one.field)} is at least ${one.atLeast}`;
    return vi ? `${name(one.field)} không quá ${one.atMost}` : `${name(one.field)} is at most ${one.atMost}`;
  };
  return tell(condition);
}
