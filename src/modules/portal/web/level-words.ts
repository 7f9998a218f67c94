import type { Text } from '../../../shared/text.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
/** Words of the list by level, in the vocabulary of NĐ 43/2011 and in that of NĐ 42/2022 and NĐ 224/2026. */
export const L = {
  title: t('Dịch vụ công theo mức độ', 'Public services by level'),
  lead: t('Mức độ được tính từ việc làm được thật ở đây hôm nay: có tờ khai, nhận hồ sơ qua mạng, trả tiền qua mạng, nhận kết quả ở nhà. Không ai tự ghi mức.', 'The level is counted from what can really be done here today: a form, submission online, payment online, the result at home. Nobody types it.'),
  old: t('Theo mức 1–4', 'By levels 1–4'), modern: t('Theo toàn trình, một phần', 'Fully or partly online'),
  levels: { 1: t('Mức 1: xem hướng dẫn', 'Level 1: information'), 2: t('Mức 2: điền mẫu rồi in', 'Level 2: fill in and print'), 3: t('Mức 3: nộp qua mạng', 'Level 3: submit online'), 4: t('Mức 4: trả tiền và nhận kết quả ở nhà', 'Level 4: pay and receive at home') },
  kinds: { full: t('Toàn trình', 'Fully online'), partial: t('Một phần', 'Partly online'), information: t('Cung cấp thông tin', 'Information only') },
  chosen: t('đang chọn', 'chosen'), all: t('Tất cả', 'All'), agency: t('Cơ quan', 'Office'), everywhere: t('Cả tỉnh, thành phố: nơi nào làm được thì tính', 'Everywhere: what at least one office can do'), show: t('Xem', 'Show'),
  count: (shown: number, all: number): Text => t(`${shown} trong ${all} thủ tục`, `${shown} of ${all} procedures`), none: t('Không có thủ tục nào ở mức này.', 'No procedure is at this level.'), why: t('Chưa cao hơn vì', 'Not higher because'),
  files: t('Tải danh sách', 'Download the list'), xlsx: t('Bảng tính (XLSX)', 'Spreadsheet (XLSX)'), csv: t('CSV', 'CSV'),
  meaning: t('Các mức nghĩa là gì', 'What the levels mean'),
  meanings: [
    t('Mức 1 đến 4: Nghị định 43/2011/NĐ-CP Điều 3 khoản 4; Thông tư 32/2017/TT-BTTTT Điều 5. Hai văn bản này đã được thay thế; mức 1–4 giữ lại để so với các giai đoạn trước.', 'Levels 1 to 4: Decree 43/2011 art. 3.4, Circular 32/2017 art. 5, both replaced since; kept for comparison.'),
    t('Toàn trình: làm hết không phải có mặt, kết quả nhận điện tử hoặc qua bưu điện. Một phần: các trường hợp còn lại, phải công khai lý do (Nghị định 224/2026/NĐ-CP Điều 14; trước đó Nghị định 42/2022/NĐ-CP, chưa đối chiếu nguyên văn).', 'Fully online: nobody has to be present, the result comes electronically or by post. Partly: the rest, with a published reason (Decree 224/2026 art. 14; before it Decree 42/2022, wording not yet checked).'),
    t('Mức 4 không tự động là toàn trình: có thủ tục trả tiền và nhận kết quả ở nhà được mà luật vẫn buộc có mặt.', 'Level 4 is not fully online by itself: law may ask for presence all the same.'),
  ] as const,
  columns: { code: t('Mã thủ tục', 'Code'), name: t('Tên thủ tục', 'Procedure'), plain: t('Việc', 'In plain words'), field: t('Lĩnh vực', 'Field'), level: t('Mức (1–4)', 'Level (1–4)'), kind: t('Toàn trình / một phần', 'Fully / partly online'), reasons: t('Lý do chưa cao hơn', 'Why not higher') },
} as const;
