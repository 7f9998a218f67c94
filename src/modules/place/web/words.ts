import type { Text } from '../../../shared/text.ts';

const t = (vi: string, en: string): Text => ({ vi, en });

export const W = {
  find: {
    title: t('Tìm xã, phường', 'Find a commune or ward'),
    lead: t('Gõ tên mới hay tên cũ đều được, không cần dấu.', 'Type the new or the old name; accents are not needed.'),
    label: t('Tên xã, phường, đặc khu', 'Name of the commune, ward or special zone'),
    hint: t('Ví dụ: hàm chính, ben nghe, thanh xa hai duong', 'For example: hàm chính, ben nghe, thanh xa hai duong'),
    button: t('Tìm', 'Find'),
    tooShort: t('Anh/chị gõ ít nhất hai chữ cái của tên', 'Please type at least two letters of the name'),
    results: (count: number): Text => t(`Tìm thấy ${count} nơi`, count === 1 ? 'Found one place' : `Found ${count} places`),
    most: t('Còn nhiều nơi khác cùng tên. Gõ thêm tên huyện cũ hoặc tên tỉnh.', 'There are more of this name. Add the old district or the province.'),
    near: t('Không có tên nào đúng như vậy. Những tên gần giống:', 'No name is exactly that. The nearest ones:'),
    none: (typed: string): Text => t(`Chưa tìm thấy nơi nào tên «${typed}». Anh/chị thử gõ ít chữ hơn, hoặc chọn theo địa chỉ cũ ở dưới.`, `No place called “${typed}” was found. Try fewer letters, or choose by the old address below.`),
    code: (code: string): Text => t(`Mã ${code}`, `Code ${code}`),
    oldName: t('Tên cũ', 'Former name'),
    details: t('Xem nay thuộc đâu', 'See where it belongs now'),
  },
  old: {
    heading: t('Tôi chỉ nhớ địa chỉ cũ (có huyện)', 'I only remember the old address (with a district)'),
    province: t('Tỉnh, thành phố trước 1/7/2025', 'Province or city before 1 July 2025'),
    district: t('Huyện, quận, thị xã', 'District or town'),
    next: t('Tiếp tục', 'Continue'),
    choose: (district: string): Text => t(`Xã, phường cũ của ${district}`, `Former communes of ${district}`),
    another: t('Chọn tỉnh khác', 'Choose another province'),
    dissolved: (date: string): Text => t(`đến hết ngày trước ${date}`, `until the day before ${date}`),
  },
  card: {
    was: t('Địa chỉ cũ', 'Old address'),
    now: t('Nay là', 'Now'),
    steps: t('Đã đổi qua các lần', 'Changed in these steps'),
    step: (name: string, date: string): Text => t(`${name}, từ ${date}`, `${name}, from ${date}`),
    code: t('Mã đơn vị hành chính', 'Code of the unit'),
    use: t('Trong tờ khai, anh/chị chọn tỉnh và xã ở dòng «Nay là», rồi gõ thôn, số nhà. Địa chỉ cũ ghi thêm vào ô «Địa chỉ cũ».', 'In the form choose the province and commune named under “Now”, then type hamlet and house number. Write the old address in the box “Old address”.'),
    inferred: t('Phần nối này suy ra từ danh mục trước và sau khi sáp nhập, chưa đối chiếu với nghị quyết. Cán bộ sẽ kiểm tra lại.', 'This link was inferred from the lists before and after the merger and has not been compared with the resolution. An officer will check it.'),
    dividedTitle: t('Nơi này đã được chia', 'This place was divided'),
    divided: t('Nhà anh/chị ở thôn, khu phố nào? Thôn, khu phố đó nay thuộc một trong những nơi sau:', 'In which hamlet or quarter is your house? It now belongs to one of these:'),
    stillUnknown: t('Nếu chưa rõ, anh/chị cứ ghi nguyên địa chỉ cũ vào tờ khai. Hồ sơ vẫn được nhận, cán bộ sẽ xác định giúp.', 'If you are not sure, simply write the old address in the form. The application is accepted all the same and an officer will work it out.'),
    unknownTitle: t('Chưa có dữ liệu nay thuộc đâu', 'Where it belongs now is not on record'),
    unknown: t('Các xã lân cận cùng huyện nay thuộc những nơi sau, có thể nơi của anh/chị cũng vậy:', 'Neighbouring communes of the same district now belong to these, perhaps yours does too:'),
    another: t('Tìm nơi khác', 'Find another place'),
    back: t('Quay lại tờ khai', 'Back to the form'),
  },
} as const;
