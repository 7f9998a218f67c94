import { lineAt, type SourceFile } from './tree.ts';

/** One import as it stands in a file. */
export interface Import {
  readonly line: number;
  readonly specifier: string;
  /** `import type …`, or an import whose every name is marked `type`: gone after compilation */
  readonly typeOnly: boolean;
  /** `import type …`: the file is not loaded; `import { type … }` loads it all the same */
  readonly erased: boolean;
  /** `import(…)`: loaded when the line runs, if ever */
  readonly dynamic: boolean;
  /** names between the braces, as exported by the other side */
  readonly names: readonly string[];
}

/**
 * Replaces comments by spaces, so that line numbers stay. Strings are known well enough not to take the `//` of an
 * address for a comment; a quotation mark that stands alone (in JSX text, in a regular expression) ends with its line.
 */
export function withoutComments(text: string): string {
  let out = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const next = text[at + 1];
    if (quote !== '') {
      out += char;
      if (char === '\\') { out += next ?? ''; at++; }
      else if (char === quote || (char === '\n' && quote !== '`')) quote = '';
    } else if (char === '/' && next === '/' && text[at - 1] !== '\\' && text[at - 1] !== ':') {
      while (at < text.length && text[at] !== '\n') { out += ' '; at++; }
      if (at < text.length) out += '\n';
    } else if (char === '/' && next === '*') {
      const end = text.indexOf('*/', at + 2);
      const stop = end < 0 ? text.length : end + 2;
      out += text.slice(at, stop).replace(/[^\n]/gu, ' ');
      at = stop - 1;
    } else {
      if (char === "'" || char === '"' || char === '`') quote = char;
      out += char;
    }
  }
  return out;
}

const STATEMENT = /^[ \t]*(?:import|export)\b([^;'"]*?)\bfrom[ \t]*['"]([^'"\n]+)['"]|^[ \t]*import[ \t]*['"]([^'"\n]+)['"]/gmu;
const CALL = /(typeof[ \t]+)?\bimport\(\s*(?:['"]([^'"\n]+)['"])?/gu;

/** Static and dynamic imports and re-exports. A dynamic import whose target is computed has the specifier `(computed)`. */
export function readImports(file: SourceFile): readonly Import[] {
  const text = withoutComments(file.text);
  const found: Import[] = [];
  for (const match of text.matchAll(STATEMENT)) {
    const clause = match[1] ?? '';
    const braces = /\{([^}]*)\}/u.exec(clause)?.[1]?.split(',').map((name) => name.trim()).filter((name) => name !== '') ?? [];
    const outside = clause.replace(/\{[^}]*\}/u, '').replace(/[\s,]/gu, '');
    const erased = /^\s*type\b(?!\s*,)/u.test(clause);
    const typeOnly = erased || (outside === '' && braces.length > 0 && braces.every((name) => name.startsWith('type ')));
    found.push({ line: lineAt(text, match.index + match[0].search(/\S/u)), specifier: match[2] ?? match[3]!, typeOnly, erased, dynamic: false, names: braces.map((name) => name.replace(/^type\s+/u, '').split(/\s+as\s+/u)[0]!) });
  }
  for (const match of text.matchAll(CALL)) {
    if (text.slice(0, match.index).endsWith('.')) continue;
    found.push({ line: lineAt(text, match.index), specifier: match[2] ?? '(computed)', typeOnly: match[1] !== undefined, erased: match[1] !== undefined, dynamic: true, names: [] });
  }
  return found;
}

/** `./b.ts` seen from `src/a/x.ts` is `src/a/b.ts`. */
export function resolveFrom(path: string, specifier: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The way to write the import of `to` in `from`. */
export function relativeTo(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  const up = '../'.repeat(here.length - same);
  return `${up === '' ? './' : up}${there.slice(same).join('/')}`;
}
