/** What stands on a printed declaration beside the form's own words: Vietnamese, as on every paper. */
export const ON_PAPER = {
  subtitle: (procedure: string, code: string): string => `Thủ tục: ${procedure} (${code})`,
  anyAgency: 'Cơ quan có thẩm quyền giải quyết',
  codes: (count: number): string => `Quét ${count === 1 ? 'mã này' : `${count} mã này, thứ tự nào cũng được`} vào ô «Quét mã tờ khai» ở màn hình tiếp nhận. Người khai không cần làm gì với trang này.`,
  tooLong: 'Tờ khai này dài hơn sức chứa của mã vuông nên không có mã kèm theo; quầy tiếp nhận nhập theo tờ in.',
  unfinished: 'Tờ khai này còn câu bỏ trống: viết tay vào chỗ còn thiếu hoặc nói với cán bộ tiếp nhận.',
  source: (code: string, version: number, basis: string | undefined, published: string | undefined): string => `In từ tờ khai điện tử của thủ tục ${code}, bản ${version}${basis ? `, theo ${basis}` : ''}.${published ? ` Mẫu giấy được công bố: ${published}.` : ''}`,
  pledge: 'Tôi cam đoan những điều khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.',
} as const;
