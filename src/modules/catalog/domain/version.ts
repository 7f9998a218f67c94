import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { FlagResolution, Manner, Paper, ProcedureContent, SourceFlag } from './procedure.ts';
import { blocking, type Lack } from './publishable.ts';
import { parseTermText } from './term-text.ts';

/** A version is written as a draft, published once, and superseded by the next one; it never goes back. */
export type VersionState = 'draft' | 'published' | 'superseded';
export interface VersionHead { readonly id: string; readonly code: string; readonly versionNo: number; readonly state: VersionState }

export type PublishRefusal =
  | { readonly kind: 'not-a-draft'; readonly state: VersionState }
  | { readonly kind: 'lacks-parts'; readonly lacks: readonly Lack[] };
/** May this version become the one in use? */
export function decidePublish(version: VersionHead, lacks: readonly Lack[]): Result<VersionHead, PublishRefusal> {
  if (version.state !== 'draft') return refuse({ kind: 'not-a-draft', state: version.state });
  const missing = blocking(lacks);
  if (missing.length > 0) return refuse({ kind: 'lacks-parts', lacks: missing });
  return ok({ ...version, state: 'published' });
}

export type ResolveRefusal =
  | { readonly kind: 'no-such-doubt'; readonly key: string }
  | { readonly kind: 'value-missing' }
  | { readonly kind: 'basis-missing' }
  /** a time limit needs a number and a unit: «3 ngày làm việc» */
  | { readonly kind: 'term-unreadable'; readonly value: string }
  /** ways of handing in are named in words: trực tiếp, trực tuyến, bưu chính */
  | { readonly kind: 'manner-unreadable'; readonly value: string };

export const flagKey = (flag: SourceFlag): string => flag.key ?? flag.part;

const FILLABLE = ['order', 'manner', 'papers', 'terms', 'applicants', 'authority'] as const;
/** All that stands open or answered on a version: the doubts of its source, and each compulsory part that the source left out. */
export function doubtsOf(content: ProcedureContent): readonly SourceFlag[] {
  const missing = FILLABLE.filter((part) => isMissing(content, part) && !content.flags.some((flag) => flag.part === part));
  return [...content.flags, ...missing.map((part): SourceFlag => ({ key: part, part, sourceText: '', doubt: 'Nguồn không có phần này' }))];
}
function isMissing(content: ProcedureContent, part: (typeof FILLABLE)[number]): boolean {
  const value = content[part];
  return value === null || value.length === 0;
}

/**
 * Answers one doubt of the source. The source's words stay; the answer stands beside them with its legal basis and, when
 * nobody has checked it against the text, the mark `unverified`. A doubt about the time limit also fills the terms that
 * had lost their unit.
 */
export function resolveFlag(content: ProcedureContent, key: string, resolution: FlagResolution): Result<ProcedureContent, ResolveRefusal> {
  const flag = doubtsOf(content).find((one) => flagKey(one) === key);
  if (!flag) return refuse({ kind: 'no-such-doubt', key });
  const value = resolution.value.trim();
  const basis = resolution.basis.trim();
  if (value === '') return refuse({ kind: 'value-missing' });
  if (basis === '') return refuse({ kind: 'basis-missing' });
  const answered: FlagResolution = resolution.unverified ? { value, basis, unverified: true } : { value, basis };
  const flags = content.flags.includes(flag) ? content.flags.map((one) => (one === flag ? { ...one, resolution: answered } : one)) : [...content.flags, { ...flag, resolution: answered }];
  const lines = value.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  switch (flag.part) {
    case 'terms': {
      const term = parseTermText(value);
      if (!term) return refuse({ kind: 'term-unreadable', value });
      const unread = content.terms.some((one) => one.term === null);
      const terms = unread
        ? content.terms.map((one) => (one.term === null ? { ...one, term, legalBasis: basis } : one))
        : content.terms.length > 0 ? content.terms : [{ term, sourceText: value, legalBasis: basis }];
      return ok({ ...content, terms, flags });
    }
    case 'order': return ok({ ...content, order: content.order.length > 0 ? content.order : lines, flags });
    case 'papers': return ok({ ...content, papers: content.papers.length > 0 ? content.papers : lines.map(paperOf), flags });
    case 'manner': {
      const manner = mannerOf(value);
      if (manner.length === 0) return refuse({ kind: 'manner-unreadable', value });
      return ok({ ...content, manner: content.manner.length > 0 ? content.manner : manner, flags });
    }
    case 'authority': return ok({ ...content, authority: content.authority ?? value, flags });
    case 'applicants': return ok({ ...content, applicants: content.applicants.length > 0 ? content.applicants : lines, flags });
    default: return ok({ ...content, flags });
  }
}

/** «Đơn đề nghị (2 bản chính, 1 bản sao)»: one original where nothing is said. */
function paperOf(line: string, at: number): Paper {
  const count = (shape: RegExp): number => Number(shape.exec(line)?.[1] ?? 0);
  const originals = count(/(\d{1,2}) bản chính/u);
  const copies = count(/(\d{1,2}) bản sao/u);
  const name = line.replace(/\s*\([^)]*bản (?:chính|sao)[^)]*\)\s*$/u, '');
  const short = name.length <= 90 ? name : `${name.slice(0, 88).replace(/\s+\S*$/u, '')}…`;
  return { key: `giay-to-${at + 1}`, name, shortName: { vi: short, en: short }, kind: 'submit', originals: originals + copies === 0 ? 1 : originals, copies };
}
function mannerOf(value: string): Manner[] {
  const words = value.toLowerCase();
  return ([['online', /trực tuyến|qua mạng/u], ['counter', /trực tiếp|tại quầy/u], ['post', /bưu (?:chính|điện)/u]] as const).flatMap(([channel, shape]) => (shape.test(words) ? [{ channel }] : []));
}

/** JSON with sorted keys and without undefined members: equal contents give equal text, whatever wrote them. The hash is SHA-256 over its UTF-8 bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
