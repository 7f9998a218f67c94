import type { Text } from '../../../shared/text.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
/** Words of the register and of the control slip; what stands on the papers themselves is Vietnamese alone. */
export const BOOK = {
  title: t('Sổ theo dõi hồ sơ', 'Register of dossiers'), lead: t('Mỗi hồ sơ đã tiếp nhận là một dòng, số liên tục từ 01 trong năm.', 'Every dossier received has one line, numbered from 01 within the year.'),
  year: t('Năm', 'Year'), month: t('Tháng nhận', 'Month of reception'), wholeYear: t('Cả năm', 'Whole year'), monthOf: (month: number): Text => t(`Tháng ${month}`, `Month ${month}`), show: t('Xem', 'Show'),
  number: t('STT', 'No.'), code: t('Mã hồ sơ', 'Code'), procedure: t('Thủ tục', 'Procedure'), sets: t('Số bộ', 'Sets'), person: t('Cá nhân, tổ chức', 'Person'), contact: t('Địa chỉ, số điện thoại', 'Address, telephone'), agency: t('Cơ quan chủ trì giải quyết', 'Responsible office'),
  received: t('Nhận hồ sơ', 'Received'), due: t('Hẹn trả kết quả', 'Promised'), returned: t('Trả kết quả', 'Handed over'), delivery: t('Phương thức nhận kết quả', 'Way of delivery'), handedTo: t('Ký nhận', 'Received by'), note: t('Ghi chú', 'Note'),
  none: t('Kỳ này chưa có hồ sơ nào được tiếp nhận.', 'Nothing was received in this period.'), file: t('Tải sổ (Excel)', 'Download (Excel)'),
  print: t('In sổ (PDF)', 'Print (PDF)'), printPart: (nth: number, of: number, from: string, to: string): Text => t(`In phần ${nth}/${of}: số ${from} – ${to}`, `Print part ${nth} of ${of}: numbers ${from} – ${to}`),
  inParts: (lines: number, most: number): Text => t(`Kỳ này có ${lines.toLocaleString('vi')} dòng, mỗi bản in tối đa ${most.toLocaleString('vi')} dòng. Chọn phần cần in:`, `This period has ${lines.toLocaleString('en')} lines, a print holds up to ${most.toLocaleString('en')}. Choose a part:`),
  noPart: t('Kỳ này không có phần đó. Chọn lại phần cần in', 'The period has no such part. Choose again'), tooLong: t('Phần này có nhiều chữ quá, chưa in được. Chọn từng tháng rồi in', 'This part holds too much text to be printed. Choose single months'),
  fileNote: t('Tệp và bản in có địa chỉ, số điện thoại của người dân, nên mỗi hồ sơ trong đó được ghi là anh/chị đã xem.', 'File and print hold addresses and telephone numbers, so every dossier in them is noted as seen by you.'),
  tooMany: (most: number): Text => t(`Kỳ này có hơn ${most.toLocaleString('vi')} dòng. Chọn từng tháng rồi tải`, `This period has more than ${most.toLocaleString('en')} lines. Choose single months`),
  form: (number: string, regime: string): Text => t(`Mẫu số ${number} (${regime})`, `Form ${number} (${regime})`), slip: t('Phiếu kiểm soát quá trình giải quyết', 'Control slip'), slipOf: (number: string): Text => t(`Phiếu kiểm soát quá trình giải quyết (Mẫu ${number})`, `Control slip (form ${number})`),
  purpose: 'Xuất sổ theo dõi hồ sơ', printPurpose: 'In sổ theo dõi hồ sơ', slipPurpose: 'Lập phiếu kiểm soát quá trình giải quyết',
  madeBy: (name: string, at: string): Text => t(`Lập bởi ${name}, ${at}`, `Made by ${name}, ${at}`), period: t('Kỳ', 'Period'),
} as const;
