import type { Text } from '../../../shared/text.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
/** Words around forms on paper: filled in on the screen and printed, or printed empty. */
export const PAPER_FORM = {
  title: (name: Text): Text => t(`Điền rồi in: ${name.vi}`, `Fill in and print: ${name.en}`),
  lead: t('Không cần tài khoản. Những gì anh/chị ghi ở đây không được lưu trên máy chủ: chỉ nằm trong tờ in ra và các mã vuông trên đó.', 'No account is needed. What you write here is not kept on the server: it stands only on the printed sheet and in the square codes on it.'),
  how: t('In xong mang ra quầy cùng giấy tờ. Cán bộ quét mã vuông là có đủ tờ khai, không ai phải gõ lại. Ai cầm tờ giấy thì đọc được mã, nên giữ như giữ tờ khai viết tay.', 'Take the printed sheet to the counter with your papers. The officer scans the square codes and has the whole form; nobody types it again. Whoever holds the sheet can read the codes, so keep it like a handwritten form.'),
  online: t('Muốn ghi dần nhiều lần, hoặc nộp luôn qua mạng?', 'Do you want to write it bit by bit, or submit it online?'), onlineLink: t('Khai qua mạng, điều đã khai được giữ lại', 'Fill it in online, where what you enter is kept'),
  print: t('In tờ khai', 'Print the declaration'), printUnfinished: t('In dù còn câu bỏ trống', 'Print with some answers left out'), printUnfinishedHint: t('Câu để trống thì viết tay lên tờ in, hoặc nói với cán bộ ở quầy.', 'Write what is left out by hand, or tell the officer.'),
  blank: t('Tải mẫu để trống (PDF)', 'Download the empty form (PDF)'),
  onlyIf: (condition: string): Text => t(`Chỉ trả lời khi ${condition}.`, `Answer only if ${condition}.`),
  busy: t('Máy in đang bận, chưa làm được tờ khai. Những gì đã ghi còn nguyên bên dưới, bấm in lại sau ít phút', 'The printer is busy and the sheet was not made. What you wrote is still below; press print again in a few minutes'),
  section: t('Tờ khai', 'Declaration'),
} as const;
