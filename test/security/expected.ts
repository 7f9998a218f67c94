import type { Role } from '../../src/shared/actor.ts';

/**
 * Who may do what, written from the law and the mission (who receives, appraises, signs, collects, controls,
 * inspects), not from the program's own table: the two are held against each other over HTTP. A route without a row fails,
 * and so does a row without a route.
 */
export interface Row {
  /**
   * anyone · people: citizens and visitors without an account, in their own matters · citizens: signed in · staff: any officer ·
   * roles: officers with one of them
   */
  readonly who: 'anyone' | 'people' | 'citizens' | 'staff' | readonly Role[];
  /** what stands in the address, and so to whom it exists at all */ readonly object?: 'draft' | 'assisted' | 'own-dossier' | 'own-open' | 'desk-dossier' | 'desk-open' | 'desk-received' | 'file' | 'officer';
  /** only at the authority above which none stands: the province announces, a commune applies */ readonly governs?: true;
  /** fields of a post that change nothing here, yet are in order as far as their shape goes */ readonly body?: Readonly<Record<string, string>>;
  readonly multipart?: true;
  /** staff who file for somebody may do it too, with what they themselves began */ readonly helpers?: true;
  /** ends the caller's own session: tried with one of its own */ readonly ends?: true;
  /** signing out ends at the sign-in page, and so does the sign-in's second page without the first: that is being let in */ readonly landsAtSignIn?: true;
  /** statuses beside the usual ones that mean «let in» */ readonly also?: readonly number[];
}

const DESK: readonly Role[] = ['reception', 'specialist', 'leader', 'clerk', 'accountant', 'desk-head', 'control', 'inspector'];
const WORKERS: readonly Role[] = ['reception', 'specialist', 'leader', 'clerk', 'accountant'];
/** who keeps the year's register of the desk, or looks it over */
const BOOK: readonly Role[] = ['reception', 'clerk', 'leader', 'desk-head', 'control', 'inspector'];
const SIGNS: readonly Role[] = ['leader'];
const RECEIVES: readonly Role[] = ['reception'];
const LOOKS_OVER: readonly Role[] = ['leader', 'desk-head', 'control', 'inspector'];
const MANAGES: readonly Role[] = ['control', 'desk-head'];
const CONTROL: readonly Role[] = ['control'];
const ANSWERS: readonly Role[] = ['leader', 'desk-head', 'control'];
const INSPECTS: readonly Role[] = ['control', 'inspector'];
const LINKS: readonly Role[] = ['specialist', 'leader', 'desk-head'];
/** who files for somebody with that person's consent */
export const HELPS: readonly Role[] = ['reception', 'helper'];
const CASHIER: readonly Role[] = ['accountant'];
const ADMIN: readonly Role[] = ['admin'];
const DATE = (name: string): Record<string, string> => ({ [`${name}.day`]: '', [`${name}.month`]: '', [`${name}.year`]: '' });
const UUID = '01920000-0000-7000-8000-0000000000ff';

