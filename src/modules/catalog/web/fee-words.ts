import type { Text } from '../../../shared/text.ts';
import type { ChangeFeeRefusal } from '../use-cases/change-fee.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
export const FEES = {
  title: t('Phí, lệ phí của thủ tục', 'What the procedure charges'), link: t('Xem, đổi mức thu', 'See or change amounts'), none: t('Thủ tục này chưa có mức thu nào.', 'No amounts are entered.'),
  what: t('Khoản thu', 'Charge'), amount: t('Mức thu', 'Amount'), tiers: t('theo số trang', 'by pages'), from: t('Từ ngày', 'From'), to: t('Đến ngày', 'To'), basis: t('Căn cứ', 'Basis'), reliefs: t('Miễn, giảm', 'Reliefs'), checked: t('Đã đối chiếu', 'Compared'), unverified: t('chưa đối chiếu', 'not compared'), yes: t('rồi', 'yes'),
  needsDraft: t('Bản đang dùng không sửa được. Mở bản nháp, đổi mức thu, rồi công bố.', 'The version in use cannot be changed. Start a draft, change it, publish it.'), startDraft: t('Mở bản nháp', 'Start a draft'),
  change: t('Đổi mức thu từ một ngày', 'A new amount from a day on'), changeNote: t('Mức cũ dừng vào ngày trước đó và không bị sửa; hồ sơ nhận trước ngày này vẫn nộp theo mức cũ. Công bố bản nháp thì mức mới mới được dùng.', 'The old amount ends the day before and is not rewritten; dossiers received before owe the old one. It is used once the draft is published.'),
  choose: t('Chọn khoản thu', 'Choose'), newAmount: t('Mức thu mới (một việc hoặc một bản)', 'New amount'), newFrom: t('Áp dụng từ ngày', 'Valid from'), newBasis: t('Căn cứ: số văn bản, điều', 'Text and article'), basisHint: t('Ví dụ: Nghị quyết 78/2026/NQ-HĐND, Điều 2', 'For instance: Nghị quyết 78/2026/NQ-HĐND, Điều 2'), notCompared: t('Chưa đối chiếu được với văn bản gốc', 'Not yet compared with the text itself'), save: t('Lưu vào bản nháp', 'Save to the draft'),
  faults: {
    'no-such-rule': t('Chọn khoản thu cần đổi', 'Choose which charge'), tiers: t('Khoản này tính theo số trang, chưa đổi được ở đây', 'Priced by pages; not changed here'), 'amount-wrong': t('Ghi mức thu bằng số đồng, ví dụ 8.000; miễn hẳn thì ghi 0', 'Give the amount in đồng; 0 for none'), 'from-wrong': t('Ngày áp dụng phải sau ngày bắt đầu của mức đang có', 'The day must be after the present amount began'),
    'basis-missing': t('Chưa ghi căn cứ: số văn bản và điều', 'Give the text and article'), 'changed-before': t('Đã có mức thu mới từ ngày này', 'There is a new amount from that day'), 'no-draft': t('Bản này đã công bố nên không sửa được. Mở bản nháp mới để sửa', 'This version is published; start a new draft'), 'changed-meanwhile': t('Có người vừa sửa bản này. Xem lại rồi làm lại', 'Somebody has just changed this version; look again'),
  } satisfies Readonly<Record<ChangeFeeRefusal['kind'], Text>>,
} as const;
