import { plainDate, vietnamDate } from '../../../shared/plain-date.ts';
import { holds, type Answers } from '../../../shared/condition.ts';
import type { ProcedureContent, ResultTemplate } from '../../catalog/domain/index.ts';
import { findPaperForm, paperDate, paperMoment, paperQr, paperShortMoment, type ApologyPaper, type OneStopPaper, type PaperPerson, type PaperSigner, type ReceiptPaper, type RefusalPaper, type ResultPaper, type StopPaper, type SubmissionReceipt, type SupplementPaper } from '../../document/domain/index.ts';
import { completeAnswers, showAnswer, type Lookups } from '../../eform/domain/index.ts';
import type { DossierEvent, DossierState, Person } from '../../dossier/domain/index.ts';

export interface PaperSubject {
  readonly event: DossierEvent; readonly state: DossierState; readonly content: ProcedureContent; readonly owner: Person; readonly answers: Answers;
  readonly agency: { readonly name: string; readonly shortName: string; readonly phone: string; readonly address: string };
  readonly siteUrl: string; readonly secret: string; /** the number that takes questions by SMS; absent: none does */ readonly smsNumber?: string; readonly demo: boolean; readonly lookups: Lookups;
}
export interface PaperToMake { readonly template: string; readonly name: string; readonly data: unknown }

/** «xã Hàm Liêm» → «Hàm Liêm», for the line of place and date. */
export const placeOf = (shortName: string): string => shortName.replace(/^(xã|phường|đặc khu|thị trấn|tỉnh|thành phố)\s+/iu, '');
export const deskOf = (agency: Pick<PaperSubject['agency'], 'shortName'>): string => `Trung tâm Phục vụ hành chính công ${agency.shortName}`;

/** Whether an event calls for a paper at all, in the state right after it: what is filed at the counter has its receipt, what ends before reception has none. */
export function callsForPaper(event: DossierEvent, state: DossierState): boolean {
  switch (event.kind) {
    case 'submitted': return state.channel === 'online' || state.channel === 'assisted';
    case 'stopped': return state.receivedAt !== null;
    case 'received': case 'supplement-requested': case 'refused': case 'extended': return true;
    default: return false;
  }
}

/** The paper that an event calls for, if any: its template and its data. Pure, so that it can be made again word for word. */
export function paperOfEvent(subject: PaperSubject): PaperToMake | null {
  if (!callsForPaper(subject.event, subject.state)) return null;
  switch (subject.event.kind) {
    case 'submitted': return submission(subject);
    case 'received': return receipt(subject);
    case 'supplement-requested': return supplement(subject, (subject.event as DossierEvent<'supplement-requested'>).data);
    case 'refused': return refusal(subject, (subject.event as DossierEvent<'refused'>).data);
    case 'extended': return apology(subject, (subject.event as DossierEvent<'extended'>).data);
    case 'stopped': return stop(subject, (subject.event as DossierEvent<'stopped'>).data);
    default: return null;
  }
}

function head(subject: PaperSubject, paper: OneStopPaper | null, title: string) {
  const { state, event, content, owner, agency } = subject;
  const day = vietnamDate(new Date(event.at));
  const form = paper ? findPaperForm(paper, day) : undefined;
  const code = state.code ?? state.reference;
  return {
    qr: paperQr({ code, procedureCode: content.code, ...(owner.personalId ? { identifier: owner.personalId } : {}), paper: title, url: `${subject.siteUrl}/tra-cuu?ma=${encodeURIComponent(code)}` }),
    parentAgency: agency.name, agency: deskOf(agency), place: placeOf(agency.shortName), date: paperDate(day), ...(form ? { form } : {}), ...(subject.demo ? { specimen: true } : {}),
    code, procedureCode: content.code, request: content.officialName, applicant: applicantOf(state, owner),
  };
}
/** Who filed for the person stands on every slip, with the moment of the consent. */
const applicantOf = (state: DossierState, owner: Person): PaperPerson => ({ ...person(owner), ...(state.assisted ? { actingFor: `${state.assisted.helperName}, ${state.assisted.helperTitle} (khai giúp; người dân đồng ý bằng mã tin nhắn lúc ${paperShortMoment(new Date(state.assisted.consent.at))})` } : {}) });
const person = (owner: Person): PaperPerson => ({ name: owner.name, ...(owner.personalId ? { idLabel: 'Số định danh cá nhân', id: owner.personalId } : {}), ...(owner.address ? { address: owner.address } : {}), ...(owner.phone ? { phone: owner.phone } : {}), ...(owner.email ? { email: owner.email } : {}) });
const officer = (event: DossierEvent, title: string): PaperSigner => ({ title, name: event.by.name ?? '' });
const channelOf = (state: DossierState): 'counter' | 'online' | 'post' => (state.channel === 'online' || state.channel === 'assisted' ? 'online' : state.channel === 'post' ? 'post' : 'counter');
const contactOf = (agency: PaperSubject['agency']): string => [deskOf(agency), agency.address, agency.phone && `điện thoại ${agency.phone}`].filter(Boolean).join(', ');

