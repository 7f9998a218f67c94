/** A value that must not leak: printing, logging or serialising it shows a mask. `reveal()` is the only way out. */
export class Masked {
  readonly #value: string;
  readonly #shown: string;
  constructor(value: string) { this.#value = value; this.#shown = maskTail(value); }
  reveal(): string { return this.#value; }
  toString(): string { return this.#shown; }
  toJSON(): string { return this.#shown; }
  [Symbol.for('nodejs.util.inspect.custom')](): string { return this.#shown; }
}
/** `079123456789` → `079***6789`; short values show nothing. */
export function maskTail(value: string): string {
  return value.length < 9 ? '***' : `${value.slice(0, 3)}***${value.slice(-4)}`;
}
