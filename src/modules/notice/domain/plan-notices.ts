import type { Text } from '../../../shared/text.ts';
import { showDong } from '../../../shared/money.ts';
import { plainDate, showMoment, showShortDate, showTime, vietnamDate } from '../../../shared/plain-date.ts';
import { unreachable } from '../../../shared/result.ts';
import type { DossierEvent, DossierState, EventData, EventKind, Person } from '../../dossier/domain/index.ts';
import { emailAddress, mobileNumber } from './contact.ts';
import type { Contact, Moment, PlannedNotice } from './message.ts';
import { templateOf, type NoticeValues } from './templates.ts';
import { writeEmail } from './write-email.ts';
import { writeSms } from './write-sms.ts';

/** What the messages name besides the dossier itself. */
export interface NoticeContext {
  /** «UBND xã Hàm Liêm» */ readonly agencyName: Text;
  /** the plain name of the procedure: «Làm khai sinh cho con» */ readonly procedureName: Text;
  readonly helpPhone: string;
  /** plain names of the papers by their key, as the person's own page has them; file names are the person's and stay out of messages */ readonly paperNames: Readonly<Record<string, Text>>;
  /** where results are handed over: «Bộ phận Một cửa, quầy 2» */ readonly pickup: Text;
  /** absolute address of the person's own page of the dossier, or of the tracking page; without secrets */ readonly link: string | null;
}

/** Events that may owe a message: only these need a planning job. */
export const NOTICED_EVENTS: readonly EventKind[] = ['submitted', 'received', 'supplement-requested', 'refused', 'suspended', 'resumed', 'verification-chosen', 'extended', 'result-signed', 'result-returned', 'stopped', 'withdrawal-declined'];

const LINKED_MOMENTS = { accepted: null, verifying: 'linked-later', done: 'linked-done', refused: 'linked-refused' } as const;
/** Which message an event of the dossier gives rise to, if any. */
export function momentOf(event: DossierEvent, state: DossierState): Moment | null {
  const one = event as { [K in EventKind]: { readonly kind: K; readonly data: EventData[K] } }[EventKind];
  switch (one.kind) {
    // At the counter the person has the receipt in hand a moment later.
    case 'submitted': return one.data.filedBy === 'counter' ? null : 'submitted';
    case 'received': return 'received';
    case 'supplement-requested': return 'supplement';
    case 'refused': return one.data.stage === 'intake' ? 'not-accepted' : 'refused';
    case 'suspended': return 'suspended';
    case 'resumed': return 'resumed';
    case 'verification-chosen': return 'verification';
    case 'extended': return 'apology';
    case 'result-signed': return state.delivery.methods.includes('electronic') ? 'result' : state.delivery.methods.includes('post') ? 'done-post' : 'done-counter';
    // An electronic handing over is the download that the person has just made.
    case 'result-returned': return one.data.method === 'electronic' ? null : 'returned';
    case 'stopped': return 'stopped';
    case 'withdrawal-declined': return 'withdrawal-declined';
    // At the counter the receipt is in the person's hand.
    case 'fee-collected': return one.data.how === 'online' ? 'paid' : null;
    case 'fee-refunded': return 'refunded';
    case 'linked-updated': return LINKED_MOMENTS[one.data.state];
    case 'supplemented': case 'taken': case 'moved': case 'sent-back': case 'result-drafted': case 'sign-approved': case 'result-posted': case 'result-came-back': case 'post-address-changed': case 'post-ordered-again': case 'withdrawal-requested': case 'supplement-proposed': case 'supplement-declined': return null;
    default: return unreachable(one);
  }
}

/** The messages that one event owes; `state` is the dossier right after the event. Pure: the same event gives the same messages. */
export function planNotices(event: DossierEvent, state: DossierState, context: NoticeContext, contacts: readonly Contact[]): readonly PlannedNotice[] {
  const moment = momentOf(event, state);
  if (!moment) return [];
  return noticesFor(moment, contacts, (lang) => noticeValues(event, state, context, lang));
}

/** One moment's messages to everybody who can be reached; each address and number once. */
export function noticesFor(moment: Moment, contacts: readonly Contact[], valuesIn: (lang: 'vi' | 'en') => NoticeValues): readonly PlannedNotice[] {
  const template = templateOf(moment);
  const notices: PlannedNotice[] = [];
  const seen = new Set<string>();
  for (const contact of contacts) {
    const values = valuesIn(contact.lang);
    const email = contact.email === undefined ? null : emailAddress(contact.email);
    const mobile = contact.phone === undefined ? null : mobileNumber(contact.phone);
    if (email && !seen.has(email.toLowerCase())) {
      seen.add(email.toLowerCase());
      notices.push({ channel: 'email', to: email, moment, templateVersion: template.version, lang: contact.lang, ...writeEmail(template, values, contact.lang) });
    }
    const wanted = template.smsWhen === 'always' || (template.smsWhen === 'without-email' && !email);
    if (wanted && mobile && !seen.has(mobile)) {
      seen.add(mobile);
      notices.push({ channel: 'sms', to: mobile, moment, templateVersion: template.version, lang: contact.lang, subject: null, text: writeSms(template, values, contact.lang) });
    }
  }
  return notices;
}