const bySms = ({ smsNumber, secret }: PaperSubject, code: string) => (smsNumber === undefined ? {} : { sms: { number: smsNumber, text: `HS ${code} ${secret}` } });

function submission(subject: PaperSubject): PaperToMake {
  const { state, content, owner, agency } = subject;
  const title = 'Giấy xác nhận đã nộp hồ sơ';
  const papers = new Map(content.papers.map((paper) => [paper.key, paper.shortName.vi]));
  const { code: _code, ...common } = head(subject, null, title);
  const data: SubmissionReceipt = {
    ...common, reference: state.reference, secret: subject.secret, trackUrl: `${subject.siteUrl}/tra-cuu`, ...bySms(subject, state.reference), submittedAt: paperMoment(new Date(state.submittedAt)), applicant: applicantOf(state, owner),
    files: state.files.map((file) => ({ paper: papers.get(file.paper) ?? file.paper, fileName: file.name, pages: file.pages, size: file.size, sha256: file.sha256 })),
    next: [{ what: `${agency.name} tiếp nhận và hẹn ngày trả, hoặc nói một lần hết những gì còn thiếu`, by: paperMoment(new Date(state.acknowledgeBy.at)) }, { what: 'Sau khi được tiếp nhận, anh/chị nhận Giấy tiếp nhận hồ sơ và hẹn trả kết quả' }],
    contact: contactOf(agency),
  };
  return { template: 'xac-nhan-da-nop', name: `${title} ${state.reference}.pdf`, data };
}

