import { showDong } from '../../../shared/money.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { storeIssued } from '../../document/index.ts';
import { paperDate, type PostBundlePaper } from '../../document/domain/index.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { Parcel } from '../ports.ts';
import type { PrintDeps } from './print-minutes.ts';

/** Draws the slip that goes with the papers, once the carrier has given its number. Run twice it is one slip. */
export async function printSlip(deps: PrintDeps, parcelId: string): Promise<void> {
  const parcel = await deps.ledger.find(parcelId);
  if (!parcel || parcel.direction !== 'send' || !parcel.carrierNumber || parcel.slipFile || !parcel.draftId) return;
  const draft = await deps.dossier.drafts.find({ kind: 'worker' }, parcel.draftId);
  const [agency, content] = await Promise.all([deps.dossier.agencies.find(parcel.agencyId), draft ? deps.dossier.procedures.version(draft.version) : null]);
  if (!agency || !content) return;
  const now = deps.clock.now();
  const paper = slipOnPaper(parcel, agency, content, now, deps.dossier.demo);
  const pdf = await deps.renderer.render('phieu-gui-ho-so', paper);
  const file = await storeIssued(deps.documents, { kind: 'worker' }, { key: 'phieu-gui-ho-so', name: `Phiếu gửi hồ sơ ${parcel.carrierNumber}.pdf`, pdf, pages: 1, signed: false, officeOnly: false, owner: { citizenId: parcel.citizenId, guestKey: parcel.guestKey, officerId: '00000000-0000-7000-8000-000000000000', agencyIds: [parcel.agencyId] } }, now);
  await deps.ledger.slip(parcel.id, file.id);
}

export function slipOnPaper(parcel: Parcel, agency: { readonly name: string; readonly shortName: string; readonly address: string; readonly phone: string }, content: Pick<ProcedureContent, 'officialName' | 'code' | 'papers'>, at: Date, specimen: boolean): PostBundlePaper {
  return {
    qr: parcel.carrierNumber ?? parcel.reference, agency: agency.name, place: agency.shortName.replace(/^(xã|phường|đặc khu|tỉnh|thành phố)\s+/iu, ''), date: paperDate(vietnamDate(at)), ...(specimen ? { specimen: true } : {}),
    title: 'Phiếu gửi hồ sơ', number: parcel.carrierNumber ?? parcel.reference, code: parcel.reference, request: content.officialName, procedureCode: content.code,
    sender: { name: parcel.address.name, address: parcel.address.address, phone: parcel.address.phone }, ...(agency.address ? { agencyAddress: agency.address } : {}), ...(agency.phone ? { agencyPhone: agency.phone } : {}),
    // Counted at the door: originals and copies as the procedure asks, corrected by hand where the person gives others.
    papers: content.papers.filter((one) => one.kind === 'submit').map((one) => ({ name: `${one.shortName.vi}${one.optional || one.whenText || one.requiredWhen ? ' (nếu có)' : ''}`, originals: String(one.originals + one.copies === 0 ? 1 : one.originals), copies: String(one.copies) })),
    postage: `${showDong(parcel.postage)}, trả cho bưu tá khi giao túi`,
  };
}
