import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A process of the bench: the program's own web or worker, the bare server, or the load. */
export interface Part {
  readonly pid: number;
  ask<Answer>(message: unknown): Promise<Answer>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}
export interface Usage { /** user and system, milliseconds since it began */ readonly cpuMs: number; readonly rssMb: number }

const WAIT_MS = 60_000;

/** Starts `<name>.js` beside this file; it says «ready» and then answers one question at a time. */
export function startPart(name: 'web-child' | 'worker-child' | 'bare-server' | 'load', env: NodeJS.ProcessEnv, options: { readonly execArgv?: readonly string[] } = {}): Promise<Part> {
  const child: ChildProcess = fork(join(import.meta.dirname, `${name}.js`), [], { env, execArgv: [...(options.execArgv ?? [])], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let waiting: ((answer: unknown) => void) | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ask = <Answer>(message: unknown): Promise<Answer> => {
    const next = queue.then(() => new Promise<Answer>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`${name} ended`)));
      waiting = (answer) => { child.removeAllListeners('exit'); resolve(answer as Answer); };
      child.send(message as object);
    }));
    queue = next.catch(() => undefined);
    return next;
  };
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${name} did not start`)), WAIT_MS);
    child.once('exit', (code) => reject(new Error(`${name} ended (${code})`)));
    child.on('message', (message) => {
      if (message === 'ready') {
        clearTimeout(late);
        child.removeAllListeners('exit');
        resolve({
          pid: child.pid ?? 0, ask, usage: () => ask<Usage>('usage'),
          async stop() {
            const gone = new Promise<void>((done) => { if (child.exitCode !== null || child.signalCode !== null) done(); else child.once('exit', () => done()); });
            child.kill('SIGTERM');
            const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
            await gone;
            clearTimeout(late);
          },
        });
      } else { const answer = waiting; waiting = null; answer?.(message); }
    });
    void exited;
  });
}

/** Inside a part: answers `usage` and whatever `work` knows. */
export function answerQuestions(work?: (message: unknown) => Promise<unknown>): void {
  process.on('message', (message) => {
    if (message === 'usage') { const { user, system } = process.cpuUsage(); process.send?.({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 1_048_576 } satisfies Usage); return; }
    if (work) void work(message).then((answer) => process.send?.(answer as object), (error: Error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); });
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => { const address = probe.address(); probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0)); });
  });
}