export const DELIVERY_WORDS: Readonly<Record<'electronic' | 'counter' | 'post', string>> = { electronic: 'Bản điện tử trên Cổng dịch vụ công', counter: 'Tại quầy', post: 'Qua bưu điện' };
function receipt(subject: PaperSubject): PaperToMake {
  const { state, content, agency, event } = subject;
  const received = (event as DossierEvent<'received'>).data;
  const names = new Map(content.papers.map((paper) => [paper.key, paper]));
  const scanned = [...new Set(state.files.map((file) => file.paper))].map((key) => ({ name: names.get(key)?.shortName.vi ?? key, form: 'Bản điện tử', quantity: state.files.filter((file) => file.paper === key).length }));
  const ticked = state.ticks.flatMap((tick) => [...(tick.shown ? [{ name: names.get(tick.paper)?.shortName.vi ?? tick.paper, form: 'Bản chính (đã xem, trả lại)', quantity: 1 }] : []), ...(tick.originals > 0 ? [{ name: names.get(tick.paper)?.shortName.vi ?? tick.paper, form: 'Bản chính', quantity: tick.originals }] : []), ...(tick.copies > 0 ? [{ name: names.get(tick.paper)?.shortName.vi ?? tick.paper, form: 'Bản sao', quantity: tick.copies }] : [])]);
  const declaration = content.form ? [{ name: 'Tờ khai (lập từ dữ liệu đã khai)', form: 'Bản điện tử', quantity: 1 }] : [];
  const total = state.fees.reduce((sum, line) => sum + line.payable, 0);
  const data: ReceiptPaper = {
    ...head(subject, 'mau-01-giay-tiep-nhan', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả'), receivingUnit: deskOf(agency), papers: [...declaration, ...ticked, ...scanned], sets: content.copiesOfDossier ?? 1,
    term: received.term, receivedAt: paperMoment(new Date(event.at)), dueAt: paperMoment(new Date(received.due.at)), dueExplanation: received.due.explanation.vi,
    delivery: state.delivery.methods.map((method) => DELIVERY_WORDS[method]).join('; '), fees: state.fees.map((line) => ({ name: line.name.vi, amount: line.payable, note: line.explanation.vi })), feeTotal: total,
    ...(total > 0 ? { feeNote: state.collected >= total ? 'Đã thu' : 'Nộp khi nhận kết quả' } : {}), register: { volume: String(received.register.year), number: String(received.register.number).padStart(2, '0') },
    channel: channelOf(state), receiver: officer(event, 'NGƯỜI TIẾP NHẬN HỒ SƠ'), lookup: { url: `${subject.siteUrl}/tra-cuu`, secret: subject.secret, ...bySms(subject, received.code) },
  };
  return { template: 'mau-01-giay-tiep-nhan', name: `Giấy tiếp nhận ${received.code}.pdf`, data };
}

function supplement(subject: PaperSubject, asked: DossierEvent<'supplement-requested'>['data']): PaperToMake {
  const { agency, event, state, content } = subject;
  const data: SupplementPaper = {
    ...head(subject, 'mau-02-yeu-cau-bo-sung', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ'), stage: asked.stage, round: asked.round,
    judged: asked.verdicts.map((verdict) => ({ kind: verdict.item.type, name: verdict.item.label, verdict: verdict.verdict === 'missing' ? 'missing' : verdict.verdict === 'wrong' ? 'to-correct' : 'accepted', ...(verdict.reason ? { reason: verdict.reason } : {}) })),
    ...(asked.note ? { reason: asked.note } : {}), respondBy: paperDate(plainDate(asked.respondBy)),
    effect: asked.stage === 'intake' ? 'Hồ sơ chưa được tiếp nhận nên thời hạn giải quyết chưa tính; thời hạn tính khi đã đủ.' : content.supplement.effect === 'restart' ? `Thời hạn giải quyết được tính lại từ đầu khi hồ sơ đã đủ (${content.supplement.legalBasis}).` : `Thời gian chờ bổ sung không tính vào thời hạn giải quyết (${content.supplement.legalBasis}).`,
    howToAnswer: `Mở hồ sơ tại ${subject.siteUrl}/ho-so-cua-toi, hoặc mang đến ${deskOf(agency)}.`, contact: contactOf(agency), guide: { title: 'NGƯỜI HƯỚNG DẪN', name: asked.askedBy ?? event.by.name ?? '' }, ...(asked.approvedBy ? { approver: { title: 'NGƯỜI DUYỆT', name: asked.approvedBy } } : {}),
  };
  return { template: 'mau-02-yeu-cau-bo-sung', name: `Yêu cầu bổ sung ${state.code ?? state.reference}.pdf`, data };
}

export const GROUND_WORDS: Readonly<Record<string, string>> = {
  'not-competent': 'Không thuộc thẩm quyền của cơ quan', 'papers-not-complete-after-guidance': 'Đã hướng dẫn nhưng hồ sơ vẫn chưa đủ', 'conditions-not-met': 'Không đủ điều kiện theo quy định',
  'false-or-altered-paper': 'Giấy tờ bị tẩy xóa, sửa chữa hoặc không đúng sự thật', 'forbidden-by-law': 'Thuộc trường hợp pháp luật không cho phép',
};
function refusal(subject: PaperSubject, refused: DossierEvent<'refused'>['data']): PaperToMake {
  const { state, event, agency } = subject;
  const data: RefusalPaper = {
    ...head(subject, 'mau-03-tu-choi', 'Phiếu từ chối tiếp nhận giải quyết hồ sơ'), receivingUnit: deskOf(agency), stage: refused.stage, reason: GROUND_WORDS[refused.ground] ?? refused.ground, explanation: refused.reason, legalBasis: refused.legalBasis,
    ...(refused.insteadGo ? { whatNext: refused.insteadGo } : {}), channel: channelOf(state), receiver: officer(event, refused.stage === 'intake' ? 'NGƯỜI TIẾP NHẬN HỒ SƠ' : 'LÃNH ĐẠO CƠ QUAN'),
  };
  return { template: 'mau-03-tu-choi', name: `Từ chối ${state.code ?? state.reference}.pdf`, data };
}
function apology(subject: PaperSubject, extended: DossierEvent<'extended'>['data']): PaperToMake {
  const { state, event, agency } = subject;
  const data: ApologyPaper = {
    ...head(subject, 'mau-04-xin-loi', 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết'), receivedAt: paperMoment(new Date(state.receivedAt ?? state.submittedAt)), dueAt: paperMoment(new Date(extended.previousDue)), lateAgency: agency.name,
    reason: extended.reason, newDueAt: paperMoment(new Date(extended.due.at)), extensionLimit: 'Việc hẹn lại ngày trả kết quả chỉ được thực hiện một lần.', contact: contactOf(agency), signer: officer(event, 'LÃNH ĐẠO CƠ QUAN'),
  };
  return { template: 'mau-04-xin-loi', name: `Xin lỗi và hẹn lại ${state.code ?? ''}.pdf`, data };
}
function stop(subject: PaperSubject, stopped: DossierEvent<'stopped'>['data']): PaperToMake {
  const { state, event } = subject;
  const data: StopPaper = {
    ...head(subject, 'mau-05-dung-giai-quyet', 'Thông báo dừng giải quyết hồ sơ'), receivedAt: paperMoment(new Date(state.receivedAt ?? state.submittedAt)), stoppedAt: paperMoment(new Date(event.at)), reason: stopped.reason,
    originals: state.ticks.some((tick) => tick.originals > 0) ? 'Trả lại bản chính đã nhận tại quầy.' : 'Không giữ bản chính.', money: state.collected > 0 ? 'Xử lý theo quy định của từng loại phí, lệ phí.' : 'Chưa thu tiền.', signer: officer(event, 'LÃNH ĐẠO CƠ QUAN'),
  };
  return { template: 'mau-05-dung-giai-quyet', name: `Dừng giải quyết ${state.code ?? ''}.pdf`, data };
}

/** The result's paper from its template; `{field}` takes a declared or drafted answer, `{@…}` a fact of the dossier. */
export function resultPaper(subject: Omit<PaperSubject, 'event'> & { readonly template: ResultTemplate; readonly draft: Answers; readonly approved: NonNullable<DossierState['approved']>; readonly trial: boolean }): ResultPaper {
  const { content, state, template, approved, agency, owner } = subject;
  const facts = { answers: { ...(content.form ? completeAnswers(content.form, { answers: subject.answers, channel: state.channel, today: vietnamDate(new Date(state.submittedAt)) }) : subject.answers), ...subject.draft }, channel: state.channel, today: approved.issuedOn };
  const fill = (text: string): string => text.replace(/\{(@?[\w.-]+)\}/gu, (_all, name: string) => value(name)).replace(/\s+/gu, ' ').trim();
  const fields = [...(content.form?.pages.flatMap((page) => page.fields) ?? []), ...(content.form?.derived ?? []), ...template.draftFields];
  const value = (name: string): string => {
    if (name === '@owner') return owner.name;
    if (name === '@personalId') return owner.personalId ?? '';
    if (name === '@code') return state.code ?? '';
    if (name === '@agency') return agency.name;
    if (name === '@date') return paperDate(approved.issuedOn);
    const [key = '', part] = name.split('.');
    const field = fields.find((one) => one.key === key);
    const answer = facts.answers[key];
    if (!field || answer === undefined || answer === null) return '';
    if (part && typeof answer === 'object' && !Array.isArray(answer)) return String((answer as unknown as Record<string, unknown>)[part] ?? '');
    return showAnswer(field as Parameters<typeof showAnswer>[0], answer, 'vi', subject.lookups);
  };
  const verifyUrl = `${subject.siteUrl}/kiem-tra/${approved.verifyCode}`;
  return {
    qr: verifyUrl, agency: agency.name, place: placeOf(agency.shortName), date: paperDate(approved.issuedOn), ...(subject.demo ? { specimen: true } : {}), number: `${String(approved.number).padStart(2, '0')}/${approved.year}/${approved.book}`,
    title: template.title, ...(template.subtitle ? { subtitle: fill(template.subtitle) } : {}), ...(template.basis ? { basis: fill(template.basis) } : {}),
    lines: template.lines.filter((line) => !line.showWhen || holds(line.showWhen, facts)).map((line) => ({ label: line.label, value: fill(line.value) })), ...(template.closing ? { closing: fill(template.closing) } : {}),
    signer: { ...(approved.onBehalfOf ? { authority: approved.onBehalfOf.heading } : {}), title: approved.onBehalfOf?.ownTitle ?? (approved.signerTitle || template.signerTitle), name: approved.signerName, ...(subject.trial ? { trial: true } : {}) }, trial: subject.trial, verifyUrl,
  };
}
