import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { LIMITS } from '../../shared/limits.ts';
import { HttpProblem, type ProblemKind } from './problem.ts';
import type { Route, UploadPart } from './route.ts';

/** Checks a value against its closed schema; what does not fit ends the request, at most twenty faults named. `body`: the fault itself says which ending. */
export function parse(schema: Route['body'], value: unknown, kind: ProblemKind | 'body'): unknown {
  if (!schema) return value;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  throw new HttpProblem(kind === 'body' ? endingOf(issues) : kind, issues.slice(0, 20).map((issue) => `${issue.path.join('.') || ('keys' in issue ? String(issue.keys) : '')}: ${issue.message}`));
}
function endingOf(issues: readonly z.core.$ZodIssue[]): ProblemKind {
  // A box that may be one text or several is a union: what went wrong stands inside it.
  const codes = issues.flatMap((issue) => (issue.code === 'invalid_union' ? issue.errors.flat() : [issue])).map((issue) => issue.code);
  return codes.includes('unrecognized_keys') || codes.includes('invalid_key') ? 'unknown-keys' : codes.includes('too_big') ? 'too-long' : 'wrong-shape';
}

/** Texts as the database can hold them: without U+0000 (PostgreSQL has no place for it) and without half letters. Names of boxes stay as they are. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed() as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  // Only plain lists of boxes are walked: what a form cannot send is refused by its schema as it came.
  return typeof value === 'object' && value !== null ? (Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typeof one === 'string' || Array.isArray(one) ? storable(one) : one])) as T) : value;
}
/** A form with files that is cut off or no form at all: its sender's fault or the line's, never ours. */
export const isTornForm = (error: Error): boolean => /Unexpected end of (?:multipart data|form)|Multipart: Boundary not found|Malformed part header|terminated early/iu.test(error.message);

/** The box in which an officer shows once more who he is; taken out before any handler sees the form, and never shown again. */
export const PASSWORD_FIELD = '_mat-khau';
/** Boxes of a form as they came, to be shown again: texts only, as many as a long form has. Null when there was nothing in them. */
export function typedFields(body: unknown): readonly (readonly [string, string])[] | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const texts = Object.entries(body).filter(([name]) => name !== '_csrf' && name !== '_key' && name !== PASSWORD_FIELD).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one.trim() !== '').map((one) => [name, one] as const));
  return texts.length > 0 ? texts.slice(0, SHOWN_AGAIN) : null;
}
const SHOWN_AGAIN = 300;
/** Whether the browser itself says that the form was one of this site's: an answer shows what was sent to nobody else. */
export const fromOurPage = (request: FastifyRequest): boolean => header(request, 'sec-fetch-site') === 'same-origin' || (header(request, 'sec-fetch-site') === null && !['null', null].includes(header(request, 'origin')));

/** A browser says where a form was sent from; another site's is refused even with a token (security: CSRF, login CSRF). */
export function checkOrigin(request: FastifyRequest, publicUrl: string): void {
  const origin = header(request, 'origin');
  const site = header(request, 'sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') throw new HttpProblem('csrf');
  if (!origin || origin === 'null') {
    if (origin === 'null' && site !== 'same-origin') throw new HttpProblem('csrf');
    return;
  }
  const host = header(request, 'host') ?? '';
  let from: URL;
  try { from = new URL(origin); } catch { throw new HttpProblem('csrf'); }
  if (from.host !== host && from.origin !== new URL(publicUrl).origin) throw new HttpProblem('csrf');
}

