import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between the program and a system of the outside world; a test acts on what passes. */
export interface Between {
  readonly url: string;
  /** calls that have come, this one included */ calls: number;
  /** before a call is passed on */ onCall: (() => Promise<void>) | null;
  /** once the other side has taken it, before its answer goes back */ onAnswer: (() => Promise<void>) | null;
  close(): void;
}
/** Belong to one connection, not to the message. */
const OF_THE_CONNECTION: readonly string[] = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive'];

export async function standBetween(to: string): Promise<Between> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void (async () => {
        between.calls += 1;
        await between.onCall?.();
        const headers = Object.fromEntries(Object.entries(request.headers).filter((one): one is [string, string] => typeof one[1] === 'string' && !OF_THE_CONNECTION.includes(one[0])));
        const answer = await fetch(`${to}${request.url ?? ''}`, { method: request.method ?? 'GET', headers, ...(request.method === 'POST' ? { body: Buffer.concat(chunks) } : {}) });
        const text = await answer.text();
        await between.onAnswer?.();
        response.writeHead(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name)))).end(text);
      })().catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  const between: Between = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls: 0, onCall: null, onAnswer: null, close() { server.closeAllConnections(); server.close(); } };
  return between;
}
