import type { FastifyRequest } from 'fastify';
import { HttpProblem, type ProblemKind } from './problem.ts';
import type { Route, UploadPart } from './route.ts';

/** Checks a value against its closed schema; what does not fit ends the request, at most twenty faults named. */
export function parse(schema: Route['body'], value: unknown, kind: ProblemKind): unknown {
  if (!schema) return value;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new HttpProblem(kind, result.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.') || ('keys' in issue ? String(issue.keys) : '')}: ${issue.message}`));
}

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

/** Reads a form with files as it arrives; `csrf` null where a machine sends it. */
export async function openMultipart(request: FastifyRequest, csrf: string | null): Promise<{ parts: AsyncIterable<UploadPart>; key: string | null }> {
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
  if (!admitted) throw new HttpProblem('csrf');
  async function* rest(): AsyncIterable<UploadPart> {
    for (let next = held ?? (await iterator.next()); !next.done; next = await iterator.next()) {
      const part = next.value;
      if (part.type === 'field') yield { kind: 'field', name: part.fieldname, value: String(part.value) };
      // The parser leaves the name out where a browser sends an empty one: an input without a choice.
      else yield { kind: 'file', name: part.fieldname, filename: (part.filename as string | undefined) ?? '', declaredType: part.mimetype, stream: part.file };
    }
  }
  return { parts: rest(), key };
}
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
