import { randomUUID } from 'node:crypto';
import { gzip, gzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import type { Readable } from 'node:stream';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import staticFiles from '@fastify/static';
import { renderToString } from 'preact-render-to-string';
import type { VNode } from 'preact';
import type { Actor } from '../../shared/actor.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { Permission } from '../../shared/permission.ts';
import type { Database, Scope } from '../postgres/database.ts';
import { onlyReading } from '../postgres/read-only.ts';
import { disposition, setCookie } from './headers.ts';
import type { Reply, Route, RouteRequest, SetCookie, UploadPart, View } from './route.ts';
import { isPassing } from './passing-fault.ts';

/** Everything that the HTTP layer is told by the wiring; it knows no product word itself. */
export interface HttpDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  readonly assetsDir: string;
  readonly logger: FastifyBaseLogger | false;
  /** Reads the cookies; the only place where a session becomes an actor. */
  identify(request: { cookie(name: string): string | undefined; now: Date; ip: string }): Promise<Identified>;
  mayCall(permission: Permission, actor: Actor): boolean;
  viewOf(parts: { identified: Identified; path: string; cookie(name: string): string | undefined }): View;
  /** Where somebody who must sign in first is sent; null answers 403. */
  signInPath(permission: Permission, actor: Actor, returnTo: string): string | null;
  errorPage(view: View, problem: Problem): VNode;
  /** Keeps what was sent after the session had ended; answers where to sign in again. */
  park?(parts: { readonly scope: Scope; readonly path: string; readonly body: Readonly<Record<string, unknown>>; readonly now: Date }): Promise<string>;
}
export interface Identified { readonly actor: Actor; readonly scope: Scope; readonly csrf: string; readonly cookies: readonly SetCookie[]; /** the browser brought a session that is over */ readonly sessionOver?: boolean }
export type ProblemKind = 'not-found' | 'forbidden' | 'csrf' | 'unknown-keys' | 'bad-input' | 'too-large' | 'too-many' | 'busy' | 'broken' | 'method';
export interface Problem { readonly kind: ProblemKind; readonly status: number; readonly reference?: string; readonly details?: readonly string[] }

const STATUS: Readonly<Record<ProblemKind, number>> = { 'not-found': 404, forbidden: 403, csrf: 403, 'unknown-keys': 422, 'bad-input': 400, 'too-large': 413, 'too-many': 429, busy: 503, broken: 500, method: 405 };
/** Thrown by handlers for the plain endings that need no page of their own. */
export class HttpProblem extends Error {
  readonly problem: ProblemKind;
  readonly details: readonly string[] | undefined;
  constructor(problem: ProblemKind, details?: readonly string[]) { super(problem); this.problem = problem; this.details = details; }
}
export const notFound = (): never => { throw new HttpProblem('not-found'); };

const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; media-src 'self' blob:; object-src 'none'",
  'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
} as const;
const FILE_CSP = "sandbox; default-src 'none'";
/** The longest address that is answered at all. */
const URL_LIMIT = 4096;
const COMPRESS_FROM_BYTES = 1024;

