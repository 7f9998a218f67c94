import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/package-root.ts';

/** One file of the checkout; fences take a list of these, so that a test can hand them a planted tree. */
export interface SourceFile { /** from the root, with forward slashes */ readonly path: string; readonly text: string }

/** What a fence found: where, which rule, and what to write instead. */
export interface Finding { readonly path: string; readonly line: number; readonly rule: string; readonly instead: string }
export type Fence = (files: readonly SourceFile[]) => readonly Finding[];

/** Neither written by people nor part of the project: installed, built or run-time data. */
const NOT_OURS = new Set(['node_modules', 'dist', '.out', '.git', 'data', 'coverage']);
const TEXT = /\.(?:tsx?|mjs|js|json|sql|md|css|svg|typ|html|sh|ya?ml)$|(?:^|\/)(?:run|LICENSE|NOTICE|\.gitignore|\.npmrc)$/u;

/** Every text file of the checkout, in the order of its path. */
export function readTree(root: string = packageRoot()): readonly SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) { if (!NOT_OURS.has(entry.name)) walk(path); }
      else if (entry.isFile() && TEXT.test(path)) found.push({ path, text: readFileSync(join(root, path), 'utf8') });
    }
  };
  walk('');
  return found;
}

export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
export const show = (finding: Finding): string => `${finding.path}:${finding.line}  ${finding.rule}\n      → ${finding.instead}`;

/** Fails with one line a finding: `file:line`, the rule, and below it what to write instead. */
export function expectNothing(findings: readonly Finding[]): void {
  assert.ok(findings.length === 0, `\n${findings.map(show).join('\n')}\n`);
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/u.test(path);
export const isCode = (path: string): boolean => /\.tsx?$/u.test(path);
