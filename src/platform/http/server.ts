import { randomUUID } from 'node:crypto';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import staticFiles from '@fastify/static';
import type { VNode } from 'preact';
import type { Actor } from '../../shared/actor.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { Permission } from '../../shared/permission.ts';
import { vietnamDate } from '../../shared/plain-date.ts';
import type { Database, Scope } from '../postgres/database.ts';
import { onlyReading } from '../postgres/read-only.ts';
import { setCookie } from './headers.ts';
import { isPassing } from './passing-fault.ts';
import { HttpProblem, STATUS, type Problem, type ProblemKind, type Typed } from './problem.ts';
import { checkOrigin, cookieReader, fromOurPage, header, isTornForm, noParts, openMultipart, parse, PASSWORD_FIELD, sameText, storable, textsOf, typedFields } from './request-parts.ts';
import type { Reply, Route, RouteRequest, SetCookie, UploadPart, View } from './route.ts';
import { SECURITY_HEADERS, send } from './send-reply.ts';
import { pageShelf, type PageShelf } from './shared-page.ts';

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
  /** Where a visitor may sign in to whom a page does not exist that somebody signed in may own; null where none could. */
  signInToOwn?(permission: Permission, actor: Actor, returnTo: string): string | null;
  errorPage(view: View, problem: Problem): VNode;
  /** Before an act that asks for it, the officer shows once more who he is: null when nothing is asked. `password`: what was typed on the page that asks. */
  confirmFirst?(parts: { readonly audit: string; readonly identified: Identified; readonly view: View; readonly path: string; /** null: something is fetched, by GET */ readonly body: Readonly<Record<string, unknown>> | null; readonly key: string | null; readonly password: string | null; readonly now: Date; cookie(name: string): string | undefined }): Promise<Confirmed | null>;
  /** Keeps what was sent after the session had ended; answers where to sign in again, null where it cannot be kept. */
  park?(parts: Unfinished & { readonly body: Readonly<Record<string, unknown>> }): Promise<Parked | null>;
  /** The same for a form with files. */
  parkParts?(parts: Unfinished & { readonly parts: AsyncIterable<UploadPart> }): Promise<Parked | null>;
}
/** `ask`: the page that asks; nothing has been done. `shown`: go on under the session that came with the password. */
export type Confirmed = { readonly kind: 'ask'; readonly reply: Reply } | { readonly kind: 'shown'; readonly cookies: readonly SetCookie[]; readonly csrf: string };
interface Serving extends HttpDeps { readonly shelf: PageShelf }
interface Unfinished { readonly identified: Identified; readonly permission: Permission; readonly path: string; readonly now: Date }
interface Parked { readonly to: string; readonly cookies?: readonly SetCookie[] }
export interface Identified { readonly actor: Actor; readonly scope: Scope; readonly csrf: string; /** read once the answer is drawn: its forms' token brings a new visitor's cookie */ readonly cookies: readonly SetCookie[]; /** the browser brought a session that is over */ readonly sessionOver?: boolean; /** whose it was */ readonly lastOfficer?: string }
/** The longest that a whole request may take to come: the largest file over a line of 200 kbit/s, as on a hillside, sent without script in one piece. Its head has a minute (Node's own `headersTimeout`). */
const REQUEST_MS = Math.ceil((LIMITS.uploadFile * 8) / 200_000) * 1000;
/** The longest address that is answered at all. */
const URL_LIMIT = 4096;

