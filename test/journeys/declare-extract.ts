import { address, date } from './declare-birth.ts';
import type { Filled, Step } from './journey.ts';

/** From the procedure's page to the first question. */
export const beginExtract: Step[] = [
  { go: '/thu-tuc/trich-luc', h1: 'Xin bản sao giấy khai sinh, trích lục hộ tịch', see: ['2.000635', '8.000 đ mỗi bản', 'Làm hết ở nhà'] },
  { click: 'Bắt đầu khai', h1: 'Kiểm tra nhanh' },
  { fill: { qRegistered: 'viet-nam', qFor: 'minh' }, h1: 'Anh/chị làm được qua mạng', see: ['Chuẩn bị 1 thứ'] },
  { click: 'Bắt đầu khai', h1: /bắt đầu/ },
  { fill: { noi: '2', may: 'toi' }, note: { draft: /\/nhap\/([0-9a-f-]{36})\// } },
];
export const identifyForExtract: Step[] = [
  { fill: { ten: 'Nguyễn Thị Hoa', 'can-cuoc': '060302900001', ...date('ngay-sinh', '8', '3', '2002'), 'dien-thoai': '0900 000 001' }, form: '/xac-nhan', h1: 'Anh/chị là ai?', boxes: { HoVaTenC: 'Nguyễn Thị Hoa', SoDinhDanhC: '060302900001' } },
];
/** The four question pages, for a copy of the person's own birth certificate. */
export const answerExtract = (copies: string, more: Readonly<Record<string, Filled>> = {}): Step[] => [
  ...address('nycNoiCuTru', 'thôn 3', date('NgayCapDDC', '1', '6', '2021')),
  { h1: 'Bản sao của ai?', see: ['Bản thân', 'Theo kiểm tra nhanh'] },
  { why: 'for herself: name, card and address are not asked again', fill: { ...date('NDK_NgaySinh', '8', '3', '2002'), NDK_GioiTinh: '2', NDK_DanToc: 'Kinh' }, h1: 'Giấy tờ đã đăng ký' },
  { fill: { HoSo_LoaiYeuCau: '0', HoSo_CoQuanDangKy: 'Ủy ban nhân dân xã Hàm Chính, huyện Hàm Thuận Bắc, tỉnh Bình Thuận' }, h1: 'Cần mấy bản?' },
  { fill: { SoLuong: copies, ...more } },
];
