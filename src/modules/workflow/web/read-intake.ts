import { holds, type Answer, type Facts } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { isPlainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { normaliseSecret } from '../../../shared/id.ts';
import { tidy, type Text } from '../../../shared/text.ts';
import type { Paper, ProcedureContent } from '../../catalog/domain/index.ts';
import type { Delivery, PaperTick, Person } from '../../dossier/domain/index.ts';
import type { Body } from '../../eform/domain/index.ts';
import { cardRefusalWords, checkName, normaliseName, normalisePersonalNumber, personalNumberShape, personalNumberWarnings, readCardQr, readEmail, readPhone } from '../../identity/domain/index.ts';
import { declaredFaultWords, NUMBER_WARNING } from '../../identity/web/index.ts';
import { INTAKE } from './words.ts';

export interface Problem { readonly name: string; readonly id?: string; readonly message: Text }

const PERSON_INPUTS = ['nguoi.the', 'nguoi.ten', 'nguoi.so', 'nguoi.khong-so', 'nguoi.ngay-sinh.day', 'nguoi.ngay-sinh.month', 'nguoi.ngay-sinh.year', 'nguoi.dien-thoai', 'nguoi.thu-dien-tu', 'nguoi.noi-o', 'nguoi.gioi-tinh', 'nguoi.ngay-cap', 'nop.ten', 'nop.so'] as const;
const OTHER_INPUTS = ['buu-ten', 'buu-dien-thoai', 'buu-tinh', 'buu-noi-o', 'cuoc', 'giay-nhan', 'giay-xem', 'tep', 'bo', 'kq', 'thu', 'nhap', 'nhan', 'tinh-lai', 'doc-the', 'luu-nhap', 'to-khai.quet', 'to-khai.da-quet', 'to-khai.doc'] as const;
const OWN = new Set<string>([...PERSON_INPUTS, ...OTHER_INPUTS]);

export const textOf = (body: Body, name: string): string => { const value = body[name]; return (typeof value === 'string' ? value : value?.[0]) ?? ''; };
export const listOf = (body: Body, name: string): readonly string[] => { const value = body[name]; return value === undefined ? [] : typeof value === 'string' ? [value] : value; };

/** Parts the counter's own inputs from the questions of the form; whatever is left over belongs to the form or to nobody. */
export function partBody(fields: ReadonlyMap<string, readonly string[]>, papers: readonly Paper[]): { readonly own: Body; readonly form: Body } {
  const counts = new Set(papers.flatMap((paper) => [`ban-chinh.${paper.key}`, `ban-sao.${paper.key}`]));
  const own: Record<string, string | readonly string[]> = {};
  const form: Record<string, string | readonly string[]> = {};
  for (const [name, values] of fields) (OWN.has(name) || counts.has(name) ? own : form)[name] = values.length === 1 ? (values[0] ?? '') : values;
  return { own, form };
}

const KEPT_BOXES: readonly string[] = ['giay-nhan', 'giay-xem', 'nguoi.khong-so', 'nop.ten', 'nop.so', 'thu', 'buu-ten', 'buu-dien-thoai', 'buu-tinh', 'buu-noi-o'];
/** What stands in the counter's own boxes and is neither person nor answer: put aside with the rest. Papers that the procedure no longer knows fall away. */
export function keptBoxes(body: Body, papers: Pick<ProcedureContent, 'papers'>): Body {
  const keys = new Set(papers.papers.map((paper) => paper.key));
  const names = [...KEPT_BOXES, ...[...keys].flatMap((key) => [`ban-chinh.${key}`, `ban-sao.${key}`])];
  return Object.fromEntries(names.flatMap((name): [string, string | readonly string[]][] => {
    const values = listOf(body, name).filter((value) => value !== '' && (!name.startsWith('giay-') || keys.has(value)));
    return values.length === 0 ? [] : [[name, values.length === 1 ? (values[0] as string) : values]];
  }));
}

/**
 * Takes the card's code that a scanner typed into its box and spreads it over the person's boxes. What a mangling keyboard
 * cannot spoil is the twelve digits in front: they are kept even when the rest is refused.
 */
export function takeCard(body: Body): { readonly body: Body; readonly taken: boolean; readonly problem?: Problem } {
  const typed = textOf(body, 'nguoi.the').trim();
  if (typed === '') return { body, taken: false };
  const card = readCardQr(typed);
  if (!card.ok) {
    const digits = /^\s*(\d{12})(?!\d)/u.exec(typed)?.[1];
    return { body: digits ? { ...body, 'nguoi.so': digits } : body, taken: false, problem: { name: 'nguoi.the', message: cardRefusalWords(card.refusal) } };
  }
  const { personalId, name, birthDate, gender, address, issuedOn } = card.value;
  const [year = '', month = '', day = ''] = (birthDate ?? '').split('-');
  return { taken: true, body: {
    ...body, 'nguoi.the': '', 'nguoi.ten': name, 'nguoi.so': personalId, 'nguoi.ngay-sinh.day': day && String(Number(day)), 'nguoi.ngay-sinh.month': month && String(Number(month)), 'nguoi.ngay-sinh.year': year,
    'nguoi.gioi-tinh': gender ?? '', 'nguoi.ngay-cap': issuedOn ?? '', ...(address ? { 'nguoi.noi-o': address } : {}),
  } };
}

export interface ReadPerson { readonly owner: Person; readonly submitter: Person | null; readonly problems: readonly Problem[]; /** questions, never refusals */ readonly warnings: readonly Text[]; readonly me: Readonly<Record<string, Answer | undefined>> }
/** The person at the counter. A number is asked for unless the officer says that there is none; everything else may stay empty. */
export function readPerson(body: Body, today: PlainDate): ReadPerson {
  const problems: Problem[] = [];
  const name = normaliseName(textOf(body, 'nguoi.ten'));
  const nameFault = checkName(name);
  if (nameFault) problems.push({ name: 'nguoi.ten', message: declaredFaultWords({ field: 'name', why: nameFault }) });
  const number = readNumber(body, 'nguoi.so', problems);
  if (textOf(body, 'nguoi.so').trim() === '' && textOf(body, 'nguoi.khong-so') === '') problems.push({ name: 'nguoi.so', message: INTAKE.idMissing });
  const birthDate = readBirth(body, today, problems);
  const phoneTyped = textOf(body, 'nguoi.dien-thoai').trim();
  const phone = readPhone(phoneTyped);
  if (phoneTyped && !phone) problems.push({ name: 'nguoi.dien-thoai', message: declaredFaultWords({ field: 'phone', why: 'shape' }) });
  const emailTyped = textOf(body, 'nguoi.thu-dien-tu').trim();
  const email = readEmail(emailTyped);
  if (emailTyped && !email) problems.push({ name: 'nguoi.thu-dien-tu', message: INTAKE.emailWrong });
  const address = tidy(textOf(body, 'nguoi.noi-o'));
  if ([...address].length > LIMITS.lineText) problems.push({ name: 'nguoi.noi-o', message: INTAKE.longAddress });
  const gender = (['male', 'female'] as const).find((one) => one === textOf(body, 'nguoi.gioi-tinh')) ?? null;
  const issued = textOf(body, 'nguoi.ngay-cap');
  const submitterName = normaliseName(textOf(body, 'nop.ten'));
  const submitterFault = submitterName === '' ? null : checkName(submitterName);
  if (submitterFault) problems.push({ name: 'nop.ten', message: declaredFaultWords({ field: 'name', why: submitterFault }) });
  const submitterNumber = readNumber(body, 'nop.so', problems);
  const owner: Person = { name, ...(number ? { personalId: number } : {}), ...(birthDate ? { birthDate } : {}), ...(gender ? { gender } : {}), ...(phone ? { phone: phone.number } : {}), ...(email ? { email } : {}), ...(address ? { address } : {}) };
  return {
    owner, submitter: submitterName ? { name: submitterName, ...(submitterNumber ? { personalId: submitterNumber } : {}) } : null, problems,
    warnings: number && problems.length === 0 ? personalNumberWarnings(number, { birthDate, gender }).map((warning) => NUMBER_WARNING[warning]) : [],
    me: {
      name: name || undefined, personalId: number || undefined, birthDate: birthDate ?? undefined, phone: phone?.number, email: email ?? undefined, sex: gender === 'male' ? '1' : gender === 'female' ? '2' : undefined,
      paperIssueDate: isPlainDate(issued) ? issued : undefined, address: address ? { country: 'VN', declaredText: address } : undefined,
    },
  };
}
function readNumber(body: Body, name: string, problems: Problem[]): string {
  const number = normalisePersonalNumber(textOf(body, name));
  if (number === '') return '';
  const shape = personalNumberShape(number);
  if (shape === 'ok') return number;
  problems.push({ name, message: declaredFaultWords({ field: 'personalId', why: shape, digits: number.length }) });
  return '';
}
function readBirth(body: Body, today: PlainDate, problems: Problem[]): PlainDate | null {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => textOf(body, `nguoi.ngay-sinh.${part}`).trim()) as [string, string, string];
  if (!day && !month && !year) return null;
  const date = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const fault = !isPlainDate(date) ? 'no-such-day' : date > today ? 'after-today' : Number(year) < Number(today.slice(0, 4)) - 125 ? 'too-old' : null;
  if (!fault) return date as PlainDate;
  problems.push({ name: 'nguoi.ngay-sinh', message: declaredFaultWords({ field: 'birthDate', why: fault }) });
  return null;
}

