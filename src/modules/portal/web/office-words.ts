import type { Text } from '../../../shared/text.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
/** Words of «which office is mine», found by today's or yesterday's name of a place. */
export const O = {
  title: t('Nơi giải quyết cho nhà anh/chị', 'Your office'), lead: t('Một địa chỉ cho cả tỉnh, thành phố: gõ tên xã, phường. Tên trước ngày 1/7/2025, có huyện hay không, cũng được.', 'One address for the whole province: type your commune. Names from before 1 July 2025 work too, with or without the district.'),
  label: t('Xã, phường của anh/chị', 'Your commune'), hint: t('Ví dụ: Hàm Liêm, hoặc Hàm Chính huyện Hàm Thuận Bắc', 'For example: Hàm Liêm, or Hàm Chính huyện Hàm Thuận Bắc'), find: t('Tìm', 'Search'), short: t('Gõ ít nhất hai chữ cái của tên xã, phường', 'Type at least two letters of the name'),
  several: t('Có nhiều nơi cùng tên. Chọn nơi của anh/chị.', 'Several places have this name. Choose yours.'), found: t('Tìm thấy', 'Found'), near: t('Chưa thấy đúng tên ấy. Có phải một trong những nơi này?', 'That name was not found. Is it one of these?'),
  none: (typed: string): Text => t(`Chưa thấy nơi nào tên «${typed}». Thử gõ thêm huyện hoặc tỉnh cũ, hoặc gọi số điện thoại ở cuối trang.`, `No place named “${typed}”. Add the former district or province, or call the number below.`),
  now: t('Nay là', 'Now'), divided: t('Xã, phường cũ này được chia. Nhà anh/chị nay thuộc:', 'This former commune was divided. Your home is now in:'), unknown: t('Chưa rõ nơi này nay thuộc xã, phường nào. Các nơi gần đó:', 'It is not recorded where this belongs now. Nearby:'),
  office: t('Nơi giải quyết', 'Office'), notHere: t('chưa dùng cổng này; hỏi tại trụ sở xã, phường', 'not on this portal yet; ask at its office'), choose: t('Nộp ở đây', 'Apply here'),
  list: t('Các cơ quan trên cổng này', 'Offices on this portal'), ended: t('Đơn vị đã sắp xếp lại', 'Units that have ended'), endedOn: (day: string): Text => t(`kết thúc ngày ${day}`, `ended on ${day}`), doneBy: t('việc nay do', 'its work is done by'), nobody: t('chưa ghi nơi tiếp nhận việc', 'no successor is recorded'),
  address: t('Địa chỉ', 'Address'), phone: t('Điện thoại', 'Telephone'), above: t('Trực thuộc', 'Part of'), desks: t('Bộ phận một cửa', 'One-stop desks'), below: t('Các xã, phường', 'Communes'), since: t('Hoạt động từ', 'Since'), procedures: t('Thủ tục làm được ở đây, theo mức độ', 'What can be done here, by level'), code: t('Mã định danh', 'Code'),
  closedTitle: t('Đơn vị này không còn', 'This unit no longer exists'), goOn: t('Đến cơ quan hiện nay', 'Go to the present office'), old: t('Hồ sơ đã nộp ở đây vẫn tra cứu được bằng mã cũ.', 'What was filed here can still be looked up by its code.'),
} as const;
