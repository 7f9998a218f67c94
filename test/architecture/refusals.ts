import { withoutComments } from './imports.ts';
import { RANKS } from './places.ts';
import { isTest, lineAt, type Finding, type SourceFile } from './tree.ts';

export interface Refusal { readonly module: string; readonly type: string; readonly kind: string; readonly path: string; readonly line: number }

/** Refusals that no page words, by type or by `Type.kind`, each with the reason. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  ClockRefusal: 'clock events are written by the program, never typed: one that cannot be read is a fault, and `verify` names it',
  'DueRefusal.term-not-countable': 'terms are judged before a procedure is published; a wrong one throws in officeDeadlines',
  'DueRefusal.extension-not-in-office-hours': 'refused with words as ExtendRefusal off-hours before the clock is asked',
  'DueRefusal.extension-not-later': 'refused with words as ExtendRefusal not-later before the clock is asked',
};

/** Every member of every `…Refusal` union of the rules, use-cases and ports. */
export function refusalsOf(files: readonly SourceFile[]): readonly Refusal[] {
  return files.filter((file) => /^src\/modules\/[a-z]+\/(?:domain|use-cases|ports\.ts)/u.test(file.path) && /\.ts$/u.test(file.path) && !isTest(file.path)).flatMap((file) => {
    const module = file.path.split('/')[2]!;
    const code = withoutComments(file.text);
    return [...code.matchAll(/^export type (\w*Refusal)(?:<\w+>)? =([\s\S]*?);[ \t]*$/gmu)].flatMap((match) => {
      const [whole, type, body] = match as unknown as [string, string, string];
      const start = match.index + whole.length - body.length - 1;
      // `{ kind: 'a' | 'b'; … }` or a plain union of words; the other fields of an object are facts, not kinds.
      const kinds = [...body.matchAll(/\b(?:kind|why): ((?:'[a-z0-9-]+'(?: \| )?)+)/gu)].map((one) => [one[1]!, one.index] as const);
      const plain = body.replace(/\{[^{}]*\}/gu, (object) => ' '.repeat(object.length));
      const found = [...kinds, ...[...plain.matchAll(/'[a-z0-9-]+'/gu)].map((one) => [one[0], one.index] as const)];
      return found.flatMap(([text, index]) => [...text.matchAll(/'([a-z0-9-]+)'/gu)].map((one): Refusal => ({ module, type, kind: one[1]!, path: file.path, line: lineAt(code, start + index) })));
    });
  });
}

/** A refusal that no page names is shown as nothing: each kind stands in the words or pages of its module or of a higher one. */
export function fenceRefusals(files: readonly SourceFile[]): readonly Finding[] {
  const shown = files.filter((file) => /^src\/modules\/[a-z]+\/(?:web\/|domain\/[a-z-]*words\.ts|domain\/card-qr\.ts)/u.test(file.path) && !isTest(file.path)).map((file) => ({ module: file.path.split('/')[2]!, code: withoutComments(file.text) }));
  return refusalsOf(files).filter((one) => !(one.type in NOT_SHOWN) && !(`${one.type}.${one.kind}` in NOT_SHOWN)).flatMap((one) => {
    const says = new RegExp(`['"]${one.kind}['"]|(?<![\\w-])${one.kind}(?=:)`, 'u');
    const there = shown.some((file) => (file.module === one.module || (RANKS[file.module] ?? 0) > (RANKS[one.module] ?? 0)) && says.test(file.code));
    return there ? [] : [{ path: one.path, line: one.line, rule: `${one.type} '${one.kind}' has no words`, instead: `give it words in src/modules/${one.module}/web/words.ts, or a reason in test/architecture/refusals.ts` }];
  });
}
