import type { Text } from '../../../shared/text.ts';

/** Things that happen in a life, by which people look for what the office can do for them. The key is part of the address `/viec/:key`. */
export interface LifeEvent { readonly key: string; readonly name: Text; readonly intro: Text }

export const LIFE_EVENTS: readonly LifeEvent[] = [
  { key: 'sinh-con', name: { vi: 'Sinh con', en: 'Having a child' }, intro: { vi: 'Giấy tờ cho bé mới sinh, nhận cha mẹ con, nhận con nuôi.', en: 'Papers for a newborn, recognition of parents, adoption.' } },
  { key: 'di-hoc', name: { vi: 'Đi học', en: 'Going to school' }, intro: { vi: 'Bản sao, chứng thực và giấy xác nhận mà trường hay hỏi.', en: 'Copies and certificates that schools ask for.' } },
  { key: 'cuoi-hoi', name: { vi: 'Cưới hỏi', en: 'Getting married' }, intro: { vi: 'Xác nhận độc thân, đăng ký kết hôn, ghi chú việc cưới ở nước ngoài.', en: 'Certificate of marital status, marriage, marriages made abroad.' } },
  { key: 'nha-dat', name: { vi: 'Nhà đất', en: 'House and land' }, intro: { vi: 'Sổ đỏ ghi sai, tranh chấp đất, giấy mua bán, thừa kế.', en: 'Land certificates, disputes, contracts, inheritance.' } },
  { key: 'lam-an', name: { vi: 'Làm ăn', en: 'Making a living' }, intro: { vi: 'Mở, đổi, tạm ngừng hộ kinh doanh; tổ hợp tác; trồng trọt.', en: 'Household business, cooperative groups, farming.' } },
  { key: 'om-dau', name: { vi: 'Ốm đau, khó khăn', en: 'Illness and hardship' }, intro: { vi: 'Khuyết tật, trợ cấp xã hội, hộ nghèo, thiên tai.', en: 'Disability, social allowance, poor households, disasters.' } },
  { key: 'tuoi-gia', name: { vi: 'Tuổi già, người có công', en: 'Old age and merit' }, intro: { vi: 'Trợ cấp tuổi già, chế độ người có công và thân nhân.', en: 'Allowances for old age and for people with merit.' } },
  { key: 'nguoi-mat', name: { vi: 'Có người mất', en: 'When someone dies' }, intro: { vi: 'Khai tử, mai táng, di chúc, chia di sản.', en: 'Death registration, funeral costs, wills, inheritance.' } },
  { key: 'nghia-vu-quan-su', name: { vi: 'Nghĩa vụ quân sự', en: 'Military service' }, intro: { vi: 'Đăng ký lần đầu, chuyển đi, chuyển đến, tạm vắng.', en: 'First registration, moving, temporary absence.' } },
  { key: 'giay-to', name: { vi: 'Giấy tờ, bản sao', en: 'Papers and copies' }, intro: { vi: 'Sao y, chứng thực chữ ký, xin lại giấy đã mất, sửa giấy ghi sai.', en: 'Certified copies, signatures, lost or wrong papers.' } },
];
export const lifeEvent = (key: string): LifeEvent | undefined => LIFE_EVENTS.find((event) => event.key === key);
