import type { Text } from '../../../shared/text.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
/** Words around reading a declaration that somebody filled in at home and printed. */
export const SHEET = {
  title: t('Quét mã tờ khai', 'Scan a printed declaration'),
  hint: t('Người dân mang tờ khai in có mã vuông: bấm F7 rồi quét từng mã, thứ tự nào cũng được.', 'The person brings a declaration printed with square codes: press F7 and scan each one, in any order.'),
  photo: t('Hoặc chọn ảnh chụp, bản quét hay tệp PDF của tờ khai', 'Or choose a photo, a scan or the PDF of the declaration'), read: t('Đọc mã', 'Read the codes'), key: t('quét tờ khai', 'scan a declaration'),
  taken: (count: number): Text => t(`Đã lấy ${count} câu trả lời từ tờ khai in. Những gì in trên giấy là do người dân tự khai: đối chiếu giấy tờ rồi nhận.`, `${count} answers were taken from the printed declaration. They are the person’s own words: compare the papers, then receive.`),
  otherVersion: t('Tờ khai này in theo mẫu bản khác với mẫu đang dùng: câu nào còn trong mẫu đã được điền, xem lại từng câu.', 'This declaration was printed from another version of the form: what the form still asks is filled in; look at each answer.'),
  leftOver: t('Không còn chỗ trong mẫu đang dùng, ghi lại nếu cần:', 'No place in the present form; note it down where needed:'),
  replaced: t('Đã thay những gì đang ghi trong ô:', 'These boxes held something else before:'), was: t('trước là', 'before'), empty: t('(để trống)', '(empty)'),
  more: (have: readonly number[], of: number): Text => t(`Đã đọc mã ${have.join(', ')} trong ${of} mã. Quét tiếp mã ${missing(have, of)}.`, `Code ${have.join(', ')} of ${of} read. Scan code ${missing(have, of)} next.`),
  damaged: t('Mã vừa quét bị thiếu hoặc sai chữ nên chưa lấy gì. Quét lại chậm hơn; mã nhòe thì chụp ảnh hoặc gõ theo tờ giấy', 'The code was cut off or misread, so nothing was taken. Scan it again more slowly; photograph a smudged one, or type from the paper'),
  none: t('Trong ô này chưa có mã tờ khai nào. Mã tờ khai nằm ở trang cuối của tờ khai in, bắt đầu bằng TK1', 'There is no declaration code in this box. The codes stand on the last page of the printed declaration and begin with TK1'),
  later: t('Tờ khai này in từ bản phần mềm mới hơn, máy này chưa đọc được. Gõ theo tờ giấy', 'This declaration was printed by a newer program that this one cannot read. Type from the paper'),
  tooLong: t('Dài quá một tờ khai nên chưa đọc. Xóa ô này rồi quét lại từng mã', 'This is longer than any declaration and was not read. Clear the box and scan each code again'),
  unreadable: t('Các mã đủ nhưng bên trong không phải tờ khai. Gõ theo tờ giấy', 'The codes are complete but hold no declaration. Type from the paper'),
  mixed: t('Mã vừa quét là của tờ khai khác với những mã trước. Đã bỏ các mã trước; quét tiếp tờ vừa rồi', 'The code belongs to another declaration than those before. Those were put aside; go on with this one'),
  otherProcedure: (name: string): Text => t(`Tờ khai này là của thủ tục khác: ${name}. Màn hình này chưa thay đổi gì.`, `This declaration is for another procedure: ${name}. Nothing on this screen was changed.`),
  unknownProcedure: (code: string): Text => t(`Tờ khai này là của thủ tục mã ${code}, ở đây không có. Màn hình này chưa thay đổi gì.`, `This declaration is for procedure ${code}, which is not here. Nothing on this screen was changed.`),
  openOther: t('Mở màn hình nhận thủ tục đó, rồi quét lại', 'Open the intake of that procedure, then scan again'),
  noForm: t('Thủ tục này không có tờ khai điện tử để điền. Gõ theo tờ giấy', 'This procedure has no electronic form to fill. Type from the paper'),
} as const;
function missing(have: readonly number[], of: number): string {
  return Array.from({ length: of }, (_, at) => at + 1).filter((at) => !have.includes(at)).join(', ');
}