export async function createServer(routes: readonly Route[], deps: HttpDeps): Promise<FastifyInstance> {
  const server = fastify({
    ...(deps.logger === false ? { logger: false } : { loggerInstance: deps.logger }), logController: new LogController({ disableRequestLogging: true }), trustProxy: deps.trustProxy, bodyLimit: LIMITS.formBody,
    genReqId: () => randomUUID(), routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 }, requestTimeout: 120_000, connectionTimeout: 0, keepAliveTimeout: 20_000, forceCloseConnections: 'idle',
    // An address that cannot be decoded never reaches a route; it is answered in words all the same.
    frameworkErrors(_error, request, reply) { void sendProblem(request as FastifyRequest, reply as unknown as FastifyReply, deps, null, 'bad-input'); },
  });
  await server.register(formbody, { bodyLimit: LIMITS.formBody });
  await server.register(multipart, { limits: { fileSize: LIMITS.uploadFile + 1, files: LIMITS.filesPerDossier, fields: 200, fieldSize: LIMITS.formBody, parts: 300 }, throwFileSizeLimit: false });
  await server.register(staticFiles, { root: deps.assetsDir, prefix: '/tai-san/', preCompressed: true, immutable: true, maxAge: '365d', index: false, decorateReply: false, setHeaders: (response) => { void response.header('x-content-type-options', 'nosniff').header('cross-origin-resource-policy', 'same-origin'); } });
  server.addHook('onRequest', async (request, reply) => {
    if ((request.raw.url?.length ?? 0) > URL_LIMIT) return sendProblem(request, reply, deps, null, 'bad-input');
    return undefined;
  });
  checkRoutes(routes);
  for (const one of routes) {
    server.route({
      method: one.method, url: one.path, exposeHeadRoute: one.method === 'GET',
      config: { audit: one.audit },
      async handler(request, reply) { return answer(one, request, reply, deps); },
    });
  }
  server.setNotFoundHandler(async (request, reply) => sendProblem(request, reply, deps, await identifyOrNull(request, deps), 'not-found'));
  server.setErrorHandler(async (error, request, reply) => fail(error as Error, request, reply, deps, null));
  return server;
}

/** A route without permission or audit name, or two of the same address, stop the program before it listens. */
export function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const one of routes) {
    const name = `${one.method} ${one.path}`;
    if (!one.permission || !/^[a-z][a-z-]*(\.[a-z][a-z-]*)+$/u.test(one.audit)) throw new Error(`${name}: every route needs a permission and an audit name like "dossier.submit"`);
    if (one.method === 'POST' && !one.multipart && !one.machine && !one.body) throw new Error(`${name}: a write needs a closed schema for its body`);
    if (seen.has(name)) throw new Error(`${name} is there twice`);
    seen.add(name);
  }
}

const isApi = (path: string): boolean => path.startsWith('/api/');

async function answer(one: Route, request: FastifyRequest, reply: FastifyReply, deps: HttpDeps): Promise<FastifyReply> {
  const started = performance.now();
  let identified: Identified | null = null;
  try {
    identified = await identify(request, deps);
    const view = deps.viewOf({ identified, path: request.url, cookie: cookieReader(request) });
    if (!deps.mayCall(one.permission, identified.actor)) {
      for (const cookie of identified.cookies) setCookie(reply, cookie, deps.publicUrl);
      const to = deps.signInPath(one.permission, identified.actor, one.method === 'GET' ? request.url : '/');
      if (to && !isApi(one.path)) return await send(request, reply, { kind: 'redirect', to }, deps);
      throw new HttpProblem('forbidden');
    }
    let key: string | null = header(request, 'idempotency-key');
    let body: unknown;
    let parts: AsyncIterable<UploadPart> = noParts();
    if (one.method === 'POST') {
      checkOrigin(request, deps.publicUrl);
      if (one.multipart) {
        const opened = await openMultipart(request, one.machine ? null : identified.csrf);
        parts = opened.parts;
        key ??= opened.key;
      } else {
        const raw = (request.body ?? {}) as Record<string, unknown>;
        const { _csrf, _key, ...rest } = raw;
        // Schemas walk over this name without seeing it; a form of ours never has it.
        if (Object.hasOwn(raw, '__proto__')) throw new HttpProblem('unknown-keys', ['__proto__']);
        if (one.parks && identified.sessionOver && deps.park) return await send(request, reply, { kind: 'redirect', to: await deps.park({ scope: identified.scope, path: request.url.split('?')[0] ?? '/', body: rest, now: deps.now() }) }, deps);
        if (!one.machine && !sameText(String(_csrf ?? header(request, 'x-csrf-token') ?? ''), identified.csrf)) throw new HttpProblem('csrf');
        if (typeof _key === 'string') key ??= _key;
        body = parse(one.body, rest, 'unknown-keys');
      }
    }
    if (key !== null && !/^[A-Za-z0-9_-]{8,128}$/u.test(key)) throw new HttpProblem('bad-input', ['Idempotency-Key']);
    // Not written into the object below: V8 makes functions that stand there long-lived at once, and this one would keep its whole request alive until the next full collection.
    const given = parts;
    const partsOf = (): AsyncIterable<UploadPart> => given;
    const routeRequest: RouteRequest<unknown, unknown, unknown> = {
      params: parse(one.params, request.params, 'not-found'), query: parse(one.query, request.query, 'bad-input'), body,
      actor: identified.actor, scope: identified.scope, db: deps.db, now: deps.now(), key, lang: view.lang, view, requestId: request.id,
      url: new URL(request.url, deps.publicUrl), ip: request.ip, cookie: cookieReader(request), parts: partsOf,
    };
    const result = shareable(await (one.method === 'GET' && !one.machine ? onlyReading(() => one.handle(routeRequest)) : one.handle(routeRequest)), identified);
    // A page that proxies may keep carries nobody's cookie.
    if (!('cache' in result && result.cache === 'public')) for (const cookie of identified.cookies) setCookie(reply, cookie, deps.publicUrl);
    const sent = await send(request, reply, result, deps);
    const after = 'after' in result ? result.after : undefined;
    if (after) after().catch((error: Error) => request.log.error({ audit: one.audit, err: error.message }, 'after answer'));
    return sent;
  } catch (error) {
    return await fail(error as Error, request, reply, deps, identified);
  } finally {
    request.log.info({ audit: one.audit, status: reply.statusCode, ms: Math.round(performance.now() - started) });
  }
}