/** Whoever filed hears; the owner hears too when the owner is somebody else and can be reached. */
export function contactsOf(people: { readonly owner?: Person; readonly submitter?: Person }, lang: 'vi' | 'en' = 'vi'): readonly Contact[] {
  return [people.submitter, people.owner].filter((person) => person !== undefined).filter((person) => person.phone !== undefined || person.email !== undefined)
    .map((person) => ({ lang, ...(person.phone === undefined ? {} : { phone: person.phone }), ...(person.email === undefined ? {} : { email: person.email }) }));
}

/** One line for each kind of paper, its pages together; no such part when none was sent. */
function received(files: EventData['submitted']['files'], context: NoticeContext, lang: 'vi' | 'en'): NoticeValues {
  const pages = new Map<string, number>();
  for (const file of files) pages.set(file.paper, (pages.get(file.paper) ?? 0) + file.pages);
  const lines = [...pages].map(([paper, count]) => `– ${context.paperNames[paper]?.[lang] ?? paper} (${count} ${lang === 'vi' ? 'trang' : count === 1 ? 'page' : 'pages'})`);
  return lines.length > 0 ? { files: lines.join('\n') } : {};
}

/** `17:00 13/2/2026`: short enough for an SMS, unmistakable in a letter. */
const shortMoment = (iso: string): string => `${showTime(new Date(iso))} ${showShortDate(vietnamDate(new Date(iso)))}`;

export function noticeValues(event: DossierEvent, state: DossierState, context: NoticeContext, lang: 'vi' | 'en'): NoticeValues {
  const one = event as { [K in EventKind]: { readonly kind: K; readonly data: EventData[K] } }[EventKind];
  const common: NoticeValues = {
    agency: context.agencyName[lang], procedure: context.procedureName[lang], code: state.code ?? state.reference, phone: context.helpPhone.replace(/[\s.]+/gu, ''),
    ...(context.link === null ? {} : { link: context.link }),
    at: showMoment(new Date(event.at), lang),
  };
  const due = (value: { readonly at: string; readonly explanation: Text }): NoticeValues => ({ due: shortMoment(value.at), explanation: value.explanation[lang] });
  switch (one.kind) {
    case 'submitted': return { ...common, ackBy: shortMoment(one.data.acknowledgeBy.at), ...received(one.data.files, context, lang) };
    case 'received': return { ...common, ...due(one.data.due) };
    case 'supplement-requested': {
      const wanted = one.data.verdicts.filter((verdict) => verdict.verdict === 'missing' || verdict.verdict === 'wrong');
      const respondBy = plainDate(one.data.respondBy);
      return { ...common, count: String(wanted.length), respondBy: showShortDate(respondBy), items: wanted.map((verdict, index) => `${index + 1}. ${verdict.item.label}${verdict.reason ? `: ${verdict.reason}` : ''}`).join('\n') };
    }
    case 'refused': return { ...common, reason: one.data.reason, legalBasis: one.data.legalBasis, instead: one.data.insteadGo ?? '' };
    case 'suspended': return { ...common, why: SUSPENDED_WHY[one.data.reason][lang], reason: one.data.note, legalBasis: one.data.legalBasis };
    case 'resumed': return { ...common, ...due(one.data.due) };
    case 'verification-chosen': return { ...common, ...due(one.data.due), previousDue: shortMoment(one.data.previousDue), reason: one.data.reason, legalBasis: one.data.legalBasis ?? '' };
    case 'extended': return { ...common, ...due(one.data.due), previousDue: shortMoment(one.data.previousDue), reason: one.data.reason };
    case 'result-signed': return { ...common, ...(state.delivery.methods.includes('counter') ? { pickup: context.pickup[lang] } : {}) };
    case 'stopped': case 'withdrawal-declined': return { ...common, reason: one.data.reason };
    case 'fee-collected': case 'fee-refunded': return { ...common, amount: showDong(one.data.amount).replace(' đ', lang === 'vi' ? ' đồng' : ' VND') };
    case 'linked-updated': return { ...common, part: one.data.part[lang], other: one.data.agency[lang], reason: one.data.reason ?? '', ...(one.data.dueAt ? { due: shortMoment(one.data.dueAt) } : {}) };
    default: return common;
  }
}
const SUSPENDED_WHY: Readonly<Record<EventData['suspended']['reason'], Text>> = {
  'financial-obligation': { vi: 'chờ anh/chị nộp tiền', en: 'waiting for your payment' },
  'other-agency': { vi: 'chờ cơ quan khác trả lời', en: 'waiting for another agency' },
  'force-majeure': { vi: 'lý do bất khả kháng', en: 'force majeure' },
};
