import type { Notebook } from './report.ts';

/** Which numbers of each book were met, one bit a number, so that a gap or a twin has a name whatever the size of the book. */
export function numberBooks() {
  const books = new Map<string, { bits: Uint8Array; highest: number }>();
  return {
    /** false when the number was met before */
    take(book: string, number: number): boolean {
      let known = books.get(book);
      if (!known) books.set(book, known = { bits: new Uint8Array(16), highest: 0 });
      const at = number >>> 3;
      if (at >= known.bits.length) {
        const larger = new Uint8Array(Math.max(at + 1, known.bits.length * 2));
        larger.set(known.bits);
        known.bits = larger;
      }
      const mask = 1 << (number & 7);
      const before = ((known.bits[at] ?? 0) & mask) !== 0;
      known.bits[at] = (known.bits[at] ?? 0) | mask;
      known.highest = Math.max(known.highest, number);
      return !before;
    },
    /** Compares what was met with the counters of the database: each book runs from 1 to its counter without a gap. */
    close(counters: ReadonlyMap<string, number>, notebook: Notebook): void {
      for (const book of new Set([...books.keys(), ...counters.keys()])) {
        const met = books.get(book);
        const last = counters.get(book) ?? 0;
        notebook.checked('I-02');
        if (met && met.highest > last) notebook.wrong('I-02', { dossier: null }, `sổ ${book}: bộ đếm là ${last} nhưng đã cấp số ${met.highest}`, `book ${book}: the counter says ${last}, but number ${met.highest} was given`);
        const missing: number[] = [];
        for (let n = 1; n <= Math.max(last, met?.highest ?? 0) && missing.length < MOST_NAMED; n++) if (!met || ((met.bits[n >>> 3] ?? 0) & (1 << (n & 7))) === 0) missing.push(n);
        if (missing.length > 0) notebook.wrong('I-02', { dossier: null }, `sổ ${book}: thiếu số ${missing.join(', ')} – hồ sơ mang số này không còn`, `book ${book}: number ${missing.join(', ')} is missing – whatever carried it is gone`);
      }
    },
  };
}
const MOST_NAMED = 5;
