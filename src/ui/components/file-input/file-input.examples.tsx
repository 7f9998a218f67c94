import { FileInput } from './file-input.tsx';

export const examples = [
  { title: 'Một tệp', node: <FileInput name="tep-mau" label={{ vi: 'Tệp PDF', en: 'PDF file' }} accept="application/pdf" /> },
  { title: 'Chụp ảnh, có lỗi', node: <FileInput name="anh-mau" label={{ vi: 'Ảnh mã vuông trên căn cước', en: 'Photo of the QR code on the card' }} error={{ vi: 'Chưa đọc được mã. Chụp gần và rõ hơn', en: 'The code could not be read. Take a closer, sharper photo' }} accept="image/*" camera /> },
];
