import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { amountInWordsAtLineStart } from '../../fee/domain/index.ts';
import { paperDate, paperMoment, paperQr, type FeeReceiptPaper } from '../../document/domain/index.ts';
import { storeIssued, type DocumentDeps, type PaperRenderer, type PdfSigner } from '../../document/index.ts';
import type { DossierEvent, Person } from '../../dossier/domain/index.ts';
import { personalOf, type DossierDeps, type LoadedDossier } from '../../dossier/index.ts';
import { BY_TRANSFER, idLabel, receiptPaper, receiptParts, receiptYear, showReceiptNumber, trialSeries, type Receipt, type ReceiptPayer } from '../domain/index.ts';
import type { ReceiptStore } from '../ports.ts';

export interface ReceiptDeps {
  readonly receipts: ReceiptStore; readonly dossier: DossierDeps; readonly documents: DocumentDeps; readonly renderer: PaperRenderer; readonly signer: PdfSigner; readonly ids: Ids; readonly clock: Clock; readonly siteUrl: string;
  readonly book: { recorded(dossierId: string, seq: number, template: string): Promise<boolean>; record(paper: { readonly dossierId: string; readonly seq: number; readonly template: string; readonly fileId: string; readonly citizenId: string | null; readonly guestKey: string | null; readonly agencies: readonly number[]; readonly at: Date }): Promise<boolean> };
}
const WORKER = { kind: 'worker' } as const;
/** Receipts are the program's own work, whoever collected. */
const SYSTEM_OFFICER = '00000000-0000-7000-8000-000000000000';

/**
 * Enters the receipts of one collection and prints them. Entered first, with their numbers, in one transaction; printing can
 * be done again until each stands among the dossier's papers.
 */
export async function issueReceipts(deps: ReceiptDeps, dossierId: string, seq: number): Promise<readonly Receipt[]> {
  const subject = await collectionOf(deps, dossierId, seq);
  const now = deps.clock.now();
  const year = receiptYear(now);
  const receipts = await deps.receipts.issue({
    agencyId: subject.agency.id, dossierId, eventSeq: seq, parts: receiptParts(subject.event.data.lines), how: subject.event.data.how, collectedAt: new Date(subject.event.at), issuedAt: now, year, otherwise: trialSeries(year), forceTrial: subject.loaded.demo,
  });
  for (const receipt of receipts) await printReceipt(deps, subject, receipt, {});
  return receipts;
}

/** A collection and what its receipt says beside the money. */
export async function collectionOf(deps: Pick<ReceiptDeps, 'dossier'>, dossierId: string, seq: number) {
  const loaded = await deps.dossier.store.find(WORKER, dossierId);
  const event = loaded?.events.find((one): one is DossierEvent<'fee-collected'> => one.seq === seq && one.kind === 'fee-collected');
  if (!loaded || !event) throw new Error(`no collection ${seq} on dossier ${dossierId}`);
  const [agency, content] = await Promise.all([deps.dossier.agencies.find(loaded.state.competentAgency), deps.dossier.procedures.version(loaded.state.version)]);
  if (!agency || !content) throw new Error(`dossier ${dossierId} has no office`);
  return { loaded, event, agency, content };
}

