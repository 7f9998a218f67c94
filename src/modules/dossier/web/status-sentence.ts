import { dateWords, momentWords, plainDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { nationalStatus, type DossierState, type NationalCode } from '../domain/index.ts';
import type { TrackedDossier } from './web-deps.ts';
import { PLAIN_STATUS } from './words.ts';

export interface Said { readonly national: NationalCode; readonly colour: 'green' | 'yellow' | 'red' | 'blue' | 'grey'; /** the state in a word or two */ readonly tag: Text; /** who acts next, by when; empty when the tag says everything */ readonly sentence: string }
const t = (vi: string, en: string): Text => ({ vi, en });
/** The tag says everything. */
const NOTHING: Text = { vi: '', en: '' };
const LATE = t('Trễ hẹn', 'Late');
/** A refusal is a result by its national code (9), but nobody is to read «mời lấy kết quả» in green over it. */
const REFUSED = { sentence: t('Xã từ chối giải quyết', 'Refused'), tag: 'red' } as const;
export const plainStatus = (status: string, national: number): { readonly sentence: Text; readonly tag: Said['colour'] } => (status === 'refused' ? REFUSED : PLAIN_STATUS[national]) ?? { sentence: NOTHING, tag: 'grey' };

/** How the person gets what is ready, by the ways that were chosen. */
function collect(state: DossierState): Text {
  if (state.posted) return t(`Bản giấy đã giao cho bưu điện, số bưu gửi ${state.posted.carrierNumber}.${state.signed ? ' Bản điện tử tải được ở ngay đây.' : ''}`, `The paper copy is with the post, parcel ${state.posted.carrierNumber}.${state.signed ? ' Download the electronic copy here.' : ''}`);
  const ways = state.cameBack ? (['counter'] as const) : state.delivery.methods;
  const vi = [state.signed && 'tải bản điện tử ở ngay đây', ways.some((way) => way === 'counter') && 'đến quầy lấy bản giấy, mang theo căn cước', ways.some((way) => way === 'post') && 'chờ bưu điện đưa đến nhà'].filter(Boolean).join(', hoặc ');
  const en = [state.signed && 'download it here', ways.some((way) => way === 'counter') && 'collect it at the counter with your identity card', ways.some((way) => way === 'post') && 'wait for the post'].filter(Boolean).join(', or ');
  return t(vi ? `Mời anh/chị ${vi}.` : 'Mời anh/chị đến quầy, mang theo căn cước.', en ? `Please ${en}.` : 'Please come to the counter with your identity card.');
}

/** To its owner: the plain state, and who acts next by when. */
export function sentenceOf(state: DossierState, lang: Lang, now: Date): Said {
  const suspended = state.clock.findLast((event) => event.kind === 'suspended');
  const national = nationalStatus({ ...state, ...(suspended && 'reason' in suspended ? { suspendedFor: suspended.reason } : {}) });
  const plain = plainStatus(state.status, national);
  const late = state.due !== null && ['processing', 'signing'].includes(state.status) && now.getTime() > Date.parse(state.due.at);
  return { national, colour: late ? 'red' : plain.tag, tag: late ? LATE : plain.sentence, sentence: ownWords(state, late)[lang] };
}
function ownWords(state: DossierState, late: boolean): Text {
  const due = state.due ? momentWords(new Date(state.due.at)) : NOTHING;
  if (late) return t(`Xã đang trễ hẹn (${due.vi}). Xã xin lỗi anh/chị.`, `The office is late (${due.en}) and apologises.`);
  if (state.openSupplement) {
    const until = dateWords(plainDate(state.openSupplement.respondBy));
    return t(`Anh/chị gửi bổ sung trước hết ngày ${until.vi}.`, `Send what is asked by the end of ${until.en}.`);
  }
  switch (state.status) {
    case 'submitted': {
      const by = momentWords(new Date(state.acknowledgeBy.at));
      return t(`Xã trả lời trước ${by.vi}. Chưa cần anh/chị làm gì.`, `The office answers by ${by.en}. Nothing to do for you now.`);
    }
    case 'processing': case 'signing': return t(`Hẹn trả trước ${due.vi}. Chưa cần anh/chị làm gì.`, `Promised by ${due.en}. Nothing to do for you now.`);
    case 'refused': case 'not-accepted': return t(`Vì: ${state.refusal?.reason ?? ''}`, `Reason: ${state.refusal?.reason ?? ''}`);
    case 'stopped': return t(`Vì: ${state.stop?.reason ?? ''}`, `Reason: ${state.stop?.reason ?? ''}`);
    case 'done': { const how = collect(state); return t(`Kết quả đã ký xong. ${how.vi}`, `The result has been signed. ${how.en}`); }
    case 'suspended': return t('Đồng hồ của xã đang tạm dừng.', "The office's clock is paused.");
    case 'withdrawing': return t('Xã sẽ trả lời lời xin rút. Trong lúc chờ, hồ sơ chưa dừng.', 'The office will answer. Until then the dossier goes on.');
    case 'returned': {
      const at = state.returnedAt ? momentWords(new Date(state.returnedAt)) : null;
      const electronic = state.signed ? t(' Bản điện tử vẫn tải được ở đây.', ' The electronic copy can still be downloaded here.') : NOTHING;
      return at ? t(`Anh/chị đã nhận lúc ${at.vi}.${electronic.vi}`, `You received it at ${at.en}.${electronic.en}`) : t(electronic.vi.trim(), electronic.en.trim());
    }
    case 'intake-supplement': case 'appraisal-supplement': return NOTHING;
  }
}

/** To whoever holds code and secret: the same, without anything that somebody wrote or chose. */
export function publicSentence(found: TrackedDossier, lang: Lang, now: Date): Said {
  const national = found.national as NationalCode;
  const plain = plainStatus(found.status, national);
  const late = found.dueAt !== null && found.finishedAt === null && [2, 4].includes(national) && now > found.dueAt;
  return { national, colour: late ? 'red' : plain.tag, tag: late ? LATE : plain.sentence, sentence: publicWords(found, national, late)[lang] };
}
function publicWords(found: TrackedDossier, national: NationalCode, late: boolean): Text {
  if (late) return t('Xã đang trễ hẹn. Xã xin lỗi anh/chị.', 'The office is late and apologises.');
  if (found.status === 'refused') return t('Đăng nhập để xem vì sao.', 'Sign in to see why.');
  const by = momentWords(found.nextDue);
  switch (national) {
    case 1: return t(`Xã trả lời trước ${by.vi}. Chưa cần anh/chị làm gì.`, `The office answers by ${by.en}. Nothing to do for you now.`);
    case 2: case 4: return found.dueAt ? t(`Hẹn trả trước ${momentWords(found.dueAt).vi}. Chưa cần anh/chị làm gì.`, `Promised by ${momentWords(found.dueAt).en}. Nothing to do for you now.`) : NOTHING;
    case 5: { const last = dateWords(vietnamDate(new Date(found.nextDue.getTime() - 1))); return t(`Đăng nhập để xem cần thêm gì. Gửi trước hết ngày ${last.vi}.`, `Sign in to see what is asked. Send it by the end of ${last.en}.`); }
    case 6: return t('Đồng hồ của xã đang tạm dừng chờ anh/chị nộp tiền.', "The office's clock is paused until you have paid.");
    case 7: return t('Xã sẽ trả lời lời xin rút.', 'The office will answer.');
    case 3: case 8: return t('Đăng nhập để xem vì sao.', 'Sign in to see why.');
    case 9: return t('Nhận theo cách anh/chị đã chọn khi nộp. Ra quầy thì mang theo căn cước.', 'You receive it in the way you chose. At the counter, bring your identity card.');
    case 10: return t('Việc này đã xong.', 'This matter is closed.');
  }
}