/** Pages drawn for somebody signed in hold a sign-out form with a token: they are never kept by a cache. */
function shareable(reply: Reply, identified: Identified): Reply {
  if (reply.kind !== 'page' || reply.cache !== 'public' || identified.actor.kind === 'guest') return reply;
  const { cache: _cache, ...own } = reply;
  return own;
}

function parse(schema: Route['body'], value: unknown, kind: ProblemKind): unknown {
  if (!schema) return value;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new HttpProblem(kind, result.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.') || ('keys' in issue ? String(issue.keys) : '')}: ${issue.message}`));
}

async function identify(request: FastifyRequest, deps: HttpDeps): Promise<Identified> {
  return deps.identify({ cookie: cookieReader(request), now: deps.now(), ip: request.ip });
}
async function identifyOrNull(request: FastifyRequest, deps: HttpDeps): Promise<Identified | null> {
  try { return await identify(request, deps); } catch { return null; }
}

/** A browser says where a form was sent from; another site's is refused even with a token (security: CSRF, login CSRF). */
function checkOrigin(request: FastifyRequest, publicUrl: string): void {
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

async function openMultipart(request: FastifyRequest, csrf: string | null): Promise<{ parts: AsyncIterable<UploadPart>; key: string | null }> {
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
async function* noParts(): AsyncIterable<UploadPart> { /* not a multipart route */ }

async function fail(error: Error, request: FastifyRequest, reply: FastifyReply, deps: HttpDeps, identified: Identified | null): Promise<FastifyReply> {
  const who = identified ?? (await identifyOrNull(request, deps));
  if (error instanceof HttpProblem) return sendProblem(request, reply, deps, who, error.problem, error.details);
  const code = (error as { code?: string }).code ?? '';
  const statusCode = (error as { statusCode?: number }).statusCode;
  if (statusCode === 413 || code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') return sendProblem(request, reply, deps, who, 'too-large');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return sendProblem(request, reply, deps, who, 'bad-input');
  // No free connection, server restarting, lock or statement time-out: the person may simply try again.
  if (isPassing(error)) {
    request.log.warn({ err: error.message, code }, 'busy');
    return sendProblem(request, reply, deps, who, 'busy');
  }
  request.log.error({ err: { message: error.message, stack: error.stack, code } }, 'broken');
  return sendProblem(request, reply, deps, who, 'broken');
}

async function sendProblem(request: FastifyRequest, reply: FastifyReply, deps: HttpDeps, identified: Identified | null, kind: ProblemKind, details?: readonly string[]): Promise<FastifyReply> {
  if (reply.sent || reply.raw.headersSent) return reply;
  const status = STATUS[kind];
  const reference = request.id.slice(0, 8).toUpperCase();
  if (kind === 'busy') reply.header('retry-after', '5');
  if (isApi(request.url)) return reply.code(status).headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' }).type('application/problem+json').send({ status, kind, reference, ...(details ? { details } : {}) });
  const anonymous: Identified = identified ?? { actor: { kind: 'guest', guestKey: '' }, scope: { kind: 'public' }, csrf: '', cookies: [], sessionOver: false };
  const view = deps.viewOf({ identified: anonymous, path: request.url, cookie: cookieReader(request) });
  const node = deps.errorPage(view, { kind, status, reference, ...(details ? { details } : {}) });
  return send(request, reply, { kind: 'page', status, node }, deps);
}

const zip = promisify(gzip);

async function send(request: FastifyRequest, reply: FastifyReply, answered: Reply, deps: HttpDeps): Promise<FastifyReply> {
  reply.headers(SECURITY_HEADERS);
  if ('cookies' in answered && answered.cookies) for (const cookie of answered.cookies) setCookie(reply, cookie, deps.publicUrl);
  switch (answered.kind) {
    case 'redirect':
      return reply.code(303).header('location', answered.to).header('cache-control', 'no-store').send('');
    case 'json':
      return compressed(request, reply.code(answered.status).header('cache-control', 'no-store').type('application/json; charset=utf-8'), JSON.stringify(answered.value));
    case 'text':
      return reply.code(answered.status).type(answered.contentType).send(answered.body);
    case 'file':
      return reply.code(200).headers({ 'content-security-policy': FILE_CSP, 'cache-control': 'no-store', 'content-disposition': disposition(answered.filename, answered.inline === true) }).type(answered.contentType).send(answered.body as Buffer | Readable);
    case 'page': {
      const html = `<!doctype html>${renderToString(answered.node)}`;
      if (answered.formTargets) reply.header('content-security-policy', SECURITY_HEADERS['content-security-policy'].replace("form-action 'self'", `form-action 'self' ${answered.formTargets.map((one) => new URL(one).origin).join(' ')}`));
      reply.code(answered.status).header('cache-control', answered.cache === 'public' ? 'public, max-age=60' : 'no-store').type('text/html; charset=utf-8');
      return compressed(request, reply, html);
    }
  }
}

/** Smaller texts are compressed on the spot: the way through the thread pool costs more than the work (0.05 ms for a page). */
const COMPRESS_HERE_BYTES = 64 * 1024;

/** gzip alone: at the cost of a live page brotli (quality 4) is no smaller for Vietnamese text and takes up to twice the time. */
async function compressed(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  reply.header('vary', 'accept-encoding, cookie');
  if (text.length < COMPRESS_FROM_BYTES || request.method === 'HEAD') return reply.send(text);
  const bytes = Buffer.from(text, 'utf8');
  if (!/\bgzip\b/u.test(header(request, 'accept-encoding') ?? '')) return reply.send(bytes);
  return reply.header('content-encoding', 'gzip').send(bytes.length <= COMPRESS_HERE_BYTES ? gzipSync(bytes, GZIP) : await zip(bytes, GZIP));
}
const GZIP = { level: 5 } as const;

function cookieReader(request: FastifyRequest): (name: string) => string | undefined {
  return (name) => {
    for (const piece of (request.headers.cookie ?? '').split(';')) {
      const at = piece.indexOf('=');
      if (at > 0 && piece.slice(0, at).trim() === name) { try { return decodeURIComponent(piece.slice(at + 1).trim()); } catch { return undefined; } }
    }
    return undefined;
  };
}
const header = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};
function sameText(given: string, expected: string): boolean {
  if (expected === '' || given.length !== expected.length) return false;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) difference |= given.charCodeAt(i) ^ expected.charCodeAt(i);
  return difference === 0;
}
