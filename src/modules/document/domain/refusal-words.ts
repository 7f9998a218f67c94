import { unreachable } from '../../../shared/result.ts';
import { lowerFirst, type Text } from '../../../shared/text.ts';
import type { PdfActive, UploadRefusal } from './refusal.ts';
import type { Sniffed } from './sniff.ts';

const text = (vi: string, en: string): Text => ({ vi, en });

/** What happened and how to mend it; `name` is left to the page, which shows it beside. */
export function uploadRefusalWords(refusal: UploadRefusal): Text {
  switch (refusal.kind) {
    case 'empty': return text('Ảnh này 0 KB, máy chưa lưu được. Chụp lại giúp', 'This file is 0 KB: your phone did not save it. Please take the photo again');
    case 'too-large': return text(`Tệp này nặng hơn ${megabytes(refusal.limitBytes)}. Anh/chị chụp ảnh từng trang, hoặc tách tệp PDF rồi gửi từng phần`, `This file is larger than ${megabytes(refusal.limitBytes)}. Photograph page by page, or split the PDF and send the parts`);
    case 'too-many-files': return text(`Hồ sơ này đã đủ ${refusal.most} tệp. Anh/chị bỏ bớt ảnh trùng, hoặc ghép các trang vào một tệp PDF`, `This dossier already has ${refusal.most} files. Remove duplicates, or join the pages into one PDF`);
    case 'too-much-in-drafts': return text(`Các hồ sơ khai dở đã giữ hơn ${megabytes(refusal.limitBytes)} ảnh. Anh/chị nộp hoặc xóa hồ sơ cũ rồi gửi tiếp`, `Your unfinished dossiers already hold more than ${megabytes(refusal.limitBytes)}. Submit or delete an old one, then go on`);
    case 'heic': return text('Tệp .heic máy xã chưa đọc được. Chụp trực tiếp hoặc chọn ảnh khác', 'The office cannot read .heic files yet. Take the photo here, or choose another picture');
    case 'not-taken': return text(`${WHAT[refusal.found].vi} thì xã chưa nhận. ${mend(refusal.found).vi}`, `The office does not take ${WHAT[refusal.found].en}. ${mend(refusal.found).en}`);
    case 'not-what-it-says': return text(
      `Tên tệp ghi là ${CLAIM[refusal.claimed].vi}, nhưng bên trong là ${lowerFirst(WHAT[refusal.found].vi)}. ${refusal.found === 'html' ? 'Có thể đây là trang báo lỗi của nơi tải về. Anh/chị tải lại tệp rồi gửi' : mend(refusal.found).vi}`,
      `The name says ${CLAIM[refusal.claimed].en}, but inside is ${WHAT[refusal.found].en}. ${refusal.found === 'html' ? 'It may be an error page of the site it came from. Download the file again, then send it' : mend(refusal.found).en}`);
    case 'image-broken': return text('Ảnh này bị hỏng, máy xã không mở được. Chụp lại giúp', 'This picture is damaged and cannot be opened. Please take it again');
    case 'image-cut-off': return text('Ảnh này mới có một phần, máy chưa lưu xong hoặc mạng bị đứt. Gửi lại hoặc chụp lại giúp', 'Only part of this picture arrived: it was not saved completely, or the connection broke. Send it again or take a new one');
    case 'too-many-pixels': return text(`Ảnh này quá lớn (${Math.round(refusal.pixels / 1_000_000)} triệu điểm ảnh, nhiều nhất ${Math.round(refusal.limit / 1_000_000)}). Anh/chị chụp ở cỡ thường rồi gửi lại`, `This picture is too big (${Math.round(refusal.pixels / 1_000_000)} megapixels, at most ${Math.round(refusal.limit / 1_000_000)}). Take it in the normal size and send it again`);
    case 'pdf-broken': return text('Tệp PDF này bị hỏng hoặc tải về chưa xong. Anh/chị mở thử trên máy, tải lại rồi gửi', 'This PDF is damaged or was not downloaded completely. Open it on your device, download it again, then send it');
    case 'pdf-locked': return text('Tệp PDF này có khóa mật khẩu, xã không mở được. Anh/chị bỏ mật khẩu, hoặc chụp ảnh từng trang', 'This PDF is locked with a password. Remove the password, or photograph each page');
    case 'pdf-active': return text(`Tệp PDF này ${ACTIVE[refusal.what].vi}, xã không nhận để giữ an toàn. Anh/chị in tệp ra PDF mới (chọn In, rồi Lưu thành PDF), hoặc chụp ảnh từng trang`, `This PDF ${ACTIVE[refusal.what].en}, so for safety it is not taken. Print it to a new PDF (Print, then Save as PDF), or photograph each page`);
    case 'pdf-too-many-pages': return text(`Tệp PDF này có ${refusal.pages} trang, mỗi tệp nhiều nhất ${refusal.limit} trang. Anh/chị tách ra rồi gửi từng phần`, `This PDF has ${refusal.pages} pages; a file may have ${refusal.limit}. Split it and send the parts`);
    case 'pdf-too-complex': return text('Tệp PDF này quá phức tạp, máy xã không kiểm tra được. Anh/chị in tệp ra PDF mới (chọn In, rồi Lưu thành PDF) rồi gửi', 'This PDF is too complex to be checked. Print it to a new PDF (Print, then Save as PDF) and send that');
    case 'two-files-in-one': return text('Tệp này ghép hai loại tệp làm một, xã không nhận để giữ an toàn. Anh/chị gửi từng tệp riêng', 'This file is two kinds of file in one, so for safety it is not taken. Send each file by itself');
    case 'infected': return text('Máy quét thấy vi-rút trong tệp này, xã không nhận. Anh/chị chụp ảnh giấy tờ trực tiếp rồi gửi', 'The scanner found a virus in this file, so it is not taken. Photograph the paper directly and send that');
    case 'busy': return text('Nhiều người đang gửi ảnh cùng lúc, máy chủ chưa kịp nhận tệp này. Gửi lại sau 1 phút', 'Many people are sending pictures just now and this file had to wait too long. Send it again in a minute');
    case 'interrupted': return text('Mạng bị đứt khi đang gửi, tệp này chưa đến xã. Anh/chị gửi lại giúp', 'The connection broke while sending; this file did not arrive. Please send it again');
    default: return unreachable(refusal);
  }
}

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

