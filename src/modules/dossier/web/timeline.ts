import { showMoment } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import type { Deadlines, DossierEvent, DossierState } from '../domain/index.ts';

interface Step { readonly state: 'done' | 'now' | 'next'; readonly name: Text; readonly time?: string; readonly dateTime?: string; readonly who?: string; /** what one officer wrote to the next */ readonly children?: string }
const t = (vi: string, en: string): Text => ({ vi, en });

/** What has happened, in the citizen's words, and what is still to come. At the desk with what officers wrote to each other. */
export function timelineOf(events: readonly DossierEvent[], state: DossierState, lang: Lang, reader: 'citizen' | 'desk' = 'citizen'): readonly Step[] {
  const done: Step[] = events.flatMap((event): Step[] => {
    const name = nameOf(event, state, reader);
    const words = reader === 'desk' ? wordsBetween(event) : undefined;
    return name ? [{ state: 'done', name, ...(words ? { children: words } : {}), time: showMoment(new Date(event.at), lang), dateTime: event.at, ...(event.by.kind === 'officer' && event.by.name ? { who: event.by.name } : {}) }] : [];
  });
  if (state.closedAt || state.status === 'refused') return done;
  const index = state.steps.findIndex((step) => step.key === state.step);
  if (state.status === 'done') return [...done, { state: 'now', name: t('Chờ trả kết quả', 'Waiting to be handed over') }];
  if (state.status === 'submitted') return [...done, { state: 'now', name: t('Chờ xã tiếp nhận', 'Waiting for acceptance') }, { state: 'next', name: t('Thụ lý, ký, trả kết quả', 'Processing, signature, hand-over') }];
  if (state.openSupplement) return [...done, { state: 'now', name: t('Chờ anh/chị bổ sung', 'Waiting for you') }];
  const ahead = state.steps.slice(Math.max(index, 0)).map((step, at): Step => ({ state: at === 0 ? 'now' : 'next', name: step.name, ...(at === 0 && state.assigneeName ? { who: state.assigneeName } : {}) }));
  return [...done, ...(state.status === 'signing' ? [{ state: 'now' as const, name: t('Đang ký số', 'Being signed') }] : ahead)].map((step) => (lang ? step : step));
}

/** Who did what last, and when, in one sentence at the desk: for whoever comes second. */
export function lastAct(events: readonly DossierEvent[], state: DossierState): Text | null {
  const last = events.at(-1);
  const what = last && (nameOf(last, state, 'desk') ?? DESK_ONLY[last.kind]);
  if (!what) return null;
  const who: Text = last.by.kind === 'officer' ? t(last.by.name ?? 'Cán bộ', last.by.name ?? 'An officer') : last.by.kind === 'system' ? t('Chương trình', 'The program') : t('Người nộp', 'The applicant');
  return t(`${who.vi}, ${showMoment(new Date(last.at), 'vi')}: ${what.vi}`, `${who.en}, ${showMoment(new Date(last.at), 'en')}: ${what.en}`);
}
/** Acts that the citizen's list of events leaves out. */
const DESK_ONLY: Readonly<Partial<Record<DossierEvent['kind'], Text>>> = {
  taken: t('Đã nhận việc này', 'Took this step'), 'result-drafted': t('Đã soạn kết quả', 'Drafted the result'), 'verification-chosen': t('Đã chọn thời hạn xác minh', 'Chose the term for verification'),
  'supplement-proposed': t('Đã đề nghị yêu cầu bổ sung', 'Proposed a further request'), 'supplement-declined': t('Không đồng ý yêu cầu bổ sung', 'Declined the further request'),
};

