import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked { readonly method: string; readonly url: URL; readonly headers: IncomingHttpHeaders; readonly body: string; /** closes the line without a word */ hangUp(): void }
/** Answers once. An asked question that is never answered is a counterpart that keeps silent. */
export type Send = (status: number, type: string, body: string, more?: Readonly<Record<string, string>>) => void;
export interface ServerHere { readonly port: number; close(): Promise<void> }
export interface ServeHereOptions {
  /** 0: any that is free */ readonly port: number;
  /** bytes of a body that is read */ readonly bodyLimit: number;
  /** false where a form of ours leads on to another site */ readonly formsStayHere?: boolean;
}
const URL_LIMIT = 8_192;
const OWN_NAMES = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/u;

/** The HTTP side of a counterpart that is simulated: for this machine only, strict headers, limits, and no question of it can end the process. */
export async function serveHere({ port, bodyLimit, formsStayHere = true }: ServeHereOptions, answer: (asked: Asked, send: Send) => void | Promise<void>): Promise<ServerHere> {
  const headers = { 'content-security-policy': `default-src 'none'; style-src 'self';${formsStayHere ? " form-action 'self';" : ''} base-uri 'none'; frame-ancestors 'none'`, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' };
  const server = createServer((request, response) => {
    const { method = 'GET' } = request;
    const send: Send = (status, type, body, more = {}) => { response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8`, ...more }); response.end(method === 'HEAD' ? undefined : body); };
    const path = request.url ?? '/';
    if (path.length > URL_LIMIT) { send(414, 'text/plain', 'Địa chỉ quá dài'); return; }
    // A foreign page whose name leads to 127.0.0.1 must not read the book.
    if (!OWN_NAMES.test(request.headers.host ?? '')) { send(421, 'text/plain', 'Chỉ mở trên máy này'); return; }
    void readBody(request, bodyLimit).then((body) => {
      if (body === null) { send(413, 'text/plain', 'Quá dài'); return undefined; }
      return answer({ method, url: new URL(path, 'http://localhost'), headers: request.headers, body, hangUp: () => { request.socket.destroy(); } }, send);
    }).catch(() => { if (!response.headersSent) send(400, 'text/plain', 'Không đọc được'); });
  });
  server.requestTimeout = 15_000;
  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(port, '127.0.0.1', () => resolve()); });
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
}

async function readBody(request: IncomingMessage, limit: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
