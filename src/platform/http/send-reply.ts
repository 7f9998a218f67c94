import { gzip, gzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { disposition, setCookie } from './headers.ts';
import { header } from './request-parts.ts';
import type { Reply, SetCookie, Shared } from './route.ts';
import { drawnPage, GZIP, hasAlready, isSomebodys, type Drawn, type PageShelf } from './shared-page.ts';

export const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; media-src 'self' blob:; object-src 'none'",
  'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
} as const;
const FILE_CSP = "sandbox; default-src 'none'";
const COMPRESS_FROM_BYTES = 1024;

const zip = promisify(gzip);

/** Writes an answer: its headers, its cookies (and `who`'s, where they are to be kept), compressed where the browser takes it. */
export async function send(request: FastifyRequest, reply: FastifyReply, answered: Reply, deps: { readonly publicUrl: string }, who: { readonly cookies: readonly SetCookie[] } | null = null, sharing: Sharing | null = null): Promise<FastifyReply> {
  reply.headers(SECURITY_HEADERS);
  if (request.method === 'POST' && !request.raw.complete) letGo(request, reply);
  // Drawn before the cookies are read: see Identified.
  const drawn = answered.kind === 'page' ? drawPage(request, answered, sharing) : '';
  // An answer that brings a cookie is that visitor's own, whatever page it is.
  if (answered.kind === 'page' && typeof drawn !== 'string' && (who?.cookies ?? []).length === 0) return sendShared(request, reply, answered.cache, drawn);
  for (const cookie of who?.cookies ?? []) setCookie(reply, cookie, deps.publicUrl);
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
      if (answered.formTargets) reply.header('content-security-policy', SECURITY_HEADERS['content-security-policy'].replace("form-action 'self'", `form-action 'self' ${answered.formTargets.map((one) => new URL(one).origin).join(' ')}`));
      reply.code(answered.status).header('cache-control', 'no-store').type('text/html; charset=utf-8');
      return compressed(request, reply, typeof drawn === 'string' ? drawn : drawn.body.toString('utf8'));
    }
  }
}

/** Where pages that are the same for everybody are kept; how this one is displayed, and on which day: amounts and hours have theirs. */
export interface Sharing { readonly shelf: PageShelf; readonly display: string }
type Page = Extract<Reply, { kind: 'page' }>;

/** A page as text; drawn for everybody where its handler says that it is the same for all and nothing in it is one visitor's. */
function drawPage(request: FastifyRequest, page: Page, sharing: Sharing | null): string | Drawn {
  const shared = page.cache !== undefined && sharing !== null && page.status === 200 && !page.cookies && !page.formTargets;
  const key = shared && page.madeOf !== undefined ? `${request.url}\n${sharing.display}\n${page.madeOf}` : null;
  const before = key === null ? null : sharing?.shelf.find(key);
  if (before) return before;
  const html = `<!doctype html>${renderToString(page.node)}`;
  if (!shared || isSomebodys(html)) return html;
  const drawn = drawnPage(html);
  if (key !== null) sharing.shelf.keep(key, drawn);
  return drawn;
}
const SHARED = { public: 'public, max-age=60', checked: 'public, no-cache' } as const satisfies Readonly<Record<Shared, string>>;
function sendShared(request: FastifyRequest, reply: FastifyReply, cache: Shared = 'checked', { body, gzipped, tag }: Drawn): FastifyReply {
  reply.headers({ 'cache-control': SHARED[cache], vary: VARY, etag: tag });
  if (hasAlready(header(request, 'if-none-match'), tag)) return reply.code(304).send();
  reply.code(200).type('text/html; charset=utf-8');
  return body.length < COMPRESS_FROM_BYTES || request.method === 'HEAD' || !takesGzip(request) ? reply.send(body) : reply.header('content-encoding', 'gzip').send(gzipped);
}

/** What is still taken in, and thrown away, of a form whose answer has been sent. */
const LINGER = { bytes: 16 * 1024 * 1024, ms: 5_000, /** after the last byte that is taken in, for the answer to be read */ restMs: 1_000, lookMs: 50 } as const;
/**
 * The answer comes before the form has ended. A connection closed at once would be reset, and a browser that is still sending
 * may then show that instead of the answer; one left open would take in the rest however long it is. So: a little more, then no more.
 */
function letGo({ raw }: FastifyRequest, reply: FastifyReply): void {
  const { socket } = raw;
  reply.removeHeader('connection');
  raw.unpipe();
  raw.on('error', () => undefined).resume();
  reply.raw.once('finish', () => {
    const since = performance.now();
    let taken = 0;
    let rests: number | null = null;
    // No more is taken in: whoever still sends is held up, and has the time to read what was answered.
    raw.on('data', (chunk: Buffer) => { taken += chunk.length; if (taken > LINGER.bytes && rests === null) { rests = performance.now(); raw.pause(); } });
    const watch = setInterval(() => {
      const over = performance.now() - since > LINGER.ms || (rests !== null && performance.now() - rests > LINGER.restMs);
      if (raw.complete || socket.destroyed || over) clearInterval(watch);
      if (over && !raw.complete) raw.destroy();
    }, LINGER.lookMs).unref();
  });
}

/** Smaller texts are compressed on the spot: the way through the thread pool costs more than the work (0.05 ms for a page). */
const COMPRESS_HERE_BYTES = 64 * 1024;

/** gzip alone: at the cost of a live page brotli (quality 4) is no smaller for Vietnamese text and takes up to twice the time. */
async function compressed(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  reply.header('vary', VARY);
  if (text.length < COMPRESS_FROM_BYTES || request.method === 'HEAD' || !takesGzip(request)) return reply.send(text);
  const bytes = Buffer.from(text, 'utf8');
  return reply.header('content-encoding', 'gzip').send(bytes.length <= COMPRESS_HERE_BYTES ? gzipSync(bytes, GZIP) : await zip(bytes, GZIP));
}
const VARY = 'accept-encoding, cookie';
const takesGzip = (request: FastifyRequest): boolean => /\bgzip\b/u.test(header(request, 'accept-encoding') ?? '');