/** Prints an entered receipt among the dossier's papers; done again it prints nothing. */
export async function printReceipt(deps: ReceiptDeps, subject: Awaited<ReturnType<typeof collectionOf>>, receipt: Receipt, otherwise: Pick<OnPaper, 'payer' | 'replaces'>): Promise<void> {
  const { agency, content, event, loaded } = subject;
  const template = receiptPaper(receipt.kind, receipt.round);
  if (receipt.fileId || (await deps.book.recorded(loaded.id, event.seq, template))) return;
  const now = deps.clock.now();
  const paper = receiptOnPaper({ receipt, event, loaded, agency, request: content.officialName, owner: personalOf(loaded.events).owner, siteUrl: deps.siteUrl, ...otherwise });
  const drawn = await deps.renderer.render('bien-lai', paper);
  const signed = await deps.signer.sign(drawn, { name: agency.name, title: 'Tổ chức thu', agency: agency.name, reason: `${paper.title} số ${paper.receiptNumber}`, at: receipt.issuedAt });
  const agencies = [...new Set([loaded.state.receivingAgency, loaded.state.competentAgency])];
  const file = await storeIssued(deps.documents, WORKER, { key: template, name: `Biên lai ${receipt.series.symbol.replaceAll('/', '-')} ${paper.receiptNumber}.pdf`, pdf: signed.pdf, pages: 1, signed: true, officeOnly: false, owner: { citizenId: loaded.citizenId, guestKey: loaded.guestKey, officerId: event.by.kind === 'officer' ? event.by.id : SYSTEM_OFFICER, agencyIds: agencies } }, now);
  if (await deps.book.record({ dossierId: loaded.id, seq: event.seq, template, fileId: file.id, citizenId: loaded.citizenId, guestKey: loaded.guestKey, agencies, at: now })) await deps.receipts.printed(receipt, file.id);
}

interface OnPaper { readonly receipt: Receipt; readonly event: DossierEvent<'fee-collected'>; readonly loaded: LoadedDossier; readonly agency: { readonly name: string; readonly shortName: string; readonly address: string }; readonly request: string; readonly owner: Person; readonly siteUrl: string; /** named in place of the owner */ readonly payer?: ReceiptPayer; readonly replaces?: string }
const TITLES = { phi: 'Biên lai thu phí', 'le-phi': 'Biên lai thu lệ phí' } as const;

/** What stands on the receipt: NĐ 254/2026/NĐ-CP Đ.23 k.2. */
export function receiptOnPaper({ receipt, event, loaded, agency, request, owner, siteUrl, payer, replaces }: OnPaper): FeeReceiptPaper {
  const code = loaded.state.code ?? loaded.state.reference;
  const title = TITLES[receipt.kind];
  return {
    qr: paperQr({ code, procedureCode: loaded.state.procedure, paper: title, url: `${siteUrl}/tra-cuu?ma=${encodeURIComponent(code)}` }),
    agency: agency.name, place: agency.shortName.replace(/^(xã|phường|đặc khu|tỉnh|thành phố)\s+/iu, ''), date: paperDate(vietnamDate(receipt.issuedAt)), ...(loaded.demo ? { specimen: true } : {}),
    title, formNo: receipt.series.formNo, symbol: receipt.series.symbol, receiptNumber: showReceiptNumber(receipt.number), trialSeries: receipt.series.trial,
    collector: agency.name, ...(agency.address ? { collectorAddress: agency.address } : {}), ...(receipt.series.taxCode ? { collectorTaxCode: receipt.series.taxCode } : {}),
    ...(replaces ? { replaces } : {}),
    payer: payer ? { name: payer.name, ...(payer.id ? { idLabel: idLabel(payer.id), id: payer.id } : {}), ...(payer.address ? { address: payer.address } : {}) } : { name: owner.name, ...(owner.personalId ? { idLabel: 'Số định danh cá nhân', id: owner.personalId } : {}), ...(owner.address ? { address: owner.address } : {}) },
    code, request, lines: receipt.lines.map((line) => ({ name: line.name.vi, amount: line.amount, legalBasis: line.legalBasis, ...(line.explanation ? { detail: line.explanation.vi } : {}) })), total: receipt.amount, totalInWords: amountInWordsAtLineStart(receipt.amount).vi,
    how: receipt.how === 'cash' ? 'Tiền mặt' : receipt.how === 'transfer' ? 'Chuyển khoản' : receipt.how === 'post' ? 'Bưu điện thu hộ' : event.data.provider?.gateway === BY_TRANSFER ? `Chuyển khoản, số giao dịch của ngân hàng ${event.data.provider.transaction}` : `Trả qua mạng${event.data.provider ? `, cổng ${event.data.provider.gateway.toUpperCase()}, giao dịch số ${event.data.provider.transaction}` : ''}`,
    collectedAt: paperMoment(receipt.collectedAt),
    signer: { title: 'Tổ chức thu', name: agency.name, trial: true },
  };
}
