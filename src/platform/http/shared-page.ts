import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export const SHARED_PAGES = {
  /** bytes of drawn pages, plain and compressed, that one process keeps; the catalogue's in two languages are some 2 MB */
  keptBytes: 6 * 1024 * 1024,
} as const;
export const GZIP = { level: 5 } as const;

/** A page as it goes out to everybody. */
export interface Drawn {
  readonly body: Buffer;
  readonly gzipped: Buffer;
  /** weak: the same page compressed and not is one page. Reckoned from the text alone, so that every process says the same. */
  readonly tag: string;
}
export function drawnPage(html: string): Drawn {
  const body = Buffer.from(html, 'utf8');
  return { body, gzipped: gzipSync(body, GZIP), tag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}

/** Whether a page holds what is one visitor's: a form with its token or its key is never shared, whatever its handler said. */
export const isSomebodys = (html: string): boolean => html.includes(' name="_csrf"') || html.includes(' name="_key"');

/** Whether the browser has this very page (RFC 9110, 13.1.2: a weak comparison). */
export const hasAlready = (ifNoneMatch: string | null, tag: string): boolean =>
  ifNoneMatch !== null && (ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//u, '') === tag.replace(/^W\//u, '')));

export interface PageShelf { find(key: string): Drawn | null; keep(key: string, drawn: Drawn): void }
/** Pages drawn before, by everything that they are made of; those asked for longest ago make room. */
export function pageShelf(most: number = SHARED_PAGES.keptBytes): PageShelf {
  const kept = new Map<string, Drawn>();
  let bytes = 0;
  const sizeOf = (key: string, drawn: Drawn): number => key.length * 2 + drawn.body.length + drawn.gzipped.length;
  const drop = (key: string): void => {
    const drawn = kept.get(key);
    if (drawn && kept.delete(key)) bytes -= sizeOf(key, drawn);
  };
  return {
    find(key) {
      const drawn = kept.get(key);
      if (!drawn) return null;
      kept.delete(key);
      kept.set(key, drawn);
      return drawn;
    },
    keep(key, drawn) {
      if (sizeOf(key, drawn) > most) return;
      drop(key);
      kept.set(key, drawn);
      bytes += sizeOf(key, drawn);
      for (const oldest of kept.keys()) { if (bytes <= most) break; drop(oldest); }
    },
  };
}
