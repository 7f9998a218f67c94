import { answerBirth, beginBirth, sendBirth } from './declare-birth.ts';
import { journey } from './journey.ts';

/** Begun as a guest, continued by the person whom the identity provider vouches for; nothing is asked or typed twice. */
export const birthSignedIn = journey({
  name: 'a draft begun as a guest is adopted by OpenID Connect sign-in, and found again on another device', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'mẹ', go: '/' }, ...beginBirth(),
    { h1: 'Cho biết anh/chị là ai', check: ({ noted }) => { noted.set('mine', noted.get('draft') ?? ''); } },
    { why: 'from the page where one is asked who one is, and back to it', signIn: { citizen: 'demo-hoa' }, at: '/nhap/{draft}/', h1: 'Anh/chị là ai của bé?', boxes: { requesterName: 'Nguyễn Thị Hoa', requesterPersonalId: '060302900001' } },
    { go: '/ho-so-cua-toi', see: ['Làm khai sinh cho con'] },
    { as: 'mẹ, máy khác', go: '/nhap/{draft}/cau/be', status: 404 },
    { signIn: { citizen: 'demo-hoa' } },
    { go: '/ho-so-cua-toi', see: ['Làm khai sinh cho con'] },
    { click: /Tiếp tục|Làm tiếp|Khai tiếp/, at: '/nhap/{draft}/', h1: 'Cho biết anh/chị là ai', see: ['Nguyễn Thị Hoa', 'từ VNeID'] },
    { press: 'Tiếp tục', h1: 'Anh/chị là ai của bé?' },
    ...answerBirth, ...sendBirth,
    { as: 'mẹ', why: 'one dossier, on both devices', go: '/ho-so-cua-toi', see: ['Làm khai sinh cho con', '{reference}'] },
    { go: '/ho-so/{dossier}', see: ['Xã trả lời trước'] },
    { as: 'cha', signIn: { citizen: 'demo-binh' } },
    { why: 'another person’s dossier does not exist', go: '/ho-so/{dossier}', status: 404 },
    { go: '/nhap/{mine}/kiem-tra', status: 404 },
    { go: '/ho-so-cua-toi', not: ['{reference}'] },
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' } },
    { click: 'Làm khai sinh cho con', see: ['VNeID'] },
    { as: 'mẹ', why: 'signing out closes everything on this device', press: /Đăng xuất|Thoát/, form: '/dang-xuat', at: '/da-thoat' },
    { go: '/ho-so/{dossier}', status: 404 },
  ],
});