export async function createServer(routes: readonly Route[], deps: HttpDeps): Promise<FastifyInstance> {
  const server = fastify({
    ...(deps.logger === false ? { logger: false } : { loggerInstance: deps.logger }), logController: new LogController({ disableRequestLogging: true }), trustProxy: deps.trustProxy, bodyLimit: LIMITS.formBody,
    genReqId: () => randomUUID(), routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 }, requestTimeout: REQUEST_MS, connectionTimeout: 0, keepAliveTimeout: 20_000, forceCloseConnections: 'idle',
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
  const serving: Serving = { ...deps, shelf: pageShelf() };
  for (const one of routes) {
    server.route({
      method: one.method, url: one.path, exposeHeadRoute: one.method === 'GET' && one.machine !== true,
      config: { audit: one.audit },
      async handler(request, reply) { return answer(one, request, reply, serving); },
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

async function answer(one: Route, request: FastifyRequest, reply: FastifyReply, deps: Serving): Promise<FastifyReply> {
  const started = performance.now();
  let identified: Identified | null = null;
  let typed: Typed | null = null;
  try {
    identified = await identify(request, deps);
    let view = deps.viewOf({ identified, path: request.url, cookie: cookieReader(request) });
    if (!deps.mayCall(one.permission, identified.actor)) {
      for (const cookie of identified.cookies) setCookie(reply, cookie, deps.publicUrl);
      const kept = one.method === 'POST' && !isApi(one.path) ? await parkUnfinished(one, request, identified, deps) : null;
      if (kept) return await send(request, reply, { kind: 'redirect', ...kept }, deps);
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
        if (!opened.admitted) {
          const kept = one.parks && identified.sessionOver && fromOurPage(request) ? await deps.parkParts?.({ identified, permission: one.permission, path: pathOf(request), parts: opened.parts, now: deps.now() }) : null;
          // What is kept belongs to this browser's visitor, who may be a new one: the next request must be known as the same.
          if (kept) return await send(request, reply, { kind: 'redirect', ...kept }, deps, identified);
          const fields = fromOurPage(request) ? typedFields(wordsOnly(await textsOf(opened.parts))) : null;
          if (fields) typed = { fields, again: null };
          throw new HttpProblem('csrf');
        }
        parts = opened.parts;
        key ??= opened.key;
      } else {
        const raw = (request.body ?? {}) as Record<string, unknown>;
        const { _csrf, _key, [PASSWORD_FIELD]: password, ...rest } = raw;
        // Schemas walk over this name without seeing it; a form of ours never has it.
        if (Object.hasOwn(raw, '__proto__')) throw new HttpProblem('unknown-keys', ['__proto__']);
        if (one.parks && identified.sessionOver && deps.park) {
          const kept = await deps.park({ identified, permission: one.permission, path: pathOf(request), body: rest, now: deps.now() });
          // As above: the next request must be known as the same visitor's.
          if (kept) return await send(request, reply, { kind: 'redirect', ...kept }, deps, identified);
        }
        // Passwords are typed where sessions are opened; those are never shown again.
        const fields = one.permission !== 'session.open' && fromOurPage(request) ? typedFields(raw) : null;
        if (fields) typed = { fields, again: { action: request.url, key: typeof _key === 'string' ? _key : null } };
        if (!one.machine && !sameText(String(_csrf ?? header(request, 'x-csrf-token') ?? ''), identified.csrf)) throw new HttpProblem('csrf');
        if (typeof _key === 'string') key ??= _key;
        const confirmed = await askFirst(one, request, deps, { identified, view }, { body: rest, key, password: typeof password === 'string' ? password : null });
        if (confirmed?.kind === 'ask') return await send(request, reply, confirmed.reply, deps);
        if (confirmed) {
          for (const cookie of confirmed.cookies) setCookie(reply, cookie, deps.publicUrl);
          identified = { ...identified, csrf: confirmed.csrf };
          view = { ...view, csrf: confirmed.csrf };
        }
        body = parse(one.body, storable(rest), 'body');
      }
    }
    if (one.method === 'GET' && !one.machine) {
      const asked = await askFirst(one, request, deps, { identified, view }, { body: null, key: null, password: null });
      if (asked?.kind === 'ask') return await send(request, reply, asked.reply, deps);
    }
    if (key !== null && !/^[A-Za-z0-9_-]{8,128}$/u.test(key)) throw new HttpProblem('bad-input', ['Idempotency-Key']);
    // Not written into the object below: V8 makes functions that stand there long-lived at once, and this one would keep its whole request alive until the next full collection.
    const given = parts;
    const partsOf = (): AsyncIterable<UploadPart> => given;
    const routeRequest: RouteRequest<unknown, unknown, unknown> = {
      params: parse(one.params, storable(request.params), 'not-found'), query: parse(one.query, storable(request.query), 'bad-input'), body,
      actor: identified.actor, scope: identified.scope, db: deps.db, now: deps.now(), key, lang: view.lang, view, requestId: request.id,
      url: new URL(request.url, deps.publicUrl), ip: request.ip, cookie: cookieReader(request), parts: partsOf,
    };
    const result = shareable(await (one.method === 'GET' && !one.machine ? onlyReading(() => one.handle(routeRequest)) : one.handle(routeRequest)), identified);
    if ('fault' in result && result.fault !== undefined) logFault(result.fault as Error, request);
    if ('note' in result && result.note) await noted(result.note, result);
    // A machine needs no cookie; a page that others may keep carries nobody's.
    const sent = await send(request, reply, result, deps, one.machine ? null : identified, { shelf: deps.shelf, display: `${view.lang} ${view.size} ${view.theme} ${vietnamDate(routeRequest.now)}` });
    return sent;
  } catch (error) {
    // A page that is somebody's own, or a form that was open for long on such a page: the way back leads over signing in.
    const theirs = error instanceof HttpProblem && (error.problem === 'not-found' ? one.method === 'GET' : error.problem === 'csrf' && one.parks === true);
    const signIn = identified && theirs ? (deps.signInToOwn?.(one.permission, identified.actor, one.method === 'GET' ? request.url : pathOf(request)) ?? null) : null;
    if (signIn && one.method === 'GET' && identified?.sessionOver && !identified.lastOfficer) return await send(request, reply, { kind: 'redirect', to: signIn }, deps, identified);
    return await fail(error as Error, request, reply, deps, identified, typed, signIn);
  } finally {
    request.log.info({ audit: one.audit, status: reply.statusCode, ms: Math.round(performance.now() - started) });
  }
}

/** A look at somebody's dossier is written down first: a process that dies in between has shown nothing that its owner does not see. */
async function noted(note: () => Promise<void>, result: Reply): Promise<void> {
  try { await note(); } catch (error) {
    if (result.kind === 'file' && !Buffer.isBuffer(result.body)) result.body.destroy();
    throw error;
  }
}

type FirstAsked = Parameters<NonNullable<HttpDeps['confirmFirst']>>[0];
const askFirst = (one: Route, request: FastifyRequest, deps: HttpDeps, who: Pick<FirstAsked, 'identified' | 'view'>, sent: Pick<FirstAsked, 'body' | 'key' | 'password'>): Promise<Confirmed | null> | null =>
  deps.confirmFirst?.({ audit: one.audit, path: request.url, now: deps.now(), cookie: cookieReader(request), ...who, ...sent }) ?? null;

/** What somebody wrote into a form with files, without what its boxes and buttons send by themselves. */
const wordsOnly = (texts: Readonly<Record<string, readonly string[]>> | null): unknown => texts && Object.fromEntries(Object.entries(texts).filter(([name]) => !name.startsWith('_')));
const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '/';
/** Somebody sent a form of ours after the session had ended: what was typed waits until the same person has signed in again. */
async function parkUnfinished(one: Route, request: FastifyRequest, identified: Identified, deps: HttpDeps): ReturnType<NonNullable<HttpDeps['park']>> {
  if (!deps.park || !identified.sessionOver || !fromOurPage(request)) return null;
  checkOrigin(request, deps.publicUrl);
  const body = one.multipart ? await textsOf((await openMultipart(request, null)).parts) : (request.body as Readonly<Record<string, unknown>> | undefined);
  if (!typedFields(body)) return null;
  const { _csrf, _key, ...rest } = body as Record<string, unknown>;
  return deps.park({ identified, permission: one.permission, path: pathOf(request), body: rest, now: deps.now() });
}

/** Endings after which the very same form may be in order: the token was old, or the fault was ours. */
const SENT_AGAIN: readonly ProblemKind[] = ['csrf', 'busy', 'broken'];

/** Pages drawn for somebody signed in hold a sign-out form with a token: they are never kept by a cache. */
function shareable(reply: Reply, identified: Identified): Reply {
  if (reply.kind !== 'page' || reply.cache === undefined || identified.actor.kind === 'guest') return reply;
  const { cache: _cache, madeOf: _madeOf, ...own } = reply;
  return own;
}

async function identify(request: FastifyRequest, deps: HttpDeps): Promise<Identified> {
  return deps.identify({ cookie: cookieReader(request), now: deps.now(), ip: request.ip });
}
async function identifyOrNull(request: FastifyRequest, deps: HttpDeps): Promise<Identified | null> {
  try { return await identify(request, deps); } catch { return null; }
}

async function fail(error: Error, request: FastifyRequest, reply: FastifyReply, deps: HttpDeps, identified: Identified | null, typed: Typed | null = null, signIn: string | null = null): Promise<FastifyReply> {
  const who = identified ?? (await identifyOrNull(request, deps));
  if (error instanceof HttpProblem) return sendProblem(request, reply, deps, who, error.problem, error.details, typed, signIn);
  const code = (error as { code?: string }).code ?? '';
  const statusCode = (error as { statusCode?: number }).statusCode;
  if (statusCode === 413 || code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') return sendProblem(request, reply, deps, who, 'too-large');
  if (isTornForm(error) || (statusCode !== undefined && statusCode >= 400 && statusCode < 500)) return sendProblem(request, reply, deps, who, 'bad-input');
  return sendProblem(request, reply, deps, who, logFault(error, request), undefined, typed);
}

/** No free connection, server restarting, lock or statement time-out pass by themselves: whoever asked may simply try again. */
function logFault(error: Error, request: FastifyRequest): 'busy' | 'broken' {
  const code = (error as { code?: string }).code ?? '';
  if (isPassing(error)) { request.log.warn({ err: error.message, code }, 'busy'); return 'busy'; }
  request.log.error({ err: { message: error.message, stack: error.stack, code } }, 'broken');
  return 'broken';
}

async function sendProblem(request: FastifyRequest, reply: FastifyReply, deps: HttpDeps, identified: Identified | null, kind: ProblemKind, details?: readonly string[], typed: Typed | null = null, signIn: string | null = null): Promise<FastifyReply> {
  if (reply.sent || reply.raw.headersSent) return reply;
  const status = STATUS[kind];
  const reference = request.id.slice(0, 8).toUpperCase();
  if (kind === 'busy') reply.header('retry-after', '5');
  if (isApi(request.url)) return reply.code(status).headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store' }).type('application/problem+json').send({ status, kind, reference, ...(details ? { details } : {}) });
  const anonymous: Identified = identified ?? { actor: { kind: 'guest', guestKey: '' }, scope: { kind: 'public' }, csrf: '', cookies: [], sessionOver: false };
  const view = deps.viewOf({ identified: anonymous, path: request.url, cookie: cookieReader(request) });
  const node = deps.errorPage(view, { kind, status, reference, ...(details ? { details } : {}), ...(signIn ? { signIn } : {}), ...(typed ? { typed: SENT_AGAIN.includes(kind) ? typed : { ...typed, again: null } } : {}) });
  // A new visitor's form that is to be sent again needs the cookie that its token belongs to.
  return send(request, reply, { kind: 'page', status, node }, deps, anonymous.actor.kind === 'guest' && anonymous.actor.unknown ? anonymous : null);
}
