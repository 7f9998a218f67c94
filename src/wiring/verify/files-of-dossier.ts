import type { DossierEvent, DossierState, EventKind } from '../../modules/dossier/domain/index.ts';
import type { Replayed, StoredDossier } from './replay.ts';
import type { Notebook } from './report.ts';

export interface StoredFileRow { readonly id: string; readonly dossier_id: string; readonly sha256: string; readonly kept_sha256: string; readonly size: number; readonly citizen_id: string | null; readonly agency_ids: readonly number[]; readonly office_only: boolean }
export interface IssuedRow { readonly dossier_id: string; readonly verify_code: string; readonly sha256: string; readonly agency_id: number; readonly signer_name: string; readonly signed_at: Date; readonly trial: boolean }
export interface PaperRow { readonly dossier_id: string; readonly seq: number; readonly file_id: string }

const is = <K extends EventKind>(event: DossierEvent, kind: K): event is DossierEvent<K> => event.kind === kind;

/** I-01, I-13, I-16: every file that the events name is there, is this dossier's, and is what the event says it was. */
export function checkFilesOf(notebook: Notebook, replayed: Replayed, row: StoredDossier, files: ReadonlyMap<string, StoredFileRow>, papers: readonly PaperRow[], issued: IssuedRow | null): void {
  const { name } = replayed;
  for (const event of replayed.events) {
    const where = { dossier: name, seq: event.seq };
    for (const received of is(event, 'submitted') || is(event, 'supplemented') ? event.data.files : []) {
      notebook.checked('I-01');
      const file = files.get(received.id);
      if (!file) notebook.wrong('I-01', where, `tệp ${received.id} (${received.paper}) không còn trong hồ sơ`, `file ${received.id} (${received.paper}) is not in the dossier`);
      else if (file.sha256 !== received.sha256 || file.size !== received.size) notebook.wrong('I-01', where, `tệp ${received.id} (${received.paper}) không phải tệp đã nhận`, `file ${received.id} (${received.paper}) is not the one that was received`);
    }
    if (is(event, 'result-signed')) {
      notebook.checked('I-16');
      const file = files.get(event.data.file);
      if (!file) notebook.wrong('I-16', where, 'bản kết quả đã ký không còn', 'the signed result is gone');
      else if (file.sha256 !== event.data.sha256 || file.kept_sha256 !== event.data.sha256) notebook.wrong('I-16', where, 'bản kết quả đang giữ không phải bản đã ký', 'the result kept is not the one that was signed');
    }
  }
  checkIssued(notebook, replayed, issued);
  for (const paper of papers) {
    notebook.checked('I-14');
    if (!files.has(paper.file_id)) notebook.wrong('I-14', { dossier: name, seq: paper.seq }, `giấy ${paper.file_id} của sự kiện này không còn`, `paper ${paper.file_id} of this event is gone`);
  }
  for (const file of files.values()) {
    notebook.checked('I-13');
    const agencies = [row.receiving_agency, row.competent_agency];
    if (!agencies.every((agency) => file.agency_ids.includes(agency)) || (!file.office_only && file.citizen_id !== row.citizen_id)) notebook.wrong('I-13', { dossier: name }, `tệp ${file.id} có chủ hoặc cơ quan khác với hồ sơ`, `file ${file.id} has another owner or other agencies than its dossier`);
  }
}

/** The public list, by which anybody checks a paper, says exactly what the events say. */
function checkIssued(notebook: Notebook, { name, state }: Replayed, issued: IssuedRow | null): void {
  const signed: DossierState['signed'] = state.signed;
  if (!signed && !issued) return;
  notebook.checked('I-16');
  if (!signed) { notebook.wrong('I-16', { dossier: name }, 'có trong danh sách kết quả đã phát hành nhưng chưa ký', 'it is in the list of issued results without having been signed'); return; }
  if (!issued) { notebook.wrong('I-16', { dossier: name }, 'đã ký nhưng không có trong danh sách kết quả đã phát hành', 'it was signed but is not in the list of issued results'); return; }
  const wrong = [
    ...(issued.sha256 === signed.sha256 ? [] : ['sha256']), ...(issued.verify_code === state.approved?.verifyCode ? [] : ['verify_code']), ...(issued.agency_id === state.competentAgency ? [] : ['agency_id']),
    ...(issued.signer_name === state.approved?.signerName ? [] : ['signer_name']), ...(issued.signed_at.getTime() === Date.parse(signed.at) ? [] : ['signed_at']), ...(issued.trial === signed.trial ? [] : ['trial']),
  ];
  if (wrong.length > 0) notebook.wrong('I-16', { dossier: name }, `danh sách kết quả đã phát hành khác với sự kiện ở: ${wrong.join(', ')}`, `the list of issued results differs from the events in: ${wrong.join(', ')}`);
}