/** Reads a form with files as it arrives; `csrf` null where a machine sends it. Not `admitted`: whoever goes on reading does nothing in anybody's name. */
export async function openMultipart(request: FastifyRequest, csrf: string | null): Promise<{ parts: AsyncIterable<UploadPart>; key: string | null; admitted: boolean }> {
  if (!request.isMultipart()) throw new HttpProblem('bad-input', ['multipart/form-data']);
  const iterator = request.parts()[Symbol.asyncIterator]();
  let key: string | null = null;
  let admitted = csrf === null || sameText(header(request, 'x-csrf-token') ?? '', csrf);
  // The token and the key are the first fields of every form, so nothing is read before the form is known to be ours.
  let held: Awaited<ReturnType<typeof iterator.next>> | null = null;
  for (let read = 0; read < 3; read++) {
    const next = await iterator.next();
    if (next.done || next.value.type !== 'field' || (next.value.fieldname !== '_csrf' && next.value.fieldname !== '_key')) { held = next; break; }
    if (next.value.fieldname === '_csrf') admitted ||= csrf !== null && sameText(String(next.value.value), csrf);
    else key = String(next.value.value);
  }
  const after = nextPart(request, iterator);
  async function* rest(): AsyncIterable<UploadPart> {
    for (let next = held ?? (await after(false)); !next.done; next = await after(next.value.type === 'file' && next.value.file.truncated)) {
      const part = next.value;
      if (part.type === 'field') yield { kind: 'field', name: storable(part.fieldname), value: storable(String(part.value)) };
      // The parser leaves the name out where a browser sends an empty one: an input without a choice.
      else yield { kind: 'file', name: storable(part.fieldname), filename: storable((part.filename as string | undefined) ?? ''), declaredType: part.mimetype, stream: part.file };
    }
  }
  return { parts: rest(), key, admitted };
}
/** The texts of a form with files; the files are passed over, their names stand under `_tep`. Null when it is longer than a form may be. */
export async function textsOf(parts: AsyncIterable<UploadPart>): Promise<Readonly<Record<string, readonly string[]>> | null> {
  const texts: Record<string, string[]> = Object.assign(Object.create(null) as Record<string, string[]>, { _tep: [] });
  let room: number = LIMITS.formBody;
  for await (const part of parts) {
    if (part.kind === 'file') part.stream.resume();
    if (part.kind === 'file' ? part.filename !== '' : (room -= part.value.length) > 0) (texts[part.kind === 'file' ? '_tep' : part.name] ??= []).push(part.kind === 'file' ? part.filename : part.value);
    if (room <= 0) return null;
  }
  return texts;
}

type Parts = ReturnType<ReturnType<FastifyRequest['parts']>[typeof Symbol.asyncIterator]>;
/**
 * Waits for the next part of a form. What is skipped on the way there (the rest of a file beyond its limit, a box without
 * end) is bounded: when more is announced, or more has come, the form ends here and its sender is answered at once.
 */
function nextPart(request: FastifyRequest, iterator: Parts): (tooLarge: boolean) => ReturnType<Parts['next']> {
  const { raw } = request;
  const before = raw.socket.bytesRead;
  const announced = Number(header(request, 'content-length') ?? Number.NaN);
  const end = { done: true, value: undefined } as const;
  return async (tooLarge) => {
    const from = raw.socket.bytesRead;
    if (tooLarge && announced - (from - before) > LIMITS.uploadSkipped) { raw.unpipe(); return end; }
    const waiting = iterator.next();
    let watch: NodeJS.Timeout | undefined;
    const endless = new Promise<typeof end>((resolve) => {
      watch = setInterval(() => { if (raw.socket.bytesRead - from > LIMITS.uploadSkipped) { raw.unpipe(); waiting.catch(() => undefined); resolve(end); } }, WATCH_MS);
    });
    try { return await Promise.race([waiting, endless]); } finally { clearInterval(watch); }
  };
}
const WATCH_MS = 50;
export async function* noParts(): AsyncIterable<UploadPart> { /* not a multipart route */ }

export function cookieReader(request: FastifyRequest): (name: string) => string | undefined {
  return (name) => {
    for (const piece of (request.headers.cookie ?? '').split(';')) {
      const at = piece.indexOf('=');
      if (at > 0 && piece.slice(0, at).trim() === name) { try { return decodeURIComponent(piece.slice(at + 1).trim()); } catch { return undefined; } }
    }
    return undefined;
  };
}
export const header = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};
export function sameText(given: string, expected: string): boolean {
  if (expected === '' || given.length !== expected.length) return false;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) difference |= given.charCodeAt(i) ^ expected.charCodeAt(i);
  return difference === 0;
}
