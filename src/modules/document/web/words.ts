export const W = {
  unknownInput: { vi: 'Trang này không có chỗ nhận tệp đó. Anh/chị mở lại trang rồi chọn tệp', en: 'This page has no place for that file. Open the page again, then choose the file' },
  noPhoto: { vi: 'Chưa có ảnh. Chụp mặt thẻ có mã vuông rồi gửi', en: 'No photo was sent. Photograph the side of the card with the square code' },
  noCode: { vi: 'Chưa đọc được mã vuông trong ảnh. Đặt thẻ lên bàn sáng, chụp gần và thẳng, để mã vuông rõ nét', en: 'The square code in the photo could not be read. Lay the card flat in good light and photograph it from close above' },
  noSheetCode: { vi: 'Chưa đọc được mã tờ khai nào trong tệp. Chụp từng mã một, gần và thẳng, đủ sáng; hoặc quét mã bằng máy quét', en: 'No declaration code could be read in the file. Photograph one code at a time, close, straight and in good light; or use the scanner' },
  waitingTitle: { vi: 'Tệp này chưa quét vi-rút', en: 'This file has not been scanned yet' },
  waiting: { vi: 'Máy quét vi-rút chưa trả lời nên tệp còn được giữ riêng, chưa ai mở được. Tệp đã được lưu an toàn và sẽ tự quét lại. Xem lại sau ít phút', en: 'The virus scanner has not answered, so the file is set apart and nobody can open it yet. It is stored safely and will be scanned by itself. Look again in a few minutes' },
  infectedTitle: { vi: 'Tệp này có vi-rút, không mở được', en: 'This file has a virus and cannot be opened' },
  infected: { vi: 'Máy quét thấy vi-rút trong tệp. Xã sẽ đề nghị người nộp gửi lại ảnh chụp giấy tờ', en: 'The scanner found a virus in the file. The office will ask for a new photo of the paper' },
  busyTitle: { vi: 'Máy chủ đang bận, chưa vẽ được ảnh', en: 'The server is busy and could not draw the picture' },
  busy: { vi: 'Tệp vẫn được giữ. Thử lại sau 1 phút', en: 'The file is kept. Try again in a minute' },
} as const;
