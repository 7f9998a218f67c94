interface Kept { readonly payload: Record<string, unknown>; readonly until: number }
const MOST_ENTRIES = 5000;

/** Where the provider keeps its sessions and codes: a table in memory, forgotten at a restart, with an upper limit. */
export function memoryAdapter(now: () => number): new (model: string) => object {
  const entries = new Map<string, Kept>();
  const live = (key: string): Kept | undefined => {
    const kept = entries.get(key);
    if (!kept) return undefined;
    if (kept.until > now()) return kept;
    entries.delete(key);
    return undefined;
  };
  return class MemoryAdapter {
    readonly #model: string;
    constructor(model: string) { this.#model = model; }
    async upsert(id: string, payload: Record<string, unknown>, expiresIn?: number): Promise<void> {
      if (entries.size >= MOST_ENTRIES) {
        for (const [key, kept] of entries) if (kept.until <= now()) entries.delete(key);
        const oldest = entries.keys().next();
        if (entries.size >= MOST_ENTRIES && !oldest.done) entries.delete(oldest.value);
      }
      entries.set(`${this.#model}:${id}`, { payload, until: expiresIn === undefined ? Number.POSITIVE_INFINITY : now() + expiresIn * 1000 });
    }
    async find(id: string): Promise<Record<string, unknown> | undefined> { return live(`${this.#model}:${id}`)?.payload; }
    async findByUid(uid: string): Promise<Record<string, unknown> | undefined> {
      for (const [key, kept] of entries) if (key.startsWith(`${this.#model}:`) && kept.payload['uid'] === uid && live(key)) return kept.payload;
      return undefined;
    }
    async findByUserCode(): Promise<undefined> { return undefined; }
    async consume(id: string): Promise<void> {
      const kept = live(`${this.#model}:${id}`);
      if (kept) kept.payload['consumed'] = Math.floor(now() / 1000);
    }
    async destroy(id: string): Promise<void> { entries.delete(`${this.#model}:${id}`); }
    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, kept] of entries) if (kept.payload['grantId'] === grantId) entries.delete(key);
    }
  };
}
