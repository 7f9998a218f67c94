import type { Filled, Step } from './journey.ts';
import { pdfFile } from './papers-of-people.ts';

export const date = (name: string, day: string, month: string, year: string): Record<string, Filled> => ({ [`${name}.day`]: day, [`${name}.month`]: month, [`${name}.year`]: year });
const HAM_LIEM = { province: '68', commune: '23095' };
/** An address without script: the province first, then «Hiện danh sách xã», then the commune. */
export const address = (name: string, detail: string, extra: Readonly<Record<string, Filled>> = {}): Step[] => [
  { fill: { [`${name}.province`]: HAM_LIEM.province }, press: name, why: 'the communes of the province come without script' },
  { fill: { ...extra, [`${name}.commune`]: HAM_LIEM.commune, [`${name}.detail`]: detail } },
];

/** From the procedure's page to the first question: quick check, where, whose device. */
export const beginBirth = (where = '2'): Step[] => [
  { go: '/thu-tuc/khai-sinh', h1: 'Làm khai sinh cho con', see: ['Thủ tục đăng ký khai sinh', '1.001193', 'Giấy chứng sinh', 'Phải trả', 'Bao lâu xong'] },
  { click: 'Bắt đầu khai', h1: 'Kiểm tra nhanh' },
  { why: 'each question that is left over is named', fill: { qBirthPlace: 'viet-nam', qProof: 'co' }, status: 200, errors: ['Chưa trả lời: quốc tịch của cha mẹ', 'Chưa trả lời: cha mẹ đã đăng ký kết hôn chưa'] },
  { fill: { qBirthPlace: 'viet-nam', qParents: 'viet-nam', qMarried: 'roi', qProof: 'co' }, h1: 'Anh/chị làm được qua mạng', see: ['Chuẩn bị 2 thứ'] },
  { click: 'Bắt đầu khai', h1: 'Làm khai sinh cho con: bắt đầu' },
  { fill: { noi: where, may: 'toi' }, note: { draft: /\/nhap\/([0-9a-f-]{36})\// }, h1: /Cho biết anh\/chị là ai|Anh\/chị là ai của bé/ },
];
export const identify: Step[] = [
  { fill: { ten: 'Nguyễn Thị Hoa', 'can-cuoc': '060302900001', ...date('ngay-sinh', '8', '3', '2002'), 'dien-thoai': '0900 000 001' }, form: '/xac-nhan', h1: 'Anh/chị là ai của bé?', boxes: { requesterName: 'Nguyễn Thị Hoa', requesterPersonalId: '060302900001' } },
];
/** The eight question pages of the Ministry of Justice's form, as a mother fills them. */
export const answerBirth: Step[] = [
  { fill: { relation: 'MeDe', ...date('requesterIssueDate', '1', '6', '2021') }, h1: 'Tên và giới tính của bé' },
  { fill: { childName: 'Trần Minh An', childSex: '1' }, h1: 'Bé sinh ngày nào, ở đâu?' },
  { fill: { ...date('birthDate', '20', '2', '2026'), 'birthPlace.province': '68' }, press: 'birthPlace', see: ['Có Giấy chứng sinh', 'Theo kiểm tra nhanh'], boxes: { 'birthDate.day': '20' } },
  { fill: { 'birthPlace.commune': '23095', 'birthPlace.detail': 'Trạm y tế xã' }, h1: 'Mẹ của bé' },
  { fill: { 'motherBirth.day': '8', 'motherBirth.month': '3', 'motherBirth.year': '2002', motherEthnicity: 'Kinh' }, h1: 'Cha của bé' },
  { why: 'what the quick check told is not asked again', see: ['Luật Hôn nhân và gia đình 2014, Điều 88'], not: ['Không khai phần cha'] },
  { fill: { fatherName: 'Trần Văn Bình', 'fatherBirth.year': '1999', fatherPersonalId: '060099900002', fatherEthnicity: 'Kinh' }, h1: /Dân tộc/ },
  { fill: { childEthnicityAs: 'cha', 'hometown.province': 'Tỉnh Lâm Đồng' }, press: 'hometown' },
  { fill: { 'hometown.commune': '23095' }, h1: 'Gia đình ở đâu?' },
  { fill: { 'requesterAddress.province': '68', fatherSamePlace: 'co' }, press: 'requesterAddress' },
  { fill: { 'requesterAddress.commune': '23095', 'requesterAddress.detail': 'thôn 3' }, h1: 'Cần bản sao Giấy khai sinh?' },
  { fill: { wantsCopies: 'khong' }, at: /\/giay-to$/ },
];
/** Papers, delivery and submission, after the questions. */
export const sendBirth: Step[] = [
  { fill: { 'giay.giay-chung-sinh': pdfFile('giay-chung-sinh.pdf') }, press: 'gui', see: ['Xã đã nhận 1 trang'] },
  { press: 'tiep', h1: 'Nhận kết quả bằng cách nào?' },
  { fill: { 'cach-nhan': ['electronic', 'counter'], 'dien-thoai': '0900000001', 'thu-dien-tu': 'hoa@nguoidan.example' }, h1: 'Xem lại rồi nộp', errors: [] },
  { fill: { 'cam-doan': 'co' }, at: /\/ho-so\/[0-9a-f-]{36}\/da-nop$/, note: { dossier: /\/ho-so\/([0-9a-f-]{36})\//, reference: /(T-[0-9A-Z]{4}-[0-9A-Z]{4})/, secret: /bí mật để tra cứu:?\s+(\w{8})/ } },
];
/** A whole birth filed by a guest who types who she is. */
export const fileBirth: Step[] = [...beginBirth(), ...identify, ...answerBirth, ...sendBirth];
