import { unreachable } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import type { HandleRefusal } from '../use-cases/handle-case.ts';
import type { RateRefusal } from '../use-cases/rate-dossier.ts';
import type { SendRefusal } from '../use-cases/send-feedback.ts';
import { F } from './words.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
interface Problem { readonly name: string; readonly message: Text }
/** What is wrong with feedback that was sent, at its box. */
export function sendProblem(refusal: SendRefusal): Problem {
  switch (refusal.kind) {
    case 'agency-missing': return { name: 'co-quan', message: F.agencyMissing };
    case 'subject-missing': return { name: 've-viec', message: t('Chưa chọn về việc gì', 'Choose what it is about') };
    case 'officer-unknown': return { name: 'can-bo', message: F.officerUnknown };
    case 'text-missing': return { name: 'noi-dung', message: t('Nội dung ngắn quá. Viết rõ việc gì, ở đâu, khi nào', 'Say what, where and when') };
    case 'text-long': return { name: 'noi-dung', message: t('Nội dung dài quá 4.000 chữ. Viết gọn lại', 'At most 4,000 letters') };
    case 'name-missing': return { name: 'ten', message: t('Chưa có họ tên người gửi', 'Give your name') };
    case 'reach-missing': return { name: 'dien-thoai', message: t('Chưa có cách để cơ quan trả lời. Ghi điện thoại, thư điện tử hoặc địa chỉ', 'Give a telephone, e-mail or address') };
    case 'phone-shape': return { name: 'dien-thoai', message: t('Số điện thoại cần 10 số, bắt đầu bằng 0', 'A telephone number has 10 digits and begins with 0') };
    case 'email-shape': return { name: 'thu-dien-tu', message: t('Thư điện tử cần có dạng ten@noi.vn', 'An e-mail looks like name@place.vn') };
    case 'too-many': return { name: 'noi-dung', message: F.tooMany };
    case 'calendar-year-missing': return { name: 'noi-dung', message: F.noCalendar(refusal.year) };
    default: return unreachable(refusal);
  }
}
export function handleProblem(refusal: Exclude<HandleRefusal, { readonly kind: 'not-found' }>, box: string): Problem {
  switch (refusal.kind) {
    case 'not-allowed': return { name: box, message: F.notAllowed };
    case 'text-missing': return { name: box, message: F.textMissing };
    case 'title-missing': return { name: 'ten-ngan', message: F.titleMissing };
    case 'agency-missing': return { name: 'den', message: F.agencyMissing };
    case 'kind-missing': return { name: 'loai', message: F.kindMissing };
    case 'officer-unknown': return { name: 'can-bo', message: F.officerUnknown };
    case 'calendar-year-missing': return { name: box, message: F.noCalendar(refusal.year) };
    default: return unreachable(refusal);
  }
}
export function rateProblem(refusal: RateRefusal): Problem {
  switch (refusal.kind) {
    case 'stars-missing': return { name: 'muc', message: F.starsMissing };
    case 'demand-missing': return { name: 'doi-them', message: F.demandMissing };
    case 'already': return { name: 'muc', message: F.already };
    case 'too-early': return { name: 'muc', message: F.tooEarly };
    default: return unreachable(refusal);
  }
}
