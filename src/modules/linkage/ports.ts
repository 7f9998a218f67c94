import type { Answers } from '../../shared/condition.ts';
import type { Text } from '../../shared/text.ts';
import type { GroupState, MessageVerdict, PartnerMessage, TaskChange, TaskProblem, TaskState } from './domain/index.ts';

/** What another agency is asked to do. `key` makes it one request however often it is sent. */
export interface LinkedRequest {
  readonly key: string; readonly part: string; readonly group: string; /** code of the leading dossier */ readonly dossier: string; readonly sentAt: Date;
  /** the result that the leading procedure signed, for checking at our address */ readonly result: { readonly number: string; readonly verifyUrl: string; readonly sha256: string };
  readonly answers: Answers;
}
type NoAnswer = { readonly kind: 'no-answer'; readonly why: Extract<TaskProblem, 'unreachable' | 'timed-out' | 'busy' | 'bad-answer' | 'forbidden'>; readonly detail: string };
export type SendAnswer = { readonly kind: 'taken'; readonly reference: string } | { readonly kind: 'data-refused'; readonly reason: string } | { readonly kind: 'exists-elsewhere'; readonly reference: string } | NoAnswer;
export type AskAnswer = { readonly kind: 'message'; readonly message: PartnerMessage } | { readonly kind: 'unknown' } | NoAnswer;
/** Another agency's system. What it tells is handed on only when its signature is right. */
export interface LinkedAgency {
  readonly partner: string;
  send(request: LinkedRequest): Promise<SendAnswer>;
  ask(key: string): Promise<AskAnswer>;
  /** null when it is not this agency's word */ readMessage(fields: Readonly<Record<string, string>>): PartnerMessage | null;
}

export type LinkageScope =
  | { readonly kind: 'guest'; readonly guestKey: string }
  | { readonly kind: 'citizen'; readonly citizenId: string }
  | { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] };

export interface StoredGroup { readonly id: string; readonly dossierId: string; readonly agencyId: number; readonly procedure: string; readonly parts: readonly string[]; readonly state: GroupState; readonly chosenAt: Date; readonly startedAt: Date | null; readonly dueAt: Date | null; readonly dueWords: Text | null; readonly finishedAt: Date | null }
export interface StoredTask {
  readonly id: string; readonly groupId: string; readonly dossierId: string; readonly agencyId: number; readonly part: string; readonly partner: string; readonly state: TaskState; readonly reference: string | null; readonly verified: boolean;
  readonly lastSeq: number; readonly tries: number; readonly nextAt: Date | null; readonly askedAt: Date | null; readonly dueAt: Date | null; readonly problem: TaskProblem | null; readonly problemDetail: string | null; readonly problemSince: Date | null; readonly reason: string | null; readonly result: string | null; readonly closedBy: string | null; readonly finishedAt: Date | null;
}
export interface LinkedView { readonly group: StoredGroup; readonly tasks: readonly StoredTask[] }
export interface TrackedPart { readonly part: string | null; readonly state: TaskState | null; readonly dueAt: Date | null; readonly finishedAt: Date | null; readonly groupState: GroupState; readonly groupDue: Date | null }
export interface Exchange { readonly at: Date; readonly direction: 'sent' | 'asked' | 'told' | 'by-hand'; readonly outcome: string; readonly detail: string | null }
export interface ListPlace { readonly at: string; readonly id: string }

/** The web process's side: chooses, shows, lets a failed part go again; it can never write what another agency said. */
export interface LinkageStore {
  of(scope: LinkageScope, dossierId: string): Promise<LinkedView | null>;
  /** One group a dossier: chosen twice it is chosen once. The job that starts it is stored with it. */
  choose(scope: LinkageScope, group: { readonly id: string; readonly dossierId: string; readonly agencyId: number; readonly procedure: string; readonly parts: readonly string[]; readonly chosenBy: string; readonly at: Date }): Promise<'chosen' | 'chosen-before'>;
  track(dossierId: string, secret: string): Promise<readonly TrackedPart[]>;
  /** The office's groups, the latest first, or only its parts with a problem; keyed by moment and id. */
  list(scope: LinkageScope, agencyId: number, after: ListPlace | null, limit: number): Promise<readonly (StoredGroup & { readonly code: string })[]>;
  problems(scope: LinkageScope, agencyId: number, after: ListPlace | null, limit: number): Promise<readonly (StoredTask & { readonly code: string })[]>;
  /** the latest of each task, newest first */ exchanges(scope: LinkageScope, taskIds: readonly string[], limit: number): Promise<ReadonlyMap<string, readonly Exchange[]>>;
  sendAgain(scope: LinkageScope, taskId: string, by: string, at: Date): Promise<boolean>;
  closeByHand(scope: LinkageScope, taskId: string, close: { readonly by: string; readonly number: string; readonly at: Date }): Promise<boolean>;
  /** Stores a verified message before it is answered; the job that applies it is stored with it. */
  takeIn(partner: string, message: PartnerMessage, at: Date): Promise<void>;
}

/** The worker's side. */
export interface LinkageLedger {
  ofDossier(dossierId: string): Promise<LinkedView | null>;
  task(taskId: string): Promise<StoredTask | null>;
  /** Starts the group's clock and lays out its tasks, once. */
  start(groupId: string, start: { readonly at: Date; readonly dueAt: Date; readonly dueWords: Text; readonly tasks: readonly { readonly id: string; readonly part: string; readonly partner: string }[] }): Promise<void>;
  /** The leading result is signed: tasks that waited are to be sent, each with its own date. */
  release(groupId: string, tasks: readonly { readonly id: string; readonly dueAt: Date }[], at: Date): Promise<void>;
  setGroup(groupId: string, state: GroupState, finishedAt: Date | null): Promise<void>;
  setDue(groupId: string, dueAt: Date, words: Text): Promise<void>;
  setTaskDue(taskId: string, dueAt: Date): Promise<void>;
  endTasks(groupId: string, at: Date): Promise<void>;
  noteSent(taskId: string, reference: string, at: Date, nextAt: Date): Promise<void>;
  noteProblem(taskId: string, problem: { readonly kind: TaskProblem; readonly detail: string; readonly direction: 'sent' | 'asked'; readonly failed: boolean; readonly nextAt: Date }, at: Date): Promise<void>;
  noteAsked(taskId: string, outcome: string, nextAt: Date, silent: boolean, at: Date): Promise<void>;
  /** The other agency has never seen it: it goes again under the same key. */
  backToSending(taskId: string, at: Date): Promise<void>;
  message(partner: string, messageId: string): Promise<PartnerMessage | null>;
  /** Locks the task, lets `judge` see it, writes what follows and closes the message, in one transaction; with a change, the job that tells the dossier. */
  apply(partner: string, message: PartnerMessage, at: Date, judge: (task: StoredTask | null) => { readonly verdict: MessageVerdict; readonly change: TaskChange | null }): Promise<StoredTask | null>;
  /** Stores an answer to our question as a message, so that it goes the same way. */
  keep(partner: string, message: PartnerMessage, at: Date): Promise<void>;
  due(now: Date, limit: number): Promise<readonly { readonly id: string; readonly state: TaskState }[]>;
  waitingMessages(before: Date, limit: number): Promise<readonly { readonly partner: string; readonly messageId: string }[]>;
}
