import { readImports, withoutComments } from './imports.ts';
import { placeOf } from './places.ts';
import { isCode, isTest, lineAt, type Finding, type SourceFile } from './tree.ts';

/** Reads the machine's clock or dice. What needs them takes `Clock` or `Ids` as a parameter. */
const SEAMS: readonly (readonly [RegExp, string, string])[] = [
  [/\bDate\.now\b/gu, 'Date.now', 'take a Clock (src/shared/clock.ts) or the moment itself as a parameter'],
  [/\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()/gu, 'new Date() without argument', 'take a Clock (src/shared/clock.ts) or the moment itself as a parameter'],
  [/\bMath\.random\b/gu, 'Math.random', 'take Ids (src/shared/id.ts) as a parameter'],
  [/\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/gu, 'randomness', 'take Ids (src/shared/id.ts) as a parameter'],
];
/** Everything else by which a rule could depend on the machine it runs on. */
const MACHINE: readonly (readonly [RegExp, string, string])[] = [
  [/\bperformance\.now\b/gu, 'performance.now', 'a rule does not measure time'],
  [/\bprocess\.(?:env|argv|cwd|exit|hrtime|pid|platform|nextTick|memoryUsage|uptime|std\w+)\b/gu, 'process', 'take the setting as a parameter'],
  [/\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/gu, 'a timer', 'a rule does not wait; a job does'],
  [/(?<![.\w])fetch\s*\(/gu, 'fetch', 'talk through a port'],
  [/\bconsole\.\w+/gu, 'console', 'return the fact; whoever calls writes the log'],
  [/\brequire\s*\(/gu, 'require', 'import it at the top'],
  [/\bglobalThis\b/gu, 'globalThis', 'take it as a parameter'],
];
/** Places where the machine's own time is meant. Each with its reason. */
export const ALLOWED: Readonly<Record<string, string>> = {
  'src/shared/clock.ts': 'the one clock that everybody else is handed',
  'src/modules/identity/store/cookie-secrets.ts': 'the source of randomness is a parameter; only its default stands here',
  'src/modules/organisation/store/password-hasher.ts': 'salts, and a decoy that nobody ever compares with',
  'src/modules/document/store/photo-workshop.ts': 'bounds the processor time of one picture; no stored value depends on it',
};
/** Values of the standard library that are plain functions of their arguments. */
const PURE_NODE: Readonly<Record<string, readonly string[]>> = { 'node:crypto': ['createHash', 'timingSafeEqual'], 'node:zlib': ['inflateSync'] };

/** The rules are pure; use-cases, pages, jobs and stores are handed time and chance. */
export function fencePurity(files: readonly SourceFile[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const file of files) {
    if (!isCode(file.path) || isTest(file.path) || file.path.endsWith('.d.ts')) continue;
    const place = placeOf(file.path);
    const rules = place.kind === 'shared' || (place.kind === 'module' && (place.layer === 'domain' || place.layer === 'ports'));
    if (place.kind !== 'module' && !rules) continue;
    const code = withoutComments(file.text);
    const report = (patterns: typeof SEAMS): void => {
      for (const [pattern, name, instead] of patterns) for (const match of code.matchAll(pattern)) findings.push({ path: file.path, line: lineAt(code, match.index), rule: rules ? `a rule is pure: ${name}` : `time and chance are passed in: ${name}`, instead });
    };
    if (!(file.path in ALLOWED)) report(SEAMS);
    if (rules) report(MACHINE);
    const layer = place.kind === 'module' ? place.layer : 'domain';
    for (const one of readImports(file)) {
      if (one.specifier.startsWith('.')) continue;
      if (rules) { findings.push({ path: file.path, line: one.line, rule: `a rule imports no package and no node: ${one.specifier}`, instead: 'declare the need as an interface in ports.ts; a store or an adapter fulfils it' }); continue; }
      if (layer === 'store' || layer === 'door' || one.typeOnly) continue;
      const pure = PURE_NODE[one.specifier];
      if (layer === 'use-cases' && pure && one.names.length > 0 && one.names.every((name) => pure.includes(name))) continue;
      if (layer === 'web' && /^(?:preact|zod)(?:\/|$)/u.test(one.specifier)) continue;
      findings.push({ path: file.path, line: one.line, rule: `${layer} imports no ${one.specifier}`, instead: layer === 'web' ? 'a page needs preact and zod; the rest is done by a use-case' : 'declare the need as an interface in ports.ts; a store or an adapter fulfils it' });
    }
  }
  return findings;
}
