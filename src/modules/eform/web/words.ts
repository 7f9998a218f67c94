import { lowerFirst, type Text } from '../../../shared/text.ts';

export const WORDS = {
  onlyWhen: (condition: Text): Text => ({ vi: `Chỉ trả lời khi ${condition.vi}.`, en: `Answer only if ${condition.en}.` }),
  appliesWhen: (condition: Text): Text => ({ vi: `Khi ${condition.vi}:`, en: `If ${condition.en}:` }),
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  addRow: (name: Text): Text => ({ vi: `Thêm ${lowerFirst(name.vi)}`, en: `Add: ${lowerFirst(name.en)}` }),
  removeRow: (name: Text, at: number): Text => ({ vi: `Bỏ ${lowerFirst(name.vi)} ${at}`, en: `Remove: ${lowerFirst(name.en)} ${at}` }),
  prefilledAnswer: { vi: 'lấy từ phần đã khai, sửa được', en: 'taken from what you gave, can be changed' },
  notAnswered: { vi: 'Không khai', en: 'Not given' },
  derived: { vi: 'tự điền từ phần đã khai', en: 'worked out from what you gave' },
} as const;
