import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { answerQuestions } from './part.ts';

/**
 * The load: keep-alive connections that each send the next request as soon as the answer to the last is complete. Raw
 * sockets and ready-made bytes, because the load shares the two cores with what it measures.
 */
export interface LoadOrder {
  readonly port: number; readonly connections: number; readonly seconds: number;
  /** JSON array of whole requests, sent from `from` on; `once` ends the run when all are sent, otherwise they go round */
  readonly file: string; readonly from: number; readonly once: boolean;
}
export interface LoadReport {
  readonly answered: number; readonly seconds: number; readonly statuses: Readonly<Record<string, number>>; readonly bytes: number;
  /** milliseconds */ readonly p50: number; readonly p95: number; readonly p99: number; readonly latenciesUs: readonly number[];
  /** the first answer with a status other than 200 or 303, for the reader */ readonly odd: string | null; readonly used: number;
}

let loaded: { readonly file: string; readonly requests: readonly Buffer[] } | null = null;
const END = Buffer.from('\r\n\r\n');

async function run(order: LoadOrder): Promise<LoadReport> {
  if (loaded?.file !== order.file) loaded = { file: order.file, requests: (JSON.parse(readFileSync(order.file, 'utf8')) as string[]).map((text) => Buffer.from(text, 'utf8')) };
  const { requests } = loaded;
  const statuses: Record<string, number> = {};
  const latencies: number[] = [];
  let odd: string | null = null;
  let at = order.from;
  let bytes = 0;
  const begun = performance.now();
  const until = begun + order.seconds * 1000;
  const next = (): Buffer | null => {
    if (performance.now() >= until) return null;
    if (at >= requests.length) { if (order.once) return null; at = 0; }
    return requests[at++] ?? null;
  };
  await Promise.all(Array.from({ length: order.connections }, () => new Promise<void>((resolve, reject) => {
    let sent = 0;
    let kept: Buffer | null = null;
    let missing = -1;
    let status = '';
    const socket: Socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true, onread: { buffer: Buffer.allocUnsafe(256 * 1024), callback(size: number, buffer: Uint8Array) { receive((buffer as Buffer).subarray(0, size)); return true; } } });
    const send = (): void => {
      const request = next();
      if (!request) { socket.destroy(); resolve(); return; }
      missing = -1;
      kept = null;
      sent = performance.now();
      socket.write(request);
    };
    const receive = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (missing < 0) {
        const all: Buffer = kept ? Buffer.concat([kept, chunk]) : chunk;
        const end = all.indexOf(END);
        if (end < 0) { kept = Buffer.from(all); return; }
        const head = all.toString('latin1', 0, end);
        status = head.slice(9, 12);
        const length = /content-length: (\d+)/iu.exec(head)?.[1];
        if (length === undefined) { reject(new Error(`an answer without length: ${head.slice(0, 200)}`)); socket.destroy(); return; }
        missing = Number(length) - (all.length - end - 4);
        if (status !== '200' && status !== '303') odd ??= all.toString('utf8', 0, Math.min(all.length, 4_000));
      } else missing -= chunk.length;
      if (missing > 0) return;
      latencies.push(Math.round((performance.now() - sent) * 1000));
      statuses[status] = (statuses[status] ?? 0) + 1;
      send();
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => resolve());
  })));
  const seconds = (performance.now() - begun) / 1000;
  latencies.sort((a, b) => a - b);
  const share = (p: number): number => (latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * p))] ?? 0) / 1000;
  return { answered: latencies.length, seconds, statuses, bytes, p50: share(0.5), p95: share(0.95), p99: share(0.99), latenciesUs: latencies, odd, used: at };
}

answerQuestions((message) => run(message as LoadOrder));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
