/** What a counterpart does of its own accord, after it has answered: calls back, comes again, works on. */
export interface Errands {
  soon(work: Promise<unknown>): void;
  later(ms: number, work: () => Promise<unknown>): void;
  /** nothing new is begun any more */ ended(): boolean;
  /** until all is done; what waits for its time too, unless told otherwise */ idle(alsoWaiting?: boolean): Promise<void>;
  /** gives up what waits, and waits for what is on its way */ end(): Promise<void>;
}
const LOOK_AGAIN_MS = 5;

export function openErrands(): Errands {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const running = new Set<Promise<unknown>>();
  let over = false;
  const soon = (work: Promise<unknown>): void => { const kept = work.catch(() => undefined).finally(() => running.delete(kept)); running.add(kept); };
  return {
    soon,
    later(ms, work) { if (over) return; const timer = setTimeout(() => { timers.delete(timer); soon(work()); }, ms); timers.add(timer); },
    ended: () => over,
    async idle(alsoWaiting = true) {
      while (running.size > 0 || (alsoWaiting && timers.size > 0)) {
        await Promise.allSettled([...running]);
        await new Promise((resolve) => { setTimeout(resolve, LOOK_AGAIN_MS); });
      }
    },
    async end() {
      over = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.allSettled([...running]);
    },
  };
}
