import { withoutComments } from './imports.ts';
import { isTest, lineAt, type Finding, type SourceFile } from './tree.ts';

/** Words that put people off, and what to say instead. */
const FORBIDDEN: readonly (readonly [string, string])[] = [
  ['quý khách', '«anh/chị»'],
  ['quý vị', '«anh/chị»'],
  ['quý công dân', '«anh/chị»'],
  ['bạn', '«anh/chị»'],
  ['không hợp lệ', 'say what is wrong and how to mend it'],
  ['lỗi hệ thống', 'say what happened, what is kept and what to do'],
  ['đã xảy ra lỗi', 'say what happened, what is kept and what to do'],
];
/** Files that hold such words for another purpose than to show them. */
const NOT_SPEECH: Readonly<Record<string, string>> = {
  'src/modules/eform/domain/check-form.ts': 'the list by which a form is judged before it is published',
  'src/modules/notice/domain/gsm7.ts': 'the alphabet of the SMS standard (3GPP TS 23.038)',
};
/** Texts that are empty in one language on purpose, by a piece of their line. */
const ONE_LANGUAGE: Readonly<Record<string, string>> = {
  'The procedure is given in Vietnamese': 'tells readers of English about the Vietnamese text',
};
/** `${…}` with whatever braces stand inside. */
function withoutValues(text: string): string {
  let out = '';
  for (let at = 0, depth = 0; at < text.length; at++) {
    if (depth === 0 && text.startsWith('${', at)) { depth = 1; at++; }
    else if (depth > 0) depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0;
    else out += text[at];
  }
  return out;
}
const VIETNAMESE = /[ăâđêôơưàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ]/iu;
const boundary = (text: string): RegExp => new RegExp(`(?<![\\p{L}\\p{M}])${text}(?![\\p{L}\\p{M}])`, 'giu');

/** What people read, in the code and in the plain-language texts: how it speaks, and that both languages are there. */
export function fenceWords(files: readonly SourceFile[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files) {
    const code = /^(?:src|simulators|demo)\/.*\.tsx?$/u.test(path) && !isTest(path);
    const data = /^(?:procedures\/overlays|demo)\/.*\.json$/u.test(path) || /^src\/adapters\/.*\.typ$/u.test(path);
    if ((!code && !data) || path in NOT_SPEECH) continue;
    const shown = code ? withoutComments(text) : text;
    const add = (index: number, rule: string, instead: string): void => { findings.push({ path, line: lineAt(shown, index), rule, instead }); };
    for (const [word, instead] of FORBIDDEN) for (const match of shown.matchAll(boundary(word))) add(match.index, `«${match[0]}»`, instead);
    for (const match of shown.matchAll(/(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/gu)) {
      const words = withoutValues(match[2]!);
      if (words.includes('!') && VIETNAMESE.test(words)) add(match.index, `an exclamation mark: ${match[2]}`, 'say it calmly');
    }
    // Empty in both languages means that there is nothing to say; empty in one is a hole.
    for (const match of shown.matchAll(/\bvi: ?(?:''|""|``), ?en: ?(?!''|""|``)['"`].*|\bvi: ?(?!''|""|``)(['"`])(?:\\.|(?!\1).)*\1, ?en: ?(?:''|""|``)|\bt(?:ext)?\((?:''|""), ?(?!''|"").*|\bt(?:ext)?\('[^'\n]+', ?''\)/gu)) {
      if (!Object.keys(ONE_LANGUAGE).some((piece) => match[0].includes(piece))) add(match.index, 'a text in one language only', 'write both');
    }
  }
  return findings;
}

/** Any text {vi, en} inside a value, however deep. */
export function* textsIn(value: unknown, at: string, seen: Set<unknown> = new Set()): Iterable<{ readonly at: string; readonly vi: unknown; readonly en: unknown }> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const entries = Object.entries(value);
  if ('vi' in value && 'en' in value) { yield { at, vi: (value as { vi: unknown }).vi, en: (value as { en: unknown }).en }; return; }
  for (const [name, inner] of entries) yield* textsIn(inner, `${at}.${name}`, seen);
}
