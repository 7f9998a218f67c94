import { MODULE_FILES, MODULE_FOLDERS } from './places.ts';
import { isTest, lineAt, type Finding, type SourceFile } from './tree.ts';

/** Files longer than the rest, each with its reason. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'migrations/0030_dossier.sql': 'the tables, policies and grants of the dossier and the functions that write it, read together as one set of rights',
};
/** A test may be a longer table of cases than a page of code. */
const MOST_LINES = { code: 300, test: 400 } as const;

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|examples|journey|d))?\.[a-z]+$/u;
const SAYS_NOTHING = /(?:^|[-.])(?:utils?|helpers?|manager|misc|common|stuff)(?:[-.]|$)/u;
const WRITTEN = /\.(?:tsx?|mjs|css|sql|typ)$/u;

/** Every module is built the same way; files are named for what people do and are short enough to be read. */
export function fenceShape(files: readonly SourceFile[]): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (path: string, line: number, rule: string, instead: string): void => { findings.push({ path, line, rule, instead }); };
  const paths = new Set(files.map((file) => file.path));
  const modules = new Set([...paths].flatMap((path) => /^src\/modules\/([^/]+)\//u.exec(path)?.[1] ?? []));
  for (const name of modules) {
    const base = `src/modules/${name}`;
    if (!paths.has(`${base}/README.md`)) add(base, 1, `module ${name} has no README.md`, 'ten lines: what it owns, its tables, its doors');
    if (!paths.has(`${base}/index.ts`) && !paths.has(`${base}/web/index.ts`)) add(base, 1, `module ${name} has no index.ts`, 'door 1: use-cases, stores and jobs that wiring needs; a module of pages alone has web/index.ts');
    const has = (folder: string): boolean => [...paths].some((path) => path.startsWith(`${base}/${folder}/`));
    if (has('domain') && !paths.has(`${base}/domain/index.ts`)) add(base, 1, `module ${name} has rules without a door`, `${base}/domain/index.ts`);
    if (has('web') && !paths.has(`${base}/web/index.ts`)) add(base, 1, `module ${name} has pages without a door`, `${base}/web/index.ts`);
  }
  for (const { path, text } of files) {
    const name = path.split('/').at(-1) ?? '';
    const inModule = /^src\/modules\/[^/]+\/([^/]+)(\/.*)?$/u.exec(path);
    if (inModule) {
      const [, entry, rest] = inModule;
      const known = rest === undefined ? (MODULE_FILES as readonly string[]).includes(entry!) : (MODULE_FOLDERS as readonly string[]).includes(entry!);
      if (!known) add(path, 1, `a module has no ${entry}`, `one of ${[...MODULE_FILES, ...MODULE_FOLDERS].join(', ')}`);
    }
    if (!/^(?:src|simulators|test|bench|demo|bin|migrations)\//u.test(path) || !WRITTEN.test(path)) continue;
    if (!path.startsWith('migrations/') && !NAME.test(name)) add(path, 1, 'a file name is lower case with dashes', name.replace(/([a-z])([A-Z])/gu, '$1-$2').replace(/_/gu, '-').toLowerCase());
    if (SAYS_NOTHING.test(name)) add(path, 1, 'a file is named for what it does', `not ${name}: which of the law's nouns is it about?`);
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    const most = isTest(path) ? MOST_LINES.test : MOST_LINES.code;
    if (lines > most && !(path in LONG_FILES)) add(path, 1, `${lines} lines`, `a file over ${most} lines is usually two`);
  }
  return findings;
}

const word = (...parts: readonly string[]): string => parts.join('');
/** Written in pieces, so that this file does not contain them itself. */
const UNFINISHED = new RegExp(`\\b(?:${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('XX', 'X')}|${word('HA', 'CK')})\\b|\\b${word('st', 'ub')}(?:s|bed)?\\b|${word('not', ' ')}implemented|${word('lorem', ' ')}ipsum`, 'gu');
const BACKSTAGE: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(?<![\\w.~-])/${word('wo', 'rk')}/`, 'gu'), 'a folder of somebody\'s machine'],
  [new RegExp(`(?<!src/)(?<![\\w/-])shared/(?:mission|architecture|domain|ux|stack|security|catalogue)\\b|\\.\\./${word('sha', 'red')}/(?:mission|architecture|domain\\.md|ux|stack|security|catalogue)`, 'gu'), 'a folder that is not in the repository'],
  [new RegExp(`\\b(?:${['clau' + 'de', 'anthro' + 'pic', 'open' + 'ai', 'chat' + 'gpt', 'co' + 'pilot', 'sub-?' + 'agents?', 'a\\.?i\\.? ' + 'agents?', 'L' + 'LMs?'].join('|')})\\b`, 'giu'), 'how the text was made'],
  [/\bregistry\.npmjs\.org\b|\bregistry\.[a-z-]+\.(?:com|org|net|io)\b/gu, 'a package host'],
];
/** The lists of words that these fences look for, and texts that are not ours to word. */
const QUOTED = /^(?:LICENSE$|procedures\/(?:catalogue|forms)\/|test\/architecture\/planting\.test\.ts$|package-lock\.json$)/u;

/** Nothing unfinished, nothing about how the text was made, no document named that is not here. */
export function fenceMentions(files: readonly SourceFile[]): readonly Finding[] {
  const findings: Finding[] = [];
  const documents = new Set(files.filter((file) => file.path.endsWith('.md')).flatMap((file) => [file.path, file.path.split('/').at(-1)!]));
  for (const { path, text } of files) {
    if (QUOTED.test(path)) continue;
    const add = (index: number, rule: string, instead: string): void => { findings.push({ path, line: lineAt(text, index), rule, instead }); };
    for (const match of text.matchAll(UNFINISHED)) add(match.index, `unfinished: ${match[0]}`, 'finish it, or open an issue and leave it out');
    for (const [pattern, what] of BACKSTAGE) for (const match of text.matchAll(pattern)) add(match.index, `${what}: ${match[0]}`, 'say it without');
    for (const match of text.matchAll(/\bmission row \d+|\b(?:mission|domain|ux|stack|security) §\d[\d.]*/gu)) add(match.index, `names «${match[0]}», which is not in the repository`, 'name the law and its article, or a document under docs/');
    for (const match of text.matchAll(/(?<![\w/.-])((?:[\w.-]+\/)*[\w.-]+\.md)\b/gu)) {
      if (documents.has(match[1]!) || documents.has(match[1]!.replace(/^(?:\.\.?\/)+/u, '')) || isTest(path) && match[1]!.includes('example')) continue;
      add(match.index, `names ${match[1]}, which is not in the repository`, 'name the law and its article, or a document under docs/');
    }
  }
  return findings;
}
