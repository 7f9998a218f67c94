import { showShortDate, showTime, vietnamDate } from '../../../shared/plain-date.ts';
import { unreachable } from '../../../shared/result.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import type { Status } from '../../dossier/domain/index.ts';
import type { NoticeValues } from './templates.ts';
import { writeSms } from './write-sms.ts';

/** What is answered to a question by SMS. Never a name, never a reason: the telephone that asks may be anybody's. */
export type AnswerKind = 'answer-status' | 'answer-how' | 'answer-not-found' | 'answer-wait' | 'answer-enough';
export const ANSWER_KINDS: readonly AnswerKind[] = ['answer-status', 'answer-how', 'answer-not-found', 'answer-wait', 'answer-enough'];
export const isAnswer = (kind: string): kind is AnswerKind => (ANSWER_KINDS as readonly string[]).includes(kind);
/** The version of these texts that a sent answer names. */
export const ANSWER_VERSION = 1;

/** What the public look-up tells of a dossier; nothing else may reach an answer. */
export interface PublicStatus {
  readonly status: Status; readonly code: string; readonly agencyName: Text; readonly helpPhone: string;
  /** promised date of the result; null before reception and while the clock stands */ readonly dueAt: Date | null;
  /** by when the office or the person has to act next */ readonly nextDue: Date;
}
const t = (vi: string, en: string): Text => ({ vi, en });
const TEL = t('[ Hoi: {phone}]', '[ Tel: {phone}]');
const HOW = t('soan HS <ma ho so> <ma bi mat> gui {short}. VD: HS H36.21-260213-0042 K7PM2QX4. Hai ma in tren giay hen.', 'text HS <code> <secret> to {short}, e.g. HS H36.21-260213-0042 K7PM2QX4. Both are printed on your slip.');

const STATUS: Readonly<Record<Status | 'late', Text>> = {
  submitted: t('{agency}: Ho so {code} da den noi, dang cho xem. Tra loi truoc {due}.', '{agency}: Application {code} has arrived and waits. Answer before {due}.'),
  'intake-supplement': t('{agency}: Ho so {code} can bo sung, gui truoc het ngay {respondBy}. Xem can gi tren cong dich vu cong.', '{agency}: Application {code} needs more from you by the end of {respondBy}. See the service portal.'),
  'appraisal-supplement': t('{agency}: Ho so {code} can bo sung, gui truoc het ngay {respondBy}. Xem can gi tren cong dich vu cong.', '{agency}: Application {code} needs more from you by the end of {respondBy}. See the service portal.'),
  'not-accepted': t('{agency}: Ho so {code} chua tiep nhan duoc. Ly do va cach lam lai xem tren cong dich vu cong.', '{agency}: Application {code} could not be accepted. Reason and next steps: see the service portal.'),
  processing: t('{agency}: Ho so {code} dang duoc giai quyet. Hen tra truoc {due}.', '{agency}: Application {code} is being worked on. Result before {due}.'),
  signing: t('{agency}: Ho so {code} dang duoc ky. Hen tra truoc {due}.', '{agency}: Application {code} is being signed. Result before {due}.'),
  late: t('{agency} xin loi: ho so {code} dang tre hen (hen truoc {due}).', '{agency} apologises: application {code} is late (it was due before {due}).'),
  suspended: t('{agency}: Ho so {code} tam dung tinh thoi han. Ly do xem tren cong dich vu cong.', '{agency}: The clock of application {code} is stopped. Reason: see the service portal.'),
  withdrawing: t('{agency}: Ho so {code} dang duoc xem xet de rut theo yeu cau.', '{agency}: The withdrawal of application {code} is being considered.'),
  stopped: t('{agency}: Ho so {code} da dung giai quyet. Ly do xem tren cong dich vu cong.', '{agency}: Application {code} was closed. Reason: see the service portal.'),
  refused: t('{agency}: Ho so {code} khong duoc giai quyet. Van ban tra loi xem tren cong dich vu cong.', '{agency}: Application {code} was refused. The decision: see the service portal.'),
  done: t('{agency}: Ho so {code} da xong. Nhan ket qua theo cach anh/chi da chon.', '{agency}: Application {code} is done. You get the result in the way you chose.'),
  returned: t('{agency}: Ho so {code} da tra ket qua.', '{agency}: The result of application {code} was handed over.'),
};
const OTHERS: Readonly<Record<Exclude<AnswerKind, 'answer-status'>, Text>> = {
  'answer-how': t(`Hoi ho so: ${HOW.vi}`, `To ask: ${HOW.en}`),
  'answer-not-found': t(`Chua tim thay ho so. ${HOW.vi.replace('soan', 'Soan')}`, `Not found. ${HOW.en.replace('text', 'Text')}`),
  'answer-wait': t('Tin hoi sai nhieu lan lien tiep. Anh/chi cho 10 phut roi nhan lai.', 'Too many wrong questions in a row. Please wait 10 minutes.'),
  'answer-enough': t('So nay da hoi du so lan trong ngay. Mai anh/chi hoi lai, hoac xem tren cong dich vu cong.', 'This number has asked as often as it may in a day. Ask tomorrow, or see the service portal.'),
};
const withTelephone = (text: Text): { readonly sms: Text } => ({ sms: t(`${text.vi}${TEL.vi}`, `${text.en}${TEL.en}`) });
export const ANSWER_TEXTS: readonly { readonly name: string; readonly sms: Text }[] = [...Object.entries(STATUS), ...Object.entries(OTHERS)].map(([name, text]) => ({ name, ...withTelephone(text) }));

/** A day's end is the midnight that the next day begins with. */
const lastDay = (end: Date): string => showShortDate(vietnamDate(new Date(end.getTime() - 60_000)));
const moment = (at: Date): string => `${showTime(at)} ${showShortDate(vietnamDate(at))}`;

/** One SMS about one dossier, true at `now`. */
export function writeStatusAnswer(found: PublicStatus, now: Date, lang: Lang): string {
  const due = dueOf(found);
  const late = due !== null && now > due && (found.status === 'processing' || found.status === 'signing');
  const text = STATUS[late ? 'late' : found.status];
  const values: NoticeValues = { agency: found.agencyName[lang], code: found.code, phone: phoneOf(found.helpPhone), ...(due ? { due: moment(due), respondBy: lastDay(due) } : {}) };
  // Without a date the half sentence about it goes too: no answer may promise one that nobody gave.
  const said = due ? text : t(text.vi.replace(/\. (?:Hen tra|Tra loi) truoc \{due\}/u, ''), text.en.replace(/\. (?:Result|Answer) before \{due\}/u, ''));
  return writeSms(withTelephone(said), values, lang);
}
function dueOf(found: PublicStatus): Date | null {
  switch (found.status) {
    case 'submitted': case 'intake-supplement': case 'appraisal-supplement': return found.nextDue;
    case 'processing': case 'signing': return found.dueAt;
    case 'not-accepted': case 'suspended': case 'withdrawing': case 'stopped': case 'refused': case 'done': case 'returned': return null;
    default: return unreachable(found.status);
  }
}
/** `short`: the number that was asked, or null when answers cannot say where to write. */
export function writeAnswer(kind: Exclude<AnswerKind, 'answer-status'>, site: { readonly short: string; readonly helpPhone: string }, lang: Lang): string {
  return writeSms(withTelephone(OTHERS[kind]), { short: site.short, phone: phoneOf(site.helpPhone) }, lang);
}
const phoneOf = (phone: string): string => phone.replace(/\s*\(.*\)$/u, '').replace(/[\s.]+/gu, '');