/** Papers that are only shown (xuất trình): the original is seen and given back. */
export const presented = (paper: Paper, facts: Facts): boolean => paper.kind === 'present' && (paper.requiredWhen ? holds(paper.requiredWhen, facts) : !paper.optional);

/** What was handed in, ticked; the numbers are the procedure's own unless others were typed. */
export function readTicks(body: Body, offered: readonly Paper[], shown: readonly Paper[] = []): { readonly ticks: readonly PaperTick[]; readonly problems: readonly Problem[] } {
  const ticked = new Set(listOf(body, 'giay-nhan'));
  const problems: Problem[] = [];
  const count = (name: string, usual: number): number => {
    const typed = textOf(body, name).trim();
    if (typed === '') return usual;
    if (/^\d{1,2}$/u.test(typed)) return Number(typed);
    problems.push({ name, message: INTAKE.numberWrong });
    return usual;
  };
  const ticks = offered.filter((paper) => ticked.has(paper.key)).map((paper): PaperTick => ({ paper: paper.key, originals: count(`ban-chinh.${paper.key}`, usualOriginals(paper)), copies: count(`ban-sao.${paper.key}`, paper.copies) }));
  const seen = new Set(listOf(body, 'giay-xem'));
  const looked = shown.filter((paper) => seen.has(paper.key)).map((paper): PaperTick => ({ paper: paper.key, originals: 0, copies: count(`ban-sao.${paper.key}`, 0), shown: true }));
  return { ticks: [...ticks.filter((tick) => tick.originals + tick.copies > 0), ...looked], problems };
}
export const usualOriginals = (paper: Paper): number => (paper.originals + paper.copies === 0 ? 1 : paper.originals);

