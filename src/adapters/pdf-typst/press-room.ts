import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { PaperQueueFull } from '../../modules/document/ports.ts';
import { PAPER_LIMITS } from './limits.ts';
import type { PressAnswer, PressOrder } from './press-process.ts';

export interface PressRoom { print(template: string, json: string, at: Date): Promise<Buffer>; close(): Promise<void> }
type Limits = { readonly [Name in keyof typeof PAPER_LIMITS]: number };
interface Waiting extends PressOrder { readonly resolve: (pdf: Buffer) => void; readonly reject: (error: Error) => void; /** a press has died under it already */ retried: boolean }
interface Running { readonly child: ChildProcess; papers: number; /** stopped by us: its paper takes too long */ late: boolean }

/**
 * Gives orders to a press in a process of its own, one after another. Typst is a large native library whose memory only the
 * end of its process gives back, and a paper that hangs or crashes it must not take the server along. The process starts with
 * the first order, starts anew when it has grown, and ends when there has been no work for a while. When it dies under a paper
 * through no delay of its own (the system was short of memory, somebody ended it), a fresh press tries that paper once more.
 */
export function createPressRoom(templateFolder: string, fontFolder: string | undefined, limits: Limits = PAPER_LIMITS): PressRoom {
  const waiting: Waiting[] = [];
  let running: Running | undefined;
  let current: Waiting | undefined;
  let deadline: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;

  const settle = (done: (order: Waiting) => void): void => {
    clearTimeout(deadline);
    const order = current;
    current = undefined;
    if (order) done(order);
  };
  const sendHome = (): void => {
    const child = running?.child;
    running = undefined;
    if (child?.connected) child.disconnect();
  };
  const start = (): Running => {
    const child = fork(join(import.meta.dirname, 'press-process.js'), [templateFolder, fontFolder ?? ''], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {}, execArgv: [] });
    const own: Running = { child, papers: 0, late: false };
    child.on('message', (answer: PressAnswer) => {
      if (running !== own) return;
      own.papers++;
      if (answer.memory > limits.memory || own.papers >= limits.papers) sendHome();
      settle(({ template, resolve, reject }) => ('pdf' in answer ? resolve(Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength)) : reject(new Error(`paper ${template}: ${answer.error}`))));
      next();
    });
    const ended = (how: string): void => {
      if (running !== own) return;
      running = undefined;
      settle((order) => {
        if (own.late || order.retried) order.reject(new Error(`paper ${order.template}: the press ended (${how})`));
        else waiting.unshift(Object.assign(order, { retried: true }));
      });
      next();
    };
    child.on('error', (error) => ended(error.message));
    child.on('exit', (code, signal) => ended(signal ?? `status ${code}`));
    return own;
  };
  const next = (): void => {
    clearTimeout(idle);
    if (current) return;
    current = waiting.shift();
    if (!current) {
      // Nothing to do: neither the press nor its clock keeps the program from ending.
      running?.child.unref();
      running?.child.channel?.unref();
      if (running) idle = setTimeout(sendHome, limits.idle).unref();
      return;
    }
    running ??= start();
    const own = running;
    const { child } = own;
    child.ref();
    child.channel?.ref();
    deadline = setTimeout(() => { own.late = true; child.kill('SIGKILL'); }, limits.time);
    const { template, json, at } = current;
    child.send({ template, json, at } satisfies PressOrder, (error) => { if (error) child.kill('SIGKILL'); });
  };
  return {
    print: (template, json, at) => new Promise((resolve, reject) => {
      if (waiting.length >= limits.waiting) {
        reject(new PaperQueueFull(`paper ${template}: ${limits.waiting} others are waiting`));
        return;
      }
      waiting.push({ template, json, at, resolve, reject, retried: false });
      next();
    }),
    async close() {
      clearTimeout(idle);
      const child = running?.child;
      for (const order of waiting.splice(0)) order.reject(new Error(`paper ${order.template}: the press is closed`));
      settle(({ template, reject }) => reject(new Error(`paper ${template}: the press is closed`)));
      sendHome();
      if (child && child.exitCode === null && child.signalCode === null) await new Promise((resolve) => { child.once('exit', resolve).ref(); child.kill('SIGKILL'); });
    },
  };
}
