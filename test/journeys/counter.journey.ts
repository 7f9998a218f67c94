import { journey } from './journey.ts';

/** A procedure of quite another shape: at the counter, several papers × copies × pages, a fee, no citizen online. */
export const certifiedCopies = journey({
  name: 'certified copies at the counter: card, papers × copies × pages, fee, slip, signature, hand-over', clock: '2026-03-02 14:50', simulators: true,
  steps: [
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' } },
    { click: /^Tiếp nhận/, h1: 'Tiếp nhận tại quầy', see: ['Làm khai sinh cho con', 'Sao y, chứng thực bản sao giấy tờ'] },
    { fill: { q: 'sao y' }, at: '/ban/tiep-nhan/chung-thuc-ban-sao' },
    { why: 'the scanner types the card', fill: { 'nguoi.the': '060302900001||Nguyễn Thị Hoa|08032002|Nữ|thôn 3, xã Hàm Liêm, tỉnh Lâm Đồng|01062021' }, press: 'doc-the', boxes: { 'nguoi.ten': 'Nguyễn Thị Hoa', 'nguoi.so': '060302900001', requesterName: 'Nguyễn Thị Hoa' } },
    { why: 'nothing received yet', press: 'nhan', status: 400, errors: [/[Bb]ản chính/], boxes: { 'nguoi.ten': 'Nguyễn Thị Hoa' } },
    { fill: { 'documents.0.name': 'Bằng tốt nghiệp', 'documents.0.pages': '1', 'documents.0.copies': '3', 'giay-nhan': 'ban-chinh', 'nguoi.dien-thoai': '0900 000 001' }, press: '_add' },
    { fill: { 'documents.1.name': 'Sổ hộ khẩu', 'documents.1.pages': '5', 'documents.1.copies': '2' }, press: 'tinh-lai', see: ['20.000 đ', '2 × 2.000 đ + 3 × 1.000 đ = 7.000 đ', '17:30 thứ Hai 2/3/2026'], boxes: { 'documents.0.name': 'Bằng tốt nghiệp' } },
    { why: 'a number that is none is said, the rest stays', fill: { 'documents.1.copies': 'hai' }, press: 'nhan', status: 400, errors: [/[Ss]ố bản sao/], boxes: { 'documents.0.copies': '3', 'documents.1.copies': 'hai', 'nguoi.ten': 'Nguyễn Thị Hoa' } },
    { fill: { 'documents.1.copies': '2', thu: 'tien-mat' }, press: 'nhan', at: '/ban/tiep-nhan/da-nhan/', h1: /Đã nhận: H36\.23095-260302-0001/, see: ['20.000 đ', 'Đã thu'], note: { code: /(H36\.23095-260302-0001)/, dossier: /da-nhan\/([0-9a-f-]{36})/ } },
    { jobs: ['make-paper', 'plan-notices', 'send-notice'], sms: { to: '0900000001', see: ['{code}', '17:30 2/3/2026'] } },
    { go: '/ban/tiep-nhan/da-nhan/{dossier}', paper: { link: /Mẫu 01/, see: ['{code}', 'Nguyễn Thị Hoa', 'Bản chính'], qr: '{code}' } },
    { why: 'one letter for one act: what was filed and received together is told once', check: ({ app }) => { if (app.sms?.messages().length !== 1) throw new Error(`${app.sms?.messages().length} messages`); } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' } },
    { click: /Sao y/, see: ['Bằng tốt nghiệp', 'đã đối chiếu tại quầy'] },
    { click: 'Soạn kết quả', see: ['LỜI CHỨNG'] },
    { fill: { bookVolume: '01/2026' }, press: 'trinh', status: 400, errors: [/đối chiếu/], boxes: { bookVolume: '01/2026' } },
    { fill: { compared: 'co' }, press: 'trinh', at: '/ban' },
    { as: 'phó chủ tịch', signIn: { officer: 'phochutich.hamliem' } },
    { click: /Sao y/, press: /^Ký/, jobs: ['sign-result'] },
    { as: 'tiếp nhận', clock: '2026-03-02 15:00', go: '/ban/tra-ket-qua' },
    { fill: { ma: '{code}' }, see: ['Nguyễn Thị Hoa'] },
    { fill: { 'nguoi-nhan': 'Nguyễn Thị Hoa', 'so-dinh-danh': '060302900001', 'da-xem': 'co' }, see: ['Đã trả kết quả'] },
    { as: 'chị Hoa', why: 'who signs in later finds what was filed at the counter under her number', signIn: { citizen: 'demo-hoa' } },
    { go: '/ho-so-cua-toi', see: ['{code}'] },
    { go: '/ho-so/{dossier}', see: ['Đã trả kết quả'] },
  ],
});

export const afterThree = journey({
  name: 'received after 15:00: the clock starts the next working day, and the slip says so', clock: '2026-03-06 15:20',
  steps: [
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.thanhha' } },
    { go: '/ban/tiep-nhan/chung-thuc-ban-sao', fill: { 'nguoi.ten': 'Phạm Thị Lan', 'nguoi.so': '030194900006', requesterName: 'Phạm Thị Lan', requesterPersonalId: '030194900006', 'giay-nhan': 'ban-chinh', 'documents.0.name': 'Giấy khai sinh', 'documents.0.pages': '1', 'documents.0.copies': '1', thu: 'sau' }, press: 'nhan', h1: /Đã nhận: H24\.10813-260306-0001/, see: ['thứ Hai 9/3/2026', '15'] },
    { as: 'tiếp nhận xã khác', why: 'another commune has its own book and sees nothing of this one', signIn: { officer: 'tiepnhan.hamliem' } },
    { go: '/ban?xem=tat-ca', not: ['Phạm Thị Lan'] },
    { why: 'a number stands in no address, and finds nothing of another commune', go: '/ban/tim', fill: { q: '030194900006' }, at: '/ban/tim', not: ['Phạm Thị Lan', 'H24.10813-260306-0001'] },
    { go: '/ban/tra-ket-qua?ma=H24.10813-260306-0001', not: ['Phạm Thị Lan'] },
    { go: '/ban/tiep-nhan/chung-thuc-ban-sao', fill: { 'nguoi.ten': 'Nguyễn Thị Sáu', 'nguoi.so': '060155900003', requesterName: 'Nguyễn Thị Sáu', requesterPersonalId: '060155900003', 'giay-nhan': 'ban-chinh', 'documents.0.name': 'Giấy khai sinh', 'documents.0.pages': '1', 'documents.0.copies': '1', thu: 'sau' }, press: 'nhan', h1: /Đã nhận: H36\.23095-260306-0001/ },
  ],
});
