import type { Answers } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Delivery, Person, ReceivedFile } from '../../dossier/domain/index.ts';
import type { Draft, DraftContent } from '../../dossier/index.ts';
import type { Body } from '../../eform/domain/index.ts';
import type { QueueScope } from '../ports.ts';
import type { DeskDeps } from './desk-deps.ts';

const DAY_MS = 86_400_000;
export interface PutAside {
  readonly scope: QueueScope; readonly agencyId: number; readonly at: Date; readonly procedure: string; readonly draft: Draft | null;
  /** ticks of papers and whatever else stands in the counter's own boxes */ readonly boxes: Body;
  readonly owner: Person; readonly answers: Answers; readonly delivery: Delivery; readonly scans: readonly ReceivedFile[];
}

/**
 * «Lưu tạm»: the person has to fetch a paper, the next one is called. What is right so far is kept under a short code, scans
 * with it; nothing has to be complete. Answers the code, or null when the draft was changed elsewhere meanwhile.
 */
export async function putAside(deps: DeskDeps, intake: PutAside): Promise<string | null> {
  const { phone, email, ...owner } = intake.owner;
  const content: DraftContent = {
    visited: [], assurance: 'desk', ...intake.draft?.content, answers: { ...intake.draft?.content.answers, ...intake.answers }, owner, delivery: intake.delivery, counter: intake.boxes,
    contact: { ...intake.draft?.content.contact, ...(phone ? { phone } : {}), ...(email ? { email } : {}) },
  };
  const { draft } = intake;
  if (draft) {
    if ((await deps.drafts.save(intake.scope, draft.id, draft.revision, content, intake.at)) !== 'saved') return null;
    if (intake.scans.length > 0) await deps.uploads.keepInDraft(intake.scope, draft.id, intake.scans.map((file) => file.id));
    return draft.shortCode;
  }
  const current = await deps.procedures.current(intake.procedure);
  if (!current) return null;
  const made: Draft = {
    id: deps.ids.uuid(), citizenId: null, guestKey: null, officerId: intake.scope.officerId, procedure: intake.procedure, version: current.versionId, agencyId: intake.agencyId, channel: 'assisted', shortCode: `${deps.ids.secret(3)}-${deps.ids.secret(3)}`, revision: 1,
    changedAt: intake.at, expiresAt: new Date(intake.at.getTime() + LIMITS.draftDays * DAY_MS), dossierId: null, supplements: null, content,
  };
  await deps.drafts.create(intake.scope, made);
  if (intake.scans.length > 0) await deps.uploads.keepInDraft(intake.scope, made.id, intake.scans.map((file) => file.id));
  return made.shortCode;
}
