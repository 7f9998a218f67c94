/** Work for later, stored in the same transaction as the event that asks for it. Only jobs talk to the outside world. */
export interface Job {
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** a second job with the same key replaces the first while it waits */
  readonly key?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
  /** smaller is done sooner, 0 unless told; for what a person waits for before a page */ readonly priority?: number;
  /** jobs of one queue run one after the other, as the steps of one dossier towards a partner must */
  readonly queue?: string;
}
export type JobHandler = (payload: Readonly<Record<string, unknown>>, context: { readonly attempt: number; readonly jobId: string }) => Promise<void>;