export function readDelivery(body: Body, ways: readonly Delivery['methods'][number][]): Delivery {
  const chosen = new Set(listOf(body, 'kq'));
  return { methods: ways.filter((way) => chosen.has(way)), copies: 0 };
}
export const readCollect = (body: Body): 'cash' | 'transfer' | null => { const how = textOf(body, 'thu'); return how === 'tien-mat' ? 'cash' : how === 'chuyen-khoan' ? 'transfer' : null; };

/** «NHÁP 7K4 Q2M», however it is told: the draft's code as it is stored; null when it is none. `sure`: it cannot be a word that somebody looks for. */
export function readDraftCode(typed: string): { readonly code: string; readonly sure: boolean } | null {
  const match = /^\s*(?:(nh[áa]p)\s*:?\s*)?([0-9a-z]{3})([\s.-]*)([0-9a-z]{3})\s*$/iu.exec(typed.normalize('NFC'));
  if (!match) return null;
  const secret = normaliseSecret(`${match[2]}${match[4]}`);
  if (!/^[0-9A-HJKMNP-TV-Z]{6}$/u.test(secret)) return null;
  const sure = match[1] !== undefined || ((match[3] ?? '').includes('-') && /\d/u.test(secret));
  // One code in ten has no digit in it: every six signs are looked up, and a word that is no code is then looked for as one.
  return { code: `${secret.slice(0, 3)}-${secret.slice(3)}`, sure };
}
