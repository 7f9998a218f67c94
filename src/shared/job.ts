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
export type Payload = Job['payload'];
export type JobHandler = (payload: Payload, context: { readonly attempt: number; readonly jobId: string }) => Promise<void>;

/** What a job was given, read. A job without it is a fault of ours: it throws, is tried again and then waits in the list of failed work. */
export const textOf = (payload: Payload, name: string): string => must(payload[name], (value) => typeof value === 'string', name);
export const textsOf = (payload: Payload, name: string): readonly string[] => must(payload[name], (value): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string'), name);
export const wholeOf = (payload: Payload, name: string): number => must(payload[name], (value): value is number => Number.isSafeInteger(value), name);
function must<Value>(value: unknown, is: (value: unknown) => value is Value, name: string): Value {
  if (!is(value)) throw new Error(`job without ${name}`);
  return value;
}