const CLAIM = { pdf: text('PDF', 'PDF'), image: text('ảnh', 'picture') } as const;
const WHAT: Readonly<Record<Sniffed, Text>> = {
  pdf: text('Tệp PDF', 'a PDF'), jpeg: text('Ảnh JPEG', 'a JPEG picture'), png: text('Ảnh PNG', 'a PNG picture'), webp: text('Ảnh WebP', 'a WebP picture'),
  heic: text('Ảnh .heic', 'a .heic picture'), avif: text('Ảnh .avif', 'an .avif picture'), gif: text('Ảnh động .gif', 'a .gif animation'), bmp: text('Ảnh .bmp', 'a .bmp picture'),
  tiff: text('Ảnh .tif', 'a .tif picture'), svg: text('Hình vẽ .svg', 'an .svg drawing'), html: text('Trang web', 'a web page'), xml: text('Tệp dữ liệu XML', 'an XML data file'),
  word: text('Văn bản Word', 'a Word document'), excel: text('Bảng tính Excel', 'a spreadsheet'), 'office-old': text('Tệp Word hoặc Excel đời cũ', 'an old Word or Excel file'),
  zip: text('Tệp nén .zip', 'a .zip archive'), rar: text('Tệp nén .rar', 'a .rar archive'), '7z': text('Tệp nén .7z', 'a .7z archive'), program: text('Chương trình máy tính', 'a program'),
  video: text('Đoạn phim', 'a video'), text: text('Tệp chữ', 'a text file'), unknown: text('Loại tệp này', 'this kind of file'),
};
const AS_PDF = text('Anh/chị mở tệp, chọn Lưu thành PDF rồi gửi tệp PDF', 'Open it, choose Save as PDF, and send the PDF');
const AS_PHOTO = text('Xã nhận ảnh JPEG, PNG, WebP và PDF. Anh/chị chụp ảnh giấy tờ rồi gửi', 'Send JPEG, PNG or WebP pictures, or a PDF: for example a photo of the paper');
const UNPACKED = text('Anh/chị giải nén rồi gửi từng ảnh hoặc tệp PDF', 'Unpack it and send each picture or PDF');
function mend(found: Sniffed): Text {
  if (found === 'word' || found === 'excel' || found === 'office-old' || found === 'xml') return AS_PDF;
  if (found === 'zip' || found === 'rar' || found === '7z') return UNPACKED;
  return AS_PHOTO;
}
const ACTIVE: Readonly<Record<PdfActive, Text>> = {
  script: text('có mã chạy ngầm', 'contains a script'), launch: text('tự mở chương trình khác', 'starts another program'), attachment: text('có tệp khác đính bên trong', 'has other files inside'),
  media: text('có phim hoặc tiếng bên trong', 'has video or sound inside'), xfa: text('là mẫu điền kiểu cũ (XFA), nhiều máy không mở được', 'is an old dynamic form (XFA) that many readers cannot open'), 'sends-data': text('tự gửi dữ liệu ra ngoài', 'sends data elsewhere'),
};
