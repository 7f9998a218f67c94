import { PDF_LIMITS } from './limits.ts';

/** A value of ISO 32000-1 §7.3 in so far as the inspection needs it; strings stay unread. */
export type PdfValue =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'ref'; readonly object: number }
  | { readonly type: 'array'; readonly items: readonly PdfValue[] }
  | { readonly type: 'dict'; readonly entries: ReadonlyMap<string, PdfValue> }
  | { readonly type: 'other' };
export class PdfTooDeep extends Error {}

const OTHER: PdfValue = { type: 'other' };
/** Longest name, number or keyword that is read as one; ISO 32000-1 annex C gives 127 bytes for names. */
const LONGEST_WORD = 512;

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9 || code === 12 || code === 0;
const isDelimiter = (code: number): boolean => code === 40 || code === 41 || code === 60 || code === 62 || code === 91 || code === 93 || code === 123 || code === 125 || code === 47 || code === 37;

/** Reads values out of a PDF's text (one character per byte). It never goes back, so its cost is the length of what it reads. */
export class PdfReader {
  readonly #text: string;
  at: number;
  constructor(text: string, at: number) { this.#text = text; this.at = at; }

  /** White space and comments (§7.2.3). */
  skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.at);
      if (isSpace(code)) this.at++;
      else if (code === 37) { while (this.at < this.#text.length && ![10, 13].includes(this.#text.charCodeAt(this.at))) this.at++; }
      else return;
    }
  }
  follows(word: string): boolean { this.skipSpace(); return this.#text.startsWith(word, this.at); }

  read(depth = 0): PdfValue | null {
    if (depth > PDF_LIMITS.depth) throw new PdfTooDeep();
    this.skipSpace();
    const text = this.#text;
    if (this.at >= text.length) return null;
    switch (text[this.at]) {
      case '/': return { type: 'name', name: this.#name() };
      case '(': this.#string(); return OTHER;
      case '[': return this.#array(depth);
      case '<':
        if (text[this.at + 1] === '<') return this.#dict(depth);
        this.at = this.#after('>');
        return OTHER;
      case ']': case '>': case ')': case '{': case '}': return null;
      default: return this.#word();
    }
  }

  #after(mark: string): number { const found = this.#text.indexOf(mark, this.at); return found < 0 ? this.#text.length : found + mark.length; }

  #name(): string {
    const from = ++this.at;
    while (this.at < this.#text.length && this.at - from < LONGEST_WORD) {
      const code = this.#text.charCodeAt(this.at);
      if (isSpace(code) || isDelimiter(code)) break;
      this.at++;
    }
    return plainName(this.#text.slice(from, this.at));
  }

  #string(): void {
    let open = 0;
    for (; this.at < this.#text.length; this.at++) {
      const char = this.#text[this.at];
      if (char === '\\') this.at++;
      else if (char === '(') open++;
      else if (char === ')' && --open === 0) { this.at++; return; }
    }
  }

  #array(depth: number): PdfValue {
    this.at++;
    const items: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.at >= this.#text.length) break;
      if (this.#text[this.at] === ']') { this.at++; break; }
      const value = this.read(depth + 1);
      if (value) items.push(value);
      else this.at++;
    }
    return { type: 'array', items };
  }

  #dict(depth: number): PdfValue {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skipSpace();
      if (this.at >= this.#text.length) break;
      if (this.#text.startsWith('>>', this.at)) { this.at += 2; break; }
      if (this.#text.startsWith('endobj', this.at)) break;
      if (this.#text[this.at] !== '/') { if (!this.read(depth + 1)) this.at++; continue; }
      const key = this.#name();
      const value = this.read(depth + 1);
      if (value) entries.set(key, value);
    }
    return { type: 'dict', entries };
  }

  /** A number, a reference `12 0 R`, or a keyword. */
  #word(): PdfValue {
    const word = this.#plainWord();
    if (word === '') { this.at++; return OTHER; }
    const value = Number(word);
    if (!Number.isFinite(value)) return OTHER;
    if (!/^\d{1,10}$/u.test(word)) return { type: 'number', value };
    const back = this.at;
    this.skipSpace();
    if (/^\d{1,5}$/u.test(this.#plainWord())) {
      this.skipSpace();
      if (this.#plainWord() === 'R') return { type: 'ref', object: value };
    }
    this.at = back;
    return { type: 'number', value };
  }
  #plainWord(): string {
    const from = this.at;
    while (this.at < this.#text.length && this.at - from < LONGEST_WORD) {
      const code = this.#text.charCodeAt(this.at);
      if (isSpace(code) || isDelimiter(code)) break;
      this.at++;
    }
    return this.#text.slice(from, this.at);
  }
}

/** `/J#61vaScript` and `/JavaScript` are one name (§7.3.5). */
export const plainName = (raw: string): string => raw.replace(/#([0-9A-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
