import { withoutComments } from './imports.ts';
import { RANKS } from './places.ts';
import { isCode, isTest, lineAt, type Finding, type SourceFile } from './tree.ts';

/** Functions of one module's migration that others may call, with the reason why it is a function and not a use-case. */
export const PUBLISHED: Readonly<Record<string, string>> = {
  dossier_queue: 'workflow lists what the dossier keeps; one statement enters the scope and reads',
  dossier_claim: 'wiring calls it when a citizen has signed in',
  dossier_mark_linked: 'inside the choice of linked parts: the look-up asks for parts only where there are some',
  document_bind: 'inside dossier_append: files become part of the dossier in its own transaction',
  document_adopt: 'inside dossier_adopt_drafts: a guest who signs in keeps the files',
  document_show_draft: 'inside dossier_told_draft: the desk that is told a code sees the files of that draft',
  document_hand_over: 'inside dossier_hand_over: the files follow their dossier',
  document_claim: 'inside dossier_claim: the files follow their dossier',
};
/** Readers of the whole database by their nature, each with the reason. They go by no module, so that a module's own mistake does not hide from them. */
export const WHOLE_DATABASE: Readonly<Record<string, string>> = {
  'src/wiring/verify/': 'compares what every table holds with what the events say',
  'src/wiring/backup/': 'copies every table as it stands',
  'src/wiring/restore/': 'fills every table as it stood',
};
/** Tables without an underscore carry their module's whole name; they are looked for in SQL only. */
const IN_SQL = '(?:FROM|JOIN|INTO|UPDATE|TABLE|ONLY|ON|USING)\\s+';

interface Owned { readonly name: string; readonly owner: string; readonly what: 'table' | 'function' }

/** `0030_dossier.sql` → dossier; `0001_ground.sql` → platform. */
function ownerOfMigration(path: string): string | null {
  const name = /^migrations\/\d{4}_([a-z]+)/u.exec(path)?.[1];
  if (name === undefined) return null;
  return name in RANKS ? name : name === 'ground' || name === 'platform' ? 'platform' : null;
}
const sqlWithoutComments = (text: string): string => text.replace(/--[^\n]*/gu, (comment) => ' '.repeat(comment.length));

export function ownedNames(files: readonly SourceFile[]): readonly Owned[] {
  return files.filter((file) => file.path.startsWith('migrations/')).flatMap((file) => {
    const owner = ownerOfMigration(file.path) ?? '?';
    return [...sqlWithoutComments(file.text).matchAll(/\bCREATE (?:OR REPLACE )?(?:UNLOGGED )?(TABLE|FUNCTION) (?:IF NOT EXISTS )?([a-z_0-9]+)/gu)]
      .map((match): Owned => ({ name: match[2]!, owner, what: match[1] === 'TABLE' ? 'table' : 'function' }));
  });
}

/** A migration makes only what carries its module's name, and touches no table of another module. */
export function fenceMigrations(files: readonly SourceFile[]): readonly Finding[] {
  const findings: Finding[] = [];
  const all = ownedNames(files);
  for (const file of files) {
    if (!/^migrations\/.*\.sql$/u.test(file.path)) continue;
    const add = (index: number, rule: string, instead: string): void => { findings.push({ path: file.path, line: lineAt(file.text, index), rule, instead }); };
    if (!/^migrations\/\d{4}_[a-z0-9_-]+\.sql$/u.test(file.path)) add(0, 'the name of a migration', 'NNNN_module_what.sql');
    if (!/^-- (?:expand|breaking): \S/u.test(file.text)) add(0, 'the first line says whether a running older version breaks', '-- expand: runs beside the previous version');
    const owner = ownerOfMigration(file.path);
    if (owner === null) { add(0, 'a migration belongs to one module', 'NNNN_<module>_<what>.sql'); continue; }
    const text = sqlWithoutComments(file.text);
    for (const match of text.matchAll(/\bCREATE (?:OR REPLACE )?(?:UNLOGGED )?(TABLE|FUNCTION|(?:MATERIALIZED )?VIEW|SEQUENCE|TYPE) (?:IF NOT EXISTS )?([a-z_0-9]+)/gu)) {
      const name = match[2]!;
      const own = name === owner || name.startsWith(`${owner}_`) || (match[1]!.endsWith('VIEW') && name.startsWith('v_')) || (match[1] === 'FUNCTION' && (name.startsWith('v_') || name.startsWith('mc_')));
      if (!own) add(match.index, `${name} does not carry its module's name`, `${owner}_${name}`);
    }
    for (const [name, index] of foreign(text, owner, all)) add(index, `${owner} touches ${name}`, instead(name, all));
  }
  return findings;
}

/** SQL in the program names only tables of its own module, published views and functions, and what the platform offers. */
export function fenceTables(files: readonly SourceFile[]): readonly Finding[] {
  const findings: Finding[] = [];
  const all = ownedNames(files);
  for (const file of files) {
    if (!isCode(file.path) || isTest(file.path) || Object.keys(WHOLE_DATABASE).some((folder) => file.path.startsWith(folder))) continue;
    const owner = /^src\/modules\/([a-z]+)\//u.exec(file.path)?.[1] ?? (file.path.startsWith('src/platform/') ? 'platform' : file.path.startsWith('src/') ? 'wiring' : null);
    if (owner === null) continue;
    const code = withoutComments(file.text);
    for (const [name, index] of foreign(code, owner, all)) findings.push({ path: file.path, line: lineAt(code, index), rule: `${owner} touches ${name}`, instead: instead(name, all) });
    const own = all.filter((one) => one.owner === owner && one.what === 'table').map((one) => one.name);
    if (!/\/store\//u.test(file.path) && owner !== 'platform' && owner !== 'wiring') for (const match of code.matchAll(new RegExp(`${IN_SQL}(${own.join('|') || '-'})\\b`, 'gu'))) findings.push({ path: file.path, line: lineAt(code, match.index), rule: `SQL stands in store/ only: ${match[1]}`, instead: `src/modules/${owner}/store/` });
  }
  return findings;
}

function* foreign(text: string, owner: string, all: readonly Owned[]): Iterable<readonly [string, number]> {
  for (const one of all) {
    if (one.owner === owner || one.owner === 'platform' || one.name.startsWith('v_') || one.name.startsWith('mc_')) continue;
    if (one.what === 'function' && one.name in PUBLISHED) continue;
    const pattern = one.name.includes('_') ? `(?<![\\w.'-])${one.name}\\b(?!\\.ts)` : `${IN_SQL}${one.name}\\b(?!_)`;
    for (const match of text.matchAll(new RegExp(pattern, 'gu'))) yield [one.name, match.index];
  }
}
const instead = (name: string, all: readonly Owned[]): string => {
  const owner = all.find((one) => one.name === name)?.owner ?? '?';
  return `ask ${owner}: a use-case of its door, a view v_… in its migration, or a published function listed in test/architecture/tables.ts`;
};
