import { showDong } from '../../../shared/money.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { storeIssued, type DocumentDeps, type PaperRenderer } from '../../document/index.ts';
import { paperDate, paperMoment, type PostMinutesPaper } from '../../document/domain/index.ts';
import { showMinutesNumber, type MinutesKind } from '../domain/index.ts';
import type { MinutesView } from '../ports.ts';
import type { OrderDeps } from './order-parcel.ts';

export interface PrintDeps extends OrderDeps { readonly documents: DocumentDeps; readonly renderer: PaperRenderer }
const WORDS: Readonly<Record<MinutesKind, { readonly title: string; readonly what: string; readonly last: string; readonly legal: string }>> = {
  'to-post': { title: 'Biên bản bàn giao', what: 'Quầy giao kết quả cho bưu điện', last: 'Thu hộ', legal: 'Từ lúc ký, kết quả do bưu điện giữ. Bưu điện phát tận tay sau khi xem giấy tờ của người nhận; không gặp thì gọi ít nhất hai lần, cách nhau 02 ngày làm việc, rồi chuyển hoàn về quầy (TT 17/2017/TT-BTTTT Đ.5 k.2).' },
  'from-post': { title: 'Biên bản giao nhận', what: 'Bưu điện giao hồ sơ cho quầy', last: 'Giấy tờ', legal: 'Giờ ký biên bản này là giờ cơ quan nhận hồ sơ đủ giấy tờ; hồ sơ còn thiếu thì tính từ lúc bổ sung đủ (QĐ 45/2016/QĐ-TTg Đ.7 k.4).' },
  'back-from-post': { title: 'Biên bản giao nhận', what: 'Bưu điện chuyển hoàn kết quả không phát được', last: 'Số lần phát', legal: 'Từ lúc ký, kết quả chờ người dân ở quầy.' },
};

/** Draws the minutes that both have signed; the office's own paper, since it names several people. Run twice it is one sheet. */
export async function printMinutes(deps: PrintDeps, minutesId: string): Promise<void> {
  const minutes = await deps.ledger.minutes(minutesId);
  if (!minutes || minutes.state !== 'signed' || minutes.fileId) return;
  const agency = await deps.dossier.agencies.find(minutes.agencyId);
  if (!agency) throw new Error(`minutes ${minutesId} have no office`);
  const names = new Map<string, string>();
  for (const { parcel } of minutes.lines) if (!names.has(parcel.procedure)) names.set(parcel.procedure, (await deps.dossier.procedures.current(parcel.procedure))?.content.officialName ?? parcel.procedure);
  const paper = minutesOnPaper(minutes, { ...agency, demo: deps.dossier.demo }, deps.carrier?.title ?? 'Bưu điện', names);
  const pdf = await deps.renderer.render('bien-ban-buu-dien', paper);
  const at = minutes.signedAt ?? deps.clock.now();
  const file = await storeIssued(deps.documents, { kind: 'worker' }, { key: 'bien-ban-buu-dien', name: `${paper.title} ${paper.number?.replaceAll('/', '-') ?? ''}.pdf`, pdf, pages: 1, signed: false, officeOnly: true, owner: { citizenId: null, guestKey: null, officerId: OFFICE, agencyIds: [minutes.agencyId] } }, at);
  await deps.ledger.printed(minutesId, file.id);
}
const OFFICE = '00000000-0000-7000-8000-000000000000';

export function minutesOnPaper(minutes: MinutesView, agency: { readonly name: string; readonly shortName: string; readonly demo: boolean }, carrier: string, names: ReadonlyMap<string, string>): PostMinutesPaper {
  const words = WORDS[minutes.kind];
  const signedAt = minutes.signedAt ?? minutes.openedAt;
  const desk = `Trung tâm Phục vụ hành chính công ${agency.shortName}`;
  return {
    qr: `BB-${minutes.reference}`, parentAgency: agency.name, agency: desk, place: agency.shortName.replace(/^(xã|phường|đặc khu|tỉnh|thành phố)\s+/iu, ''), date: paperDate(vietnamDate(signedAt)), ...(agency.demo ? { specimen: true } : {}),
    number: minutes.number && minutes.year ? showMinutesNumber({ number: minutes.number, year: minutes.year }) : '', title: words.title, what: words.what, reference: minutes.reference, carrier, signedAt: paperMoment(signedAt), total: String(minutes.lines.length).padStart(2, '0'), lastColumn: words.last,
    lines: minutes.lines.map(({ parcel, complete }) => ({
      number: parcel.carrierNumber ?? '', code: parcel.reference, person: parcel.address.name, what: names.get(parcel.procedure) ?? parcel.procedure,
      last: minutes.kind === 'to-post' ? showDong(parcel.cod).replace(' đ', ' đồng') : minutes.kind === 'from-post' ? (complete ? 'đủ' : 'còn thiếu') : String(parcel.tries.length),
    })),
    legal: words.legal, officer: { title: 'Bên quầy', name: minutes.officerName }, clerk: { title: 'Nhân viên bưu chính', name: minutes.clerkName ?? '' }, clerkNumber: minutes.clerkNumber ?? '',
    clerkHow: minutes.how === 'callback' ? '(Xác nhận trên thiết bị của bưu điện)' : '(Xác nhận bằng mã của bưu tá)', officerHow: '(Xác nhận trên hệ thống Một cửa)',
  };
}