export const EXPECTED: Readonly<Record<string, Row>> = {
  // Probes, display, pages about the site
  'GET /healthz': { who: 'anyone' }, 'GET /readyz': { who: 'anyone' }, 'GET /cai-dat-hien-thi': { who: 'anyone' }, 'GET /kha-nang-tiep-can': { who: 'anyone' }, 'GET /quyen-rieng-tu': { who: 'anyone' }, 'GET /_ui': { who: 'anyone' },
  // What everybody may read
  'GET /': { who: 'anyone' }, 'GET /tim': { who: 'anyone' }, 'GET /thu-tuc': { who: 'anyone' }, 'GET /viec/:event': { who: 'anyone' }, 'GET /thu-tuc/:procedure': { who: 'anyone' }, 'GET /thu-tuc/:procedure/to-huong-dan': { who: 'anyone' },
  'GET /co-quan': { who: 'anyone' }, 'GET /co-quan/:agency': { who: 'anyone' },
  'GET /muc-do': { who: 'anyone' }, 'GET /muc-do.xlsx': { who: 'anyone' }, 'GET /muc-do.csv': { who: 'anyone' },
  'GET /thu-tuc/:procedure/to-khai.pdf': { who: 'anyone' }, 'GET /thu-tuc/:procedure/dien-roi-in': { who: 'anyone' }, 'POST /thu-tuc/:procedure/dien-roi-in': { who: 'anyone' },
  'GET /api/v1/procedures': { who: 'anyone' }, 'GET /api/v1/procedures/:code': { who: 'anyone' }, 'GET /api/v1/places': { who: 'anyone' }, 'GET /api/v1/openapi.json': { who: 'anyone' },
  'GET /dia-chi/tim': { who: 'anyone' }, 'GET /dia-chi/cu/:code': { who: 'anyone' }, 'GET /dia-chi/xa': { who: 'anyone' }, 'GET /khai/:slug/dieu-kien': { who: 'anyone' },
  'GET /tra-cuu': { who: 'anyone' }, 'GET /api/v1/dossiers/:code': { who: 'anyone', also: [404] }, 'GET /kiem-tra': { who: 'anyone' }, 'GET /kiem-tra/:code': { who: 'anyone', also: [404] }, 'POST /kiem-tra/:code': { who: 'anyone', multipart: true, also: [404] },
  // Coming and going
  'GET /dang-nhap': { who: 'anyone' }, 'GET /dang-nhap/vneid': { who: 'anyone', also: [503] }, 'GET /dang-nhap/ve': { who: 'anyone', also: [503] }, 'POST /dang-nhap/vao': { who: 'anyone' }, 'GET /da-thoat': { who: 'anyone' },
  'GET /can-bo/dang-nhap': { who: 'anyone' }, 'POST /can-bo/dang-nhap': { who: 'anyone', body: { username: '', password: '' } }, 'POST /dang-xuat': { who: 'anyone', ends: true }, 'POST /can-bo/dang-xuat': { who: 'anyone', ends: true, landsAtSignIn: true },
  'GET /can-bo/dang-nhap/ma': { who: 'anyone', landsAtSignIn: true }, 'POST /can-bo/dang-nhap/ma': { who: 'anyone', body: { code: '' } }, 'GET /can-bo/tai-khoan': { who: 'staff' },
  'GET /can-bo/hai-lop': { who: 'staff' }, 'POST /can-bo/hai-lop': { who: 'staff', body: { proposed: '', code: '' } }, 'GET /can-bo/hai-lop/ma-du-phong': { who: 'staff' }, 'POST /can-bo/hai-lop/ma-du-phong': { who: 'staff', body: { password: '', code: '' } }, 'GET /can-bo/hai-lop/tat': { who: 'staff' }, 'POST /can-bo/hai-lop/tat': { who: 'staff', body: { password: '', code: '' } },
  'GET /can-bo/doi-mat-khau': { who: 'staff' }, 'POST /can-bo/doi-mat-khau': { who: 'anyone', body: { wanted: '', again: '' } },
  'GET /can-bo': { who: 'staff' }, 'GET /can-bo/gui-lai': { who: 'staff' }, 'POST /can-bo/xac-nhan': { who: 'staff', body: {} }, 'GET /can-bo/noi-lam-viec': { who: 'staff' }, 'POST /can-bo/noi-lam-viec': { who: 'staff', body: { agency: '999999' }, also: [403] },
  // A person's own drafts and dossiers
  'GET /khai/:slug': { who: 'people', helpers: true }, 'POST /khai/:slug/bat-dau': { who: 'people', helpers: true },
  'GET /nhap/:draft/xac-nhan': { who: 'people', helpers: true, object: 'draft' }, 'POST /nhap/:draft/xac-nhan': { who: 'people', helpers: true, object: 'draft' }, 'POST /nhap/:draft/anh-can-cuoc': { who: 'people', helpers: true, object: 'draft', multipart: true },
  'GET /nhap/:draft/cau/:page': { who: 'people', helpers: true, object: 'draft' }, 'POST /nhap/:draft/cau/:page': { who: 'people', helpers: true, object: 'draft' }, 'POST /nhap/:draft/cau/:page/giu': { who: 'people', helpers: true, object: 'draft' },
  'GET /nhap/:draft/giay-to': { who: 'people', helpers: true, object: 'draft' }, 'POST /nhap/:draft/giay-to': { who: 'people', helpers: true, object: 'draft', multipart: true }, 'GET /nhap/:draft/nhan-ket-qua': { who: 'people', helpers: true, object: 'draft' }, 'POST /nhap/:draft/nhan-ket-qua': { who: 'people', helpers: true, object: 'draft' },
  'GET /nhap/:draft/kiem-tra': { who: 'people', helpers: true, object: 'draft' }, 'POST /nhap/:draft/nop': { who: 'people', helpers: true, object: 'draft' },
  'GET /ban/khai-giup': { who: HELPS }, 'GET /ban/khai-giup/:slug': { who: HELPS }, 'POST /ban/khai-giup/:slug': { who: HELPS, body: {} }, /* of one's own, once submitted */ 'GET /ban/khai-giup/xong/:draft': { who: HELPS, also: [404] },
  'GET /nhap/:draft/dong-y': { who: HELPS, object: 'assisted' }, 'POST /nhap/:draft/dong-y': { who: HELPS, object: 'assisted', body: {} }, 'POST /nhap/:draft/dong-y/gui': { who: HELPS, object: 'assisted', body: {} }, 'POST /nhap/:draft/dong-y/khong': { who: HELPS, object: 'assisted', body: {} },
  'GET /giup/:link': { who: 'people' }, /* a link that is nobody's */ 'POST /giup/:link': { who: 'people', body: {}, also: [404] },
  'GET /ho-so-cua-toi': { who: 'people' }, 'GET /ho-so/:id': { who: 'people', object: 'own-dossier' }, 'GET /ho-so/:id/da-nop': { who: 'people', object: 'own-dossier' }, 'POST /ho-so/:id/rut': { who: 'people', object: 'own-dossier' },
  'GET /ho-so/:id/bo-sung': { who: 'people', object: 'own-open' }, 'POST /ho-so/:id/bo-sung': { who: 'people', object: 'own-open', multipart: true },
  'GET /tep/:file': { who: 'anyone', object: 'file' }, 'GET /tep/:file/xem': { who: 'anyone', object: 'file', also: [415] },
  // The desk: everybody who works or looks on reads; only whose task it is acts
  'GET /ban': { who: 'staff' }, 'GET /ban/tim': { who: DESK }, 'POST /ban/tim': { who: DESK }, 'GET /ban/bao-cao': { who: LOOKS_OVER }, 'GET /ban/ho-so/:id': { who: DESK, object: 'desk-dossier' }, 'GET /ban/ho-so/:id/xem-ket-qua': { who: DESK, object: 'desk-dossier' },
  'POST /ban/ho-so/:id/tiep-nhan': { who: RECEIVES, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/nhan-viec': { who: WORKERS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/chuyen': { who: WORKERS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/tra-lai': { who: WORKERS, object: 'desk-dossier' },
  'POST /ban/ho-so/:id/tu-choi': { who: WORKERS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/thu-tien': { who: WORKERS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/dung': { who: WORKERS, object: 'desk-dossier' },
  'POST /ban/ho-so/:id/ky': { who: SIGNS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/hen-lai': { who: SIGNS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/tam-dung': { who: SIGNS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/tinh-tiep': { who: SIGNS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/khong-cho-rut': { who: SIGNS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/duyet-bo-sung': { who: SIGNS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/khong-duyet-bo-sung': { who: SIGNS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/xac-minh': { who: WORKERS, object: 'desk-dossier' },
  'GET /ban/ho-so/:id/bo-sung': { who: WORKERS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/bo-sung': { who: WORKERS, object: 'desk-dossier' }, 'GET /ban/ho-so/:id/soan': { who: WORKERS, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/soan': { who: WORKERS, object: 'desk-dossier' },
  'GET /ban/so-theo-doi': { who: BOOK }, 'GET /ban/so-theo-doi.xlsx': { who: BOOK }, 'GET /ban/so-theo-doi.pdf': { who: BOOK }, 'GET /ban/ho-so/:id/phieu-kiem-soat.pdf': { who: DESK, object: 'desk-received' },
  'GET /ban/ky': { who: SIGNS }, 'POST /ban/ky': { who: SIGNS },
  'GET /ban/tiep-nhan': { who: RECEIVES }, 'POST /ban/tiep-nhan': { who: RECEIVES }, 'GET /ban/tiep-nhan/:slug': { who: RECEIVES }, 'POST /ban/tiep-nhan/:slug': { who: RECEIVES, multipart: true }, 'GET /ban/tiep-nhan/da-nhan/:id': { who: RECEIVES, object: 'desk-dossier' },
  'GET /ban/ho-so/:id/nhan-bo-sung': { who: RECEIVES, object: 'desk-open' }, 'POST /ban/ho-so/:id/nhan-bo-sung': { who: RECEIVES, object: 'desk-open', multipart: true },
  'GET /ban/tra-ket-qua': { who: RECEIVES }, 'POST /ban/tra-ket-qua/quet': { who: RECEIVES }, 'POST /ban/tra-ket-qua': { who: RECEIVES, body: { id: UUID }, also: [404] },
  // The post: a person follows, changes the address, orders a collection; reception hands over and takes in; prices and lists are procedure control's
  'GET /buu-dien': { who: 'anyone' }, 'GET /ho-so/:id/buu-dien': { who: 'people', object: 'own-dossier' }, 'POST /ho-so/:id/buu-dien': { who: 'people', object: 'own-dossier' },
  'GET /nhap/:draft/gui-buu-dien': { who: 'people', object: 'draft' }, 'POST /nhap/:draft/gui-buu-dien': { who: 'people', object: 'draft' }, 'POST /nhap/:draft/gui-buu-dien/huy': { who: 'people', object: 'draft', body: {} }, 'POST /nhap/:draft/gui-buu-dien/doi': { who: 'people', object: 'draft', body: {} }, 'POST /ho-so/:id/buu-dien/gui-lai': { who: 'people', object: 'own-dossier', body: {} }, 'POST /ban/buu-dien/buu-gui/:id/gui-lai': { who: RECEIVES, body: {}, also: [404] },
  'GET /ban/buu-dien': { who: RECEIVES }, 'POST /ban/buu-dien/bien-ban': { who: RECEIVES, body: { loai: 'giao' } }, 'GET /ban/buu-dien/bien-ban/:id': { who: RECEIVES, also: [404] }, 'POST /ban/buu-dien/bien-ban/:id/ky': { who: RECEIVES, body: {}, also: [404] }, 'POST /ban/buu-dien/bien-ban/:id/bo': { who: RECEIVES, body: {}, also: [404] },
  'GET /ban/buu-dien/buu-gui/:id': { who: RECEIVES, also: [404] }, 'POST /ban/buu-dien/buu-gui/:id/nhan-lai': { who: RECEIVES, body: {}, also: [404] }, 'POST /ban/buu-dien/buu-gui/:id/dem': { who: RECEIVES, body: {}, also: [404] }, 'POST /ban/buu-dien/buu-gui/:id/vao-so': { who: RECEIVES, body: {}, also: [404] },
  'GET /ban/buu-dien/tien': { who: ['reception', 'accountant'] }, 'GET /ban/buu-dien/doi-soat': { who: ['reception', 'accountant'] }, 'POST /ban/buu-dien/doi-soat': { who: ['reception', 'accountant'], body: { thang: '2020-01' } }, 'GET /quan-tri/buu-dien': { who: CONTROL }, 'GET /quan-tri/buu-dien/tu-tep': { who: CONTROL }, 'POST /quan-tri/buu-dien/tu-tep': { who: CONTROL, multipart: true }, 'POST /quan-tri/buu-dien/gia': { who: CONTROL, body: {} }, 'POST /quan-tri/buu-dien/quyet-dinh': { who: CONTROL, body: {} },
  // Money: a person pays for the own dossier; only the cashier of the office sees the books and gives back
  'GET /tra-tien/:dossier': { who: 'people', object: 'own-dossier' }, 'POST /tra-tien/:dossier': { who: 'people', object: 'own-dossier' }, /* drops what a gateway wrote into the address and leads on: shows nothing */ 'GET /tra-tien/:dossier/ve': { who: 'people' }, 'POST /tra-tien/:dossier/hoi-lai': { who: 'people', object: 'own-dossier' },
  // Figures: who reads them, who enters targets and closes a report, and what everybody may see (NĐ 61/2018/NĐ-CP Đ.25)
  'GET /ban/bao-cao/ho-so': { who: LOOKS_OVER, also: [400] }, 'GET /ban/bao-cao/ii-06a': { who: LOOKS_OVER }, 'GET /ban/bao-cao/ii-06a/ho-so': { who: LOOKS_OVER, also: [400] }, 'GET /ban/bao-cao/ii-06a/tep': { who: LOOKS_OVER, also: [400] },
  'GET /ban/bao-cao/ii-06a/ban-chot/:id': { who: LOOKS_OVER, also: [404] }, 'GET /ban/bao-cao/ii-06a/ban-chot/:id/ho-so': { who: LOOKS_OVER, also: [400, 404] }, 'GET /ban/bao-cao/ii-06a/ban-chot/:id/tep': { who: LOOKS_OVER, also: [400, 404] },
  'POST /ban/bao-cao/ii-06a/chot': { who: MANAGES, body: { 'don-vi': '999999999', ky: '2020-01' }, also: [404] },
  'GET /ban/bao-cao/xin-loi': { who: SIGNS }, 'GET /ban/bao-cao/xin-loi/:id': { who: SIGNS, also: [404] }, 'POST /ban/bao-cao/xin-loi/:id/ky': { who: SIGNS, body: {}, also: [404] }, 'POST /ban/bao-cao/xin-loi/:id/bo-qua': { who: SIGNS, body: { 'vi-sao': '' }, also: [404] },
  'GET /ban/chi-tieu': { who: LOOKS_OVER }, 'GET /ban/chi-tieu/:id': { who: LOOKS_OVER, also: [404] }, 'GET /ban/chi-tieu/:id/tep': { who: LOOKS_OVER, also: [404] }, 'GET /ban/chi-tieu/dong/:id': { who: LOOKS_OVER, also: [404] }, 'GET /ban/chi-tieu/moi': { who: MANAGES },
  'POST /ban/chi-tieu': { who: MANAGES, body: {} }, 'POST /ban/chi-tieu/:id/ngung': { who: MANAGES, body: {}, also: [404] }, 'POST /ban/chi-tieu/:id/them': { who: MANAGES, body: {}, also: [404] }, 'POST /ban/chi-tieu/dong/:id/bo': { who: MANAGES, body: {}, also: [404] },
  'GET /minh-bach': { who: 'anyone' }, 'GET /minh-bach/so-lieu': { who: 'anyone', also: [400] }, 'GET /minh-bach/dang-tre': { who: 'anyone' }, 'GET /minh-bach/dang-tre/so-lieu': { who: 'anyone', also: [400] }, 'GET /minh-bach/muc-do': { who: 'anyone' }, 'GET /minh-bach/muc-do/so-lieu': { who: 'anyone', also: [400] },
  'GET /minh-bach/don-vi/:id': { who: 'anyone', also: [404] }, 'GET /minh-bach/don-vi/:id/so-lieu': { who: 'anyone', also: [400, 404] },
  // What people say of how they were served: sent and followed by anybody, handled by who answers for the office, and extra demands for control and inspection
  'GET /phan-anh': { who: 'anyone' }, 'GET /phan-anh/gui': { who: 'people' }, 'POST /phan-anh/gui': { who: 'people', body: {} }, 'GET /phan-anh/da-gui/:id': { who: 'people', also: [404] }, 'POST /phan-anh/da-gui/:id/anh': { who: 'people', also: [404] }, 'GET /phan-anh/anh/:photo': { who: 'anyone', also: [404] }, 'GET /ban/phan-anh/:id/anh/:photo': { who: ANSWERS, also: [404] }, 'GET /phan-anh/tra-cuu': { who: 'anyone' }, 'POST /phan-anh/bo-sung': { who: 'anyone', body: {}, also: [404] },
  'GET /ho-so/:id/danh-gia': { who: 'people', object: 'own-dossier' }, 'POST /ho-so/:id/danh-gia': { who: 'people', object: 'own-dossier', body: {} }, 'GET /danh-gia': { who: 'people' }, 'POST /danh-gia': { who: 'people', body: {}, also: [404] },
  'GET /ban/phan-anh': { who: ANSWERS }, 'GET /ban/phan-anh/:id': { who: ANSWERS, also: [404] }, ...Object.fromEntries(['nhan', 'hoi', 'chuyen', 'loai-khac', 'tu-choi', 've-ai', 'tra-loi', 'cong-khai'].map((act) => [`POST /ban/phan-anh/:id/${act}`, { who: ANSWERS, body: {}, also: [404] }])),
  'GET /ban/doi-them': { who: INSPECTS }, 'POST /ban/doi-them/:id/da-xem': { who: INSPECTS, body: {} },
  'GET /ban/doi-soat': { who: CASHIER }, 'POST /ban/doi-soat/hoi-cong': { who: CASHIER, body: { lan: UUID }, also: [404] }, 'POST /ban/doi-soat/tinh-vao-ho-so': { who: CASHIER, body: { thua: UUID }, also: [404] }, 'GET /ban/doi-soat/hoan-tien': { who: CASHIER, also: [404] }, 'POST /ban/doi-soat/hoan-tien': { who: CASHIER }, 'GET /ban/doi-soat/ky-hieu': { who: CASHIER }, 'POST /ban/doi-soat/ky-hieu': { who: CASHIER },
  'GET /ban/doi-soat/bien-lai': { who: CASHIER }, 'GET /ban/doi-soat/bien-lai/:nam/:so': { who: CASHIER, also: [400, 404] }, 'POST /ban/doi-soat/bien-lai/:nam/:so': { who: CASHIER, also: [400, 404] },
  'GET /ban/duyet-bien-lai': { who: SIGNS }, 'POST /ban/duyet-bien-lai/:id': { who: SIGNS, body: { lam: 'dong-y' }, also: [404] },
  'GET /ban/doi-soat/tai-khoan': { who: CASHIER }, 'POST /ban/doi-soat/tai-khoan': { who: CASHIER }, 'GET /ban/doi-soat/chuyen-khoan': { who: CASHIER }, 'POST /ban/doi-soat/chuyen-khoan': { who: CASHIER }, 'POST /ban/duyet-tai-khoan/:id': { who: SIGNS, body: { lam: 'khong' }, also: [404] }, 'GET /ban/ma-qr/:id': { who: DESK, object: 'desk-dossier' },
  // Linked parts: chosen by the person or at reception, looked after by who works on dossiers and answers for the office
  'GET /ho-so/:id/lien-thong': { who: 'people', object: 'own-dossier' }, 'POST /ho-so/:id/lien-thong': { who: 'people', object: 'own-dossier' },
  'GET /ban/ho-so/:id/lien-thong': { who: RECEIVES, object: 'desk-dossier' }, 'POST /ban/ho-so/:id/lien-thong': { who: RECEIVES, object: 'desk-dossier', also: [409] },
  'GET /ban/lien-thong': { who: LINKS }, 'POST /ban/lien-thong/gui-lai': { who: LINKS, body: { viec: UUID } }, 'POST /ban/lien-thong/da-xong': { who: LINKS, body: { viec: UUID } },
  'GET /ban/doi-soat/bang-ke': { who: CASHIER }, 'POST /ban/doi-soat/bang-ke': { who: CASHIER },
  // Called by machines, which prove themselves by a signature
  'GET /thong-bao/vnpay': { who: 'anyone', also: [404] }, 'POST /lien-thong/tin/:partner': { who: 'anyone', also: [403, 404] }, 'POST /thong-bao/buu-chinh': { who: 'anyone', body: { payload: '{}', timestamp: '0', signature: '' }, also: [403, 404] },
  // Catalogue and calendar: procedure control
  'GET /quan-tri/thu-tuc': { who: CONTROL }, 'GET /quan-tri/thu-tuc/:code': { who: CONTROL }, 'POST /quan-tri/thu-tuc/:code/giai': { who: CONTROL, governs: true }, 'GET /quan-tri/thu-tuc/:code/muc-thu': { who: CONTROL }, 'POST /quan-tri/thu-tuc/:code/muc-thu': { who: CONTROL, governs: true }, 'POST /quan-tri/thu-tuc/:code/cong-bo': { who: CONTROL, governs: true }, 'POST /quan-tri/thu-tuc/:code/ban-nhap': { who: CONTROL, governs: true, body: { 'khong-co': '1' } }, 'POST /quan-tri/thu-tuc/:code/noi-nhan': { who: CONTROL, body: { 'khong-co': '1' } },
  'GET /quan-tri/lich': { who: CONTROL }, 'GET /quan-tri/lich/xem-truoc': { who: CONTROL, governs: true }, 'POST /quan-tri/lich': { who: CONTROL },
  // Accounts and agencies: the administrator, who does no business of a dossier
  'GET /quan-tri/co-quan': { who: ADMIN }, 'POST /quan-tri/co-quan': { who: ADMIN }, 'GET /quan-tri/co-quan/:agency': { who: ADMIN }, 'POST /quan-tri/co-quan/:agency/ket-thuc': { who: ADMIN, body: { successor: '', ...DATE('lastDay') } },
  'GET /quan-tri/hai-lop': { who: ADMIN }, 'POST /quan-tri/hai-lop': { who: ADMIN }, 'POST /quan-tri/can-bo/:officer/go-hai-lop': { who: ADMIN, object: 'officer' },
  'GET /quan-tri/can-bo': { who: ADMIN }, 'GET /quan-tri/can-bo/them': { who: ADMIN }, 'POST /quan-tri/can-bo/them': { who: ADMIN }, 'GET /quan-tri/can-bo/:officer': { who: ADMIN, object: 'officer' }, 'GET /quan-tri/can-bo/:officer/ky-thay': { who: ADMIN, object: 'officer' }, 'POST /quan-tri/can-bo/:officer/ky-thay': { who: ADMIN, object: 'officer' }, 'POST /quan-tri/can-bo/:officer/ky-thay/:signing/thoi': { who: ADMIN, also: [404] },
  'POST /quan-tri/can-bo/:officer/giao-viec': { who: ADMIN, object: 'officer', body: { deputy: '', agency: '', role: '', ...DATE('from'), ...DATE('to') } }, 'POST /quan-tri/can-bo/:officer/thoi-viec/:assignment': { who: ADMIN, also: [404] }, 'POST /quan-tri/can-bo/:officer/khoa': { who: ADMIN, object: 'officer' }, 'POST /quan-tri/can-bo/:officer/mo': { who: ADMIN, object: 'officer' }, 'POST /quan-tri/can-bo/:officer/mat-khau': { who: ADMIN, object: 'officer' },
  'GET /quan-tri/tin-nhan': { who: ADMIN }, 'GET /quan-tri/viec-hong': { who: ADMIN }, 'POST /quan-tri/viec-hong/tin/:id': { who: ADMIN }, 'POST /quan-tri/viec-hong/viec/:id': { who: ADMIN }, 'POST /quan-tri/viec-hong/ca-nhom': { who: ADMIN, body: { nhom: 'tin.sms.busy' } },
};
