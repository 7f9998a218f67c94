import { AsyncLocalStorage } from 'node:async_hooks';

const reading = new AsyncLocalStorage<true>();

/** Runs the handler of a GET or HEAD: whatever it calls, however deep, cannot write (architecture: GET and HEAD only read). */
export const onlyReading = <T>(work: () => Promise<T>): Promise<T> => reading.run(true, work);
/** Called before anything that may write. */
export function refuseWrites(): void {
  if (reading.getStore()) throw new Error('a GET tried to write');
}
