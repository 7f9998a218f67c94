import type { Text } from '../../../shared/text.ts';

export const WORDS = {
  onlyWhen: (condition: Text): Text => ({ vi: `Chỉ trả lời khi ${condition.vi}.`, en: `Answer only if ${condition.en}.` }),
  appliesWhen: (condition: Text): Text => ({ vi: `Khi ${condition.vi}:`, en: `If ${condition.en}:` }),
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  addRow: (name: Text): Text => ({ vi: `Thêm ${lower(name.vi)}`, en: `Add: ${lower(name.en)}` }),
  removeRow: (name: Text, at: number): Text => ({ vi: `Bỏ ${lower(name.vi)} ${at}`, en: `Remove: ${lower(name.en)} ${at}` }),
  prefilledAnswer: { vi: 'lấy từ phần đã khai, sửa được', en: 'taken from what you gave, can be changed' },
  notAnswered: { vi: 'Không khai', en: 'Not given' },
  derived: { vi: 'tự điền từ phần đã khai', en: 'worked out from what you gave' },
} as const;
const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
