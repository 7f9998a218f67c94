import { open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import type { Text } from '../../../shared/text.ts';
import type { GroupState, PartnerMessage, TaskProblem, TaskState } from '../domain/index.ts';
import type { StoredGroup, StoredTask } from '../ports.ts';

export interface GroupRow { readonly id: string; readonly dossier_id: string; readonly agency_id: number; readonly procedure_code: string; readonly parts: readonly string[]; readonly state: GroupState; readonly chosen_at: Date; readonly started_at: Date | null; readonly due_at: Date | null; readonly due_words: Text | null; readonly finished_at: Date | null }
export const GROUP = 'id, dossier_id, agency_id, procedure_code, parts, state, chosen_at, started_at, due_at, due_words, finished_at';
export const groupOf = (row: GroupRow): StoredGroup => ({ id: row.id, dossierId: row.dossier_id, agencyId: row.agency_id, procedure: row.procedure_code, parts: row.parts, state: row.state, chosenAt: row.chosen_at, startedAt: row.started_at, dueAt: row.due_at, dueWords: row.due_words, finishedAt: row.finished_at });

export interface TaskRow {
  readonly id: string; readonly group_id: string; readonly dossier_id: string; readonly agency_id: number; readonly part: string; readonly partner: string; readonly state: TaskState; readonly partner_reference: string | null; readonly verified: boolean; readonly last_seq: number; readonly tries: number;
  readonly next_at: Date | null; readonly asked_at: Date | null; readonly due_at: Date | null; readonly problem: TaskProblem | null; readonly problem_detail: string | null; readonly problem_since: Date | null; readonly reason: string | null; readonly result: string | null; readonly closed_by: string | null; readonly finished_at: Date | null;
}
export const TASK = 'id, group_id, dossier_id, agency_id, part, partner, state, partner_reference, verified, last_seq, tries, next_at, asked_at, due_at, problem, problem_detail, problem_since, reason, result, closed_by, finished_at';
const resultPlace = (id: string): string => `linkage_task|result|${id}`;
export const sealResult = (ring: Keyring, id: string, result: string): string => seal(ring, resultPlace(id), result);
export const taskOf = (ring: Keyring, row: TaskRow): StoredTask => ({
  id: row.id, groupId: row.group_id, dossierId: row.dossier_id, agencyId: row.agency_id, part: row.part, partner: row.partner, state: row.state, reference: row.partner_reference, verified: row.verified, lastSeq: row.last_seq, tries: row.tries,
  nextAt: row.next_at, askedAt: row.asked_at, dueAt: row.due_at, problem: row.problem, problemDetail: row.problem_detail, problemSince: row.problem_since, reason: row.reason, result: row.result === null ? null : open(ring, resultPlace(row.id), row.result), closedBy: row.closed_by, finishedAt: row.finished_at,
});

const messagePlace = (partner: string, messageId: string): string => `linkage_inbox|sealed|${partner}|${messageId}`;
export const sealMessage = (ring: Keyring, partner: string, message: PartnerMessage): string => seal(ring, messagePlace(partner, message.messageId), JSON.stringify(message));
export const openMessage = (ring: Keyring, partner: string, messageId: string, sealed: string): PartnerMessage => JSON.parse(open(ring, messagePlace(partner, messageId), sealed)) as PartnerMessage;
