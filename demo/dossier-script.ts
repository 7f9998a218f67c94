import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Answers } from '../src/shared/condition.ts';
import { addDays, vietnamDate } from '../src/shared/plain-date.ts';
import { packageRoot } from '../src/platform/package-root.ts';
import type { EventData, PaperTick, Person, Verdict } from '../src/modules/dossier/domain/index.ts';

/** What `demo/dossiers.json` says: people, answers by template, and for each dossier what happens to it and when. */
export interface Script {
  readonly people: Readonly<Record<string, DemoPerson>>;
  readonly templates: Readonly<Record<string, Answers>>;
  readonly drafts: Readonly<Record<string, Answers>>;
  readonly dossiers: readonly ScriptedDossier[];
}
export interface DemoPerson { readonly name: string; readonly sex: '1' | '2'; readonly birth: string; readonly id: string; readonly phone: string; readonly email?: string; readonly hamlet: string; readonly ethnic: string }
export type CommuneKey = 'ham-liem' | 'thanh-ha';
export interface ScriptedPaper { readonly paper: string; readonly file: string; readonly name?: string }
export interface ScriptedDossier {
  readonly key: string; readonly commune: CommuneKey; readonly procedure: string; readonly template: string; readonly owner: string; readonly other?: string; readonly channel: 'online' | 'counter';
  readonly start: string; readonly steps: readonly (string | ScriptedStep)[]; readonly answers?: Answers; readonly papers?: readonly ScriptedPaper[]; readonly ticks?: readonly PaperTick[]; readonly delivery?: readonly ('electronic' | 'counter' | 'post')[];
}
export type Verb =
  | 'submit' | 'receive' | 'receive-and-pay' | 'accept' | 'ask' | 'answer' | 'take' | 'forward' | 'draft' | 'approve' | 'sign' | 'collect' | 'hand-over' | 'take-away'
  | 'refuse' | 'suspend' | 'resume' | 'extend' | 'withdraw' | 'stop' | 'link' | 'linked';
/** What the agency of a linked part says of it. */
export interface PartSays { readonly part: string; readonly state: 'accepted' | 'verifying' | 'done' | 'refused'; readonly number?: string; readonly reason?: string }
export interface ScriptedStep {
  readonly do: Verb; readonly after?: string;
  readonly items?: readonly { readonly type: 'paper' | 'answer'; readonly key: string; readonly verdict: Verdict['verdict']; readonly reason: string }[];
  readonly byLeader?: boolean; readonly note?: string; readonly papers?: readonly ScriptedPaper[]; readonly answers?: Answers;
  readonly ground?: string; readonly legalBasis?: string; readonly reason?: string; readonly insteadGo?: string; readonly hours?: number;
  /** of `link`: the parts chosen; of `linked`: what their agencies say */ readonly parts?: readonly string[]; readonly says?: readonly PartSays[];
}
export const PLACES: Readonly<Record<CommuneKey, { readonly province: string; readonly commune: string; readonly login: string }>> = {
  'ham-liem': { province: '68', commune: '23095', login: 'hamliem' },
  'thanh-ha': { province: '31', commune: '10813', login: 'thanhha' },
};

export function readScript(): Script {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(packageRoot(), 'demo', name), 'utf8'));
  const script = read('dossiers.json') as Omit<Script, 'people'> & { people: Record<string, Partial<DemoPerson> & { subject?: string }> };
  const { people } = read('people.json') as { people: { subject: string; name: string; gender: string; birthDate: string; personalId: string; phone: string; email: string | null }[] };
  const accounts = new Map(people.map((one) => [one.subject, one]));
  return {
    ...script,
    people: Object.fromEntries(Object.entries(script.people).map(([key, { subject, ...known }]) => {
      const account = subject === undefined ? undefined : accounts.get(subject);
      return [key, { ...(account ? { name: account.name, sex: account.gender === 'male' ? '1' : '2', birth: account.birthDate, id: account.personalId, phone: account.phone, ...(account.email ? { email: account.email } : {}) } : {}), ...known } as DemoPerson];
    })),
  };
}

/** `"+40m accept"` → `{ after: '+40m', do: 'accept' }`. */
export function readStep(step: string | ScriptedStep): ScriptedStep {
  if (typeof step !== 'string') return step;
  const [first = '', second] = step.split(' ');
  return second === undefined ? { do: first as Verb } : { after: first, do: second as Verb };
}

/** Fills a template: `$owner.name`, `$other.birth`, `$person:bac.id`, `$commune`, `$province`, `$days:-12`, `$child`. */
export function fillAnswers(script: Script, dossier: ScriptedDossier, answers: Answers, at: Date, childId: string): Answers {
  const owner = personOf(script, dossier.owner);
  const other = dossier.other === undefined ? owner : personOf(script, dossier.other);
  const place = PLACES[dossier.commune];
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
    if (typeof value !== 'string' || !value.startsWith('$')) return value;
    if (value === '$commune') return place.commune;
    if (value === '$province') return place.province;
    if (value === '$child') return childId;
    const days = /^\$days:(-?\d+)$/u.exec(value)?.[1];
    if (days !== undefined) return addDays(vietnamDate(at), Number(days));
    const [, who = '', key = '', part = ''] = /^\$(owner|other|person:(\w+))\.(\w+)$/u.exec(value) ?? [];
    const person = who === 'owner' ? owner : who === 'other' ? other : personOf(script, key);
    const found = (person as unknown as Record<string, string | undefined>)[part];
    if (found === undefined) throw new Error(`demo/dossiers.json, ${dossier.key}: ${value} names nothing`);
    return found;
  };
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, fill(value) as Answer]));
}
export function personOf(script: Script, key: string): DemoPerson {
  const person = script.people[key];
  if (!person) throw new Error(`demo/dossiers.json names nobody called ${key}`);
  return person;
}
export const asOwner = (person: DemoPerson, address: string): Person => ({
  name: person.name, personalId: person.id, birthDate: person.birth, gender: person.sex === '1' ? 'male' : 'female', phone: person.phone, address: `${person.hamlet}, ${address}`, ...(person.email ? { email: person.email } : {}),
});
export type SuspendReason = EventData['suspended']['reason'];
