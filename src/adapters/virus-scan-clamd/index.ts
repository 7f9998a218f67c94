import { createConnection, type Socket } from 'node:net';
import type { VirusScanner } from '../../modules/document/ports.ts';

export type ClamdAddress = { readonly socket: string } | { readonly host: string; readonly port: number };
export interface ClamdOptions {
  /** path of clamd's UNIX socket (`/run/clamav/clamd.ctl`), or `host:port` of its TCP socket */
  readonly address: string | ClamdAddress;
  /** whole conversation; a clean 20 MB file took 0.33 s */ readonly timeoutMs?: number;
}
export interface ClamdScanner extends VirusScanner {
  /** What is wrong, in a sentence for the operator; empty when the daemon answers and takes files of `bytes`. */
  checkConfig(): Promise<readonly string[]>;
}
export const CLAMD_LIMITS = {
  timeoutMs: 20_000,
  /** bytes in one piece of the stream */ chunk: 64 * 1024,
  /** characters of an answer that are read */ answer: 4096,
} as const;

/**
 * Asks a clamd over its own protocol (clamd(8), INSTREAM). Whatever is not plainly «OK» or «FOUND» is `unavailable`:
 * the file then waits in quarantine, it is never taken for clean.
 */
export function createClamdScanner({ address: given, timeoutMs = CLAMD_LIMITS.timeoutMs }: ClamdOptions): ClamdScanner {
  const address = typeof given === 'string' ? readAddress(given) : given;
  return {
    async scan(bytes) {
      try {
        const answer = await converse(address, timeoutMs, (socket) => sendStream(socket, bytes));
        if (answer === 'stream: OK') return 'clean';
        return /^stream: .+ FOUND$/u.test(answer) ? 'infected' : 'unavailable';
      } catch {
        return 'unavailable';
      }
    },
    async checkConfig() {
      const where = 'socket' in address ? address.socket : `${address.host}:${address.port}`;
      try {
        const answer = await converse(address, Math.min(timeoutMs, 5000), async (socket) => { socket.write('zPING\0'); });
        return answer === 'PONG' ? [] : [`something at ${where} answers, but not as clamd does`];
      } catch (error) {
        return [`the virus scanner at ${where} does not answer (${(error as Error).message}): uploads stay in quarantine until it does`];
      }
    },
  };
}

/** Throws at the start of the program when it is neither a path nor `host:port`. */
function readAddress(text: string): ClamdAddress {
  const path = /^(?:unix:)?(\/.+)$/u.exec(text);
  if (path?.[1]) return { socket: path[1] };
  const place = /^\[?([^\s/]+?)\]?:(\d{1,5})$/u.exec(text);
  const port = Number(place?.[2]);
  if (!place?.[1] || port < 1 || port > 65_535) throw new Error(`the address of the virus scanner must be a socket's path or host:port, not ${JSON.stringify(text)}`);
  return { host: place[1], port };
}

/** Pieces with their length before them, an empty one at the end; waits whenever the daemon reads more slowly than we write. */
async function sendStream(socket: Socket, bytes: Buffer): Promise<void> {
  const write = (piece: Buffer): Promise<void> | null => (socket.write(piece) ? null : new Promise<void>((go) => { socket.once('drain', go).once('close', go); }));
  await write(Buffer.from('zINSTREAM\0'));
  for (let at = 0; at < bytes.length && !socket.destroyed; at += CLAMD_LIMITS.chunk) {
    const piece = bytes.subarray(at, at + CLAMD_LIMITS.chunk);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    socket.write(length);
    await write(piece);
  }
  socket.write(Buffer.alloc(4));
}

function converse(address: ClamdAddress, timeoutMs: number, say: (socket: Socket) => Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection('socket' in address ? { path: address.socket } : address);
    const fail = (error: Error): void => { clearTimeout(timer); socket.destroy(); reject(error); };
    const timer = setTimeout(() => fail(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    let answer = '';
    const settle = (): void => {
      const end = answer.search(/[\0\n]/u);
      if (end < 0) return;
      clearTimeout(timer);
      socket.destroy();
      resolve(answer.slice(0, end).trim());
    };
    socket.setEncoding('utf8');
    socket.on('error', fail).on('close', () => fail(new Error('the connection was closed')));
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (answer.length > CLAMD_LIMITS.answer) fail(new Error('an answer without end'));
      else settle();
    });
    socket.once('connect', () => { say(socket).catch(fail); });
  });
}
