import type { AddressAnswer, Answer } from '../../../shared/condition.ts';
import type { Source } from '../../../ui/components/source-chip/source-chip.tsx';
import { isAnswered, prefill, type FormPage } from '../../eform/domain/index.ts';
import { bareName, toneKey } from '../../place/domain/index.ts';
import type { Facts } from '../../../shared/condition.ts';
import type { Draft } from '../ports.ts';
import type { PlacesForForms } from './web-deps.ts';

type Lists = Pick<PlacesForForms, 'provinces' | 'communes'>;

/** What is known of the person, under the names that forms ask by (`me.name` …). */
export function knownOf(draft: Draft, places: Lists): Readonly<Record<string, Answer | undefined>> {
  const { owner, contact } = draft.content;
  return {
    name: owner?.name, personalId: owner?.personalId, birthDate: owner?.birthDate, sex: owner?.gender === 'male' ? '1' : owner?.gender === 'female' ? '2' : undefined,
    phone: contact?.phone ?? owner?.phone, email: contact?.email ?? owner?.email, address: owner?.address ? readAddress(owner.address, places) : undefined,
  };
}
/** Where the person's own data came from, for the chip beside it. */
export const sourceOf = (draft: Draft): Source | undefined => (draft.content.assurance === 'level-1' || draft.content.assurance === 'level-2' ? 'vneid' : undefined);

export interface Offered {
  /** proposals for questions without an answer */ readonly answers: Readonly<Record<string, Answer>>;
  /** like `answers`, also for questions that another question of the page has yet to open */ readonly shown: Readonly<Record<string, Answer>>;
  /** questions whose answer, given or proposed, is what is known already */ readonly sources: Readonly<Record<string, string>>;
}
/** What a page need not ask, nothing for questions that are `open`: each question is looked at as if only it were still open. */
export function offer(page: FormPage, facts: Facts, known: Readonly<Record<string, Answer | undefined>>, open: ReadonlySet<string> = new Set()): Offered {
  const answers = Object.fromEntries(Object.entries(prefill(page, facts, known).answers as Record<string, Answer>).filter(([key]) => !open.has(key)));
  const shown: Record<string, Answer> = { ...answers };
  const sources: Record<string, string> = {};
  for (const { showWhen: _whenever, ...field } of page.fields) {
    const { [field.key]: given, ...others } = facts.answers;
    const found = prefill({ key: page.key, title: page.title, fields: [field] }, { ...facts, answers: others }, known);
    const proposed = found.answers[field.key];
    if (proposed === undefined || proposed === null || open.has(field.key)) continue;
    if (!isAnswered(given)) shown[field.key] = proposed;
    if (!isAnswered(given) || JSON.stringify(given) === JSON.stringify(proposed)) sources[field.key] = found.sources[field.key] ?? '';
  }
  return { answers, shown, sources };
}

/** Units above the commune: what stands before the province in an address of three levels is none of today's communes. */
const TODAY = /^(?:xã|phường|đặc khu)\s/iu;
/**
 * «thôn 3, xã Hàm Liêm, tỉnh Lâm Đồng» → its codes of today. Only when province and commune are both named with their kind
 * and found: «Lê Chân, Hải Phòng» was a district and is a ward now, so a name without its kind is left to the person.
 */
export function readAddress(text: string, places: Lists): AddressAnswer | undefined {
  const parts = text.split(',').map((part) => part.trim()).filter(Boolean);
  const [communePart, provincePart] = [parts.at(-2), parts.at(-1)];
  if (!communePart || !provincePart || !TODAY.test(communePart)) return undefined;
  const province = places.provinces().find((one) => sameName(one.label, provincePart.replace(/^tp\.?\s/iu, 'thành phố ')));
  const commune = province && places.communes(province.value).find((one) => toneKey(one.label) === toneKey(communePart));
  if (!province || !commune) return undefined;
  const detail = parts.slice(0, -2).join(', ');
  return { country: 'VN', province: province.value, commune: commune.value, ...(detail ? { detail } : {}) };
}
const sameName = (label: string, typed: string): boolean => toneKey(label) === toneKey(typed) || toneKey(bareName(label)) === toneKey(typed);
