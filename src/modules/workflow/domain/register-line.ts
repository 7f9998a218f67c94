import { paperShortMoment, type RegisterRow } from '../../document/domain/index.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { DossierEvent, DossierState, EventKind, Person } from '../../dossier/domain/index.ts';
import { DELIVERY_WORDS } from './paper-of-event.ts';

export interface RegisterSubject { readonly number: number; readonly state: DossierState; readonly events: readonly DossierEvent[]; readonly owner: Person; readonly content: Pick<ProcedureContent, 'officialName' | 'copiesOfDossier'>; readonly agencyName: string }

/** One line of the register (Mẫu 07 of 2025): what its columns ask for, from the dossier's events. */
export function registerRow({ number, state, events, owner, content, agencyName }: RegisterSubject): RegisterRow {
  const last = <K extends EventKind>(kind: K) => events.findLast((event): event is DossierEvent<K> => event.kind === kind);
  const returned = last('result-returned');
  const receiver = returned?.personal?.receiver?.name;
  const rounds = state.rounds.intake + state.rounds.appraisal;
  const notes = [
    rounds > 0 ? `Bổ sung ${rounds} lần` : '', state.extended ? 'Đã xin lỗi, hẹn lại' : '', state.refusal ? 'Từ chối giải quyết' : '', state.stop ? 'Dừng giải quyết' : '', state.status === 'suspended' ? 'Đang tạm dừng' : '',
    state.status === 'done' || (state.status === 'refused' && !state.returnedAt) ? 'Chờ trả kết quả' : '',
  ].filter(Boolean);
  return {
    number: String(number).padStart(2, '0'), code: state.code ?? state.reference, procedure: content.officialName, sets: content.copiesOfDossier ?? 1, applicant: state.ownerName,
    contact: [owner.address, owner.phone].filter(Boolean).join(', '), agency: agencyName, receivedAt: paperShortMoment(new Date(state.receivedAt ?? state.submittedAt)), dueAt: paperShortMoment(new Date((state.due ?? state.acknowledgeBy).at)),
    ...(state.returnedAt ? { returnedAt: paperShortMoment(new Date(state.returnedAt)) } : {}), delivery: state.delivery.methods.map((method) => DELIVERY_WORDS[method]).join('; '),
    ...(returned ? { handedTo: returned.data.method === 'electronic' ? 'Đã gửi bản điện tử' : receiver ?? DELIVERY_WORDS[returned.data.method] } : {}), ...(notes.length > 0 ? { note: notes.join('; ') } : {}),
  };
}
