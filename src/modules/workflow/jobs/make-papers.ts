import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { storeIssued, type DocumentDeps, type PaperRenderer, type PdfSigner } from '../../document/index.ts';
import { foldDossier } from '../../dossier/domain/index.ts';
import { personalOf, recordSignature, type DossierDeps, type LoadedDossier } from '../../dossier/index.ts';
import { paperOfEvent, resultPaper } from '../domain/paper-of-event.ts';

export interface PaperJobDeps {
  readonly dossier: DossierDeps; readonly documents: DocumentDeps; readonly renderer: PaperRenderer; readonly signer: PdfSigner; readonly ids: Ids; readonly clock: Clock; readonly siteUrl: string; readonly smsNumber?: string;
  readonly book: { recorded(dossierId: string, seq: number, template: string): Promise<boolean>; record(paper: { readonly dossierId: string; readonly seq: number; readonly template: string; readonly fileId: string; readonly citizenId: string | null; readonly guestKey: string | null; readonly agencies: readonly number[]; readonly at: Date }): Promise<boolean> };
}
const WORKER = { kind: 'worker' } as const;

/** Makes the paper that one event calls for. Run twice it makes one paper: the second finds it entered. */
export async function makePaper(deps: PaperJobDeps, dossierId: string, seq: number): Promise<void> {
  const loaded = await deps.dossier.store.find(WORKER, dossierId);
  const event = loaded?.events.find((one) => one.seq === seq);
  if (!loaded || !event) throw new Error(`no event ${seq} of dossier ${dossierId}`);
  const subject = await subjectOf(deps, { ...loaded, state: foldDossier(loaded.events.filter((one) => one.seq <= lastOfMoment(loaded, seq))) });
  if (!subject) return;
  const paper = paperOfEvent({ ...subject, event });
  if (!paper || (await deps.book.recorded(dossierId, seq, paper.template))) return;
  const pdf = await deps.renderer.render(paper.template, paper.data);
  const agencies = [...new Set([loaded.state.receivingAgency, loaded.state.competentAgency])];
  const file = await storeIssued(deps.documents, WORKER, { key: paper.template, name: paper.name, pdf, pages: pagesOf(pdf), signed: false, officeOnly: false, owner: { citizenId: loaded.citizenId, guestKey: loaded.guestKey, officerId: event.by.kind === 'officer' ? event.by.id : SYSTEM_OFFICER, agencyIds: agencies } }, deps.clock.now());
  await deps.book.record({ dossierId, seq, template: paper.template, fileId: file.id, citizenId: loaded.citizenId, guestKey: loaded.guestKey, agencies, at: deps.clock.now() });
}
/** Whoever's hand it was: papers of a citizen's own act are made by the program itself. */
const SYSTEM_OFFICER = '00000000-0000-7000-8000-000000000000';

/** Events stored together (filed, received and paid at the counter) are one moment: its papers show all of it. */
function lastOfMoment(loaded: LoadedDossier, seq: number): number {
  const at = loaded.events.find((event) => event.seq === seq)?.at;
  return loaded.events.findLast((event) => event.at === at)?.seq ?? seq;
}

/** Draws the result, signs it and stores the signed bytes; only then is it recorded. Everything before that can be done again. */
export async function signResult(deps: PaperJobDeps, dossierId: string): Promise<void> {
  const loaded = await deps.dossier.store.find(WORKER, dossierId);
  if (!loaded || loaded.state.status !== 'signing' || !loaded.state.approved) return;
  const subject = await subjectOf(deps, loaded);
  const template = subject?.content.results.find((result) => result.template)?.template;
  if (!subject || !template) throw new Error(`dossier ${dossierId} has no result template`);
  const { approved } = loaded.state;
  const { draft } = personalOf(loaded.events);
  const paper = resultPaper({ ...subject, template, draft, approved, trial: true });
  const pdf = await deps.renderer.render('ket-qua', paper);
  const now = deps.clock.now();
  const signed = await deps.signer.sign(pdf, { name: approved.signerName, title: approved.signerTitle, agency: subject.agency.name, reason: `${template.title} số ${paper.number}`, at: now });
  const agencies = [...new Set([loaded.state.receivingAgency, loaded.state.competentAgency])];
  const file = await storeIssued(deps.documents, WORKER, { key: 'ket-qua', name: `${template.title} ${paper.number.replaceAll('/', '-')}.pdf`, pdf: signed.pdf, pages: pagesOf(pdf), signed: true, officeOnly: false, owner: { citizenId: loaded.citizenId, guestKey: loaded.guestKey, officerId: approved.signer, agencyIds: agencies } }, now);
  await recordSignature(deps.dossier, WORKER, dossierId, now, { file: file.id, sha256: file.sha256, certificate: `${signed.certificateSubject} (${signed.certificateSerial})`, trial: signed.trial }, { title: template.title, number: paper.number });
}

async function subjectOf(deps: PaperJobDeps, loaded: LoadedDossier) {
  const [content, agency] = await Promise.all([deps.dossier.procedures.version(loaded.state.version), deps.dossier.agencies.find(loaded.state.competentAgency)]);
  if (!content || !agency) return null;
  const { owner, answers } = personalOf(loaded.events);
  return { state: loaded.state, content, owner, answers, agency, siteUrl: deps.siteUrl, ...(deps.smsNumber === undefined ? {} : { smsNumber: deps.smsNumber }), secret: deps.dossier.trackingSecret(loaded.id), demo: loaded.demo, lookups: deps.dossier.lookups };
}
/** Number of pages of a PDF that our own renderer made. */
const pagesOf = (pdf: Buffer): number => Math.max(1, pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-zA-Z])/gu)?.length ?? 1);
