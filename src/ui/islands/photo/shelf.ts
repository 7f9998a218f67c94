export interface Kept { readonly id: string; readonly box: string; readonly name: string; readonly blob: Blob; readonly at: number }
const OLD_MS = 30 * 86_400_000;

/** Photos that the server does not have yet, across a closed browser. Every failure means: nothing is kept. */
export const shelf = (() => {
  const borrowed = document.querySelector('[data-borrowed]') !== null;
  const opened = new Promise<IDBDatabase | null>((resolve) => {
    try {
      const request = indexedDB.open('mc-photos', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('pages', { keyPath: 'id' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => resolve(null);
    } catch { resolve(null); }
  });
  const run = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> => opened.then((db) => new Promise<T | null>((resolve) => {
    if (!db) { resolve(null); return; }
    try {
      const transaction = db.transaction('pages', mode);
      const request = work(transaction.objectStore('pages'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => resolve(null);
    } catch { resolve(null); }
  }));
  return {
    put: async ({ id, box, name, blob, at }: Kept): Promise<boolean> => !borrowed && (await run('readwrite', (store) => store.put({ id, box, name, blob, at }))) !== null,
    drop: (id: string) => run('readwrite', (store) => store.delete(id)),
    all: async (): Promise<readonly Kept[]> => {
      const all = (await run('readonly', (store) => store.getAll() as IDBRequest<Kept[]>)) ?? [];
      for (const one of all) if (borrowed || Date.now() - one.at > OLD_MS) void run('readwrite', (store) => store.delete(one.id));
      return borrowed ? [] : all.filter((one) => Date.now() - one.at <= OLD_MS);
    },
  };
})();
