/** How many calls one batch serves at most. */
const BATCH_MOST = 64;

interface Waiting<In, Out> { readonly item: In; readonly resolve: (value: Out) => void; readonly reject: (error: unknown) => void }

/**
 * Calls that come while a batch is under way wait for it and are served by the next one together: one transaction and one wait
 * for the disk for many, and no wait at all when nothing else is going on. An answer that is an `Error` rejects its own call
 * only; when `serve` throws, every call of the batch is rejected and may come again.
 */
export function inBatches<In, Out>(serve: (items: readonly In[]) => Promise<readonly (Out | Error)[]>): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let busy = false;
  const run = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH_MOST);
      try {
        const answers = await serve(batch.map((one) => one.item));
        for (const [at, one] of batch.entries()) { const answer = answers[at]; if (answer instanceof Error) one.reject(answer); else one.resolve(answer as Out); }
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    busy = false;
  };
  return (item) => new Promise<Out>((resolve, reject) => {
    waiting.push({ item, resolve, reject });
    if (!busy) void run();
  });
}
