import { readDossierCode } from '../../dossier/domain/index.ts';
import { normaliseSecret } from '../../../shared/id.ts';
import type { Lang } from '../../../shared/text.ts';

/** What somebody wants who wrote to the short number. */
export type Question =
  /** `codes`: stored forms that what was typed may stand for, the likeliest first */
  | { readonly kind: 'status'; readonly codes: readonly string[]; readonly secret: string; readonly lang: Lang }
  /** asks how to write */ | { readonly kind: 'how'; readonly lang: Lang }
  /** words that are no question of ours */ | { readonly kind: 'unreadable'; readonly lang: Lang }
  /** no letter and no digit: a slip of the thumb, a picture */ | { readonly kind: 'empty' };

export const QUESTION_READING = { /** letters of a message that are looked at; a question has some 60 */ letters: 200, /** dossiers that one message may mean; a short code may be of any agency */ codes: 400 } as const;

const SECRET_LENGTH = 8;
const SECRET = /^[0-9A-HJKMNP-TV-Z]{8}$/u;
const HOW = /^(?:HELP|TRO GIUP|TROGIUP|TG|GIUP|HUONG DAN|HD|HS|HO SO|HOSO|HELLO|HI)(?: EN)?$|^EN$|^(?:HELP|TRO GIUP|HUONG DAN) /u;
const PREFIX = /^(?:HS|HO ?SO)(?: |(?=[A-Z0-9]))|^(?:TRA ?CUU|TC) /u;
/** Labels that people copy from the slip, and courtesies; never a part of a code or a secret. */
const LABELS = new Set(['MA', 'SO', 'BI', 'MAT', 'TRA', 'CUU', 'VA', 'EN', 'XIN', 'CAM', 'ON', 'GUI', 'DEN']);

/**
 * Reads «HS <mã hồ sơ> <mã bí mật>» as people type it on a telephone: any case, with accents or without, dots, dashes and spaces
 * anywhere or nowhere, O for 0 and I or L for 1, the code whole or only its date and number. `agencyCodes`: every agency's, in stored form.
 */
export function readQuestion(typed: string, agencyCodes: readonly string[]): Question {
  const folded = typed.slice(0, QUESTION_READING.letters).normalize('NFKC').replace(/đ/gu, 'd').replace(/Đ/gu, 'D').normalize('NFD').replace(/\p{M}+/gu, '').toUpperCase();
  const words = folded.replace(/[^A-Z0-9]+/gu, ' ').trim();
  if (words === '') return folded.includes('?') ? { kind: 'how', lang: 'vi' } : { kind: 'empty' };
  const lang: Lang = /(?:^| )(?:EN|HELP|HELLO|HI)(?: |$)/u.test(words) ? 'en' : 'vi';
  if (HOW.test(words)) return { kind: 'how', lang };
  const said = words.replace(PREFIX, '').split(' ').filter((word) => !LABELS.has(word));
  const run = said.join('');
  const secret = normaliseSecret(run.slice(-SECRET_LENGTH));
  const codes = SECRET.test(secret) ? codesOf(asWritten(folded, secret), run.slice(0, -SECRET_LENGTH), agencyCodes) : [];
  return codes.length > 0 ? { kind: 'status', codes, secret, lang } : { kind: 'unreadable', lang };
}

/** The code when it stands there as printed, and after it the secret in one word. */
function asWritten(folded: string, secret: string): string | null {
  const words = folded.replace(/[–—−]/gu, '-').split(/[\s<>«»,;:"']+/u).filter((word) => word !== '');
  const read = words.length < 2 || normaliseSecret(words.at(-1) ?? '') !== secret ? null : readDossierCode(words.at(-2) ?? '');
  return read?.kind === 'code' ? read.value : null;
}

/** year, month, day and the order in it */
const TAIL = /^(\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{4,8})$/u;
/** Digits that people and keyboards mix up, in one form; applied to both sides of a comparison. */
const digits = (text: string): string => text.replace(/O/gu, '0').replace(/[IL]/gu, '1');

function codesOf(written: string | null, head: string, agencyCodes: readonly string[]): readonly string[] {
  const found = new Set<string>(written === null ? [] : [written]);
  if (/^T[0-9A-Z]{8}$/u.test(head)) { const bare = normaliseSecret(head.slice(1)); if (SECRET.test(bare)) found.add(`T-${bare.slice(0, 4)}-${bare.slice(4)}`); }
  const same = digits(head);
  const add = (agency: string, tail: RegExpExecArray | null): void => { if (tail && found.size < QUESTION_READING.codes) found.add(`${agency}-${tail[1]}-${tail[2]}`); };
  const bare = TAIL.exec(same);
  for (const agency of agencyCodes) {
    const prefix = digits(agency.replace(/[^A-Z0-9]/gu, ''));
    if (prefix !== '' && same.startsWith(prefix)) add(agency, TAIL.exec(same.slice(prefix.length)));
    add(agency, bare);
  }
  return [...found];
}