/** What the officer before wrote for whoever has the dossier now. */
export function wordsForThisStep(events: readonly DossierEvent[]): { readonly by: string; readonly words: string } | null {
  const last = events.findLast((event) => event.kind === 'moved' || event.kind === 'sent-back' || event.kind === 'supplement-declined');
  const words = last && wordsBetween(last);
  return last && words ? { by: last.by.name ?? '', words } : null;
}
function wordsBetween(event: DossierEvent): string | undefined {
  if (event.kind === 'moved') return (event as DossierEvent<'moved'>).data.note;
  if (event.kind === 'sent-back') return (event as DossierEvent<'sent-back'>).data.reason;
  if (event.kind === 'supplement-proposed') return (event as DossierEvent<'supplement-proposed'>).data.reason;
  if (event.kind === 'supplement-declined') return (event as DossierEvent<'supplement-declined'>).data.reason;
  if (event.kind === 'verification-chosen') return (event as DossierEvent<'verification-chosen'>).data.reason;
  return undefined;
}
const LINKED = { accepted: t('đã nhận', 'taken in'), verifying: t('đang xác minh', 'being verified'), done: t('xong', 'done'), refused: t('không làm được', 'refused') } as const;
function nameOf(event: DossierEvent, state: DossierState, reader: 'citizen' | 'desk'): Text | null {
  switch (event.kind) {
    case 'submitted': return (event as DossierEvent<'submitted'>).data.assisted ? t('Đã nộp qua mạng, có người khai giúp', 'Submitted online by a helper') : (event as DossierEvent<'submitted'>).data.channel === 'online' ? t('Đã nộp qua mạng', 'Submitted online') : t('Đã nộp tại quầy', 'Handed in at the counter');
    case 'received': return t('Đã tiếp nhận, hẹn ngày trả', 'Accepted, date promised');
    case 'supplement-requested': return t('Yêu cầu bổ sung', 'More was asked for');
    case 'supplement-proposed': return reader === 'desk' ? t('Trình lãnh đạo cho yêu cầu bổ sung lần nữa', 'A further request went to the leader') : null;
    case 'supplement-declined': return reader === 'desk' ? t('Lãnh đạo không đồng ý yêu cầu bổ sung lần nữa', 'The leader declined a further request') : null;
    case 'verification-chosen': return t('Phải xác minh, hẹn lại theo thời hạn của trường hợp này', 'Needs verification; the date follows the term of that case');
    case 'supplemented': return t('Đã bổ sung', 'Supplement received');
    case 'refused': return t('Từ chối, có nêu căn cứ', 'Refused, with grounds');
    case 'moved': { const to = state.steps.find((step) => step.key === (event as DossierEvent<'moved'>).data.to); return to ? t(`Chuyển bước: ${to.name.vi}`, `Next step: ${to.name.en}`) : null; }
    case 'sent-back': return t('Trả lại để làm tiếp', 'Sent back for more work');
    case 'sign-approved': return t('Lãnh đạo đã duyệt ký', 'Approved for signature');
    case 'result-signed': return t('Đã ký kết quả', 'Result signed');
    case 'result-returned': return (event as DossierEvent<'result-returned'>).data.method === 'post' ? t('Bưu điện đã phát tận tay', 'Delivered by the post') : t('Đã trả kết quả', 'Handed over');
    case 'result-posted': return t('Đã giao kết quả cho bưu điện', 'Handed to the post');
    case 'result-came-back': return t('Bưu điện chuyển hoàn, kết quả chờ ở quầy', 'Came back from the post, waits at the counter');
    case 'post-ordered-again': return t('Đã đặt gửi bưu điện lần nữa', 'Posting was ordered once more');
    case 'post-address-changed': return t('Đã đổi nơi nhận', 'Postal address changed');
    case 'fee-collected': return (event as DossierEvent<'fee-collected'>).data.how === 'online' ? t('Đã trả tiền qua mạng', 'Fee paid online') : t('Đã thu tiền', 'Fee paid');
    case 'fee-refunded': return t('Đã hoàn tiền', 'Fee given back');
    case 'linked-updated': { const { agency, part, state: said } = (event as DossierEvent<'linked-updated'>).data; return t(`${part.vi}: ${LINKED[said].vi} (${agency.vi})`, `${part.en}: ${LINKED[said].en} (${agency.en})`); }
    case 'suspended': return t('Tạm dừng tính thời gian', 'Clock paused');
    case 'resumed': return t('Tính tiếp thời gian', 'Clock resumed');
    case 'extended': return t('Xin lỗi và hẹn lại ngày trả', 'Apology and new appointment');
    case 'withdrawal-requested': return t('Xin rút hồ sơ', 'Withdrawal asked');
    case 'withdrawal-declined': return t('Không đồng ý cho rút', 'Withdrawal declined');
    case 'stopped': return t('Dừng giải quyết', 'Stopped');
    default: return null;
  }
}

/** Time with the office and time waiting for the citizen, in working time, so that both can be checked. */
export function clocksOf(events: readonly DossierEvent[], state: DossierState, now: Date, deadlines: Deadlines, lang: Lang): { readonly office: { readonly used: Text }; readonly citizen: { readonly used: Text }; readonly running: 'office' | 'citizen' | 'none' } | null {
  let office = 0;
  let citizen = 0;
  let running: 'office' | 'citizen' | 'none' = 'office';
  const ended = state.finishedAt ? new Date(state.finishedAt) : now;
  for (const [at, event] of events.entries()) {
    if (event.kind === 'supplement-requested') running = 'citizen';
    if (event.kind === 'supplemented' || event.kind === 'resumed') running = 'office';
    // A duty to pay is the citizen's; a force of nature or another agency stops the clock for both.
    if (event.kind === 'suspended') running = (event as DossierEvent<'suspended'>).data.reason === 'financial-obligation' ? 'citizen' : 'none';
    const next = events[at + 1];
    const until = next ? new Date(next.at) : ended;
    const spent = deadlines.workingMinutes(new Date(event.at), until);
    if (!spent.ok) return null;
    if (running === 'citizen') citizen += spent.value; else if (running === 'office') office += spent.value;
    if (state.finishedAt && event.at >= state.finishedAt) break;
  }
  void lang;
  return { office: { used: inWords(office) }, citizen: { used: inWords(citizen) }, running: state.finishedAt ? 'none' : running };
}
/** 1 working day = 8 working hours. */
export function inWords(minutes: number): Text {
  const days = Math.floor(minutes / 480);
  const hours = Math.floor((minutes % 480) / 60);
  const rest = minutes % 60;
  const minutesToo = days === 0 && (rest > 0 || hours === 0);
  const vi = [days > 0 ? `${days} ngày` : '', hours > 0 ? `${hours} giờ` : '', minutesToo ? `${rest} phút` : ''].filter(Boolean).join(' ');
  const en = [days > 0 ? `${days} day${days === 1 ? '' : 's'}` : '', hours > 0 ? `${hours} h` : '', minutesToo ? `${rest} min` : ''].filter(Boolean).join(' ');
  return { vi: `${vi} làm việc`, en: `${en} of working time` };
}
