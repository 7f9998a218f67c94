import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A value in a file of its own, written whole or not at all; without a file it lives as long as the process. */
export function keptIn<Value>(file: string | null): { read(): Value | null; write(value: Value): void } {
  return {
    read: () => (file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Value) : null),
    write(value) {
      if (!file) return;
      writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

/** Where the book's running number stands, and by what name its file knows it. */
export interface Serial { readonly name: string; readonly from: number }
/** The counterpart's own book, one entry a key, in the order in which they came: what the program says is checked against it. */
export function openBook<Entry extends object>(file: string | null, keyOf: (entry: Entry) => string, serial: Serial) {
  const kept = keptIn<Record<string, unknown>>(file);
  const before = kept.read();
  const entries = new Map<string, Entry>(((before?.['entries'] ?? []) as Entry[]).map((entry) => [keyOf(entry), entry]));
  let last = Number(before?.[serial.name] ?? serial.from);
  const keep = (): void => kept.write({ [serial.name]: last, entries: [...entries.values()] });
  return {
    get: (key: string): Entry | undefined => entries.get(key),
    put(entry: Entry): Entry { entries.set(keyOf(entry), entry); keep(); return entry; },
    change(key: string, change: Partial<Entry>): void { const entry = entries.get(key); if (entry) { entries.set(key, { ...entry, ...change }); keep(); } },
    /** kept with the entry that takes it */ nextNumber(): number { last += 1; return last; },
    all: (): readonly Entry[] => [...entries.values()],
  };
}
